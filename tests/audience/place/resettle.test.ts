import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { claimsOf, type Provenance, recordValues, valuesOf } from '../../../src/audience/attribute/value.js'
import { builtIn } from '../../../src/audience/attribute.js'
import { recordLocation } from '../../../src/audience/place/location.js'
import { resettle } from '../../../src/audience/place/resettle.js'
import { findWhereabouts } from '../../../src/audience/place/whereabouts.js'
import { startSubscriber } from '../../../src/audience/subscription.js'
import type { Db } from '../../../src/db/open.js'
import { packageRoot } from '../../../src/db/root.js'
import { temporaryDb } from '../../support/db.js'

const AT = 1_800_000_000_000
const running = new AbortController().signal
const narva = { lat: 59.3797, lon: 28.1791 }

function enter(db: Db): number {
  const telegramId = 1 + (db.sql<{ n: number }>('select count(*) as n from subscribers').get()?.n ?? 0)
  return startSubscriber(
    db,
    { telegramId, firstName: 'Ann', lastName: null, username: null, telegramLanguage: 'en', premium: false },
    { source: null, wording: { name: 'welcome', language: 'en', shown: 'Hello' } },
    AT,
  ).subscriber.id
}

function tell(db: Db, id: number, key: 'city' | 'country', value: string, provenance: Provenance = 'declared'): void {
  recordValues(db, id, builtIn(db, key), { values: [value], provenance, origin: 'x' }, AT + 1)
}

/** What the older rule made of their location. */
function misplace(db: Db, id: number): void {
  for (const table of ['attribute_values', 'attribute_claims'])
    for (const [key, wrong] of [
      ['country', 'RU'],
      ['city', 'Ivangorod'],
    ] as const)
      db.sql(
        `update ${table} set shown = ?${table === 'attribute_values' ? ', value = lower(:wrong)' : ''}
         where origin = 'location' and subscriber_id = :id and attribute_id = :field`,
      ).run(wrong, { wrong, id, field: builtIn(db, key).id })
}

function known(db: Db, id: number): Record<string, string> {
  const keyOf = (field: number) => (field === builtIn(db, 'city').id ? 'city' : 'country')
  return Object.fromEntries(valuesOf(db, id).map(({ attributeId, shown }) => [keyOf(attributeId), shown]))
}

/** As the migration finds them. */
function unsettle(db: Db): void {
  const [, insert = ''] = readFileSync(join(packageRoot(), 'drizzle', '0012_settle.sql'), 'utf8').split(
    '--> statement-breakpoint',
  )
  db.sql(insert).run()
}

const left = (db: Db) => db.sql<{ n: number }>('select count(*) as n from unsettled').get()?.n

test('whom an older rule misplaced is placed again, and what was written stays', async () => {
  const db = await temporaryDb()
  const [shared, corrected, moved, ambiguous, unknown, nowhere] = Array.from({ length: 6 }, () => enter(db))
  if (!shared || !corrected || !moved || !ambiguous || !unknown || !nowhere) throw new Error('nobody')
  for (const id of [shared, corrected, moved]) {
    recordLocation(db, id, narva, AT)
    if (id === corrected) tell(db, id, 'country', 'LV', 'corrected')
    if (id === moved) tell(db, id, 'city', 'Riga')
    misplace(db, id)
  }
  expect(known(db, shared)).toEqual({ country: 'RU', city: 'Ivangorod' })
  tell(db, ambiguous, 'city', 'Кировск')
  db.sql(`update subscribers set lat = 67.6, lon = 33.7, place_from = 'city' where id = ?`).run(ambiguous)
  tell(db, unknown, 'city', 'Москва, Россия')
  db.sql('update subscribers set lat = null, lon = null, place_from = null where id = ?').run(unknown)
  const written = [ambiguous, unknown].map(id => known(db, id))
  unsettle(db)
  expect(left(db)).toBe(5)

  await resettle(db, running)
  expect(left(db)).toBe(0)
  expect(known(db, shared)).toEqual({ country: 'EE', city: 'Narva' })
  expect(new Set(valuesOf(db, shared).map(({ origin, at }) => `${origin} ${at}`))).toEqual(new Set([`location ${AT}`]))
  expect(known(db, corrected)).toEqual({ country: 'LV', city: 'Narva' })
  expect(claimsOf(db, corrected)).toMatchObject([{ shown: 'EE', origin: 'location' }])
  expect(known(db, moved)).toEqual({ country: 'EE', city: 'Riga' })
  for (const id of [shared, corrected, moved]) expect(findWhereabouts(db, id)).toEqual({ ...narva, from: 'location' })
  expect(findWhereabouts(db, ambiguous)).toBeNull()
  expect(findWhereabouts(db, unknown)).toMatchObject({ from: 'city', lat: expect.closeTo(55.75, 1) })
  expect([ambiguous, unknown].map(id => known(db, id))).toEqual(written)
})

test('it is done once, a few at a time, and goes on where it was ended', async () => {
  const db = await temporaryDb()
  for (let i = 0; i < 12; i++) {
    const id = enter(db)
    recordLocation(db, id, narva, AT)
    misplace(db, id)
  }
  unsettle(db)
  const ending = new AbortController()
  const ended = resettle(db, ending.signal)
  ending.abort()
  await ended
  expect(left(db)).toBe(11)
  await resettle(db, running)
  expect(db.sql(`select count(*) as n from attribute_values where shown = 'Narva'`).get()).toEqual({ n: 12 })
  misplace(db, 1)
  await resettle(db, running)
  expect(known(db, 1)).toEqual({ country: 'RU', city: 'Ivangorod' })
})
