import type { Pace } from '../audience/survey.js'
import { DAY } from '../clock.js'
import type { Sql } from '../segments/compile.js'
import type { QuietHours, WallTime } from './hours.js'
import { type ByZone, dayStarts, leavingTimes, momentSql } from './leaving.js'

/**
 * How often and when people may be disturbed with marketing: messages a calendar day and in any 7 days (null: as often
 * as they come), and the hours in which nothing is sent, by the person's own clock where it is known, else by that of the
 * bot's `zone`. Service messages know no such rules.
 */
export type GateRules = {
  zone: string
  perDay: number | null
  perWeek: number | null
  quiet: QuietHours | null
  /** Zones of people who told where they are; of a zone that is missing here the bot's holds. */
  zones?: readonly string[]
  /** Questions of the survey may stand under marketing offers, one in so many days; missing: they may not. */
  questions?: Pace
}

/** No rule but the person's own will. */
export const noRules: GateRules = { zone: 'UTC', perDay: null, perWeek: null, quiet: null }

/**
 * Why somebody in the audience gets nothing; `less_often`: they want one offer a week, and
 * had it; `asked`: they answered the question meanwhile, or were asked another. `left_out` is the marketer's wish, the
 * others are the person's, ours or Telegram's.
 */
export type SkipReason =
  | 'left_out'
  | 'unsubscribed'
  | 'paused'
  | 'blocked'
  | 'deactivated'
  | 'cap'
  | 'less_often'
  | 'too_late'
  | 'asked'

/**
 * What the gate must know of a broadcast. `marketing` also for surveys. `notLaterThan`: ms UTC after which nothing of it is
 * sent; null: never too late. `ownClock`: everybody gets it when their own clock shows this; missing or null: all at once.
 */
export type Terms = { marketing: boolean; notLaterThan: number | null; ownClock?: WallTime | null }

/**
 * The one rule of who may be written to, as SQL over alias `s` of subscribers: the reason against it, or NULL. It stands
 * outside every criterion, so that no "any of" can let somebody around it; planning asks it, and each claim again.
 * Whoever stopped or paused gets no offers; what they are told with it is that order messages still come, so they do. Only
 * Telegram's word keeps those away.
 * Whoever asked for fewer offers has a cap of their own, that no rule of the shop's can lift.
 * A message counts for the cap from the moment it is claimed, also when nobody knows whether it arrived, and on the day
 * that it was by the person's clock.
 * @param leaving when messages leave, see `leavingOf`
 */
export function gateSql(leaving: ByZone, terms: Terms, rules: GateRules): Sql {
  const leaves = momentSql(leaving)
  const late = terms.notLaterThan === null ? [] : [...leaves.params, terms.notLaterThan]
  const weekAgo = { text: `${leaves.text} - ${7 * DAY}`, params: leaves.params }
  const caps = terms.marketing
    ? [
        rules.perDay === null ? null : capSql(momentSql(dayStarts(leaving, rules)), rules.perDay),
        rules.perWeek === null ? null : capSql(weekAgo, rules.perWeek),
      ].filter(cap => cap !== null)
    : []
  const less = terms.marketing ? [lessSql(weekAgo)] : []
  const will = terms.marketing
    ? {
        text: `when s.status <> 'active' then s.status when s.paused_until > ${leaves.text} then 'paused'`,
        params: leaves.params,
      }
    : { text: 'when s.unreachable is not null then s.unreachable', params: [] }
  return {
    text: `case ${late.length === 0 ? '' : `when ${leaves.text} > ? then 'too_late'`} ${will.text} ${caps.map(cap => `when ${cap.text} then 'cap'`).join(' ')}
      ${less.map(wish => `when ${wish.text} then 'less_often'`).join(' ')} end`,
    params: [...late, ...will.params, ...[...caps, ...less].flatMap(rule => rule.params)],
  }
}

/** When messages leave that may do so from `at` on: by everyone's own clock if it is so agreed, and after the quiet hours. */
export function leavingOf(at: number, terms: Terms, rules: GateRules): ByZone {
  return leavingTimes(at, terms.marketing ? rules.quiet : null, terms.ownClock ?? null, rules)
}

function capSql(since: Sql, cap: number): Sql {
  return {
    text: `${hadSql(since)} >= ?`,
    params: [...since.params, cap],
  }
}

/** They asked for fewer offers, and had so many. Few people have: the others cost one look into a small table. */
function lessSql(since: Sql): Sql {
  return {
    text: `exists (select 1 from wishes w where w.subscriber_id = s.id and ${hadSql(since)} >= w.per_week)`,
    params: since.params,
  }
}

/** How many messages they had since then that were not service. */
function hadSql(since: Sql): string {
  return `(select count(*) from deliveries c join broadcasts cb on cb.id = c.broadcast_id
      join offers co on co.id = cb.offer_id
      where c.subscriber_id = s.id and c.claimed_at >= ${since.text} and c.state in ('sending', 'sent', 'uncertain')
        and co.kind <> 'service')`
}
