import { codec, natural } from '../../callback-data.js'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'

const LOOKS_BACK = 7 * DAY

const over = codec<{ id: number }>('ov', { id: natural })

/** The only button of an offer once what it says is over, as Telegram takes it. */
export function overRow(deliveryId: number, language: Language): [{ text: string; callback_data: string }] {
  return [{ text: texts(language).subscriber.deadline.over, callback_data: over.data({ id: deliveryId }) }]
}

/** Reads the callback data of that button: whose delivery it is; null when it is something else. */
export const parseOver = over.read

/** Until when the offer of a delivery holds, ms UTC; null: no such end. */
export function deadlineOf(db: Pick<Db, 'sql'>, deliveryId: number): number | null {
  return (
    db
      .sql<{ deadline: number | null }>(
        `select o.deadline from deliveries d join broadcasts b on b.id = d.broadcast_id join offers o on o.id = b.offer_id
         where d.id = ?`,
      )
      .get(deliveryId)?.deadline ?? null
  )
}

/**
 * Broadcasts whose offer is over since lately and whose messages do not say so yet: those with buttons, polls that take answers, and those
 * that are pinned. What is taken back needs neither.
 */
const OVER = `select b.id, b.created_by as author, o.pinned, (o.promo_button = 1 or exists (
    select 1 from variants v where v.offer_id = o.id and v.content ->> '$.kind' <> 'album'
      and (json_array_length(v.content, '$.buttons') > 0 or v.content ->> '$.kind' = 'poll'))) as buttons
  from offers o indexed by offers_deadline join broadcasts b on b.offer_id = o.id
  where o.deadline <= :at and o.deadline > :at - ${LOOKS_BACK} and o.state = 'used' and b.started_at is not null
    and not exists (select 1 from repairs r where r.broadcast_id = b.id and r.kind in ('over', 'unpin', 'take_back'))`

/**
 * Begins to let the buttons of offers that are over say so, and to unpin them. Nobody is told: it was approved with the offer.
 * @returns the broadcasts that it began with
 */
export async function closeOffers(db: Db, at: number): Promise<number[]> {
  const found = () => db.sql<{ id: number; author: number; pinned: number; buttons: number }>(OVER).all({ at })
  if (found().length === 0) return []
  return await db.group(() => {
    const begun: number[] = []
    for (const { id, author, pinned, buttons } of found()) {
      // A message without buttons has nothing to say; that it was looked at is written all the same.
      insertRepair(db, { broadcastId: id, kind: 'over', state: buttons === 1 ? 'running' : 'finished', author }, at)
      if (pinned === 1) insertRepair(db, { broadcastId: id, kind: 'unpin', state: 'running', author }, at)
      if (buttons === 1 || pinned === 1) begun.push(id)
    }
    return begun
  })
}

function insertRepair(
  db: Db,
  repair: { broadcastId: number; kind: 'over' | 'pin' | 'unpin'; state: 'running' | 'finished'; author: number },
  at: number,
): number {
  const { lastInsertRowid } = db
    .sql(
      `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at, finished_at, reported_at)
       values (:broadcastId, :kind, :state, '[]', :author, :at, iif(:state = 'finished', :at, null), :at)`,
    )
    .run({ ...repair, at })
  return Number(lastInsertRowid)
}

/** A message that was just sent is to be pinned: kept in the write that says that it was sent. */
export function queuePin(db: Db, { id, broadcastId }: { id: number; broadcastId: number }, at: number): void {
  // Of a message of a series somebody gets it now and then: it is one repair that goes on.
  const open = db
    .sql<{ id: number }>(
      `update repairs set state = 'running', finished_at = null where id = (select max(id) from repairs
         where broadcast_id = ? and kind = 'pin' and state in ('running', 'finished')) returning id`,
    )
    .get(broadcastId)
  const author = db.sql<{ author: number }>('select created_by as author from broadcasts where id = ?').get(broadcastId)
  const repair =
    open?.id ?? insertRepair(db, { broadcastId, kind: 'pin', state: 'running', author: author?.author ?? 0 }, at)
  db.sql(`insert or ignore into repair_steps (repair_id, delivery_id, state) values (?, ?, 'queued')`).run(repair, id)
}
