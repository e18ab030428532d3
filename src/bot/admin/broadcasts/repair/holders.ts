import type { Db } from '../../../../db/open.js'
import { currentVersions, TAKE_BACK_MS } from '../../../../delivery/repair.js'

const HOLDERS = `with
  d as materialized (
    select id, state, sent_at, state = 'sent' and message_id is not null and taken_back_at is null as has
    from deliveries where broadcast_id = :broadcast
      and (:versions is null or variant_id in (select value from json_each(:versions))))
  select
    (select count(*) from d where has) as have,
    (select count(*) from d where state in ('queued', 'sending')) as waiting,
    (select count(*) from d where state = 'uncertain') as unanswered,
    (select count(*) from d where has and sent_at <= :limit) as tooOld,
    (select min(sent_at) from d where has and sent_at > :limit) as firstAt,
    (select count(distinct e.delivery_id) from reads e cross join d on d.id = e.delivery_id
      where e.broadcast_id = :broadcast and e.grade = 'confirmed' and d.has) as seen,
    (select count(distinct e.subscriber_id) from clicks e cross join d on d.id = e.delivery_id
      where e.broadcast_id = :broadcast and e.verdict = 'human' and d.has) as clicked`

/**
 * Who has a broadcast's message, in people: `have` it in their chat, of whom `seen` surely saw it, `clicked`, and
 * `tooOld` cannot have it taken back any more; `waiting`; `unanswered`: Telegram never said whether it took it.
 * `firstAt`: the oldest message that can still be taken back, ms UTC; null when there is none.
 */
export type Holders = {
  have: number
  waiting: number
  unanswered: number
  tooOld: number
  firstAt: number | null
  seen: number
  clicked: number
}

/**
 * Counts them in the people's reader.
 * @param version only people of this version, in whatever form it was edited into; null: all
 * @throws AppError `query_timeout`
 */
export async function countHolders(db: Db, broadcastId: number, version: number | null, at: number): Promise<Holders> {
  const versions = version === null ? null : JSON.stringify(formsOf(db, broadcastId, version))
  const [row] = await db.people.rows<Holders>(HOLDERS, { broadcast: broadcastId, versions, limit: at - TAKE_BACK_MS })
  return row ?? { have: 0, waiting: 0, unanswered: 0, tooOld: 0, firstAt: null, seen: 0, clicked: 0 }
}

/** The version that stands now and all that became it. */
function formsOf(db: Db, broadcastId: number, version: number): number[] {
  const earlier = [...currentVersions(db, broadcastId)].filter(([, now]) => now === version).map(([from]) => from)
  return [version, ...earlier]
}
