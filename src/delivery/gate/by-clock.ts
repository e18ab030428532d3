import { OWN_CLOCK, type OwnHours, ownClockOf } from '../../audience/subscription/own-hours.js'
import { MINUTE } from '../../clock.js'
import type { Sql } from '../../segments/compile.js'
import { dayStart, type QuietHours, quietUntil } from './hours.js'

/**
 * By which clocks people go: the bot's `zone`; `zones` of people who told where they are, of a zone that is missing here the bot's
 * holds; `own`: quiet hours that people chose themselves, missing: nobody did.
 */
export type Clocks = { zone: string; zones?: readonly string[]; own?: readonly OwnHours[] }

/**
 * Moments by where people are and what hours they chose, ms UTC: `usual` for those whose zone nobody knows and for all zones
 * that are not named; `zones` names those in which it is another moment, `own` (see `OWN_CLOCK`) the hours and zones of people
 * for whom it is another than for the rest of their zone.
 */
export type ByClock = { usual: number; zones: ReadonlyMap<string, number>; own: ReadonlyMap<string, number> }

/** 0 for everybody. */
export const NEVER: Sql = { text: '0', params: [] }

/**
 * Moments by everybody's clock.
 * @param momentOf is given a zone, the hours that people chose there themselves (undefined: those who chose none), and what
 * says which of other moments is theirs
 */
export function byClock(
  { zone, zones = [], own = [] }: Clocks,
  momentOf: (zone: string, theirs: QuietHours | undefined, moment: (of: ByClock) => number) => number,
): ByClock {
  const usual = momentOf(zone, undefined, of => of.usual)
  const others = zones.map(other => [other, momentOf(other, undefined, of => momentIn(of, other))] as const)
  const known = new Map(others.filter(([, moment]) => moment !== usual))
  const chosen = own.map(hours => {
    const clock = ownClockOf(hours)
    const moment = momentOf(hours.zone ?? zone, hours.quiet, of => of.own.get(clock) ?? momentIn(of, hours.zone))
    return { clock, moment, plain: (hours.zone === null ? undefined : known.get(hours.zone)) ?? usual }
  })
  return {
    usual,
    zones: known,
    own: new Map(chosen.filter(({ moment, plain }) => moment !== plain).map(({ clock, moment }) => [clock, moment])),
  }
}

/** All of them, of whomever. */
export function momentsOf({ usual, zones, own }: ByClock): number[] {
  return [usual, ...zones.values(), ...own.values()]
}

/** The moment of whoever is in a zone and chose no hours. @param zone null: nobody knows which */
export function momentIn({ usual, zones }: Pick<ByClock, 'usual' | 'zones'>, zone: string | null): number {
  return (zone === null ? undefined : zones.get(zone)) ?? usual
}

/** The moment of the person `s` of subscribers. */
export function momentSql({ usual, zones, own }: ByClock): Sql {
  const looked = [
    ...(own.size === 0 ? [] : [{ by: OWN_CLOCK, moments: own }]),
    ...(zones.size === 0 ? [] : [{ by: 's.time_zone', moments: zones }]),
  ]
  if (looked.length === 0) return { text: '?', params: [usual] }
  return {
    text: `coalesce(${looked.map(({ by }) => `? ->> ${by}`).join(', ')}, ?)`,
    params: [...looked.map(({ moments }) => JSON.stringify(Object.fromEntries(moments))), usual],
  }
}

/** True for what is 0 for everybody. */
export function isNever({ text, params }: Sql): boolean {
  return text === NEVER.text || (text === '?' && params[0] === 0)
}

/** Clocks are slow to read and the engine asks for every few messages: what holds for a minute is kept for it. */
function perMinute<T>(ask: (at: number, zone: string, quiet: QuietHours | null) => T) {
  const known = new Map<string, T>()
  let minute = Number.NaN
  return (at: number, zone: string, quiet: QuietHours | null): T => {
    if (Math.floor(at / MINUTE) !== minute) known.clear()
    minute = Math.floor(at / MINUTE)
    const key = `${zone} ${quiet?.from}-${quiet?.to}`
    const answer = known.get(key)
    // Null is an answer, too, and the usual one.
    if (answer !== undefined) return answer
    const asked = ask(at, zone, quiet)
    known.set(key, asked)
    return asked
  }
}

/** When the quiet hours end in which a moment lies, ms UTC; null: it lies in none. See `quietUntil`. */
export const quietEnd = perMinute<number | null>((at, zone, quiet) => quietUntil(at, quiet, zone))
/** See `dayStart`. */
export const startOfDay = perMinute<number>(dayStart)
