import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Db } from '../../db/open.js'
import { importsIn } from './record.js'

/** The files of one import: what was uploaded, what was read of it, what it would change, and the rows left out. */
export type ImportFiles = { folder: string; upload: string; read: string; changes: string; leftOut: string }

/** Where the files of an import lie: beside the database, in a folder that only its user may open. */
export function filesOf(db: Pick<Db, 'path'>, id: number): ImportFiles {
  return filesIn(`${db.path}.import-${id}`)
}

/** A folder for a file that is about to come, until the import has a number. */
export function makeFolder(db: Pick<Db, 'path'>): ImportFiles {
  const folder = mkdtempSync(`${db.path}.import-new-`)
  chmodSync(folder, 0o700)
  return filesIn(folder)
}

/** Gives a new folder to its import. One of this number that an older database left goes. */
export function giveFolder(db: Pick<Db, 'path'>, files: ImportFiles, id: number): void {
  const { folder } = filesOf(db, id)
  rmSync(folder, { recursive: true, force: true })
  renameSync(files.folder, folder)
}

/** True while the import can still be brought in. */
export function hasChanges(db: Pick<Db, 'path'>, id: number): boolean {
  return existsSync(filesOf(db, id).changes)
}

/** Removes the files of an import: at once they are nowhere; their hundreds of MB are given back beside everything else. */
export async function dropFolder(db: Pick<Db, 'path'>, id: number): Promise<void> {
  const { folder } = filesOf(db, id)
  if (!existsSync(folder)) return
  const gone = mkdtempSync(`${db.path}.import-gone-`)
  renameSync(folder, gone)
  await rm(gone, { recursive: true, force: true })
}

/** Removes files that no import needs any more: of a process that died, or of a database that was replaced. */
export function sweepFolders(db: Db): void {
  const needed = new Set(importsIn(db, ['looked', 'ready', 'merging']).map(({ id }) => filesOf(db, id).folder))
  const place = dirname(db.path)
  mkdirSync(place, { recursive: true })
  for (const name of readdirSync(place)) {
    const folder = join(place, name)
    if (name.startsWith(`${basename(db.path)}.import-`) && !needed.has(folder))
      rmSync(folder, { recursive: true, force: true })
  }
}

function filesIn(folder: string): ImportFiles {
  return {
    folder,
    upload: join(folder, 'upload'),
    read: join(folder, 'read.db'),
    changes: join(folder, 'changes.db'),
    leftOut: join(folder, 'left-out.csv'),
  }
}
