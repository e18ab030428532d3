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

/** Whether there is anything under a message of an offer `o` that has to say that it is over, as SQL. */
const BUTTONS = `(o.promo_button = 1 or exists (
    select 1 from variants v where v.offer_id = o.id and v.content ->> '$.kind' <> 'album'
      and (json_array_length(v.content, '$.buttons') > 0 or v.content ->> '$.kind' = 'poll')))`

/**
 * Broadcasts whose offer is over since lately and whose messages do not say so yet: those with buttons, polls that take answers, and those
 * that are pinned. What is taken back needs neither.
 */
const OVER = `select b.id, b.created_by as author, o.pinned, ${BUTTONS} as buttons
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

/** So many ends that have come are looked at in one write. */
const ENDS = 500

type Ended = { id: number; broadcastId: number; at: number; there: number }

/**
 * Lets messages that ended for their readers by now say so, and unpins them, where each has an end of its own. Nobody is told.
 * @returns the broadcasts whose they are
 */
export async function closeEnds(db: Db, at: number): Promise<number[]> {
  const found = () =>
    db
      .sql<Ended>(
        `select d.id, d.broadcast_id as broadcastId, e.at,
           d.state = 'sent' and d.message_id is not null and d.taken_back_at is null as there
         from delivery_ends e indexed by delivery_ends_open cross join deliveries d on d.id = e.delivery_id
         where e.closed = 0 and e.at <= ? and d.state <> 'sending' order by e.at limit ${ENDS}`,
      )
      .all(at)
  if (found().length === 0) return []
  return await db.group(() => {
    const close = db.sql('update delivery_ends set closed = 1 where delivery_id = ?')
    const begun = new Map<number, Closing | null>()
    for (const { id, broadcastId, at: end, there } of found()) {
      // What waits again has got no end yet: it gets one when it leaves.
      close.run(id)
      if (there === 0 || end <= at - LOOKS_BACK) continue
      const closing = begun.get(broadcastId) ?? findClosing(db, broadcastId)
      begun.set(broadcastId, closing)
      if (closing === null) continue
      if (closing.buttons === 1) queueStep(db, { id, broadcastId }, 'over', closing.author, at)
      if (closing.pinned === 1) queueStep(db, { id, broadcastId }, 'unpin', closing.author, at)
    }
    return [...begun].flatMap(([id, closing]) => (closing === null ? [] : [id]))
  })
}

type Closing = { author: number; pinned: number; buttons: number }

/** What is to be done with messages of a broadcast that end; null: nothing. */
function findClosing(db: Db, broadcastId: number): Closing | null {
  const row = db
    .sql<Closing>(
      `select b.created_by as author, o.pinned, ${BUTTONS} as buttons from broadcasts b join offers o on o.id = b.offer_id
       where b.id = ? and not exists (select 1 from repairs r where r.broadcast_id = b.id and r.kind = 'take_back')`,
    )
    .get(broadcastId)
  return row === undefined || (row.buttons === 0 && row.pinned === 0) ? null : row
}

type ByItself = 'over' | 'pin' | 'unpin'

function insertRepair(
  db: Db,
  repair: { broadcastId: number; kind: ByItself; state: 'running' | 'finished'; author: number },
  at: number,
  oneByOne = false,
): number {
  const { lastInsertRowid } = db
    .sql(
      `insert into repairs (broadcast_id, kind, state, versions, one_by_one, created_by, created_at, finished_at, reported_at)
       values (:broadcastId, :kind, :state, '[]', :one, :author, :at, iif(:state = 'finished', :at, null), :at)`,
    )
    .run({ ...repair, at, one: oneByOne ? 1 : 0 })
  return Number(lastInsertRowid)
}

/** A message that was just sent is to be pinned: kept in the write that says that it was sent. */
export function queuePin(db: Db, delivery: { id: number; broadcastId: number }, at: number): void {
  const author = db
    .sql<{ author: number }>('select created_by as author from broadcasts where id = ?')
    .get(delivery.broadcastId)
  queueStep(db, delivery, 'pin', author?.author ?? 0, at)
}

/** One message is to be changed so. Of those of a broadcast it is one repair that goes on, however long people get them. */
function queueStep(
  db: Db,
  { id, broadcastId }: { id: number; broadcastId: number },
  kind: ByItself,
  author: number,
  at: number,
): void {
  const open = db
    .sql<{ id: number }>(
      `update repairs set state = 'running', finished_at = null where id = (select max(id) from repairs
         where broadcast_id = ? and kind = ? and (kind = 'pin' or one_by_one = 1) and state in ('running', 'finished')) returning id`,
    )
    .get(broadcastId, kind)
  const repair = open?.id ?? insertRepair(db, { broadcastId, kind, state: 'running', author }, at, true)
  // Of one that was sent again the copy that is known is the one that counts.
  db.sql(
    `insert into repair_steps (repair_id, delivery_id, state) values (?, ?, 'queued')
     on conflict do update set state = 'queued', reason = null, at = null`,
  ).run(repair, id)
}
