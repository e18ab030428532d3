import { beforeEach, describe, expect, test } from 'vitest'
import { forgetContact, recordContact } from '../../../src/audience/contact.js'
import {
  assignCustomer,
  denyConflicts,
  denyPersonalLink,
  unlinkCustomer,
} from '../../../src/audience/linking/assignment.js'
import { findConflict, listConflicts } from '../../../src/audience/linking/conflict.js'
import {
  CUSTOMERS_OF_PERSON,
  type LinkedBy,
  PEOPLE_OF_CUSTOMER,
  type Reason,
  STRENGTH,
} from '../../../src/audience/linking/evidence.js'
import { linkCustomer } from '../../../src/audience/linking.js'
import type { Db } from '../../../src/db/open.js'
import { customerConflicts, customers } from '../../../src/db/schema/index.js'
import { customerOf, findCustomer } from '../../support/customer.js'
import { temporaryDb } from '../../support/db.js'
import { come, deliver, filePhone, orderByClick, seedOffer, speak, T, tell } from './town.js'

const P = '+37120000001'
const REASONS = customerConflicts.by.enumValues
const ALL = customers.linkedBy.enumValues
const PAIRS = ALL.flatMap(x => ALL.map(y => [x, y] as const))

let db: Db
let ann: number
let bob: number
beforeEach(async () => {
  db = await temporaryDb()
  seedOffer(db)
  ann = come(db, 501)
  bob = come(db, 502)
})

function say(by: LinkedBy, externalId: string, subscriberId: number, phone = P): void {
  if (by === 'admin') assignCustomer(db, tell(db, externalId), subscriberId, T)
  else speak(db, by, externalId, subscriberId, phone)
}

const linkOf = (externalId: string) => {
  const { subscriberId, linkedBy } = findCustomer(db, externalId) ?? { subscriberId: null, linkedBy: null }
  return { subscriberId, linkedBy }
}
const waiting = () =>
  db
    .sql<{ c: string; s: number; by: Reason; why: string }>(
      `select c.external_id as c, f.subscriber_id as s, f.by, f.why from customer_conflicts f
       join customers c on c.id = f.customer_id where f.resolved_at is null order by 1, 2`,
    )
    .all()

/** What can only name one person at a time names the second one instead. */
const MOVES: ReadonlySet<LinkedBy> = new Set<LinkedBy>(['telegram_id', 'phone', 'admin'])

describe('a customer known by one thing, of whom another names somebody else', () => {
  test.each(PAIRS)('%s, then %s', (x, y) => {
    say(x, 'c1', ann)
    expect(linkOf('c1')).toEqual({ subscriberId: ann, linkedBy: x })
    say(y, 'c1', bob)
    const moves = STRENGTH[y] > STRENGTH[x] || (x === y && MOVES.has(x))
    const equal = STRENGTH[y] === STRENGTH[x] && !moves
    expect(linkOf('c1')).toEqual(moves ? { subscriberId: bob, linkedBy: y } : { subscriberId: ann, linkedBy: x })
    expect(waiting()).toEqual(equal ? [{ c: 'c1', s: bob, by: y, why: 'two_people' }] : [])
    expect(db.sql('select customer_id from stale_customers').all()).toHaveLength(1)
  })
})

describe('a subscriber known by one thing, whom another names as another customer', () => {
  test.each(PAIRS)('%s, then %s', (x, y) => {
    const phoneOf = (by: LinkedBy) => (by === 'file_phone' ? '+37120000002' : P)
    say(x, 'c1', ann, phoneOf(x))
    say(y, 'c2', ann, phoneOf(y))
    const moves = STRENGTH[y] > STRENGTH[x] || (x === 'admin' && y === 'admin')
    const equal = STRENGTH[y] === STRENGTH[x] && !moves
    const none = { subscriberId: null, linkedBy: null }
    expect(linkOf('c1')).toEqual(moves ? none : { subscriberId: ann, linkedBy: x })
    expect(linkOf('c2')).toEqual(moves ? { subscriberId: ann, linkedBy: y } : none)
    expect(waiting()).toEqual(equal ? [{ c: 'c2', s: ann, by: y, why: 'taken' }] : [])
  })
})

