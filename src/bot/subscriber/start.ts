import { Composer } from 'grammy'
import type { User } from 'grammy/types'
import { z } from 'zod'
import { sourceOf } from '../../audience/source/payload.js'
import { findSubscriber, isPaused, type Subscriber } from '../../audience/subscriber.js'
import type { Wording } from '../../audience/subscription/wording.js'
import { type OwnAct, recordGreeted, resumeOffers, type Start, startSubscriber } from '../../audience/subscription.js'
import { isPersonal, openPersonalLink, PERSONAL_SOURCE } from '../../crm/personal-link.js'
import type { Db } from '../../db/open.js'
import { AppError, unreachable } from '../../errors.js'
import { date } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { lines, type Rich } from '../../text/rich.js'
import { teamCard } from '../admin/team-help.js'
import { type Card, key } from '../card.js'
import { sendCard, showCard } from '../card-message.js'
import { type BotContext, personOf } from '../context.js'
import { findText } from '../settings/texts.js'
import { roleOf } from '../team.js'
import { own } from './addresses.js'
import { menuKeys, menuRows } from './menu/keys.js'
import { sayOwn, words } from './own.js'
import { personalCard } from './personal/card.js'
import { answer, dropKeyboard, onButton } from './press.js'
import { askAtStart } from './survey/ballot.js'
import type { SubscriberDeps } from './works.js'

const kinds = ['subscribed', 'already', 'came_back', 'stopped'] as const satisfies Start['kind'][]

