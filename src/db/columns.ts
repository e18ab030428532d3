import { getTableColumns } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'

/** Column names that SQLite takes for words of its own. */
const RESERVED = new Set(['from', 'group', 'table', 'to'])

/** The columns that SQLite gives back as the schema types them; a boolean comes back as a number and is none of them. */
export type ColumnName<T extends SQLiteTable> = {
  [Name in keyof T['$inferSelect'] & string]: T['_']['columns'][Name] extends SQLiteColumn<infer Column>
    ? Column['data'] extends Column['driverParam']
      ? Name
      : never
    : never
}[keyof T['$inferSelect'] & string]

/** Some columns of a table, each by its name in the code. */
export type Columns<T extends SQLiteTable, Name extends ColumnName<T>> = {
  readonly table: T
  readonly names: readonly Name[]
  /** What stands between `select` and `from`, or after `returning`: `id, starts_at as startsAt`. */
  readonly sql: string
  /** The same where the statement calls the table by an alias: `b.id, b.starts_at as startsAt`. */
  of(alias: string): string
}

/** What a statement returns that selects these columns: `RowOf<typeof columns>`. */
export type RowOf<C> = C extends Columns<infer T, infer Name> ? Pick<T['$inferSelect'], Name> : never

/** Lists columns of a table for a statement and for the type of its rows, so that no name is copied by hand. */
export function columnsOf<T extends SQLiteTable, const Name extends ColumnName<T>>(
  table: T,
  ...names: Name[]
): Columns<T, Name> {
  const columns = getTableColumns(table)
  const of = (prefix: string) =>
    names
      .map(name => {
        const stored = columns[name]?.name
        if (stored === undefined) throw new Error(`the table has no column ${name}`)
        const column = `${prefix}${RESERVED.has(stored) ? `"${stored}"` : stored}`
        return stored === name ? column : `${column} as ${name}`
      })
      .join(', ')
  return { table, names, sql: of(''), of: alias => of(`${alias}.`) }
}
