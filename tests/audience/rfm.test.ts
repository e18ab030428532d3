import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, daySql, offsetsOf } from '../../src/audience/rfm/calendar.js'
import { AREAS, CELLS, type Cell, cellSql, type Score } from '../../src/audience/rfm/cell.js'
import { rfmMovement } from '../../src/audience/rfm/movement.js'
import { type RfmRules, rfmRulesSchema, usualRules } from '../../src/audience/rfm/rules.js'
import { fifthOf } from '../../src/audience/rfm/score.js'
import {
  findRefresh,
  groupsWatchedSince,
  listGroupSizes,
  refreshRfm,
  rescoreCustomers,
  unwatchGroups,
  watchGroups,
} from '../../src/audience/rfm.js'
import { temporaryDb } from '../support/db.js'
import { type Bought, plainScores, store, storedScores } from './rfm.plain.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const AT = Date.UTC(2026, 10, 24, 7)
const terms = { rules: usualRules, currency: 'EUR', zone: 'Europe/Riga' }
const scores: Score[] = [1, 2, 3, 4, 5]
const all125 = scores.flatMap(r => scores.flatMap(f => scores.map(m => [r, f, m] as const)))

const bought = (customer: number, daysAgo: number, order: Partial<Bought> = {}): Bought => ({
  ...{ customer, at: AT - daysAgo * DAY, total: 1_000, refunded: 0, status: 'paid', currency: 'EUR' },
  ...order,
})

describe('cells', () => {
  const CELL_OF = `select ${cellSql('r', 'f', 'm')} as cell from (select ? as r, ? as f, ? as m)`

  test('every score lies in exactly one area, and every cell has scores', async () => {
    const db = await temporaryDb()
    const within = (score: Score, [from, to]: readonly [number, number]) => from <= score && score <= to
    const met = new Set<Cell>()
    for (const [r, f, m] of all125) {
      const areas = AREAS.filter(area => within(r, area.r) && within(f, area.f) && within(m, area.m))
      expect([r, f, m, areas.length]).toEqual([r, f, m, 1])
      for (const { cell } of areas) {
        expect([r, f, m, db.sql<{ cell: string }>(CELL_OF).get(r, f, m)?.cell]).toEqual([r, f, m, cell])
        met.add(cell)
      }
    }
    expect([...met].sort()).toEqual([...CELLS].sort())
  })

  test('scores are in the cells that they are known by', async () => {
    const db = await temporaryDb()
    const known: [Score, Score, Score, Cell][] = [
      [5, 5, 5, 'champions'],
      [5, 4, 4, 'champions'],
      [5, 4, 3, 'loyal'],
      [3, 5, 5, 'loyal'],
      [4, 4, 1, 'loyal'],
      [2, 4, 4, 'cant_lose'],
      [1, 5, 3, 'at_risk'],
      [5, 3, 1, 'potential'],
      [4, 2, 5, 'potential'],
      [3, 3, 5, 'need_attention'],
      [2, 3, 5, 'at_risk'],
      [3, 2, 1, 'about_to_sleep'],
      [2, 2, 5, 'hibernating'],
      [1, 2, 5, 'lost'],
      [5, 1, 5, 'new'],
      [4, 1, 1, 'promising'],
      [3, 1, 5, 'about_to_sleep'],
      [2, 1, 1, 'hibernating'],
      [1, 1, 5, 'lost'],
    ]
    for (const [r, f, m, cell] of known)
      expect([r, f, m, db.sql<{ cell: string }>(CELL_OF).get(r, f, m)?.cell]).toEqual([r, f, m, cell])
  })
})

test.each<[number, Score]>([
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [5, 4],
  [6, 5],
])('%d orders by the usual steps score %d', (orders, score) => {
  expect(fifthOf(orders, usualRules.frequency, [1, 2, 3, 5])).toBe(score)
})

test('where all are equal, everyone gets 3', () => {
  expect(fifthOf(3, 'shares', [3, 3, 3, 3])).toBe(3)
})

test.each([
  { ...usualRules, windowMonths: 0 },
  { ...usualRules, money: { steps: [5, 5, 6, 7] } },
  { ...usualRules, money: { steps: [5, 6, 7] } },
  { ...usualRules, recency: 'thirds' },
])('refuses rules that make no sense: %j', rules => expect(rfmRulesSchema.safeParse(rules).success).toBe(false))

