import { z } from 'zod'
import type { Db } from '../db/open.js'
import type { ReadParams, Scratch } from '../db/reader.js'
import { dayOf } from './rfm/calendar.js'
import { CELLS, CELLS_WITHOUT_SCORE, type Cell, type CellWithoutScore } from './rfm/cell.js'
import type { Cuts } from './rfm/rules.js'
import { type RfmTerms, rfmRulesSchema } from './rfm/rules.js'
import {
  type AsOf,
  asOf,
  COUNTED,
  type CutsRow,
  cutsOf,
  cutsSql,
  purchasesSql,
  scoreDifferencesSql,
} from './rfm/statement.js'
import { inTurn } from './turn.js'

/**
 * One refresh of the scores, `at` ms UTC. `cuts` is null where nobody bought in the window; `otherCurrency` counts the
 * orders of the window whose money is left out.
 */
export type RfmRefresh = {
  at: number
  terms: RfmTerms
  cuts: Cuts | null
  customers: number
  otherCurrency: number
}

/** Everybody is in one of them: an area of scores, or a group without a score. */
export type Group = Cell | CellWithoutScore
const GROUPS: readonly Group[] = [...CELLS, ...CELLS_WITHOUT_SCORE]

/**
 * Scores all customers anew as of `at`: read in the reader for jobs, stored where something differs, a few rows at a
 * time. Between the two a customer may still have the old score.
 * @returns the refresh, and how many customers' rows were new, different or gone
 */
export function refreshRfm(db: Db, terms: RfmTerms, at: number): Promise<RfmRefresh & { changed: number }> {
  return inTurn(db, 'rfm', async () => {
    const moment = asOf(terms, at)
    const purchases = await db.jobs.scratch(purchasesSql(moment), { currency: terms.currency })
    try {
      const computed = await cutPurchases(db, moment, purchases)
      const changed = await storeScores(db, scoreDifferencesSql(moment, computed.cuts), { purchases, at })
      const refresh = { at, terms, ...computed }
      await db.group(() => recordRefresh(db, refresh))
      return { ...refresh, changed }
    } finally {
      await purchases.drop()
    }
  })
}

/**
 * Scores some customers anew as of `at`, by the cuts of the last refresh: what of their orders changed is seen at once,
 * and nobody else's score moves. Where nothing was cut yet, everybody is scored.
 * @param who our own ids of customers
 * @returns how many rows were new, different or gone
 */
export async function rescoreCustomers(db: Db, terms: RfmTerms, who: readonly number[], at: number): Promise<number> {
  const cuts = findRefresh(db)?.cuts ?? null
  if (cuts === null) return (await refreshRfm(db, terms, at)).changed
  return inTurn(db, 'rfm', async () => {
    const [moment, named] = [asOf(terms, at), { who: JSON.stringify(who) }]
    const purchases = await db.jobs.scratch(purchasesSql(moment, true), { currency: terms.currency, ...named })
    try {
      return await storeScores(db, scoreDifferencesSql(moment, cuts, true), { params: named, purchases, at })
    } finally {
      await purchases.drop()
    }
  })
}

/** Stores what differs, as of `at`, and who moved by it while something listens. @returns how many rows that were */
async function storeScores(
  db: Db,
  sql: string,
  { params = [], purchases, at }: { params?: ReadParams; purchases: Scratch; at: number },
): Promise<number> {
  const differences = await db.jobs.scratch(sql, params, purchases)
  // Whoever is scored for the first time of all has moved nowhere.
  const moves = groupsWatchedSince(db) !== null && findRefresh(db) !== null
  try {
    await db.merge(differences, moves ? [MOVE, STORE, DROP] : [STORE, DROP], { at })
  } finally {
    await differences.drop()
  }
  return differences.count
}

/** Where the measures are cut as of a moment. */
export async function computeCuts(db: Db, moment: AsOf): Promise<Cuts | null> {
  const row = cutsSql(moment, `(${purchasesSql(moment)})`)
  const [found] = await db.jobs.rows<CutsRow>(row, { currency: moment.terms.currency })
  return found === undefined ? null : cutsOf(moment.terms.rules, found)
}

/** Where the measures are cut, and the counts that stand beside them. */
async function cutPurchases(
  db: Db,
  moment: AsOf,
  purchases: Scratch,
): Promise<Pick<RfmRefresh, 'cuts' | 'customers' | 'otherCurrency'>> {
  const rows = await db.jobs.rows<CutsRow>(cutsSql(moment, 'basis.result'), [], purchases)
  const row = rows[0] ?? { customers: 0, other: 0 }
  return { cuts: cutsOf(moment.terms.rules, row), customers: row.customers, otherCurrency: row.other }
}

