import { Parser } from 'htmlparser2'
import { createDepth } from './markup.js'
import { MOST_COLUMNS, type RawRow } from './row.js'

/** Cells of tables that a page may have in all. */
const MOST_SPAN = MOST_COLUMNS + 1
/** Rows into which one cell may reach. */
const MOST_ROWS = 1_000
/** Elements within elements: careless pages close few of them. */
const DEEPEST = 5_000
/** Signs of one cell that are kept. */
const LONGEST = 64 * 1_024

/** One table of a page: its rows in order, each told as it ends. */
type Told = { row(table: number, cells: string[]): void }

/** How many rows each table of a page has, in the order of the page. */
export async function countTables(parts: AsyncIterable<string>): Promise<number[]> {
  const counts: number[] = []
  const page = createPage({ row: table => (counts[table] = (counts[table] ?? 0) + 1) })
  for await (const part of parts) page.write(part)
  page.end()
  return Array.from(counts, count => count ?? 0)
}

/** The rows of one table of a page, by its number from 0. */
export async function* readHtml(parts: AsyncIterable<string>, wanted: number): AsyncGenerator<RawRow[]> {
  let rows: RawRow[] = []
  let line = 0
  const page = createPage({
    row(table, cells) {
      if (table !== wanted) return
      line += 1
      rows.push({ line, cells })
    },
  })
  for await (const part of parts) {
    page.write(part)
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
  page.end()
  yield rows
}

type Page = { write(part: string): void; end(): void }

/** A table within a cell belongs to that cell. */
function createPage(told: Told): Page {
  let table = -1
  let depth = 0
  let cells: string[] | null = null
  let cell: { text: string; columns: number; rows: number } | null = null
  let mute = 0
  const deeper = createDepth(DEEPEST)
  /** Columns that a cell above reaches into, with how many rows are left of it. */
  let reaching = new Map<number, number>()

  const skipReached = () => {
    for (let left = reaching.get(cells?.length ?? 0); cells !== null && left !== undefined && left > 0; ) {
      reaching.set(cells.length, left - 1)
      cells.push('')
      left = reaching.get(cells.length)
    }
  }

  const endCell = () => {
    if (cell === null || cells === null) return
    skipReached()
    const text = cell.text
      .replace(/[^\S\n\u00a0]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replaceAll('\u00a0', ' ')
      .trim()
    for (let i = 0; i < cell.columns && cells.length < MOST_SPAN; i += 1) {
      if (cell.rows > 1) reaching.set(cells.length, cell.rows - 1)
      cells.push(i === 0 ? text : '')
    }
    cell = null
  }

  const endRow = () => {
    endCell()
    if (cells === null) return
    skipReached()
    const row = cells
    cells = null
    told.row(table, row)
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      deeper(1)
      if (name === 'table') {
        depth += 1
        if (depth > 1) return
        table += 1
        reaching = new Map()
      } else if (name === 'script' || name === 'style') mute += 1
      else if (depth !== 1) {
        if (depth > 1 && (name === 'br' || name === 'tr') && cell !== null) cell.text += '\n'
      } else if (name === 'tr') {
        endRow()
        cells = []
      } else if (name === 'td' || name === 'th') {
        endCell()
        cells ??= []
        cell = {
          text: '',
          columns: span(attributes['colspan'], MOST_SPAN),
          rows: span(attributes['rowspan'], MOST_ROWS),
        }
      } else if (cell !== null && (name === 'br' || name === 'p' || name === 'div')) cell.text += '\n'
    },
    ontext(text) {
      if (mute === 0 && cell !== null && cell.text.length < LONGEST) cell.text += oneLine(text)
    },
    onclosetag(name) {
      deeper(-1)
      if (name === 'table') {
        if (depth === 1) endRow()
        depth = Math.max(0, depth - 1)
      } else if (name === 'script' || name === 'style') mute = Math.max(0, mute - 1)
      else if (depth !== 1) return
      else if (name === 'tr') endRow()
      else if (name === 'td' || name === 'th') endCell()
    },
  })
  return {
    write: part => parser.write(part),
    end() {
      parser.end()
      endRow()
    },
  }
}

function span(written: string | undefined, most: number): number {
  const columns = Number(written ?? 1)
  return Number.isInteger(columns) && columns > 0 ? Math.min(columns, most) : 1
}

/** The encoding that a page says it has, of its first signs read as Latin; null where it says none. */
export function charsetOf(head: string): string | null {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})/i.exec(head)?.[1] ?? null
}

/** True for a page that Telegram Desktop writes of a chat. */
export function isTelegramPage(head: string): boolean {
  return /<title>Exported Data<\/title>/i.test(head) && /class="page_(?:wrap|body)/.test(head)
}

/** Lines of the page's source say nothing: they are spaces, but those at both ends stay. */
function oneLine(text: string): string {
  if (!text.includes('\n')) return text
  return text
    .split('\n')
    .map((line, i, all) => (i === 0 ? line.trimEnd() : i === all.length - 1 ? line.trimStart() : line.trim()))
    .join(' ')
}
