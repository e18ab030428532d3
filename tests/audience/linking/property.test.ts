import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forgetContact, recordContact } from '../../../src/audience/contact.js'
import { eraseFromAudience } from '../../../src/audience/erase.js'
import { findIdentity } from '../../../src/audience/identity.js'
import { takeBack } from '../../../src/audience/incoming/takeback.js'
import {
  assignCustomer,
  denyConflicts,
  denyPersonalLink,
  recordClaim,
  unlinkCustomer,
} from '../../../src/audience/linking/assignment.js'
import { STRENGTH } from '../../../src/audience/linking/evidence.js'
import { findSubscriber } from '../../../src/audience/subscriber.js'
import type { Db } from '../../../src/db/open.js'
import { isAppError } from '../../../src/errors.js'
import { findCustomer } from '../../support/customer.js'
import { temporaryDb } from '../../support/db.js'
import { judge, read, type World } from './plain.js'
import { come, deliver, filePhone, orderByClick, seedOffer, T, tell } from './town.js'

const PHONES = ['+37120000001', '+37120000002', '+5511987654321', '+551187654321']
const CUSTOMERS = 4
const PEOPLE = 4

/** What happens in a shop and its bot: the numbers choose whom and what. */
const KINDS = [
  ...['told', 'id told', 'phone told', 'file told', 'comes', 'shares', 'takes back', 'file gives'],
  ...['yes', 'no', 'orders', 'order moves', 'assigned', 'unlinked', 'neither', 'erased', 'undone'],
] as const
type Kind = (typeof KINDS)[number]
type Happening = readonly [kind: Kind, customer: number, person: number, what: number]

const happening = (kinds: readonly Kind[]): fc.Arbitrary<Happening> =>
  fc.tuple(
    fc.constantFrom(...kinds),
    fc.nat({ max: CUSTOMERS - 1 }),
    fc.nat({ max: PEOPLE - 1 }),
    fc.nat({ max: PHONES.length - 1 }),
  )

function happen(db: Db, [kind, c, p, what]: Happening, turn: number): void {
  const at = T + turn
  const phone = PHONES[what] ?? ''
  const name = `c${c}`
  const customer = () => findCustomer(db, name)?.id ?? null
  const person = () => findSubscriber(db, 501 + p)?.id ?? null
  const both = (act: (customer: number, person: number) => unknown) => {
    const [one, other] = [customer(), person()]
    if (one !== null && other !== null) act(one, other)
  }
  const withPerson = (act: (person: number) => unknown) => {
    const id = person()
    if (id !== null) act(id)
  }
  const withCustomer = (act: (customer: number) => unknown) => {
    const id = customer()
    if (id !== null) act(id)
  }
  const undone = (one: number) => {
    const change = {
      ...({ table: 'customers', row: one, after: '{}' } as const),
      before: what % 2 === 0 ? null : '{"phone":null}',
    }
    takeBack(db, { importId: 1, at: T, now: at, claimed: new Set() }, change)
  }
  const moved = (one: number) => {
    const order = db
      .sql<{ id: string; click: number }>(
        'select external_id as id, click_delivery as click from orders where click_delivery is not null order by id limit 1',
      )
      .get()
    if (order !== undefined) orderByClick(db, order.id, one, order.click, at)
  }
  const acts: Record<Kind, () => unknown> = {
    told: () => tell(db, name, {}, at),
    'id told': () => tell(db, name, { telegramId: 501 + p }, at),
    'phone told': () => tell(db, name, { phone }, at),
    'file told': () => tell(db, name, { phone, byFilePhone: true }, at),
    comes: () => come(db, 501 + p, at),
    'file gives': () => withPerson(id => filePhone(db, id, phone, at)),
    shares: () => withPerson(id => recordContact(db, id, phone, at)),
    'takes back': () => withPerson(id => forgetContact(db, id, at)),
    yes: () => both((one, other) => recordClaim(db, one, other, at)),
    no: () => both((one, other) => denyPersonalLink(db, one, other, at)),
    orders: () => both((one, other) => orderByClick(db, `o${turn}`, one, deliver(db, other), at)),
    'order moves': () => withCustomer(moved),
    assigned: () => both((one, other) => assignCustomer(db, one, other, at)),
    unlinked: () => withCustomer(one => unlinkCustomer(db, one, at)),
    neither: () => withCustomer(one => denyConflicts(db, one, at)),
    erased: () => eraseFromAudience(db, findIdentity(db, 501 + p), at),
    undone: () => withCustomer(undone),
  }
  acts[kind]()
}

const link = (world: World) =>
  world.customers.flatMap(({ id, person, by }) => (person === null ? [] : [{ id, person, by }]))

