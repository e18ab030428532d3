import { Composer } from 'grammy'
import { findSubscriberById, isPaused, type Subscriber } from '../../audience/subscriber.js'
import { chooseLanguage, pauseOffers, resumeOffers, stopOffers } from '../../audience/subscription.js'
import { DAY } from '../../clock.js'
import { date, type Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { b, lines } from '../../text/rich.js'
import { type Card, type Key, sendCard, showCard } from '../admin/card.js'
import type { BotContext } from '../context.js'
import type { SubscriberDeps } from './deps.js'
import { answer, presses } from './press.js'
import { invite, words } from './start.js'

/** How long a pause lasts, ms. */
export const PAUSE_MS = 30 * DAY

/** `/settings`: language, pause and stop on one card, edited in place. */
export function settingsFeature({ db, zone }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.command('settings', async ctx => {
    if (ctx.subscriber === null) return invite(ctx)
    await sendCard(ctx, settingsCard(ctx, ctx.subscriber, zone()))
  })

  function onChange(data: string, change: (ctx: BotContext, subscriberId: number) => void): void {
    composer.callbackQuery(data, async ctx => {
      const id = ctx.subscriber?.id
      if (id === undefined) return void (await Promise.all([answer(ctx), invite(ctx)]))
      await db.group(() => change(ctx, id))
      const subscriber = findSubscriberById(db, id)
      if (subscriber === null) return
      await Promise.all([answer(ctx), showCard(ctx, settingsCard(ctx, subscriber, zone()))])
    })
  }

  const details = (ctx: BotContext, name: string, shown: string) => ({
    source: 'settings' as const,
    wording: words(ctx, name, shown),
    deliveryId: null,
  })
  onChange(presses.settingsStop, (ctx, id) => {
    stopOffers(db, id, details(ctx, 'stop', texts(ctx.language).subscriber.stopOffers), ctx.at)
  })
  onChange(presses.settingsPause, (ctx, id) => {
    const change = details(ctx, 'pause', texts(ctx.language).subscriber.pause)
    pauseOffers(db, id, { ...change, until: ctx.at + PAUSE_MS }, ctx.at)
  })
  onChange(presses.settingsResume, (ctx, id) => {
    const text = texts(ctx.language).subscriber
    const shown = ctx.subscriber?.unsubscribedAt == null ? text.resume : text.yesOffers
    resumeOffers(db, id, details(ctx, 'resume', shown), ctx.at)
  })
  const speak = (language: Language) => (ctx: BotContext, id: number) => {
    chooseLanguage(db, id, language, ctx.at)
    ctx.language = language
  }
  onChange(presses.settingsEnglish, speak('en'))
  onChange(presses.settingsRussian, speak('ru'))
  return composer
}

function settingsCard(ctx: BotContext, subscriber: Subscriber, zone: string): Card {
  const text = texts(ctx.language).subscriber
  const stopped = subscriber.unsubscribedAt !== null
  const paused = isPaused(subscriber, ctx.at)
  const language = (label: string, name: Language, data: string): Key => ({
    label: ctx.language === name ? `✅ ${label}` : label,
    data,
  })
  const status = stopped
    ? text.statusStopped
    : paused
      ? text.paused(date(subscriber.pausedUntil ?? 0, zone, ctx.language))
      : text.statusActive
  return {
    text: lines([b(text.settings), '', status]),
    keyboard: [
      [language('English', 'en', presses.settingsEnglish), language('Русский', 'ru', presses.settingsRussian)],
      stopped || paused
        ? [{ label: stopped ? text.yesOffers : text.resume, data: presses.settingsResume }]
        : [{ label: text.pause, data: presses.settingsPause }],
      ...(stopped ? [] : [[{ label: text.stopOffers, data: presses.settingsStop }]]),
    ],
  }
}
