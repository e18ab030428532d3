import { join } from 'node:path'
import { personalLink } from '../../../crm/personal-link.js'
import {
  type LinkedTo,
  listUnlinked,
  spanUnlinked,
  UNLINKED,
  type Unlinked,
  unlinkedSql,
} from '../../../crm/unlinked.js'
import { createArchive } from '../../../reports/export/archive.js'
import { writeCsv } from '../../../reports/export/audience.js'
import { csvRows } from '../../../reports/export/csv.js'
import { delimiterOf } from '../../../reports/export/everything.js'
import { bigTable, type Far } from '../../../reports/export/table.js'
import { paintPicture } from '../../../reports/picture/paint.js'
import type { Here } from '../../here.js'
import { type Entry, go } from '../../screen.js'
import { fileWay } from '../cards/file.js'
import { stemOf } from '../words/file-name.js'
import { orders } from './addresses.js'

/** So many pictures go into one file. */
export const CODES = 200
/** A table with more rows is packed, in parts that Telegram takes. */
const BARE_ROWS = 100_000
const NAME = 60

/** The links as a table, and as pictures to be scanned. */
export const linkFilePlaces: Entry[] = [
  fileWay(
    orders.linksFile,
    async (here, { which: number }, { folder, signal, progress }) => {
      const which = whichOf(number)
      const { orderCards: t } = here.t
      const { at, db } = here
      const where = unlinkedSql(which, at)
      const headers = [t.columns.number, t.columns.name, t.columns.phone, t.columns.link]
      const table = bigTable(db, t.linksFile, headers, { table: 'customers', key: 'id', where }, async span =>
        (await spanUnlinked(db, which, at, span)).map(one => [one.number, one.name, one.phone, linkTo(here, one)]),
      )
      const delimiter = delimiterOf(here.language)
      const stem = stemOf(here, t.linksFile)
      const header = csvRows([headers], delimiter)
      const [{ rows } = { rows: 0 }] = await db.jobs.rows<{ rows: number }>(
        `select count(*) as rows from customers where ${where}`,
      )
      async function* pages(): AsyncGenerator<string> {
        for await (const page of table.pages(progress)) {
          signal.throwIfAborted()
          yield csvRows(page, delimiter)
        }
      }
      if (rows > BARE_ROWS) {
        const archive = createArchive(folder, stem)
        await archive.file(stem, header, pages())
        return { paths: await archive.end(), caption: t.linksSent(rows) }
      }
      const path = join(folder, `${stem}.csv`)
      await writeCsv(path, header, pages())
      return { paths: [path], caption: t.linksSent(rows) }
    },
    ({ which }) => go(orders.making, { which }),
  ),

  fileWay(
    orders.codes,
    async (here, { which: number, page }, { folder, signal, progress }) => {
      const { orderCards: t } = here.t
      const from = Math.max(0, page) * CODES
      const some = await listUnlinked(here.db, whichOf(number), here.at, { offset: from, limit: CODES })
      if (some.length === 0) return { paths: [], caption: null }
      const archive = createArchive(folder, stemOf(here, t.codesFile(from + 1, from + some.length)))
      for (const [i, one] of some.entries()) {
        signal.throwIfAborted()
        const picture = await paintPicture({ kind: 'qr', address: linkTo(here, one) })
        await archive.bytes(`${fileOf(one)}.png`, Buffer.from(picture))
        progress({ done: i + 1, of: some.length })
      }
      return { paths: await archive.end(), caption: t.codesSent(some.length) }
    },
    ({ which }) => go(orders.making, { which }),
  ),
]

/** True for how far such a file is. */
export function isFar(far: unknown): far is Far {
  return typeof far === 'object' && far !== null && 'done' in far && 'of' in far
}

function whichOf(number: number): Unlinked {
  return UNLINKED[number] ?? 'all'
}

function linkTo({ db, tokens, bot }: Here, { id }: Pick<LinkedTo, 'id'>): string {
  return personalLink(db, tokens, bot().username, id)
}

/** What a customer's picture is called: by our number of them first, so that no two have the same. */
function fileOf({ id, number, name }: LinkedTo): string {
  const said = [number, name].filter(part => part !== null).join(' ')
  const plain = said
    .replace(/[^\p{L}\p{N}._ -]+/gu, '_')
    .slice(0, NAME)
    .trim()
  return plain === '' ? String(id) : `${id} ${plain}`
}
