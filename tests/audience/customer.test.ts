import { beforeEach, describe, expect, test } from 'vitest'
import { forgetContact, recordContact } from '../../src/audience/contact.js'
import { assignCustomer } from '../../src/audience/linking/assignment.js'
import { listConflicts } from '../../src/audience/linking/conflict.js'
import { linkCustomer } from '../../src/audience/linking.js'
import type { Db } from '../../src/db/open.js'
import { customerOf, recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { comeAnn } from '../support/subscriber.js'

const T = 1_800_000_000_000

let db: Db
beforeEach(async () => {
  db = await temporaryDb()
})

const subscriber = (telegramId: number, phone: string | null = null) => comeAnn(db, telegramId, T, phone)

const customer = (externalId: string, telegramId: number | null, phone: string | null = null) =>
  recordCustomer(db, { externalId, telegramId, phone }, T).id

describe('a customer is linked', () => {
  test('by Telegram id, and stays so', () => {
    const ann = subscriber(501)
    const id = customer('c1', 501)
    expect(linkCustomer(db, id, T)).toEqual({ kind: 'linked', subscriberId: ann, by: 'telegram_id' })
    expect(linkCustomer(db, id, T)).toEqual({ kind: 'already', subscriberId: ann })
  })

  test('by verified phone, however it is written', () => {
    const ann = subscriber(501, '37120000001')
    expect(linkCustomer(db, customer('c1', null, '+371 20 000-001'), T)).toMatchObject({
      by: 'phone',
      subscriberId: ann,
    })
  })

  test('when the person comes after the customer, by either', () => {
    customer('c1', 501)
    expect(customerOf(db, subscriber(501))?.externalId).toBe('c1')
    customer('c2', null, '+37120000002')
    expect(customerOf(db, subscriber(502, '37120000002'))).toMatchObject({ externalId: 'c2', linkedBy: 'phone' })
  })

  test('to nobody while nobody is known', () => {
    expect(linkCustomer(db, customer('c1', 999, '+37120000009'), T)).toEqual({ kind: 'nobody' })
  })

  test('to nobody when id and phone are two people', () => {
    subscriber(501)
    subscriber(502, '+37120000002')
    expect(linkCustomer(db, customer('c1', 501, '+37120000002'), T)).toEqual({ kind: 'conflict', why: 'two_people' })
    expect(listConflicts(db, { offset: 0, limit: 9 })).toMatchObject({
      total: 1,
      conflicts: [{ candidates: [{}, {}] }],
    })
  })

  test('to nobody who is another customer', () => {
    const ann = subscriber(501, '+37120000001')
    linkCustomer(db, customer('c1', 501), T)
    expect(linkCustomer(db, customer('c2', null, '+37120000001'), T)).toEqual({ kind: 'conflict', why: 'taken' })
    expect(customerOf(db, ann)?.externalId).toBe('c1')
  })

  test('to nobody when two customers have that phone, whoever comes first', () => {
    customer('c1', null, '+37120000001')
    customer('c2', null, '+37120000001')
    const ann = subscriber(501, '+37120000001')
    expect(customerOf(db, ann)).toBeNull()
    expect(listConflicts(db, { offset: 0, limit: 9 }).conflicts).toMatchObject([
      { externalId: 'c1', candidates: [{ subscriberId: ann, speaks: [{ by: 'phone' }], linked: false }] },
      { externalId: 'c2', candidates: [{ subscriberId: ann, speaks: [{ by: 'phone' }], linked: false }] },
    ])
  })

  test('by an admin, which settles the conflict', () => {
    const c1 = customer('c1', null, '+37120000001')
    customer('c2', null, '+37120000001')
    const ann = subscriber(501, '+37120000001')
    assignCustomer(db, c1, ann, T)
    expect(customerOf(db, ann)).toMatchObject({ externalId: 'c1', linkedBy: 'admin' })
    expect(listConflicts(db, { offset: 0, limit: 9 }).total).toBe(0)
  })

  test('no longer when the number that said so is forgotten, or moves to somebody else', () => {
    customer('c1', null, '+37120000001')
    const ann = subscriber(501, '+37120000001')
    forgetContact(db, ann, T)
    expect(customerOf(db, ann)).toBeNull()
    recordContact(db, ann, '+37120000001', T)
    const bob = subscriber(502, '+37120000001')
    expect([customerOf(db, ann), customerOf(db, bob)?.externalId]).toEqual([null, 'c1'])
  })
})

test('a customer told twice is one; what is not said stays', () => {
  expect(recordCustomer(db, { externalId: 'c1', telegramId: 5, phone: null }, T).kind).toBe('new')
  expect(recordCustomer(db, { externalId: 'c1', telegramId: null, phone: '+37120000001' }, T).kind).toBe('changed')
  expect(recordCustomer(db, { externalId: 'c1', telegramId: 5, phone: '+371 2000 0001' }, T).kind).toBe('same')
  expect(() => recordCustomer(db, { externalId: 'c1', telegramId: null, phone: '12' }, T)).toThrow(/customer_invalid/)
})
