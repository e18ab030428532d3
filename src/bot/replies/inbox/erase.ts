import type { Db } from '../../../db/open.js'

/**
 * Forgets that somebody wrote, and where their words stand: what was passed on is put down to be removed from the chats of
 * those who answer (see `removeWithdrawn`).
 * @param at ms UTC
 */
export function eraseFromInbox(db: Pick<Db, 'sql'>, telegramId: number, at: number): void {
  db.sql(
    `insert or ignore into withdrawals (chat_id, kind, item_id, due_at)
       select chat_id, 'topic', topic_id, :at from staff_topics where telegram_id = :telegramId
       union all select chat_id, 'message', message_id, :at from inbox_copies
         where telegram_id = :telegramId and chat_id <> telegram_id and inbox_id is not null`,
  ).run({ telegramId, at })
  dropFromInbox(db, telegramId)
}

/** Forgets that somebody wrote, and leaves what was passed on where it stands: it is those people's who read it. */
export function dropFromInbox(db: Pick<Db, 'sql'>, telegramId: number): void {
  db.sql('delete from staff_topics where telegram_id = ?').run(telegramId)
  db.sql('delete from inbox_copies where telegram_id = ?').run(telegramId)
  db.sql('delete from inbox where telegram_id = ?').run(telegramId)
  db.sql('delete from muted where telegram_id = ?').run(telegramId)
  db.sql('delete from answer_parts where telegram_id = ?').run(telegramId)
}

/** What somebody of the team made for people to read: whoever it was is a number from now on. */
export function renumberInAnswers(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update ready_answers set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update menu_buttons set created_by = ? where created_by = ?').run(number, admin)
}
