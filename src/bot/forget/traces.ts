import { z } from 'zod'
import type { Identity } from '../../audience/identity.js'
import type { Db } from '../../db/open.js'
import { eraseSearches } from '../admin/search.js'
import { mentionsOf } from './mention.js'

/** Keys of settings that hold something else than somebody of the team behind their colon. */
const NOT_ADMINS = ['reports', 'text']

const ids = z.array(z.int())

/** Lines of the log of who did what that hold somebody's Telegram id. */
export type Acts = number[]

/** Looks for the lines of the audit log that name somebody; it reads all of them, so a reader is asked, before the deed. */
export async function findActs(db: Pick<Db, 'people'>, telegramId: number): Promise<Acts> {
  return (await db.people.rows<{ id: number }>(NAMING, naming(telegramId))).map(({ id }) => id)
}

/** The same at once, where nobody waits. */
export function findActsAtOnce(db: Pick<Db, 'sql'>, telegramId: number): Acts {
  return db
    .sql<{ id: number }>(NAMING)
    .all(...naming(telegramId))
    .map(({ id }) => id)
}

const NAMING = `select id from audit_log where instr(address || ':', ?) > 0 or subject = ?`
const naming = (telegramId: number) => [`:${telegramId.toString(36)}:`, `member:${telegramId}`]

/**
 * Forgets what the team's half of the bot remembers of somebody: what was looked for, what stands on open cards and in
 * open questions, what waits to be sent, and who it was that somebody of the team did something with.
 * @param number what stands in their place where something must
 */
export function eraseTraces(db: Pick<Db, 'sql'>, who: Identity, acts: Acts, number: number): void {
  const { surely, perhaps } = mentionsOf(who)
  const drop = (table: 'settings' | 'conversations', key: string) =>
    table === 'settings'
      ? db.sql('delete from settings where key = ?').run(key)
      : db.sql('delete from conversations where key = ?').run(key)
  const own = String(who.telegramId)
  for (const { key, value } of db
    .sql<{ key: string; value: string }>(
      `select key, value from settings where key glob '*:[0-9]*' or key in ('staff_news', 'test_people')`,
    )
    .all()) {
    const [kind = '', of = ''] = key.split(':')
    if (key === 'test_people') eraseTester(db, value, who.telegramId)
    else if (kind === 'searches' && of !== own) continue
    else if ((of === own && !NOT_ADMINS.includes(kind)) || (!NOT_ADMINS.includes(kind) && surely(value)))
      drop('settings', key)
  }
  eraseSearches(db, perhaps)
  for (const { key, state } of db.sql<{ key: string; state: string }>('select key, state from conversations').all())
    if (key === own || perhaps(state)) drop('conversations', key)
  erasePrompts(db, who.telegramId, perhaps)
  eraseCards(db, who.telegramId, perhaps)
  eraseOutbox(db, who.telegramId, surely)
  db.sql(
    `update audit_log set address = iif(instr(address, ':') > 0, substr(address, 1, instr(address, ':') - 1), address),
       subject = iif(subject = :member, :number, subject) where id in (select value from json_each(:acts))`,
  ).run({ member: `member:${own}`, number: `member:${number}`, acts: JSON.stringify(acts) })
  db.sql('update audit_log set admin_id = ? where admin_id = ?').run(number, who.telegramId)
  db.sql('update admins set invited_by = ? where invited_by = ?').run(number, who.telegramId)
  db.sql('update invitations set created_by = nullif(created_by, ?), used_by = nullif(used_by, ?)').run(
    who.telegramId,
    who.telegramId,
  )
}

function eraseTester(db: Pick<Db, 'sql'>, value: string, telegramId: number): void {
  const { data } = ids.safeParse(JSON.parse(value))
  if (data?.includes(telegramId) !== true) return
  db.sql("update settings set value = ? where key = 'test_people'").run(
    JSON.stringify(data.filter(id => id !== telegramId)),
  )
}

function erasePrompts(db: Pick<Db, 'sql'>, telegramId: number, perhaps: (text: string) => boolean): void {
  db.sql('delete from prompts where admin_id = ?').run(telegramId)
  const rows = db
    .sql<{ admin: number; args: string; aside: string | null }>('select admin_id as admin, args, aside from prompts')
    .all()
  for (const { admin, args, aside } of rows) {
    if (perhaps(args)) db.sql('delete from prompts where admin_id = ?').run(admin)
    else if (aside !== null && perhaps(aside)) db.sql('update prompts set aside = null where admin_id = ?').run(admin)
  }
}

function eraseCards(db: Pick<Db, 'sql'>, telegramId: number, perhaps: (text: string) => boolean): void {
  db.sql('delete from cards where chat = ?').run(telegramId)
  const rows = db
    .sql<{ chat: number; message: number; address: string; memo: string | null }>(
      'select chat, message, address, memo from cards',
    )
    .all()
  for (const { chat, message, address, memo } of rows)
    if (perhaps(address) || (memo !== null && perhaps(memo)))
      db.sql('delete from cards where chat = ? and message = ?').run(chat, message)
}

function eraseOutbox(db: Pick<Db, 'sql'>, telegramId: number, surely: (text: string) => boolean): void {
  db.sql('delete from outbox where chat = ?').run(telegramId)
  const rows = db
    .sql<{ updateId: number; n: number; payload: string }>(
      'select update_id as updateId, n, payload from outbox where payload is not null',
    )
    .all()
  for (const { updateId, n, payload } of rows)
    if (surely(payload)) db.sql('delete from outbox where update_id = ? and n = ?').run(updateId, n)
}
