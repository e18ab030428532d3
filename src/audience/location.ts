import type { Db } from '../db/open.js'
import { builtIn } from './attribute.js'
import { isPlace, nearestCity, zoneOf } from './geography.js'
import { keptName } from './town.js'
import { recordValues, withdrawFrom } from './value.js'
import { placeByLocation, unplace } from './whereabouts.js'

/** What brought the values that a shared location tells. */
export const LOCATION = 'location'

/** What a location told, the town by the name that is kept for it: null where nothing is near, or where that cannot be known. */
export type Told = { city: string | null; country: string | null; zone: string }

/**
 * They shared where they are: place, clock, country and the town they would name are theirs from now on, as their own
 * word.
 * @param at ms UTC
 * @returns null for coordinates that do not exist, and nothing changed
 */
export function recordLocation(
  db: Db,
  subscriberId: number,
  place: { lat: number; lon: number },
  at: number,
): Told | null {
  const { lat, lon } = place
  if (!isPlace(lat, lon)) return null
  const nearest = nearestCity(lat, lon)
  const told: Told = {
    city: nearest === null ? null : keptName(nearest),
    country: nearest?.country ?? null,
    zone: zoneOf(lat, lon),
  }
  placeByLocation(db, subscriberId, { lat, lon, zone: told.zone })
  const said = { provenance: 'declared', origin: LOCATION } as const
  if (told.country !== null)
    recordValues(db, subscriberId, builtIn(db, 'country'), { ...said, values: [told.country] }, at)
  if (told.city !== null) recordValues(db, subscriberId, builtIn(db, 'city'), { ...said, values: [told.city] }, at)
  return told
}

/** Forgets where they are, and what only that told. */
export function forgetLocation(db: Db, subscriberId: number): void {
  withdrawFrom(db, subscriberId, builtIn(db, 'country'), 'declared', LOCATION)
  withdrawFrom(db, subscriberId, builtIn(db, 'city'), 'declared', LOCATION)
  unplace(db, subscriberId)
}
