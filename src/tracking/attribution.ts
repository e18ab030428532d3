import { DAY } from '../clock.js'
import { evidenceSql, MOST_EVIDENCE_DAYS } from './evidence-window.js'

/** The kinds of evidence that an order came after a delivery, the strongest first; the statement carries each as a digit. */
const DIGITS = { code: 1, shared: 2, click_id: 3, click: 4, seen: 5 } as const

/** SQL: how strong the evidence of a row under this alias is; less is stronger, and of equals the later counts. */
export const strengthSql = (row: string) =>
  `case ${row}."by" ${Object.entries(DIGITS)
    .map(([by, digit]) => `when '${by}' then ${digit}`)
    .join(' ')} end`

/** An order that counts and that somebody decided on: a renewal that happened by itself came after no message. */
export const COUNTED = `o.status = 'paid' and (o.total > o.refunded or (o.total = 0 and o.refunded = 0)) and o.renewal is not 1`

const SENT = 'coalesce(d.sent_at, d.claimed_at)'
const LONGEST = MOST_EVIDENCE_DAYS * DAY

/** The offer `f` of a delivery `d` whose message was in the chat when `o` was ordered; where Telegram gave no answer, the evidence is one. */
const offered = (o: string) => `cross join broadcasts b on b.id = d.broadcast_id and d.state in ('sent', 'uncertain')
    and ${SENT} <= ${o}.at and (d.taken_back_at is null or d.taken_back_at > ${o}.at)
  cross join offers f on f.id = b.offer_id and f.kind = 'marketing'`

/** When somebody got the code for all: with the message, or, where only its button shows the code, when they pressed it. */
const SHOWN = `iif(f.promo_button = 1 and not exists (select 1 from variants v where v.id = d.variant_id and v.shows_code = 1)
    and not exists (select 1 from variants v where v.id = d.shown_variant_id and v.shows_code = 1), (select r.at from reads r where r.delivery_id = d.id and r.evidence = 'press'), ${SENT})`

/** To whom the code of an order was given, and when: one a person; or the one for all, to those who had none of their own by then. */
const given = (o: string) => `select d.id as delivery, d.subscriber_id as owner, coalesce(p.taken_at, ${SENT}) as given
    from promo_codes p indexed by promo_codes_folded cross join deliveries d on d.id = p.delivery_id ${offered(o)}
    where p.folded = ${o}.promo_folded
  union all
  select d.id, d.subscriber_id, ${SHOWN} from offers a indexed by offers_promo
      cross join broadcasts e indexed by broadcasts_offer on e.offer_id = a.id
      cross join deliveries d indexed by deliveries_once on d.broadcast_id = e.id and d.subscriber_id = ${o}.person ${offered(o)}
    where a.promo_folded = ${o}.promo_folded and not exists (
      select 1 from promo_codes p where p.delivery_id = d.id and coalesce(p.taken_at, 0) <= ${o}.at)`

const byCode = (digit: number, whose: string) => `select delivery * 8 + ${digit} from (${given('o')})
  where given <= o.at and ${whose} order by given desc, delivery desc limit 1`

/**
 * What the order itself says (a click id, a code) counts for the delivery, unless somebody else is known to have
 * ordered.
 */
const BY_CODE = byCode(DIGITS.code, '(owner = o.person or o.person is null)')
const BY_SHARED = byCode(DIGITS.shared, 'true')
const BY_CLICK_ID = `select d.id * 8 + ${DIGITS.click_id} from deliveries d ${offered('o')}
  where d.id = o.click_delivery and (o.person is null or d.subscriber_id = o.person)`

const BY_CLICK = `select k.id * 8 + ${DIGITS.click} from clicks k indexed by clicks_subscriber
    cross join deliveries d on d.id = k.delivery_id ${offered('o')}
  where k.subscriber_id = o.person and k.verdict = 'human' and k.at between o.at - ${LONGEST} and o.at
    and k.at >= o.at - ${evidenceSql('f').click} order by k.at desc, k.id desc limit 1`

const BY_SEEN = `select d.id * 8 + ${DIGITS.seen} from reads r indexed by reads_subscriber
    cross join deliveries d on d.id = r.delivery_id ${offered('o')}
  where r.subscriber_id = o.person and r.grade = 'confirmed' and r.at between o.at - ${LONGEST} and o.at
    and r.at >= o.at - ${evidenceSql('f').seen} order by r.at desc, d.id desc limit 1`

/** The last opening by a person of the message that the order's click id names. */
const NAMED_CLICK = `select k.id from clicks k indexed by clicks_delivery where k.delivery_id = w.found >> 3
  and k.verdict = 'human' and k.at <= w.at order by k.at desc, k.id desc limit 1`

/** Whose orders are looked at: those of the customers in the JSON array `:who`, or of everybody. */
export type Scope = 'some' | 'all'

/**
 * One row for each order that came after a delivery, with the columns of `conversions`. For each order the strongest evidence
 * is looked for first, and what is weaker only where there is none. Customers who were forgotten are left out.
 */
export function attributionSql(scope: Scope): string {
  const whose =
    scope === 'all'
      ? 'orders o cross join customers c on c.id = o.customer_id where'
      : `json_each(:who) x cross join customers c on c.id = x.value
          cross join orders o indexed by orders_customer on o.customer_id = c.id where`
  return `with o as (
      select o.id, o.customer_id, o.at, o.total - o.refunded as amount, o.currency, o.discount, o.promo_folded,
        o.click_delivery, c.subscriber_id as person from ${whose} c.erased_at is null and ${COUNTED}),
    w as materialized (
      select o.*, coalesce(
        iif(o.promo_folded is null, null, (${BY_CODE})),
        iif(o.promo_folded is null, null, (${BY_SHARED})),
        iif(o.click_delivery is null, null, (${BY_CLICK_ID})),
        iif(o.person is null, null, (${BY_CLICK})),
        iif(o.person is null, null, (${BY_SEEN}))) as found from o),
    t as materialized (
      select w.*, case w.found & 7 when ${DIGITS.click} then w.found >> 3 when ${DIGITS.click_id} then (${NAMED_CLICK}) end as click
      from w where w.found is not null)
    select t.id as order_id, t.customer_id, d.id as delivery_id, d.broadcast_id, t.person as subscriber_id, k.link,
      case t.found & 7 ${Object.entries(DIGITS)
        .map(([by, digit]) => `when ${digit} then '${by}'`)
        .join(' ')} end as "by",
      case t.found & 7 when ${DIGITS.click} then k.at when ${DIGITS.click_id} then coalesce(k.at, ${SENT})
        when ${DIGITS.seen} then (select max(r.at) from reads r where r.delivery_id = d.id and r.grade = 'confirmed' and r.at <= t.at)
        else (select max(given) from (${given('t')}) where delivery = d.id and given <= t.at) end as evidence_at,
      t.at, t.amount, t.currency, t.discount
    from t left join clicks k on k.id = t.click
      cross join deliveries d on d.id = iif(t.found & 7 = ${DIGITS.click}, k.delivery_id, t.found >> 3)`
}
