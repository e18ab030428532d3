import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { interpretFile } from '../../src/crm/interpret.js'
import { createProfiler } from '../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../src/crm/recognise/recognise.js'
import { createInterpreter } from '../../src/crm/recognise/row/interpreter.js'
import type { Encoding } from '../../src/crm/table/decoder.js'
import { openTable, type Table } from '../../src/crm/table/table.js'
import { openFile, type SqliteFile } from '../../src/db/binding.js'
import { isAppError } from '../../src/errors.js'
import { encode } from '../crm/table/encodings.js'
import { textRow, workbook } from '../crm/table/made.js'
import { anyText } from '../support/any-text.js'

/** Something done to the bytes of a file, at a place (a share of its length). */
type Harm = { kind: 'flip' | 'cut' | 'drop' | 'double' | 'insert'; at: number; length: number; bytes: Uint8Array }

/** A file to be made: a table with rows of all kinds, how it is kept, and what befalls it. */
export type Spec = {
  container: 'csv' | 'xlsx' | 'html' | 'json' | 'ndjson'
  encoding: Encoding
  delimiter: string
  quotes: boolean
  rows: string[][]
  harms: Harm[]
}

/** What came of a file. `rows` are those below the header, or what an independent count would have had instead. */
export type Outcome = {
  container: string | null
  refusal: string | null
  rows: number
  seconds: number
  fault: string | null
}

const SECONDS = 10
const HEADERS = [
  ['id', 'name', 'phone', 'email', 'city'],
  ['Telegram ID', 'Имя', 'Телефон', 'Дата', 'Теги'],
  ['Order', 'Дата', 'Сумма', 'Телефон', 'Статус'],
  ['Order number', 'Order date', 'Total', 'Phone', 'Status'],
  ['№ заказа', 'Дата', 'Телефон', 'Товар', 'Сумма'],
  ['a', 'b'],
]
const CELLS = [
  ...[
    '',
    ' ',
    'Anna',
    'Борис',
    'Ёжик ё',
    '+37120000001',
    '8 (912) 345-67-89',
    '7,99912E+10',
    '700000001',
    '-1001234567890',
  ],
  ...[
    'a@example.org',
    '28.11.2026',
    '2026-11-28T14:05:00Z',
    '03/04/2026',
    '1 200,50 ₽',
    '-500,00',
    '1,234.50',
    '01.01.1900',
    '2999-01-01',
    '$1,200.50',
    'Итого',
    'total',
    'id',
  ],
  ...[
    'a;b',
    'a,b',
    '"',
    '"quoted" text',
    'one\ntwo',
    '=1+1',
    '="79161234567"',
    '\0',
    '👍',
    '-- пусто --',
    '12345678901234567890',
  ],
  ...['{"a":1}', '<b>x</b>', '&amp;', '_x000D_', 'x'.repeat(5_000), '\ufeff', '\u202e', 'vip, new'],
]

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CELLS) },
  { weight: 1, arbitrary: anyText({ maxLength: 12 }) },
)
const row = fc.oneof(
  { weight: 8, arbitrary: fc.array(cell, { minLength: 4, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(cell, { minLength: 0, maxLength: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom([], ['', '', ''], ['Итого', '', '5'], ...HEADERS) },
)
const junk = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 8 }),
  fc
    .constantFrom('"', ';', '\n', '\r', '\0', '<', '{', '[', '</tr>', '","', 'PK\x03\x04', '\xff\xfe', '"\n"')
    .map(text => Buffer.from(text, 'latin1')),
)
const harm = fc.record({
  kind: fc.constantFrom<Harm['kind'][]>('flip', 'cut', 'drop', 'double', 'insert'),
  at: fc.noBias(fc.integer({ min: 1, max: 999 })).map(share => share / 1_000),
  length: fc.integer({ min: 1, max: 200 }),
  bytes: junk,
})

/** Files of every container, half of them harmed. */
export const specs: fc.Arbitrary<Spec> = fc.record({
  container: fc.constantFrom<Spec['container'][]>('csv', 'csv', 'csv', 'xlsx', 'html', 'json', 'ndjson'),
  encoding: fc.constantFrom<Encoding[]>('utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r', 'ibm866'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quotes: fc.boolean(),
  rows: fc
    .tuple(
      fc.array(row, { maxLength: 2 }),
      fc.constantFrom(...HEADERS),
      fc.array(row, { minLength: 2, maxLength: 16, size: 'max' }),
    )
    .map(([above, header, below]) => [...above, header, ...below]),
  harms: fc.oneof(fc.constant<Harm[]>([]), fc.array(harm, { minLength: 1, maxLength: 4 })),
})

/** The bytes of a file, and how many rows were written into it where nothing befell it. */
async function make(spec: Spec): Promise<{ bytes: Buffer; written: number | null }> {
  const { container, encoding, delimiter, quotes, rows } = spec
  const whole = await (async () => {
    switch (container) {
      case 'csv':
        return encode(Papa.unparse(rows, { delimiter, quotes, newline: '\r\n' }), encoding)
      case 'xlsx':
        return workbook([{ name: 'Лист', rows: rows.map((cells, i) => textRow(i + 1, cells.map(xmlText))).join('') }])
      case 'html': {
        const cells = (written: readonly string[]) => written.map(text => `<td>${htmlText(text)}</td>`).join('')
        return Buffer.from(
          `<html><meta charset="utf-8"><table>${rows.map(each => `<tr>${cells(each)}</tr>`).join('\n')}</table></html>`,
        )
      }
      case 'json':
        return Buffer.from(JSON.stringify({ ok: true, orders: objectsOf(rows) }, null, quotes ? 1 : 0))
      case 'ndjson':
        return Buffer.from(
          objectsOf(rows)
            .map(object => `${JSON.stringify(object)}\n`)
            .join(''),
        )
    }
  })()
  const bytes = spec.harms.reduce(harmed, whole)
  return { bytes, written: spec.harms.length === 0 ? rows.length : null }
}

function objectsOf(rows: readonly string[][]): Record<string, unknown>[] {
  const [keys = []] = rows
  return rows
    .slice(1)
    .map(cells => Object.fromEntries(cells.map((value, i) => [keys[i] || `k${i}`, i === 3 ? { inner: value } : value])))
}

/** XML has no word for most control signs. */
function xmlText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, sign => (sign === '\t' || sign === '\n' ? sign : ''))
}

function htmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function harmed(bytes: Buffer, { kind, at, length, bytes: junk }: Harm): Buffer {
  const from = Math.floor(at * bytes.length)
  switch (kind) {
    case 'flip':
      return Buffer.concat([
        bytes.subarray(0, from),
        Buffer.from(bytes.subarray(from, from + 1).map(byte => byte ^ (1 << (length % 8)))),
        bytes.subarray(from + 1),
      ])
    case 'cut':
      return bytes.subarray(0, from)
    case 'drop':
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])
    case 'double':
      return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from)])
    case 'insert':
      return Buffer.concat([bytes.subarray(0, from), junk, bytes.subarray(from)])
  }
}

/**
 * Makes a file, reads it as an import would, and compares what came of its rows with a count of another kind.
 * @param path where it is put; the scratch file goes beside it
 * @param write whether what comes of its rows is written down as well
 */
export async function readMangled(spec: Spec, path: string, write: boolean): Promise<Outcome> {
  const { bytes, written } = await make(spec)
  writeFileSync(path, bytes)
  const began = process.cpuUsage()
  const outcome: Outcome = { container: null, refusal: null, rows: 0, seconds: 0, fault: null }
  try {
    const table = await openTable(path)
    outcome.container = table.container
    const { rows, fault } = await follow(table)
    outcome.rows = rows
    outcome.fault = fault ?? miscounted(rows, table, bytes, spec, written)
    if (write) outcome.fault ??= await writeDown(path, rows)
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('file_')) outcome.refusal = error.code
    else outcome.fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  const { user, system } = process.cpuUsage(began)
  outcome.seconds = (user + system) / 1e6
  if (outcome.seconds > SECONDS) outcome.fault ??= `it took ${outcome.seconds} s`
  return outcome
}

const ABOUT = { country: 'RU', currency: 'RUB' }
const READING = { country: 'RU', zone: 'Europe/Moscow', now: Date.UTC(2026, 10, 29) }

/** Reads a table to its end; every row of data must be accepted, left out or skipped, and no other. */
async function follow(table: Table): Promise<{ rows: number; fault: string | null }> {
  const profiler = createProfiler(table.headers, ABOUT.country)
  const data: { line: number; cells: readonly string[] }[] = []
  let rows = 0
  let last = 0
  for await (const some of table.rows()) {
    for (const { line, cells, what } of some) {
      // A list in one line stands below one another: its people have one line.
      const listed = line === last && table.headers.length === 1
      if (!listed) rows += 1
      if (line < last || (line === last && !listed)) return { rows, fault: `row ${line} comes behind row ${last}` }
      last = line
      if (what !== 'data') continue
      if (cells.length !== table.headers.length) return { rows, fault: `row ${line} has ${cells.length} cells` }
      profiler.add(line, cells)
      data.push({ line, cells })
    }
  }
  const { mapping } = recognise(profiler.done(), { ...ABOUT, remembered: null })
  const interpreter = createInterpreter(mapping, { ...READING, headers: table.headers })
  for (const { line, cells } of data) interpreter.read(line, cells)
  const { counts } = interpreter.done()
  const sum = counts.accepted + counts.leftOut + counts.skipped
  const whole = counts.rows === data.length && sum === data.length && counts.accepted >= 0
  return { rows, fault: whole ? null : `of ${data.length} rows ${JSON.stringify(counts)}` }
}

