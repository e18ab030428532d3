import { z } from 'zod'
import type { ErrorCode } from '../errors.js'
import type { Collected } from './collect.js'
import type { Reading } from './recognise/row/person.js'
import type { Kind, Mapping, Recognition } from './role.js'
import { ENCODINGS } from './table/decoder.js'
import type { TableChoice } from './table/table.js'

/** A table as it was found in a file; see `TableFacts`. `dates` are the columns in which a workbook has days. */
const factsSchema = z.object({
  container: z.enum(['csv', 'xlsx', 'html', 'json', 'ndjson']),
  encoding: z.enum(ENCODINGS).nullable(),
  certain: z.boolean(),
  candidates: z.array(z.object({ encoding: z.enum(ENCODINGS), samples: z.array(z.string()) })),
  delimiter: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  headerRow: z.number().int(),
  headers: z.array(z.string()),
  dates: z.array(z.number().int()),
})

/** How far a file was read: rows of data, and which share of its bytes (0 to 1). */
const progressSchema = z.object({ rows: z.number().int(), share: z.number() })
export type Progress = z.infer<typeof progressSchema>

/** How many rows are none, or cannot be read, by what they are. */
const othersSchema = z.record(z.string(), z.number().int())
export type Others = z.infer<typeof othersSchema>

/**
 * What a file is: the table in it, how many rows of data that has, how many others stand between them, the first rows of
 * data (long cells cut), and what was made of its columns.
 */
const lookSchema = z.object({
  table: factsSchema,
  rows: z.number().int(),
  others: othersSchema,
  first: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  recognition: z.custom<Recognition>(),
})
export type Look = z.infer<typeof lookSchema>

/**
 * What is known beside a file: the country (ISO) of phones as they are dialled at home, the shop's currency (ISO 4217),
 * and what somebody said that the file is, and which column is what: the questions are then those of that.
 */
export type Shop = { country: string | null; currency: string | null; told?: Told | null }
export type Told = { kind: Kind; roles: Mapping['roles'] }

/** What the first rows of a file say that its columns are, and how it was opened. */
export type Guess = { mapping: Mapping; choice: TableChoice }

/** What the child is asked. `guesses`: whether it is to say what the first rows look like. */
export type Task =
  /** All rows of a table whose first header is `mark`, `most` at most. */
  | { kind: 'rows'; path: string; choice: TableChoice; mark: string; most: number }
  /** The promo codes of a table, `most` at most. */
  | { kind: 'codes'; path: string; choice: TableChoice; most: number }
  | { kind: 'look'; path: string; choice: TableChoice; shop: Shop; guesses: boolean }
  | {
      kind: 'interpret'
      path: string
      choice: TableChoice
      mapping: Mapping
      reading: Omit<Reading, 'headers'>
      into: string
    }

/** What the child is told when it has asked how a file with these headers was read before. */
export type Remembered = { kind: 'remembered'; mapping: Mapping | null }

/** Why a file is not read; anything else that goes wrong is a fault of ours. */
export const REFUSALS = [
  'file_empty',
  'file_no_rows',
  'file_too_wide',
  'file_bomb',
  'file_broken',
  'file_not_a_table',
  'file_old_excel',
  'file_locked',
  'file_telegram_export',
  'file_too_heavy',
] as const satisfies readonly ErrorCode[]

/** What the child says: words, a guess and one question on the way, then one of the others. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: progressSchema }),
  z.object({ kind: z.literal('headers'), headers: z.array(z.string()) }),
  z.object({ kind: z.literal('guess'), guess: z.custom<Guess>() }),
  z.object({ kind: z.literal('look'), look: lookSchema }),
  z.object({ kind: z.literal('rows'), headers: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  // One string costs far less on the way than as many as there are codes.
  z.object({ kind: z.literal('codes'), lines: z.string() }),
  z.object({ kind: z.literal('interpreted'), interpreted: z.custom<Collected>() }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(REFUSALS),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.object({ kind: z.literal('broke'), why: z.string() }),
])
export type Answer = z.infer<typeof answerSchema>
