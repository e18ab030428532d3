import type { Db } from '../../db/open.js'
import { endFrom } from '../../offers/draft/deadline.js'
import type { Sql } from '../../segments/compile.js'

/** That `f` is the delivery of the first message to whoever (`d`) a nudging broadcast (`b`) writes to, as SQL. */
export const IS_FIRST =
  'f.broadcast_id = b.nudges and f.subscriber_id = d.subscriber_id and f.occurrence = d.occurrence'

/** Until when what a delivery `d` of an offer `o` says holds for its reader, ms UTC, as SQL, or null: it has no end. */
export const END = `coalesce((select e.at from delivery_ends e where e.delivery_id = d.id), o.deadline)`

/** The end of the first message, for whoever (`d`) a nudging broadcast (`b`) writes to, as SQL, or null. */
const FIRST_END = `(select max(e.at) from deliveries f join delivery_ends e on e.delivery_id = f.id where ${IS_FIRST})`

/** Until when what a delivery says holds for its reader, ms UTC; null: it has no end. */
export function deadlineOf(db: Pick<Db, 'sql'>, deliveryId: number): number | null {
  return (
    db
      .sql<{ deadline: number | null }>(
        `select ${END} as deadline from deliveries d join broadcasts b on b.id = d.broadcast_id
         join offers o on o.id = b.offer_id where d.id = ?`,
      )
      .get(deliveryId)?.deadline ?? null
  )
}

/**
 * Keeps until when messages that leave now hold, where that is counted from now; a reminder holds as long as what it reminds of. To be
 * called with their claim.
 * @param ids of deliveries of one broadcast
 */
export function giveEnds(
  db: Pick<Db, 'sql'>,
  ids: readonly number[],
  { holds, nudges }: { holds: number | null; nudges: boolean },
  at: number,
): void {
  const end = endFrom({ deadline: null, holds }, at)
  if (end === null) return
  db.sql(
    `insert or replace into delivery_ends (delivery_id, at)
     select d.id, ${nudges ? `coalesce(${FIRST_END}, :end)` : ':end'} from json_each(:ids) ids
       join deliveries d on d.id = ids.value join broadcasts b on b.id = d.broadcast_id`,
  ).run({ end, ids: JSON.stringify(ids) })
}

/** Adds to the gate's reason, as a claim asks it of `d` of deliveries, that what a reminder reminds of is over for them. */
export function endedReason(reason: Sql, at: number): Sql {
  const ended = `(select ${FIRST_END} from broadcasts b where b.id = (select broadcast_id from deliveries where id = d.id)) <= ?`
  return { text: `coalesce(${reason.text}, iif(${ended}, 'too_late', null))`, params: [...reason.params, at] }
}
