import tzLookup from '@photostructure/tz-lookup'
import { openReference, type Reference } from '../db/reference.js'
import { fold } from '../text/fold.js'
import type { Language } from '../text/format.js'
import { ATLAS } from './atlas/atlas.js'
import { plainName, soundOf } from './atlas/name.js'

/** A town: its international name, its country's ISO code, its middle, and how many people live there (0: unknown). */
export type City = { name: string; country: string; lat: number; lon: number; population: number }

/** What is further from every town is in none of their countries, km. */
const FAR_KM = 100
/** People to a square kilometre of a town, by which its size on the map is judged. */
const DENSITY = 3_000
/** A town is meant although others have its name when it is so many times their size. */
const DOMINANCE = 20
const KM_PER_DEGREE = 111.2
const COLUMNS = 'c.name, c.country, c.lat, c.lon, c.population'

let opened: Reference | undefined
const atlas = (): Reference => {
  opened ??= openReference(ATLAS)
  return opened
}

/**
 * Towns of at least 1,000 people that are called so, the biggest first: by their international name, whatever the
 * case, accents and dashes, by Russian and former names, else by the sound of a name in Russian letters.
 * @returns none when nobody calls a town so; at most 50
 */
export function findCities(name: string): City[] {
  const called = (key: string, rank: number) =>
    atlas().rows<City>(
      `select ${COLUMNS} from names n join cities c on c.id = n.city where n.name = ? and n.rank = ?
       order by c.population desc, c.id limit 50`,
      key,
      rank,
    )
  const key = plainName(name)
  if (key === '' || key.length > 100) return []
  const found = called(key, 0)
  return found.length > 0 || !/\p{Script=Cyrillic}/u.test(key) ? found : called(soundOf(name), 1)
}

/**
 * The one town that is called so; null when there is none, or when it could be several.
 * @param country ISO code of where it must be; null: anywhere, and the town may have small namesakes
 */
export function oneCity(name: string, country: string | null = null): City | null {
  const all = findCities(name)
  const here = all.filter(city => city.country === country)
  const [first, second] = here.length > 0 ? here : all
  if (first === undefined) return null
  return second === undefined || first.population >= second.population * DOMINANCE ? first : null
}

/** The name that is kept for a town: its international one, of the biggest so called; what was written when there is none. */
export function cityName(written: string): string {
  return findCities(written)[0]?.name ?? written
}

/**
 * The town that somebody here would name: the biggest they are within (a circle as large as its people need), else the
 * nearest one; parts of towns do not count. `km` is the way to its middle.
 * @returns null when there is none within 100 km
 */
export function nearestCity(lat: number, lon: number): (City & { km: number }) | null {
  for (const degrees of [0.3, FAR_KM / KM_PER_DEGREE]) {
    const near = atlas()
      .rows<City>(
        `select ${COLUMNS} from cities c where c.lat between ? and ? and c.part = 0
           and min(abs(c.lon - ?), 360 - abs(c.lon - ?)) <= ?`,
        lat - degrees,
        lat + degrees,
        lon,
        lon,
        degrees / Math.max(0.01, Math.cos((lat * Math.PI) / 180)),
      )
      .map(city => ({ ...city, km: kilometres({ lat, lon }, city) }))
      .sort((a, b) => a.km - b.km)
    const [nearest] = near
    if (nearest === undefined || nearest.km > degrees * KM_PER_DEGREE + 1) continue
    const around = near.filter(({ km, population }) => km <= Math.sqrt(population / DENSITY / Math.PI))
    return around.sort((a, b) => b.population - a.population)[0] ?? nearest
  }
  return null
}

/** The country of a place, an ISO code; null far from every town (100 km). */
export function countryAt(lat: number, lon: number): string | null {
  return nearestCity(lat, lon)?.country ?? null
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

/** A country's name in a language: "LV" → "Latvia", "Латвия"; the code itself when there is no such country. */
export function countryName(iso: string, language: Language): string {
  return displayNames[language].of(iso) ?? iso
}

/** The ISO code of a country by its code or any name in English or Russian; null when there is none. */
export function findCountry(name: string): string | null {
  return countries().get(fold(name).replace(/[.’']/gu, '')) ?? null
}

const displayNames = {
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
  ru: new Intl.DisplayNames('ru', { type: 'region', fallback: 'none' }),
}

/** What people call countries besides their names in the dictionaries. */
const otherNames: Readonly<Record<string, string>> = {
  US: 'usa, america, united states of america, сша, америка, соединенные штаты америки, штаты',
  GB: 'uk, england, great britain, britain, scotland, wales, англия, британия, шотландия, уэльс',
  RU: 'russian federation, рф, российская федерация',
  BY: 'белоруссия, belorussia, рб',
  UA: 'україна, украіна',
  AE: 'uae, emirates, оаэ, эмираты',
  CZ: 'czech republic, чешская республика',
  KR: 'south korea, корея, южная корея, korea',
  KP: 'north korea, северная корея',
  MD: 'молдавия, republic of moldova',
  KG: 'киргизия, кыргызстан',
  TM: 'туркмения, туркменистан',
  NL: 'holland, the netherlands, голландия',
  CN: 'prc, кнр, китай',
  TR: 'turkey, turkiye, türkiye',
  MK: 'macedonia, македония',
  BA: 'bosnia, босния',
  CI: 'ivory coast',
  VN: 'viet nam',
  GE: 'republic of georgia',
  HK: 'hong kong, гонконг',
  MO: 'macao, macau, макао',
  DO: 'доминикана',
  XK: 'kosovo, косово',
}

let known: Map<string, string> | undefined

function countries(): Map<string, string> {
  if (known !== undefined) return known
  known = new Map()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const iso of letters.flatMap(first => letters.map(second => first + second))) {
    if (NO_COUNTRY.has(iso)) continue
    const own = [displayNames.en.of(iso), displayNames.ru.of(iso)]
    if (own[0] === undefined) continue
    const others = otherNames[iso]?.split(', ') ?? []
    for (const name of [iso, ...own, ...others])
      if (name !== undefined) known.set(fold(name).replace(/[.’']/gu, ''), iso)
  }
  return known
}

/** Codes that have a name and are no country (of their own, any more). */
const NO_COUNTRY = new Set(
  'AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ AC NM'.split(
    ' ',
  ),
)
