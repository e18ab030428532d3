import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markStale } from '../../src/audience/customer/stale.js'
import type { Rung } from '../../src/audience/ladder/rung.js'
import { createLadderWatch } from '../../src/audience/ladder/watch.js'
import {
  dropOverride,
  explainRung,
  ladderMovement,
  listRungSizes,
  refreshAwareness,
  setOverride,
} from '../../src/audience/ladder.js'
import { createOrderWatch } from '../../src/audience/order/watch.js'
import { usualRules } from '../../src/audience/rfm/rules.js'
import {
  archiveTopic,
  createTopic,
  findTopicByName,
  listTopics,
  renameTopic,
  setTopicRung,
} from '../../src/audience/topic.js'
import type { Db } from '../../src/db/open.js'
import { setLinkTopic } from '../../src/offers/link/topic.js'
import { temporaryDb } from '../support/db.js'

const MINUTE = 60_000
const DAY = 86_400_000
const AT = Date.UTC(2026, 10, 24, 7)

/** Six people, each linked to a customer; broadcast 1 of offer 1, whose link n is about topic n, which is of rung n. */
async function stage(): Promise<Db> {
  const db = await temporaryDb()
  db.write(() => {
    for (let id = 1; id <= 6; id++) {
      db.sql(
        `insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at) values (?, ?, 'A', 0, 0, ?, 0)`,
      ).run(id, 100 + id, id)
      db.sql('insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)').run(
        id,
        `c${id}`,
        id,
      )
    }
    db.sql(
      `insert into offers (id, name_folded, name, goal, state, draft, created_by, created_at) values (1, 'o', 'O', 'inform', 'used', '{}', 1, 0)`,
    ).run()
    db.sql(
      `insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
       values (1, 1, 'finished', '[]', '[]', 1, 'UTC', 0, 1, 0)`,
    ).run()
    for (const rung of [1, 2, 3, 4, 5] as const) {
      const topic = createTopic(db, { name: `Topic ${rung}`, rung, createdBy: 1 }, 0)
      setLinkTopic(db, 1, rung, topic.id, 0)
    }
    db.sql(
      `insert into survey_questions (id, position, attribute_id, text, purpose, options, created_by, created_at) values (1, 1, 1, 'q', 'p', '[]', 1, 0)`,
    ).run()
  })
  return db
}

type Fact =
  | { kind: 'click'; person: number; rung: number; at: number; verdict: 'human' | 'machine' | 'unsure' }
  | { kind: 'answer'; person: number; rung: number; at: number }
  | { kind: 'order'; person: number; at: number; counts: boolean }
  | { kind: 'override'; person: number; rung: Rung; at: number; until: number }

function tell(db: Db, fact: Fact): void {
  switch (fact.kind) {
    case 'click':
      db.sql(
        `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (1, ?, ?, 1, ?, ?, '', '')`,
      ).run(fact.rung, fact.person, fact.at, fact.verdict)
      return
    case 'answer':
      db.sql(
        `insert into topic_answers (subscriber_id, topic_id, question_id, at) values (?, ?, 1, ?)
          on conflict do update set at = max(at, excluded.at)`,
      ).run(fact.person, fact.rung, fact.at)
      return
    case 'order':
      db.sql(
        `insert into orders (external_id, customer_id, at, status, total, refunded, currency)
          values ((select count(*) from orders), ?, ?, 'paid', 100, ?, 'EUR')`,
      ).run(fact.person, fact.at, fact.counts ? 0 : 100)
      markStale(db, [fact.person])
      return
    case 'override':
      setOverride(
        db,
        { subscriberId: fact.person, rung: fact.rung, until: fact.until, reason: 'said so', adminId: 1 },
        fact.at,
      )
  }
}

/** Both that look after the ladder, as the clock wakes them. */
function watches(db: Db): { run(at: number): Promise<void> } {
  const terms = () => ({ rules: usualRules, currency: 'EUR', zone: 'UTC' })
  const [ladder, orders] = [createLadderWatch(db), createOrderWatch(db, { terms })]
  return {
    async run(at) {
      await ladder.run(at)
      await orders.run(at)
    },
  }
}