/** Nobody is two people, no link is a guess or rests on nothing, and whoever can be known for certain is known. */
function check(before: World, after: World): void {
  const { reasons, names, claims } = judge(after)
  const links = link(after)
  expect(new Set(links.map(({ person }) => person)).size).toBe(links.length)
  const stood = new Set(link(before).map(({ id, person }) => `${id}-${person}`))
  for (const { id, person, by } of links) {
    if (by === 'admin' || by === null) continue
    expect(reasons(id, person), 'it rests on what is there').toContain(by)
    const [named, claimed] = [names(id), claims(person)]
    expect([named.strength, claimed.strength], 'and on nothing weaker than is known').toEqual([
      STRENGTH[by],
      STRENGTH[by],
    ])
    if (!stood.has(`${id}-${person}`))
      expect([named.people, claimed.customers], 'nobody was guessed').toEqual([[person], [id]])
  }
  for (const { id, person } of after.customers) {
    const named = names(id)
    const [one, another] = named.people
    if (one === undefined || another !== undefined) continue
    const claimed = claims(one)
    if (claimed.customers.length === 1 && claimed.customers[0] === id) expect(person, 'it is certain').toBe(one)
  }
  const asked = after.customers.flatMap(({ id, person, by }) => {
    const { strength, people } = names(id)
    if (by === 'admin' || (person === null && people.length === 1 && claims(people[0] ?? 0).strength > strength))
      return []
    return people
      .filter(one => one !== person && claims(one).strength <= strength)
      .map(one => ({ customer: id, person: one }))
  })
  const sorted = (pairs: World['asked']) => pairs.map(({ customer, person }) => `${customer}-${person}`).sort()
  expect(sorted(after.asked), 'an admin is asked of equals only').toEqual(sorted(asked))
}

/** Everything as it was in the beginning: nobody there. */
function clear(db: Db): void {
  for (const table of ['customer_conflicts', 'customer_claims', 'stale_customers', 'orders', 'customers', 'deliveries'])
    db.sql(`delete from ${table}`).run()
  for (const table of ['subscription_events', 'attribute_values', 'attribute_claims', 'subscribers', 'erasures'])
    db.sql(`delete from ${table}`).run()
}

function play(db: Db, story: readonly Happening[], checked = true): World {
  db.write(() => clear(db))
  let before = read(db)
  story.forEach((one, turn) => {
    db.write(() => {
      try {
        happen(db, one, turn)
      } catch (error) {
        // Whoever asked to be forgotten is refused.
        if (!isAppError(error, 'customer_forgotten')) throw error
      }
    })
    const after = read(db)
    if (checked) check(before, after)
    before = after
  })
  return before
}

const RUNS = Number(process.env['LINKING_RUNS'] ?? 60)

test('whatever happens, nobody is linked to two, nobody is guessed, and no link outlives what it rests on', async () => {
  const db = await temporaryDb()
  seedOffer(db)
  const everybody: Happening[] = [0, 1, 2, 3].map(n => ['comes', 0, n, 0])
  fc.assert(
    fc.property(fc.array(happening(KINDS), { minLength: 4, maxLength: 40 }), story => {
      play(db, [...everybody, ...story])
    }),
    { numRuns: RUNS, seed: 11 },
  )
})

test('where nothing contradicts, the order in which it came to be known does not matter', async () => {
  const db = await temporaryDb()
  seedOffer(db)
  const numbers = [0, 1, 2, 3]
  const everybody = numbers.flatMap((n): Happening[] => [
    ['comes', 0, n, 0],
    ['told', n, 0, 0],
  ])
  // Each says one thing that no other unsays: a customer has one phone and one id, a line is one person's.
  const one = (kind: Kind) => fc.uniqueArray(happening([kind]), { maxLength: 3, selector: ([, c]) => c })
  const shares = fc
    .uniqueArray(happening(['shares']), { maxLength: 3, selector: ([, , p]) => p })
    .map(all => all.map(([kind, c, p], n): Happening => [kind, c, p, n]))
  const facts = fc
    .tuple(one('id told'), one('file told'), shares, fc.array(happening(['yes', 'orders']), { maxLength: 6 }))
    .map(all => all.flat())
  const orders = facts.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  let certain = 0
  fc.assert(
    fc.property(orders, ([first, second]) => {
      const [one, other] = [play(db, [...everybody, ...first], false), play(db, [...everybody, ...second], false)]
      if (one.asked.length + other.asked.length > 0) return
      certain += link(one).length
      expect(link(one)).toEqual(link(other))
    }),
    { numRuns: RUNS, seed: 12 },
  )
  expect(certain).toBeGreaterThan(RUNS / 3)
})
