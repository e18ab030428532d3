import { fold } from '../../text/fold.js'
import type { Language } from '../../text/format.js'
import { atlas } from '../atlas/atlas.js'
import { inCyrillic } from '../atlas/cyrillic.js'
import { readingsOf } from '../atlas/letter.js'
import { plainName, soundOf } from '../atlas/name.js'
import { findRegion, regionsCalled } from '../atlas/region.js'
import { countryName, findCountry } from './country.js'

/**
 * A town: its international name, its country's ISO code, the code of its region there, its middle, and how many people
 * live there (0: unknown). `en` and `ru`: what it is called, null where that is its international name or not known.
 */
export type City = {
  id: number
  name: string
  country: string
  region: string
  lat: number
  lon: number
  population: number
  en: string | null
  ru: string | null
}

/** The columns of a city `c`. */
export const COLUMNS = 'c.id, c.name, c.country, c.region, c.lat, c.lon, c.population, c.en, c.ru'

/** A town is meant although others have its name when so much of all their people live there. */
const MEANT = 0.75
/** The same where something unknown stands beside the name: "Москва, центр". */
const SURELY_MEANT = 0.95
/** Namesakes so near, in degrees, are parts of one place. */
const ONE_PLACE = 0.5
/** People of a town of which nobody knows how many they are. */
const VILLAGE = 500
const LONGEST = 100
const KEPT = 5_000

/**
 * Towns of at least 1,000 people that are called so: by their own name, whatever the case, accents and dashes, by Russian,
 * former and foreign names, else by the sound of a name in Russian letters. Biggest first. Letters that look alike in both
 * alphabets are one.
 * @returns none when nobody calls a town so; at most 50
 */
export function findCities(name: string): City[] {
  if (name.length > LONGEST) return []
  for (const reading of readingsOf(name)) {
    const key = plainName(reading)
    if (key === '') return []
    const found = called(key, 0)
    if (found.length > 0) return found
    const sounding = /\p{Script=Cyrillic}/u.test(key) ? called(soundOf(reading), 1) : []
    if (sounding.length > 0) return sounding
  }
  return []
}

function called(key: string, rank: number): City[] {
  return atlas().rows<City>(
    `select ${COLUMNS} from names n join cities c on c.id = n.city where n.name = ? and n.rank = ?
     order by c.population desc, c.id limit 50`,
    key,
    rank,
  )
}

/** Towns that can be meant. `narrowed`: a country or region stood beside the name; `vague`: something unknown did. */
type Written = { cities: City[]; narrowed: boolean; vague: boolean }

/** What somebody wrote as their town: its name, with its country or region before or behind it or not. */
export function citiesWritten(written: string): City[] {
  return read(written).cities
}

function read(written: string): Written {
  if (written.length > LONGEST) return { cities: [], narrowed: false, vague: false }
  const cities = findCities(written)
  if (cities.length > 0) return { cities, narrowed: false, vague: false }
  const parts = written.split(/[,;()|]| [-–—] /u).flatMap(part => (part.trim() === '' ? [] : [part.trim()]))
  if (parts.length > 1) {
    const [first = '', ...behind] = parts
    const before = parts.slice(0, -1)
    const forward = narrow(first, behind)
    if (forward.cities.length > 0 && (forward.narrowed || !isQualifier(first))) return forward
    return narrow(parts.at(-1) ?? '', before)
  }
  const words = written.trim().split(/\s+/u)
  for (let n = 1; n < words.length && n <= 3; n++) {
    const [head, tail] = [words.slice(0, -n).join(' '), words.slice(-n).join(' ')]
    if (isQualifier(tail)) return narrow(head, [tail])
    const [start, rest] = [words.slice(0, n).join(' '), words.slice(n).join(' ')]
    if (isQualifier(start)) return narrow(rest, [start])
  }
  return { cities: [], narrowed: false, vague: false }
}

function isQualifier(words: string): boolean {
  return findCountry(words) !== null || regionsCalled(words).length > 0
}

function narrow(name: string, beside: readonly string[]): Written {
  let cities = findCities(name)
  let narrowed = false
  for (const words of beside) {
    if (!isQualifier(words)) {
      // Another town beside it: two were named.
      if (findCities(words).length > 0) cities = []
      continue
    }
    const country = findCountry(words)
    const regions = regionsCalled(words)
    narrowed = true
    cities = cities.filter(
      city => city.country === country || regions.some(r => r.country === city.country && r.code === city.region),
    )
  }
  return { cities, narrowed, vague: !narrowed }
}