/** `/start`, with a payload or without, and the buttons that subscribe. */
export function starts({ db, tokens, zone, replies }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.command('start', async ctx => {
    const { from } = ctx
    if (from === undefined) return
    if (isGreeted(ctx)) return question(ctx, ctx.subscriber)
    const came = isPersonal(ctx.match) ? openPersonalLink(db, tokens, ctx.match, ctx.subscriber?.id ?? null) : null
    const source = came?.kind === 'asks' ? PERSONAL_SOURCE : sourceOf(ctx.match)
    const written = findText(db, 'welcome', ctx.language, source ?? ctx.subscriber?.source ?? null)
    const wording = words(ctx, 'welcome', written ?? texts(ctx.language).subscriber.welcome(ctx.me.first_name))
    const { start, subscriber } = await begin(ctx, from, { source, wording })
    if (came !== null && start.kind === 'already') {
      // The question says enough.
    } else if (written === null || !isWelcomed(start)) {
      await sendCard(ctx, startCard(db, ctx, start, subscriber, zone()))
    } else {
      await sayOwn(ctx, written, menuRows(db))
      if (isPaused(subscriber, ctx.at)) await sendCard(ctx, startCard(db, ctx, { kind: 'already' }, subscriber, zone()))
    }
    await goOn(ctx, subscriber, start)
  })

  onButton(composer, own.start, async ctx => {
    const { from } = ctx
    if (from === undefined) return
    if (isGreeted(ctx)) return void (await Promise.all([answer(ctx), question(ctx, ctx.subscriber)]))
    const wording = words(ctx, 'invitation', texts(ctx.language).subscriber.invitation(ctx.me.first_name))
    const { start, subscriber } = await begin(ctx, from, { source: null, wording })
    const written = findText(db, 'welcome', ctx.language, subscriber.source)
    if (written === null || !isWelcomed(start)) {
      await Promise.all([answer(ctx), showCard(ctx, startCard(db, ctx, start, subscriber, zone()))])
    } else {
      await Promise.all([answer(ctx), dropKeyboard(ctx)])
      await sayOwn(ctx, written, menuRows(db))
    }
    await goOn(ctx, subscriber, start)
  })

  async function begin(ctx: BotContext, from: User, options: { source: string | null; wording: Wording }) {
    const kind = await ctx.deed(z.enum(kinds), () => startSubscriber(db, personOf(from), options, ctx.at).start.kind)
    const subscriber = findSubscriber(db, from.id)
    if (subscriber === null) throw new AppError('subscriber_not_found')
    return { start: { kind }, subscriber }
  }

  /** A Start is answered once, also where its update is handled again because what follows did not get through. */
  async function goOn(ctx: BotContext, subscriber: Subscriber, start: Start): Promise<void> {
    const role = roleOf(db, replies, subscriber.telegramId)
    // Whoever runs the bot reads what newcomers read, and then what they can do themselves.
    if (role !== null && start.kind === 'subscribed') await sendCard(ctx, teamCard(ctx, role))
    await db.group(() => recordGreeted(db, subscriber.id, ctx.msgId ?? 0))
    await question(ctx, subscriber)
  }

  /** First what they came for, then what we would like to know; whoever stopped our offers is asked only who they are, where they came by that. */
  async function question(ctx: BotContext, subscriber: Subscriber | null): Promise<void> {
    if (subscriber === null) return
    const payload = typeof ctx.match === 'string' ? ctx.match : ''
    if (isPersonal(payload))
      return void (await sendCard(ctx, personalCard(ctx, openPersonalLink(db, tokens, payload, subscriber.id))))
    if (subscriber.unsubscribedAt !== null) return
    await askAtStart(db, ctx, subscriber.id, card => sendCard(ctx, card))
  }

  /** Offers come again, by `source`; `shown` are the words under which the button stood. */
  async function resume(ctx: BotContext, source: OwnAct, name: string, shown: Rich | string): Promise<void> {
    const { subscriber } = ctx
    if (subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
    const wording = words(ctx, name, shown)
    await ctx.deed(() => void resumeOffers(db, subscriber.id, { source, wording, deliveryId: null }, ctx.at))
    const text = lines([texts(ctx.language).subscriber.resumed])
    await Promise.all([answer(ctx), showCard(ctx, { text, keyboard: [] })])
  }

  const say = (ctx: BotContext) => texts(ctx.language).subscriber
  onButton(composer, own.again, ctx => resume(ctx, 'button', 'again', say(ctx).askAgain(ctx.me.first_name)))
  onButton(composer, own.resume, ctx => resume(ctx, 'button', 'resume', say(ctx).resume))
  onButton(composer, own.undo, ctx => resume(ctx, 'undo', 'undo', say(ctx).undo))
  return composer
}

/** Tells somebody who never pressed Start who we are, with the button that subscribes them. */
export async function invite(ctx: BotContext): Promise<void> {
  const text = texts(ctx.language).subscriber
  await sendCard(ctx, {
    text: text.invitation(ctx.me.first_name),
    keyboard: [[key(text.start, own.start, {})]],
  })
}

/** True when this very Start was answered before. */
function isGreeted({ subscriber, msgId = 0 }: BotContext): boolean {
  return msgId > 0 && subscriber?.greetedBy === msgId
}

/** True when a start is answered with the welcome. */
function isWelcomed({ kind }: Start): boolean {
  return kind === 'subscribed' || kind === 'came_back'
}

function startCard(db: Db, ctx: BotContext, start: Start, subscriber: Subscriber, zone: string): Card {
  const text = texts(ctx.language).subscriber
  const bot = ctx.me.first_name
  const pause = isPaused(subscriber, ctx.at) ? text.paused(date(subscriber.pausedUntil ?? 0, zone, ctx.language)) : null
  const resume = pause === null ? [] : [[key(text.resume, own.resume, {})]]
  switch (start.kind) {
    case 'subscribed':
    case 'came_back':
      return {
        text: lines([text.welcome(bot), pause === null ? null : lines(['', pause])]),
        keyboard: [...resume, ...menuKeys(db)],
      }
    case 'already':
      return { text: pause ?? text.already(bot), keyboard: [...resume, ...menuKeys(db)] }
    case 'stopped':
      return { text: text.askAgain(bot), keyboard: [[key(text.yesOffers, own.again, {})]] }
    default:
      return unreachable(start)
  }
}
