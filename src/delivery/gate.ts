import { type ControlGroup, isHeldOutSql } from '../audience/holdout.js'
import type { Pace } from '../audience/survey.js'
import { DAY, MINUTE } from '../clock.js'
import type { Sql } from '../segments/compile.js'
import { dayStart, type QuietHours, quietUntil, sameTimeIn, type WallTime } from './hours.js'

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
  /** Control groups of quarters: whoever is drawn gets no offers meanwhile. Missing: there are none. */
  control?: readonly ControlGroup[]
  /** Questions of the survey may stand under marketing offers, one in so many days; missing: they may not. */
  questions?: Pace
}

/** No rule but the person's own will. */
export const noRules: GateRules = { zone: 'UTC', perDay: null, perWeek: null, quiet: null }

/**
 * Why somebody in the audience gets nothing; `less_often`: they want one offer a week, and
 * had it; `asked`: they answered the question meanwhile, or were asked another; `no_code`: no promo code was left for them; `erased`: they asked to be forgotten;
 * `control`: they are in the control group of the quarter. Of a message of a series: `ended`: they were out of it by then,
 * `late`: it would have come days after its time, `only_if`: it was not meant for them. `left_out` is the marketer's wish, the others are the person's,
 * ours or Telegram's.
 */
export type SkipReason =
  | 'left_out'
  | 'erased'
  | 'unsubscribed'
  | 'paused'
  | 'blocked'
  | 'deactivated'
  | 'control'
  | 'cap'
  | 'less_often'
  | 'too_late'
  | 'asked'
  | 'no_code'
  | 'ended'
  | 'late'
  | 'only_if'

/**
 * What the gate must know of a broadcast. `marketing` also for surveys; `survey`: it only asks, so control groups get it,
 * too. `notLaterThan`: ms UTC after which nothing of it is
 * sent; null: never too late. `ownClock`: everybody gets it when their own clock shows this; missing or null: all at once.
 */
export type Terms = { marketing: boolean; survey?: boolean; notLaterThan: number | null; ownClock?: WallTime | null }

/** Who of an audience may be written to and when, for messages that may leave from one moment on. */
export type Gate = {
  /** When the message to `s` of subscribers leaves, ms UTC, as SQL. */
  due: Sql
  /** The same of anybody whose clock is that of the zone. @param zone null: nobody knows which */
  dueIn(zone: string | null): number
  /** Whether messages have to wait for their moment: nobody's, those of people in some zones, or everybody's. */
  waits: 'nobody' | 'some' | 'all'
  /** The reason (`SkipReason`) against writing to `s` of subscribers, or NULL, as SQL. */
  reason(): Sql
}

/**
 * The one rule of who may be written to and when. It stands outside every criterion, so that no "any of" can let somebody
 * around it; planning asks it, and each claim again.
 * A message leaves at once or when the person's own clock shows what was agreed, and never in their quiet hours.
 * Whoever stopped or paused gets no offers; what they are told with it is that order messages still come, so they do. Only
 * Telegram's word keeps those away.
 * Whoever asked for fewer offers has a cap of their own, that no rule of the shop's can lift.
 * A message counts for the cap from the moment it is claimed, also when nobody knows whether it arrived, and on the day
 * that it was by the person's clock.
 * @param at ms UTC from which on messages may leave
 */
export function gateAt(at: number, terms: Terms, rules: GateRules): Gate {
  const leaving = leavingTimes(at, terms, rules)
  const waiting = [leaving.usual, ...leaving.zones.values()].filter(moment => moment > at).length
  return {
    due: momentSql(leaving),
    dueIn: zone => momentIn(leaving, zone),
    waits: waiting === 0 ? 'nobody' : waiting > leaving.zones.size ? 'all' : 'some',
    reason: () => reasonSql(leaving, terms, rules),
  }
}

