import { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { prompts } from '../../db/schema/index.js'
import type { Card, Place } from '../card.js'

const entity = z.looseObject({ type: z.string(), offset: z.int(), length: z.int() })
const button = z.union([
  z.object({ label: z.string(), data: z.string() }),
  z.object({ label: z.string(), url: z.string() }),
])
const cardSchema = z.object({
  text: z.object({ text: z.string(), entities: z.array(entity) }),
  keyboard: z.array(z.array(button)),
})

/**
 * What is asked of an admin; `updateId` is the update that asked, and tells it from whatever is asked before and after. `place`: the card that asks, null
 * when it is not known. `aside`: what that card shows once it no longer asks; null where its words hold without the question too.
 */
export type Prompt = { updateId: number; topic: string; args: unknown; place: Place | null; aside: Card | null }

const COLUMNS = columnsOf(prompts, 'updateId', 'topic', 'args', 'chat', 'message', 'aside')

/** What is asked of this admin now; null when nothing is. */
export function findPrompt(db: Db, adminId: number): Prompt | null {
  const row = db.sql<RowOf<typeof COLUMNS>>(`select ${COLUMNS.sql} from prompts where admin_id = ?`).get(adminId)
  if (row === undefined) return null
  const { chat, message, args, aside, ...rest } = row
  return {
    ...rest,
    args: JSON.parse(args),
    place: chat === null || message === null ? null : { chat, message },
    aside: aside === null ? null : cardSchema.parse(JSON.parse(aside)),
  }
}

/** Asks this instead of whatever was asked before. */
export function savePrompt(db: Db, adminId: number, prompt: Prompt, at: number): void {
  const { updateId, topic, args, place, aside } = prompt
  db.sql(
    `insert or replace into prompts (admin_id, update_id, topic, args, chat, message, aside, at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    adminId,
    updateId,
    topic,
    JSON.stringify(args),
    place?.chat ?? null,
    place?.message ?? null,
    aside === null ? null : JSON.stringify(aside),
    at,
  )
}

/** The card that asks is gone, the question stays. @param updateId of the prompt; another one stays as it is */
export function unplacePrompt(db: Db, adminId: number, updateId: number): void {
  db.sql('update prompts set chat = null, message = null where admin_id = ? and update_id = ?').run(adminId, updateId)
}

/** Asks this no more. @param updateId of the prompt; another one stays */
export function dropPrompt(db: Db, adminId: number, updateId: number): void {
  db.sql('delete from prompts where admin_id = ? and update_id = ?').run(adminId, updateId)
}
