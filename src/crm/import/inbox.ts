import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Begins the name of a file that is not whole yet. */
const PART = '.part-'

/** Where files lie that were brought by the command line, until the product takes them; only its user may look in. */
function inboxOf(database: string): string {
  return `${database}.inbox`
}

/** Puts a copy of a file where the product that works with this database finds it, whole or not at all. */
export function putIntoInbox(database: string, file: string): void {
  const inbox = inboxOf(database)
  mkdirSync(inbox, { recursive: true, mode: 0o700 })
  const name = basename(file)
  const part = join(inbox, `${PART}${process.pid}-${name}`)
  copyFileSync(file, part)
  chmodSync(part, 0o600)
  renameSync(part, join(inbox, name))
}

/** Paths of the files that wait there. */
export function listInbox(database: string): string[] {
  const inbox = inboxOf(database)
  if (!existsSync(inbox)) return []
  return readdirSync(inbox)
    .filter(name => !name.startsWith(PART))
    .map(name => join(inbox, name))
}
