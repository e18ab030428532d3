import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { compileCriterion } from '../../src/segments/compile.js'
import type { Count, Criterion, Window } from '../../src/segments/criterion.js'
import { expandCriterion } from '../../src/segments/expand.js'
import { fill } from './fill.js'
import { ago, CONTEXT, human, openTemporary, worldOf } from './fixture.js'

const counts: Count[] = ['none', { atLeast: 1 }, { atLeast: 3 }, { atMost: 2 }]
const windows: (Window | null)[] = [
  null,
  { in: 60, unit: 'days' },
  { ago: 'over', n: 60, unit: 'days' },
  { from: '2026-11-01', to: '2026-11-20' },
]

const events: Criterion[] = counts.flatMap(count =>
  windows.flatMap(window =>
    [null, 1].flatMap((offer): Criterion[] => [
      { leaf: 'received', count, window, offer },
      { leaf: 'seen', count, window, offer, grade: 'any' },
      { leaf: 'seen', count, window, offer, grade: 'certain' },
      { leaf: 'clicked', count, window, offer, link: null },
      ...(offer === null ? [] : [{ leaf: 'clicked' as const, count, window, offer, link: 1 }]),
    ]),
  ),
)

const columns: [Criterion, RegExp][] = [
  [{ leaf: 'source', values: ['source 3'] }, /^SEARCH s USING .*subscribers_source \(source=\?/],
  [
    { leaf: 'subscribed', window: { in: 7, unit: 'days' } },
    /^SEARCH s USING .*subscribers_subscribed_at \(subscribed_at>\? AND subscribed_at<\?\)/,
  ],
]

/** 400 people, six broadcasts of three offers, 2,400 messages: enough for ANALYZE to have opinions. */
const CROWD = worldOf({
  people: Array.from({ length: 400 }, (_, i) =>
    human(i + 1, `person ${i}`, {
      telegramLanguage: i % 2 === 0 ? 'en' : 'ru',
      source: `source ${i % 40}`,
      subscribedAt: ago(i),
    }),
  ),
  offers: [1, 2, 3].map(id => ({ id, name: `offer ${id}` })),
  broadcasts: [1, 2, 3, 4, 5, 6].map(id => ({ id, offer: 1 + (id % 3), startedAt: ago(id * 10) })),
  deliveries: Array.from({ length: 2_400 }, (_, i) => ({
    id: i + 1,
    broadcast: 1 + Math.floor(i / 400),
    person: 1 + (i % 400),
    state: i % 100 === 0 ? ('uncertain' as const) : ('sent' as const),
    at: ago(10 + 10 * Math.floor(i / 400)),
  })),
  reads: Array.from({ length: 1_000 }, (_, i) => ({
    delivery: 1 + i * 2,
    evidence: i % 2 === 0 ? ('activity' as const) : ('press' as const),
    at: ago(i % 60),
  })),
  clicks: Array.from({ length: 800 }, (_, i) => ({
    delivery: 1 + i * 3,
    link: 1 + (i % 3),
    at: ago(i % 60),
    verdict: i % 5 === 0 ? ('machine' as const) : ('human' as const),
  })),
})

/** What ANALYZE says of a million people: statistics under which the planner is tempted to scan. */
const LARGE: [table: string, index: string, rows: string][] = [
  ['subscribers', 'subscribers_source', '1000000 20000'],
  ['subscribers', 'subscribers_subscribed_at', '1000000 500'],
  ['subscribers', 'subscribers_last_seen_at', '1000000 100000'],
  ['broadcasts', 'broadcasts_offer', '25 1'],
  ['broadcasts', 'broadcasts_state', '25 25 1'],
  ['deliveries', 'deliveries_sent', '9700000 10 1'],
  ['deliveries', 'deliveries_uncertain', '9000 1'],
  ['deliveries', 'deliveries_state', '10000000 400000 130000'],
  ['deliveries', 'deliveries_once', '10000000 400000 1 1'],
  ['clicks', 'clicks_delivery', '3000000 2'],
  ['clicks', 'clicks_broadcast', '3000000 120000 40000 2'],
  ['clicks', 'clicks_subscriber', '3000000 4 1'],
  ['reads', 'reads_broadcast', '4000000 160000 80000'],
  ['reads', 'reads_subscriber', '4000000 5 1'],
  ['reads', 'reads', '4000000 2 1'],
]

const statistics: [string, (db: Db) => void][] = [
  ['without ANALYZE', () => {}],
  ['after ANALYZE', db => void db.sql('analyze').run()],
  [
    'with the statistics of a large database',
    db => {
      db.sql('analyze').run()
      for (const table of ['sqlite_stat1', 'sqlite_stat4']) db.sql(`delete from ${table}`).run()
      const insert = db.sql('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)')
      for (const row of LARGE) insert.run(...row)
      db.sql('analyze sqlite_schema').run()
    },
  ],
]

describe.each(statistics)('query plans %s', (_name, analyze) => {
  let db: Db
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openTemporary()
    db = opened.db
    close = opened.close
    fill(db, CROWD)
    analyze(db)
  })
  afterAll(() => close())

  const plan = (criterion: Criterion) => {
    const { text, params } = compileCriterion(expandCriterion(db, criterion), CONTEXT)
    const query = db.sql<{ detail: string }>(`explain query plan select count(*) from subscribers s where ${text}`)
    return query.all(...params).map(row => row.detail)
  }

  test('no condition on events scans their tables', () => {
    for (const criterion of events.flatMap((leaf): Criterion[] => [
      leaf,
      { not: leaf },
      { all: [{ leaf: 'source', values: ['source 3'] }, leaf] },
      { any: [{ leaf: 'source', values: ['source 3'] }, leaf] },
    ])) {
      const steps = plan(criterion)
      const scans = steps.filter(step => /^SCAN [be]\b/.test(step))
      expect(scans.filter(step => !step.startsWith('SCAN e USING INDEX deliveries_uncertain'))).toEqual([])
      expect(steps.filter(step => /^SEARCH e .*USING/.test(step)).length).toBeGreaterThan(0)
    }
  })

  test.each(columns)('%j uses its index', (criterion, step) => {
    expect(plan(criterion)[0]).toMatch(step)
  })

  test('messages without an answer are gathered once, not for every person', () => {
    const steps = plan({ leaf: 'received', count: { atLeast: 3 }, window: null, offer: null })
    expect(steps.filter(step => step.startsWith('SCAN e USING INDEX deliveries_uncertain'))).toHaveLength(1)
    expect(steps.some(step => /^SEARCH .* USING AUTOMATIC COVERING INDEX/.test(step))).toBe(true)
  })

  test('a condition on one offer starts from its broadcasts', () => {
    for (const criterion of events) {
      if (!('offer' in criterion) || criterion.offer === null) continue
      const steps = plan(criterion)
      expect(steps.some(step => step.startsWith('SEARCH b USING COVERING INDEX broadcasts_offer'))).toBe(true)
      expect(steps.some(step => /^SEARCH e USING .*INDEX \w+ \(broadcast_id=\?/.test(step))).toBe(true)
    }
  })
})
