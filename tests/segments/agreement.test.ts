import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { type Criterion, parseCriterion, type Window } from '../../src/segments/criterion.js'
import { expandCriterion } from '../../src/segments/expand.js'
import type { EvaluationContext } from '../../src/segments/window.js'
import { fill } from './fill.js'
import { AT, human, openTemporary, type World, worldOf } from './fixture.js'
import { matches } from './matches.js'

const POPULATIONS = 60
const CRITERIA = 50

/** Times at and around the edges that windows have: so many hours or days before, midnights, the evaluation itself. */
const time = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(0, 1, 2, 3, 7, 28, 30, 31, 59, 60, 61, 365).map(n => AT - n * DAY),
      fc.constantFrom(1, 5, 24, 36).map(n => AT - n * HOUR),
      fc.constantFrom(0, 1, 23, 24, 25).map(n => Date.UTC(2026, 10, n, 21)),
      fc.constantFrom(0, 1, 23, 24, 25).map(n => Date.UTC(2026, 10, n, 5)),
      fc.constantFrom(0, 7, 8, 10).map(month => Date.UTC(2026, month, 24, 9)),
      fc.integer({ min: AT - 100 * DAY, max: AT + 2 * DAY }),
    ),
    fc.constantFrom(-1, 0, 0, 0, 1),
  )
  .map(([base, shift]) => base + shift)

const quantity = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(7, 24, 28, 30, 60, 61))
const unit = fc.constantFrom('hours' as const, 'days' as const, 'weeks' as const, 'months' as const, 'years' as const)
const day = fc.constantFrom('2025-12-31', '2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24', '2026-11-25')
const window: fc.Arbitrary<Window> = fc.oneof(
  fc.record({ in: quantity, unit }),
  fc.record({ ago: fc.constantFrom('over' as const, 'under' as const), n: quantity, unit }),
  fc
    .tuple(fc.option(day), fc.option(day))
    .filter(([from, to]) => (from !== null || to !== null) && (from === null || to === null || from <= to))
    .map(([from, to]) => ({ from, to })),
)
const event = {
  count: fc.oneof(
    fc.constant('none' as const),
    fc.record({ atLeast: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ atMost: fc.integer({ min: 0, max: 2 }) }),
  ),
  window: fc.option(window),
  offer: fc.option(fc.integer({ min: 1, max: 3 })),
}
const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ leaf: 'everyone' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      leaf: fc.constant('language' as const),
      values: fc.array(fc.constantFrom('en', 'ru', 'pt'), { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ leaf: fc.constant('premium' as const), value: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      leaf: fc.constant('source' as const),
      values: fc.array(fc.constantFrom('a', 'A', "'"), { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ leaf: fc.constant('subscribed' as const), window }) },
  { weight: 5, arbitrary: fc.record({ leaf: fc.constant('received' as const), ...event }) },
  {
    weight: 5,
    arbitrary: fc.record({
      leaf: fc.constant('seen' as const),
      ...event,
      grade: fc.constantFrom('any' as const, 'certain' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({ leaf: fc.constant('clicked' as const), ...event, link: fc.option(fc.integer({ min: 1, max: 2 })) })
      .map(clicked => (clicked.offer === null ? { ...clicked, link: null } : clicked)),
  },
)
const criterion: fc.Arbitrary<Criterion> = fc.letrec<{ tree: Criterion }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree

const person = fc.record({
  name: fc.constant('x'),
  telegramLanguage: fc.constantFrom(null, 'en', 'EN-us', 'ru', 'pt-br', ''),
  chosenLanguage: fc.constantFrom(null, null, 'ru', 'en'),
  premium: fc.boolean(),
  source: fc.constantFrom(null, 'a', 'A', "'"),
  subscribedAt: time,
  unsubscribedAt: fc.constant(null),
  pausedUntil: fc.constant(null),
  unreachable: fc.constant(null),
})
const state = fc.constantFrom(
  ...(['sent', 'sent', 'sent', 'sent', 'uncertain', 'uncertain'] as const),
  ...(['queued', 'sending', 'failed', 'skipped'] as const),
)
const delivery = fc.record(
  {
    broadcast: fc.integer({ min: 1, max: 4 }),
    person: fc.integer({ min: 1, max: 6 }),
    state,
    at: time,
    takenBackAt: time,
    reads: fc.uniqueArray(
      fc.record({ evidence: fc.constantFrom('press', 'click', 'reply', 'reaction', 'activity' as const), at: time }),
      { maxLength: 2, selector: read => read.evidence },
    ),
    clicks: fc.array(
      fc.record({
        link: fc.integer({ min: 1, max: 2 }),
        at: time,
        verdict: fc.constantFrom('human', 'human', 'machine', 'unsure' as const),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['broadcast', 'person', 'state', 'at', 'reads', 'clicks'] },
)
const world: fc.Arbitrary<World> = fc
  .tuple(
    fc.array(person, { minLength: 6, maxLength: 6 }),
    fc.array(delivery, { minLength: 6, maxLength: 24, size: 'max' }),
  )
  .map(([people, deliveries]) =>
    worldOf({
      people: people.map((facts, i) => human(i + 1, 'x', facts)),
      offers: [1, 2, 3].map(id => ({ id, name: `offer ${id}` })),
      // Offer 1 was sent twice, offer 3 never.
      broadcasts: [1, 1, 2, 2].map((offer, i) => ({ id: i + 1, offer, startedAt: AT })),
      deliveries: deliveries.map(({ reads: _reads, clicks: _clicks, ...row }, i) => ({ ...row, id: i + 1 })),
      reads: deliveries.flatMap(({ reads }, i) => reads.map(read => ({ ...read, delivery: i + 1 }))),
      clicks: deliveries.flatMap(({ clicks }, i) => clicks.map(click => ({ ...click, delivery: i + 1 }))),
    }),
  )
const context: fc.Arbitrary<EvaluationContext> = fc.record({
  at: fc.constant(AT),
  zone: fc.constantFrom('UTC', 'Europe/Moscow', 'America/New_York'),
})

let db: Db
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await openTemporary()
  db = opened.db
  close = opened.close
})
afterAll(() => close())

test(`SQL and a plain reading agree on ${POPULATIONS * CRITERIA} criteria`, () => {
  let compared = 0
  let some = 0
  const criteria = fc.array(criterion, { minLength: CRITERIA, maxLength: CRITERIA, size: 'max' })
  fc.assert(
    fc.property(world, criteria, context, (world, criteria, context) => {
      fill(db, world)
      for (const criterion of criteria) {
        const parsed = parseCriterion(criterion)
        const { text, params } = compileCriterion(expandCriterion(db, parsed), context)
        const rows = db
          .sql<{ id: number; held: number }>(`select s.id, (${text}) as held from subscribers s order by s.id`)
          .all(...params)
        const ids = db.sql<{ id: number }>(`select s.id from subscribers s where ${text} order by s.id`).all(...params)
        const expected = world.people.map(p => ({ id: p.id, held: matches(parsed, p, world, context) ? 1 : 0 }))
        expect(rows, text).toEqual(expected)
        expect(ids.map(row => row.id)).toEqual(expected.filter(row => row.held === 1).map(row => row.id))
        compared += 1
        if (ids.length > 0 && ids.length < world.people.length) some += 1
      }
    }),
    { seed: 20_261_124, numRuns: POPULATIONS, endOnFailure: true },
  )
  expect(compared).toBeGreaterThanOrEqual(2_000)
  // Criteria that hold nobody or everybody prove little: many must tell people apart.
  expect(some).toBeGreaterThan(compared / 3)
})
