import { existsSync, renameSync, rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { Bindable } from './binding.js'
import { openFile } from './binding.js'

/** A file of facts about the world, made when the program is built, that nothing ever writes. */
export type Reference = { rows<Row>(sql: string, ...params: Bindable[]): Row[] }

/** Opens such a file. @throws Error when it was never built */
export function openReference(path: string): Reference {
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build makes it`)
  const sqlite = openFile(path, { readonly: true })
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
 * @param edition any 32-bit number that tells this content from another
 * @param tables for each, how it is declared, its rows in the order of its columns, and the indexes made afterwards
 */
export function buildReference(
  path: string,
  edition: number,
  tables: readonly { create: string; insert: string; rows: Iterable<Bindable[]>; indexes: readonly string[] }[],
): void {
  const fresh = `${path}.${process.pid}`
  rmSync(fresh, { force: true })
  const sqlite = openFile(fresh)
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
  sqlite.pragma(`user_version = ${edition}`)
  sqlite.close()
  renameSync(fresh, path)
}

/** The edition of such a file; null when there is none. */
export function editionOf(path: string): number | null {
  if (!existsSync(path)) return null
  const sqlite = openFile(path, { readonly: true })
  const edition = z.int().parse(sqlite.pragma('user_version', { simple: true }))
  sqlite.close()
  return edition
}
