import { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { origins } from '../../db/schema/index.js'

/** Of which offer, and where it has several, of whose message (`segment` null: the common one), and which version of it, from 1 for B on. */
export type PartArgs = { offer: number; segment?: number | null; version?: number }

const COLUMNS = columnsOf(origins, 'offerId', 'topic', 'args', 'print')
type Row = RowOf<typeof COLUMNS>

/** The part of an offer that was made from a message: the answer to a question, by its topic and arguments. */
export type Origin = Omit<Row, 'args'> & { args: unknown }

const argsSchema = z.looseObject({ offer: z.int() })

/**
 * Remembers from which message a part of an offer was made; whatever it was made from before is forgotten.
 * @param print what of the message the part was made from, as one string
 */
export function recordOrigin(
  db: Db,
  message: { chat: number; message: number },
  { topic, args, print }: { topic: string; args: PartArgs; print: string },
): void {
  forgetOrigin(db, topic, args)
  db.sql('insert or replace into origins (chat, message, offer_id, topic, args, print) values (?, ?, ?, ?, ?, ?)').run(
    message.chat,
    message.message,
    args.offer,
    topic,
    JSON.stringify(args),
    print,
  )
}

/** This part of the offer is made from no message any more. */
export function forgetOrigin(db: Db, topic: string, args: PartArgs): void {
  db.sql('delete from origins where offer_id = ? and topic = ? and args = ?').run(
    args.offer,
    topic,
    JSON.stringify(args),
  )
}

/** What was made from a message, the newest offer first. */
export function listOrigins(db: Db, message: { chat: number; message: number }): Origin[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from origins where chat = ? and message = ? order by offer_id desc`)
    .all(message.chat, message.message)
    .map(row => ({ ...row, args: argsSchema.parse(JSON.parse(row.args)) }))
}