/** The town that is meant without a doubt, by how many people live in it and in its namesakes elsewhere. */
function meant(cities: readonly City[], share: number): City | null {
  const weigh = ({ population }: City) => Math.max(population, VILLAGE)
  const [first] = cities.toSorted((a, b) => b.population - a.population)
  if (first === undefined) return null
  const elsewhere = cities.filter(
    ({ lat, lon }) => Math.abs(lat - first.lat) > ONE_PLACE || Math.abs(lon - first.lon) > 2 * ONE_PLACE,
  )
  const others = elsewhere.reduce((sum, city) => sum + weigh(city), 0)
  return weigh(first) >= share * (weigh(first) + others) ? first : null
}

/** The country that stands beside a town's name, or that the region beside it lies in: an ISO code; null where none does. */
export function countryWritten(written: string): string | null {
  const { cities, narrowed } = read(written)
  const countries = new Set(cities.map(({ country }) => country))
  return narrowed && countries.size === 1 ? (cities[0]?.country ?? null) : null
}

/**
 * Towns that somebody must choose from, because what they wrote is the name of several, the biggest first.
 * @param country ISO code of where they live, null where nobody knows
 * @returns none where one is meant, or no town is called so
 */
export function namesakes(written: string, country: string | null): City[] {
  return oneCity(written, country) === null ? citiesWritten(written) : []
}

/** The town with this id; null when there is none. */
export function cityById(id: number): City | null {
  return atlas().rows<City>(`select ${COLUMNS} from cities c where c.id = ?`, id)[0] ?? null
}

/**
 * The one town that somebody wrote; null when there is none, or when it could be several.
 * @param country ISO code of where it must be; null: anywhere
 */
export function oneCity(written: string, country: string | null = null): City | null {
  const { cities, vague } = read(written)
  const here = cities.filter(city => city.country === country)
  return meant(here.length > 0 ? here : cities, vague ? SURELY_MEANT : MEANT)
}

/**
 * The name that is kept for a town: its international one, with its region or country where namesakes would be meant
 * without; what was written when there is no such town.
 */
export function cityName(written: string): string {
  return remembered(names, written, () => {
    const { cities, narrowed, vague } = read(written)
    const [first] = cities
    const one = meant(cities, vague ? SURELY_MEANT : MEANT)
    if (one !== null) return keptName(one)
    if (first === undefined || vague) return written
    return narrowed ? `${first.name}, ${countryName(first.country, 'en')}` : first.name
  })
}

/** The name that is kept for this town and for no other; its bare name where there is nothing to tell it by. */
export function keptName(city: City): string {
  const region = findRegion(city.country, city.region)?.en
  const country = countryName(city.country, 'en')
  const tries = [city.name, ...(region === undefined ? [] : [`${city.name}, ${region}`]), `${city.name}, ${country}`]
  return tries.find(name => oneCity(name)?.id === city.id) ?? tries.at(-1) ?? city.name
}

/** What a town is called in a language, from the name that is kept; itself where nobody knows another. */
export function cityWords(kept: string, language: Language): string {
  return remembered(words[language], kept, () => {
    const { cities } = read(kept)
    const [name = '', ...beside] = kept.split(', ')
    const known = oneCity(kept) ?? cities.find(city => calledIn(city, language) !== null) ?? cities[0] ?? null
    const shown =
      (known === null ? null : calledIn(known, language)) ?? (cities.length > 0 && beside.length > 0 ? name : null)
    if (shown === null || cityName(kept) !== kept) return kept
    const whole = cities.some(city => fold(city.name) === fold(kept))
    const said = [shown, ...(whole ? [] : beside.map(place => qualifierWords(place, language)))].join(', ')
    return cityName(said) === kept ? said : kept
  })
}

/** A town's name in a language; that of a Russian one is written in its own letters again where the atlas has none. */
function calledIn(city: City, language: Language): string | null {
  const known = city[language]
  return known !== null || language !== 'ru' || city.country !== 'RU' ? known : inCyrillic(city.name)
}

/**
 * True where a town's name and the country or region behind its comma are one place: "Рига, Латвия", "Paris, Texas";
 * false for two towns.
 */
export function isTownAndPlace(town: string, place: string): boolean {
  return isQualifier(place) && !isQualifier(`${town}, ${place}`) && citiesWritten(`${town}, ${place}`).length > 0
}

function qualifierWords(place: string, language: Language): string {
  const region = regionsCalled(place)[0]
  if (region !== undefined) return region[language]
  const country = findCountry(place)
  return country === null ? place : countryName(country, language)
}

/** Where a town lies, in words: "Мурманская область", where its region is not known the country. */
export function whereWords({ country, region }: City, language: Language): string {
  return findRegion(country, region)?.[language] ?? countryName(country, language)
}

const names = new Map<string, string>()
const words: Record<Language, Map<string, string>> = { en: new Map(), ru: new Map() }

/** The atlas never changes while the program runs. */
function remembered(known: Map<string, string>, key: string, find: () => string): string {
  const there = known.get(key)
  if (there !== undefined) return there
  const found = find()
  if (known.size >= KEPT) known.clear()
  known.set(key, found)
  return found
}
