import { DAY } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import { buyers, counted, one, plain } from './segment-hand.js'
import type { Question } from './segment-questions.js'

const ONCE = { atLeast: 1 } as const
const NO_THING = { product: null, category: null } as const

/** A question for each kind that asks what became of messages, of orders, or what somebody did. @param at the moment of evaluation, ms UTC */
export function eventQuestions(db: Db, at: number): Question[] {
  const month = at - 30 * DAY
  const days = (n: number) => ({ in: n, unit: 'days' as const })
  const window = days(30)
  const between = (column: string) => `${column} >= ${month} and ${column} <= ${at}`
  const city = db.sql<{ id: number }>(`select id from attributes where key = 'city'`).get()?.id ?? 0
  const offer =
    db.sql<{ id: number }>('select offer_id as id from broadcasts order by started_at desc limit 1 offset 3').get()
      ?.id ?? 0
  const sold = db
    .sql<{ product: string; folded: string }>('select product, product_folded as folded from order_lines limit 1')
    .get() ?? { product: '', folded: '' }
  const now = counted('o', at)
  const first = `select o.customer_id from orders o indexed by orders_at where ${now} and o.at >= ${month}
    and not exists (select 1 from orders p indexed by orders_customer where p.customer_id = o.customer_id and p.at < ${month} and ${counted('p', at)})
    group by o.customer_id`
  const gap = `select o.customer_id from orders o indexed by orders_customer where ${now} group by o.customer_id
    having (max(o.at) - (select p.at from orders p indexed by orders_customer where p.customer_id = o.customer_id
      and ${counted('p', at)} order by p.at desc limit 1 offset 1)) / ${DAY} < 14`
  const spent = `select person from (select person, row_number() over (order by n desc, dice, id) as place, count(*) over () as many
    from (select c.subscriber_id as person, g.n, s.dice, s.id from (
        select o.customer_id, sum(o.total - o.refunded) as n from orders o indexed by orders_customer
        where ${now} and o.currency = 'EUR' group by o.customer_id having n > 0) g
      cross join customers c on c.id = g.customer_id cross join subscribers s on s.id = c.subscriber_id
      where s.erased_at is null)) where (place - 1) * 10000 < many * 1000`
  return [
    one(
      'message not delivered',
      { leaf: 'delivery', offer, is: ['failed'] },
      plain(`select d.subscriber_id as id from broadcasts b cross join deliveries d indexed by deliveries_state
        on d.broadcast_id = b.id where b.offer_id = ${offer} and d.state = 'failed'`),
    ),
    one(
      'missed a message',
      { leaf: 'missed', count: ONCE, window, why: null },
      plain(`select distinct d.subscriber_id as id from broadcasts q cross join deliveries d indexed by deliveries_state
        on d.broadcast_id = q.id and d.state in ('failed', 'skipped', 'uncertain')
        where ${between('coalesce(d.sent_at, d.claimed_at, q.started_at)')}`),
      plain(`select distinct d.subscriber_id as id from broadcasts q cross join deliveries d indexed by deliveries_state
        on d.broadcast_id = q.id and d.state in ('failed', 'skipped', 'uncertain')
        where q.started_at >= ${month - DAY} and ${between('coalesce(d.sent_at, d.claimed_at, q.started_at)')}`),
    ),
    one(
      'got a code',
      { leaf: 'gotCode', count: ONCE, window, offer: null },
      plain(`select distinct d.subscriber_id as id from promo_codes p cross join deliveries d on d.id = p.delivery_id
        where p.delivery_id > 0 and ${between('p.taken_at')}`),
    ),
    one(
      'used a code',
      { leaf: 'usedCode', count: ONCE, window: null, offer: null },
      buyers(`select o.customer_id from promo_codes p cross join orders o indexed by orders_promo on o.promo_folded = p.folded
        where p.delivery_id is not null and ${now} group by o.customer_id`),
      buyers(`select o.customer_id from orders o indexed by orders_promo where o.promo_folded is not null and ${now}
        and exists (select 1 from promo_codes p where p.folded = o.promo_folded and p.delivery_id is not null) group by o.customer_id`),
    ),
    one(
      'ordered after a message',
      { leaf: 'orderedAfter', count: ONCE, window, offer: null },
      plain(`select distinct subscriber_id as id from conversions indexed by conversions_subscriber
        where subscriber_id is not null and "by" <> 'shared' and ${between('at')}`),
      plain(`select distinct subscriber_id as id from conversions not indexed
        where subscriber_id is not null and "by" <> 'shared' and ${between('at')}`),
    ),
    one('days between orders', { leaf: 'orderGap', days: { under: 14 } }, buyers(gap)),
    one(
      'order cancelled ever',
      { leaf: 'orderStatus', status: 'cancelled', count: ONCE, window: null },
      buyers(
        `select distinct customer_id from orders o indexed by orders_customer where o.status = 'cancelled' and o.at <= ${at}`,
      ),
    ),
    one(
      'order cancelled in 30 days',
      { leaf: 'orderStatus', status: 'cancelled', count: ONCE, window },
      buyers(
        `select distinct customer_id from orders o indexed by orders_at where o.status = 'cancelled' and ${between('o.at')}`,
      ),
    ),
    one('first order in 30 days', { leaf: 'orderTime', which: 'first', window }, buyers(first)),
    one(
      'last order in 30 days',
      { leaf: 'orderTime', which: 'last', window },
      buyers(`select distinct customer_id from orders o indexed by orders_at where ${now} and o.at >= ${month}`),
    ),
    one(
      'last order over 90 days ago',
      { leaf: 'orderTime', which: 'last', window: { ago: 'over', n: 90, unit: 'days' } },
      buyers(`select o.customer_id from orders o indexed by orders_customer where ${now} group by o.customer_id
        having max(o.at) < ${at - 90 * DAY}`),
    ),
    one(
      'three pieces of a product',
      { leaf: 'pieces', count: { atLeast: 3 }, window: null, product: sold.product, category: null },
      buyers(`select o.customer_id from order_lines l cross join orders o on o.id = l.order_id
        where l.product_folded = '${sold.folded}' and ${now} group by o.customer_id having sum(l.quantity) >= 3`),
    ),
    one(
      'discounts over 20',
      { leaf: 'discount', measure: 'sum', compare: { over: 2_000 }, currency: 'EUR', window: null },
      buyers(`select o.customer_id from orders o indexed by orders_discount where o.discount is not null and o.currency = 'EUR'
        and ${now} group by o.customer_id having sum(o.discount) > 2000`),
    ),
    one(
      'clicked, then ordered in 7 days',
      {
        leaf: 'followed',
        first: { event: 'clicked', offer: null },
        next: { event: 'ordered', offer: null },
        happened: true,
        n: 7,
        unit: 'days',
      },
      plain(`select distinct k.subscriber_id as id from clicks k indexed by clicks_subscriber where k.verdict = 'human' and k.at <= ${at}
        and exists (select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
          where c.subscriber_id = k.subscriber_id and o.at > k.at and o.at <= k.at + ${7 * DAY} and ${now})`),
      plain(`select s.id from subscribers s not indexed where exists (select 1 from clicks k indexed by clicks_subscriber
        where k.subscriber_id = s.id and k.verdict = 'human' and k.at <= ${at}
        and exists (select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
          where c.subscriber_id = k.subscriber_id and o.at > k.at and o.at <= k.at + ${7 * DAY} and ${now}))`),
    ),
    one(
      'moved between RFM groups',
      { leaf: 'rfmMove', from: ['champions'], to: null, window },
      buyers(
        `select distinct customer_id from rfm_moves e indexed by rfm_moves_at where ${between('e.at')} and e."from" = 'champions'`,
      ),
    ),
    one(
      'an event in 30 days',
      { leaf: 'reported', event: 1, having: [], count: ONCE, window },
      plain(
        `select distinct subscriber_id as id from events indexed by events_name where name_id = 1 and ${between('at')}`,
      ),
    ),
    one(
      'an event with a size over 40',
      {
        leaf: 'reported',
        event: 1,
        having: [{ property: 'size', test: { number: { over: 40 } } }],
        count: ONCE,
        window,
      },
      plain(`select distinct subscriber_id as id from events indexed by events_name where name_id = 1 and ${between('at')}
        and folded ->> '$.size' > 40`),
    ),
    one(
      'in a series',
      { leaf: 'series', stands: 'in', series: 1, window: null },
      plain(
        `select subscriber_id as id from enrolments indexed by enrolments_state where campaign_id = 1 and state = 'on_way'`,
      ),
    ),
    one(
      'finished any series in 30 days',
      { leaf: 'series', stands: 'finished', series: null, window },
      plain(`select distinct e.subscriber_id as id from campaigns k cross join enrolments e indexed by enrolments_state
        on e.campaign_id = k.id where e.state = 'done' and ${between('e.ended_at')}`),
    ),
    one(
      'answered a question',
      { leaf: 'surveyed', did: 'answered', question: 1, window },
      plain(`select subscriber_id as id from survey_answers indexed by survey_answers_question where question_id = 1
        and ${between('answered_at')}`),
    ),
    one(
      'voted in a poll',
      { leaf: 'voted', did: 'any', offer, option: 'yes' },
      plain(
        `select distinct subscriber_id as id from poll_votes indexed by poll_votes_offer where offer_id = ${offer} and folded = 'yes' and at <= ${at}`,
      ),
    ),
    one(
      'field set in 30 days',
      { leaf: 'learned', field: city, from: null, window },
      plain(
        `select distinct subscriber_id as id from attribute_values where attribute_id = ${city} and ${between('at')}`,
      ),
    ),
    one(
      'top tenth by spend',
      { leaf: 'top', by: 'spend', end: 'top', share: 1_000, currency: 'EUR', window: null },
      plain(`select person as id from (${spent})`),
    ),
    one(
      'bought a product by its part',
      { leaf: 'ordered', count: ONCE, window: null, ...NO_THING, product: { contains: 'boots' }, total: null },
      buyers(`select distinct o.customer_id from order_lines l cross join orders o on o.id = l.order_id
        where l.product_folded in (select distinct product_folded from order_lines where instr(product_folded, 'boots') > 0) and ${now}`),
    ),
  ]
}
