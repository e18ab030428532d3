import { posix } from 'node:path'
import { AppError } from '../../errors.js'
import { type Archive, MOST_STRINGS } from './archive.js'
import { isDateFormat } from './excel-date.js'
import { createMarkup, readMarkup } from './markup.js'

/** A sheet of a workbook: its name, the part that holds it, whether Excel shows it. */
export type SheetPart = { name: string; part: string; hidden: boolean }

/** What the cells of all sheets refer to: texts by their numbers, and the styles that show a number as a day. */
export type Workbook = { sheets: SheetPart[]; since1904: boolean; strings: string[]; dateStyles: ReadonlySet<number> }

const ROOT = '_rels/.rels'

/**
 * Reads all of a workbook but its cells.
 * @throws AppError `file_bomb`, `file_broken`, `file_not_a_table` for a zip that is no workbook
 */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = relationsOf(await archive.text(ROOT), '')
  const part = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (!archive.has(part) || !part.endsWith('.xml') || !part.startsWith('xl/')) {
    throw new AppError('file_not_a_table', { kind: kindOfZip(archive.names()) })
  }
  const folder = posix.dirname(part)
  const relations = relationsOf(await archive.text(`${folder}/_rels/${posix.basename(part)}.rels`), folder)
  const targetOf = (type: string) => relations.find(relation => relation.type === type)?.target
  const { sheets, since1904 } = sheetsOf(await archive.text(part))
  return {
    sheets: sheets.flatMap(({ name, relation, hidden }) => {
      const found = relations.find(({ id, type }) => id === relation && type === 'worksheet')
      return found === undefined || !archive.has(found.target) ? [] : [{ name, part: found.target, hidden }]
    }),
    since1904,
    strings: await stringsOf(archive, targetOf('sharedStrings') ?? `${folder}/sharedstrings.xml`),
    dateStyles: dateStylesOf(await archive.text(targetOf('styles') ?? `${folder}/styles.xml`)),
  }
}

/** What a zip is that holds no workbook of Excel. */
function kindOfZip(names: readonly string[]): string {
  if (names.some(name => /^(?:word|ppt)\//.test(name))) return 'document'
  const spreadsheet = names.some(name => /^(?:xl\/workbook\.bin|content\.xml|index\/.*\.iwa)$/.test(name))
  return spreadsheet ? 'spreadsheet' : 'archive'
}

type Relation = { id: string; type: string; target: string }

/** @param folder the one of the part whose relations these are */
function relationsOf(xml: string, folder: string): Relation[] {
  const relations: Relation[] = []
  readMarkup(xml, {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return
      const way = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: way.toLowerCase() })
    },
  })
  return relations
}

function sheetsOf(xml: string): { sheets: { name: string; relation: string; hidden: boolean }[]; since1904: boolean } {
  const sheets: { name: string; relation: string; hidden: boolean }[] = []
  let since1904 = false
  readMarkup(xml, {
    open(tag, attributes) {
      if (tag === 'workbookPr') since1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (tag !== 'sheet') return
      const relation = Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name))?.[1] ?? ''
      const { name = '', state = 'visible' } = attributes
      sheets.push({ name, relation, hidden: state !== 'visible' })
    },
  })
  return { sheets, since1904 }
}

/** Texts that cells share. How they are to be pronounced is written beside some, and is no text. */
async function stringsOf(archive: Archive, part: string): Promise<string[]> {
  const strings: string[] = []
  if (!archive.has(part)) return strings
  let text: string[] | null = null
  let speaking = 0
  let within = false
  const markup = createMarkup({
    open(name) {
      if (name === 'si') text = []
      else if (name === 'rPh') speaking += 1
      else if (name === 't') within = speaking === 0
    },
    text(piece) {
      if (within) text?.push(piece)
    },
    close(name) {
      if (name === 't') within = false
      else if (name === 'rPh') speaking -= 1
      else if (name === 'si') {
        strings.push(unescaped(text?.join('') ?? ''))
        text = null
      }
    },
  })
  const decoder = new TextDecoder()
  for await (const bytes of await archive.stream(part, { bytes: MOST_STRINGS, what: 'strings' })) {
    markup.write(decoder.decode(bytes, { stream: true }))
  }
  markup.end()
  return strings
}

function dateStylesOf(xml: string): Set<number> {
  const formats = new Map<number, string>()
  const styles = new Set<number>()
  let style = -1
  let within = false
  readMarkup(xml, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') within = true
      if (name !== 'xf' || !within) return
      style += 1
      const format = Number(attributes['numFmtId'] ?? 0)
      if (isDateFormat(format, formats.get(format))) styles.add(style)
    },
    close(name) {
      if (name === 'cellXfs') within = false
    },
  })
  return styles
}

/** Excel writes control signs as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  const plain = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return plain.replace(/\r\n?/g, '\n')
}
