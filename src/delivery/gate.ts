import { type ControlGroup, isHeldOutSql } from '../audience/holdout.js'
import type { Pace } from '../audience/survey.js'
import { DAY } from '../clock.js'
import type { Sql } from '../segments/compile.js'
import {
  type ByClock,
  byClock,
  type Clocks,
  isNever,
  momentIn,
  momentSql,
  momentsOf,
  NEVER,
  quietEnd,
  startOfDay,
} from './gate/by-clock.js'
import { type QuietHours, sameTimeIn, type WallTime } from './gate/hours.js'

/** What becomes of a message that falls into quiet hours: it waits for their end, comes without a sound, or not at all. */
export const quietWays = ['hold', 'silently', 'drop'] as const
export type QuietWay = (typeof quietWays)[number]

/**
 * How often and when people may be disturbed with marketing: messages a calendar day and in any 7 days (null: as often
 * as they come), and the hours in which nobody is disturbed, by the person's own clock where it is known, else by that of the
 * bot's `zone`; hours that people chose themselves hold for them in the place of the shop's. Service messages know no such rules.
 */
export type GateRules = Clocks & {
  perDay: number | null
  perWeek: number | null
  quiet: QuietHours | null
  /** What becomes of what falls into quiet hours; missing: it waits. */
  quietWay?: QuietWay
  /** Control groups of quarters: whoever is drawn gets no offers meanwhile. Missing: there are none. */
  control?: readonly ControlGroup[]
  /** Questions of the survey may stand under marketing offers, one in so many days; missing: they may not. */
  questions?: Pace
}

/**
 * Why somebody in the audience gets nothing; `less_often`: they want fewer offers than come,
 * and had theirs; `topic`: they do not want to hear about that; `quiet`: it would have come in their quiet hours, and is not held for
 * their end; `asked`: they answered the question meanwhile, or were asked another; `no_code`: no promo code was left for them; `erased`: they asked to be forgotten;
 * `control`: they are in the control group of the quarter. Of a message of a series: `ended`: they were out of it by then,
 * `late`: it would have come days after its time, `only_if`: it was not meant for them. Of a reminder, `no_need`: they pressed, answered or ordered meanwhile, or what it reminds of is gone or was followed by the next message. `left_out` is the marketer's wish, the others are the person's,
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
  | 'topic'
  | 'quiet'
  | 'too_late'
  | 'asked'
  | 'no_code'
  | 'ended'
  | 'late'
  | 'only_if'
  | 'no_need'

/**
 * What the gate must know of a broadcast. `marketing` also for surveys; `survey`: it only asks, so control groups get it,
 * too. `notLaterThan`: ms UTC after which nothing of it is
 * sent; null: never too late. `ownClock`: everybody gets it when their own clock shows this; missing or null: all at once.
 * `interestId`: what it is about, so that whoever does not want that gets nothing; missing or null: it is for everybody.
 */
export type Terms = {
  marketing: boolean
  survey?: boolean
  notLaterThan: number | null
  ownClock?: WallTime | null
  interestId?: number | null
}

/** Who of an audience may be written to and when, for messages that may leave from one moment on. */
export type Gate = {
  /** When the message to `s` of subscribers leaves, ms UTC, as SQL. */
  due: Sql
  /** The same of anybody whose clock is that of the zone, and who has no hours of their own. @param zone null: nobody knows which */
  dueIn(zone: string | null): number
  /** Whether messages have to wait for their moment: nobody's, those of people in some zones, or everybody's. */
  waits: 'nobody' | 'some' | 'all'
  /** The reason (`SkipReason`) against writing to `s` of subscribers, or NULL, as SQL. */
  reason(): Sql
  /** 1 where the message to `s` comes without a sound, because it leaves in their quiet hours, as SQL. */
  silent: Sql
  /** The same of anybody whose clock is that of the zone, and who has no hours of their own. */
  silentIn(zone: string | null): boolean
}

/**
 * The one rule of who may be written to and when. It stands outside every criterion, so that no "any of" can let somebody
 * around it; planning asks it, and each claim again.
 * A message leaves at once or when the person's own clock shows what was agreed, and never in their quiet hours.
 * Whoever stopped or paused gets no offers; what they are told with it is that order messages still come, so they do. Only
 * Telegram's word keeps those away.
 * Whoever asked for fewer offers has a cap of their own, that no rule of the shop's can lift; so are the quiet hours that
 * somebody chose, and what they do not want to hear about.
 * A message counts for the cap from the moment it is claimed, also when nobody knows whether it arrived, and on the day
 * that it was by the person's clock.
 * @param at ms UTC from which on messages may leave
 */
export function gateAt(at: number, terms: Terms, rules: GateRules): Gate {
  const leaving = leavingTimes(at, terms, rules)
  const moments = momentsOf(leaving)
  const waiting = moments.filter(moment => moment > at).length
  const quiet = terms.marketing && rules.quietWay === 'silently' ? disturbed(leaving, rules) : null
  return {
    due: momentSql(leaving),
    dueIn: zone => momentIn(leaving, zone),
    waits: waiting === 0 ? 'nobody' : waiting === moments.length ? 'all' : 'some',
    reason: () => reasonSql(leaving, terms, rules),
    silent: quiet === null ? NEVER : momentSql(quiet),
    silentIn: zone => quiet !== null && momentIn(quiet, zone) === 1,
  }
}

