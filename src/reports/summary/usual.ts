import type { Db } from '../../db/open.js'
import type { offers } from '../../db/schema/index.js'
import { buyersAfter, repliesTo } from '../reply.js'
import { NOT_TAKEN_BACK } from '../results.js'

/** Fewer say nothing about what is usual. */
const FEWEST = 3
const MOST = 10

type Kind = (typeof offers.$inferSelect)['kind']
/** What is asked for the usual of: a broadcast of this kind that began then (ms UTC), with this id. */
type This = { id: number; began: number; kind: Kind }

const THIS = `select b.id, coalesce(b.started_at, b.starts_at) as began, o.kind from broadcasts b
  join offers o on o.id = b.offer_id where b.id = ?`

const EARLIER = `with
  this as (select :id as id, :began as began, :kind as kind),
  earlier as materialized (
    select b.id from broadcasts b join offers o on o.id = b.offer_id, this
    where b.state = 'finished' and b.standing = 0 and o.kind = this.kind and (b.started_at, b.id) < (this.began, this.id)
      and exists (select 1 from deliveries where broadcast_id = b.id and state = 'sent')
    order by b.started_at desc, b.id desc limit ${MOST})
  select
    (select count(*) from deliveries where broadcast_id = b.id and state = 'sent') as delivered,
    (select count(distinct e.delivery_id) from reads e cross join deliveries d on d.id = e.delivery_id
      where e.broadcast_id = b.id and e.grade = 'confirmed' and d.state = 'sent') as seen,
    (select count(distinct e.subscriber_id) from clicks e cross join deliveries d on d.id = e.delivery_id
      where e.broadcast_id = b.id and e.verdict = 'human' and d.state = 'sent') as clicked,
    (select count(distinct subscriber_id) from ${repliesTo('b.id')}) as replied,
    (select count(distinct person) from ${buyersAfter('b.id')}) as ordered,
    (select count(distinct e.subscriber_id) from ${leftAfter('b.id')} and e.kind = 'stop' and ${NOT_TAKEN_BACK}) as stopped,
    (select count(distinct e.subscriber_id) from ${leftAfter('b.id')} and e.kind = 'block') as blocked
  from earlier b`

/** Deliveries of one broadcast lie close together: the range keeps the search among few events. */
function leftAfter(broadcast: string): string {
  return `subscription_events e indexed by subscription_events_delivery cross join deliveries d on d.id = e.delivery_id and d.broadcast_id = ${broadcast}
      where e.delivery_id between (select min(id) from deliveries where broadcast_id = ${broadcast})
        and (select max(id) from deliveries where broadcast_id = ${broadcast})`
}

const FIGURES = ['seen', 'clicked', 'replied', 'ordered', 'stopped', 'blocked'] as const

type Figures = Record<(typeof FIGURES)[number] | 'delivered', number>

/** What is usual: medians of the shares (0–1) of the delivered that saw it for certain, clicked, replied, ordered, stopped and blocked. */
export type Usual = Record<(typeof FIGURES)[number], number>

/**
 * What is usual for a broadcast: the medians of the last ten of its kind (marketing, service) that began before it and
 * are finished; null when there are fewer than three of them, or the broadcast is not there.
 * @throws AppError `query_timeout`
 */
export async function findUsual(db: Db, broadcastId: number): Promise<Usual | null> {
  const found = db.sql<This>(THIS).get(broadcastId)
  return found === undefined ? null : usualBefore(db, found)
}

/** The same for one of a kind that would begin at `at`, ms UTC. @throws AppError `query_timeout` */
export function findUsualOf(db: Db, kind: Kind, at: number): Promise<Usual | null> {
  return usualBefore(db, { id: 0, began: at, kind })
}

async function usualBefore(db: Db, asked: This): Promise<Usual | null> {
  const earlier = await db.people.rows<Figures>(EARLIER, asked)
  if (earlier.length < FEWEST) return null
  const share = (figure: keyof Usual) => median(earlier.map(row => row[figure] / row.delivered))
  return {
    ...{ seen: share('seen'), clicked: share('clicked'), replied: share('replied') },
    ...{ ordered: share('ordered'), stopped: share('stopped'), blocked: share('blocked') },
  }
}

/** The middle one, or half-way between the two middle ones; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0]
  return (low + high) / 2
}
