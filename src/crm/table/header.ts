import { fold } from '../../text/fold.js'
import { filledIn, isBlank, type RawRow } from './row.js'

/** How far down a header is looked for. */
const FIRST_ROWS = 20
/** Of the cells of a header that are words; years and the like may be among them. */
const WORDS = 0.7
const LONGEST_TITLE = 300
/** Digits from which a number is an id or a phone. */
const MANY_DIGITS = 7

/** Words that name columns, or how they begin; they decide only between rows that could both be the header. */
const NAMES = new RegExp(
  `^(?:${[
    '(?:id|ид|name|имя|фио|ф\\.и\\.о|phone|тел|mobile|e-?mail|mail|date|sum|total|price|user|login|order|tag|теги|метки)',
    '(?:city|first|last|full|sku|город|дата|логин|ник|др|цена|товар|код)',
  ].join(
    '|',
  )})(?![\\p{L}])|^(?:№|#$|телефон|мобильн|почта|эл\\.|фамили|отчество|юзер|никнейм|сумма|итого|amount|статус|status|username)|` +
    '^(?:telegram|телеграм|заказ|номер|number|customer|клиент|контакт|contact|покупател|product|артикул|quantity|количеств|кол-во)|' +
    '^(?:created|создан|день рожд|birthday|phone|платеж|идентификатор|user.?id|chat.?id|external|reference)',
  'u',
)

/** Where the header stands, and what is below it. */
export type FoundHeader = {
  /** Index among the rows looked at; null: there is no header. */
  index: number | null
  /** The row above it names groups of its columns («Контрагент» over «Наименование» and «Телефон»). */
  grouped: boolean
  /** Cells of a row, without empty columns at the end. */
  width: number
  /** How many cells of a row hold something, usually. */
  typical: number
}

/**
 * The header among the first rows: one of words, about as wide as the rows below and unlike them. A row that holds a
 * phone, an address, an id or a date is data, so a table may have no header at all.
 * @param rows the first rows of a file, from its first line on
 */
export function findHeader(rows: readonly RawRow[]): FoundHeader {
  const filled = rows.map(({ cells }) => filledIn(cells)).filter(n => n > 0)
  const typical = median(filled)
  const widest = Math.max(0, ...rows.map(({ cells }) => lastFilled(cells)))
  const usual = commonest(rows.map(({ cells }) => lastFilled(cells)).filter(n => n > 0))
  // What stands below somebody is no header: in a list a line that cannot be read would take the place of one.
  const data = rows.findIndex(({ cells }) => filledIn(cells) >= Math.max(1, typical) && holdsKey(cells))
  const candidates = rows
    .slice(0, data < 0 ? FIRST_ROWS : Math.min(data, FIRST_ROWS))
    .flatMap(({ cells }, i) => (couldBe(cells, typical) ? [i] : []))
  const [first] = candidates
  const telling = candidates.filter(i => namesIn(rows[i]?.cells ?? []) > 0)
  const index = first !== undefined && namesIn(rows[first]?.cells ?? []) > 0 ? first : (telling[0] ?? first ?? null)
  if (index === null || !isAbove(rows, index, typical)) {
    return { index: null, grouped: false, width: rows.length < 2 ? widest : usual, typical }
  }
  if (isGrouped(rows, index, typical)) {
    const width = Math.max(...rows.slice(index, index + 2).map(({ cells }) => lastFilled(cells)))
    return { index: index + 1, grouped: true, width, typical }
  }
  const named = lastFilled(rows[index]?.cells ?? [])
  const below = rows.slice(index + 1).map(({ cells }) => lastFilled(cells))
  const wider = below.filter(width => width > named)
  // Columns without a name are columns where most rows have them.
  return { index, grouped: false, width: wider.length * 2 > below.length ? commonest(wider) : named, typical }
}

/** True for a row of words that is not much shorter than the others. */
function couldBe(cells: readonly string[], typical: number): boolean {
  const written = cells.filter(cell => !isBlank(cell))
  if (written.length === 0 || written.length * 2 < typical || (written.length === 1 && typical > 1)) return false
  if (holdsKey(written)) return false
  const titles = namesIn(written) < NAMED ? written : written.filter(cell => !DAY.test(cell.trim()))
  return titles.filter(isTitle).length >= WORDS * titles.length
}

