// npm run prove:backup [-- --megabytes N] — a backup of a big database (1 GB unless given) under a broadcast at full pace, then
// a kill, a restore and a resume. Prints what it found; the status is 1 when the backup was not whole, when it slowed the
// broadcast, or when anybody got the offer twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { proveBackup } from './backup-run.js'

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '1000' } } })
const folder = mkdtempSync(join(tmpdir(), 'segcast-backup-'))
try {
  const result = await proveBackup({
    path: join(folder, 'big.db'),
    people: 4_000,
    pace: 29,
    megabytes: Number(values.megabytes),
    say: line => console.log(line),
  })
  console.log(result)
  const well = result.whole && result.doubled === 0 && result.falselySent === 0
  if (!well || result.rateDuring < result.rateBefore * 0.9) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
