import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { joinSame } from '../../../src/audience/customer/joining.js'
import { type CustomerKeys, takeCustomer } from '../../../src/audience/customer/keys.js'
import { assignCustomer, unlinkCustomer } from '../../../src/audience/linking/assignment.js'
import { type Order, takeOrder } from '../../../src/audience/order.js'
import { oneNumber, otherNumber } from '../../../src/audience/phone/phone-form.js'
import { sameNumbers } from '../../../src/audience/phone.js'
import type { Db } from '../../../src/db/open.js'
import { temporaryDb } from '../../support/db.js'
import { comeAnn } from '../../support/subscriber.js'

const T = 1_800_000_000_000
const P1 = '+37120000001'
const P2 = '+37120000002'
const [E1, E2] = ['ann@example.com', 'ben@example.com']

let db: Db
beforeEach(async () => {
  db = await temporaryDb()
})

type Short = { id?: string; phone?: string; email?: string; telegram?: number }
const keys = ({ id, phone, email, telegram }: Short): CustomerKeys => ({
  ...{ externalId: id ?? null, telegramId: telegram ?? null, phone: phone ?? null, email: email ?? null },
  ...{ firstName: null, lastName: null },
})
const order = (externalId: string): Order => ({
  ...{ externalId, at: T - 1, atPrecision: 'time', status: 'paid', total: 100, refunded: 0, discount: null },
  ...{ renewal: null, currency: 'EUR', promoCode: null, lines: [], clickDelivery: null },
})
const tell = (told: Short) => takeCustomer(db, keys(told), T)

/** Each customer as "number phone e-mail Telegram: orders", "-" for what is not known. */
function customers(): string[] {
  return db
    .sql<{ text: string }>(
      `select concat_ws(' ', coalesce(external_id, '-'), coalesce(phone, '-'), coalesce(email, '-'), telegram_id)
         || coalesce(': ' || (select group_concat(external_id, ' ') from (
           select o.external_id from orders o where o.customer_id = c.id order by 1)), '') as text
       from customers c order by 1`,
    )
    .all()
    .map(({ text }) => text)
}

const subscriber = (telegramId: number, phone: string | null = null) => comeAnn(db, telegramId, T, phone)

/** What is told, one after the other, each with an order named by its place, and who is known then. */
const CASES: readonly (readonly [string, readonly Short[], readonly string[]])[] = [
  ['a phone, then a number with it', [{ phone: P1 }, { id: 'a', phone: P1 }], [`a ${P1} -: 1 2`]],
  ['a number with a phone, then the phone', [{ id: 'a', phone: P1 }, { phone: P1 }], [`a ${P1} -: 1 2`]],
  [
    'the line of a phone in its other way',
    [{ phone: '+551187654321' }, { id: 'a', phone: '+5511987654321' }],
    ['a +5511987654321 -: 1 2'],
  ],
  [
    'an e-mail, then a phone with it',
    [{ email: E1 }, { phone: P1, email: E1 }, { phone: P1 }],
    [`- ${P1} ${E1}: 1 2 3`],
  ],
  ['an e-mail, then a number with it', [{ email: E1 }, { id: 'a', email: E1 }], [`a - ${E1}: 1 2`]],
  ['a Telegram id, then a number with it', [{ telegram: 7 }, { id: 'a', telegram: 7 }], ['a - - 7: 1 2']],
  ['both, then what joins them', [{ id: 'a' }, { phone: P1 }, { id: 'a', phone: P1 }], [`a ${P1} -: 1 2 3`]],
  [
    'three, then what joins them',
    [{ phone: P1 }, { email: E1 }, { telegram: 7 }, { phone: P1, email: E1, telegram: 7 }],
    [`- ${P1} ${E1} 7: 1 2 3 4`],
  ],
  [
    'a phone and a number apart, then phone and e-mail',
    [{ phone: P1 }, { id: 'a', email: E1 }, { phone: P1, email: E1 }],
    [`a ${P1} ${E1}: 1 2 3`],
  ],
  [
    'two numbers with one phone',
    [
      { id: 'a', phone: P1 },
      { id: 'b', phone: P1 },
    ],
    [`a ${P1} -: 1`, `b ${P1} -: 2`],
  ],
  [
    'and an order by that phone is nobody’s of them',
    [{ id: 'a', phone: P1 }, { id: 'b', phone: P1 }, { phone: P1 }, { phone: P1 }],
    [`- ${P1} -: 3 4`, `a ${P1} -: 1`, `b ${P1} -: 2`],
  ],
  [
    'one e-mail of two phones',
    [
      { phone: P1, email: E1 },
      { phone: P2, email: E1 },
    ],
    [`- ${P1} ${E1}: 1`, `- ${P2} ${E1}: 2`],
  ],
  [
    'and an order by that e-mail is nobody’s of them',
    [{ phone: P1, email: E1 }, { phone: P2, email: E1 }, { email: E1 }, { email: E1 }],
    [`- - ${E1}: 3 4`, `- ${P1} ${E1}: 1`, `- ${P2} ${E1}: 2`],
  ],
  [
    'another phone speaks against an e-mail',
    [
      { id: 'a', phone: P1, email: E1 },
      { phone: P2, email: E1 },
    ],
    [`- ${P2} ${E1}: 2`, `a ${P1} ${E1}: 1`],
  ],
  [
    'another number speaks against all',
    [
      { id: 'a', phone: P1, email: E1, telegram: 7 },
      { id: 'b', phone: P1, email: E1, telegram: 7 },
    ],
    [`a ${P1} ${E1} 7: 1`, `b ${P1} ${E1} 7: 2`],
  ],
  [
    'a new e-mail of a known phone',
    [
      { phone: P1, email: E1 },
      { phone: P1, email: E2 },
    ],
    [`- ${P1} ${E2}: 1 2`],
  ],
]

