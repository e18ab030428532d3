import type { Db } from '../db/open.js'
import { AppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { isPlace } from './place/geography.js'

/** A place that an admin named, so that conditions can say "within 5 km of …". */
export type Place = { id: number; name: string; lat: number; lon: number }

/** How long a place's name may be, in characters. */
export const PLACE_NAME_LENGTH = 64

/** A page of the places, by name, and how many there are. */
export function listPlaces(db: Db, page: { offset: number; limit: number }): { places: Place[]; total: number } {
  const rows = db
    .sql<Place & { total: number }>(
      'select id, name, lat, lon, count(*) over () as total from places order by name_folded limit ? offset ?',
    )
    .all(page.limit, page.offset)
  return { places: rows.map(({ total: _total, ...place }) => place), total: rows[0]?.total ?? 0 }
}

/** The place with this id; null when there is none. */
export function findPlaceById(db: Db, id: number): Place | null {
  return db.sql<Place>('select id, name, lat, lon from places where id = ?').get(id) ?? null
}

/** The place of this name, whatever the case; null when there is none. */
export function findPlace(db: Db, name: string): Place | null {
  return db.sql<Place>('select id, name, lat, lon from places where name_folded = ?').get(fold(name)) ?? null
}

/**
 * Names a place.
 * @param place.createdBy an admin's Telegram id
 * @param at ms UTC
 * @throws AppError `place_name_invalid` (1 to 64 characters), `place_name_taken`, `place_invalid` for coordinates that do
 * not exist
 */
export function createPlace(
  db: Db,
  place: { name: string; lat: number; lon: number; createdBy: number },
  at: number,
): Place {
  const { lat, lon, createdBy } = place
  const name = place.name
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
  if (name.replace(/[\p{C}\p{Z}]/gu, '') === '' || [...name].length > PLACE_NAME_LENGTH)
    throw new AppError('place_name_invalid', { limit: PLACE_NAME_LENGTH })
  if (!isPlace(lat, lon)) throw new AppError('place_invalid')
  if (findPlace(db, name) !== null) throw new AppError('place_name_taken', { name })
  const row = db
    .sql<Place>(
      `insert into places (name, name_folded, lat, lon, created_by, created_at) values (?, ?, ?, ?, ?, ?)
       returning id, name, lat, lon`,
    )
    .get(name, fold(name), lat, lon, createdBy, at)
  if (row === undefined) throw new Error('the place was not stored')
  return row
}

/** Forgets a place; conditions that named it keep its coordinates. @returns false when it was not there */
export function deletePlace(db: Db, id: number): boolean {
  return db.sql('delete from places where id = ?').run(id).changes > 0
}
