import { createHash } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { z } from 'zod'
import { CHANGES } from '../../audience/incoming/changes-file.js'
import { createPauses } from '../../clock.js'
import { openFile } from '../../db/binding.js'
import type { ImportCounts } from './counts.js'

const listSchema = z.object({ attributeId: z.int(), values: z.array(z.string()) })

/** Counts of an import of which nothing is known yet. */
export const NOTHING: ImportCounts = {
  people: 0,
  new: 0,
  changed: 0,
  same: 0,
  stopped: 0,
  blocked: 0,
  phones: 0,
  values: 0,
  here: 0,
  leftOut: {},
  fields: [],
  attributes: [],
  size: 0,
  erasures: 0,
  kept: 0,
  orders: null,
  filePhones: false,
  begunAt: null,
}

/** Which field a list sets, and to what. */
export function listOf(mapping: string | null): z.infer<typeof listSchema> {
  return listSchema.parse(JSON.parse(mapping ?? '{}'))
}

/** Writes people of a list as a file of changes. @returns its hash, hex */
export async function writeList(path: string, people: readonly number[]): Promise<string> {
  const pauses = createPauses()
  const hash = createHash('sha256')
  const file = openFile(path)
  try {
    file.pragma('journal_mode = off')
    file.pragma('synchronous = off')
    file.exec(CHANGES)
    const insert = file.prepare('insert into result (row, known_id) values (?, ?)')
    file.exec('begin')
    for (const [i, id] of people.entries()) {
      await pauses.take()
      insert.run(i + 1, id)
      hash.update(`${id}\n`)
    }
    file.exec('commit')
  } finally {
    file.close()
  }
  await chmod(path, 0o600)
  return hash.digest('hex')
}