function reasonSql(leaving: ByZone, terms: Terms, rules: GateRules): Sql {
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
    : {
        text: `when s.erased_at is not null then 'erased' when s.unreachable is not null then s.unreachable`,
        params: [],
      }
  const control = terms.marketing && terms.survey !== true ? heldSql(leaving, rules) : []
  return {
    text: `case ${late.length === 0 ? '' : `when ${leaves.text} > ? then 'too_late'`} ${will.text}
      ${control.map(held => `when ${held.text} then 'control'`).join(' ')} ${caps.map(cap => `when ${cap.text} then 'cap'`).join(' ')}
      ${less.map(wish => `when ${wish.text} then 'less_often'`).join(' ')} end`,
    params: [...late, ...will.params, ...[...control, ...caps, ...less].flatMap(rule => rule.params)],
  }
}

/** For each quarter in which some of the messages leave: that somebody's does, and they are in its control group. */
function heldSql(leaving: ByZone, { control = [] }: GateRules): Sql[] {
  const moments = [leaving.usual, ...leaving.zones.values()]
  return control
    .filter(({ fromAt, toAt }) => moments.some(moment => moment >= fromAt && moment < toAt))
    .map(group => {
      const held = isHeldOutSql(group)
      if (moments.every(moment => moment >= group.fromAt && moment < group.toAt)) return held
      const leaves = momentSql(leaving)
      return {
        text: `(${held.text} and ${leaves.text} >= ? and ${leaves.text} < ?)`,
        params: [...held.params, ...leaves.params, group.fromAt, ...leaves.params, group.toAt],
      }
    })
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

/**
 * Moments by where people are, ms UTC: `usual` for those whose zone nobody knows and for all zones that are not named;
 * `zones` names those in which it is another moment.
 */
type ByZone = { usual: number; zones: ReadonlyMap<string, number> }

function leavingTimes(at: number, terms: Terms, rules: GateRules): ByZone {
  const quiet = terms.marketing ? rules.quiet : null
  const clock = terms.ownClock ?? null
  if (quiet === null && clock === null) return { usual: at, zones: new Map() }
  return byZone(rules, zone => {
    const due = clock === null ? at : Math.max(at, sameTimeIn(clock, zone))
    return quietEnd(due, zone, quiet) ?? due
  })
}

/** When the days began on which messages leave. */
function dayStarts(leaving: ByZone, rules: GateRules): ByZone {
  return byZone(rules, zone => startOfDay(momentIn(leaving, zone), zone, null))
}

function byZone({ zone, zones = [] }: GateRules, momentOf: (zone: string) => number): ByZone {
  const usual = momentOf(zone)
  const others = zones.map(other => [other, momentOf(other)] as const)
  return { usual, zones: new Map(others.filter(([, moment]) => moment !== usual)) }
}

function momentIn({ usual, zones }: ByZone, zone: string | null): number {
  return (zone === null ? undefined : zones.get(zone)) ?? usual
}

/** The moment of the person `s` of subscribers. */
function momentSql({ usual, zones }: ByZone): Sql {
  if (zones.size === 0) return { text: '?', params: [usual] }
  return { text: 'coalesce(? ->> s.time_zone, ?)', params: [JSON.stringify(Object.fromEntries(zones)), usual] }
}

/** Clocks are slow to read and the engine asks for every few messages: what holds for a minute is kept for it. */
function perMinute<T>(ask: (at: number, zone: string, quiet: QuietHours | null) => T) {
  const known = new Map<string, T>()
  let minute = Number.NaN
  return (at: number, zone: string, quiet: QuietHours | null): T => {
    if (Math.floor(at / MINUTE) !== minute) known.clear()
    minute = Math.floor(at / MINUTE)
    const key = `${zone} ${quiet?.from}-${quiet?.to}`
    const answer = known.get(key) ?? ask(at, zone, quiet)
    known.set(key, answer)
    return answer
  }
}

const quietEnd = perMinute<number | null>((at, zone, quiet) => quietUntil(at, quiet, zone))
const startOfDay = perMinute<number>(dayStart)
