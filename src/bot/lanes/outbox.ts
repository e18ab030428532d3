import { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { outbox } from '../../db/schema/index.js'
import type { SendResult } from '../../delivery/outcome.js'
import { unreachable } from '../../errors.js'
import { type NetworkError, NO_TURN } from './fetch.js'

const methods = [
  ...(['sendMessage', 'sendPhoto', 'sendVideo', 'sendAnimation', 'sendDocument'] as const),
  ...(['sendVoice', 'sendVideoNote', 'sendAudio', 'sendMediaGroup', 'sendPoll', 'copyMessage'] as const),
] as const
const parcel = z.object({ method: z.enum(methods), payload: z.record(z.string(), z.unknown()) })
const refusal = z.object({ code: z.int(), description: z.string() })

/** A request that makes a message in some chat, but for its `chat_id`. */
export type Parcel = z.infer<typeof parcel>

/** How a parcel leaves: one request, whatever comes of it. */
export type Post = (chat: number, parcel: Parcel) => Promise<SendResult>

/**
 * What became of a parcel. `unreached`: nothing of it left. `uncertain`: it left, or may have, and nobody knows whether
 * it arrived; whoever asked for it is told so, and it is never sent again by itself.
 */
export type Posted =
  | { state: 'sent'; messageId: number }
  | { state: 'refused'; code: number; description: string }
  | { state: 'unreached' | 'uncertain' }

const COLUMNS = columnsOf(outbox, 'n', 'chat', 'payload', 'state', 'messageId', 'error')
type Row = RowOf<typeof COLUMNS>

/** Puts what a deed sends to people into the outbox, in its order, after what an earlier deed of this update put there; called in `do`. */
export function putOut(db: Db, updateId: number, parcels: readonly { chat: number; parcel: Parcel }[]): void {
  const insert = db.sql(
    `insert into outbox (update_id, n, chat, payload, state)
     select :updateId, coalesce(max(n) + 1, 0), :chat, :payload, 'waiting' from outbox where update_id = :updateId`,
  )
  for (const { chat, parcel } of parcels) insert.run({ updateId, chat, payload: JSON.stringify(parcel) })
}

/**
 * Sends what the deed of this update put out and has not left yet, in its order; called in `show`, as often as need be.
 * Each parcel is `sending` on disk before its request leaves, so that what an earlier run or process may have sent is
 * known, and is uncertain.
 * @returns what became of each
 * @throws the network's error when the line of replies was too long: nothing left, and the update takes its turn again
 */
export async function sendOut(db: Db, post: Post, updateId: number): Promise<Posted[]> {
  const posted: Posted[] = []
  for (const row of list(db, updateId)) {
    if (row.state === 'waiting') await send(db, post, updateId, row)
    // Another run's request, which died with its process or still hangs.
    if (row.state === 'sending') await settle(db, updateId, row.n, { state: 'uncertain' })
    const now = list(db, updateId).find(({ n }) => n === row.n)
    if (now !== undefined) posted.push(readPosted(now))
  }
  return posted
}

async function send(db: Db, post: Post, updateId: number, { n, chat, payload }: Row): Promise<void> {
  const { method, payload: words } = parcel.parse(JSON.parse(payload ?? 'null'))
  const taken = await db.group(
    () =>
      db.sql(`update outbox set state = 'sending' where update_id = ? and n = ? and state = 'waiting'`).run(updateId, n)
        .changes > 0,
  )
  if (!taken) return
  const result = await post(chat, { method, payload: words })
  if (result.kind === 'unreached' && result.why === NO_TURN) {
    await db.group(
      () => void db.sql(`update outbox set state = 'waiting' where update_id = ? and n = ?`).run(updateId, n),
    )
    const crowded: NetworkError = Object.assign(new Error('network'), { reached: 'before' as const, code: NO_TURN })
    throw crowded
  }
  await settle(db, updateId, n, judge(result))
}

function judge(result: SendResult): Posted {
  switch (result.kind) {
    case 'accepted':
      return { state: 'sent', messageId: result.messageId }
    case 'unreached':
      return { state: 'unreached' }
    case 'unknown':
      return { state: 'uncertain' }
    case 'answered': {
      const { code, description } = result
      return code >= 500 || code < 400 ? { state: 'uncertain' } : { state: 'refused', code, description }
    }
    default:
      return unreachable(result)
  }
}

/** An answer that comes late settles what was uncertain meanwhile; the words are kept no longer. */
async function settle(db: Db, updateId: number, n: number, posted: Posted): Promise<void> {
  const error = posted.state === 'refused' ? { code: posted.code, description: posted.description } : null
  await db.group(
    () =>
      void db
        .sql(
          `update outbox set state = ?, message_id = ?, error = ?, payload = null
           where update_id = ? and n = ? and state in ('sending', 'uncertain')`,
        )
        .run(
          posted.state,
          posted.state === 'sent' ? posted.messageId : null,
          error === null ? null : JSON.stringify(error),
          updateId,
          n,
        ),
  )
}

function list(db: Db, updateId: number): Row[] {
  return db.sql<Row>(`select ${COLUMNS.sql} from outbox where update_id = ? order by n`).all(updateId)
}

function readPosted({ state, messageId, error }: Row): Posted {
  if (state === 'sent' && messageId !== null) return { state, messageId }
  if (state === 'refused') return { state, ...refusal.parse(JSON.parse(error ?? 'null')) }
  return { state: state === 'unreached' ? state : 'uncertain' }
}
