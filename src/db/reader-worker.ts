import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { ReadRequest } from './reader.js'

const sqlite = new Database(String(workerData), { readonly: true, fileMustExist: true })
sqlite.pragma('cache_size = -65536')

parentPort?.on('message', (request: ReadRequest) => {
  try {
    parentPort?.postMessage(request.into === null ? readRows(request) : fillScratch(request, request.into))
  } catch (error) {
    parentPort?.postMessage({ id: request.id, error: error instanceof Error ? error.message : String(error) })
  }
})

function readRows({ id, sql, params }: ReadRequest): object {
  return { id, rows: sqlite.prepare(sql).all(params) }
}

function fillScratch({ id, sql, params }: ReadRequest, into: string): object {
  const statement = sqlite.prepare(sql).raw()
  const names = statement.columns().map(column => `"${column.name}"`)
  const scratch = new Database(into)
  try {
    // Nothing here outlives a crash: a scratch file that was cut short is thrown away with its question.
    scratch.pragma('journal_mode = off')
    scratch.pragma('synchronous = off')
    scratch.exec(`create table result (${names.join(', ')})`)
    const insert = scratch.prepare(`insert into result values (${names.map(() => '?').join(', ')})`)
    scratch.exec('begin')
    let count = 0
    for (const row of statement.iterate(params)) {
      insert.run(row)
      count++
    }
    scratch.exec('commit')
    return { id, count }
  } finally {
    scratch.close()
  }
}
