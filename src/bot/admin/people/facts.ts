import { columnsOf, type RowOf } from '../../../db/columns.js'
import type { Db } from '../../../db/open.js'
import { awarenessOverrides } from '../../../db/schema/index.js'
import type { DeliveryState } from '../../../delivery/broadcast.js'
import type { Grade } from '../../../tracking/read.js'
import type { Verdict } from '../../../tracking/verdict.js'

const OVERRIDE = columnsOf(awarenessOverrides, 'until', 'adminId')

/** What the card shows of a person beside their subscription. Times are ms UTC, `lastDay` days since 1970. */
export type Facts = {
  phone: string | null
  zone: string | null
  lastSource: string | null
  agreedAt: number | null
  wording: string | null
  version: string | null
}

/** Their phone, place in time, last source and the words they agreed by. */
export function factsOf(db: Db, id: number): Facts {
  const row = db
    .sql<Facts>(
      `select s.phone, s.time_zone as zone, s.last_source as lastSource, e.at as agreedAt,
         e.wording, e.wording_version as version
       from subscribers s left join subscription_events e on e.id = (
         select id from subscription_events where subscriber_id = s.id and kind in ('start', 'resume', 'undo')
         order by at desc, id desc limit 1)
       where s.id = ?`,
    )
    .get(id)
  return row ?? { phone: null, zone: null, lastSource: null, agreedAt: null, wording: null, version: null }
}

/** The scores of the customer they are. `money` is minor units. */
export type Scores = { r: number; f: number; m: number; cell: string; lastDay: number; orders: number; money: number }

/** Their scores; null without any. */
export function scoresOf(db: Db, id: number): Scores | null {
  const row = db
    .sql<Scores>(
      `select r, f, m, cell, last_day as lastDay, frequency as orders, monetary as money
       from rfm_scores where customer_id = (select id from customers where subscriber_id = ?)`,
    )
    .get(id)
  return row ?? null
}

/** Who stopped their offers last, a Telegram id, where it was somebody of the team; null where they did it themselves. */
export function stoppedBy(db: Db, id: number): number | null {
  const row = db
    .sql<{ source: string | null }>(
      `select source from subscription_events where subscriber_id = ? and kind = 'stop' order by at desc, id desc limit 1`,
    )
    .get(id)
  const [, admin] = /^admin:(\d+)$/.exec(row?.source ?? '') ?? []
  return admin === undefined ? null : Number(admin)
}

/** Until when somebody of the team has put them on a step, ms UTC, and who; null where nobody has. */
export function overrideOf(db: Db, id: number, at: number): RowOf<typeof OVERRIDE> | null {
  return (
    db
      .sql<RowOf<typeof OVERRIDE>>(
        `select ${OVERRIDE.sql} from awareness_overrides where subscriber_id = ? and until > ?`,
      )
      .get(id, at) ?? null
  )
}

/**
 * A message that was meant for them; `offer` null: the shop's systems sent it to them alone. `words` is what it says, null
 * where that is gone. `grade` is null without a sign that it was seen, `clicks`
 * counts openings by people.
 */
export type Meant = {
  offer: string | null
  words: string | null
  grade: Grade | null
  clicks: number
  state: DeliveryState
  reason: string | null
  at: number
  takenBackAt: number | null
  total: number
}

/** Broadcasts are few: each is asked for its message to this person, by the index that keeps it to one. Takes them twice. */
export const MEANT = `select *, count(*) over () as total from (
  select o.name as offer, coalesce(nullif(v.content ->> '$.text', ''), v.content ->> '$.poll.question.text') as words, d.state, d.reason,
    coalesce(d.sent_at, d.claimed_at, d.due_at) as at, d.taken_back_at as takenBackAt,
    (select min(r.grade) from reads r where r.delivery_id = d.id) as grade,
    (select count(*) from clicks c where c.delivery_id = d.id and c.verdict = 'human') as clicks, d.id
  from broadcasts b cross join deliveries d on d.broadcast_id = b.id and d.subscriber_id = ?
    cross join offers o on o.id = b.offer_id left join variants v on v.id = d.variant_id
  union all
  select null, text, state, reason, coalesce(sent_at, claimed_at, due_at), null, read_grade, 0, id
  from service_messages where subscriber_id = ?
) order by at desc, id desc limit ? offset ?`

/** Messages meant for them, the latest first. */
export function listMeant(db: Db, id: number, page: { limit: number; offset: number }): Promise<Meant[]> {
  return db.people.rows<Meant>(MEANT, [id, id, page.limit, page.offset])
}

/** An opening of a link; `label` is what stood on it, null where that is no longer known. */
export type Opening = {
  offer: string
  label: string | null
  verdict: Verdict
  at: number
  total: number
}

export const OPENINGS = `select o.name as offer, l.label, c.verdict, c.at, count(*) over () as total
  from clicks c left join deliveries d on d.id = c.delivery_id
    left join links l on l.variant_id = d.variant_id and l.number = c.link
    join broadcasts b on b.id = c.broadcast_id join offers o on o.id = b.offer_id
  where c.subscriber_id = ? order by c.at desc, c.id desc limit ? offset ?`

/** Openings of their links, the latest first. */
export function listOpenings(db: Db, id: number, page: { limit: number; offset: number }): Promise<Opening[]> {
  return db.people.rows<Opening>(OPENINGS, [id, page.limit, page.offset])
}
