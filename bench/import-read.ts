/**
 * The reading of bench:import, in a process of its own: `import-read.js UPLOAD INTO` makes a scratch file of a table of
 * people, with the product's own readers of tables and phones.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readPhone } from '../src/audience/phone.js'
import { SCRATCH_TABLES } from '../src/crm/scratch.js'
import { openTable } from '../src/crm/table/table.js'
import { openFile } from '../src/db/binding.js'

/** Reads a table of people into a scratch file, in another process. */
export function readPeople(upload: string, into: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [upload, into])
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`the reading process ended with ${code}`))))
  })
}

async function read(upload: string, into: string): Promise<void> {
  const table = await openTable(upload)
  const file = openFile(into)
  file.pragma('journal_mode = off')
  file.pragma('synchronous = off')
  file.exec(SCRATCH_TABLES)
  const insert = file.prepare(
    `insert into result (line, telegram_id, first_name, last_name, username, phone, subscribed_at, stopped, language)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  file.exec('begin')
  for await (const rows of table.rows()) {
    for (const { line, cells } of rows) {
      const [id = '', first = '', last = '', username = '', phone = '', since = '', status = '', language = ''] = cells
      const number = readPhone(phone)?.number ?? null
      insert.run(
        line,
        Number(id),
        first,
        last,
        username,
        number,
        Date.parse(since),
        status === 'active' ? 0 : 1,
        language,
      )
    }
  }
  file.exec('commit')
  file.close()
}

const [, , upload, into] = process.argv
if (process.argv[1] === fileURLToPath(import.meta.url) && upload !== undefined && into !== undefined)
  await read(upload, into)
