import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { topics } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { onOneLine } from '../text/edges.js'
import { fold } from '../text/fold.js'
import { isRung, type Rung } from './ladder/rung.js'

/** How long a topic's name may be, in UTF-16 units. */
export const TOPIC_LENGTH = 48

const COLUMNS = columnsOf(topics, 'id', 'name', 'rung', 'archivedAt')
type Row = RowOf<typeof COLUMNS>

/** What links and answers are about. `rung` is the step of the ladder that interest in it shows. */
export type Topic = Row & { rung: Rung }

const SELECT = `select ${COLUMNS.sql} from topics`

/** Topics in use, by step and name. */
export function listTopics(db: Db): Topic[] {
  return db.sql<Row>(`${SELECT} where archived_at is null order by rung, name_folded`).all().map(fromRow)
}

/** A topic, archived ones as well; null when there is none. */
export function findTopic(db: Db, id: number): Topic | null {
  const row = db.sql<Row>(`${SELECT} where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** A topic in use by its name, whatever the case; null when there is none. */
export function findTopicByName(db: Db, name: string): Topic | null {
  const row = db.sql<Row>(`${SELECT} where name_folded = ? and archived_at is null`).get(fold(name))
  return row === undefined ? null : fromRow(row)
}

/** A topic in use. @throws AppError `topic_not_found` */
export function getTopic(db: Db, id: number): Topic {
  const topic = findTopic(db, id)
  if (topic === null || topic.archivedAt !== null) throw new AppError('topic_not_found')
  return topic
}

/** Adds a topic. @throws AppError `topic_name_invalid` {limit}, `topic_name_taken` {name} */
export function createTopic(db: Db, topic: { name: string; rung: Rung; createdBy: number }, at: number): Topic {
  const name = freeName(db, topic.name, null)
  const { lastInsertRowid } = db
    .sql('insert into topics (name_folded, name, rung, created_by, created_at) values (?, ?, ?, ?, ?)')
    .run(fold(name), name, topic.rung, topic.createdBy, at)
  return getTopic(db, Number(lastInsertRowid))
}

/** @throws AppError `topic_not_found`, `topic_name_invalid` {limit}, `topic_name_taken` {name} */
export function renameTopic(db: Db, id: number, name: string): void {
  getTopic(db, id)
  const free = freeName(db, name, id)
  db.sql('update topics set name = ?, name_folded = ? where id = ?').run(free, fold(free), id)
}

/** Puts a topic on another step; people stand there after the next refresh of everybody. @throws AppError `topic_not_found` */
export function setTopicRung(db: Db, id: number, rung: Rung): void {
  getTopic(db, id)
  db.sql('update topics set rung = ? where id = ?').run(rung, id)
}

/** Takes a topic out of use: nothing new can be about it, what people did stays known. @throws AppError `topic_not_found` */
export function archiveTopic(db: Db, id: number, at: number): void {
  getTopic(db, id)
  db.sql('update topics set archived_at = ? where id = ?').run(at, id)
}

function freeName(db: Db, typed: string, id: number | null): string {
  const name = onOneLine(typed)
  if (name === '' || fold(name) === '' || name.length > TOPIC_LENGTH) {
    throw new AppError('topic_name_invalid', { limit: TOPIC_LENGTH })
  }
  const taken = findTopicByName(db, name)
  if (taken !== null && taken.id !== id) throw new AppError('topic_name_taken', { name: taken.name })
  return name
}

function fromRow({ rung, ...row }: Row): Topic {
  if (!isRung(rung)) throw new Error(`topic ${row.id} stands on no step: ${rung}`)
  return { ...row, rung }
}
