import type { PlainLeaf } from './criterion.js'
import { all, type Sql, sql } from './sql.js'

/** Within so many kilometres of a place. */
export type PlaceLeaf = Extract<PlainLeaf, { leaf: 'near' }>

const EARTH_KM = 6_371.0088
const DEGREE = Math.PI / 180
/** Degrees (a tenth of a millimetre) by which the box is larger, so that rounding cuts nobody off. */
const MARGIN = 1e-9

/**
 * People whose place is known and no farther than so many kilometres, by the great circle. A box around the circle
 * goes first, because an index can answer it.
 */
export function compilePlace({ km, place }: PlaceLeaf): Sql {
  const lat = place.lat * DEGREE
  const half = sql`pow(sin((radians(s.lat) - ${lat}) / 2), 2)
    + ${Math.cos(lat)} * cos(radians(s.lat)) * pow(sin((radians(s.lon) - ${place.lon * DEGREE}) / 2), 2)`
  const distance = sql`${2 * EARTH_KM} * asin(min(1.0, sqrt(${half})))`
  return all(sql`s.lat is not null`, sql`s.lon is not null`, boxSql(km, place), sql`${distance} <= ${km}`)
}

function boxSql(km: number, { lat, lon }: PlaceLeaf['place']): Sql {
  const reach = km / EARTH_KM / DEGREE + MARGIN
  const [south, north] = [lat - reach, lat + reach]
  const lats = sql`s.lat between ${south} and ${north}`
  // A circle around a pole crosses every meridian.
  if (south <= -90 || north >= 90) return lats
  const side = Math.asin(Math.min(1, Math.sin(reach * DEGREE) / Math.cos(lat * DEGREE))) / DEGREE + MARGIN
  const [west, east] = [lon - side, lon + side]
  if (west < -180) return sql`${lats} and (s.lon <= ${east} or s.lon >= ${west + 360})`
  if (east > 180) return sql`${lats} and (s.lon >= ${west} or s.lon <= ${east - 360})`
  return sql`${lats} and s.lon between ${west} and ${east}`
}