test.each(['Europe/Riga', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'])(
  'calendar days of %s',
  async zone => {
    const db = await temporaryDb()
    const offsets = offsetsOf(zone, AT - 400 * DAY, AT)
    const select = db.sql<{ day: number }>(
      `select ${daySql('at', offsets)} as day from (select cast(? as integer) as at)`,
    )
    for (let at = AT - 400 * DAY; at <= AT; at += 5 * HOUR + 1)
      expect([at, select.get(at)?.day]).toEqual([at, dayOf(at, zone)])
  },
)

describe('a refresh', () => {
  test('counts what counts', async () => {
    const db = await temporaryDb()
    store(db, 7, [
      bought(1, 10),
      bought(1, 5, { status: 'cancelled' }),
      bought(2, 20, { refunded: 1_000 }),
      bought(3, 30, { refunded: 400 }),
      bought(4, 40, { total: 0 }),
      bought(5, 50, { currency: 'USD' }),
      bought(6, 366),
      bought(7, -1),
    ])
    const refresh = await refreshRfm(db, terms, AT)
    expect([...storedScores(db)].map(([id, text]) => `${id}: ${text.split(' ').slice(1, 3).join(' ')}`)).toEqual([
      '1: 1 1000',
      '3: 1 600',
      '4: 1 0',
      '5: 1 0',
    ])
    expect(refresh).toMatchObject({ customers: 4, otherCurrency: 1, changed: 4 })
    expect(refresh.cuts?.recency).toEqual([22, 32, 38, 44])
    const sizes = await listGroupSizes(db)
    expect(sizes.find(({ group }) => group === 'bought_before')?.customers).toBe(2)
    expect(sizes.find(({ group }) => group === 'never_bought')?.customers).toBe(1)
  })

  test('an order of which the day only is known counts from the beginning of its day', async () => {
    const db = await temporaryDb()
    const midnight = Date.UTC(2026, 10, 24, 22)
    const at = (customer: number, moment: number) => ({ ...bought(customer, 0), at: moment })
    store(db, 4, [at(1, midnight - 1), at(2, midnight - 1 - DAY), at(3, midnight - 2), at(4, midnight - 1 + DAY)])
    await refreshRfm(db, terms, AT)
    const days = () => [...storedScores(db)].map(([id, text]) => `${id}: ${text.split(' ')[0]}`)
    const today = dayOf(AT, terms.zone)
    expect(days()).toEqual([`1: ${today}`, `2: ${today - 1}`])
    await refreshRfm(db, terms, AT + DAY)
    expect(days()).toEqual([`1: ${today}`, `2: ${today - 1}`, `3: ${today}`, `4: ${today + 1}`])
  })

  test('stores differences only: a day that passes changes no row by itself', async () => {
    const db = await temporaryDb()
    store(
      db,
      30,
      Array.from({ length: 30 }, (_, i) => bought(i + 1, i * 5, { total: 100 * i })),
    )
    expect((await refreshRfm(db, terms, AT)).changed).toBe(30)
    expect((await refreshRfm(db, terms, AT)).changed).toBe(0)
    expect((await refreshRfm(db, terms, AT + DAY)).changed).toBe(0)
    db.sql(`update orders set status = 'cancelled' where customer_id = 30`).run()
    await refreshRfm(db, terms, AT + DAY)
    expect(storedScores(db).has(30)).toBe(false)
    db.sql('delete from orders').run()
    expect((await refreshRfm(db, terms, AT + DAY)).cuts).toBeNull()
    expect(storedScores(db).size).toBe(0)
    expect(findRefresh(db)).toMatchObject({ at: AT + DAY, customers: 0, cuts: null })
    expect(db.sql('select id from rfm_refreshes').all().length).toBe(2)
  })
})

/** Histories of the shape of real ones: most buy once or twice, a few often; amounts repeat. */
const histories = fc.array(
  fc.record({
    times: fc.oneof(
      { weight: 6, arbitrary: fc.constant(1) },
      { weight: 3, arbitrary: fc.integer({ min: 2, max: 4 }) },
      fc.integer({ min: 5, max: 12 }),
    ),
    orders: fc.array(
      fc.record({
        at: fc.oneof(
          fc.integer({ min: AT - 420 * DAY, max: AT + 2 * DAY }),
          fc.integer({ min: 0, max: 400 }).map(n => AT - n * DAY),
        ),
        total: fc.constantFrom(0, 1_177, 1_177, 2_954, 999, 100_000),
        refunded: fc.constantFrom(0, 0, 0, 0, 1_177, 500),
        status: fc.constantFrom(
          'paid' as const,
          'paid' as const,
          'paid' as const,
          'paid' as const,
          'cancelled' as const,
        ),
        currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'USD'),
      }),
      { minLength: 12, maxLength: 12 },
    ),
  }),
  { maxLength: 40 },
)

