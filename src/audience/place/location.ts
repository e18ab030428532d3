import type { Db } from '../../db/open.js'
import { recordValues, withdrawFrom } from '../attribute/value.js'
import { builtIn } from '../attribute.js'
import { isPlace, nearestCity, zoneOf } from './geography.js'
import { keptName } from './town.js'
import { placeByLocation, unplace } from './whereabouts.js'

/** What brought the values that a shared location tells. */
const LOCATION = 'location'

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
  const told = toldBy(lat, lon)
  placeByLocation(db, subscriberId, { lat, lon, zone: told.zone })
  const said = { provenance: 'declared', origin: LOCATION } as const
  if (told.country !== null)
    recordValues(db, subscriberId, builtIn(db, 'country'), { ...said, values: [told.country] }, at)
  if (told.city !== null) recordValues(db, subscriberId, builtIn(db, 'city'), { ...said, values: [told.city] }, at)
  return told
}

function toldBy(lat: number, lon: number): Told {
  const nearest = nearestCity(lat, lon)
  return {
    city: nearest === null ? null : keptName(nearest),
    country: nearest?.country ?? null,
    zone: zoneOf(lat, lon),
  }
}

/**
 * Reads the location they once shared by today's rule: clock, country and town, with the time at which they told it. Whatever
 * came in any other way stays, as what they wrote or the team corrected.
 */
export function retellLocation(db: Db, subscriberId: number, { lat, lon }: { lat: number; lon: number }): void {
  const told = toldBy(lat, lon)
  placeByLocation(db, subscriberId, { lat, lon, zone: told.zone })
  for (const key of ['country', 'city'] as const) {
    const field = builtIn(db, key)
    const said = saidByLocation(db, subscriberId, field.id)
    const now = told[key]
    if (said === null || said.shown === now) continue
    if (now === null) withdrawFrom(db, subscriberId, field, 'declared', LOCATION)
    else recordValues(db, subscriberId, field, { values: [now], provenance: 'declared', origin: LOCATION }, said.at)
  }
}

function saidByLocation(db: Db, subscriberId: number, field: number): { shown: string; at: number } | null {
  const told = db
    .sql<{ shown: string; at: number }>(
      `select shown, at from attribute_values where subscriber_id = :id and attribute_id = :field and origin = :origin
       union all
       select shown, at from attribute_claims where subscriber_id = :id and attribute_id = :field and origin = :origin`,
    )
    .get({ id: subscriberId, field, origin: LOCATION })
  return told ?? null
}

/** Forgets where they are, and what only that told. */
export function forgetLocation(db: Db, subscriberId: number): void {
  withdrawFrom(db, subscriberId, builtIn(db, 'country'), 'declared', LOCATION)
  withdrawFrom(db, subscriberId, builtIn(db, 'city'), 'declared', LOCATION)
  unplace(db, subscriberId)
}
