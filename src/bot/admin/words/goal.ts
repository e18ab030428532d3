import { DateTime } from 'luxon'
import { DAY } from '../../../clock.js'
import { type GoalKind, isLessBetter } from '../../../reports/goal.js'
import { count, type Language, locales } from '../../../text/format.js'
import type { Here } from '../../here.js'
import { findGoal, findGoalNow, isReached } from '../../settings/goal.js'

/** The shop's goal in one line, as it was last counted; null while there is none. */
export function goalLine({ db, zone, language, at, t: { goalCards: t } }: Here): string | null {
  const goal = findGoal(db)
  if (goal === null) return null
  const now = findGoalNow(db, goal)
  const state = now !== null && isReached(goal, now) ? 'reached' : goal.until < at ? 'over' : 'open'
  return t.menu(
    t.short[goal.kind],
    now === null ? null : nowWords(goal.kind, now, language),
    figureWords(goal.target, language),
    dayWords(goal.until, zone(), language, at),
    state,
  )
}

/** A figure of 100 that is wanted, in words. */
export function figureWords(figure: number, language: Language): string {
  return count(figure, language)
}

/** How it stands, of 100, in words: rounded to what is worse, so that nothing looks reached that is not. */
export function nowWords(kind: GoalKind, now: number, language: Language): string {
  const round = isLessBetter(kind) ? Math.ceil : Math.floor
  return count(now >= 10 ? round(now) : round(now * 10) / 10, language)
}

/** A day in words, without its year where it is this one's or comes within the next half. */
export function dayWords(until: number, zone: string, language: Language, at: number): string {
  const day = DateTime.fromMillis(until, { zone, locale: locales[language] })
  const near = Math.abs(until - at) < 300 * DAY
  return day.toFormat(`${language === 'en' ? 'd LLL' : 'd MMMM'}${near ? '' : ' yyyy'}`)
}