const steps = { r: [30, 60, 120, 240], f: [1, 2, 3, 5], m: [1_000, 2_000, 5_000, 10_000] } as const

test('every score is that of a plain re-computation, refreshed step by step or at once', async () => {
  const db = await temporaryDb()
  await fc.assert(
    fc.asyncProperty(
      histories,
      fc.constantFrom('Europe/Riga', 'America/St_Johns', 'Pacific/Auckland'),
      fc.integer({ min: 1, max: 14 }),
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      fc.integer({ min: 0, max: 30 * DAY }),
      async (people, zone, windowMonths, [r, f, m], later) => {
        const orders = people.flatMap(({ times, orders }, i) =>
          orders.slice(0, times).map(order => ({ customer: i + 1, ...order })),
        )
        store(db, people.length, orders)
        const cut = (byShares: boolean, bounds: readonly [number, number, number, number]) =>
          byShares ? ('shares' as const) : { steps: [...bounds] as [number, number, number, number] }
        const rules: RfmRules = {
          windowMonths,
          recency: cut(r, steps.r),
          frequency: cut(f, steps.f),
          money: cut(m, steps.m),
        }
        const plain = {
          months: windowMonths,
          currency: 'EUR',
          zone,
          steps: {
            ...(r ? {} : { r: [...steps.r] }),
            ...(f ? {} : { f: [...steps.f] }),
            ...(m ? {} : { m: [...steps.m] }),
          },
        }
        for (const at of [AT - later, AT]) {
          await refreshRfm(db, { rules, currency: 'EUR', zone }, at)
          const expected = plainScores(orders, plain, at)
          expect(new Map([...storedScores(db)].sort())).toEqual(new Map([...expected].sort()))
        }
      },
    ),
    { numRuns: 120 },
  )
})

test('whose orders changed is scored by what stands, as if all were scored by the same steps', async () => {
  const db = await temporaryDb()
  const rules: RfmRules = {
    windowMonths: 12,
    recency: { steps: [...steps.r] },
    frequency: { steps: [...steps.f] },
    money: { steps: [...steps.m] },
  }
  const bySteps = { rules, currency: 'EUR', zone: 'Europe/Riga' }
  const plain = {
    months: 12,
    currency: 'EUR',
    zone: 'Europe/Riga',
    steps: { r: [...steps.r], f: [...steps.f], m: [...steps.m] },
  }
  await fc.assert(
    fc.asyncProperty(
      histories,
      histories,
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      async (was, is, changed) => {
        const ordersOf = (people: typeof was) =>
          people.map(({ times, orders }, i) => orders.slice(0, times).map(order => ({ customer: i + 1, ...order })))
        const people = 40
        const [before, after] = [ordersOf(was), ordersOf(is)]
        store(db, people, before.flat())
        await refreshRfm(db, bySteps, AT)
        const now = Array.from({ length: people }, (_, i) => (changed[i] === true ? after[i] : before[i]) ?? [])
        store(db, people, now.flat())
        const who = Array.from({ length: people }, (_, i) => i + 1).filter(id => changed[id - 1] === true)
        await rescoreCustomers(db, bySteps, who, AT)
        expect(new Map([...storedScores(db)].sort())).toEqual(new Map([...plainScores(now.flat(), plain, AT)].sort()))
        expect(await rescoreCustomers(db, bySteps, who, AT)).toBe(0)
      },
    ),
    { numRuns: 40 },
  )
})

