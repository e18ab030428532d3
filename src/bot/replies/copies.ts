import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { inboxCopies } from '../../db/schema/index.js'

const COLUMNS = columnsOf(inboxCopies, 'telegramId', 'at', 'inboxId')

/** What is kept of a message of ours: where it stands, whom it concerns, and the entry of the inbox, if it is of one. */
export type Copy = { chat: number; message: number; telegramId: number; inboxId: number | null }

/** Newest messages of a chat that are looked through; what is passed on is passed on one after another. */
const RECENT = 300

/** Remembers that a message concerns somebody, so that a reply to it finds its way. */
export function recordCopy(db: Db, { chat, message, telegramId, inboxId }: Copy, at: number): void {
  db.sql(
    'insert or replace into inbox_copies (chat_id, message_id, telegram_id, inbox_id, at) values (?, ?, ?, ?, ?)',
  ).run(chat, message, telegramId, inboxId, at)
}

/** Whom a message in the chat of somebody who answers concerns; null when it is none of these. */
export function findConcerned(db: Db, chat: number, message: number): number | null {
  return findCopy(db, chat, message)?.telegramId ?? null
}

function findCopy(db: Db, chat: number, message: number): RowOf<typeof COLUMNS> | null {
  // What stands in somebody's own chat concerns nobody else.
  return (
    db
      .sql<RowOf<typeof COLUMNS>>(
        `select ${COLUMNS.sql} from inbox_copies
         where chat_id = ? and message_id = ? and telegram_id <> chat_id`,
      )
      .get(chat, message) ?? null
  )
}

/** The entry of the inbox that was the last to come into a chat; null when none has. */
export function findLastIn(db: Db, chat: number): number | null {
  const row = db
    .sql<{ id: number }>(
      `select inbox_id as id from inbox_copies where chat_id = ? and inbox_id is not null
       order by message_id desc limit 1`,
    )
    .get(chat)
  return row?.id ?? null
}

/** Where an entry of the inbox stands in a chat: its heading, if it has one, then its copy. Empty when it is long ago. */
export function listCopies(db: Db, chat: number, inboxId: number): number[] {
  return db
    .sql<{ message: number }>(
      `select message from (
         select message_id as message, inbox_id from inbox_copies where chat_id = ? order by message_id desc limit ${RECENT})
       where inbox_id = ? order by message`,
    )
    .all(chat, inboxId)
    .map(({ message }) => message)
}

/** The topic that held them is gone, and they with it. */
export function forgetCopies(db: Db, chat: number, telegramId: number): void {
  db.sql('delete from inbox_copies where chat_id = ? and telegram_id = ?').run(chat, telegramId)
}

/**
 * An answer, and its copy in the person's chat. The two are tied by their moment, which is the person's alone.
 * @param answer where it was written
 * @param copy the message in the person's chat
 */
export function recordAnswer(
  db: Db,
  answer: { chat: number; message: number; telegramId: number },
  copy: number,
  at: number,
): void {
  const { telegramId } = answer
  const last = db
    .sql<{ at: number | null }>('select max(at) as at from inbox_copies where chat_id = ?')
    .get(telegramId)?.at
  const moment = Math.max(at, (last ?? 0) + 1)
  recordCopy(db, { ...answer, inboxId: null }, moment)
  recordCopy(db, { chat: telegramId, message: copy, telegramId, inboxId: null }, moment)
}

/** How many answers somebody has had that are still known. */
export function countAnswers(db: Db, telegramId: number): number {
  const row = db
    .sql<{ n: number }>('select count(*) as n from inbox_copies where chat_id = ? and inbox_id is null')
    .get(telegramId)
  return row?.n ?? 0
}

/** The copy of an answer in the person's chat; null when this is no answer. */
export function findAnswerCopy(db: Db, chat: number, message: number): { telegramId: number; copy: number } | null {
  const answer = findCopy(db, chat, message)
  if (answer === null || answer.inboxId !== null) return null
  const row = db
    .sql<{ copy: number }>(
      'select message_id as copy from inbox_copies where chat_id = ? and at = ? and inbox_id is null',
    )
    .get(answer.telegramId, answer.at)
  return row === undefined ? null : { telegramId: answer.telegramId, copy: row.copy }
}
