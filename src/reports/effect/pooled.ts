import type { Db } from '../../db/open.js'
import { pool } from '../../statistics/pooling.js'
import { type Difference, newcombe, type Proportion } from '../../statistics/proportion.js'
import { findEffect } from '../effect.js'
import type { Sides } from './bought.js'
import { isFew } from './verdict.js'

/**
 * What came because of several broadcasts that each kept some people out: of one of them on average. `broadcasts`: so many were
 * compared, people on either `treated` or `held` side counted once for each.
 * - `none`: none kept anybody out whose time is over by now
 * - `few`: fewer than 25 bought on a side, of all together
 * - `unclear`, `more`, `fewer`: shares and their difference are 0–1; `buyers` as in `Measured`
 */
export type Pooled =
  | { kind: 'none' }
  | ({ kind: 'few'; broadcasts: number } & Sides<Proportion>)
  | ({
      kind: 'unclear' | 'more' | 'fewer'
      broadcasts: number
      buyers: { middle: number; low: number; high: number }
    } & Difference &
      Sides<Proportion>)

/** Comparisons of broadcasts that were assigned in a stretch of time, and are over. */
export const COMPARED = `select id from holdouts indexed by holdouts_kind where kind = 'broadcast' and to_at > :from
  and to_at <= :at and from_at >= :from and from_at < :before and ended_at is null order by id`

/**
 * The broadcasts of a stretch of time that kept people out, as one comparison: a shop too small to tell of one of them may tell
 * of all. Those whose groups are not what dice make are left out.
 * @param stretch ms UTC: from `from` on, before `before`
 * @param at now, ms UTC
 * @throws AppError `query_timeout`
 */
export async function findPooled(db: Db, stretch: { from: number; before: number }, at: number): Promise<Pooled> {
  const ids = db.sql<{ id: number }>(COMPARED).all({ from: stretch.from, before: stretch.before, at })
  const sides: Sides<Proportion>[] = []
  for (const { id } of ids) {
    const effect = await findEffect(db, { holdoutId: id }, at)
    if (!('treated' in effect) || effect.kind === 'preliminary') continue
    sides.push({ treated: effect.treated, held: effect.held })
  }
  const [first, ...others] = sides
  if (first === undefined) return { kind: 'none' }
  const alone = newcombe(first.treated, first.held)
  // One alone is what its own report says of it.
  const found = others.length === 0 ? alone : (pool(sides.map(({ treated, held }) => [treated, held])) ?? alone)
  const together = { treated: add(sides.map(({ treated }) => treated)), held: add(sides.map(({ held }) => held)) }
  const broadcasts = sides.length
  if (isFew(together)) return { kind: 'few', broadcasts, ...together }
  const kind = found.low > 0 ? 'more' : found.high < 0 ? 'fewer' : 'unclear'
  const { of } = together.treated
  const buyers = { middle: found.difference * of, low: found.low * of, high: found.high * of }
  return { kind, broadcasts, ...found, buyers, ...together }
}

function add(sides: readonly Proportion[]): Proportion {
  return sides.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 })
}
