import { createHash, randomInt } from 'node:crypto'
import { z } from 'zod'
import { HOUR } from '../../clock.js'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { staffTopics } from '../../db/schema/index.js'
import { findSetting, saveSetting } from '../settings.js'

const PERSON = columnsOf(staffTopics, 'telegramId')

/** Why a staff group can no longer be used: the bot is not in it, may not manage topics, or there are none. */
export type Loss = 'removed' | 'rights' | 'topics'

const staffSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bound'), chat: z.int(), title: z.string() }),
  z.object({
    kind: z.literal('lost'),
    title: z.string(),
    why: z.enum(['removed', 'rights', 'topics']),
    told: z.boolean(),
  }),
])
const codeSchema = z.object({ hash: z.string(), expiresAt: z.int() })
const flag = z.boolean()

/** The group that answers, or that it was lost and whether the owners know. */
export type StaffChat = z.infer<typeof staffSchema>

const STAFF = 'staff_chat'
const CODE = 'staff_code'
const NOBODY = 'staff_nobody'
const CODE_MS = HOUR
const CODE_LENGTH = 8
/** Without what looks alike. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** The staff group; null when none was ever bound, or it was let go. */
export function findStaffChat(db: Db): StaffChat | null {
  return findSetting(db, STAFF, staffSchema)
}

/** True for the chat of the group that answers. */
export function isStaffChat(db: Db, chat: number): boolean {
  const staff = chat < 0 ? findStaffChat(db) : null
  return staff?.kind === 'bound' && staff.chat === chat
}

/** Makes the code that binds the group in which it is written, within an hour; the one before stops working. */
export function createStaffCode(db: Db, at: number): { code: string; expiresAt: number } {
  const code = Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  const expiresAt = at + CODE_MS
  saveSetting(db, CODE, codeSchema, { hash: hashOf(code), expiresAt })
  return { code, expiresAt }
}

/** True while this is the code that binds. */
export function isStaffCode(db: Db, code: string, at: number): boolean {
  const known = findSetting(db, CODE, codeSchema)
  return known !== null && known.expiresAt > at && known.hash === hashOf(code.trim().toUpperCase())
}

/** True while somebody may be about to bind a group: the code of an owner is good still. */
export function isStaffCodeOpen(db: Db, at: number): boolean {
  const known = findSetting(db, CODE, codeSchema)
  return known !== null && known.expiresAt > at
}

/** From now on this group answers. */
export function bindStaffChat(db: Db, chat: { chat: number; title: string }): void {
  saveSetting(db, STAFF, staffSchema, { kind: 'bound', ...chat })
}

/** The code was written in a group: it binds none any more, whatever came of it. */
export function spendStaffCode(db: Db): void {
  db.sql('delete from settings where key = ?').run(CODE)
}

/** The group answers no more, because somebody decided so. */
export function releaseStaffChat(db: Db): void {
  db.sql('delete from settings where key = ?').run(STAFF)
}

/** The group cannot answer any more; the owners are to be told. */
export function loseStaffChat(db: Db, why: Loss): void {
  const staff = findStaffChat(db)
  if (staff?.kind === 'bound')
    saveSetting(db, STAFF, staffSchema, { kind: 'lost', title: staff.title, why, told: false })
}

/** The owners know that the group was lost. */
export function recordLossTold(db: Db): void {
  const staff = findStaffChat(db)
  if (staff?.kind === 'lost') saveSetting(db, STAFF, staffSchema, { ...staff, told: true })
}

/** True when nobody who answers could be reached the last time. */
export function isNobodyThere(db: Db): boolean {
  return findSetting(db, NOBODY, flag) === true
}

/** Keeps whether anybody who answers can be reached. */
export function recordNobodyThere(db: Db, nobody: boolean): void {
  if (isNobodyThere(db) !== nobody) saveSetting(db, NOBODY, flag, nobody)
}

/** The topic of a person in a group; null while there is none. */
export function findTopic(db: Db, chat: number, telegramId: number): number | null {
  const row = db
    .sql<{ topic: number }>('select topic_id as topic from staff_topics where chat_id = ? and telegram_id = ?')
    .get(chat, telegramId)
  return row?.topic ?? null
}

/** Whose topic this is; null when it is nobody's. */
export function findTopicPerson(db: Db, chat: number, topic: number): number | null {
  const row = db
    .sql<RowOf<typeof PERSON>>(`select ${PERSON.sql} from staff_topics where chat_id = ? and topic_id = ?`)
    .get(chat, topic)
  return row?.telegramId ?? null
}

/** Keeps a person's topic; null: it is gone. */
export function saveTopic(db: Db, chat: number, telegramId: number, topic: number | null): void {
  if (topic === null) {
    db.sql('delete from staff_topics where chat_id = ? and telegram_id = ?').run(chat, telegramId)
    return
  }
  db.sql('insert or replace into staff_topics (chat_id, telegram_id, topic_id) values (?, ?, ?)').run(
    chat,
    telegramId,
    topic,
  )
}

/** A topic's address, for those who are in the group. */
export function topicAddress(chat: number, topic: number): string {
  return `https://t.me/c/${String(chat).replace(/^-100/, '')}/${topic}`
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
