import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { asksWhether } from '../../src/segments/compile/event.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { type Count, type Criterion, leavesOf, type Window } from '../../src/segments/criterion.js'
import { openTemporary } from '../support/migrated.js'
import {
  age,
  clickedTopic,
  days,
  engagement,
  field,
  ladder,
  near,
  ONCE,
  ordered,
  orderTime,
  over,
  received,
  rfm,
  score,
  source,
  spent,
  stopped,
  subscribed,
} from './cases/conditions.js'
import { CASES } from './cases.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { ago, CONTEXT, human, worldOf } from './fixture.js'

const counts: Count[] = ['none', { atLeast: 1 }, { atLeast: 3 }, { atMost: 2 }, { exactly: 2 }]
const windows: (Window | null)[] = [
  null,
  { in: 60, unit: 'days' },
  { ago: 'over', n: 60, unit: 'days' },
  { from: '2026-11-01', to: '2026-11-20' },
]

/** People are found by their numbers, not sought. */
const BY_ID = /^SEARCH s USING INTEGER PRIMARY KEY \(rowid=\?\)/

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

/** How a condition must be answered: each of these steps stands in its plan. */
const steps: [string, Criterion, ...RegExp[]][] = [
  ['source', source('source 3'), /^SEARCH s USING INDEX subscribers_source \(source=\?/],
  [
    'last source',
    { leaf: 'source', values: ['source 3'], last: true },
    /^SEARCH s USING INDEX subscribers_last_source \(last_source=\?/,
  ],
  [
    'subscribed',
    subscribed(days(7)),
    /^SEARCH s USING .*subscribers_subscribed_at \(subscribed_at>\? AND subscribed_at<\?\)/,
  ],
  ['near', near(25, 57, 24), /^SEARCH s USING INDEX subscribers_place \(lat>\? AND lat<\?\)/],
  ['listed', { leaf: 'listed', segment: 1 }, BY_ID, /^SEARCH m USING PRIMARY KEY \(segment_id=\?\)/],
  ['value', field(1, { is: ['x', 'y'] }), BY_ID, /^SEARCH v USING PRIMARY KEY \(attribute_id=\? AND value=\?\)/],
  ['number', field(1, { number: { over: 5 } }), BY_ID, /^SEARCH v USING PRIMARY KEY \(attribute_id=\? AND value>\?\)/],
  [
    'day',
    field(3, { day: days(5) }),
    BY_ID,
    /^SEARCH v USING PRIMARY KEY \(attribute_id=\? AND value>\? AND value<\?\)/,
  ],
  ['part', field(1, { contains: 'x' }), BY_ID, /^SEARCH v USING PRIMARY KEY \(attribute_id=\?\)/],
  ['known', field(1, { known: true }), BY_ID, /^SEARCH v USING .*\(attribute_id=\?\)/],
  [
    'age',
    age({ from: 20, to: 30 }),
    BY_ID,
    /^SEARCH v USING PRIMARY KEY \(attribute_id=\? AND value>\? AND value<\?\)/,
  ],
  [
    'topic',
    clickedTopic(1, ONCE),
    ...[BY_ID, /^SEARCH t USING COVERING INDEX link_topics_topic \(topic_id=\?\)/],
    /^SEARCH b USING COVERING INDEX broadcasts_offer \(offer_id=\?\)/,
    /^SEARCH e USING INDEX clicks_broadcast \(broadcast_id=\? AND link=\?\)/,
  ],
  [
    'got a code',
    { leaf: 'gotCode', count: ONCE, window: days(60), offer: null },
    ...[BY_ID, /^SEARCH p USING COVERING INDEX promo_codes_taken \(taken_at>\? AND taken_at<\?\)/],
    /^SEARCH e USING INTEGER PRIMARY KEY/,
  ],
  [
    'used a code',
    { leaf: 'usedCode', count: ONCE, window: null, offer: null },
    ...[BY_ID, /^(SEARCH|SCAN) o USING COVERING INDEX orders_promo/],
    /^SEARCH p EXISTS USING INDEX promo_codes_folded \(folded=\?\)/,
  ],
  ['how often', { leaf: 'wish', wants: { often: ['weekly'] } }, BY_ID, /^SCAN w$/],
  ['stopped', stopped(ONCE, days(60)), BY_ID, /^SCAN e USING COVERING INDEX subscription_events_stop/],
  [
    'engagement',
    engagement('cooling'),
    /^SEARCH e USING .*survey_answers_question \(question_id=\? AND answered_at>\?/,
  ],
  [
    'orders of late',
    ordered(ONCE, { window: days(30) }),
    BY_ID,
    /^SEARCH o USING COVERING INDEX orders_at \(at>\? AND at<\?\)/,
  ],
  [
    'orders ever',
    ordered('none'),
    /^SEARCH o USING COVERING INDEX orders_customer \(customer_id=\?/,
    /^SEARCH c USING COVERING INDEX customers_subscriber_id_unique \(subscriber_id=\?/,
  ],
  [
    'a product',
    ordered(ONCE, { product: 'x', window: days(30) }),
    ...[BY_ID, /^SEARCH l USING COVERING INDEX order_lines_product \(product_folded=\?\)/],
    /^SEARCH o USING INTEGER PRIMARY KEY/,
    /^SEARCH l USING COVERING INDEX order_lines_sku \(sku_folded=\?\)/,
  ],
  [
    'a category',
    spent({ over: 5 }, { category: 'x' }),
    ...[BY_ID, /^SEARCH l USING (COVERING )?INDEX order_lines_category \(category_folded=\?\)/],
    /^SEARCH o USING INTEGER PRIMARY KEY/,
  ],
  ['spent', spent({ over: 5 }), BY_ID, /^SCAN o USING COVERING INDEX orders_customer/],
  ['last order', orderTime('last', over(60)), BY_ID, /^SCAN o USING COVERING INDEX orders_customer/],
  [
    'unpaid orders of late',
    { leaf: 'orderStatus', status: 'pending', count: ONCE, window: days(3) },
    ...[BY_ID, /^SEARCH o USING COVERING INDEX orders_at \(at>\? AND at<\?\)/],
  ],
  [
    'refunded orders ever',
    { leaf: 'orderStatus', status: 'refunded', count: ONCE, window: null },
    ...[BY_ID, /^SCAN o USING COVERING INDEX orders_customer/],
  ],
  [
    'a promo code',
    { leaf: 'promoCode', count: ONCE, window: days(30), code: 'x' },
    ...[BY_ID, /^SEARCH o USING COVERING INDEX orders_promo \(promo_folded=\?\)/],
  ],
  [
    'any promo code',
    { leaf: 'promoCode', count: 'none', window: null, code: null },
    /^(SEARCH|SCAN) o USING COVERING INDEX orders_promo/,
  ],
  ['linked', { leaf: 'linked', value: true }, BY_ID, /^SEARCH c USING COVERING INDEX customers_subscriber_id_unique/],
  ['cell', rfm('champions', 'loyal'), BY_ID, /^SEARCH r USING COVERING INDEX rfm_scores_cell \(cell=\?\)/],
  [
    'never bought',
    rfm('never_bought'),
    ...[BY_ID, /^SEARCH c USING COVERING INDEX customers_subscriber_id_unique/, /^SEARCH r USING INTEGER PRIMARY KEY/],
    /^SEARCH o USING COVERING INDEX orders_customer \(customer_id=\? AND at<\?\)/,
  ],
  ['recency', score('r', 5, 5), BY_ID, /^SEARCH r USING COVERING INDEX rfm_scores_scores \(r>\? AND r<\?\)/],
  ['frequency', score('f', 5, 5), BY_ID, /^SEARCH r USING .*rfm_scores_scores \(r=\? AND f>\? AND f<\?\)/],
  ['money', score('m', 5, 5), BY_ID, /^SEARCH r USING .*rfm_scores_scores \(r=\? AND f=\? AND m>\? AND m<\?\)/],
  ['ladder', ladder(4, 5), BY_ID, /^SEARCH a USING COVERING INDEX awareness_rung \(rung=\?\)/],
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
  // What the cases name.
  ...{ fields: EIGHT.fields, topics: EIGHT.topics, segments: EIGHT.segments },
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
  ['replies', 'replies_subscriber', '400000 2 1'],
  ['subscribers', 'subscribers_last_source', '700000 20000'],
  ['subscribers', 'subscribers_place', '600000 6 2'],
  ['subscription_events', 'subscription_events_stop', '90000 1 1'],
  ['survey_answers', 'survey_answers_question', '900000 90000 2'],
  ['attribute_values', 'attribute_values', '6000000 600000 600 1'],
  ['attribute_values', 'attribute_values_subscriber', '6000000 6 1'],
  ['customers', 'customers_subscriber_id_unique', '1000000 1'],
  ['orders', 'orders_customer', '3000000 3 1 1 1 1 1'],
  ['orders', 'orders_at', '3000000 1 1 1 1 1 1'],
  ['order_lines', 'order_lines_product', '6000000 6000 1'],
  ['order_lines', 'order_lines_category', '6000000 300000 1'],
  ['rfm_scores', 'rfm_scores_cell', '800000 80000 1'],
  ['rfm_scores', 'rfm_scores_scores', '800000 160000 32000 6400 1'],
  ['awareness', 'awareness_rung', '400000 80000 1'],
  ['segment_members', 'segment_members', '500000 50000 1'],
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

describe.each(statistics)('query plans %s', (name, analyze) => {
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

  /** One pass over an index that holds all that is asked, in the order that groups without sorting; or a few rows. */
  const allowed =
    /^SCAN (s\b|[orw]$|\(subquery-\d+\)$|g$|u$|open$|q\b|k$|names$|json_each|\w+ USING COVERING INDEX|e USING INDEX deliveries_uncertain)/

  test('no condition scans a table', () => {
    const leaves = [...events, ...CASES.map(({ criterion }) => criterion)]
    for (const criterion of leaves.flatMap((leaf): Criterion[] => [
      leaf,
      { not: leaf },
      { all: [source('source 3'), leaf] },
      { any: [source('source 3'), leaf] },
    ])) {
      const found = plan(criterion).filter(step => step.startsWith('SCAN') && !allowed.test(step))
      expect(found, JSON.stringify(criterion)).toEqual([])
    }
  })

  test('asked of one person, every condition searches', () => {
    const few = /^SCAN (g$|u$|open$|q\b|json_each|e USING INDEX deliveries_uncertain)/
    // Which place somebody is at, and who is drawn of many, is a question about everybody.
    const ofAll = (leaf: Criterion) =>
      leavesOf(leaf).some(one => one.leaf === 'top' || (one.leaf === 'random' && one.people !== undefined))
    for (const leaf of [...events, ...CASES.map(({ criterion }) => criterion)]) {
      if (ofAll(leaf)) continue
      const { text, params } = compileCriterion(expandCriterion(db, leaf), { ...CONTEXT, one: true })
      const found = db
        .sql<{ detail: string }>(`explain query plan select (${text}) from subscribers s where s.id = 7`)
        .all(...params)
        .map(row => row.detail)
        .filter(step => step.startsWith('SCAN') && !few.test(step))
      expect(found, JSON.stringify(leaf)).toEqual([])
    }
  })

  test.each(steps)('%s is searched by its index', (_name, criterion, ...wanted) => {
    const found = plan(criterion)
    // Four hundred people are sooner read than looked up.
    if (name === 'after ANALYZE' && 'leaf' in criterion && criterion.leaf === 'source') return
    for (const step of wanted) expect(found).toContainEqual(expect.stringMatching(step))
  })

  test('events of any offer are one pass, in the order that counts without sorting', () => {
    for (const criterion of events) {
      if (!('leaf' in criterion && 'offer' in criterion && 'count' in criterion) || criterion.offer !== null) continue
      const found = plan(criterion)
      const { leaf, count, window } = criterion
      if (asksWhether(count ?? 'none') && (leaf === 'received' || (leaf === 'seen' && window === null))) {
        const first = /^SEARCH e (EXISTS )?USING COVERING INDEX (deliveries_sent|reads_subscriber) \(subscriber_id=\?/
        expect(found).toContainEqual(expect.stringMatching(first))
        continue
      }
      expect(found).toContainEqual(expect.stringMatching(/^SCAN e USING COVERING INDEX \w+_(sent|subscriber)/))
      // The few without an answer are gathered by themselves.
      const sorted = found.filter(step => step.startsWith('USE TEMP B-TREE FOR GROUP BY'))
      expect(sorted.length).toBeLessThanOrEqual(criterion.leaf === 'received' ? 2 : 0)
    }
  })

  test('messages without an answer are gathered once, not for every person', () => {
    const found = plan(received({ atLeast: 3 }))
    expect(found.filter(step => step.startsWith('MATERIALIZE open'))).toHaveLength(1)
    expect(found.filter(step => step.startsWith('SCAN e USING INDEX deliveries_uncertain'))).toHaveLength(1)
    expect(found).toContainEqual(expect.stringMatching(/^SEARCH e USING .*deliveries_sent \(subscriber_id=\?/))
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
