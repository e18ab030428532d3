import tzLookup from '@photostructure/tz-lookup'
import { atlas } from '../atlas/atlas.js'
import { bandOf, type Edge, sideOf } from '../atlas/border.js'
import { type City, COLUMNS } from './town.js'

/** What is further from every town is in none of their countries, km. */
const FAR_KM = 100
/** People to a square kilometre of a town, by which its size on the map is judged. */
const DENSITY = 3_000
/** A village is no smaller than so many people need, whatever is known of it. */
const VILLAGE = 500
/** So near its middle one is in a town, km. */
const MIDDLE_KM = 1
const KM_PER_DEGREE = 111.2

/**
 * The town that somebody here would name. Only those on this side of the border count, and no parts of towns: of towns
 * that reach here (a circle as large as their people need) the one whose middle is nearest for its size, else the nearest
 * one. In the middle of a town the borders are not asked: they are drawn to a few hundred metres. `km` is the way to its
 * middle.
 * @returns null when there is none within 100 km
 */
export function nearestCity(lat: number, lon: number): (City & { km: number }) | null {
  const side = sideOf(edgesAt(lat), lat, lon)
  for (const degrees of [0.3, FAR_KM / KM_PER_DEGREE]) {
    const all = citiesAround(lat, lon, degrees)
    const near = side === null ? all : all.filter(city => city.side === side)
    const [middle, nearest] = [all[0], near[0]]
    if (middle !== undefined && middle.km <= MIDDLE_KM && middle.km < (nearest?.km ?? FAR_KM) / 2) return middle
    if (nearest === undefined || nearest.km > degrees * KM_PER_DEGREE + 1) continue
    const share = (city: Near) => city.km / reachKm(city)
    const around = near.filter(city => share(city) <= 1)
    return around.sort((a, b) => share(a) - share(b))[0] ?? nearest
  }
  return null
}

type Near = City & { km: number; side: string | null }

/** The nearest first. */
function citiesAround(lat: number, lon: number, degrees: number): Near[] {
  return atlas()
    .rows<City & { side: string | null }>(
      `select ${COLUMNS}, c.side from cities c where c.lat between ? and ? and c.part = 0
         and min(abs(c.lon - ?), 360 - abs(c.lon - ?)) <= ?`,
      lat - degrees,
      lat + degrees,
      lon,
      lon,
      degrees / Math.max(0.01, Math.cos((lat * Math.PI) / 180)),
    )
    .map(city => ({ ...city, km: kilometres({ lat, lon }, city) }))
    .sort((a, b) => a.km - b.km)
}

function reachKm({ population }: City): number {
  return Math.sqrt(Math.max(population, VILLAGE) / DENSITY / Math.PI)
}

function edgesAt(lat: number): Edge[] {
  return atlas().rows<Edge>('select side, lat1, lon1, lat2, lon2 from borders where band = ?', bandOf(lat))
}

/** The time zone of a place, an IANA name. */
export function zoneOf(lat: number, lon: number): string {
  return tzLookup(lat, lon)
}

/** True for coordinates that exist. */
export function isPlace(lat: number, lon: number): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180
}

/** The way between two places over the ground, km. */
export function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = Math.PI / 180
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2
  const h = half(b.lat - a.lat) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * half(b.lon - a.lon)
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(h)))
}
