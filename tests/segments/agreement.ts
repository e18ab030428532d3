import fc from 'fast-check'
import type { Db } from '../../src/db/open.js'
import { planSql } from '../../src/delivery/plan.js'
import { isAppError } from '../../src/errors.js'
import { compileCriterion, compilePeople, type EvaluationContext } from '../../src/segments/compile.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { leavesOf, type PlainCriterion, type PlainLeaf, parseCriterion } from '../../src/segments/criterion.js'
import { noRules } from '../support/gates.js'
import { fill } from './fill.js'
import { context, criterion } from './generate.js'
import { matches } from './matches.js'
import { world } from './populations.js'

/** `telling`: criteria that held some, but not all; `refused`: too large once segments were put in. */
export type Agreement = { compared: number; telling: number; refused: number }

/**
 * Asks generated criteria of generated populations twice, by SQL and by a plain reading, and fails where count, list, ids alone,
 * planned audience, the answer for one person and reading are not one.
 * @throws what fast-check says of the smallest criterion and population that differ
 */
export function compareReadings(db: Db, size: { populations: number; criteria: number; seed: number }): Agreement {
  const seen: Agreement = { compared: 0, telling: 0, refused: 0 }
  const criteria = fc.array(criterion, { minLength: size.criteria, maxLength: size.criteria, size: 'max' })
  fc.assert(
    fc.property(world, criteria, context, (world, criteria, context) => {
      fill(db, world)
      const told: Told[] = []
      for (const generated of criteria) {
        const plain = expand(db, generated)
        if (plain === null) {
          seen.refused += 1
          continue
        }
        const { text, params } = compileCriterion(plain, context)
        const rows = db
          .sql<{ id: number; held: unknown }>(`select s.id, (${text}) as held from subscribers s order by s.id`)
          .all(...params)
        const list = db.sql<{ id: number }>(`select s.id from subscribers s where ${text} order by s.id`).all(...params)
        const ids = compilePeople(plain, context)
        const found = db.sql<{ id: number }>(`select id from (${ids.text}) order by id`).all(...ids.params)
        const count = db.sql<{ n: number }>(`select count(*) as n from subscribers s where ${text}`).get(...params)
        const part = { variantId: 1, segmentId: null, name: null, criterion: plain }
        const alone = compileCriterion(plain, { ...context, one: true })
        const each = db
          .sql<{ id: number; held: unknown }>(`select s.id, (${alone.text}) as held from subscribers s order by s.id`)
          .all(...alone.params)
        const question = { at: context.at, marketing: true, notLaterThan: null, rules: noRules }
        const plan = planSql({ parts: [part], leftOut: [] }, context, question)
        const planned = db
          .sql<{ id: number }>(`select person as id from (${plan.text}) order by id`)
          .all(...plan.params)
        const expected = world.people.map(p => ({ id: p.id, held: matches(generated, p, world, context) ? 1 : 0 }))
        const people = expected.filter(row => row.held === 1).map(({ id }) => ({ id }))
        same(rows, expected, text)
        same(each, expected, alone.text)
        same(list, people, text)
        same(found, people, ids.text)
        same(planned, people, text)
        same(count?.n, people.length, text)
        // Whom a draw takes depends on what stands beside it.
        if (!leavesOf(plain).some(dependsOnOthers)) told.push({ plain, held: new Set(people.map(({ id }) => id)) })
        seen.compared += 1
        if (people.length > 0 && people.length < expected.length) seen.telling += 1
      }
      // Those that tell people apart say more of how they are put together.
      const [a, b, c] = told.toSorted((x, y) => tells(y) - tells(x))
      if (a !== undefined && b !== undefined && c !== undefined) compareTogether(db, [a, b, c], context)
    }),
    { seed: size.seed, numRuns: size.populations, endOnFailure: true },
  )
  return seen
}

/** True for so many people drawn, or the top of those who pass what stands beside it. */
function dependsOnOthers(leaf: PlainLeaf): boolean {
  return (leaf.leaf === 'random' && leaf.people !== undefined) || (leaf.leaf === 'top' && leaf.among === true)
}

/** A criterion, and whom it holds by the plain reading. */
type Told = { plain: PlainCriterion; held: ReadonlySet<number> }

const tells = ({ held }: Told) => Math.min(held.size, 3)

/** Criteria that are built on one another, in one and as the parts of a plan: each of them stands there several times. */
function compareTogether(db: Db, [a, b, c]: readonly [Told, Told, Told], context: EvaluationContext): void {
  const both: PlainCriterion = { all: [a.plain, b.plain] }
  const only: PlainCriterion = { any: [{ all: [{ not: a.plain }, c.plain] }, { all: [both, { not: c.plain }] }] }
  const inBoth = (id: number) => a.held.has(id) && b.held.has(id)
  const inOnly = (id: number) => (!a.held.has(id) && c.held.has(id)) || (inBoth(id) && !c.held.has(id))
  const ids = db.sql<{ id: number }>('select id from subscribers where erased_at is null order by id').all()
  const { text, params } = compileCriterion(only, context)
  same(
    db.sql<{ id: number }>(`select s.id from subscribers s where ${text} order by s.id`).all(...params),
    ids.filter(({ id }) => inOnly(id)),
    text,
  )
  const parts = [both, only, b.plain].map(criterion => ({ variantId: 1, segmentId: null, name: null, criterion }))
  const leftOut = [{ segmentId: 1, name: '', criterion: { all: [c.plain, b.plain] } }]
  const question = { at: context.at, marketing: true, notLaterThan: null, rules: noRules }
  const plan = planSql({ parts, leftOut }, context, question)
  const expected = ids.flatMap(({ id }) => {
    const part = [inBoth(id), inOnly(id), b.held.has(id)].indexOf(true)
    return part === -1 ? [] : [{ id, part, out: c.held.has(id) && b.held.has(id) ? 1 : 0 }]
  })
  const planned = db
    .sql<{ id: number; part: number; out: number }>(
      `select person as id, part, coalesce(reason, '') = 'left_out' as out from (${plan.text}) order by id`,
    )
    .all(...plan.params)
  same(planned, expected, plan.text)
}

function expand(db: Db, generated: ReturnType<typeof parseCriterion>) {
  try {
    return expandCriterion(db, parseCriterion(generated))
  } catch (error) {
    if (isAppError(error, 'criterion_too_large') || isAppError(error, 'criterion_too_deep')) return null
    throw error
  }
}

function same(found: unknown, expected: unknown, sql: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  if (a !== b) throw new Error(`SQL finds ${a}, the plain reading ${b}: ${sql}`)
}
