import { MINUTE } from '../clock.js'
import type { Sql } from '../segments/compile.js'
import { dayStart, type QuietHours, quietUntil, sameTimeIn, type WallTime } from './hours.js'

/**
 * Moments by where people are, ms UTC: `usual` for those whose zone nobody knows and for all zones that are not named;
 * `zones` names those in which it is another moment.
 */
export type ByZone = { usual: number; zones: ReadonlyMap<string, number> }

/** The zones that count: the bot's, and those of people who told where they are. */
export type Zones = { zone: string; zones?: readonly string[] }

/**
 * When a message leaves that may do so from `at` on: at once, or when the person's own clock shows `clock`, and never in
 * their quiet hours.
 * @param quiet null: no hour is quiet
 * @param clock null: everybody at the same moment
 */
export function leavingTimes(at: number, quiet: QuietHours | null, clock: WallTime | null, where: Zones): ByZone {
  if (quiet === null && clock === null) return { usual: at, zones: new Map() }
  return byZone(where, zone => {
    const due = clock === null ? at : Math.max(at, sameTimeIn(clock, zone))
    return quietEnd(due, zone, quiet) ?? due
  })
}

/** When the days began on which messages leave. */
export function dayStarts(leaving: ByZone, where: Zones): ByZone {
  return byZone(where, zone => startOfDay(leaving.zones.get(zone) ?? leaving.usual, zone, null))
}

/** When somebody's moment is. @param zone null: not known */
export function momentIn({ usual, zones }: ByZone, zone: string | null): number {
  return (zone === null ? undefined : zones.get(zone)) ?? usual
}

/** The moment of the person `s` of subscribers, as SQL. */
export function momentSql({ usual, zones }: ByZone): Sql {
  if (zones.size === 0) return { text: '?', params: [usual] }
  return { text: 'coalesce(? ->> s.time_zone, ?)', params: [packed({ usual, zones }), usual] }
}

/** The zones that are named, as a JSON object. */
export function packed({ zones }: ByZone): string {
  return JSON.stringify(Object.fromEntries(zones))
}

function byZone({ zone, zones = [] }: Zones, momentOf: (zone: string) => number): ByZone {
  const usual = momentOf(zone)
  const others = zones.map(other => [other, momentOf(other)] as const)
  return { usual, zones: new Map(others.filter(([, moment]) => moment !== usual)) }
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