describe('who is told of is known again', () => {
  test.each(CASES)('%s', (_name, told, known) => {
    for (const [i, one] of told.entries()) takeOrder(db, keys(one), order(String(i + 1)), T)
    expect(customers()).toEqual([...known].sort())
    for (const [i, one] of told.entries()) takeOrder(db, keys(one), order(String(i + 1)), T)
    expect(customers()).toEqual([...known].sort())
  })
})

describe('customers who are joined', () => {
  test('keep the link that one of them has, also an admin’s, and what was denied', () => {
    const [ann, ben] = [subscriber(1), subscriber(2)]
    tell({ id: 'a' })
    const { id } = tell({ phone: P1 })
    assignCustomer(db, id, ann, T)
    expect(tell({ id: 'a', phone: P1 }).linking).toEqual({ kind: 'already', subscriberId: ann })
    const other = tell({ email: E1, telegram: 2 })
    expect(other.linking).toMatchObject({ kind: 'linked', subscriberId: ben })
    unlinkCustomer(db, other.id, T)
    expect(tell({ id: 'b', email: E1 }).linking).toEqual({ kind: 'nobody' })
    expect(customers()).toEqual(['- - ann@example.com 2', `a ${P1} -`].slice(1).concat(`b - ${E1} 2`))
  })

  test('are not, where they are linked to two people, or an admin said that it is not them', () => {
    const [ann, ben] = [subscriber(1), subscriber(2)]
    const [one, two] = [tell({ id: 'a' }).id, tell({ phone: P1 }).id]
    assignCustomer(db, one, ann, T)
    assignCustomer(db, two, ben, T)
    tell({ id: 'a', phone: P1 })
    expect(customers()).toEqual([`- ${P1} -`, `a ${P1} -`])
    unlinkCustomer(db, one, T)
    assignCustomer(db, two, ann, T)
    tell({ id: 'a', phone: P1 })
    expect(customers()).toEqual([`- ${P1} -`, `a ${P1} -`])
  })

  test('a phone that was told of everybody joins nobody', () => {
    for (let i = 0; i < 30; i++) tell({ id: `c${i}`, phone: P1 })
    const { id } = tell({ phone: P1 })
    expect(joinSame(db, id, T)).toEqual({ id, changes: [] })
    expect(customers()).toHaveLength(31)
  })
})

test('a phone is written in two ways in the database as it is in the code', () => {
  const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`))
  const phone = fc.oneof(
    fc
      .tuple(fc.constantFrom('+55', '+52', '+521', '+54', '+549', '+5', '+371'), fc.integer({ min: 7, max: 12 }))
      .chain(([code, n]) => digits(n).map(rest => code + rest)),
    digits(11).map(rest => `+5511${rest.slice(2)}`),
  )
  const read = db.sql<{ other: string | null; one: string }>(
    `select ${otherNumber(':phone')} as other, ${oneNumber(':phone')} as one`,
  )
  fc.assert(
    fc.property(phone, number => {
      const forms = sameNumbers(number)
      const { other = null, one } = read.get({ phone: number }) ?? {}
      expect([number, ...(other === null ? [] : [other])].sort()).toEqual([...forms].sort())
      expect(one).toBe([...forms].sort()[0])
    }),
    { numRuns: 500 },
  )
})

test('who is known again is asked by index only', () => {
  const statements: string[] = []
  const watched: Db = {
    ...db,
    sql: text => {
      statements.push(text)
      return db.sql(text)
    },
  }
  takeCustomer(watched, keys({ id: 'a', phone: P1, email: E1, telegram: 7 }), T)
  takeCustomer(watched, keys({ id: 'a', phone: P1, email: E1, telegram: 7 }), T)
  const asked = statements.filter(text => /^\s*select/i.test(text) && text.includes('customers'))
  expect(asked.length).toBeGreaterThan(4)
  for (const text of asked) {
    const names = [...text.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, null] as const)
    const bound = names.length > 0 ? [Object.fromEntries(names)] : [...text.matchAll(/\?/g)].map(() => null)
    const plan = db.sql<{ detail: string }>(`explain query plan ${text}`).all(...bound)
    expect(plan.map(({ detail }) => detail).filter(detail => /SCAN (c|d|customers)\b/.test(detail))).toEqual([])
  }
})
