import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Db } from '../../db/open.js'
import { giveFolder, makeFolder } from './folder.js'
import { getImport, type Import, recordImport } from './record.js'

const LONGEST_NAME = 255

/** A file that somebody brings: `write` puts it where it is told. */
export type Upload = { adminId: number; name: string; write: (path: string) => Promise<void> }

/** Takes a file in, into a folder that only its user may open; of one that does not arrive nothing is left. @param at ms UTC */
export async function receiveUpload(db: Db, { adminId, name, write }: Upload, at: number): Promise<Import> {
  const files = makeFolder(db)
  try {
    await write(files.upload)
    await chmod(files.upload, 0o600)
    const hash = createHash('sha256')
    await pipeline(createReadStream(files.upload), hash)
    const sha256 = hash.digest('hex')
    const id = await db.group(() => {
      const made = recordImport(db, { adminId, file: name.slice(0, LONGEST_NAME), sha256 }, at)
      giveFolder(db, files, made)
      return made
    })
    return getImport(db, id)
  } catch (error) {
    await rm(files.folder, { recursive: true, force: true })
    throw error
  }
}
