// Copies a database and checks the copy: backup-child.js <database> <empty file>. A process of its own, because SQLite cannot
// be interrupted otherwise, and lower in rank than the program that works with the same disk.
import { constants, setPriority } from 'node:os'
import { copyAndCheck } from './backup.js'

const [, , file = '', empty = ''] = process.argv
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

function attempt(): { ok: true } | { ok: false; error: string } {
  try {
    setPriority(constants.priority.PRIORITY_LOW)
    copyAndCheck(file, empty)
    return { ok: true }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

process.send?.(attempt())
