import { Composer } from 'grammy'
import { z } from 'zod'
import { findPhone, forgetContact } from '../../audience/contact.js'
import { forgetLocation } from '../../audience/place/location.js'
import { findWhereabouts } from '../../audience/place/whereabouts.js'
import { findSubscriberById, isPaused, languageOf, type Subscriber } from '../../audience/subscriber.js'
import { findWish, wishLess, wishUsual } from '../../audience/subscription/wish.js'
import { chooseLanguage, pauseOffers, resumeOffers, stopOffers } from '../../audience/subscription.js'
import { listAnswers } from '../../audience/survey/answer.js'
import { DAY } from '../../clock.js'
import type { Content } from '../../offers/content.js'
import { date, type Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { b, lines } from '../../text/rich.js'
import { forgetSearches } from '../admin/search.js'
import { type Card, type Key, key } from '../card.js'
import { sendCard, showCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import { findText } from '../settings/texts.js'
import { answers, own } from './addresses.js'
import { sayOwn, words } from './own.js'
import { answer, onButton } from './press.js'
import { oftenName } from './settings/wishes.js'
import { invite } from './start.js'
import { whyRows } from './stop/why.js'
import type { SubscriberDeps } from './works.js'

/** How long a pause lasts, ms. */
export const PAUSE_MS = 30 * DAY

/** `/settings`: language, pause, stop and what they shared on one card, edited in place. */
export function ownSettings(deps: SubscriberDeps): Composer<BotContext> {
  const { db, clock } = deps
  const composer = new Composer<BotContext>()

  composer.command('settings', async ctx => {
    if (ctx.subscriber === null) return invite(ctx)
    await sendCard(ctx, settingsCard(ctx, ctx.subscriber, deps))
  })
  onButton(composer, own.settings, async ctx => {
    await Promise.all([answer(ctx), showOwnSettings(ctx, deps)])
  })

  /** @param change what the press means; it names the text of the shop's own that is said beside the card */
  function onChange(
    button: typeof own.settings,
    change: (ctx: BotContext, subscriberId: number) => 'stop' | 'pause' | null,
  ): void {
    onButton(composer, button, async ctx => {
      const id = ctx.subscriber?.id
      if (id === undefined) return void (await Promise.all([answer(ctx), invite(ctx)]))
      const said = await ctx.deed(z.enum(['stop', 'pause']).nullable(), () => change(ctx, id))
      const subscriber = findSubscriberById(db, id)
      if (subscriber === null) return
      ctx.language = languageOf(subscriber, ctx.language)
      const card = settingsCard(ctx, subscriber, deps)
      const why = button === own.settingsStop ? whyRows(db, ctx, id) : []
      await Promise.all([answer(ctx), showCard(ctx, { ...card, keyboard: [...why, ...card.keyboard] })])
      const words = said === null ? null : findText(db, said, ctx.language, null)
      if (words !== null) await sayOwn(ctx, words)
    })
  }

  const details = (ctx: BotContext, name: string, shown: string | Content) => ({
    source: 'settings' as const,
    wording: words(ctx, name, shown),
    deliveryId: null,
  })
  onChange(own.settingsStop, (ctx, id) => {
    const written = findText(db, 'stop', ctx.language, null)
    const change = details(ctx, 'stop', written ?? texts(ctx.language).subscriber.stopOffers)
    return stopOffers(db, id, change, ctx.at) || ctx.deed.wasStop() ? 'stop' : null
  })
  onChange(own.settingsPause, (ctx, id) => {
    const written = findText(db, 'pause', ctx.language, null)
    const change = details(ctx, 'pause', written ?? texts(ctx.language).subscriber.pause)
    return pauseOffers(db, id, { ...change, until: ctx.at + PAUSE_MS }, ctx.at) ? 'pause' : null
  })
  onChange(own.settingsLess, (ctx, id) => {
    wishLess(db, id, details(ctx, 'less', texts(ctx.language).subscriber.lessSaid), ctx.at)
    return null
  })
  onChange(own.settingsUsual, (ctx, id) => {
    wishUsual(db, id, details(ctx, 'usual', texts(ctx.language).subscriber.usual), ctx.at)
    return null
  })
  onChange(own.settingsResume, (ctx, id) => {
    const text = texts(ctx.language).subscriber
    const shown = ctx.subscriber?.unsubscribedAt == null ? text.resume : text.yesOffers
    resumeOffers(db, id, details(ctx, 'resume', shown), ctx.at)
    return null
  })
  const speak = (language: Language) => (ctx: BotContext, id: number) => {
    chooseLanguage(db, id, language, ctx.at)
    return null
  }
  onChange(own.settingsEnglish, speak('en'))
  onChange(own.settingsRussian, speak('ru'))
  /** What is forgotten cannot be brought back by us: it is asked once. */
  function onForget(
    button: typeof own.settings,
    question: 'forgetPhoneAsked' | 'forgetPlaceAsked',
    yes: typeof own.settings,
  ): void {
    onButton(composer, button, async ctx => {
      if (ctx.subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
      const t = texts(ctx.language).subscriber
      const keyboard = [[key(t.back, own.settings, {}), key(t.forgetYes, yes, {})]]
      await Promise.all([answer(ctx), showCard(ctx, { text: t[question], keyboard })])
    })
  }
  onForget(own.forgetPhone, 'forgetPhoneAsked', own.forgetPhoneYes)
  onForget(own.forgetPlace, 'forgetPlaceAsked', own.forgetPlaceYes)
  onChange(own.forgetPhoneYes, (_ctx, id) => {
    const phone = findPhone(db, id)
    forgetContact(db, id, clock.now())
    if (phone !== null) forgetSearches(db, phone)
    db.forgetTraces()
    return null
  })
  onChange(own.forgetPlaceYes, (_ctx, id) => {
    forgetLocation(db, id)
    db.forgetTraces()
    return null
  })
  return composer
}

/** Shows them where the button was pressed; to those who never subscribed the invitation. */
export async function showOwnSettings(
  ctx: BotContext,
  deps: Pick<SubscriberDeps, 'db' | 'zone' | 'above'>,
): Promise<void> {
  if (ctx.subscriber === null) return invite(ctx)
  await showCard(ctx, settingsCard(ctx, ctx.subscriber, deps))
}

function settingsCard(
  ctx: BotContext,
  subscriber: Subscriber,
  { db, zone, above }: Pick<SubscriberDeps, 'db' | 'zone' | 'above'>,
): Card {
  const text = texts(ctx.language).subscriber
  const back = above?.(ctx) ?? null
  const stopped = subscriber.unsubscribedAt !== null
  const paused = isPaused(subscriber, ctx.at)
  const language = (label: string, name: Language, button: typeof own.settings): Key =>
    key(ctx.language === name ? `✅ ${label}` : label, button, {})
  const status = stopped
    ? text.statusStopped
    : paused
      ? text.paused(date(subscriber.pausedUntil ?? 0, zone(), ctx.language))
      : text.statusActive
  const wish = findWish(db, subscriber.id)
  const less = wish !== null
  const phone = findPhone(db, subscriber.id)
  const placed = findWhereabouts(db, subscriber.id)?.from === 'location'
  return {
    text: lines([
      b(text.settings),
      '',
      status,
      wish !== null && !stopped ? text.wishes.known(text.wishes.often[oftenName(wish)]) : null,
      phone === null ? null : text.phoneKnown(phone),
      placed ? text.placeKnown : null,
    ]),
    keyboard: [
      [language('English', 'en', own.settingsEnglish), language('Русский', 'ru', own.settingsRussian)],
      ...(stopped
        ? [[key(text.yesOffers, own.settingsResume, {})]]
        : [
            [
              less ? key(text.usual, own.settingsUsual, {}) : key(text.less, own.settingsLess, {}),
              paused ? key(text.resume, own.settingsResume, {}) : key(text.pause, own.settingsPause, {}),
            ],
            [key(text.wishes.key, own.wishes, {})],
            [key(text.stopOffers, own.settingsStop, {})],
          ]),
      [phone === null ? key(text.sharePhone, own.sharePhone, {}) : key(text.forgetPhone, own.forgetPhone, {})],
      [placed ? key(text.forgetPlace, own.forgetPlace, {}) : key(text.sharePlace, own.sharePlace, {})],
      ...(listAnswers(db, subscriber.id).length === 0
        ? []
        : [[key(texts(ctx.language).survey.own, answers.list, { page: 0 })]]),
      [key(text.myData, own.data, {}), key(text.forgetMe, own.forget, {})],
      ...(back === null ? [] : [[back]]),
    ],
  }
}
