import { type OwnKind, ownKind, unguardCell } from './own-file.js'
import { rowsOfBytes } from './table/pasted.js'

/** A row of one of our files, by its headers; every cell says just what went out. */
export type OwnRow = Readonly<Record<string, string>>

/** The rows of a file that went out of here, also after a spreadsheet wrote it anew; null for every other file. */
export async function readOwnFile(bytes: Uint8Array): Promise<{ kind: OwnKind; rows: OwnRow[] } | null> {
  const [first, ...others] = (await rowsOfBytes(bytes)) ?? []
  const headers = first?.cells.map(header => header.trim()) ?? []
  const kind = ownKind(headers)
  if (kind === null) return null
  const rows = others.map(({ cells }) =>
    Object.fromEntries(headers.map((header, at) => [header, unguardCell(cells[at] ?? '')])),
  )
  return { kind, rows }
}