async function writeDown(path: string, rows: number): Promise<string | null> {
  const into = `${path}.scratch`
  const table = await openTable(path)
  const profiler = createProfiler(table.headers, ABOUT.country)
  let [last, beside] = [0, 0]
  for await (const some of table.rows())
    for (const { line, cells, what } of some) {
      if (line === last) beside += 1
      last = line
      if (what === 'data') profiler.add(line, cells)
    }
  const { mapping } = recognise(profiler.done(), { ...ABOUT, remembered: null })
  const { counts, skipped } = await interpretFile(path, {}, mapping, READING, into, () => undefined)
  const file = openFile(into, { readonly: true })
  try {
    const { n, last, left } = file
      .prepare<[], { n: number; last: number; left: number }>(
        'select count(*) as n, coalesce(max(rowid), 0) as last, (select count(*) from left_out) as left from result',
      )
      .get() ?? { n: -1, last: -1, left: -1 }
    if (n !== counts.people || last !== n) return `${n} people are written up to ${last}, of ${counts.people}`
    const wrong = ordersWritten(file, counts.orders)
    if (wrong !== null) return wrong
    if (left !== counts.leftOut) return `${left} rows left out are written, of ${counts.leftOut}`
    // Those that the table skips are not among the rows that were counted; those that the reading skips are.
    const aside = Object.values(skipped).reduce((sum: number, one) => sum + (one ?? 0), 0) - counts.skipped
    return counts.rows + aside - beside === rows ? null : `${counts.rows} rows and ${aside} others are not ${rows}`
  } finally {
    file.close()
  }
}

/** What is written of orders, counted once more: each of them, its money within what can be, what was in it its own. */
function ordersWritten(file: SqliteFile, orders: number): string | null {
  const { n, odd, lost } = file
    .prepare<[], { n: number; odd: number; lost: number }>(
      `select count(*) as n, count(*) filter (where total < 0 or refunded < 0 or refunded > total or at > ${READING.now + 86_400_000}
           or person > (select max(rowid) from result) or length(currency) <> 3) as odd,
         (select count(*) from result_lines where order_row not in (select id from result_orders) or quantity < 1) as lost
       from result_orders`,
    )
    .get() ?? { n: -1, odd: 0, lost: 0 }
  if (n !== orders) return `${n} orders are written, of ${orders}`
  const told = file.prepare<[], { n: number }>(
    `select coalesce(sum(json_extract(t.value, '$.orders')), 0) as n from facts f, json_each(f.value) t where f.key = 'totals'`,
  )
  if (told.get()?.n !== orders) return `the sums are of ${told.get()?.n} orders, of ${orders}`
  return odd + lost === 0 ? null : `${odd} orders cannot be, ${lost} lines are nobody's`
}

/** What somebody else would count; null where it agrees, or where nobody can tell. */
function miscounted(rows: number, table: Table, bytes: Buffer, spec: Spec, written: number | null): string | null {
  const expected = otherCount(table, bytes, spec, written)
  return expected === null || expected === rows ? null : `${rows} rows of ${table.container}, and not ${expected}`
}

function otherCount(
  { container, headerRow, delimiter }: Table,
  bytes: Buffer,
  spec: Spec,
  written: number | null,
): number | null {
  const text = bytes.toString()
  switch (container) {
    case 'csv': {
      if (written !== null && spec.container === 'csv' && !isSkippedAtEnd(spec.rows)) return written - headerRow
      if (spec.container !== 'csv' || spec.encoding.startsWith('utf-16') || /\0|^\W*sep=/i.test(text)) return null
      const records = recordsIn(text.replace(/^\ufeff/, ''), delimiter ?? ',')
      return records === null ? null : records - headerRow
    }
    case 'html':
      return written === null || spec.container !== 'html' ? null : written - headerRow
    case 'xlsx': {
      if (written === null) return null
      return spec.rows.filter((cells, i) => i + 1 > headerRow && cells.some(value => xmlText(value) !== '')).length
    }
    case 'json':
      try {
        const { orders } = JSON.parse(text.replace(/^\ufeff/, ''))
        return Array.isArray(orders) && orders.every(order => typeof order === 'object') ? orders.length : null
      } catch {
        return null
      }
    case 'ndjson': {
      const lines = text.split(/\r?\n/)
      if ((lines.at(-1) ?? '').trim() === '') lines.pop()
      return lines.length
    }
  }
}

/** By Papa's parser at once, where all quotes match; else nobody can tell. */
function recordsIn(text: string, delimiter: string): number | null {
  const { data, errors } = Papa.parse<string[]>(text.replace(/\r\n?/g, '\n'), { delimiter, newline: '\n' })
  if (errors.some(({ type }) => type === 'Quotes')) return null
  return text.endsWith('\n') || text.endsWith('\r') || text === '' ? data.length - 1 : data.length
}

/** A last row of nothing is no row: a line end ends the one before it. */
function isSkippedAtEnd(rows: readonly string[][]): boolean {
  const last = rows.at(-1) ?? []
  return last.length === 0 || (last.length === 1 && last[0]?.replaceAll('\0', '') === '')
}
