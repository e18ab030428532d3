import type { Db } from '../db/open.js'
import { unreachable } from '../errors.js'
import { date, type Language } from '../text/format.js'
import { texts } from '../text/index.js'
import type { Piece } from '../text/rich.js'
import { findPooled, type Pooled } from './effect/pooled.js'
import { type Effect, findEffect } from './effect.js'
import { effectGap, perHundred } from './summary/money.js'

/**
 * What is known of what came because of everything that was sent in a stretch of time: by the control group of a quarter that
 * runs until `until` (ms UTC) or is over, else by the control groups of single broadcasts.
 */
export type Overall =
  | { kind: 'running'; until: number }
  | { kind: 'quarter'; effect: Effect }
  | { kind: 'broadcasts'; pooled: Pooled }

/** Control groups of quarters that nobody ended and that have days in a stretch of time, the latest first. */
export const QUARTERS = `select id, from_at as fromAt, to_at as toAt from holdouts indexed by holdouts_kind
  where kind = 'quarter' and to_at > :from and from_at < :before and ended_at is null order by to_at desc`

/**
 * What came because of everything that was sent in a stretch of time. A control group of three months stands where the middle of
 * its time lies, and where the present is while it runs.
 * @param stretch ms UTC: from `from` on, before `before`
 * @param at now, ms UTC
 * @throws AppError `query_timeout`
 */
export async function findOverall(db: Db, stretch: { from: number; before: number }, at: number): Promise<Overall> {
  const holds = (moment: number) => stretch.from <= moment && moment < stretch.before
  const quarters = db
    .sql<{ id: number; fromAt: number; toAt: number }>(QUARTERS)
    .all({ from: stretch.from, before: stretch.before })
  const running = holds(at) ? quarters.find(({ fromAt, toAt }) => fromAt <= at && at < toAt) : undefined
  if (running !== undefined) return { kind: 'running', until: running.toAt }
  const over = quarters.find(({ fromAt, toAt }) => toAt <= at && holds((fromAt + toAt) / 2))
  if (over !== undefined) return { kind: 'quarter', effect: await findEffect(db, { holdoutId: over.id }, at) }
  return { kind: 'broadcasts', pooled: await findPooled(db, stretch, at) }
}

/** The same in words, a line or none. @param now.zone in which a day is said */
export function overallLines(overall: Overall, now: { language: Language; zone: string }): Piece[] {
  const { resultCards: t, moneyCards } = texts(now.language)
  switch (overall.kind) {
    case 'running':
      return [t.because(t.knownOn(date(overall.until, now.zone, now.language)))]
    case 'quarter': {
      const { effect } = overall
      switch (effect.kind) {
        case 'none':
        case 'ended':
        case 'preliminary':
          return []
        case 'unsound':
          return [t.because(moneyCards.unsound)]
        default:
          return [t.because(measured(effect, now.language))]
      }
    }
    case 'broadcasts': {
      const { pooled } = overall
      if (pooled.kind === 'none') return []
      return [t.becauseOfEach(measured(pooled, now.language), pooled.broadcasts)]
    }
    default:
      return unreachable(overall)
  }
}

function measured(
  found: Extract<Effect, { kind: 'few' | 'unclear' | 'more' | 'fewer' }> | Exclude<Pooled, { kind: 'none' }>,
  language: Language,
): string {
  const { moneyCards: t } = texts(language)
  const sides = { treated: found.treated, held: found.held }
  switch (found.kind) {
    case 'few':
      return `${t.verdicts.few} ${t.sides(found.treated, found.held, false)}`
    case 'unclear': {
      const ends = { low: effectGap(found.low, language), high: effectGap(found.high, language) }
      return t.unclear(effectGap(found.difference, language), ends, sides)
    }
    case 'more':
    case 'fewer': {
      const [low, high] = found.kind === 'more' ? [found.low, found.high] : [-found.high, -found.low]
      const words = [Math.abs(found.difference), low, high].map(share => perHundred(share, language))
      const [difference = '', from = '', to = ''] = words
      return t[found.kind](difference, from, to, Math.abs(Math.round(found.buyers.middle)), sides)
    }
    default:
      return unreachable(found)
  }
}
