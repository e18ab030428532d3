import type { Db } from '../../db/open.js'
import type { deliveries, enrolments, orders, subscribers, subscriptionEvents } from '../../db/schema/index.js'
import { listUnmatchedVotes, type UnmatchedVote } from '../../tracking/poll.js'
import type { Grade } from '../../tracking/read.js'

type Event = (typeof subscriptionEvents.$inferSelect)['kind']
type State = (typeof deliveries.$inferSelect)['state']

/** What somebody did about being written to, with the words they were shown; null where none were. */
export type HeldEvent = { at: number; kind: Event; source: string | null; shown: string | null; vouched: number }

/** A question that somebody was asked; times are ms UTC. */
export type HeldQuestion = {
  text: string
  attribute: number
  askedAt: number
  answeredAt: number | null
  skippedAt: number | null
}

/** What they chose in a poll, by what was asked; several options stand one behind another. */
export type HeldVote = { at: number; question: string; answer: string }

/** A message meant for somebody; `words` null: a picture alone. `seen`: `confirmed`, `inferred`, null without a sign. */
export type HeldMessage = {
  at: number
  words: string | null
  state: State
  seen: Grade | null
  takenBack: number
}

/** A promo code that they alone got. */
export type HeldCode = { at: number; code: string }

/** An opening of a link; `agent` is a coarse name such as "Chrome/Android". */
export type HeldReport = { at: number; name: string; properties: string | null }

export type HeldClick = { at: number; label: string | null; agent: string; human: number }

/**
 * An order of the customer they are, and what it consisted of. Amounts are minor units. `after`: when the message of ours was sent
 * that it counts for, ms UTC; null: it counts for none.
 */
export type HeldOrder = {
  number: string
  at: number
  status: (typeof orders.$inferSelect)['status']
  total: number
  refunded: number
  discount: number | null
  renewal: number | null
  promoCode: string | null
  currency: string
  after: number | null
  lines: HeldLine[]
}

/** A position of an order; `price` is for one piece, null where it is not known. */
export type HeldLine = {
  product: string
  sku: string | null
  category: string | null
  quantity: number
  price: number | null
}

/** Who the CRM says that somebody is; `proven`: by their Telegram id or a number that is their own. */
export type HeldCustomer = {
  number: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
  email: string | null
  proven: boolean
  orders: HeldOrder[]
}

/** What stands on their row beside what `Subscriber` has. */
export type HeldRow = {
  phone: string | null
  filePhone: string | null
  zone: string | null
  lat: number | null
  lon: number | null
  placeFrom: (typeof subscribers.$inferSelect)['placeFrom']
  lastSource: string | null
  ground: string | null
}

/** A control group of a quarter that they were drawn for (`held` 1: they got no offers meanwhile), or against. */
export type HeldQuarter = { from: number; to: number; held: number }

/** Everything that is held of one person but for what their `Subscriber` and their fields say; times are ms UTC. */
export type Held = {
  row: HeldRow | null
  events: HeldEvent[]
  questions: HeldQuestion[]
  votes: HeldVote[]
  /** Answers to polls that are kept until it is known to which poll they are; `options` are numbers from 0, none: taken back. */
  keptVotes: Pick<UnmatchedVote, 'options' | 'at'>[]
  messages: HeldMessage[]
  /** What the shop's systems told them alone; `words` null: these are gone. */
  orderMessages: HeldMessage[]
  clicks: HeldClick[]
  /** What the shop reported of them, with what came with it as JSON (null: nothing). */
  reported: HeldReport[]
  codes: HeldCode[]
  quarters: HeldQuarter[]
  /** When an offer's button asked for their number, and when they shared it then (null: they did not). */
  asks: { at: number; sharedAt: number | null }[]
  /** When they wrote, by either of the two lists that keep it. */
  wrote: number[]
  muted: boolean
  lists: string[]
  /** Series of messages that they came into and when, ms UTC. */
  series: { at: number; name: string; state: (typeof enrolments.$inferSelect)['state'] }[]
  customer: HeldCustomer | null
}

/**
 * Reads everything that is held of the person with this Telegram id, in the people's reader.
 * @param subscriberId null: they never pressed Start, and only wrote
 * @throws AppError `query_timeout` after 5 s for one question
 */
