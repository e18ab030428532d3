import { createRequire } from 'node:module'
import type Sqlite from 'better-sqlite3'
import { AppError } from '../errors.js'

/** What a statement may be bound to. */
export type Bindable = number | string | null

/** Prepares a statement. `Row` is the shape of what it returns. */
export type Sql = <Row = unknown>(
  text: string,
) => Sqlite.Statement<(Bindable | Uint8Array | Record<string, Bindable>)[], Row>

/** An open file of SQLite, for programs of their own that work on scratch files. */
export type SqliteFile = Sqlite.Database

const FIRST_NODE_OF_13 = 22
const require = createRequire(import.meta.url)

/**
 * The package that carries SQLite for a Node. 12 aborts the process from Node 24 on, when a collected statement meets no
 * environment; 13 needs what no Node 20 has (Node-API 10). npm installs only the one that fits (docs/adr/0018).
 * @param node a version such as `24.21.0`
 */
export function bindingFor(node: string): 'better-sqlite3-12' | 'better-sqlite3-13' {
  return Number.parseInt(node, 10) < FIRST_NODE_OF_13 ? 'better-sqlite3-12' : 'better-sqlite3-13'
}

let loaded: typeof Sqlite | undefined

function binding(): typeof Sqlite {
  if (loaded !== undefined) return loaded
  const name = bindingFor(process.versions.node)
  let found: typeof Sqlite
  try {
    found = require(name)
    // The native part is loaded by the first connection; better now, where it can be said, than in a child.
    new found(':memory:').close()
  } catch (error) {
    throw new AppError('sqlite_missing', { name, node: process.versions.node, why: firstLine(error) })
  }
  loaded = found
  return found
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}

/**
 * Opens a file of SQLite; the only place where a connection is made.
 * @throws AppError `sqlite_missing` when no SQLite is installed for this Node; SQLite's own error when the file does not open
 */
export function openFile(path: string, options: Sqlite.Options = {}): Sqlite.Database {
  return new (binding())(path, options)
}

/** True for an error of SQLite's own; its `code` is a name such as `SQLITE_FULL`, extended where SQLite has more to say. */
export function isSqliteError(error: unknown): error is InstanceType<typeof Sqlite.SqliteError> {
  return error instanceof binding().SqliteError
}

/** The statements of an open file, each made once for its text. */
export function statementsOf(file: SqliteFile): Sql {
  const statements = new Map<string, Sqlite.Statement<(Bindable | Uint8Array | Record<string, Bindable>)[], unknown>>()
  return <Row>(text: string) => {
    const statement = statements.get(text) ?? file.prepare(text)
    statements.set(text, statement)
    return statement as Sqlite.Statement<(Bindable | Uint8Array | Record<string, Bindable>)[], Row>
  }
}
