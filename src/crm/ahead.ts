import { rm } from 'node:fs/promises'
import type { Collected } from './collect.js'
import type { Progress } from './reading-task.js'
import type { Reading } from './recognise/row/person.js'
import type { Mapping } from './role.js'
import type { TableChoice } from './table/table.js'

/** By what a file is read: what its columns mean, how it is opened, and what is known beside it. */
export type ReadBy = { mapping: Mapping; choice: TableChoice; reading: Omit<Reading, 'headers'> }

/** A file that is read into `into` by what its first rows say that it is, while all of it is still looked at. */
export type Ahead = {
  readonly by: ReadBy
  readonly into: string
  /** Null when it was not read to its end. */
  readonly result: Promise<Collected | null>
  /** Who hears how far it is. */
  tell: ((progress: Progress) => void) | null
  stop(): void
  /** Somebody waits for it now. */
  hasten(): void
}

/** Files that nobody came back for: so many are kept. */
const MOST = 4

/** Files that are read ahead, by their paths. */
const begun = new Map<string, Ahead>()

/** True where both would be read in the same way. The moment of reading may be a little later. */
function isSame(one: ReadBy, other: ReadBy): boolean {
  const key = ({ mapping, choice, reading: { country, zone } }: ReadBy) =>
    JSON.stringify([mapping, choice.encoding, choice.sheet, country, zone])
  return key(one) === key(other)
}

/** Keeps what is read ahead until somebody asks for it. */
export async function keepAhead(path: string, ahead: Ahead): Promise<void> {
  begun.set(path, ahead)
  const [oldest] = begun.keys()
  if (begun.size > MOST && oldest !== undefined) await dropAhead(oldest)
}

/** Ends what is read ahead of a file, and removes what came of it. */
export async function dropAhead(path: string): Promise<void> {
  const ahead = begun.get(path)
  begun.delete(path)
  if (ahead !== undefined) await endAhead(ahead)
}

/** Ends it, and removes what came of it. */
export async function endAhead(ahead: Ahead): Promise<void> {
  ahead.stop()
  await ahead.result
  await rm(ahead.into, { force: true })
}

/** What is read ahead of a file in just this way, from now on the caller's; null when there is none. */
export async function takeAhead(path: string, by: ReadBy): Promise<Ahead | null> {
  const ahead = begun.get(path)
  if (ahead === undefined) return null
  if (!isSame(ahead.by, by)) {
    await dropAhead(path)
    return null
  }
  begun.delete(path)
  return ahead
}
