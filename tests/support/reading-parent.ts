// Asks a reader for something endless and prints its process id: dist/tests/support/reading-parent.js <database>
import { readdirSync, readFileSync } from 'node:fs'
import { openDb } from '../../src/db/open.js'

const db = await openDb(process.argv[2] ?? '')
void db.jobs
  .rows('with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n')
  .catch(() => undefined)
const children = readdirSync('/proc')
  .filter(name => /^\d+$/.test(name))
  .filter(name => {
    try {
      return new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(readFileSync(`/proc/${name}/status`, 'utf8'))
    } catch {
      return false
    }
  })
process.stdout.write(`${children[0]}\n`)
