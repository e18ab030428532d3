import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LIST_HEADERS } from '../../crm/own-file.js'
import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'
import { compileCriterion, type EvaluationContext } from '../../segments/compile.js'
import { expandCriterion } from '../../segments/criterion/expand.js'
import type { Criterion } from '../../segments/criterion.js'
import { sourceNameOf } from '../source.js'
import { createArchive } from './archive.js'
import { BOM, type Cell, csvRows, type Delimiter, moment, yesNo } from './csv.js'
import { type FieldColumn, fieldColumns, isInOwnWords, valuesOf, type Who } from './person.js'

const ROWS = 150
/** More people than these come packed: Telegram takes 50 MB of a bot. */
const PLAIN = 50_000

/**
 * Who stands in a file. `known`: whoever reads it may know who people are; else `number` gives each the name by which that
 * reader can tell them apart, in this file and in others of theirs.
 */
export type Readership = { known: true } | { known: false; number: (id: number) => string }

/** Whose a row is: an id that others can read, or a number of this reader's own. */
export function personCell(
  readers: Readership,
  { person, telegramId }: { person: number; telegramId: number | null },
): Cell {
  return readers.known ? telegramId : readers.number(person)
}

/** Whose people, under which name, evaluated when and where. */
export type Audience = { name: string; criterion: Criterion; context: EvaluationContext }

/** How a file is made: where, what it is called without an ending, and what ends it. */
export type FileOptions = { folder: string; stem: string; delimiter: Delimiter; signal?: AbortSignal }

type Row = Who & {
  id: number
  stopped: number
  reachable: number
  subscribedAt: number | null
  seenAt: number | null
  language: string | null
  source: string | null
  zone: string | null
  /** Where in the result it stands. */
  place: number
}

const SOME = `select r.rowid as place, s.id, s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName,
    s.username, s.phone, s.status, s.unsubscribed_at is not null as stopped, s.unreachable is null as reachable,
    s.subscribed_at as subscribedAt, s.last_seen_at as seenAt,
    coalesce(s.chosen_language, s.telegram_language) as language, ${sourceNameOf('s.source')} as source,
    s.time_zone as zone
  from basis.result r cross join subscribers s on s.id = r.id
  where r.rowid > ? and s.status <> 'erased' order by r.rowid limit ?`

/** What an analyst gets instead of `LIST_HEADERS`. */
const NUMBERED = ['person', 'status', 'stopped', 'reachable', 'subscribed_at']
const MORE = ['last_seen_at', 'language', 'source', 'time_zone']

/**
 * The people of a criterion as a file, the oldest first, with what is known of each; a big one is packed, and comes in
 * parts. To those who may not know who people are nobody in it has a name, a phone or words of their own.
 * @returns the paths, and how many people are in them
 * @throws AppError `query_timeout` after 10 min, `criterion_…`; the signal's reason; the disk's error
 */
export async function exportPeople(
  db: Db,
  audience: Audience,
  readers: Readership,
  options: FileOptions,
): Promise<{ paths: string[]; people: number }> {
  const { text, params } = compileCriterion(expandCriterion(db, audience.criterion), audience.context)
  const found = await db.jobs.scratch(`select s.id from subscribers s where ${text} order by s.id`, params)
  try {
    const fields = fieldColumns(db).filter(field => readers.known || !isInOwnWords(field))
    const headers = [...(readers.known ? LIST_HEADERS : NUMBERED), ...MORE, ...fields.map(({ header }) => header)]
    const header = csvRows([headers], options.delimiter)
    const counted = { people: 0 }
    const pieces = pagesOf(db, found, { name: audience.name, readers, fields, counted, options })
    if (found.count > PLAIN) {
      const archive = createArchive(options.folder, options.stem)
      await archive.file(options.stem, header, pieces)
      return { paths: await archive.end(), ...counted }
    }
    const path = join(options.folder, `${options.stem}.csv`)
    await writeCsv(path, header, pieces)
    return { paths: [path], ...counted }
  } finally {
    await found.drop()
  }
}

/** Writes one file that nobody but the owner of the process may read. @throws the disk's error; what the pieces throw */
export async function writeCsv(
  path: string,
  header: string,
  pieces: AsyncIterable<string> | readonly string[],
): Promise<void> {
  async function* whole(): AsyncGenerator<string> {
    yield BOM + header
    yield* pieces
  }
  await pipeline(Readable.from(whole()), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
}

async function* pagesOf(
  db: Db,
  found: Scratch,
  file: {
    name: string
    readers: Readership
    fields: readonly FieldColumn[]
    counted: { people: number }
    options: FileOptions
  },
): AsyncGenerator<string> {
  const { name, readers, fields, counted, options } = file
  for (let after = 0; ; ) {
    options.signal?.throwIfAborted()
    const rows = await db.jobs.rows<Row>(SOME, [after, ROWS], found)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.place
    const values = await valuesOf(
      db,
      rows.map(({ id }) => id),
    )
    counted.people += rows.length
    const cells = rows.map(row => [
      ...cellsOf(name, row, readers),
      ...[moment(row.seenAt), row.language, row.source, row.zone],
      ...fields.map(({ id }) => values.get(row.id)?.get(id) ?? null),
    ])
    yield csvRows(cells, options.delimiter)
  }
}

function cellsOf(name: string, row: Row, readers: Readership): Cell[] {
  const since = moment(row.subscribedAt)
  if (!readers.known) return [readers.number(row.id), row.status, yesNo(row.stopped), yesNo(row.reachable), since]
  return [name, row.telegramId, row.firstName, row.lastName, row.username, row.phone, row.status, since, null]
}
