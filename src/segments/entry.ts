import { readPhone } from '../audience/phone.js'
import { withoutEdges } from '../text/edges.js'

/** A line that names a person: by what, and as it is looked for (an id's digits, a name in lower case, E.164). */
export type Entry = { line: number; written: string; keys: { id?: string; username?: string; phone?: string } }

/** Lines of a paste or a file: people named in them, and lines in which nobody is named. */
export type Entries = { named: Entry[]; unread: { line: number; written: string }[] }

const USERNAME = /^[a-z]\w{3,31}$/i
const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me)\/([a-z]\w{3,31})\/?(?:\?.*)?$/i
const ID = /^\d{5,15}$/
const PHONE = /^\+?[\d\s().\-‑–]{7,24}$/

/**
 * Reads ids, usernames and phones, one person a line: `123456789`, `@name`, `t.me/name`, `+371 2000-0000`. In a line of
 * several cells (comma, semicolon, tab) every cell is a person if all of them are readable; else the first readable one
 * is, as in a table exported from elsewhere, where a bare word is a name of people and no username.
 */
export function readEntries(text: string): Entries {
  const named: Entry[] = []
  const unread: Entries['unread'] = []
  text.split(/\r\n|\r|\n/u).forEach((raw, i) => {
    const line = i + 1
    const written = clean(raw)
    if (written === '') return
    const cells = written
      .split(/[,;\t]/u)
      .map(clean)
      .filter(cell => cell !== '')
    const alone = cells.length === 1
    const read = cells.map(cell => ({ cell, keys: readCell(cell, alone) }))
    const readable = read.flatMap(({ cell, keys }) => (keys === null ? [] : [{ line, written: cell, keys }]))
    const [first] = readable
    if (first === undefined) unread.push({ line, written })
    else named.push(...(readable.length === cells.length ? readable : [first]))
  })
  return { named, unread }
}

/** Without a byte-order mark, invisible signs that phones put around numbers, and quotes. */
function clean(text: string): string {
  const seen = text.normalize('NFKC').replace(/[\p{Cf}\p{Cc}]/gu, sign => (sign === '\t' ? sign : ''))
  return withoutEdges(seen.trim(), '"\'«»“”').trim()
}

function readCell(cell: string, alone: boolean): Entry['keys'] | null {
  const address = ADDRESS.exec(cell)?.[1]
  if (address !== undefined) return { username: address.toLowerCase() }
  if (cell.startsWith('@')) return USERNAME.test(cell.slice(1)) ? { username: cell.slice(1).toLowerCase() } : null
  if (ID.test(cell)) {
    const phone = phoneOf(cell)
    // Telegram's ids and phones without a plus look alike; whoever is looked up is asked by both, the id first.
    return phone === null ? { id: cell } : { id: cell, phone }
  }
  if (PHONE.test(cell)) {
    const phone = phoneOf(cell)
    return phone === null ? null : { phone }
  }
  return alone && USERNAME.test(cell) ? { username: cell.toLowerCase() } : null
}

function phoneOf(cell: string): string | null {
  const digits = cell.replace(/[^\d+]/gu, '')
  // Within Russia numbers are written with an 8 instead of +7.
  const russian = /^8\d{10}$/.test(digits) ? `+7${digits.slice(1)}` : digits
  return readPhone(russian)?.number ?? null
}
