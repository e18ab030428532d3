import type { Composer } from 'grammy'
import { z } from 'zod'
import { isRung, RUNGS, type Rung } from '../../../audience/ladder/rung.js'
import { dropOverride, explainRung, refreshAwareness, setOverride } from '../../../audience/ladder.js'
import { DAY } from '../../../clock.js'
import { date } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, moveCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { nameOf } from '../../team.js'
import { ask, type Topics, topic } from '../ask.js'
import { rungName } from '../ladder/words.js'
import { parseMoment } from '../offers/when/moment.js'
import { wordsOf } from '../words.js'
import { presses } from './addresses.js'
import { back, becauseWords, getPerson, mayChange, type PeopleDeps, personName } from './card.js'
import { overrideOf } from './facts.js'
import { placeAsked } from './question.js'

const UNTIL = 'person_until'
const REASON = 'person_reason'
const DAYS = [30, 90] as const

/** Where somebody stands on the ladder and why; an admin may say otherwise, until a day and for a reason. */
export function stepFeature(deps: PeopleDeps, composer: Composer<BotContext>): void {
  const { db, preferences } = deps
  onPress(composer, presses.step, (ctx, { id }) => showCard(ctx, stepCard(deps, ctx, id)))
  onPress(composer, presses.setStep, (ctx, { id }) => {
    const { admin, personCards: t } = texts(ctx.language)
    return showCard(ctx, {
      text: t.stepAsked(personName(getPerson(deps, id))),
      keyboard: [
        ...RUNGS.map(rung => [key(rungName(preferences, rung, ctx.language), presses.stepUntil, { id, rung })]),
        [key(admin.back, presses.step, { id })],
      ],
    })
  })
  onPress(composer, presses.stepUntil, async (ctx, { id, rung }) => {
    const { admin, personCards: t } = texts(ctx.language)
    if (!isRung(rung)) return stopClock(ctx, admin.oldButton)
    const place = await showCard(ctx, {
      text: t.untilAsked(rungName(preferences, rung, ctx.language)),
      keyboard: [
        DAYS.map(days => key(t.forDays(days), presses.stepReason, { id, rung, days })),
        [key(admin.back, presses.setStep, { id })],
      ],
    })
    await ask(ctx, UNTIL, { id, rung, place })
  })
  onPress(composer, presses.stepReason, async (ctx, { id, rung, days }) => {
    if (!isRung(rung) || !DAYS.some(one => one === days)) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    const until = ctx.at + days * DAY
    const place = await showCard(ctx, reasonCard(deps, ctx, { id, rung, until }))
    await ask(ctx, REASON, { id, rung, until, place })
  })
  onPress(composer, presses.dropStep, async (ctx, { id }) => {
    await ctx.deed(() => dropOverride(db, id))
    await refreshAwareness(db, ctx.at, [id])
    await showCard(ctx, stepCard(deps, ctx, id, texts(ctx.language).personCards.done.stepDropped))
  })
}

/** The day until which it holds, and the reason, typed. */
export function stepTopics(deps: PeopleDeps): Topics {
  const step = z.object({
    id: z.int(),
    rung: z.custom<Rung>(n => typeof n === 'number' && isRung(n)),
    place: placeAsked,
  })
  return {
    [UNTIL]: topic(step, async (ctx, { id, rung, place }, message) => {
      const words = await wordsOf(ctx, message, 'lastDay')
      if (words === null) return 'again'
      const until = parseMoment(words.replace(/^(?:until|till|до)\s+/i, ''), deps.zone(), ctx.at).at
      const now = await moveCard(ctx, reasonCard(deps, ctx, { id, rung, until }), place)
      return { topic: REASON, args: { id, rung, until, place: now } }
    }),
    [REASON]: topic(step.extend({ until: z.int() }), async (ctx, { id, rung, until, place }, message) => {
      const reason = await wordsOf(ctx, message, 'reason')
      if (reason === null) return 'again'
      getPerson(deps, id)
      const override = { subscriberId: id, rung, until, reason, adminId: ctx.from?.id ?? 0 }
      await ctx.deed(() => setOverride(deps.db, override, ctx.at))
      await refreshAwareness(deps.db, ctx.at, [id])
      await moveCard(ctx, stepCard(deps, ctx, id, texts(ctx.language).personCards.done.stepSet), place)
      return 'done'
    }),
  }
}

function reasonCard(deps: PeopleDeps, ctx: BotContext, step: { id: number; rung: Rung; until: number }): Card {
  const { admin, personCards: t } = texts(ctx.language)
  const name = rungName(deps.preferences, step.rung, ctx.language)
  return {
    text: t.reasonAsked(name, date(step.until, deps.zone(), ctx.language)),
    keyboard: [[key(admin.back, presses.stepUntil, { id: step.id, rung: step.rung })]],
  }
}

function stepCard(deps: PeopleDeps, ctx: BotContext, id: number, note: string | null = null): Card {
  const { language } = ctx
  const { personCards: t } = texts(language)
  const { db, preferences } = deps
  const standing = explainRung(db, id, ctx.at)
  const override = overrideOf(db, id, ctx.at)
  const day = (at: number) => date(at, deps.zone(), language)
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.stepTitle(personName(getPerson(deps, id))),
      '',
      t.stepNow(rungName(preferences, standing?.rung ?? 0, language)),
      ...(standing === null
        ? [t.stepUnknown]
        : [
            t.stepWhy(becauseWords(standing.because, language), day(standing.evidenceAt)),
            t.stepSince(day(standing.since)),
            override === null && standing.fadesAt !== null ? t.stepFades(day(standing.fadesAt)) : null,
            standing.faded ? t.stepFaded : null,
            standing.old ? t.stepOld : null,
          ]),
      override === null
        ? null
        : t.override(day(override.until), nameOf(db, override.adminId) ?? `id ${override.adminId}`),
    ]),
    keyboard: [
      ...(mayChange(deps, ctx)
        ? [
            [
              key(t.setStep, presses.setStep, { id }),
              ...(override === null ? [] : [key(t.dropStep, presses.dropStep, { id })]),
            ],
          ]
        : []),
      back(ctx, id),
    ],
  }
}
