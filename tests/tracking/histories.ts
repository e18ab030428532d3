import { deepStrictEqual } from 'node:assert'
import fc from 'fast-check'
import { keepCustomer } from '../../src/audience/customer/keys.js'
import { takeStale } from '../../src/audience/customer/stale.js'
import { eraseCustomer, eraseFromAudience } from '../../src/audience/erase.js'
import { findIdentity } from '../../src/audience/identity.js'
import { takeBackOrders } from '../../src/audience/incoming/takeback/order.js'
import { assignCustomer, unlinkCustomer } from '../../src/audience/linking/assignment.js'
import { recordOrder } from '../../src/audience/order.js'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { isAppError, unreachable } from '../../src/errors.js'
import { createConversionWatch, refreshConversions } from '../../src/tracking/conversion.js'
import { anOrder } from '../support/order.js'
import { plainAttribution, type Row, STORED } from './plain-attribution.js'

const BEGIN = Date.UTC(2026, 10, 1, 9)
const [PEOPLE, OFFERS, BROADCASTS, CUSTOMERS, IMPORTS] = [3, 4, 6, 5, 2]
/** Codes for all and codes of one are few, so that they meet. */
const CODES = ['sale', 'boots', 'a1', 'a2', 'a3'] as const

const nat = (n: number) => fc.nat(n - 1)
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })
const often = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 })

const offer = fc.record({
  goal: fc.constantFrom('sell', 'bring_back', 'inform'),
  kind: fc.constantFrom(...Array<'marketing'>(8).fill('marketing'), 'service', 'survey'),
  clickDays: rarely(fc.constantFrom(1, 3, 20, 90)),
  seenDays: rarely(fc.constantFrom(1, 5, 90)),
  forAll: often(fc.constantFrom('sale', 'boots')),
  button: fc.boolean(),
  inText: fc.boolean(),
  list: fc.uniqueArray(fc.constantFrom('a1', 'a2', 'a3'), { maxLength: 3 }),
})

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send'),
      broadcast: nat(BROADCASTS),
      person: nat(PEOPLE),
      sure: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('give'), delivery: nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('promote'), delivery: nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeBack'), delivery: nat(20) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('click'),
      delivery: nat(20),
      link: nat(3),
      verdict: fc.constantFrom(...Array<'human'>(6).fill('human'), 'machine', 'unsure'),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('read'),
      delivery: nat(20),
      evidence: fc.constantFrom('press', 'reply', 'reaction', 'activity'),
    }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      ...{ do: fc.constant('order'), number: nat(8), customer: nat(CUSTOMERS) },
      ago: fc.constantFrom(0, 0, 0, 5 * MINUTE, HOUR, DAY, 4 * DAY, 10 * DAY, -5 * MINUTE),
      bare: fc.constantFrom(false, false, false, true),
      status: fc.constantFrom(...Array<'paid'>(9).fill('paid'), 'pending', 'cancelled', 'refunded'),
      ...{ total: fc.constantFrom(0, 100, 5_000), refunded: fc.constantFrom(0, 0, 0, 100) },
      discount: rarely(fc.constantFrom(0, 50)),
      renewal: fc.constantFrom(null, null, null, false, true),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      ...{ code: often(fc.constantFrom(...CODES)), click: rarely(nat(20)), import: rarely(nat(IMPORTS)) },
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('link'), customer: nat(CUSTOMERS), person: nat(PEOPLE) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unlink'), customer: nat(CUSTOMERS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join'), customer: nat(CUSTOMERS), number: nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo'), import: nat(IMPORTS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget'), customer: nat(CUSTOMERS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forgetPerson'), person: nat(PEOPLE) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('follow') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
)

