import { expect, test } from 'vitest'
import { recordValues, valuesOf } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { findPeople } from '../../src/audience/search.js'
import { startSubscriber } from '../../src/audience/subscription.js'
import { refold } from '../../src/db/refold.js'
import { createSegment } from '../../src/segments/segment.js'
import { temporaryDb } from '../support/db.js'
import { aLine, orderOf } from '../support/order.js'

const AT = 1_800_000_000_000

/** A file as the folding of before left it, with what is one now. */
async function old() {
  const db = await temporaryDb()
  db.sql('pragma user_version = 0').run()
  const person = (telegramId: number, firstName: string) =>
    startSubscriber(
      db,
      { telegramId, firstName, lastName: null, username: null, telegramLanguage: 'en', premium: false },
      { source: null, wording: { name: 'welcome', language: 'en', shown: 'Hello' } },
      AT,
    ).subscriber.id
  const one = person(1, 'João')
  const two = person(2, 'Maya')
  const options = ['Straße', 'Weg']
  const field = createAttribute(
    db,
    { label: 'Streets', group: 'demographic', type: 'many_of', options, purpose: null, createdBy: 1 },
    AT,
  )
  recordValues(db, one, field, { values: ['Straße', 'Weg'], provenance: 'declared', origin: 'x' }, AT)
  recordValues(db, two, field, { values: ['Straße'], provenance: 'declared', origin: 'x' }, AT)
  db.sql(`update attribute_values set value = 'straße' where value = 'strasse'`).run()
  db.sql(
    `insert into attribute_values select attribute_id, 'strasse', subscriber_id, 'Strasse', provenance, origin, at
     from attribute_values where value = 'straße' and subscriber_id = ?`,
  ).run(two)
  const everyone = { leaf: 'everyone' } as const
  const ids = ['Strasse', 'İzmir', 'Plain'].map(
    name => createSegment(db, { name, criterion: everyone, createdBy: 1 }, AT).id,
  )
  db.sql(`update segments set name_folded = 'i̇zmir' where id = ?`).run(ids[1] ?? 0)
  const { id: straße } = createSegment(db, { name: 'Other', criterion: everyone, createdBy: 1 }, AT)
  db.sql(`update segments set name = 'Straße', name_folded = 'straße' where id = ?`).run(straße)
  const lines = [aLine({ product: 'Boots ❤️', sku: 'B ❤️' })]
  orderOf(db, 'c', { externalId: 'o', at: AT, promoCode: 'SPRING ❤️', lines }, AT)
  db.sql(`update order_lines set product_folded = 'boots ❤️', sku_folded = 'b ❤️'`).run()
  db.sql(`update orders set promo_folded = 'spring ❤️'`).run()
  return { db, one, two, field }
}

test('what was folded otherwise is brought to today’s folding, once, and nobody is lost', async () => {
  const { db, one, two } = await old()
  await refold(db)
  expect([one, two].map(id => valuesOf(db, id).map(({ shown }) => shown))).toEqual([['Straße', 'Weg'], ['Strasse']])
  expect(db.sql('select distinct value from attribute_values order by value').all()).toEqual([
    { value: 'strasse' },
    { value: 'weg' },
  ])
  expect(db.sql('select name, name_folded from segments order by id').all()).toEqual([
    { name: 'Strasse', name_folded: 'strasse' },
    { name: 'İzmir', name_folded: 'izmir' },
    { name: 'Plain', name_folded: 'plain' },
    { name: 'Straße 2', name_folded: 'strasse 2' },
  ])
  expect(db.sql('select product_folded as p, sku_folded as s from order_lines').get()).toEqual({
    p: 'boots ❤',
    s: 'b ❤',
  })
  expect(db.sql('select promo_folded as p from orders').get()).toEqual({ p: 'spring ❤' })
  const before = db.sql('select * from segments').all()
  await refold(db)
  expect(db.sql('select * from segments').all()).toEqual(before)
})

test.each(['joao', 'JOÃO', 'joa\u0303o', '\u200bJo\u00adao'])('João is found by %j', async typed => {
  const { db, one } = await old()
  expect((await findPeople(db, typed, { offset: 0, limit: 9 })).people.map(({ id }) => id)).toEqual([one])
})
