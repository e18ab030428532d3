import { isAppError } from '../errors.js'
import { type OwnKind, ownKind, unguardCell, WHO_HEADERS } from './own-file.js'
import { rowsOf } from './reading.js'
import { rowsOfBytes } from './table/pasted.js'

/** A row of one of our files, by its headers; every cell says just what went out. */
export type OwnRow = Readonly<Record<string, string>>

/** The rows of a file that went out of here, also after a spreadsheet wrote it anew; null for every other file. */
export async function readOwnFile(bytes: Uint8Array): Promise<{ kind: OwnKind; rows: OwnRow[] } | null> {
  const [first, ...others] = (await rowsOfBytes(bytes)) ?? []
  const headers = first?.cells.map(header => header.trim()) ?? []
  const kind = ownKind(headers)
  if (kind === null) return null
  return { kind, rows: others.map(({ cells }) => rowOf(headers, cells)) }
}

/** More rows of *who is who* than anybody fills in by hand. */
const MOST_WHO = 100_000

/** The rows of *who is who* that a spreadsheet kept as its own workbook; null for every other file, and for what cannot be read. */
export async function readWhoWorkbook(path: string): Promise<OwnRow[] | null> {
  const [mark] = WHO_HEADERS
  try {
    const { headers, rows } = await rowsOf(path, mark, MOST_WHO)
    return rows.length === 0 ? null : rows.map(cells => rowOf(headers, cells))
  } catch (error) {
    // Whoever reads it next says what is wrong with it.
    if (isAppError(error)) return null
    throw error
  }
}

function rowOf(headers: readonly string[], cells: readonly string[]): OwnRow {
  return Object.fromEntries(headers.map((header, at) => [header, unguardCell(cells[at] ?? '')]))
}