describe('two of whom nothing stands yet', () => {
  test.each(REASONS)('%s names both, and nobody is guessed', by => {
    const phone = by === 'phone' || by === 'file_phone' ? { phone: P, byFilePhone: by === 'file_phone' } : {}
    for (const id of ['c1', 'c2']) tell(db, id, { ...phone, ...(by === 'telegram_id' ? { telegramId: 503 } : {}) })
    const eve = by === 'telegram_id' ? come(db, 503) : ann
    if (by === 'phone') recordContact(db, ann, P, T)
    if (by === 'file_phone') filePhone(db, ann, P)
    if (by === 'personal_link' || by === 'click') {
      // The first stands until it is undone, and then both are told of anew.
      for (const id of ['c1', 'c2']) speak(db, by, id, ann, P)
      expect(linkOf('c1')).toEqual({ subscriberId: ann, linkedBy: by })
      return
    }
    expect(waiting()).toEqual(['c1', 'c2'].map(c => ({ c, s: eve, by, why: 'two_customers' })))
    expect(customerOf(db, eve)).toBeNull()
  })
})

describe('a link goes with what it rests on', () => {
  test('a phone that is taken back, and the hint that is left links again', () => {
    speak(db, 'click', 'c1', ann, P)
    speak(db, 'phone', 'c1', bob, P)
    forgetContact(db, bob, T)
    expect(linkOf('c1')).toEqual({ subscriberId: ann, linkedBy: 'click' })
  })

  test('whoever shared a line is one, however it is written', () => {
    tell(db, 'c1', { phone: '+5511987654321' })
    recordContact(db, ann, '551187654321', T)
    expect(linkOf('c1')).toEqual({ subscriberId: ann, linkedBy: 'phone' })
    recordContact(db, bob, '5511987654321', T)
    expect(linkOf('c1')).toEqual({ subscriberId: bob, linkedBy: 'phone' })
    tell(db, 'c2', { phone: '+525512345678', byFilePhone: true })
    filePhone(db, ann, '+5215512345678')
    expect(linkOf('c2')).toEqual({ subscriberId: ann, linkedBy: 'file_phone' })
  })

  test('a phone of a file links nobody where no admin allowed it', () => {
    tell(db, 'c1', { phone: P })
    filePhone(db, ann, P)
    expect(linkOf('c1').subscriberId).toBeNull()
  })

  test('a weaker link stands no longer where something stronger speaks for two others', () => {
    speak(db, 'click', 'c1', ann, P)
    const eve = come(db, 503)
    tell(db, 'c1', { phone: P })
    recordContact(db, bob, P, T)
    expect(linkOf('c1')).toEqual({ subscriberId: bob, linkedBy: 'phone' })
    tell(db, 'c1', { telegramId: 503 })
    expect(linkOf('c1').subscriberId).toBe(bob)
    unlinkCustomer(db, findCustomer(db, 'c1')?.id ?? 0, T)
    expect(linkOf('c1')).toEqual({ subscriberId: eve, linkedBy: 'telegram_id' })
  })

  test('nor where another customer claims the person by something stronger, though it is not certain that it is them', () => {
    speak(db, 'click', 'c1', ann, P)
    recordContact(db, ann, P, T)
    tell(db, 'c2', { telegramId: 502 })
    tell(db, 'c2', { phone: P })
    expect([linkOf('c1').subscriberId, linkOf('c2').subscriberId]).toEqual([null, bob])
    expect(waiting()).toEqual([{ c: 'c2', s: ann, by: 'phone', why: 'two_people' }])
  })

  test('whoever waits is linked when the other is somebody else after all', () => {
    const [c1, c2] = [tell(db, 'c1', { phone: P }), tell(db, 'c2', { phone: P })]
    recordContact(db, ann, P, T)
    expect(waiting()).toHaveLength(2)
    assignCustomer(db, c1, bob, T)
    expect([linkOf('c2'), waiting()]).toEqual([{ subscriberId: ann, linkedBy: 'phone' }, []])
    unlinkCustomer(db, c2, T)
    expect(linkOf('c2').subscriberId).toBeNull()
  })
})