/** Where somebody stands by the words of the rule; 0 is unknown. */
function plainRung(facts: readonly Fact[], person: number, at: number): number {
  const own = facts.filter(fact => fact.person === person && fact.at <= at)
  const word = own.filter(fact => fact.kind === 'override').at(-1)
  if (word !== undefined && at < word.until) return word.rung
  const steps = [0]
  const ready = (since: number, days: number) => steps.push(at < since + days * DAY ? 5 : 4)
  const clicks = own.filter(fact => fact.kind === 'click').filter(({ verdict }) => verdict === 'human')
  for (const { rung } of clicks) if (rung >= 2 && rung <= 4) steps.push(rung)
  const taps = clicks
    .filter(({ rung }) => rung === 5)
    .map(click => click.at)
    .sort((a, b) => a - b)
  const hot = taps.filter((tap, i) => i === 0 || tap - (taps[i - 1] ?? 0) >= MINUTE)
  hot.forEach((second, j) => {
    hot.forEach((first, i) => {
      if (i !== j && first <= second && second - first <= 14 * DAY) ready(second, 14)
    })
  })
  for (const fact of own) {
    if (fact.kind === 'answer') fact.rung === 5 ? ready(fact.at, 30) : steps.push(fact.rung)
    if (fact.kind === 'order' && fact.counts) ready(fact.at, 30)
  }
  return Math.max(...steps)
}

const rungs = (db: Db) => [1, 2, 3, 4, 5, 6].map(person => explainRung(db, person, AT)?.rung ?? 0)
const stored = (db: Db) =>
  db.sql('select subscriber_id, rung, because, evidence_at, fades_at from awareness order by subscriber_id').all()

describe('the rule', () => {
  const click = (rung: number, daysAgo: number): Fact => ({
    kind: 'click',
    person: 1,
    rung,
    at: AT - Math.round(daysAgo * DAY),
    verdict: 'human',
  })
  const order = (daysAgo: number): Fact => ({ kind: 'order', person: 1, at: AT - daysAgo * DAY, counts: true })
  const answer = (rung: number, daysAgo: number): Fact => ({ kind: 'answer', person: 1, rung, at: AT - daysAgo * DAY })
  const word = (rung: Rung, from: number, to: number): Fact => ({
    ...{ kind: 'override', person: 1, rung, at: AT - from * DAY, until: AT + to * DAY },
  })
  test.each<[string, Fact[], number]>([
    ['nothing is unknown', [], 0],
    ['a click on the first rung says nothing', [click(1, 1)], 0],
    ['an answer does', [answer(1, 1)], 1],
    ['one click', [click(3, 1)], 3],
    ['the highest counts', [click(4, 300), click(2, 1)], 4],
    ['a robot opens links', [{ ...click(3, 1), verdict: 'machine' } as Fact], 0],
    ['nobody knows who', [{ ...click(3, 1), verdict: 'unsure' } as Fact], 0],
    ['one click of rung 5 is not enough', [click(5, 1)], 0],
    ['two are', [click(5, 13), click(5, 1)], 5],
    ['an impatient double tap is one', [click(5, 1), click(5, 1 - 59.9 / 86_400)], 0],
    ['the same link a minute later is two', [click(5, 1), click(5, 1 - 1 / 1440)], 5],
    ['a double tap and another day', [click(5, 9), click(5, 1), click(5, 1 - 5 / 86_400)], 5],
    ['two that are 14 days apart', [click(5, 14), click(5, 0)], 5],
    ['two too far apart', [click(5, 16), click(5, 1)], 0],
    ['two, and 14 days passed', [click(5, 20), click(5, 14)], 4],
    ['two, and not yet', [click(5, 20), click(5, 13.9)], 5],
    ['an order', [order(29.9)], 5],
    ['an order, then 4', [order(30)], 4],
    ['an order long ago', [order(900)], 4],
    ['a refunded order', [{ ...order(1), counts: false } as Fact], 0],
    ['ready to buy, they say', [answer(5, 29)], 5],
    ['ready, they said', [answer(5, 31)], 4],
    ['what is still to come counts for nothing', [click(3, -1)], 0],
    ['an admin’s word, downwards too', [order(1), word(2, 5, 1)], 2],
    ['until its date', [order(1), word(2, 5, 0)], 5],
  ])('%s', async (_name, facts, rung) => {
    const db = await stage()
    for (const fact of facts) tell(db, fact)
    expect(plainRung(facts, 1, AT)).toBe(rung)
    await refreshAwareness(db, AT)
    expect(explainRung(db, 1, AT)?.rung ?? 0).toBe(rung)
  })

  test('a step explains itself', async () => {
    const db = await stage()
    for (const fact of [click(3, 200), order(40)]) tell(db, { ...fact })
    await refreshAwareness(db, AT)
    expect(explainRung(db, 1, AT)).toEqual({
      ...{ rung: 4, because: { kind: 'order' }, evidenceAt: AT - 40 * DAY, since: AT, fadesAt: null },
      ...{ faded: true, old: false },
    })
    expect(explainRung(db, 1, AT + 141 * DAY)?.old).toBe(true)
    tell(db, word(1, 0, 7))
    await refreshAwareness(db, AT, [1])
    expect(explainRung(db, 1, AT)).toMatchObject({
      rung: 1,
      because: { kind: 'override', reason: 'said so' },
      fadesAt: AT + 7 * DAY,
    })
    dropOverride(db, 1)
    tell(db, click(4, 0))
    await refreshAwareness(db, AT, [1])
    expect(explainRung(db, 1, AT)).toMatchObject({
      rung: 4,
      because: { kind: 'click', topic: 'Topic 4' },
      faded: false,
    })
    expect(() => setOverride(db, { subscriberId: 1, rung: 2, until: AT - 1, reason: 'x', adminId: 1 }, AT)).toThrow(
      'date_past',
    )
    expect(() => setOverride(db, { subscriberId: 1, rung: 2, until: AT + 1, reason: ' ', adminId: 1 }, AT)).toThrow(
      'override_reason',
    )
  })
})

