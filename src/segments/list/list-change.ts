import { createPauses } from '../../clock.js'
import type { Db } from '../../db/open.js'

/** What may be done to a fixed list with some people. */
export const LIST_CHANGES = ['add', 'take', 'replace'] as const

/** Adds them, takes them out, or leaves nobody else in. */
export type ListChange = (typeof LIST_CHANGES)[number]

/** What a change comes to, in people: how many were and would be in the list, who comes in and who goes. */
export type ListDifference = { before: number; after: number; added: number; gone: number }

const ROWS = 500

const ADD =
  'insert or ignore into segment_members (segment_id, subscriber_id, since) select ?, value, ? from json_each(?)'

/**
 * What a change would come to, changing nothing.
 * @param people ids of ours, each once
 */
export async function previewList(
  db: Db,
  id: number,
  change: ListChange,
  people: readonly number[],
): Promise<ListDifference> {
  const [counted] = await db.people.rows<{ n: number }>(
    'select count(*) as n from segment_members where segment_id = ?',
    [id],
  )
  const before = counted?.n ?? 0
  const pauses = createPauses()
  const known = db.sql<{ n: number }>(
    `select count(*) as n from segment_members where segment_id = ? and subscriber_id in (select value from json_each(?))`,
  )
  let there = 0
  for (const some of slices(people)) {
    await pauses.take()
    there += known.get(id, JSON.stringify(some))?.n ?? 0
  }
  const added = change === 'take' ? 0 : people.length - there
  const gone = change === 'take' ? there : change === 'replace' ? before - there : 0
  return { before, after: before + added - gone, added, gone }
}

/** So many people are changed in one commit: about 20 ms. */
const AT_ONCE = 5_000

/**
 * Changes a fixed list in one commit, where it is of few people. To be called in a group.
 * @returns false, and nothing is changed, where they are too many: see `changeList`
 */
export function changeListAtOnce(
  db: Db,
  id: number,
  change: ListChange,
  people: readonly number[],
  at: number,
): boolean {
  const { n: before = 0 } =
    change === 'replace'
      ? (db
          .sql<{ n: number }>(
            `select count(*) as n from (select 1 from segment_members where segment_id = ? limit ${AT_ONCE + 1})`,
          )
          .get(id) ?? {})
      : {}
  if (people.length + before > AT_ONCE) return false
  const ids = JSON.stringify(people)
  if (change !== 'add')
    db.sql(
      `delete from segment_members where segment_id = ? and subscriber_id ${change === 'take' ? '' : 'not '}in (select value from json_each(?))`,
    ).run(id, ids)
  if (change !== 'take') db.sql(ADD).run(id, at, ids)
  return true
}

/**
 * Changes a fixed list, a few people at a time. Done twice it comes to the same; cut short by a crash it may be done again.
 * @param at when whoever comes in does, ms UTC
 */
export async function changeList(
  db: Db,
  id: number,
  change: ListChange,
  people: readonly number[],
  at: number,
): Promise<void> {
  if (change !== 'take') {
    const insert = db.sql(ADD)
    for (const some of slices(people)) await db.group(() => void insert.run(id, at, JSON.stringify(some)))
  }
  const leaving = change === 'take' ? people : change === 'replace' ? await others(db, id, people) : []
  const remove = db.sql(
    'delete from segment_members where segment_id = ? and subscriber_id in (select value from json_each(?))',
  )
  for (const some of slices(leaving)) await db.group(() => void remove.run(id, JSON.stringify(some)))
}

/** Who is in the list and none of these people. */
async function others(db: Db, id: number, people: readonly number[]): Promise<number[]> {
  const stay = new Set(people)
  const rows = await db.people.rows<{ person: number }>(
    'select subscriber_id as person from segment_members where segment_id = ?',
    [id],
  )
  return rows.flatMap(({ person }) => (stay.has(person) ? [] : [person]))
}

function* slices(people: readonly number[]): Generator<number[]> {
  for (let i = 0; i < people.length; i += ROWS) yield people.slice(i, i + ROWS)
}
