import { withoutEdges } from '../../text/edges.js'
import type { Cell } from './csv.js'
import type { Table } from './table.js'
import { startZip } from './zip.js'

/** Rows that a sheet of Excel takes, its header among them. */
const SHEET_ROWS = 1_048_576
/** Letters that one cell takes, and the name of a sheet. */
const CELL_LENGTH = 32_767
const NAME_LENGTH = 31

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The first style is the usual one, the second that of headers. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`

/**
 * Writes a workbook of Excel with a sheet for each table, a page at a time, so that neither memory nor the event loop is
 * held, whatever their size. Texts stand in it as texts and never run as formulas; a table of more rows than a sheet takes
 * goes on in another one.
 * @param most rows of a sheet, its header among them
 * @throws what the tables throw; the signal's reason; the disk's error
 */
export async function writeWorkbook(
  path: string,
  tables: readonly Table[],
  signal?: AbortSignal,
  most = SHEET_ROWS,
): Promise<void> {
  const zip = startZip(path)
  const names: string[] = []
  const part = (name: string, xml: string) => zip.put(name, Buffer.from(xml))
  part('_rels/.rels', relations([{ id: 'rId1', kind: 'officeDocument', target: 'xl/workbook.xml' }]))
  part('xl/styles.xml', STYLES)
  try {
    for (const table of tables) {
      const rows = rowsOf(table, signal)
      for (let next = await rows.next(), first = true; first || next.done !== true; first = false) {
        names.push(sheetName(table.name, names))
        const sheet = sheetOf(table.headers, rows, next, most)
        await zip.file(`xl/worksheets/sheet${names.length}.xml`, sheet.pieces)
        next = sheet.next()
      }
    }
  } catch (error) {
    // What is half written is of no use to anybody; whoever asked clears the folder.
    await zip.end().catch(() => undefined)
    throw error
  }
  const sheets = names.map((_, i) => ({ id: `rId${i + 1}`, kind: 'worksheet', target: `worksheets/sheet${i + 1}.xml` }))
  part(
    'xl/_rels/workbook.xml.rels',
    relations([...sheets, { id: `rId${names.length + 1}`, kind: 'styles', target: 'styles.xml' }]),
  )
  part(
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names
      .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
  )
  part(
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${names
      .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`)
      .join('')}</Types>`,
  )
  await zip.end()
}

type Next = IteratorResult<Cell[], undefined>

async function* rowsOf(table: Table, signal: AbortSignal | undefined): AsyncGenerator<Cell[], undefined> {
  for await (const page of table.pages(() => undefined)) {
    signal?.throwIfAborted()
    yield* page
  }
}

/** One sheet, from the row that comes next on; `next` is the first one for which there was no room. */
function sheetOf(headers: readonly string[], rows: AsyncGenerator<Cell[], undefined>, first: Next, most: number) {
  let next = first
  async function* pieces(): AsyncGenerator<string> {
    yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" baseColWidth="14"/><sheetData>${rowXml(headers, 1)}`
    let some = ''
    for (let row = 2; row <= most && next.done !== true; row++) {
      some += rowXml(next.value, row)
      next = await rows.next()
      if (some.length < 65_536) continue
      yield some
      some = ''
    }
    yield `${some}</sheetData></worksheet>`
  }
  return { pieces: pieces(), next: () => next }
}

function rowXml(cells: readonly Cell[], row: number): string {
  const style = row === 1 ? ' s="1"' : ''
  const written = cells.map((cell, i) => {
    if (cell === null) return ''
    const place = `r="${columnOf(i)}${row}"${style}`
    if (typeof cell === 'number' && Number.isFinite(cell)) return `<c ${place}><v>${cell}</v></c>`
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(String(cell).slice(0, CELL_LENGTH))}</t></is></c>`
  })
  return `<row r="${row}">${written.join('')}</row>`
}

function columnOf(index: number): string {
  const rest = index % 26
  const letter = String.fromCharCode(65 + rest)
  return index < 26 ? letter : columnOf((index - rest) / 26 - 1) + letter
}

/** What XML 1.0 may not hold, and what Excel would take for such a sign: `_x0001_` stands for the sign itself. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu
const LOOKS_CODED = /_(?=x[\da-f]{4}_)/gi
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

function escaped(text: string): string {
  // Halves of characters, which no file may hold, become "\ufffd".
  return Buffer.from(text)
    .toString()
    .replace(LOOKS_CODED, '_x005F_')
    .replace(FORBIDDEN, '')
    .replace(/[&<>"\r]/g, sign => SIGNS[sign] ?? sign)
}

/** A name that Excel takes and no other sheet has. */
function sheetName(wanted: string, taken: readonly string[]): string {
  const plain = withoutEdges(wanted.replace(/[[\]:*?/\\]/g, ' '), "' ").trim() || 'Sheet'
  const known = new Set(taken.map(name => name.toLowerCase()))
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : ` ${n}`
    const name = plain.slice(0, NAME_LENGTH - tail.length).trimEnd() + tail
    if (!known.has(name.toLowerCase())) return name
  }
}

function relations(all: readonly { id: string; kind: string; target: string }[]): string {
  const each = all.map(
    ({ id, kind, target }) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}
