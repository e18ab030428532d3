import type { Db } from '../db/open.js'

/** Customers with the same recency and frequency scores (1–5) in the same RFM group. */
export type ScoredCustomers = { r: number; f: number; cell: string; people: number }

/** Where customers stood when scores were last worked out; `at` null: never. @throws AppError `query_timeout` after 5 s */
export async function readScores(db: Db): Promise<{ at: number | null; scored: ScoredCustomers[] }> {
  const scored = await db.people.rows<ScoredCustomers>(
    'select r, f, cell, count(*) as people from rfm_scores group by r, f, cell order by people desc',
  )
  const last = db.sql<{ at: number | null }>('select max(finished_at) as at from rfm_refreshes').get()
  return { at: last?.at ?? null, scored }
}

/** People on each step of the ladder (1–5), and those without any sign of it. @throws AppError `query_timeout` after 5 s */
export async function readLadder(db: Db): Promise<{ rungs: { rung: number; people: number }[]; unknown: number }> {
  const rungs = await db.people.rows<{ rung: number; people: number }>(
    'select rung, count(*) as people from awareness group by rung order by rung',
  )
  const [all] = await db.people.rows<{ n: number }>('select count(telegram_id) as n from subscribers')
  const known = rungs.reduce((sum, { people }) => sum + people, 0)
  return { rungs, unknown: Math.max(0, (all?.n ?? 0) - known) }
}
