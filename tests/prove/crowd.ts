import { DAY } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { createRandom, type Random } from '../../src/sandbox/emulator/random.js'

/** How many people a simulated crowd has, how many fields are known of them, and in how many the segment differs. */
export type CrowdOptions = { people: number; fields: number; planted: number; seed: number; segment: number }

const TYPES = ['one_of', 'yes_no', 'many_of', 'text', 'number', 'date'] as const
const CITIES = ['Riga', 'Vilnius', 'Tallinn', 'Warsaw', 'Prague', 'Vienna']

/**
 * Fills a database with people who are in the source `in` (the segment) or `out`, and fields of all types that do not
 * depend on it, but for the first ones, in which the segment is different.
 * @returns ids of the fields in which it differs
 */
export function seedCrowd(db: Db, options: CrowdOptions, at: number): number[] {
  const random = createRandom(options.seed)
  const planted: number[] = []
  db.write(() => {
    const person = db.sql(
      `insert into subscribers (telegram_id, first_name, telegram_language, premium, source, subscribed_at, last_seen_at, dice, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const inside: boolean[] = []
    for (let i = 1; i <= options.people; i++) {
      inside.push(random() < options.segment)
      const language = random() < 0.6 ? 'en' : 'ru'
      const source = inside.at(-1) === true ? 'in' : 'out'
      person.run(
        i,
        `P${i}`,
        language,
        random() < 0.1 ? 1 : 0,
        source,
        at - DAY,
        at,
        Math.floor(random() * 2 ** 31) % 2_147_483_646,
        at,
      )
    }
    const people = db.sql<{ id: number }>('select id from subscribers order by id').all()
    for (let n = 0; n < options.fields; n++) {
      const type = TYPES[n % TYPES.length] ?? 'text'
      const row = db
        .sql<{ id: number }>(
          `insert into attributes (key, label, label_folded, "group", type, created_at) values (?, ?, ?, 'behavioural', ?, 0) returning id`,
        )
        .get(`f${n}`, `Field ${n}`, `field ${n}`, type)
      const id = row?.id ?? 0
      const different = n < options.planted
      if (different) planted.push(id)
      people.forEach((one, i) => {
        if (random() < 0.2) return
        for (const [value, shown] of valuesOf(type, random, different && inside[i] === true)) {
          db.sql(
            `insert or ignore into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
             values (?, ?, ?, ?, 'declared', 'test', ?)`,
          ).run(id, value, one.id, shown, at)
        }
      })
    }
  })
  return planted
}

function valuesOf(type: (typeof TYPES)[number], random: Random, different: boolean): [string | number, string][] {
  const city = () => CITIES[Math.floor(random() * CITIES.length)] ?? 'Riga'
  const word = (value: string): [string, string] => [value.toLowerCase(), value]
  switch (type) {
    case 'one_of':
    case 'text':
      return [word(different && random() < 0.3 ? 'Riga' : city())]
    case 'many_of':
      return [...new Set([city(), different && random() < 0.3 ? 'Riga' : city()])].map(word)
    case 'yes_no': {
      const yes = random() < (different ? 0.6 : 0.35)
      return [[yes ? 1 : 0, yes ? 'yes' : 'no']]
    }
    case 'number': {
      const value = Math.floor(random() * 1_000) + (different ? 200 : 0)
      return [[value, String(value)]]
    }
    case 'date': {
      const day = 18_000 + Math.floor(random() * 2_000)
      return [[day, new Date(day * DAY).toISOString().slice(0, 10)]]
    }
  }
}