function reasonSql(leaving: ByClock, terms: Terms, rules: GateRules): Sql {
  const leaves = momentSql(leaving)
  const late = terms.notLaterThan === null ? [] : [...leaves.params, terms.notLaterThan]
  const caps = terms.marketing ? capsSql(leaving, rules) : []
  const less = terms.marketing ? [lessSql(leaves)] : []
  const theirs = terms.marketing ? ownWill(leaving, terms, rules) : []
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
      ${theirs.map(({ test, reason }) => `when ${test.text} then '${reason}'`).join(' ')}
      ${control.map(held => `when ${held.text} then 'control'`).join(' ')} ${caps.map(cap => `when ${cap.text} then 'cap'`).join(' ')}
      ${less.map(wish => `when ${wish.text} then 'less_often'`).join(' ')} end`,
    params: [
      ...late,
      ...will.params,
      ...[...theirs.map(({ test }) => test), ...control, ...caps, ...less].flatMap(rule => rule.params),
    ],
  }
}

/** What a person does not want to hear about, and the hours in which they are not to be disturbed, where nothing is held. */
function ownWill(
  leaving: ByClock,
  { interestId = null }: Terms,
  rules: GateRules,
): { test: Sql; reason: SkipReason }[] {
  const declined = {
    text: 'exists (select 1 from interest_answers i where i.subscriber_id = s.id and i.interest_id = ? and i.wants = 0)',
    params: [interestId ?? 0],
  }
  const quiet = rules.quietWay === 'drop' ? momentSql(disturbed(leaving, rules)) : NEVER
  return [
    ...(interestId === null ? [] : [{ test: declined, reason: 'topic' as const }]),
    ...(isNever(quiet) ? [] : [{ test: quiet, reason: 'quiet' as const }]),
  ]
}

/** For each quarter in which some of the messages leave: that somebody's does, and they are in its control group. */
function heldSql(leaving: ByClock, { control = [] }: GateRules): Sql[] {
  const moments = momentsOf(leaving)
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

/** Whether they had as many as one of the caps allows, by one look at their week, in which the day lies. */
function capsSql(leaving: ByClock, rules: GateRules): Sql[] {
  const leaves = momentSql(leaving)
  const week = { text: `${leaves.text} - ${7 * DAY}`, params: leaves.params }
  const day = momentSql(dayStarts(leaving, rules))
  const { perDay, perWeek } = rules
  if (perDay === null && perWeek === null) return []
  if (perDay === null) return [{ text: `${hadSql(week)} >= ?`, params: [...week.params, perWeek] }]
  if (perWeek === null) return [{ text: `${hadSql(day)} >= ?`, params: [...day.params, perDay] }]
  return [
    {
      text: `exists ${hadSql(week, `having count(*) >= ? or count(*) filter (where c.claimed_at >= ${day.text}) >= ?`)}`,
      params: [...week.params, perWeek, ...day.params, perDay],
    },
  ]
}

/** They asked for fewer offers, and had so many. Few people have: the others cost one look into a small table. */
function lessSql({ text, params }: Sql): Sql {
  const week = hadSql({ text: `${text} - ${7 * DAY}`, params })
  const month = hadSql({ text: `${text} - ${30 * DAY}`, params })
  return {
    text: `exists (select 1 from wishes w where w.subscriber_id = s.id and (${week} >= w.per_week
      or (w.per_month is not null and ${month} >= w.per_month)))`,
    params: [...params, ...params],
  }
}

/** How many messages they had since then that were not service. @param having what is asked of all of them */
function hadSql(since: Sql, having = ''): string {
  return `(select count(*) from deliveries c join broadcasts cb on cb.id = c.broadcast_id
      join offers co on co.id = cb.offer_id
      where c.subscriber_id = s.id and c.claimed_at >= ${since.text} and c.state in ('sending', 'sent', 'uncertain')
        and co.kind <> 'service' ${having})`
}

/** With hours in which nobody is disturbed a message waits for their end, unless it may come then or is not held. */
function leavingTimes(at: number, terms: Terms, rules: GateRules): ByClock {
  const holds = terms.marketing && (rules.quietWay ?? 'hold') === 'hold'
  const clock = terms.ownClock ?? null
  const own = terms.marketing ? (rules.own ?? []) : []
  const quiet = terms.marketing ? rules.quiet : null
  if (quiet === null && clock === null && own.length === 0) return { usual: at, zones: new Map(), own: new Map() }
  return byClock({ ...rules, own }, (zone, theirs) => {
    const due = clock === null ? at : Math.max(at, sameTimeIn(clock, zone))
    return holds ? (quietEnd(due, zone, theirs === undefined ? quiet : theirs) ?? due) : due
  })
}

/** When the days began on which messages leave. */
function dayStarts(leaving: ByClock, rules: GateRules): ByClock {
  return byClock(rules, (zone, _, moment) => startOfDay(moment(leaving), zone, null))
}

/** 1 where a message leaves in quiet hours. */
function disturbed(leaving: ByClock, rules: GateRules): ByClock {
  return byClock(rules, (zone, theirs, moment) =>
    quietEnd(moment(leaving), zone, theirs === undefined ? rules.quiet : theirs) === null ? 0 : 1,
  )
}
