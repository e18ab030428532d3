import { writeFile } from 'node:fs/promises'
import { onTestFinished } from 'vitest'
import { filesOf } from '../../src/crm/import/folder.js'
import { createMatcher } from '../../src/crm/import/matching.js'
import type { Import } from '../../src/crm/import/record.js'
import { createImports, type Imports, type Preparation } from '../../src/crm/import.js'
import { interpret, lookAt } from '../../src/crm/reading.js'
import type { Db } from '../../src/db/open.js'
import { silentLog } from '../../src/log.js'
import { AT, csvOf, type OrderRow, OWNER, type Row, type Unread, WORDS, writeScratch } from './import.rows.js'

export { AT, dump, type OrderRow, OWNER, type Row, writeScratch } from './import.rows.js'

/** One process works out what all files of these tests would change. */
export const matcher = createMatcher(true)

/** How rows are brought in. */
export function preparation(
  rows: readonly Row[],
  options: { kind?: Preparation['kind']; unread?: readonly Unread[]; orders?: readonly OrderRow[] } = {},
): Preparation {
  return {
    kind: options.kind ?? 'subscribers',
    mapping: '{}',
    choice: {},
    labels: { tags: 'Tags' },
    words: WORDS,
    read: async (_upload, into) => writeScratch(into, rows, options.unread, options.orders),
  }
}

/** Imports of a database, closed when the test ends. */
export function importsOf(db: Db, options: { now?: () => number; team?: readonly number[] } = {}): Imports {
  const imports = createImports({
    db,
    log: silentLog,
    now: options.now ?? (() => AT),
    team: () => options.team ?? [OWNER],
    matcher,
  })
  onTestFinished(() => imports.close())
  return imports
}

/** Drops a file of these rows, and waits until it is known what it would change. */
export async function drop(
  imports: Imports,
  rows: readonly Row[],
  options: Parameters<typeof preparation>[1] & { text?: string; at?: number } = {},
): Promise<Import> {
  const at = options.at ?? AT
  const text = options.text ?? csvOf(rows)
  const { id } = await imports.receive(
    { adminId: OWNER, name: 'contacts.csv', write: path => writeFile(path, text) },
    at,
  )
  return await imports.prepare(id, preparation(rows, options), at)
}

/** Drops a file and brings it in. @returns its id */
export async function bring(
  imports: Imports,
  rows: readonly Row[],
  options: Parameters<typeof drop>[2] = {},
): Promise<number> {
  const { id } = await drop(imports, rows, options)
  await imports.begin(id, { by: OWNER, ground: 'contract' }, options.at ?? AT)
  await imports.idle()
  return id
}

/** Drops a file, as the door does: looked at, read by what was made of it, and matched. */
export async function dropFile(db: Db, text: string, imports = importsOf(db)) {
  const { id } = await imports.receive({ adminId: OWNER, name: 'people.csv', write: path => writeFile(path, text) }, AT)
  const look = await lookAt(filesOf(db, id).upload, {
    shop: { country: 'LV', currency: 'EUR' },
    remembered: () => null,
  })
  const { mapping } = look.recognition
  const how = { country: 'LV', zone: 'Europe/Riga', now: AT }
  const read = async (upload: string, into: string) => void (await interpret(upload, look, mapping, how, into))
  const kind = mapping.kind === 'subscribers' || mapping.kind === 'orders' ? mapping.kind : 'customers'
  const { counts } = await imports.prepare(
    id,
    { ...preparation([], { kind }), mapping: JSON.stringify(mapping), read },
    AT,
  )
  return { imports, id, headers: look.table.headers, counts }
}