test('movement is where they stood then against where they stand now', async () => {
  const db = await temporaryDb()
  store(db, 6, [bought(1, 400), bought(2, 380), bought(3, 100), bought(4, 100), bought(4, 3), bought(5, 5)])
  db.sql(
    `insert into subscribers (telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at) values (1, 'A', 0, 0, 1, 0)`,
  ).run()
  const moves = await rfmMovement(db, terms, AT - 30 * DAY, AT)
  const went = (from: string, to: string) => moves.find(move => move.from === from && move.to === to)?.customers ?? 0
  expect(went('bought_before', 'bought_before')).toBe(1)
  expect(moves.filter(({ to }) => to === 'bought_before').reduce((sum, { customers }) => sum + customers, 0)).toBe(2)
  expect(moves.filter(({ from }) => from === 'never_bought').reduce((sum, { customers }) => sum + customers, 0)).toBe(2)
  expect(went('never_bought', 'never_bought')).toBe(1)
  expect(went('not_linked', 'not_linked')).toBe(1)
  expect(moves.reduce((sum, { customers }) => sum + customers, 0)).toBe(7)
  await refreshRfm(db, terms, AT)
  for (const { group, customers } of await listGroupSizes(db)) {
    const now = moves.filter(({ to }) => to === group).reduce((sum, move) => sum + move.customers, 0)
    if (group !== 'not_linked') expect([group, now]).toEqual([group, customers])
  }
})

test('who moves between groups is taken down while somebody watches, and nobody moves by the first scores', async () => {
  const db = await temporaryDb()
  const moves = () =>
    db.sql('select customer_id as c, "from", "to", at from rfm_moves order by id').all() as unknown as object[]
  const groupsNow = () => new Map([...storedScores(db)].map(([id]) => [id, groupIn(db, id)]))
  watchGroups(db, AT)
  expect(groupsWatchedSince(db)).toBe(AT)
  watchGroups(db, AT + 1)
  expect(groupsWatchedSince(db)).toBe(AT)
  const orders = [bought(1, 100), bought(2, 100), bought(2, 3), bought(3, 5), bought(4, 300)]
  store(db, 5, orders)
  await refreshRfm(db, terms, AT)
  expect(moves()).toEqual([])

  const before = groupsNow()
  store(db, 5, [...orders, bought(1, -1), bought(1, -1), bought(5, -1)])
  await rescoreCustomers(db, terms, [1, 5], AT + 2 * DAY)
  expect(moves()).toEqual([
    { c: 1, from: before.get(1), to: groupIn(db, 1), at: AT + 2 * DAY },
    { c: 5, from: null, to: groupIn(db, 5), at: AT + 2 * DAY },
  ])

  unwatchGroups(db)
  expect(groupsWatchedSince(db)).toBeNull()
  store(db, 5, [])
  await refreshRfm(db, terms, AT + 3 * DAY)
  expect(moves()).toHaveLength(2)
  expect(storedScores(db).size).toBe(0)
})

function groupIn(db: Awaited<ReturnType<typeof temporaryDb>>, customer: number): string | null {
  return db.sql<{ cell: string }>('select cell from rfm_scores where customer_id = ?').get(customer)?.cell ?? null
}

/** The purchase histories of CDNOW, where somebody has them: `customer,day,quantity,amount`. */
const cdnow = process.env['CDNOW'] ?? ''

describe.skipIf(!existsSync(cdnow))('real histories (CDNOW)', () => {
  test('the last year: the distribution over cells, and every score', async () => {
    const db = await temporaryDb()
    const ids = new Map<string, number>()
    const orders = readFileSync(cdnow, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => {
        const [name = '', day = '', , amount = ''] = line.split(',')
        if (!ids.has(name)) ids.set(name, ids.size + 1)
        const total = Math.round(Number(amount) * 100)
        return {
          customer: ids.get(name) ?? 0,
          at: Date.parse(`${day}T12:00:00Z`),
          total,
          refunded: 0,
          status: 'paid',
          currency: 'USD',
        } as const
      })
    store(db, ids.size, orders)
    const at = Date.UTC(1998, 5, 30, 13)
    const refresh = await refreshRfm(db, { rules: usualRules, currency: 'USD', zone: 'UTC' }, at)
    const plain = plainScores(orders, { months: 12, currency: 'USD', zone: 'UTC', steps: { f: [1, 2, 3, 5] } }, at)
    expect(storedScores(db)).toEqual(new Map([...plain].sort(([a], [b]) => a - b)))
    const sizes = Object.fromEntries((await listGroupSizes(db)).map(({ group, customers }) => [group, customers]))
    expect(sizes).toMatchObject({
      ...{ lost: 149, hibernating: 115, potential: 112, loyal: 108, about_to_sleep: 95, champions: 87, promising: 40 },
      ...{ at_risk: 33, cant_lose: 28, need_attention: 26, new: 19 },
    })
    expect(refresh.customers).toBe(plain.size)
  })
})
