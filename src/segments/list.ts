import type { Db } from '../db/open.js'
import { compilePeople } from './compile.js'
import { expandCriterion } from './criterion/expand.js'
import type { Criterion } from './criterion.js'
import { checkName, getSegment, type Segment } from './segment.js'
import type { EvaluationContext } from './window.js'

const ROWS = 500
/** The most letters of a segment's name that the name of a list begins with; a day follows. */
const BEGIN = 40
/** The criterion of an unfinished list. */
const UNFINISHED = ''

/** Where a fixed list comes from: `name` as it was typed, `createdBy` an admin's Telegram id. */
export type NewList = { name: string; createdBy: number }

/**
 * A list that is complete but not yet visible. `publish` is one write, in a group of its own or in another's.
 * @returns its id
 * @throws AppError `segment_name_invalid`, `segment_name_taken`
 */
export type PreparedList = { publish(name: string): number }

/**
 * Makes a fixed list of these people. It becomes visible once all of them are in; one that a crash cut short never does,
 * and is deleted when the same admin makes the next one.
 * @throws AppError `segment_name_invalid`, `segment_name_taken`
 */
export async function createList(
  db: Db,
  { name, ...list }: NewList & { subscriberIds: readonly number[] },
  at: number,
): Promise<Segment> {
  checkName(db, name)
  return published(db, name, await prepareList(db, list, at))
}

/** Prepares a fixed list of these people; it gets its name when it is published. */
export async function prepareList(
  db: Db,
  { createdBy, subscriberIds }: Pick<NewList, 'createdBy'> & { subscriberIds: readonly number[] },
  at: number,
): Promise<PreparedList> {
  const id = await begin(db, createdBy, at)
  const insert = db.sql(
    'insert or ignore into segment_members (segment_id, subscriber_id, since) select ?, value, ? from json_each(?)',
  )
  for (let i = 0; i < subscriberIds.length; i += ROWS) {
    const some = JSON.stringify(subscriberIds.slice(i, i + ROWS))
    await db.group(() => insert.run(id, at, some))
  }
  return { publish: name => publish(db, id, name) }
}

/**
 * Prepares a fixed list of everybody in a criterion at this moment; it gets its name when it is published. @throws
 * AppError `query_timeout` after 5 s
 */
export async function prepareFrozen(
  db: Db,
  { createdBy, criterion }: Pick<NewList, 'createdBy'> & { criterion: Criterion },
  context: EvaluationContext,
): Promise<PreparedList> {
  const people = compilePeople(expandCriterion(db, criterion), context)
  const scratch = await db.people.scratch(`select id as person from (${people.text})`, people.params)
  try {
    const id = await begin(db, createdBy, context.at)
    await db.merge(
      scratch,
      `insert or ignore into main.segment_members (segment_id, subscriber_id, since)
       select :id, person, :at from scratch.result where rowid > :after and rowid <= :upto`,
      { id, at: context.at },
    )
    return { publish: name => publish(db, id, name) }
  } finally {
    await scratch.drop()
  }
}

/** How many lists begin with the name of a segment, as those do that were made of it: it tells whether one was made since. */
export function countListsOf(db: Db, name: string): number {
  const row = db
    .sql<{ n: number }>(
      `select count(*) as n from segments where kind = 'list' and deleted_at is null and substr(name, 1, :length) = :begin`,
    )
    .get({ begin: name.slice(0, BEGIN), length: Math.min(name.length, BEGIN) })
  return row?.n ?? 0
}

/** A list that is deleted already, and has no name, until it is published. */
async function begin(db: Db, createdBy: number, at: number): Promise<number> {
  await clearUnfinished(db, createdBy)
  return db.group(() => {
    const row = db
      .sql<{ id: number }>(
        `insert into segments (name, name_folded, kind, criterion, created_by, created_at, deleted_at)
         values ('', '', 'list', ?, ?, ?, ?) returning id`,
      )
      .get(UNFINISHED, createdBy, at, at)
    if (row === undefined) throw new Error('the list was not stored')
    return row.id
  })
}

/** Deletes what a crash left of this admin's unfinished lists, a few people at a time. */
async function clearUnfinished(db: Db, createdBy: number): Promise<void> {
  const left = db
    .sql<{ id: number }>(`select id from segments where kind = 'list' and criterion = ? and created_by = ?`)
    .all(UNFINISHED, createdBy)
  const some = db.sql(
    `delete from segment_members where segment_id = :id and subscriber_id in
       (select subscriber_id from segment_members where segment_id = :id limit ${ROWS})`,
  )
  for (const { id } of left) {
    while (await db.group(() => some.run({ id }).changes > 0));
    await db.group(() => void db.sql('delete from segments where id = ?').run(id))
  }
}

async function published(db: Db, name: string, list: PreparedList): Promise<Segment> {
  return getSegment(db, await db.group(() => list.publish(name)))
}

function publish(db: Db, id: number, name: string): number {
  const { shown, folded } = checkName(db, name)
  const criterion: Criterion = { leaf: 'listed', segment: id }
  const { changes } = db
    .sql('update segments set deleted_at = null, name = ?, name_folded = ?, criterion = ? where id = ?')
    .run(shown, folded, JSON.stringify(criterion), id)
  if (changes === 0) throw new Error('the list was cleared away before it was whole')
  return id
}
