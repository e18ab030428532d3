import { DAY } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import { buyers, counted, one } from './segment-hand.js'
import type { Question } from './segment-questions.js'

const NO_THING = { product: null, category: null } as const
const ONCE = { atLeast: 1 } as const

/** A question for each kind of condition whose answer takes looking, beside the best that we could write by hand. */
export function kindQuestions(db: Db, at: number): Question[] {
  const field = db.sql<{ id: number }>(`select id from attributes where key = 'city'`).get()?.id ?? 0
  const sold = db
    .sql<{ product: string; folded: string; category: string; group: string }>(
      `select product, product_folded as folded, category, category_folded as "group" from order_lines
       where category is not null limit 1`,
    )
    .get() ?? { product: '', folded: '', category: '', group: '' }
  const month = at - 30 * DAY
  const days = (n: number) => ({ in: n, unit: 'days' as const })
  const counts = counted('o', at)
  const each = (where: string) => ({
    text: `select s.id from subscribers s ${/subscribed_at/.test(where) ? '' : 'not indexed'} where ${where}`,
    params: [],
  })
  const first = (table: string, index: string, test: string) =>
    `exists (select 1 from ${table} e indexed by ${index} where e.subscriber_id = s.id and e.at <= ${at} and ${test})`
  const pass = (table: string, index: string, test: string) =>
    `select distinct e.subscriber_id as id from ${table} e indexed by ${index} where e.at >= ${month} and e.at <= ${at} and ${test}`
  const bought = `exists (select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
    where c.subscriber_id = s.id and ${counts})`
  const got = `exists (select 1 from deliveries e indexed by deliveries_sent where e.subscriber_id = s.id and e.sent_at <= ${at})
    or s.id in (select subscriber_id from deliveries where state = 'uncertain' and sent_at is null and claimed_at <= ${at})`
  const lines = (column: string, name: string) =>
    buyers(`select o.customer_id from order_lines l cross join orders o on o.id = l.order_id
      where l.${column} = '${name}' and ${counts} group by o.customer_id`)
  const nth = (order: string, offset: number, what: string) => ({
    text: `select c.subscriber_id as id from customers c where c.subscriber_id is not null and (select ${what}
      from orders o indexed by orders_customer where o.customer_id = c.id and ${counts} order by ${order} limit 1 offset ${offset})`,
    params: [],
  })
  const events = { count: ONCE, window: days(30), offer: null } as const
  const moved = `e.at >= ${month} and e.at <= ${at} and coalesce(e."to", 1) > coalesce(e."from", 1)`
  return [
    one('premium', { leaf: 'premium', value: true }, each('s.premium = 1')),
    one(
      'subscribed in 30 days',
      { leaf: 'subscribed', window: days(30) },
      each(`s.subscribed_at between ${month} and ${at}`),
    ),
    one('status', { leaf: 'status', values: ['unsubscribed'] }, each(`s.status = 'unsubscribed'`)),
    one('source', { leaf: 'source', values: ['site'] }, each(`s.source collate nocase = 'site'`)),
    one(
      'field unknown',
      { leaf: 'field', field, test: { known: false } },
      each(`not exists (select 1 from attribute_values v where v.subscriber_id = s.id and v.attribute_id = ${field})`),
    ),
    one('received ever', { leaf: 'received', ...events, window: null }, each(got)),
    one('received nothing', { leaf: 'received', ...events, count: 'none', window: null }, each(`not (${got})`)),
    one(
      'seen in 30 days',
      { leaf: 'seen', ...events, grade: 'any' },
      { text: pass('reads', 'reads_subscriber', 'true'), params: [] },
    ),
    one(
      'seen ever',
      { leaf: 'seen', ...events, window: null, grade: 'any' },
      each(first('reads', 'reads_subscriber', 'true')),
    ),
    one(
      'never clicked',
      { leaf: 'clicked', ...events, count: 'none', window: null, link: null },
      each(`not ${first('clicks', 'clicks_subscriber', `e.verdict = 'human'`)}`),
      each(`s.id not in (select subscriber_id from clicks where verdict = 'human' and at <= ${at})`),
    ),
    one(
      'reacted',
      { leaf: 'reacted', ...events },
      { text: pass('reads', 'reads_subscriber', `e.evidence = 'reaction'`), params: [] },
    ),
    one(
      'replied',
      { leaf: 'replied', count: ONCE, window: days(30) },
      { text: pass('replies', 'replies_subscriber', 'true'), params: [] },
    ),
    one(
      'stopped',
      { leaf: 'stopped', count: ONCE, window: days(30) },
      { text: pass('subscription_events', 'subscription_events_stop', `e.kind = 'stop'`), params: [] },
    ),
    one('ordered ever', { leaf: 'ordered', count: ONCE, window: null, ...NO_THING, total: null }, each(bought)),
    one(
      'never ordered',
      { leaf: 'ordered', count: 'none', window: null, ...NO_THING, total: null },
      each(`not ${bought}`),
    ),
    one(
      'ordered twice',
      { leaf: 'ordered', count: { atLeast: 2 }, window: null, ...NO_THING, total: null },
      buyers(
        `select customer_id from orders o indexed by orders_customer where ${counts} group by customer_id having count(*) >= 2`,
      ),
    ),
    one(
      'bought a product',
      { leaf: 'ordered', count: ONCE, window: null, product: sold.product, category: null, total: null },
      lines('product_folded', sold.folded),
    ),
    one(
      'bought of a category',
      { leaf: 'ordered', count: ONCE, window: null, product: null, category: sold.category, total: null },
      lines('category_folded', sold.group),
    ),
    one(
      'second order over 50',
      { leaf: 'nthOrder', which: 2, ...NO_THING, total: { compare: { over: 5_000 }, currency: 'EUR' }, window: null },
      nth('o.at, o.id', 1, `o.currency = 'EUR' and o.total - o.refunded > 5000`),
    ),
    one(
      'last order of a category',
      { leaf: 'nthOrder', which: 'last', product: null, category: sold.category, total: null, window: null },
      nth(
        'o.at desc, o.id desc',
        0,
        `o.id in (select order_id from order_lines where category_folded = '${sold.group}')`,
      ),
    ),
    one(
      'promo code',
      { leaf: 'promoCode', count: ONCE, window: null, code: 'SAVE3' },
      buyers(
        `select o.customer_id from orders o indexed by orders_promo where o.promo_folded = 'save3' and ${counts} group by o.customer_id`,
      ),
    ),
    one(
      'spent over 100',
      { leaf: 'spent', measure: 'sum', compare: { over: 10_000 }, currency: 'EUR', window: null, ...NO_THING },
      buyers(`select customer_id from orders o indexed by orders_customer where ${counts} and o.currency = 'EUR'
        group by customer_id having sum(o.total - o.refunded) > 10000`),
    ),
    one(
      'linked',
      { leaf: 'linked', value: true },
      each('s.id in (select subscriber_id from customers where subscriber_id is not null)'),
    ),
    one(
      'recency 4–5',
      { leaf: 'rfmScore', measure: 'r', from: 4, to: 5 },
      buyers('select r.customer_id from rfm_scores r where r.r between 4 and 5'),
      buyers('select r.customer_id from rfm_scores r not indexed where r.r between 4 and 5'),
    ),
    one(
      'ladder 5',
      { leaf: 'ladder', rungs: [5] },
      { text: 'select subscriber_id as id from awareness where rung = 5', params: [] },
    ),
    one(
      'ladder unknown',
      { leaf: 'ladder', rungs: [0] },
      each('not exists (select 1 from awareness a where a.subscriber_id = s.id)'),
    ),
    one(
      'moved up the ladder',
      { leaf: 'ladderMove', up: true, window: days(30) },
      {
        text: `select distinct e.subscriber_id as id from awareness_moves e indexed by awareness_moves_at where ${moved}`,
        params: [],
      },
    ),
    one(
      'left a segment',
      { leaf: 'segmentChange', segment: 2, entered: false, window: null },
      {
        text: `select distinct subscriber_id as id from segment_changes where segment_id = 2 and entered = 0 and at <= ${at}`,
        params: [],
      },
    ),
    one(
      'in a list',
      { leaf: 'listed', segment: 1 },
      { text: 'select subscriber_id as id from segment_members where segment_id = 1', params: [] },
    ),
  ]
}
