import type { Db } from '../../db/open.js'
import type { subscribers } from '../../db/schema/index.js'
import { isPlace } from './geography.js'
import { oneCity } from './town.js'

/** Where somebody is: `from` their own location, or the middle of the town they named. */
export type Whereabouts = {
  lat: number
  lon: number
  from: NonNullable<(typeof subscribers.$inferSelect)['placeFrom']>
}

/** Where somebody is, as far as they told; null when they did not. */
export function findWhereabouts(db: Db, subscriberId: number): Whereabouts | null {
  const row = db
    .sql<Whereabouts>(
      `select lat, lon, place_from as "from" from subscribers
       where id = ? and lat is not null and lon is not null and place_from is not null`,
    )
    .get(subscriberId)
  return row ?? null
}

/**
 * Puts somebody where they are, by their own word.
 * @param zone IANA name
 * @returns false for coordinates that do not exist, and nothing changed
 */
export function placeByLocation(
  db: Db,
  subscriberId: number,
  place: { lat: number; lon: number; zone: string },
): boolean {
  if (!isPlace(place.lat, place.lon)) return false
  db.sql(`update subscribers set lat = ?, lon = ?, time_zone = ?, place_from = 'location' where id = ?`).run(
    place.lat,
    place.lon,
    place.zone,
    subscriberId,
  )
  return true
}

/**
 * Puts somebody into the middle of the town they named, if only one is called so; never over their own location. With
 * null, or a town that is not known, they are in none.
 */
export function placeByCity(db: Db, subscriberId: number, city: string | null): void {
  const found = city === null ? null : oneCity(city, countryOf(db, subscriberId))
  db.sql(`update subscribers set lat = ?, lon = ?, place_from = ? where id = ? and place_from is not 'location'`).run(
    found?.lat ?? null,
    found?.lon ?? null,
    found === null ? null : 'city',
    subscriberId,
  )
}

/** Puts somebody who shared no location into the town that they named, by today's rule. */
export function placeByKnownCity(db: Db, subscriberId: number): void {
  placeByCity(db, subscriberId, knownOf(db, subscriberId, 'city'))
}

/** Forgets somebody's location and clock; they are then in the town they named, if they did. */
export function unplace(db: Db, subscriberId: number): void {
  db.sql('update subscribers set lat = null, lon = null, time_zone = null, place_from = null where id = ?').run(
    subscriberId,
  )
  placeByKnownCity(db, subscriberId)
}

/** The zones of all clocks that people told, by way of their location: IANA names. Fast however many people there are. */
export function listZones(db: Db): string[] {
  return db
    .sql<{ zone: string }>(
      `with recursive zones(zone) as (
         select min(time_zone) from subscribers where time_zone is not null
         union all
         select (select min(time_zone) from subscribers where time_zone > zones.zone) from zones where zone is not null)
       select zone from zones where zone is not null`,
    )
    .all()
    .map(row => row.zone)
}

/** The country somebody lives in as far as it is known, an ISO code. */
export function countryOf(db: Db, subscriberId: number): string | null {
  return knownOf(db, subscriberId, 'country')
}

function knownOf(db: Db, subscriberId: number, key: 'city' | 'country'): string | null {
  const row = db
    .sql<{ shown: string }>(
      `select v.shown from attribute_values v join attributes a on a.id = v.attribute_id
       where v.subscriber_id = ? and a.key = ?`,
    )
    .get(subscriberId, key)
  return row?.shown ?? null
}
