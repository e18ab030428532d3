import type { Pace } from '../audience/survey.js'
import { DAY } from '../clock.js'
import type { Sql } from '../segments/compile.js'
import { dayStart, type QuietHours, quietUntil } from './hours.js'

/**
 * How often and when people may be disturbed with marketing: messages a calendar day and in any 7 days (null: as often
 * as they come), and the hours in which nothing is sent, all in the bot's zone. Service messages know no such rules.
 */
export type GateRules = {
  zone: string
  perDay: number | null
  perWeek: number | null
  quiet: QuietHours | null
  /** Questions of the survey may stand under marketing offers, one in so many days; missing: they may not. */
  questions?: Pace
}

/** No rule but the person's own will. */
export const noRules: GateRules = { zone: 'UTC', perDay: null, perWeek: null, quiet: null }

/**
 * Why somebody in the audience gets nothing; `asked`: they answered the question meanwhile, or were asked another. `left_out` is the marketer's wish, the others are the person's, ours
 * or Telegram's.
 */
export type SkipReason =
  | 'left_out'
  | 'unsubscribed'
  | 'paused'
  | 'blocked'
  | 'deactivated'
  | 'cap'
  | 'too_late'
  | 'asked'

/** What the gate must know of a broadcast. `marketing` also for surveys. `notLaterThan`: ms UTC after which nothing of it is sent; null: never too late. */
export type Terms = { marketing: boolean; notLaterThan: number | null }

/**
 * The one rule of who may be written to, as SQL over alias `s` of subscribers: the reason against it, or NULL. It stands
 * outside every criterion, so that no "any of" can let somebody around it; planning asks it, and each claim again.
 * A message counts for the cap from the moment it is claimed, also when nobody knows whether it arrived.
 * @param at ms UTC of the question
 */
export function gateSql(at: number, terms: Terms, rules: GateRules): Sql {
  if (terms.notLaterThan !== null && at > terms.notLaterThan) return { text: `'too_late'`, params: [] }
  const caps = terms.marketing
    ? [capSql(dayStart(at, rules.zone), rules.perDay), capSql(at - 7 * DAY, rules.perWeek)].filter(cap => cap !== null)
    : []
  return {
    text: `case when s.status <> 'active' then s.status when s.paused_until > ? then 'paused' ${caps
      .map(cap => `when ${cap.text} then 'cap'`)
      .join(' ')} end`,
    params: [at, ...caps.flatMap(cap => cap.params)],
  }
}

/** When a message that may leave at `at` really may: `at`, or the end of the quiet hours. ms UTC */
export function dueAt(at: number, terms: Terms, rules: GateRules): number {
  return (terms.marketing ? quietUntil(at, rules.quiet, rules.zone) : null) ?? at
}

function capSql(since: number, cap: number | null): Sql | null {
  if (cap === null) return null
  return {
    text: `(select count(*) from deliveries c join broadcasts cb on cb.id = c.broadcast_id
      join offers co on co.id = cb.offer_id
      where c.subscriber_id = s.id and c.claimed_at >= ? and c.state in ('sending', 'sent', 'uncertain')
        and co.kind <> 'service') >= ?`,
    params: [since, cap],
  }
}
