import { phoneForms } from '../../audience/phone.js'
import { createPauses } from '../../clock.js'
import { withoutEdges } from '../../text/edges.js'

/** A row of a paste or a file as it was cut: the number of its line, and its cells. */
export type TableRow = { line: number; cells: readonly string[] }

/** By what a cell may name a person: an id's digits, a name in lower case, a phone in every form that it may have. */
export type Keys = { id?: string; username?: string; phones?: string[] }

/** A cell as it is written; `keys` is null where it names nobody. */
export type Cell = { written: string; keys: Keys | null }

/** A row of a paste or a file: the number of its line, how it reads, and its cells, empty ones included. */
export type Entry = { line: number; written: string; cells: Cell[] }

const USERNAME = /^[a-z]\w{3,31}$/i
const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me)\/([a-z]\w{3,31})\/?(?:\?.*)?$/i
const ID = /^(?:id\s*)?(\d{5,15})(?:[.,]0{1,2})?$/i
const NAMED_SO = /user\s?name|login|telegram|ник|юзер|логин|телеграм/i

/**
 * Reads ids, usernames and phones: `123456789`, `@name`, `t.me/name`, `+371 2000-0000`, one person a line, several in a
 * line, or a table exported from elsewhere. A bare word is a username only where it stands alone, or under a heading
 * that says so. Which column names people is not decided here (see `findEntries`).
 */
export async function readEntries(rows: readonly TableRow[]): Promise<Entry[]> {
  const pauses = createPauses()
  const [head] = rows
  const titled = (head?.cells ?? []).map(cell => NAMED_SO.test(cell))
  const entries: Entry[] = []
  for (const { line, cells } of rows) {
    await pauses.take()
    const clean = cells.map(tidy)
    const alone = clean.filter(cell => cell !== '').length === 1
    const read = clean.map((cell, i) => ({
      written: cell,
      keys: cell === '' ? null : keysOf(cell, cells[i] ?? '', alone || (cells !== head?.cells && titled[i] === true)),
    }))
    const [only] = read.filter(cell => cell.written !== '')
    const written = alone ? (only?.written ?? '') : cells.map(cell => cell.trim()).join(';')
    if (read.some(({ written }) => written !== '')) entries.push({ line, written, cells: read })
  }
  return entries
}

/** Without invisible signs that phones put around numbers, and quotes. */
function tidy(text: string): string {
  const seen = text.normalize('NFKC').replace(/[\p{Cf}\p{Cc}]/gu, '')
  return withoutEdges(
    seen
      .replace(/\s+/gu, ' ')
      .trim()
      .replace(/^=(?=["'«“])/, ''),
    '"\'«»“”',
  ).trim()
}

function keysOf(cell: string, raw: string, bare: boolean): Keys | null {
  const address = ADDRESS.exec(cell)?.[1]
  if (address !== undefined) return { username: address.toLowerCase() }
  if (cell.startsWith('@')) return USERNAME.test(cell.slice(1)) ? { username: cell.slice(1).toLowerCase() } : null
  const id = ID.exec(cell)?.[1]
  const phones = phoneForms(raw)
  // Telegram's ids and phones without a plus look alike: which they are shows when they are looked up.
  if (id !== undefined) return phones.length === 0 ? { id } : { id, phones }
  if (phones.length > 0) return { phones }
  return bare && USERNAME.test(cell) ? { username: cell.toLowerCase() } : null
}
