import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { takeCustomer } from '../../src/audience/customer/keys.js'
import { eraseCustomer } from '../../src/audience/erase.js'
import { type Order, takeOrder } from '../../src/audience/order.js'
import { sameNumbers } from '../../src/audience/phone.js'
import { startSubscriber } from '../../src/audience/subscription.js'
import { eraseFromImports } from '../../src/crm/erase.js'
import { connectShop, getConnection } from '../../src/crm/shop/connection.js'
import { takeTold } from '../../src/crm/shop/take.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'
import { AT, bring, dump, importsOf } from './import.fixture.js'

type Key = 'id' | 'phone' | 'email'
type Told = { by: 'orders' | 'customers' | 'api' | 'shop'; person: number; keys: readonly Key[]; form: number }

/** A line that is written in two ways, and lines that are not. */
const PHONES = ['+5511987654321', '+37120000001', '+5215512345678']

const keyOf = ({ person, form }: Told, key: Key): string => {
  if (key === 'id') return `C-${person}`
  if (key === 'email') return `p${person}@example.com`
  const forms = sameNumbers(PHONES[person] ?? '')
  return forms[form % forms.length] ?? ''
}
const said = (told: Told, key: Key) => (told.keys.includes(key) ? keyOf(told, key) : null)
const keysOf = (told: Told) => ({
  ...{ externalId: said(told, 'id'), phone: said(told, 'phone'), email: said(told, 'email') },
  ...{ telegramId: null, firstName: null, lastName: null },
})
const orderOf = (name: string): Order => ({
  ...{ externalId: name, at: AT - 1, atPrecision: 'time', status: 'paid', total: 100, refunded: 0, discount: null },
  ...{ renewal: null, currency: 'EUR', promoCode: null, lines: [], clickDelivery: null },
})
const rowOf = (told: Told) =>
  Object.fromEntries(
    (['external_id', 'phone', 'email'] as const).flatMap((column, i) => {
      const value = said(told, (['id', 'phone', 'email'] as const)[i] ?? 'id')
      return value === null ? [] : [[column, value]]
    }),
  )

/** People are one where somebody tells two of their keys together: the components of what is told. */
function plain(story: readonly (readonly [string, Told])[]): string[] {
  const groups: { keys: Set<string>; orders: string[] }[] = []
  for (const [name, told] of story) {
    const keys = told.keys
      .filter(key => told.by !== 'shop' || key !== 'id')
      .map(key => keyOf({ ...told, form: 0 }, key))
    const met = groups.filter(group => keys.some(key => group.keys.has(key)))
    const one = {
      keys: new Set([...keys, ...met.flatMap(group => [...group.keys])]),
      orders: [...(told.by === 'customers' ? [] : [name]), ...met.flatMap(group => group.orders)],
    }
    for (const group of met) groups.splice(groups.indexOf(group), 1)
    groups.push(one)
  }
  return groups
    .map(({ keys, orders }) => {
      const person = PHONES.findIndex(phone => keys.has(sameNumbers(phone)[0] ?? ''))
      return `${[...keys].sort().join(' ')}: ${orders.sort().join(' ')}${person < 0 ? '' : ` = ${person}`}`
    })
    .sort()
}

function known(db: Db): string[] {
  return db
    .sql<{ id: string | null; phone: string | null; email: string | null; orders: string | null; who: string | null }>(
      `select external_id as id, phone, email, (select group_concat(o.external_id, ' ') from (
           select external_id from orders where customer_id = c.id order by 1) o) as orders,
         (select s.telegram_id - 1 from subscribers s where s.id = c.subscriber_id) as who
       from customers c`,
    )
    .all()
    .map(({ id, phone, email, orders, who }) => {
      const keys = [id, phone === null ? null : (sameNumbers(phone)[0] ?? null), email].filter(key => key !== null)
      return `${keys.sort().join(' ')}: ${orders ?? ''}${who === null ? '' : ` = ${who}`}`
    })
    .sort()
}

async function people(): Promise<Db> {
  const db = await temporaryDb()
  const names = { firstName: 'A', lastName: null, username: null, telegramLanguage: 'en', premium: false }
  const wording = { name: 'welcome', language: 'en', shown: '' } as const
  for (const [i, phone] of PHONES.entries()) {
    const { id } = startSubscriber(db, { telegramId: i + 1, ...names }, { source: null, wording }, AT).subscriber
    recordContact(db, id, phone, AT)
  }
  return db
}

const KEYS: readonly (readonly Key[])[] = [
  ['phone'],
  ['email'],
  ['id', 'phone'],
  ['id', 'email'],
  ['phone', 'email'],
  ['id', 'phone', 'email'],
]
/** A shop's call has all of them; its number counts only where somebody else told it. */
const toldOf = fc
  .record<Told>({
    by: fc.constantFrom('orders', 'customers', 'api', 'shop'),
    person: fc.nat(2),
    keys: fc.constantFrom(...KEYS),
    form: fc.nat(1),
  })
  .map((told): Told => (told.by === 'shop' ? { ...told, keys: ['id', 'phone', 'email'] } : told))