/** Names of columns from which days beside them are columns too, as in a list of who came when. */
const NAMED = 2
const DAY = /^\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?$/

/** True for a row of somebody; days alone are none where columns are named beside them. */
function holdsKey(cells: readonly string[]): boolean {
  const keys = cells.filter(isKey)
  return keys.some(cell => !DAY.test(cell.trim())) || (keys.length > 0 && namesIn(cells) < NAMED)
}

/** True where the rows below differ from the header, so that it is none of them. */
function isAbove(rows: readonly RawRow[], index: number, typical: number): boolean {
  const header = rows[index]?.cells ?? []
  const below = rows.slice(index + 1)
  if (below.length === 0 || namesIn(header) > 0) return true
  const differs = header.some((cell, i) => isTitle(cell) && below.some(({ cells }) => isValue(cells[i] ?? '')))
  // A lone column of words under a word may as well be a list of names.
  return differs || typical > 1
}

/** The next row names columns too, under blank cells of this one, and in one of them values stand below. */
function isGrouped(rows: readonly RawRow[], index: number, typical: number): boolean {
  const [upper, lower] = [rows[index]?.cells ?? [], rows[index + 1]?.cells ?? []]
  if (!couldBe(lower, typical) || namesIn(lower) === 0) return false
  if (!lower.every(cell => isBlank(cell) || isTitle(cell))) return false
  const first = upper.findIndex(cell => !isBlank(cell))
  const below = rows.slice(index + 2)
  const columns = lower.flatMap((cell, i) => (isBlank(cell) ? [] : [i]))
  const holdsValues = (i: number) => {
    const filled = below.map(({ cells }) => cells[i] ?? '').filter(cell => !isBlank(cell))
    return filled.length > 0 && filled.filter(isValue).length * 2 > filled.length
  }
  return columns.some(i => i > first && isBlank(upper[i])) && columns.some(holdsValues)
}

/** The names of columns under their groups: «Сумма» over «Со скидкой» is «Сумма Со скидкой». */
export function groupedNames(upper: readonly string[], lower: readonly string[], width: number): string[] {
  let group = ''
  return Array.from({ length: width }, (_none, i) => {
    const own = upper[i]?.trim() ?? ''
    const name = lower[i]?.trim() ?? ''
    if (own !== '') group = own
    return name === '' ? own : `${group} ${name}`.trim()
  })
}

function namesIn(cells: readonly string[]): number {
  return cells.filter(cell => NAMES.test(fold(cell))).length
}

function isTitle(cell: string): boolean {
  const text = cell.trim()
  if (text === '' || text.length > LONGEST_TITLE) return false
  return /^[#№]$/.test(text) || (/\p{L}/u.test(text) && !isValue(text))
}

function isValue(cell: string): boolean {
  const text = cell.trim()
  if (text === '') return false
  if (isKey(text)) return true
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return digits > 0 && digits >= letters
}

const LINK = /^(?:(?:https?|tg):\/\/|(?:t|telegram)\.(?:me|dog)\/)\S+$/i

/** What can only be somebody's: an address, a name on Telegram, a phone, an id, a day. */
export function isKey(cell: string): boolean {
  const text = cell.trim()
  if (isAddress(text) || /^@\w{4,}$/.test(text) || LINK.test(text)) return true
  if (/^["'=]*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)/.test(text)) return true
  return /^[\s"'=+()\d.-]+$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= MANY_DIGITS
}

/** What names somebody and is nothing else: an address, a name on Telegram, a number as long as a phone's. */
export function isSomebody(cell: string): boolean {
  const text = cell.trim()
  if (isAddress(text) || /^@\w{4,}$/.test(text) || LINK.test(text)) return true
  return /^[\s"'=+()\d-]+$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= PHONE_DIGITS
}

/** Digits of a number that are no sum. */
const PHONE_DIGITS = 10

/** One @ with something before it and a dot behind it, and no spaces. */
function isAddress(text: string): boolean {
  const at = text.indexOf('@')
  return at > 0 && text.indexOf('@', at + 1) === -1 && text.indexOf('.', at + 2) !== -1 && !/\s/.test(text)
}

function lastFilled(cells: readonly string[]): number {
  let last = cells.length
  while (last > 0 && isBlank(cells[last - 1])) last -= 1
  return last
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** The most frequent one, the greatest of several; 0 of none. */
function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 0
}
