import { parentPort } from 'node:worker_threads'
import { isSqliteError, openFile } from './binding.js'
import type { ReadRequest } from './reader.js'
import type { LetGo } from './reader-process.js'

let opened: { path: string; sqlite: ReturnType<typeof openFile> } | undefined

/** With the first question, so that a file that does not open is an answer to it. */
function source(path: string): ReturnType<typeof openFile> {
  if (opened?.path === path) return opened.sqlite
  letGo()
  const sqlite = openFile(path, { readonly: true, fileMustExist: true })
  sqlite.pragma('cache_size = -65536')
  opened = { path, sqlite }
  return sqlite
}

function letGo(): void {
  opened?.sqlite.close()
  opened = undefined
}

parentPort?.on('message', (request: ReadRequest | LetGo) => {
  if (request === 'let go') {
    letGo()
    parentPort?.postMessage(request)
    return
  }
  try {
    parentPort?.postMessage(answer(request))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const code = isSqliteError(error) ? error.code : null
    parentPort?.postMessage({ id: request.id, error: message, code })
  }
})

function answer(request: ReadRequest): object {
  const sqlite = source(request.path)
  if (request.basis !== null) sqlite.prepare('attach ? as basis').run(request.basis)
  try {
    const statement = sqlite.prepare(request.sql)
    if (request.into === null) return { id: request.id, rows: statement.all(request.params) }
    const names = statement.columns().map(column => `"${column.name}"`)
    return { id: request.id, count: fillScratch(request, request.into, names) }
  } finally {
    if (request.basis !== null) sqlite.exec('detach basis')
  }
}

/**
 * Lets SQLite itself carry the rows over. The scratch file is the database that is open for writing, so the other one
 * cannot be attached read-only; but an INSERT into `result` that only reads the rest writes nothing else.
 */
function fillScratch({ path, sql, params, basis }: ReadRequest, into: string, names: readonly string[]): number {
  const scratch = openFile(into)
  try {
    // Nothing here outlives a crash: a scratch file that was cut short is thrown away with its question.
    scratch.pragma('journal_mode = off')
    scratch.pragma('synchronous = off')
    scratch.prepare('attach ? as source').run(path)
    scratch.pragma('source.cache_size = -65536')
    if (basis !== null) scratch.prepare('attach ? as basis').run(basis)
    scratch.exec(`create table result (${names.join(', ')})`)
    return scratch.prepare(`insert into main.result ${sql}`).run(params).changes
  } finally {
    scratch.close()
  }
}