test('the same people are the same customers with the same orders and links, whoever tells of them, and in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(toldOf, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      async parts => {
        const db = await people()
        const imports = importsOf(db)
        const connection = getConnection(db, connectShop(db, 'shopify', 1, AT))
        const story: [string, Told][] = []
        for (const [i, part] of parts.entries()) {
          const named = part.map((told, j) => [`${i}-${j}`, told] as const)
          story.push(...named.map(([name, told]): [string, Told] => [name, told]))
          const by = (who: Told['by']) => named.filter(([, told]) => told.by === who)
          for (const [name, told] of by('api')) takeOrder(db, keysOf(told), orderOf(name), AT)
          for (const [name, told] of by('shop')) {
            const call = { customer: keysOf(told), order: orderOf(name), dated: true, refunds: null, clickId: null }
            takeTold(db, connection, { kind: 'order', shopId: name, toldAt: AT, ...call }, () => null, AT)
          }
          const filed = by('orders')
          const orders = filed.map(([name], n) => ({ order_id: name, person: n + 1 }))
          if (filed.length > 0)
            await bring(
              imports,
              filed.map(([, told]) => rowOf(told)),
              { kind: 'orders', orders },
            )
          const list = by('customers')
          if (list.length > 0)
            await bring(
              imports,
              list.map(([, told]) => rowOf(told)),
              { kind: 'customers' },
            )
        }
        expect(known(db)).toEqual(plain(story))
        expect(db.sql('select * from customer_conflicts').all()).toEqual([])
        expect(db.sql('pragma foreign_key_check').all()).toEqual([])
        await imports.close()
        await db.close()
      },
    ),
    { numRuns: Number(process.env['IDENTITY_RUNS'] ?? 8), seed: 1 },
  )
})

const keys = (externalId: string | null, phone: string | null) => ({
  ...{ externalId, phone, email: null, telegramId: null, firstName: null, lastName: null },
})
const [, PHONE = ''] = PHONES
const ASIDE = ['imports', 'import_changes', 'import_ranges', 'stale_customers']

test('a number that a file gave goes with the file, unless a shop told it since; orders that a shop told stay', async () => {
  for (const toldSince of [false, true]) {
    const db = await people()
    const imports = importsOf(db)
    takeOrder(db, keys(null, PHONE), orderOf('1'), AT)
    const before = dump(db, ASIDE)
    const id = await bring(imports, [{ external_id: 'C-1', phone: PHONE }], { kind: 'customers' })
    expect(known(db)).toEqual([`${PHONE} C-1: 1 = 1`])
    if (toldSince) takeOrder(db, keys('C-1', PHONE), orderOf('2'), AT)
    await imports.undo(id, AT)
    await imports.idle()
    if (toldSince) expect(known(db)).toEqual([`${PHONE} C-1: 1 2 = 1`])
    else expect(dump(db, ASIDE)).toEqual(before)
  }
})

test('whom a file joined are two again when it is taken back, unless a shop told of them since', async () => {
  for (const kind of ['customers', 'orders'] as const)
    for (const toldSince of [false, true]) {
      const db = await people()
      const imports = importsOf(db)
      takeOrder(db, keys(null, PHONE), orderOf('1'), AT)
      takeOrder(db, keys('C-1', null), orderOf('2'), AT)
      const before = dump(db, ASIDE)
      const orders =
        kind === 'orders'
          ? [
              { order_id: '3', person: 1 },
              { order_id: '1', person: 1, total: 200 },
            ]
          : []
      const id = await bring(imports, [{ external_id: 'C-1', phone: PHONE }], { kind, orders })
      expect(known(db)).toEqual([`${PHONE} C-1: 1 2${kind === 'orders' ? ' 3' : ''} = 1`])
      if (toldSince) takeCustomer(db, keys('C-1', PHONE), AT)
      await imports.undo(id, AT)
      await imports.idle()
      if (toldSince) expect(known(db)).toEqual([`${PHONE} C-1: 1 2 = 1`])
      else expect(dump(db, ASIDE)).toEqual(before)
      expect(db.sql('pragma foreign_key_check').all()).toEqual([])
    }
})

test('whoever is forgotten is not brought back by taking back what joined them', async () => {
  const db = await people()
  const imports = importsOf(db)
  takeOrder(db, keys(null, PHONE), orderOf('1'), AT)
  takeOrder(db, keys('C-1', null), orderOf('2'), AT)
  const id = await bring(imports, [{ external_id: 'C-1', phone: PHONE }], { kind: 'customers' })
  const [customer = 0] = db
    .sql<{ id: number }>('select id from customers')
    .all()
    .map(({ id }) => id)
  db.write(() => {
    eraseFromImports(db, { subscriberId: null, customers: [customer] }, () => false)
    eraseCustomer(db, customer, AT)
  })
  await imports.undo(id, AT)
  await imports.idle()
  expect(db.sql('select external_id, phone from customers').raw().all()).toEqual([[null, null]])
  expect(JSON.stringify(db.sql('select * from import_changes').all())).not.toContain(PHONE)
  expect(db.sql('pragma foreign_key_check').all()).toEqual([])
})