const person = fc.integer({ min: 1, max: 6 })
const rung = fc.constantFrom<Rung[]>(1, 2, 3, 4, 5, 5, 5)
const at = fc.oneof(
  fc.integer({ min: AT - 60 * DAY, max: AT }),
  fc.integer({ min: 0, max: 60 }).map(days => AT - days * DAY),
  fc.integer({ min: 0, max: 9 }).map(thirds => AT - DAY + thirds * (MINUTE / 3)),
)
const fact: fc.Arbitrary<Fact> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('click' as const),
      person,
      rung,
      at,
      verdict: fc.constantFrom('human' as const, 'human' as const, 'machine' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), person, rung, at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('order' as const), person, at, counts: fc.boolean() }) },
  fc
    .record({ kind: fc.constant('override' as const), person, rung, at, days: fc.integer({ min: 1, max: 20 }) })
    .map(({ days, ...given }) => ({ ...given, until: given.at + days * DAY })),
)

test('step by step = from scratch = by the words of the rule', async () => {
  const db = await stage()
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), async (facts, every) => {
      db.write(() => {
        for (const table of [
          'clicks',
          'topic_answers',
          'orders',
          'awareness',
          'awareness_moves',
          'awareness_overrides',
        ])
          db.sql(`delete from ${table}`).run()
      })
      const inOrder = [...facts].sort((a, b) => a.at - b.at)
      const watch = watches(db)
      await watch.run(AT - 61 * DAY)
      const told: Fact[] = []
      for (const [i, next] of inOrder.entries()) {
        db.write(() => tell(db, next))
        told.push(next)
        if (i % every !== 0 && i !== inOrder.length - 1) continue
        await refreshAwareness(db, next.at, [next.person])
        await watch.run(next.at + MINUTE)
      }
      await watch.run(AT + MINUTE)
      const expected = [1, 2, 3, 4, 5, 6].map(one => plainRung(told, one, AT + MINUTE))
      expect(rungs(db)).toEqual(expected)
      const moves = await ladderMovement(db, AT - 61 * DAY, AT + MINUTE)
      for (const to of [0, 1, 2, 3, 4, 5]) {
        const people = moves.filter(move => move.to === to).reduce((sum, move) => sum + move.people, 0)
        expect([to, people]).toEqual([to, expected.filter(one => one === to).length])
      }
      expect(moves.every(({ from }) => from === 0)).toBe(true)
      const before = stored(db)
      db.sql('delete from awareness').run()
      await refreshAwareness(db, AT + MINUTE)
      expect(stored(db)).toEqual(before)
      const sizes = await listRungSizes(db)
      expect(sizes.map(({ people }) => people)).toEqual(
        [0, 1, 2, 3, 4, 5].map(one => expected.filter(rung => rung === one).length),
      )
    }),
    { numRuns: 60 },
  )
})

