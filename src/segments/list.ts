import type { Db } from '../db/open.js'
import { compileCriterion } from './compile.js'
import type { Criterion } from './criterion.js'
import { expandCriterion } from './expand.js'
import { checkName, getSegment, type Segment } from './segment.js'
import type { EvaluationContext } from './window.js'

const ROWS = 500
/** Of longer names of segments only so much begins the name of a list, whatever the day behind it. */
const BEGIN = 40
/** The criterion of a list that is not whole. */
const UNFINISHED = ''

/** Where a fixed list comes from: `name` as it was typed, `createdBy` an admin's Telegram id. */
export type NewList = { name: string; createdBy: number }

/** How a list that is whole begins to exist: one write, and its id comes back; by itself, or as the deed of an update. */
export type Publish = (write: () => number) => Promise<number>

/**
 * Makes a fixed list of these people. Until all of them are in, the list does not exist for anybody; a list that a crash
 * cut short never does, and is cleared away when its maker makes the next one.
 * @throws AppError `segment_name_invalid`, `segment_name_taken`
 */
export async function createList(
  db: Db,
  list: NewList & { subscriberIds: readonly number[] },
  at: number,
  publish: Publish = db.group,
): Promise<Segment> {
  const id = await begin(db, list, at)
  const insert = db.sql(
    'insert or ignore into segment_members (segment_id, subscriber_id, since) select ?, value, ? from json_each(?)',
  )
  for (let i = 0; i < list.subscriberIds.length; i += ROWS) {
    const some = JSON.stringify(list.subscriberIds.slice(i, i + ROWS))
    await db.group(() => insert.run(id, at, some))
  }
  return finish(db, id, list.name, publish)
}

/**
 * Makes a fixed list of everybody whom a criterion holds at this moment; they stay in it whatever they do later.
 * @throws AppError `segment_name_invalid`, `segment_name_taken`, `query_timeout` after 5 s
 */
export async function freezeCriterion(
  db: Db,
  list: NewList & { criterion: Criterion },
  context: EvaluationContext,
  publish: Publish = db.group,
): Promise<Segment> {
  checkName(db, list.name)
  const test = compileCriterion(expandCriterion(db, list.criterion), context)
  const scratch = await db.people.scratch(`select s.id as person from subscribers s where ${test.text}`, test.params)
  try {
    const id = await begin(db, list, context.at)
    await db.merge(
      scratch,
      `insert or ignore into main.segment_members (segment_id, subscriber_id, since)
       select :id, person, :at from scratch.result where rowid > :after and rowid <= :upto`,
      { id, at: context.at },
    )
    return await finish(db, id, list.name, publish)
  } finally {
    scratch.drop()
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

/** A list that is deleted already, until `finish`. */
async function begin(db: Db, { name, createdBy }: NewList, at: number): Promise<number> {
  await clearUnfinished(db, createdBy)
  return db.group(() => {
    const { shown, folded } = checkName(db, name)
    const row = db
      .sql<{ id: number }>(
        `insert into segments (name, name_folded, kind, criterion, created_by, created_at, deleted_at)
         values (?, ?, 'list', ?, ?, ?, ?) returning id`,
      )
      .get(shown, folded, UNFINISHED, createdBy, at, at)
    if (row === undefined) throw new Error('the list was not stored')
    return row.id
  })
}

/** What a crash left of this admin's lists goes, a few people at a time. */
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

async function finish(db: Db, id: number, name: string, publish: Publish): Promise<Segment> {
  const published = await publish(() => {
    checkName(db, name)
    const criterion: Criterion = { leaf: 'listed', segment: id }
    const { changes } = db
      .sql('update segments set deleted_at = null, criterion = ? where id = ?')
      .run(JSON.stringify(criterion), id)
    if (changes === 0) throw new Error('the list was cleared away before it was whole')
    return id
  })
  return getSegment(db, published)
}
