import { Composer, Keyboard } from 'grammy'
import { z } from 'zod'
import { findPhone, recordContact } from '../../../audience/contact.js'
import { countBought } from '../../../audience/customer/bought.js'
import { recordLocation } from '../../../audience/place/location.js'
import { cityWords } from '../../../audience/place/town.js'
import { parseContactAsk } from '../../../delivery/button/contact.js'
import { texts } from '../../../text/index.js'
import { isContactAsked, recordContactAsk, recordContactShared } from '../../../tracking/contact-ask.js'
import { recordPress } from '../../../tracking/read.js'
import { type BotContext, personOf } from '../../context.js'
import type { SendingApi } from '../../lanes/sender.js'
import { findText, renderContent } from '../../settings/texts.js'
import { own } from '../addresses.js'
import { plainOwn } from '../own.js'
import { answer, onButton } from '../press.js'
import { invite } from '../start.js'
import type { SubscriberDeps } from '../works.js'

const toldSchema = z.object({ told: z.boolean(), city: z.string().nullable(), wanted: z.boolean() })
const REMOVE = { reply_markup: { remove_keyboard: true as const } }
const NOT_NOW = new Set((['en', 'ru'] as const).map(language => texts(language).subscriber.notNow))
/** What stands beside the button that an offer brought: anybody may write so much, too. */
const NOT_NOW_WORDS = new Set((['en', 'ru'] as const).map(language => texts(language).subscriber.phoneCard.notNow))
const askedSchema = z.enum(['asked', 'known', 'strange'])
const cameSchema = z.object({ phone: z.string().nullable(), wanted: z.boolean(), orders: z.int().nullable() })

/**
 * People share the number of their own account and where they are: by the buttons of `/settings`, or just so. What nobody
 * asked for is noted and still passed on to those who answer: it may have been meant for them. A venue, a forwarded
 * location and the later points of a live one are no word about themselves.
 */
export function sharing({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  /** Who has been shown the keyboard and did not use it yet; after a restart, what they share is passed on too. */
  const asked = new Set<number>()

  function offer(
    button: typeof own.sharePhone,
    keyboardOf: (ctx: BotContext) => { words: string; keyboard: Keyboard },
  ): void {
    onButton(composer, button, async ctx => {
      if (ctx.subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
      const { words, keyboard } = keyboardOf(ctx)
      keyboard.row(texts(ctx.language).subscriber.notNow).resized().oneTime()
      asked.add(ctx.subscriber.telegramId)
      await answer(ctx)
      await ctx.reply(words, { reply_markup: keyboard })
    })
  }
  offer(own.sharePhone, ctx => {
    const { askPhone, sharePhone } = texts(ctx.language).subscriber
    return { words: askPhone, keyboard: new Keyboard().requestContact(sharePhone) }
  })
  offer(own.sharePlace, ctx => {
    const { askPlace, sharePlace } = texts(ctx.language).subscriber
    return { words: askPlace, keyboard: new Keyboard().requestLocation(sharePlace) }
  })

  // An offer's button asks for the number, with what is gained by it; under a test the same is said and nothing kept.
  onButton(composer, { read: parseContactAsk }, async (ctx, target) => {
    const t = texts(ctx.language).subscriber
    const own = findText(db, 'phone', ctx.language, null)
    if (target.kind === 'test') return answer(ctx, t.test(own === null ? t.phoneCard.ask : plainOwn(ctx, own)))
    const { subscriber, from, chat } = ctx
    if (subscriber === null || from === undefined || chat === undefined) return answer(ctx, t.oldButton)
    const messageId = ctx.callbackQuery?.message?.message_id ?? null
    const press = { deliveryId: target.id, subscriberId: subscriber.id, messageId }
    const state = await ctx.deed(askedSchema, () => {
      if (findPhone(db, subscriber.id) !== null) return recordPress(db, press, ctx.at) ? 'known' : 'strange'
      return recordContactAsk(db, press, ctx.at) ? 'asked' : 'strange'
    })
    if (state !== 'asked') return answer(ctx, state === 'known' ? t.phoneCard.known : t.oldButton)
    asked.add(subscriber.telegramId)
    await answer(ctx)
    const reply_markup = new Keyboard().requestContact(t.phoneCard.share).text(t.phoneCard.notNow).resized().oneTime()
    if (own === null) return ctx.reply(t.phoneCard.ask, { reply_markup })
    const { method, payload } = renderContent({ ...own, buttons: [] }, personOf(from))
    const { raw }: Pick<SendingApi, 'raw'> = ctx.api
    return raw[method]({ chat_id: chat.id, ...payload, reply_markup })
  })

  const saysNotNow = ({ message: { text }, subscriber, from, at }: BotContext & { message: { text: string } }) =>
    NOT_NOW.has(text) ||
    (NOT_NOW_WORDS.has(text) &&
      subscriber !== null &&
      (asked.has(from?.id ?? 0) || isContactAsked(db, subscriber.id, at)))
  composer.on('message:text').filter(
    ctx => saysNotNow(ctx),
    async ctx => {
      asked.delete(ctx.from.id)
      await ctx.reply(texts(ctx.language).subscriber.nothingShared, REMOVE)
    },
  )

  composer.on('message:contact', async (ctx, next) => {
    const { subscriber, from } = ctx
    // Whoever writes through another bot, or forwards, chooses freely what the card says.
    const { forward_origin, via_bot } = ctx.message
    if (subscriber === null || forward_origin !== undefined || via_bot !== undefined) return next()
    const t = texts(ctx.language).subscriber
    const { contact } = ctx.message
    const wanted = asked.has(from.id) || isContactAsked(db, subscriber.id, ctx.at)
    if (contact.user_id !== from.id) {
      await ctx.reply(t.phoneNotOwn)
      return wanted ? undefined : next()
    }
    const came = await ctx.deed(cameSchema, () => {
      const phone = recordContact(db, subscriber.id, contact.phone_number, ctx.at)
      const byOffer = phone !== null && recordContactShared(db, subscriber.id, ctx.at)
      return { phone, wanted, orders: byOffer ? countBought(db, subscriber.id) : null }
    })
    asked.delete(from.id)
    const taken = came.phone === null ? t.phoneUnreadable : t.phoneTaken(came.phone)
    await ctx.reply(came.orders === null ? taken : `${taken}\n${t.phoneCard.found(came.orders)}`, REMOVE)
    if (!came.wanted) await next()
  })

  composer.on('message:location', async (ctx, next) => {
    const { subscriber, from } = ctx
    const { venue, forward_origin, via_bot, location } = ctx.message
    const chosen = venue !== undefined || forward_origin !== undefined || via_bot !== undefined
    if (subscriber === null || chosen) return next()
    const t = texts(ctx.language).subscriber
    const wanted = asked.has(from.id)
    const place = { lat: location.latitude, lon: location.longitude }
    const came = await ctx.deed(toldSchema, () => {
      const told = recordLocation(db, subscriber.id, place, ctx.at)
      return { told: told !== null, city: told?.city ?? null, wanted }
    })
    asked.delete(from.id)
    await ctx.reply(
      came.told ? t.placeTaken(came.city === null ? null : cityWords(came.city, ctx.language)) : t.placeUnreadable,
      REMOVE,
    )
    if (!came.wanted) await next()
  })

  return composer
}