test('moves are counted as they came, though the clock was set back between two', async () => {
  const db = await stage()
  const click = (rung: number): Fact => ({ kind: 'click', person: 4, rung, at: AT - DAY, verdict: 'human' })
  tell(db, click(3))
  await refreshAwareness(db, AT)
  tell(db, click(4))
  await refreshAwareness(db, AT - MINUTE)
  expect((await ladderMovement(db, AT - DAY, AT + DAY)).filter(({ to }) => to > 0)).toEqual([
    { from: 0, to: 4, people: 1 },
  ])
})

test('the watch sees what fades, and a look costs nothing twice', async () => {
  const db = await stage()
  const watch = watches(db)
  tell(db, { kind: 'order', person: 2, at: AT, counts: true })
  await watch.run(AT)
  const moves = () =>
    db.sql<{ from: number | null; to: number | null }>('select "from", "to" from awareness_moves order by id').all()
  expect(moves()).toEqual([{ from: null, to: 5 }])
  await watch.run(AT + MINUTE)
  await watch.run(AT + 30 * DAY)
  expect(moves()).toEqual([
    { from: null, to: 5 },
    { from: 5, to: 4 },
  ])
  db.sql('update orders set refunded = total').run()
  markStale(db, [2])
  await watch.run(AT + 31 * DAY)
  expect(moves().at(-1)).toEqual({ from: 4, to: null })
  expect(await ladderMovement(db, AT - 1, AT + DAY)).toEqual([
    { from: 0, to: 0, people: 5 },
    { from: 0, to: 5, people: 1 },
  ])
  expect(await ladderMovement(db, AT + DAY, AT + 30 * DAY)).toContainEqual({ from: 5, to: 4, people: 1 })
  expect(await ladderMovement(db, AT + 30 * DAY, AT + 40 * DAY)).toContainEqual({ from: 4, to: 0, people: 1 })
})

describe('topics', () => {
  test('have one name each, whatever the case', async () => {
    const db = await stage()
    expect(() => createTopic(db, { name: ' topic  1 ', rung: 2, createdBy: 1 }, AT)).toThrow('topic_name_taken')
    expect(() => createTopic(db, { name: ' ', rung: 2, createdBy: 1 }, AT)).toThrow('topic_name_invalid')
    expect(() => createTopic(db, { name: 'x'.repeat(49), rung: 2, createdBy: 1 }, AT)).toThrow('topic_name_invalid')
    renameTopic(db, 1, 'Сухая кожа')
    expect(findTopicByName(db, 'СУХАЯ КОЖА')?.id).toBe(1)
    archiveTopic(db, 1, AT)
    expect(findTopicByName(db, 'сухая кожа')).toBeNull()
    expect(listTopics(db).map(({ id }) => id)).toEqual([2, 3, 4, 5])
    expect(createTopic(db, { name: 'сухая кожа', rung: 2, createdBy: 1 }, AT).id).toBe(6)
    expect(() => renameTopic(db, 1, 'x')).toThrow('topic_not_found')
  })

  test('of another step put people there; put away, they still tell what people know', async () => {
    const db = await stage()
    tell(db, { kind: 'click', person: 1, rung: 3, at: AT, verdict: 'human' })
    setTopicRung(db, 3, 4)
    await refreshAwareness(db, AT)
    expect(rungs(db)[0]).toBe(4)
    archiveTopic(db, 3, AT)
    await refreshAwareness(db, AT)
    expect(rungs(db)[0]).toBe(4)
    setLinkTopic(db, 1, 3, null, AT)
    await refreshAwareness(db, AT)
    expect(rungs(db)[0]).toBe(0)
  })

  test('put on a link that was clicked, another or none, tell by the next minute', async () => {
    const db = await stage()
    db.write(() => setLinkTopic(db, 1, 3, null, 0))
    tell(db, { kind: 'click', person: 1, rung: 3, at: AT - DAY, verdict: 'human' })
    tell(db, { kind: 'click', person: 2, rung: 3, at: AT - DAY, verdict: 'machine' })
    const watch = createLadderWatch(db)
    await watch.run(AT)
    expect(rungs(db)).toEqual([0, 0, 0, 0, 0, 0])
    db.write(() => setLinkTopic(db, 1, 3, 2, AT + 5 * MINUTE))
    await watch.run(AT + 6 * MINUTE)
    expect(rungs(db)).toEqual([2, 0, 0, 0, 0, 0])
    db.write(() => setLinkTopic(db, 1, 3, null, AT + 9 * MINUTE))
    await watch.run(AT + 10 * MINUTE)
    expect(rungs(db)).toEqual([0, 0, 0, 0, 0, 0])
  })
})
