import { describe, expect, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { recordErasure } from '../../src/audience/erase/erasure.js'
import type { Db } from '../../src/db/open.js'
import { eraseFromTracking } from '../../src/tracking/erase.js'
import { eventNames } from '../../src/tracking/event-name.js'
import { AT, openCrm } from './crm-door.js'
import { start } from './crm-told.js'

describe('events', () => {
  const KNOWN = 700_000_001

  async function openFor() {
    const c = await openCrm()
    const { id } = start(c.db, KNOWN)
    c.db.write(() => recordContact(c.db, id, '37120000002', AT - 1))
    await c.post('/crm/customers', { id: 'C-17', telegram_id: KNOWN, email: 'Anna@Example.com' })
    return { ...c, id }
  }
  const told = (id: string, more: object = {}) => ({ id, person: { customer: 'C-17' }, name: 'Left cart', ...more })
  const kept = (db: Db) =>
    db
      .sql<{ key: string; person: number; name: string; at: number; properties: string | null }>(
        `select e.key, e.subscriber_id as person, n.name, e.at, e.properties
         from events e join event_names n on n.id = e.name_id order by e.id`,
      )
      .all()

  test('of somebody are found by any of their names, and kept once', async () => {
    const { db, post, id, faults } = await openFor()
    const whoever = [
      ...[{ telegram_id: KNOWN }, { customer: 'C-17' }, { email: 'anna@example.COM' }, { phone: '+371 2000 0002' }],
      { telegram_id: KNOWN, customer: 'C-99', phone: '+371 2000 0009' },
    ]
    const all = whoever.map((person, i) => told(`e${i}`, { person }))
    expect(await post('/crm/events', all)).toMatchObject({ status: 200, body: { accepted: 5, refused: 0 } })
    expect(kept(db).map(({ person, at }) => [person, at])).toEqual(whoever.map(() => [id, AT]))
    const again = await post('/crm/events', all)
    expect(Object(again.body).items.map((item: { outcome: string }) => item.outcome)).toEqual(Array(5).fill('same'))
    expect(kept(db)).toHaveLength(5)
    expect(faults).toEqual([])
  })

  test.each<[string, object, string, string | null]>([
    ['nobody whom we know', { person: { telegram_id: 1 } }, 'unknown_person', 'person'],
    ['a customer of nobody', { person: { customer: 'C-1' } }, 'unknown_person', 'person'],
    ['no person', { person: { phone: null } }, 'invalid', 'person'],
    ['a group', { person: { telegram_id: -100 } }, 'invalid', 'person.telegram_id'],
    ['no phone', { person: { phone: '12' } }, 'invalid', 'person.phone'],
    ['no mail', { person: { email: 'anna' } }, 'invalid', 'person.email'],
    ['the future', { at: '2026-11-29T12:11:00Z' }, 'future', 'at'],
    ['a day to come', { at: '2026-12-01' }, 'future', 'at'],
    ['long ago', { at: '1989-12-31' }, 'past', 'at'],
    ['30 February', { at: '2026-02-30T10:00:00Z' }, 'invalid', 'at'],
    ['an hour of nowhere', { at: '2026-11-29T10:00:00' }, 'invalid', 'at'],
    ['no name', { name: ' ' }, 'invalid', 'name'],
    ['a long name', { name: 'x'.repeat(65) }, 'invalid', 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'invalid', 'name'],
    ['no properties', { properties: [1] }, 'invalid', 'properties'],
    ['1 kB and more', { properties: { a: 'x'.repeat(1_024) } }, 'too_long', 'properties'],
    ['a property with a quote', { properties: { 'a"b': 1 } }, 'invalid', 'properties.a"b'],
    ['a property that becomes one with a quote', { properties: { 'a＂b': 1 } }, 'invalid', 'properties.a＂b'],
    ['another field', { amount: 1 }, 'unknown_field', 'amount'],
  ])('of %s are refused, and nothing is kept: %#', async (_, more, code, field) => {
    const { db, post, faults } = await openFor()
    const answer = await post('/crm/events', told('e1', more))
    expect([answer.status, Object(answer.body).items[0].code, Object(answer.body).items[0].field]).toEqual([
      ...[422, code, field],
    ])
    expect([kept(db), faults]).toEqual([[], []])
    expect(db.sql('select 1 from event_names').get()).toBeUndefined()
  })

  test('may be told without a time, on a day that is not over, and minutes ahead of our clock', async () => {
    const { db, post } = await openFor()
    const times = [undefined, '2026-11-29', '2026-11-29T12:09:00Z', '2026-11-28T10:00:00+03:00', '2026-11-27']
    await post(
      '/crm/events',
      times.map((at, i) => told(`e${i}`, { at })),
    )
    // Of a day in Riga its end, unless that is still to come.
    expect(kept(db).map(({ at }) => at)).toEqual([
      ...[AT, AT, AT, Date.UTC(2026, 10, 28, 7), Date.UTC(2026, 10, 27, 22) - 1],
    ])
  })

  test('under a key that was used for something else are refused, whatever differs', async () => {
    const { db, post } = await openFor()
    await post('/crm/events', told('e1', { properties: { sum: 1 } }))
    for (const other of [
      ...[{ name: 'Bonus' }, { at: '2026-11-20' }, { properties: { sum: 2 } }, {}, { person: { telegram_id: KNOWN } }],
    ]) {
      const answer = await post('/crm/events', told('e1', { properties: { sum: 1 }, ...other }))
      const { outcome, code } = Object(answer.body).items[0]
      expect([outcome, code]).toEqual(Object.keys(other).length === 0 ? ['same', undefined] : ['error', 'other_event'])
    }
    expect(kept(db)).toMatchObject([{ name: 'Left cart', properties: '{"sum":1}' }])
  })

  test('told again are the same, also after nobody knows any more whose they were', async () => {
    const { db, post } = await openFor()
    await post('/crm/events', told('e1'))
    db.sql('update customers set subscriber_id = null').run()
    expect(await post('/crm/events', told('e1'))).toMatchObject({ body: { items: [{ outcome: 'same' }] } })
    expect(await post('/crm/events', told('e2'))).toMatchObject({ body: { items: [{ code: 'unknown_person' }] } })
  })

  test('of who asked to be forgotten are not taken; what was told before stays as a count alone', async () => {
    const { db, post, id } = await openFor()
    await post('/crm/events', told('e1', { properties: { note: 'Anna, 5 Street' } }))
    await post('/crm/events', told('e2'))
    db.write(() => {
      recordErasure(db, { telegramIds: [9_001], phones: [], externalIds: ['C-9'], emails: ['x@y.z'] }, AT)
      eraseFromTracking(db, id)
    })
    for (const person of [{ telegram_id: 9_001 }, { customer: 'C-9' }, { email: 'X@y.z' }])
      expect(await post('/crm/events', told('e9', { person }))).toMatchObject({
        body: { items: [{ code: 'forgotten', field: null }] },
      })
    expect(db.sql('select key, hash, properties, folded from events where subscriber_id = ?').all(id)).toEqual([
      ...Array(2).fill({ key: null, hash: null, properties: null, folded: null }),
    ])
  })

  test('have 200 names at most that are in use; one that nobody told of for 30 days is in nobody’s way', async () => {
    const { db, post, clock } = await openFor()
    const many = Array.from({ length: 201 }, (_, i) => told(`e${i}`, { name: `Event ${i}` }))
    const answer = await post('/crm/events', many)
    expect(answer.body).toMatchObject({ accepted: 200, refused: 1 })
    expect(Object(answer.body).items[200]).toMatchObject({ code: 'too_many', field: 'name' })
    expect(await post('/crm/events', told('old', { name: 'EVENT  0' }))).toMatchObject({ status: 200 })
    clock.now = AT + 31 * 86_400_000
    expect(await post('/crm/events', told('new', { name: 'Event 200' }))).toMatchObject({ status: 200 })
    expect(eventNames(db)).toHaveLength(201)
  })

  test('bring their properties to be declared, each once, and what is compared of them', async () => {
    const { db, post } = await openFor()
    await post('/crm/events', [
      told('e1', { properties: { Sum: 5, tags: ['ЁЖ', 2, null, { a: 1 }], deep: { a: 1 }, none: null, yes: true } }),
      told('e2', { name: 'LEFT cart', properties: { sum: '6.5', Who: '  Anna  ' } }),
    ])
    expect(eventNames(db)).toMatchObject([
      {
        name: 'Left cart',
        properties: ['Sum', 'tags', 'deep', 'none', 'yes', 'Who'].map(name => ({ name, type: null })),
      },
    ])
    expect(
      db
        .sql<{ folded: string }>('select folded from events order by id')
        .all()
        .map(({ folded }) => JSON.parse(folded)),
    ).toEqual([
      { sum: 5, tags: ['еж', 2], deep: [], none: [], yes: 'true' },
      { sum: '6.5', who: 'anna' },
    ])
  })
})

describe('messages to one person', () => {
  const KNOWN = 700_000_001

  /** Somebody who is in the bot, by Telegram id, by their own phone, and as customer C-17. */
  async function openFor() {
    const c = await openCrm()
    const { id } = start(c.db, KNOWN)
    c.db.write(() => recordContact(c.db, id, '37120000002', AT - 1))
    await c.post('/crm/customers', { id: 'C-17', telegram_id: KNOWN })
    return c
  }
  const asked = (id: string, more: object = {}) => ({ id, to: { telegram_id: KNOWN }, text: `Order ${id}`, ...more })
  const said = (answer: { body: unknown }) => Object(answer.body).items[0]

  test('the same again is the same and says where it stands; another text is refused', async () => {
    const c = await openFor()
    expect(await c.post('/crm/messages', asked('1'))).toMatchObject({
      status: 200,
      body: { accepted: 1, items: [{ id: '1', outcome: 'new', state: 'queued' }] },
    })
    c.db.sql(`update service_messages set state = 'sent'`).run()
    expect(said(await c.post('/crm/messages', asked('1')))).toMatchObject({ outcome: 'same', state: 'sent' })
    expect(said(await c.post('/crm/messages', asked('1', { text: 'Other' })))).toMatchObject({ code: 'other_message' })
    expect(c.db.sql('select count(*) as n from service_messages').get()).toEqual({ n: 1 })
  })

  test.each<[string, object, string, string | null]>([
    ['nobody', { to: { telegram_id: 5 } }, 'unknown_person', 'to'],
    ['two people', { to: { telegram_id: KNOWN, phone: '+371 2000 0002' } }, 'invalid', 'to'],
    ['no one at all', { to: {} }, 'invalid', 'to'],
    ['no text', { text: '' }, 'invalid', 'text'],
    ['a long text', { text: 'x'.repeat(4_097) }, 'invalid', 'text'],
    ['a type of its own', { entities: [{ type: 'blink', offset: 0, length: 1 }] }, 'invalid', 'entities[0].type'],
    ['formatting beyond the end', { entities: [{ type: 'bold', offset: 0, length: 99 }] }, 'invalid', 'entities'],
    ['an address at home', { button: { label: 'Track', url: 'http://localhost/' } }, 'invalid', null],
    ['a field that is not there', { silent: true }, 'unknown_field', 'silent'],
  ])('%s is refused by itself', async (_name, more, code, field) => {
    const c = await openFor()
    const answer = await c.post('/crm/messages', [asked('good'), asked('bad', more)])
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, refused: 1 } })
    expect(Object(answer.body).items[1]).toMatchObject({ outcome: 'error', code, field })
    expect(c.db.sql('select external_id from service_messages').all()).toEqual([{ external_id: 'good' }])
  })

  test('a system gone wild is told from the 21st on, and it is counted', async () => {
    const c = await openFor()
    const many = Array.from({ length: 25 }, (_, i) => asked(`m${i}`))
    expect(await c.post('/crm/messages', many)).toMatchObject({ body: { accepted: 20, refused: 5 } })
    expect(Object((await c.post('/crm/messages', asked('m99'))).body).items[0]).toMatchObject({ code: 'too_many' })
    await c.db.group(() => undefined)
    expect(c.db.sql('select why, n from service_refusals').all()).toEqual([{ why: 'too_many', n: 6 }])
  })
})
