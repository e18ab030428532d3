import { chmod, rm } from 'node:fs/promises'
import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { filesOf, type ImportFiles } from './folder.js'
import type { LeftOutWords } from './left-out.js'
import { NOTHING } from './list.js'
import type { MatchedKind, Matcher, MatchOrder } from './matching.js'
import { getImport, type Import, recordReady } from './record.js'

/**
 * How an import is made ready. `read` makes a scratch file `into` of the upload (`src/crm/scratch.ts`); `mapping` is JSON
 * of what the columns mean. `words` are for the file of the rows that stay out.
 */
export type Preparation = {
  kind: MatchedKind
  mapping: string
  choice: MatchOrder['choice']
  labels: Readonly<Record<string, string>>
  words: LeftOutWords
  read: (upload: string, into: string, signal: AbortSignal) => Promise<void>
  progress?: (rows: number) => void
}

/**
 * Reads an upload and works out what it would change, anew however often it is asked. The file that was read goes; what
 * it would change and the rows that stay out lie beside the upload.
 * @param team Telegram ids of the team
 * @param at ms UTC
 * @throws AppError `import_cancelled` when it was cancelled meanwhile, or what `read` throws
 */
export async function prepareImport(
  { db, matcher, team }: { db: Db; matcher: Matcher; team: readonly number[] },
  id: number,
  { kind, mapping, choice, labels, words, read, progress }: Preparation,
  at: number,
  signal: AbortSignal,
): Promise<Import> {
  const files = filesOf(db, id)
  await clear(files)
  await read(files.upload, files.read, signal)
  await chmod(files.read, 0o600)
  const wish = { database: db.path, files, kind, team, labels, choice, words, at }
  const found = await matcher.match(wish, { signal, ...(progress === undefined ? {} : { progress }) })
  await chmod(files.changes, 0o600)
  await rm(files.read, { force: true })
  await db.group(() => recordReady(db, id, { kind, mapping, counts: { ...NOTHING, ...found } }))
  const ready = getImport(db, id)
  if (ready.state !== 'ready') throw new AppError('import_cancelled')
  return ready
}

async function clear(files: ImportFiles): Promise<void> {
  for (const path of [files.read, files.changes, files.leftOut]) await rm(path, { force: true })
}
