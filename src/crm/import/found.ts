import { existsSync } from 'node:fs'
import { openFile } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import { filesOf } from './folder.js'

/**
 * Somebody of a file who is in the bot: which subscriber, by what (a word of `LinkedBy`), and what the file calls them: a
 * name, else their number in the CRM, null where it has neither.
 */
export type FoundBuyer = { subscriberId: number; by: string; called: string | null }

/** Who of a file that waits is in the bot, in the order of the file, and how many there are; nobody once it has begun. */
export function listFound(
  db: Pick<Db, 'path'>,
  importId: number,
  page: { offset: number; limit: number },
): { found: FoundBuyer[]; total: number } {
  const { changes } = filesOf(db, importId)
  if (!existsSync(changes)) return { found: [], total: 0 }
  const file = openFile(changes, { readonly: true })
  try {
    const found = file
      .prepare<[number, number], FoundBuyer>(
        'select subscriber as subscriberId, by, called from found where id > ? order by id limit ?',
      )
      .all(page.offset, page.limit)
    const total = file.prepare<[], { n: number | null }>('select max(id) as n from found').get()?.n ?? 0
    return { found, total }
  } finally {
    file.close()
  }
}