/** A few offers, and what happened in this order: so long after the step before, ms. */
const history = fc.record({
  offers: fc.array(offer, { minLength: OFFERS, maxLength: OFFERS }),
  /** Who got a broadcast, and who is known as a customer, from the beginning. */
  sent: fc.array(fc.record({ broadcast: nat(BROADCASTS), person: nat(PEOPLE) }), {
    minLength: 6,
    maxLength: 15,
    size: 'max',
  }),
  linked: fc.array(fc.constantFrom(true, true, true, false), { minLength: PEOPLE, maxLength: PEOPLE }),
  steps: fc.array(fc.record({ after: fc.constantFrom(MINUTE, MINUTE, 20 * MINUTE, 5 * HOUR, DAY), step }), {
    ...{ minLength: 30, maxLength: 50, size: 'max' },
  }),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never
type Step = History['steps'][number]['step']

/** What was compared: `orders` that came after something, by what; so many histories in all. */
export type Compared = { histories: number; orders: number; by: Record<string, number> }

/**
 * Lives through generated histories and compares what is stored, worked out by what changed, with the plain reading of the
 * rules and with one run over everybody.
 * @throws what fast-check says of the smallest history that differs
 */
export async function compareHistories(db: Db, size: { histories: number; seed: number }): Promise<Compared> {
  const compared: Compared = { histories: 0, orders: 0, by: {} }
  await fc.assert(
    fc.asyncProperty(history, async lived => {
      const rows = await live(db, lived)
      compared.histories++
      compared.orders += rows.length
      for (const { by } of rows) compared.by[by] = (compared.by[by] ?? 0) + 1
    }),
    { seed: size.seed, numRuns: size.histories, endOnFailure: size.histories > 100 },
  )
  return compared
}

async function live(db: Db, { offers, sent, linked, steps }: History): Promise<Row[]> {
  begin(db, offers)
  db.write(() => {
    for (const which of sent) send(db, { ...which, sure: true }, BEGIN)
    for (const [i, known] of linked.entries()) if (known) assignCustomer(db, customer(db, i) ?? 0, i + 1, BEGIN)
  })
  const kept = new Map<number, Row>()
  let watch = createConversionWatch(db)
  let at = BEGIN
  const stored = () => db.sql<Row>(STORED).all()

  async function follow(): Promise<void> {
    const stale = takeStale(db)
    if (stale === 'many') throw new Error('they are few')
    await watch.follow(stale)
    await watch.settle(at)
  }

  for (const { after, step } of steps) {
    at += after
    if (step.do === 'follow') await follow()
    else if (step.do === 'restart') {
      watch = createConversionWatch(db)
      await watch.follow(null)
      await watch.settle(at)
    } else {
      try {
        db.write(() => act(db, step, at, kept))
      } catch (error) {
        if (!isAppError(error)) throw error
      }
    }
  }
  await follow()
  const rows = stored()
  deepStrictEqual(
    rows,
    plainAttribution(db, kept).map(row => ({ ...row })),
  )
  deepStrictEqual(await refreshConversions(db, null), 0)
  const ofTheForgotten = new Set(kept.keys())
  const others = rows.filter(({ orderId }) => !ofTheForgotten.has(orderId)).map(({ orderId }) => orderId)
  db.sql('delete from conversions where order_id in (select value from json_each(?))').run(JSON.stringify(others))
  deepStrictEqual(await refreshConversions(db, null), others.length)
  deepStrictEqual(stored(), rows)
  return rows
}

const EMPTIED = [
  ...['conversions', 'order_lines', 'orders', 'rfm_scores', 'customer_conflicts', 'customer_claims', 'stale_customers'],
  ...[
    'joined_customers',
    'customers',
    'promo_codes',
    'clicks',
    'reads',
    'deliveries',
    'broadcasts',
    'variants',
    'offers',
  ],
  ...['subscription_events', 'erasures', 'subscribers'],
]

function begin(db: Db, offers: History['offers']): void {
  db.write(() => {
    for (const table of EMPTIED) db.sql(`delete from ${table}`).run()
    for (let id = 1; id <= PEOPLE; id++)
      db.sql(
        `insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
         values (:id, :id + 1000, 'Person', 0, 0, :id, 0)`,
      ).run({ id })
    for (const [i, { goal, kind, clickDays, seenDays, forAll, button, inText, list }] of offers.entries()) {
      db.sql(
        `insert into offers (id, name_folded, name, goal, kind, state, draft, created_by, created_at, click_days, seen_days,
           promo_kind, promo_code, promo_folded, promo_button)
         values (:id, 'o' || :id, 'O' || :id, :goal, :kind, 'used', '{}', 1, 0, :clickDays, :seenDays, :promo, :forAll, :forAll, :button)`,
      ).run({
        ...{ id: i + 1, goal, kind, clickDays, seenDays, forAll, button: button ? 1 : 0 },
        promo: list.length > 0 ? 'each' : forAll === null ? null : 'one',
      })
      db.sql(`insert into variants (id, offer_id, position, content, shows_code) values (?, ?, 0, '{}', ?)`).run(
        ...[i + 1, i + 1, inText ? 1 : 0],
      )
      for (const [position, code] of list.entries())
        db.sql('insert into promo_codes (offer_id, folded, code, position) values (?, ?, ?, ?)').run(
          ...[i + 1, code, code.toUpperCase(), position],
        )
    }
    for (let id = 1; id <= BROADCASTS; id++)
      db.sql(
        `insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
         values (?, ?, 'running', '[]', '[]', 1, 'UTC', 1, 1, 1)`,
      ).run(id, ((id - 1) % OFFERS) + 1)
    // Two customers are known by their phone only, as a file has them.
    for (let i = 0; i < CUSTOMERS; i++) {
      const nobody = { externalId: null, telegramId: null, phone: null, email: null, firstName: null, lastName: null }
      keepCustomer(db, { ...nobody, ...(i < 3 ? { externalId: `c${i}` } : { phone: `+3712000000${i}` }) }, BEGIN)
    }
    db.sql('delete from stale_customers').run()
  })
}

/** The n-th of those that are there, counted round; null where none is. */
function nth(db: Db, sql: string, n: number): number | null {
  const ids = db.sql<{ id: number }>(sql).all()
  return ids[n % Math.max(ids.length, 1)]?.id ?? null
}

const delivery = (db: Db, n: number) => nth(db, 'select id from deliveries order by id', n)
const customer = (db: Db, n: number) => nth(db, 'select id from customers where erased_at is null order by id', n)

function act(db: Db, step: Step, at: number, kept: Map<number, Row>): void {
  switch (step.do) {
    case 'send':
      send(db, step, at)
      return
    case 'give':
      db.sql(
        `update promo_codes set delivery_id = :delivery, taken_at = :at where (offer_id, folded) = (
           select p.offer_id, p.folded from deliveries d join broadcasts b on b.id = d.broadcast_id
             join promo_codes p on p.offer_id = b.offer_id and p.delivery_id is null
           where d.id = :delivery and not exists (select 1 from promo_codes x where x.delivery_id = d.id)
           order by p.position limit 1)`,
      ).run({ delivery: delivery(db, step.delivery), at })
      return
    case 'promote':
      db.sql("update deliveries set state = 'sent', sent_at = claimed_at where id = ? and state = 'uncertain'").run(
        delivery(db, step.delivery),
      )
      return
    case 'takeBack':
      db.sql('update deliveries set taken_back_at = ? where id = ? and taken_back_at is null').run(
        at,
        delivery(db, step.delivery),
      )
      return
    case 'click':
      db.sql(
        `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
         select id, :link, subscriber_id, broadcast_id, :at, :verdict, 'person', '' from deliveries where id = :delivery`,
      ).run({ delivery: delivery(db, step.delivery), link: step.link, at, verdict: step.verdict })
      return
    case 'read':
      db.sql(
        `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
         select id, :evidence, iif(:evidence = 'activity', 'inferred', 'confirmed'), subscriber_id, broadcast_id, :at
         from deliveries where id = :delivery on conflict do nothing`,
      ).run({ delivery: delivery(db, step.delivery), evidence: step.evidence, at })
      return
    case 'order':
      order(db, step, at)
      return
    case 'link': {
      const id = customer(db, step.customer)
      if (id !== null) assignCustomer(db, id, step.person + 1, at)
      return
    }
    case 'unlink': {
      const id = customer(db, step.customer)
      if (id !== null) unlinkCustomer(db, id, at)
      return
    }
    case 'join': {
      const row = db
        .sql<{ externalId: string | null }>('select external_id as externalId from customers where id = ?')
        .get(customer(db, step.customer))
      if (row?.externalId == null) return
      const others = { telegramId: null, email: null, firstName: null, lastName: null }
      keepCustomer(db, { externalId: row.externalId, phone: `+3712000000${step.number + 2}`, ...others }, at)
      return
    }
    case 'undo':
      takeBackOrders(db, { importId: step.import + 1, at: BEGIN, now: at, claimed: new Set() }, 1, 1_000)
      return
    case 'forget': {
      const id = customer(db, step.customer)
      if (id === null) return
      keepThose(db, [id], kept)
      eraseCustomer(db, id, at)
      return
    }
    case 'forgetPerson': {
      const who = findIdentity(db, step.person + 1_001)
      if (who.subscriberId === null) return
      keepThose(db, who.customers, kept)
      eraseFromAudience(db, who, at)
      return
    }
    case 'follow':
    case 'restart':
      throw new Error('is done elsewhere')
    default:
      unreachable(step)
  }
}

function send(
  db: Db,
  { broadcast, person, sure }: { broadcast: number; person: number; sure: boolean },
  at: number,
): void {
  db.sql(
    `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, due_at, attempts, claimed_at, sent_at)
     select :broadcast, :person, (select offer_id from broadcasts where id = :broadcast), :state, 0, 1, :at, :sent from subscribers where id = :person and erased_at is null
     on conflict do nothing`,
  ).run({
    ...{ broadcast: broadcast + 1, person: person + 1, at },
    ...(sure ? { state: 'sent', sent: at + 40 } : { state: 'uncertain', sent: null }),
  })
}

/** What is stored of the orders of those who are forgotten now. */
function keepThose(db: Db, customers: readonly number[], kept: Map<number, Row>): void {
  const theirs = db.sql<{ id: number }>('select id from orders where customer_id in (select value from json_each(?))')
  const stored = new Map(
    db
      .sql<Row>(STORED)
      .all()
      .map(row => [row.orderId, row]),
  )
  for (const { id } of theirs.all(JSON.stringify(customers))) {
    const row = stored.get(id)
    if (row === undefined) kept.delete(id)
    else kept.set(id, row)
  }
}

function order(db: Db, step: Extract<Step, { do: 'order' }>, at: number): void {
  const id = customer(db, step.customer)
  if (id === null) return
  const moment = at - step.ago
  recordOrder(
    db,
    id,
    anOrder({
      externalId: `o${step.number}`,
      at: step.bare ? Math.floor(moment / DAY) * DAY + DAY - 1 : moment,
      atPrecision: step.bare ? 'day' : 'time',
      status: step.status,
      total: step.total,
      refunded: Math.min(step.refunded, step.total),
      ...{ discount: step.discount, renewal: step.renewal, currency: step.currency },
      promoCode: step.code === null ? null : step.code.toUpperCase(),
      clickDelivery: step.click === null ? null : delivery(db, step.click),
    }),
    at,
    step.import === null ? null : step.import + 1,
  )
}
