import { z } from 'zod'
import type { Db } from '../../db/open.js'
import type { Change } from '../subscription.js'
import { recordEvent } from './history.js'

/** The hours in which somebody wants no offers, in minutes after midnight by their clock; both alike: any hour will do. */
export type OwnQuiet = { from: number; to: number }

/** Somebody's own hours and the zone of their clock (null: nobody knows it), as they stand in `OWN_CLOCK`. */
export type OwnHours = { quiet: OwnQuiet; zone: string | null }

/** What SQL calls somebody's own hours and their clock in one word, of `s` of subscribers; NULL for whoever chose none. */
export const OWN_CLOCK = `('q' || s.own_quiet || ' ' || case when s.time_zone is null then '' else s.time_zone end)`

/** The same for one who is known. */
export function ownClockOf({ quiet, zone }: OwnHours): string {
  return `q${written(quiet)} ${zone ?? ''}`
}

const minutes = z
  .string()
  .regex(/^\d{1,4}-\d{1,4}$/)
  .transform(text => text.split('-').map(Number))
  .pipe(z.tuple([z.int().min(0).max(1_439), z.int().min(0).max(1_439)]))
  .transform(([from, to]): OwnQuiet => ({ from, to }))

/** The hours that somebody chose themselves; null: they have those of the shop. */
export function findOwnQuiet(db: Db, subscriberId: number): OwnQuiet | null {
  const row = db
    .sql<{ quiet: string | null }>('select own_quiet as quiet from subscribers where id = ?')
    .get(subscriberId)
  return row?.quiet == null ? null : minutes.parse(row.quiet)
}

/**
 * They chose their own quiet hours: from now on these hold for them, and not the shop's.
 * @param quiet null: those of the shop again
 * @param at ms UTC
 * @returns false when that was so before, and nothing changed
 */
export function chooseOwnQuiet(
  db: Db,
  subscriberId: number,
  quiet: OwnQuiet | null,
  change: Change,
  at: number,
): boolean {
  const { changes } = db
    .sql('update subscribers set own_quiet = :quiet where id = :id and own_quiet is not :quiet')
    .run({ quiet: quiet === null ? null : written(quiet), id: subscriberId })
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'hours', change, at)
  return true
}

/** All hours that people chose, each with the zones in which they did. Fast however many people there are. */
export function listOwnHours(db: Db): OwnHours[] {
  const of = (column: string) => column.replaceAll('s.', '')
  const clock = of(OWN_CLOCK)
  return db
    .sql<{ clock: string }>(
      `with recursive clocks(clock) as (
         select min(${clock}) from subscribers where own_quiet is not null
         union all
         select (select min(${clock}) from subscribers where own_quiet is not null and ${clock} > clocks.clock)
         from clocks where clock is not null)
       select clock from clocks where clock is not null`,
    )
    .all()
    .map(({ clock: word }) => {
      const [hours = '', zone = ''] = word.slice(1).split(' ')
      return { quiet: minutes.parse(hours), zone: zone === '' ? null : zone }
    })
}

function written({ from, to }: OwnQuiet): string {
  return `${from}-${to}`
}