describe('what was denied', () => {
  test('is never linked again but by an admin', () => {
    speak(db, 'phone', 'c1', ann, P)
    const id = findCustomer(db, 'c1')?.id ?? 0
    expect(unlinkCustomer(db, id, T)).toEqual({ kind: 'nobody' })
    expect(unlinkCustomer(db, id, T)).toBeNull()
    forgetContact(db, ann, T)
    recordContact(db, ann, P, T)
    tell(db, 'c1', { telegramId: 501 })
    expect(linkOf('c1').subscriberId).toBeNull()
    assignCustomer(db, id, ann, T)
    expect(linkOf('c1')).toEqual({ subscriberId: ann, linkedBy: 'admin' })
  })

  test('by an admin: neither of them', () => {
    speak(db, 'phone', 'c1', ann, P)
    tell(db, 'c1', { telegramId: 502 })
    speak(db, 'click', 'c1', come(db, 503), P)
    const id = findCustomer(db, 'c1')?.id ?? 0
    denyConflicts(db, id, T)
    expect([linkOf('c1').subscriberId, waiting()]).toEqual([null, []])
    expect(linkCustomer(db, id, T)).toEqual({ kind: 'nobody' })
  })

  test('by themselves waits until an admin has seen it', () => {
    const id = tell(db, 'c1')
    denyPersonalLink(db, id, ann, T)
    expect(findConflict(db, id)).toMatchObject({ candidates: [{ subscriberId: ann, denied: true, speaks: [] }] })
    tell(db, 'c1', { telegramId: 501 })
    expect(linkOf('c1').subscriberId).toBeNull()
    denyConflicts(db, id, T)
    expect(findConflict(db, id)).toBeNull()
  })
})

test('who is who says what speaks for each, since when, and what is at stake', () => {
  const c1 = tell(db, 'c1', { phone: P, telegramId: 502 })
  recordContact(db, ann, P, T + 5)
  orderByClick(db, 'o1', c1, deliver(db, come(db, 503)), T + 7)
  assignCustomer(db, tell(db, 'c2'), ann, T)
  unlinkCustomer(db, c1, T)
  const { conflicts, total } = listConflicts(db, { offset: 0, limit: 6 })
  expect([conflicts, total]).toEqual([[], 0])
  forgetContact(db, ann, T)
  db.sql('update customer_conflicts set denied = 0 where customer_id = ?').run(c1)
  recordContact(db, ann, P, T + 5)
  unlinkCustomer(db, findCustomer(db, 'c2')?.id ?? 0, T)
  expect(listConflicts(db, { offset: 0, limit: 6 })).toMatchObject({
    total: 1,
    conflicts: [
      {
        ...{ customerId: c1, externalId: 'c1', phone: P, orders: 1, spent: [{ currency: 'EUR', sum: 100 }] },
        candidates: [
          { speaks: [{ by: 'telegram_id', at: null }], subscriberId: bob },
          { speaks: [{ by: 'phone', at: T + 5 }], subscriberId: ann },
          { speaks: [{ by: 'click', at: T + 7 }], linked: false },
        ],
      },
    ],
  })
})

test('a number that very many customers have names nobody, at once', () => {
  db.write(() => {
    for (let i = 0; i < 5_000; i++)
      db.sql('insert into customers (external_id, phone, created_at) values (?, ?, 1)').run(`n${i}`, P)
  })
  const before = process.cpuUsage()
  recordContact(db, ann, P, T)
  const took = process.cpuUsage(before).user
  expect(customerOf(db, ann)).toBeNull()
  expect(took).toBeLessThan(1_000_000)
})

test.each([...PEOPLE_OF_CUSTOMER, ...CUSTOMERS_OF_PERSON.map(([, sql]) => sql)])('is asked by index: %s', sql => {
  const keys = { id: 1, telegramId: 1, phone: P, other: P, filePhone: P, otherFilePhone: P, byFilePhone: 1, most: 9 }
  const plan = db
    .sql<{ detail: string }>(`explain query plan ${sql}`)
    .all(keys)
    .map(({ detail }) => detail)
  expect(plan.filter(step => step.startsWith('SCAN'))).toEqual([])
  expect(plan.join()).toMatch(/SEARCH/)
})
