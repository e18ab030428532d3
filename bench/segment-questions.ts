import { DAY } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import type { PlainCriterion } from '../src/segments/criterion.js'

/** A question about people: as a criterion, and as the best SQL we could write by hand, in several forms. */
export type Question = {
  name: string
  criterion: PlainCriterion
  hand: { text: string; params: (string | number)[] }[]
}

/** The questions of the bench, over a seeded crowd. `at` is the moment of evaluation, ms UTC. */
export function questions(db: Db, at: number): Question[] {
  const field = (key: string) => db.sql<{ id: number }>('select id from attributes where key = ?').get(key)?.id ?? 0
  const city = field('city')
  const country = field('country')
  const offer = db
    .sql<{ id: number; broadcast: number }>(
      'select o.id, b.id as broadcast from broadcasts b join offers o on o.id = b.offer_id order by b.started_at desc limit 1 offset 3',
    )
    .get() ?? { id: 0, broadcast: 0 }
  const month = at - 30 * DAY
  const sixty = at - 60 * DAY
  const inSixty = { in: 60, unit: 'days' } as const
  const inThirty = { in: 30, unit: 'days' } as const
  const has = 'select subscriber_id as id from attribute_values where attribute_id = ? and value = ?'
  const received = `(select count(*) from deliveries d where d.subscriber_id = s.id and d.sent_at >= ? and d.sent_at <= ?)`
  const clickedSince = `select subscriber_id from clicks where at >= ? and at <= ? and verdict = 'human'`
  const open = `select subscriber_id from deliveries where state = 'uncertain' and sent_at is null and claimed_at >= ? and claimed_at <= ?`
  return [
    {
      name: 'field equality, selective',
      criterion: { leaf: 'field', field: city, test: { is: ['Yerevan'] } },
      hand: [{ text: has, params: [city, 'yerevan'] }],
    },
    {
      name: 'field equality, broad',
      criterion: { leaf: 'field', field: country, test: { is: ['LV'] } },
      hand: [{ text: has, params: [country, 'lv'] }],
    },
    {
      name: 'clicked one offer in 30 days',
      criterion: { leaf: 'clicked', count: { atLeast: 1 }, window: inThirty, offer: offer.id, link: null },
      hand: [
        {
          text: `select distinct subscriber_id as id from clicks where broadcast_id = ? and verdict = 'human' and at >= ? and at <= ?`,
          params: [offer.broadcast, month, at],
        },
      ],
    },
    {
      name: 'received 3+ and clicked none in 60 days',
      criterion: {
        all: [
          { leaf: 'received', count: { atLeast: 3 }, window: inSixty, offer: null },
          { leaf: 'clicked', count: 'none', window: inSixty, offer: null, link: null },
        ],
      },
      hand: [
        {
          text: `select r.id from (
              select subscriber_id as id, count(*) as n from (
                select subscriber_id from deliveries where sent_at is not null and sent_at >= ? and sent_at <= ?
                union all ${open})
              group by subscriber_id having n >= 3) r
            where r.id not in (${clickedSince})`,
          params: [sixty, at, sixty, at, sixty, at],
        },
        {
          text: `select s.id from subscribers s where ${received} + (select count(*) from (${open}) u where u.subscriber_id = s.id) >= 3
            and not exists (select 1 from clicks c where c.subscriber_id = s.id and c.at >= ? and c.at <= ? and c.verdict = 'human')`,
          params: [sixty, at, sixty, at, sixty, at],
        },
        {
          text: `select id from (
              select d.subscriber_id as id, count(*) as n from broadcasts b cross join deliveries d indexed by deliveries_state on d.broadcast_id = b.id
              where b.started_at >= ? and d.state in ('sent', 'uncertain') and coalesce(d.sent_at, d.claimed_at) >= ? and coalesce(d.sent_at, d.claimed_at) <= ?
              group by d.subscriber_id having n >= 3)
            where id not in (${clickedSince})`,
          params: [sixty - DAY, sixty, at, sixty, at],
        },
      ],
    },
    {
      name: 'an RFM group',
      criterion: { leaf: 'rfm', cells: ['champions'] },
      hand: [
        {
          text: `select c.subscriber_id as id from rfm_scores r cross join customers c on c.id = r.customer_id
            where r.cell = ? and c.subscriber_id is not null`,
          params: ['champions'],
        },
      ],
    },
    {
      name: 'four parts with and, or, not',
      criterion: {
        all: [
          {
            any: [
              { leaf: 'field', field: city, test: { is: ['Riga', 'Vilnius'] } },
              { leaf: 'premium', value: true },
            ],
          },
          { leaf: 'clicked', count: { atLeast: 1 }, window: inThirty, offer: null, link: null },
          { leaf: 'ordered', count: 'none', window: inThirty, product: null, category: null, total: null },
        ],
      },
      hand: [
        {
          text: `select s.id from subscribers s
            where (s.id in (select subscriber_id from attribute_values where attribute_id = ? and value in ('riga', 'vilnius')) or s.premium = 1)
              and s.id in (${clickedSince})
              and s.id not in (select c.subscriber_id from orders o cross join customers c on c.id = o.customer_id
                where o.at >= ? and o.at <= ? and o.status = 'paid' and (o.total > o.refunded or o.total = 0) and c.subscriber_id is not null)`,
          params: [city, month, at, month, at],
        },
        {
          text: `select s.id from subscribers s
            where (s.premium = 1 or exists (select 1 from attribute_values v where v.subscriber_id = s.id and v.attribute_id = ? and v.value in ('riga', 'vilnius')))
              and exists (select 1 from clicks k where k.subscriber_id = s.id and k.at >= ? and k.at <= ? and k.verdict = 'human')
              and not exists (select 1 from customers c cross join orders o on o.customer_id = c.id where c.subscriber_id = s.id
                and o.at >= ? and o.at <= ? and o.status = 'paid' and (o.total > o.refunded or o.total = 0))`,
          params: [city, month, at, month, at],
        },
      ],
    },
  ]
}
