import { existsSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Bindable } from './open.js'

/** A file of facts about the world, made when the program is built, that nothing ever writes. */
export type Reference = { rows<Row>(sql: string, ...params: Bindable[]): Row[] }

/** Opens such a file. @throws Error when it was never built */
export function openReference(path: string): Reference {
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build makes it`)
  const sqlite = new Database(path, { readonly: true })
  const statements = new Map<string, Database.Statement<Bindable[]>>()
  return {
    rows<Row>(sql: string, ...params: Bindable[]): Row[] {
      const statement = statements.get(sql) ?? sqlite.prepare<Bindable[]>(sql)
      statements.set(sql, statement)
      return statement.all(...params) as Row[]
    },
  }
}

/**
 * Makes such a file, in place of the one that was there; readers of the old one keep it.
 * @param tables for each, how it is declared, its rows in the order of its columns, and the indexes made afterwards
 */
export function buildReference(
  path: string,
  tables: readonly { create: string; insert: string; rows: Iterable<Bindable[]>; indexes: readonly string[] }[],
): void {
  const fresh = `${path}.${process.pid}`
  rmSync(fresh, { force: true })
  const sqlite = new Database(fresh)
  sqlite.pragma('journal_mode = off')
  sqlite.pragma('synchronous = off')
  sqlite.transaction(() => {
    for (const { create, insert, rows, indexes } of tables) {
      sqlite.exec(create)
      const statement = sqlite.prepare<Bindable[]>(insert)
      for (const row of rows) statement.run(...row)
      for (const index of indexes) sqlite.exec(index)
    }
  })()
  sqlite.exec('analyze')
  sqlite.close()
  renameSync(fresh, path)
}
