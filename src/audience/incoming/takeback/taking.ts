import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import type { importChanges } from '../../../db/schema/index.js'
import type { AddedTo, Columns } from '../change.js'

/**
 * Why something that an import brought stays when it is taken back: the person pressed or wrote since (`pressed`), a later
 * import has it too (`imported`), somebody of the team or another system changed it (`changed`), it is `used` somewhere.
 */
export type WhyKept = NonNullable<(typeof importChanges.$inferSelect)['kept']>

/**
 * An import that is being taken back: `at` when it was brought in, `now` (both ms UTC). `claimed`: fields of which somebody
 * still has a claim, which only a long look tells.
 */
export type TakingBack = { importId: number; at: number; now: number; claimed: ReadonlySet<number> }

/** Columns of a row as they are noted. */
export const columns: z.ZodType<Columns> = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** True where an import that came later changed it, too. */
export function hasLaterImport(db: Db, { importId }: TakingBack, table: AddedTo, id: number): boolean {
  const tables = table === 'subscribers' ? `'subscribers', 'attribute_values'` : `'${table}'`
  return (
    db
      .sql(
        `select 1 from imports i cross join import_changes c on c.import_id = i.id
           and c."table" in (${tables}) and c.row = cast(cast(:id as integer) as text) where i.id > :importId`,
      )
      .get({ id, importId }) !== undefined
  )
}

/** True where a row still is what the import made of it. @param after JSON of the columns that it changed */
export function isAsAfter(now: Columns, after: string): boolean {
  return Object.entries(columns.parse(JSON.parse(after))).every(
    ([name, value]) => !(name in now) || now[name] === value,
  )
}
