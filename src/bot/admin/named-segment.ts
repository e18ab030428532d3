import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { freeName } from '../../offers/draft/name.js'
import type { Criterion } from '../../segments/criterion.js'
import { findNames, titleOf } from '../../segments/describe.js'
import { createSegment, findSame, type Segment } from '../../segments/segment.js'
import { shorten } from '../../text/format.js'
import type { Here } from '../here.js'

const LENGTH = 64
const TRIED = 100

/** A name made of the conditions themselves, short enough. */
export function ownName({ db, language }: Pick<Here, 'db' | 'language'>, criterion: Criterion): string {
  const line = titleOf(criterion, language, findNames(db))
  return shorten(line.charAt(0).toLocaleUpperCase(language) + line.slice(1), LENGTH)
}

/**
 * Saves a criterion at once. To be called in a group.
 * @param name null: one made of its conditions; with a number behind it where it is taken
 * @throws AppError `criterion_…`
 */
export function saveAtOnce(here: Here, criterion: Criterion, name: string | null): Segment {
  const { db, me, at } = here
  return underFreeName(name ?? ownName(here, criterion), name =>
    createSegment(db, { name, criterion, createdBy: me }, at),
  )
}

/**
 * The same for a message to its people: one that is called so already and asks for the same is taken, so that a second
 * press makes no second one.
 * @throws AppError `criterion_…`
 */
export function keepForMessage(here: Here, criterion: Criterion, name: string | null): Segment {
  return (
    findSame(here.db, shorten(name ?? ownName(here, criterion), LENGTH), criterion) ?? saveAtOnce(here, criterion, name)
  )
}

/**
 * What `make` makes under this name, or under this name and a number where it is taken.
 * @throws AppError as `make` does
 */
export function underFreeName<T>(wanted: string, make: (name: string) => T): T {
  for (let n = 1; ; n++) {
    try {
      return make(n === 1 ? shorten(wanted, LENGTH) : `${shorten(wanted, LENGTH - 4)} ${n}`)
    } catch (error) {
      if (!isAppError(error, 'segment_name_taken') || n === TRIED) throw error
    }
  }
}

/** Saves a segment, unless one with the same condition is saved already. To be called in a group. @returns its id */
export function saveReady(
  db: Db,
  choice: { name: string; criterion: Criterion },
  createdBy: number,
  at: number,
): number {
  const same = findAlike(db, choice.criterion, 'listed')
  if (same !== null) return same
  const taken = db.sql('select 1 from segments where name_folded = ? and deleted_at is null')
  const name = freeName(choice.name, folded => taken.get(folded) !== undefined)
  return createSegment(db, { name, criterion: choice.criterion, createdBy }, at).id
}

/** The segment with exactly this condition, saved or only ticked; null when there is none. */
export function findAlike(db: Db, criterion: Criterion, which: 'listed' | 'unlisted'): number | null {
  const row = db
    .sql<{ id: number }>(
      'select id from segments where criterion = ? and listed = ? and deleted_at is null order by id limit 1',
    )
    .get(JSON.stringify(criterion), which === 'listed' ? 1 : 0)
  return row?.id ?? null
}
