import { Composer } from 'grammy'
import { z } from 'zod'
import { checkRound, findLastRound, startRound } from '../../../delivery/survey.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { SurveyPace } from '../../preference.js'
import { onPress, stopClock } from '../../press.js'
import { marked } from '../settings/words.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'

const CHOICES = [3, 7, 14, 30] as const

/** The questions after the start: how often, by themselves or under offers, and the next one now. */
export function laterFeature(deps: SurveyDeps): Composer<BotContext> {
  const { db, preferences } = deps
  const composer = new Composer<BotContext>()
  const show = (ctx: BotContext) => showCard(ctx, laterCard(deps, ctx))
  const change = async (ctx: BotContext, what: Partial<SurveyPace>) => {
    await ctx.deed(() => preferences.save.survey({ ...preferences.survey(), ...what }))
    await show(ctx)
  }
  onPress(composer, presses.later, show)
  onPress(composer, presses.alone, (ctx, { on }) => change(ctx, { alone: on === 1, by: ctx.from?.id ?? null }))
  onPress(composer, presses.under, (ctx, { on }) => change(ctx, { underOffer: on === 1 }))
  onPress(composer, presses.days, (ctx, { days }) => {
    const known = CHOICES.find(one => one === days)
    return known === undefined ? show(ctx) : change(ctx, { everyDays: known })
  })

  onPress(composer, presses.send, async (ctx, { sure }) => {
    const { admin, surveyCards: t, offerCards } = texts(ctx.language)
    if (findLastRound(db)?.open === true) return stopClock(ctx, t.roundOpen)
    const { everyDays } = preferences.survey()
    const pace = { everyDays }
    const check = await checkRound(db, { pace, rules: preferences.rules(), at: ctx.at })
    if (check.people === 0) return stopClock(ctx, t.nobodyDue(everyDays))
    if (sure === 0) {
      const asked = check.questions.filter(({ people }) => people > 0)
      return showCard(ctx, {
        text: lines([
          t.sendTitle(check.people),
          '',
          ...asked.map(({ question, people }) => t.sendRow(question.text, people)),
          ...check.skipped.map(({ reason, people }) => offerCards.leftOut(people, offerCards.reasons[reason])),
          '',
          t.sendLimits,
        ]),
        keyboard: [[key(t.keys.sendSure, presses.send, { sure: 1 }), key(admin.back, presses.later, {})]],
      })
    }
    const round = {
      pace,
      zone: preferences.zone(),
      language: preferences.language(),
      createdBy: ctx.from?.id ?? 0,
    }
    const id = await ctx.deed(z.int().nullable(), () => startRound(db, check, round, ctx.at))
    if (id === null) return stopClock(ctx, t.roundOpen)
    try {
      await deps.broadcastApproved(ctx, id)
    } finally {
      deps.startDue()
    }
  })

  return composer
}

function laterCard({ preferences }: SurveyDeps, ctx: BotContext): Card {
  const { admin, surveyCards: t } = texts(ctx.language)
  const { everyDays, alone, underOffer } = preferences.survey()
  const days = (n: number) => key(marked(t.everyDays(n), n === everyDays), presses.days, { days: n })
  return {
    text: t.laterAsked(everyDays, alone, underOffer),
    keyboard: [
      [key(marked(t.keys.alone, alone), presses.alone, { on: alone ? 0 : 1 })],
      [key(marked(t.keys.under, underOffer), presses.under, { on: underOffer ? 0 : 1 })],
      CHOICES.slice(0, 2).map(days),
      CHOICES.slice(2).map(days),
      [key(t.keys.send, presses.send, { sure: 0 })],
      [key(admin.back, presses.home, { page: 0 })],
    ],
  }
}
