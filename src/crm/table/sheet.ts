import { excelDate } from './excel-date.js'
import { createMarkup } from './markup.js'
import { numberText } from './number-text.js'
import { MOST_COLUMNS, type RawRow } from './row.js'
import { unescaped, type Workbook } from './workbook.js'

/** What was read of a cell so far: its place, its kind and style, the pieces of its value and of its own text. */
type Cell = { column: number; type: string; style: number; value: string; text: string }

/**
 * The rows of a sheet that hold something, numbered as in the sheet. Formulas are their last results, numbers stand
 * without exponent, days as ISO text.
 * @param dates gathers the columns in which days stand
 */
export async function* readSheet(
  bytes: AsyncIterable<Uint8Array>,
  { strings, dateStyles, since1904 }: Workbook,
  dates: Set<number>,
): AsyncGenerator<RawRow[]> {
  let rows: RawRow[] = []
  let line = 0
  let cells: string[] | null = null
  let cell: Cell | null = null
  let next = 0
  let within: 'value' | 'text' | null = null
  let speaking = 0

  const textOf = ({ column, type, style, value, text }: Cell): string => {
    if (type === 's') return value === '' ? '' : (strings[Number(value)] ?? '')
    if (type === 'inlineStr') return unescaped(text)
    if (type === 'b') return value === '1' ? 'TRUE' : value === '' ? '' : 'FALSE'
    if (type === 'd') {
      dates.add(column)
      return value.replace(/(?:\.0+)?Z?$/, '')
    }
    if (type === 'str' || type === 'e' || value === '') return unescaped(value)
    const date = dateStyles.has(style) ? excelDate(Number(value), since1904) : null
    if (date === null) return plainNumber(value)
    dates.add(column)
    return date
  }

  const markup = createMarkup({
    open(name, attributes) {
      if (name === 'row') {
        const said = Number(attributes['r'])
        line = Number.isSafeInteger(said) && said > line ? said : line + 1
        cells = []
        next = 0
      } else if (name === 'c' && cells !== null) {
        const column = columnOf(attributes['r']) ?? next
        const { t: type = 'n', s: style = '-1' } = attributes
        cell = { column, type, style: Number(style), value: '', text: '' }
        next = column + 1
      } else if (name === 'v') within = 'value'
      else if (name === 'rPh') speaking += 1
      else if (name === 't' && speaking === 0) within = 'text'
    },
    text(piece) {
      if (cell === null || within === null) return
      if (within === 'value') cell.value += piece
      else cell.text += piece
    },
    close(name) {
      if (name === 'v' || name === 't') within = null
      else if (name === 'rPh') speaking -= 1
      else if (name === 'c' && cells !== null && cell !== null) {
        const value = textOf(cell)
        if (value !== '') {
          // One cell far to the right makes a row too wide, and costs no more than that.
          const column = Math.min(cell.column, MOST_COLUMNS)
          while (cells.length < column) cells.push('')
          cells[column] = value
        }
        cell = null
      } else if (name === 'row' && cells !== null) {
        if (cells.length > 0) rows.push({ line, cells })
        cells = null
      }
    },
  })

  const decoder = new TextDecoder()
  for await (const part of bytes) {
    markup.write(decoder.decode(part, { stream: true }))
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
  markup.end()
  if (rows.length > 0) yield rows
}

/** From `AB12` to 27; null where nothing is said. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Za-z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function plainNumber(written: string): string {
  if (/^-?\d+$/.test(written)) return written
  const value = Number(written)
  return Number.isFinite(value) ? numberText(value) : written
}

const TELLING = /<(?:\w+:)?(row|v|is|t)[\s/>]/g
const LONGEST_TAG = 64

/** How many rows of a sheet hold something, without reading what it is. */
export async function countRows(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0
  let waiting = false
  let text = ''
  let seen = 0
  for await (const part of bytes) {
    // The end is looked at again with what follows, and nothing is counted twice.
    text = text.slice(-LONGEST_TAG) + Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1')
    TELLING.lastIndex = seen
    for (let tag = TELLING.exec(text); tag !== null; tag = TELLING.exec(text)) {
      if (tag[1] === 'row') waiting = true
      else if (waiting) {
        count += 1
        waiting = false
      }
      seen = TELLING.lastIndex
    }
    seen = Math.max(0, Math.min(text.length, LONGEST_TAG) - (text.length - seen))
  }
  return count
}
