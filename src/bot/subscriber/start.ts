import { Composer } from 'grammy'
import { isPaused, type Subscriber } from '../../audience/subscriber.js'
import { type Act, resumeOffers, type Start, startSubscriber } from '../../audience/subscription.js'
import type { Wording } from '../../audience/wording.js'
import { unreachable } from '../../errors.js'
import { date } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { lines, type Rich } from '../../text/rich.js'
import { type Card, sendCard, showCard } from '../admin/card.js'
import { type BotContext, personOf } from '../context.js'
import type { SubscriberDeps } from './deps.js'
import { answer, presses } from './press.js'

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/

/** `/start`, with a payload or without, and the buttons that subscribe. */
export function startFeature({ db, zone }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.command('start', async ctx => {
    const { from } = ctx
    if (from === undefined) return
    const source = PAYLOAD.test(ctx.match) ? ctx.match : null
    const wording = words(ctx, 'welcome', texts(ctx.language).subscriber.welcome(ctx.me.first_name))
    const came = await db.group(() => startSubscriber(db, personOf(from), { source, wording }, ctx.at))
    await sendCard(ctx, startCard(ctx, came.start, came.subscriber, zone()))
  })

  composer.callbackQuery(presses.start, async ctx => {
    const wording = words(ctx, 'invitation', texts(ctx.language).subscriber.invitation(ctx.me.first_name))
    const came = await db.group(() => startSubscriber(db, personOf(ctx.from), { source: null, wording }, ctx.at))
    await Promise.all([answer(ctx), showCard(ctx, startCard(ctx, came.start, came.subscriber, zone()))])
  })

  /** Offers come again, by `source`; `shown` are the words under which the button stood. */
  async function resume(ctx: BotContext, source: Act, name: string, shown: Rich | string): Promise<void> {
    const { subscriber } = ctx
    if (subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
    const wording = words(ctx, name, shown)
    await db.group(() => resumeOffers(db, subscriber.id, { source, wording, deliveryId: null }, ctx.at))
    const text = lines([texts(ctx.language).subscriber.resumed])
    await Promise.all([answer(ctx), showCard(ctx, { text, keyboard: [] })])
  }

  const say = (ctx: BotContext) => texts(ctx.language).subscriber
  composer.callbackQuery(presses.again, ctx => resume(ctx, 'button', 'again', say(ctx).askAgain(ctx.me.first_name)))
  composer.callbackQuery(presses.resume, ctx => resume(ctx, 'button', 'resume', say(ctx).resume))
  composer.callbackQuery(presses.undo, ctx => resume(ctx, 'undo', 'undo', say(ctx).undo))
  return composer
}

/** Tells somebody who never pressed Start who we are, with the button that subscribes them. */
export async function invite(ctx: BotContext): Promise<void> {
  const text = texts(ctx.language).subscriber
  await sendCard(ctx, {
    text: text.invitation(ctx.me.first_name),
    keyboard: [[{ label: text.start, data: presses.start }]],
  })
}

/** Words that a person is shown, for the history. */
export function words(ctx: BotContext, name: string, shown: Rich | string): Wording {
  return { name, language: ctx.language, shown: typeof shown === 'string' ? shown : shown.text }
}

function startCard(ctx: BotContext, start: Start, subscriber: Subscriber, zone: string): Card {
  const text = texts(ctx.language).subscriber
  const bot = ctx.me.first_name
  const pause = isPaused(subscriber, ctx.at) ? text.paused(date(subscriber.pausedUntil ?? 0, zone, ctx.language)) : null
  const resume = pause === null ? [] : [[{ label: text.resume, data: presses.resume }]]
  switch (start.kind) {
    case 'subscribed':
      return { text: text.welcome(bot), keyboard: [] }
    case 'came_back':
      return { text: lines([text.welcome(bot), pause === null ? null : lines(['', pause])]), keyboard: resume }
    case 'already':
      return { text: pause ?? text.already(bot), keyboard: resume }
    case 'stopped':
      return { text: text.askAgain(bot), keyboard: [[{ label: text.yesOffers, data: presses.again }]] }
    default:
      return unreachable(start)
  }
}
