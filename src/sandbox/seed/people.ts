import { type AttributeType, comparableOf } from '../../audience/attribute/comparable.js'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { createBulk } from './bulk.js'
import type { Chance } from './chance.js'
import { cities, firstNames, interests, lastNames, sources } from './names.js'

const DICE_SIDES = 2 ** 31 - 1
const TWO_YEARS = 730 * DAY
const FIRST_ID = 1_000_000_000

/** Somebody of the crowd as the rest of the seed needs them. */
export type Crowd = { size: number; subscribedAt: Float64Array }

/** Fields that the seed adds to the built-in ones. */
const FIELDS = [
  { key: 'seed_gender', label: 'Gender', group: 'demographic', type: 'one_of', options: ['Female', 'Male'] },
  { key: 'seed_children', label: 'Children', group: 'demographic', type: 'number', options: null },
  { key: 'seed_income', label: 'Income', group: 'socio_economic', type: 'one_of', options: ['Low', 'Middle', 'High'] },
  { key: 'seed_interests', label: 'Interests', group: 'personality', type: 'many_of', options: interests },
  { key: 'seed_car', label: 'Has a car', group: 'behavioural', type: 'yes_no', options: null },
] as const

/**
 * Subscribers with everything that segments ask of the person: language, premium, source, will, reachability, fields.
 * Two thirds have a city; the others' is unknown, as in life.
 * @param at the newest moment, ms UTC
 */
export function seedPeople(db: Db, size: number, chance: Chance, at: number): Crowd {
  const people = createBulk(
    db,
    'subscribers',
    `telegram_id, first_name, last_name, username, telegram_language, chosen_language, premium, source, last_source,
     phone, time_zone, lat, lon, place_from, subscribed_at, unsubscribed_at, paused_until, unreachable, unreachable_at,
     last_seen_at, dice, created_at`,
  )
  const subscribedAt = new Float64Array(size + 1)
  const city = new Uint8Array(size + 1)
  for (let id = 1; id <= size; id++) {
    const joined = Math.floor(at - TWO_YEARS * (1 - (id - chance.share()) / size))
    subscribedAt[id] = joined
    const russian = chance.in(0.4)
    const home = chance.in(0.66) ? chance.favourite(cities.length) : null
    city[id] = home === null ? 0 : home + 1
    const place = home !== null && chance.in(0.3) ? cities[home] : undefined
    const stopped = chance.in(0.08) ? joined + chance.below(at - joined) : null
    const blocked = chance.in(0.06) ? joined + chance.below(at - joined) : null
    const source = chance.in(0.8) ? (sources[chance.favourite(sources.length)] ?? null) : null
    people.add(
      FIRST_ID + id,
      firstNames[chance.below(firstNames.length)] ?? 'Anna',
      chance.in(0.7) ? (lastNames[chance.below(lastNames.length)] ?? null) : null,
      chance.in(0.6) ? `person_${id}` : null,
      chance.in(0.95) ? (russian ? 'ru' : 'en') : null,
      chance.in(0.05) ? 'ru' : null,
      chance.in(0.12) ? 1 : 0,
      source,
      chance.in(0.1) ? (sources[chance.below(sources.length)] ?? source) : source,
      chance.in(0.3) ? `+3712${String(id).padStart(7, '0')}` : null,
      place?.zone ?? null,
      place === undefined ? null : place.lat + (chance.share() - 0.5) / 10,
      place === undefined ? null : place.lon + (chance.share() - 0.5) / 10,
      place === undefined ? null : 'location',
      joined,
      stopped,
      chance.in(0.01) ? at + chance.below(30 * DAY) : null,
      blocked === null ? null : chance.in(0.9) ? 'blocked' : 'deactivated',
      blocked,
      joined + chance.below(at - joined + 1),
      chance.below(DICE_SIDES),
      joined,
    )
  }
  people.end()
  seedFields(db, size, city, chance, at)
  return { size, subscribedAt }
}

/** Values go in by field and value, which is the order of their table. */
function seedFields(db: Db, size: number, city: Uint8Array, chance: Chance, at: number): void {
  const define = db.sql(
    'insert into attributes (key, label, label_folded, "group", type, options, created_by, created_at) values (?, ?, ?, ?, ?, ?, 1, ?)',
  )
  for (const field of FIELDS)
    define.run(
      field.key,
      field.label,
      fold(field.label),
      field.group,
      field.type,
      field.options === null ? null : JSON.stringify(field.options),
      at,
    )
  const values = createBulk(db, 'attribute_values', 'attribute_id, value, subscriber_id, shown, provenance, origin, at')
  /** `groups[i]` are the people whose value is `shown[i]`. */
  const add = (key: string, shown: readonly string[], groups: readonly number[][], provenance: string) => {
    const field = db.sql<{ id: number; type: AttributeType }>('select id, type from attributes where key = ?').get(key)
    if (field === undefined) throw new Error(`no such field: ${key}`)
    for (const [i, text] of shown.entries()) {
      const value = comparableOf(field.type, text)
      if (value === null) throw new Error(`no such value: ${key} ${text}`)
      for (const person of groups[i] ?? []) values.add(field.id, value, person, text, provenance, 'seed', at)
    }
  }
  const countries = [...new Set(cities.map(({ country }) => country))]
  const countryOf = (id: number) => countries.indexOf(cities[(city[id] ?? 0) - 1]?.country ?? '')
  const ages = Array.from({ length: 60 * 365 }, (_, i) => dayBefore(at, 16 * 365 + i))
  const some = (share: number) => spread(size, () => (chance.in(share) ? 0 : -1), 1).flat()
  const cut = (groups: number, of: number) => spread(size, () => chance.below(of) - (of - groups), groups)
  const names = cities.map(({ name }) => name)
  add(
    'city',
    names,
    spread(size, id => (city[id] ?? 0) - 1, cities.length),
    'declared',
  )
  add('country', countries, spread(size, countryOf, countries.length), 'observed')
  add('birthday', ages, cut(ages.length, 2 * ages.length), 'declared')
  add('seed_gender', ['Female', 'Male'], cut(2, 3), 'declared')
  add('seed_children', ['0', '1', '2', '3'], cut(4, 8), 'imported')
  add('seed_income', ['Low', 'Middle', 'High'], cut(3, 6), 'imported')
  add(
    'seed_interests',
    interests,
    interests.map(() => some(0.15)),
    'declared',
  )
  add('seed_car', ['no', 'yes'], cut(2, 5), 'declared')
  values.end()
}

/** People by group, in order of their ids; `of` says to which a person belongs, negative: to none. */
function spread(size: number, of: (id: number) => number, groups: number): number[][] {
  const result: number[][] = Array.from({ length: groups }, () => [])
  for (let id = 1; id <= size; id++) result[of(id)]?.push(id)
  return result
}

function dayBefore(at: number, days: number): string {
  return new Date(at - days * DAY).toISOString().slice(0, 10)
}