const MOVE = `insert into main.rfm_moves (customer_id, "from", "to", at)
  select r.customer_id, o.cell, r.cell, cast(:at as integer)
    from scratch.result r left join main.rfm_scores o on o.customer_id = r.customer_id
    where r.rowid > :after and r.rowid <= :upto and o.cell is not r.cell order by r.rowid`

const STORE = `insert into main.rfm_scores (customer_id, last_day, frequency, monetary, r, f, m, cell)
  select customer_id, last_day, orders, money, r, f, m, cell from scratch.result
  where rowid > :after and rowid <= :upto and r is not null order by rowid
  on conflict (customer_id) do update set last_day = excluded.last_day, frequency = excluded.frequency,
    monetary = excluded.monetary, r = excluded.r, f = excluded.f, m = excluded.m, cell = excluded.cell`

const DROP = `delete from main.rfm_scores where customer_id in (
  select customer_id from scratch.result where rowid > :after and rowid <= :upto and r is null)`

/** Since when it is taken down who moves between the groups, ms UTC; null: it is not. */
export function groupsWatchedSince(db: Pick<Db, 'sql'>): number | null {
  return db.sql<{ since: number }>('select since from rfm_watch where id = 1').get()?.since ?? null
}

/** Begins to take down who moves between the groups, from `at` (ms UTC) on; what is watched already goes on. */
export function watchGroups(db: Pick<Db, 'sql'>, at: number): void {
  db.sql('insert or ignore into rfm_watch (id, since) values (1, ?)').run(at)
}

/** Ends to take down who moves between the groups; what is known of it stays. */
export function unwatchGroups(db: Pick<Db, 'sql'>): void {
  db.sql('delete from rfm_watch').run()
}

/** The last refresh of each day is kept. */
function recordRefresh(db: Db, { at, terms, cuts, customers, otherCurrency }: RfmRefresh): void {
  const [last] = db.sql<{ id: number; at: number }>('select id, at from rfm_refreshes order by id desc limit 1').all()
  if (last !== undefined && dayOf(last.at, terms.zone) === dayOf(at, terms.zone)) {
    db.sql('delete from rfm_refreshes where id = ?').run(last.id)
  }
  db.sql(
    'insert into rfm_refreshes (at, rules, cuts, customers, other_currency, finished_at) values (?, ?, ?, ?, ?, ?)',
  ).run(at, JSON.stringify(terms), JSON.stringify(cuts), customers, otherCurrency, at)
}

const points = z.tuple([z.number(), z.number(), z.number(), z.number()])
const termsSchema = z.object({ rules: rfmRulesSchema, currency: z.string(), zone: z.string() })
const cutsSchema = z.object({ recency: points, frequency: points, money: points }).nullable()

/** The last refresh; null before the first. */
export function findRefresh(db: Db): RfmRefresh | null {
  const row = db
    .sql<{ at: number; rules: string; cuts: string; customers: number; other: number }>(
      'select at, rules, cuts, customers, other_currency as other from rfm_refreshes order by id desc limit 1',
    )
    .get()
  if (row === undefined) return null
  return {
    at: row.at,
    terms: termsSchema.parse(JSON.parse(row.rules)),
    cuts: cutsSchema.parse(JSON.parse(row.cuts)),
    customers: row.customers,
    otherCurrency: row.other,
  }
}

/** The group that a subscriber is in by the stored scores. */
export function groupOf(db: Db, subscriberId: number): Group {
  const row = db
    .sql<{ customer: number; cell: string | null; bought: number }>(
      `select c.id as customer, s.cell, exists (select 1 from orders o where o.customer_id = c.id and ${COUNTED}) as bought
       from customers c left join rfm_scores s on s.customer_id = c.id where c.subscriber_id = ?`,
    )
    .get(subscriberId)
  if (row === undefined) return 'not_linked'
  return CELLS.find(cell => cell === row.cell) ?? (row.bought === 1 ? 'bought_before' : 'never_bought')
}

/** How many customers a group has, and how many of them can be written to about it: they are linked to a subscriber. */
export type GroupSize = { group: Group; customers: number; subscribers: number }

/** The size of every group by the stored scores, the cells first. *Not linked* are subscribers without a customer. */
export async function listGroupSizes(db: Db): Promise<GroupSize[]> {
  const rows = await db.people.rows<GroupSize>(
    `select s.cell as "group", count(*) as customers, count(c.subscriber_id) as subscribers
       from rfm_scores s join customers c on c.id = s.customer_id group by s.cell
     union all
     select iif(exists (select 1 from orders o where o.customer_id = c.id and ${COUNTED}), 'bought_before', 'never_bought'),
       count(*), count(c.subscriber_id)
       from customers c where c.id not in (select customer_id from rfm_scores) group by 1
     union all
     select 'not_linked', 0, (select count(telegram_id) from subscribers) - (select count(subscriber_id) from customers)`,
  )
  return GROUPS.map(group => rows.find(row => row.group === group) ?? { group, customers: 0, subscribers: 0 })
}