export async function readHeld(db: Db, telegramId: number, subscriberId: number | null): Promise<Held> {
  const wrote = await db.people.rows<{ at: number }>(
    `select at from inbox where telegram_id = ? union select at from replies where subscriber_id = ? order by 1`,
    [telegramId, subscriberId],
  )
  const base = {
    wrote: wrote.map(({ at }) => at),
    muted: db.sql('select 1 from muted where telegram_id = ?').get(telegramId) !== undefined,
  }
  if (subscriberId === null)
    return {
      ...base,
      ...{
        row: null,
        events: [],
        questions: [],
        votes: [],
        keptVotes: [],
        messages: [],
        orderMessages: [],
        clicks: [],
        reported: [],
        codes: [],
        quarters: [],
        asks: [],
        lists: [],
        series: [],
      },
      customer: await readCustomer(db, 'telegram_id = ?', telegramId),
    }
  const of = <Row>(sql: string) => db.people.rows<Row>(sql, [subscriberId])
  const [row] = await of<HeldRow>(
    `select phone, file_phone as filePhone, time_zone as zone, lat, lon, place_from as placeFrom, last_source as lastSource, ground
     from subscribers where id = ?`,
  )
  return {
    ...base,
    row: row ?? null,
    events: await of<HeldEvent>(
      `select e.at, e.kind, e.source, w.shown, e.vouched_by is not null as vouched from subscription_events e
         left join wordings w on w.name = e.wording and w.version = e.wording_version
       where e.subscriber_id = ? order by e.at, e.id`,
    ),
    questions: await of<HeldQuestion>(
      `select q.text, q.attribute_id as attribute, a.asked_at as askedAt, a.answered_at as answeredAt,
         a.skipped_at as skippedAt
       from survey_answers a join survey_questions q on q.id = a.question_id where a.subscriber_id = ? order by a.asked_at`,
    ),
    votes: await of<HeldVote>(
      `select min(p.at) as at, v.content ->> '$.poll.question.text' as question,
         group_concat(v.content ->> ('$.poll.options[' || p.option || '].text'), ', ') as answer
       from poll_votes p join deliveries d on d.id = p.delivery_id
         join variants v on v.id = coalesce(d.shown_variant_id, d.variant_id)
       where p.subscriber_id = ? group by p.delivery_id order by 1`,
    ),
    keptVotes: listUnmatchedVotes(db, subscriberId),
    messages: await of<HeldMessage>(
      `select coalesce(d.sent_at, d.claimed_at, d.due_at) as at, coalesce(nullif(v.content ->> '$.text', ''), v.content ->> '$.poll.question.text') as words, d.state,
         (select min(r.grade) from reads r where r.delivery_id = d.id) as seen, d.taken_back_at is not null as takenBack
       from broadcasts b cross join deliveries d on d.broadcast_id = b.id and d.subscriber_id = ?
         left join variants v on v.id = coalesce(d.shown_variant_id, d.variant_id)
       order by 1, d.id`,
    ),
    orderMessages: await of<HeldMessage>(
      `select coalesce(sent_at, claimed_at, due_at) as at, text as words, state, read_grade as seen, 0 as takenBack
       from service_messages where subscriber_id = ? order by 1, id`,
    ),
    clicks: await of<HeldClick>(
      `select c.at, l.label, c.agent, c.verdict = 'human' as human from clicks c
         left join deliveries d on d.id = c.delivery_id
         left join links l on l.variant_id = d.variant_id and l.number = c.link
       where c.subscriber_id = ? order by c.at, c.id`,
    ),
    reported: await of<HeldReport>(
      `select e.at, n.name, e.properties from events e join event_names n on n.id = e.name_id
       where e.subscriber_id = ? order by e.at, e.id`,
    ),
    codes: await of<HeldCode>(
      `select p.taken_at as at, p.code from deliveries d join promo_codes p on p.delivery_id = d.id
       where d.subscriber_id = ? and d.claimed_at is not null and p.taken_at is not null order by p.taken_at, p.folded`,
    ),
    quarters: await of<HeldQuarter>(
      `select h.from_at as "from", coalesce(h.ended_at, h.to_at) as "to", m.held
       from holdouts h cross join holdout_members m on m.holdout_id = h.id and m.subscriber_id = ?
       where h.kind = 'quarter' order by h.from_at`,
    ),
    asks: await of<Held['asks'][number]>(
      'select at, shared_at as sharedAt from contact_asks where subscriber_id = ? order by at',
    ),
    series: await of<Held['series'][number]>(
      `select n.entered_at as at, c.name, n.state from enrolments n join campaigns c on c.id = n.campaign_id
       where n.subscriber_id = ? order by n.entered_at, n.id`,
    ),
    lists: (
      await of<{ name: string }>(
        `select g.name from segment_members m join segments g on g.id = m.segment_id
         where m.subscriber_id = ? and g.deleted_at is null order by g.name`,
      )
    ).map(({ name }) => name),
    customer: await readCustomer(db, 'subscriber_id = ?', subscriberId),
  }
}

async function readCustomer(db: Db, which: string, value: number): Promise<HeldCustomer | null> {
  const [row] = await db.people.rows<Omit<HeldCustomer, 'proven' | 'orders'> & { id: number; proven: number }>(
    `select id, external_id as number, first_name as firstName, last_name as lastName, phone, email,
       coalesce(linked_by, 'telegram_id') in ('telegram_id', 'phone') as proven
     from customers where ${which} limit 1`,
    [value],
  )
  if (row === undefined) return null
  const { id, proven, ...customer } = row
  // What nobody has proven to be theirs may be somebody else's.
  if (proven === 0)
    return { ...{ number: null, firstName: null, lastName: null, phone: null, email: null }, proven: false, orders: [] }
  const bought = await db.people.rows<Omit<HeldOrder, 'lines'> & { id: number }>(
    `select o.id, o.external_id as number, o.at, o.status, o.total, o.refunded, o.discount, o.renewal,
       o.promo_code as promoCode, o.currency, coalesce(d.sent_at, d.claimed_at) as "after"
     from orders o left join conversions v on v.order_id = o.id and v."by" <> 'shared'
       left join deliveries d on d.id = v.delivery_id
     where o.customer_id = ? order by o.at, o.id`,
    [id],
  )
  const lines = await db.people.rows<HeldLine & { order: number }>(
    `select l.order_id as "order", l.product, l.sku, l.category, l.quantity, l.price from orders o join order_lines l on l.order_id = o.id
     where o.customer_id = ? order by l.order_id, l.line`,
    [id],
  )
  const orders = bought.map(({ id, ...one }) => ({ ...one, lines: lines.filter(line => line.order === id) }))
  return { ...customer, proven: true, orders }
}
