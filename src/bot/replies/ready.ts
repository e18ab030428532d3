import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { readyAnswers } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { type Content, contentSchema } from '../../offers/content.js'
import { freeName } from '../../offers/draft/name.js'
import { onOneLine } from '../../text/edges.js'
import { fold } from '../../text/fold.js'

/** How many ready answers there may be, and how long a name may be, in UTF-16 units: it stands on a button. */
export const MOST_ANSWERS = 60
export const ANSWER_NAME = 32

const COLUMNS = columnsOf(readyAnswers, 'id', 'name', 'content', 'byWord', 'byStaff', 'byMenu', 'askedOn')
type Row = RowOf<typeof COLUMNS>

/**
 * An answer that was written once. `byWord`, `byStaff`, `byMenu`: how often it went by itself, by the staff's press and by the
 * menu; `askedOn`: how often somebody asked for a person after it.
 */
export type Ready = Omit<Row, 'content'> & { content: Content }

/** By which way an answer goes. */
export type AnswerWay = 'byWord' | 'byStaff' | 'byMenu'

const SELECT = `select ${COLUMNS.sql} from ready_answers`

/** A page of them by name, and how many there are. */
export function listReady(db: Db, page: { offset: number; limit: number }): { ready: Ready[]; total: number } {
  const ready = db.sql<Row>(`${SELECT} order by name_folded limit ? offset ?`).all(page.limit, page.offset).map(fromRow)
  return { ready, total: countReady(db) }
}

/** How many there are. */
export function countReady(db: Db): number {
  return db.sql<{ n: number }>('select count(*) as n from ready_answers').get()?.n ?? 0
}

/** One of them; null when there is none. */
export function findReady(db: Db, id: number): Ready | null {
  const row = db.sql<Row>(`${SELECT} where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** One of them. @throws AppError `answer_not_found` */
export function getReady(db: Db, id: number): Ready {
  const ready = findReady(db, id)
  if (ready === null) throw new AppError('answer_not_found')
  return ready
}

/**
 * Adds one; a taken name gets " 2", " 3" …
 * @throws AppError `answers_full` {limit}, `answer_name_invalid` {limit}
 */
export function createReady(db: Db, ready: { name: string; content: Content; createdBy: number }, at: number): Ready {
  if (countReady(db) >= MOST_ANSWERS) throw new AppError('answers_full', { limit: MOST_ANSWERS })
  const name = freeName(checkedName(ready.name), folded => isTaken(db, folded, null))
  const { lastInsertRowid } = db
    .sql('insert into ready_answers (name_folded, name, content, created_by, created_at) values (?, ?, ?, ?, ?)')
    .run(fold(name), name, packed(ready.content), ready.createdBy, at)
  return getReady(db, Number(lastInsertRowid))
}

/** @throws AppError `answer_not_found`, `answer_name_invalid` {limit}, `answer_name_taken` {name} */
export function renameReady(db: Db, id: number, typed: string): void {
  getReady(db, id)
  const name = checkedName(typed)
  if (isTaken(db, fold(name), id)) throw new AppError('answer_name_taken', { name })
  db.sql('update ready_answers set name = ?, name_folded = ? where id = ?').run(name, fold(name), id)
}

/** Says it in other words. @throws AppError `answer_not_found` */
export function rewordReady(db: Db, id: number, content: Content): void {
  getReady(db, id)
  db.sql('update ready_answers set content = ? where id = ?').run(packed(content), id)
}

/** Deletes it, with its words and its buttons in the menu. @throws AppError `answer_not_found` */
export function deleteReady(db: Db, id: number): void {
  getReady(db, id)
  db.sql('delete from answer_words where answer_id = ?').run(id)
  db.sql('delete from menu_buttons where answer_id = ?').run(id)
  db.sql('delete from ready_answers where id = ?').run(id)
}

/** It went once more, by this way. */
export function countSent(db: Db, id: number, way: AnswerWay): void {
  const column = { byWord: 'by_word', byStaff: 'by_staff', byMenu: 'by_menu' }[way]
  db.sql(`update ready_answers set ${column} = ${column} + 1 where id = ?`).run(id)
}

/** Somebody asked for a person after it. */
export function countAskedOn(db: Db, id: number): void {
  db.sql('update ready_answers set asked_on = asked_on + 1 where id = ?').run(id)
}

function checkedName(typed: string): string {
  const name = onOneLine(typed)
  if (!/[\p{L}\p{N}]/u.test(name) || name.length > ANSWER_NAME)
    throw new AppError('answer_name_invalid', { limit: ANSWER_NAME })
  return name
}

function isTaken(db: Db, folded: string, id: number | null): boolean {
  return db.sql('select 1 from ready_answers where name_folded = ? and id is not ?').get(folded, id) !== undefined
}

function packed(content: Content): string {
  return JSON.stringify(contentSchema.parse(content))
}

function fromRow({ content, ...row }: Row): Ready {
  return { ...row, content: contentSchema.parse(JSON.parse(content)) }
}
