import type { Criterion } from '../../../../src/segments/criterion.js'
import { createSegment, listSegments } from '../../../../src/segments/segment.js'
import { ADMIN, NOW, type stage } from './stage.js'

export type Stage = Awaited<ReturnType<typeof stage>>

export function save({ db }: Stage, name: string, criterion: Criterion): number {
  return db.write(() => createSegment(db, { name, criterion, createdBy: ADMIN }, NOW)).id
}

export function names({ db }: Stage): string[] {
  return listSegments(db, { offset: 0, limit: 100 }).segments.map(segment => segment.name)
}

/** The criterion of the one segment there is. */
export function only({ db }: Stage): Criterion | null | undefined {
  return listSegments(db, { offset: 0, limit: 2 }).segments[0]?.criterion
}
