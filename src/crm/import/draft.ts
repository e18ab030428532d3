import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { mappingSchema } from '../role.js'

/**
 * What was decided about a file before it comes in. `answered`: places of the questions that have an answer; `touched`:
 * somebody said themselves what a column is; `open`: they have not said yet that they are done with that; `vouched`: somebody
 * vouches for its people; `list`: of a bare list, how many lines it has and how many people of ours they name, null before that is known.
 */
const draftSchema = z.object({
  mapping: mappingSchema,
  answered: z.array(z.int()),
  touched: z.boolean(),
  open: z.boolean(),
  vouched: z.boolean(),
  list: z.object({ lines: z.int(), people: z.int() }).nullable(),
})
export type Draft = z.infer<typeof draftSchema>

/** Null before the file was looked at. */
export function findDraft(db: Db, importId: number): Draft | null {
  const row = db.sql<{ mapping: string | null }>('select mapping from imports where id = ?').get(importId)
  return row?.mapping == null ? null : draftSchema.parse(JSON.parse(row.mapping))
}

/** Keeps what was said of the columns: what the file would change is no longer known. To be called in a group. */
export function reopenDraft(db: Db, importId: number, draft: Draft): void {
  db.sql(`update imports set state = 'looked', mapping = ? where id = ? and state in ('looked', 'ready')`).run(
    JSON.stringify({ ...draft, touched: true, open: true, list: null }),
    importId,
  )
}

/** Keeps how the file is to be read from now on: it is made ready anew. To be called in a group. */
export function reviseDraft(db: Db, importId: number, draft: Draft): void {
  db.sql(`update imports set state = 'looked', mapping = ? where id = ? and state in ('looked', 'ready')`).run(
    JSON.stringify({ ...draft, list: null }),
    importId,
  )
}

/** Keeps what was decided, while the import has not begun. To be called in a group. */
export function saveDraft(db: Db, importId: number, draft: Draft): void {
  db.sql(`update imports set mapping = ? where id = ? and state in ('looked', 'ready')`).run(
    JSON.stringify(draft),
    importId,
  )
}
