import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { createArchive, PART_BYTES } from './archive.js'
import { broadcastsTable, deliveryTables } from './broadcasts.js'
import { csvRows, type Delimiter } from './csv.js'
import { customerTables } from './customers.js'
import { effectTables } from './effects.js'
import { eventsTable } from './events.js'
import { offerTables } from './offers.js'
import { consentTable, fieldsTable, peopleTable, valuesTable } from './people.js'
import { listsTable, segmentsTable } from './segments.js'
import { serviceTable } from './service.js'
import type { Far, Table } from './table.js'

/** How far an export is: which of how many files it writes, and how much of that one, from 0 to 1. */
export type Progress = { file: number; files: number; name: string; share: number }

/** What an export is made by. `most`: bytes of a part. */
export type ExportOptions = {
  folder: string
  /** How the parts are called, without an ending. */
  stem: string
  language: Language
  /** The shop's, in whose days those orders stand of which the day only is known. */
  zone: string
  /** Ends it; what is written lies in the folder still. */
  signal?: AbortSignal
  progress?: (progress: Progress) => void
  most?: number
}

/** What an export came to: the zip's parts in their order, and how many rows each file has. */
export type Exported = { paths: string[]; rows: Readonly<Record<string, number>> }

/** What stands between cells where spreadsheets speak this language. */
export function delimiterOf(language: Language): Delimiter {
  return language === 'ru' ? ';' : ','
}

/** All that goes out: the base as tables, without keys, tokens, the team, and what people wrote. */
function everyTable(db: Db, { language, zone }: Pick<ExportOptions, 'language' | 'zone'>): Table[] {
  return [
    ...[
      peopleTable(db),
      fieldsTable(db),
      valuesTable(db),
      consentTable(db),
      segmentsTable(db, language),
      listsTable(db),
    ],
    ...[...offerTables(db), broadcastsTable(db), ...deliveryTables(db), serviceTable(db), eventsTable(db)],
    ...[...customerTables(db, zone), ...effectTables(db)],
  ]
}

/**
 * Writes the whole base as files into a zip of as many parts as it takes. It is read a page at a time, so that it holds
 * neither memory nor the event loop, whatever its size; what changes meanwhile is in it or is not.
 * @throws the signal's reason; the disk's error
 */
export async function exportEverything(db: Db, options: ExportOptions): Promise<Exported> {
  const { language, signal } = options
  const archive = createArchive(options.folder, options.stem, options.most ?? PART_BYTES)
  const tables = everyTable(db, options)
  const { readme } = texts(language).exportCards
  archive.text('README.txt', readme(tables.map(({ name }) => ({ name, file: `${name}.csv` }))).replaceAll('\n', '\r\n'))
  const rows: Record<string, number> = {}
  for (const [i, table] of tables.entries()) {
    const told = (share: number) => options.progress?.({ file: i + 1, files: tables.length, name: table.name, share })
    told(0)
    const counted = { rows: 0 }
    const far = ({ done, of }: Far) => told(of === 0 ? 1 : Math.min(1, done / of))
    await archive.file(table.name, csvRows([table.headers], delimiterOf(language)), pieces(table, counted, far))
    rows[table.name] = counted.rows
  }
  return { paths: await archive.end(), rows }

  async function* pieces(table: Table, counted: { rows: number }, far: (far: Far) => void): AsyncGenerator<string> {
    for await (const page of table.pages(far)) {
      signal?.throwIfAborted()
      counted.rows += page.length
      yield csvRows(page, delimiterOf(language))
    }
  }
}
