import { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { surveyQuestions } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { comparableOf } from '../attribute/comparable.js'
import { type Attribute, getAttribute } from '../attribute.js'

/** How much a survey may hold, and how long its words may be, in UTF-16 units. */
export const QUESTION_LIMITS = { questions: 20, atStart: 2, text: 300, purpose: 200, options: 20, label: 40 } as const

const optionSchema = z.object({ label: z.string(), value: z.string(), topicId: z.int().nullable() })
const optionsSchema = z.array(optionSchema)

/** One answer to choose: what its button says, the value it records, and the topic it is evidence of (null: none). */
export type Option = z.infer<typeof optionSchema>

const COLUMNS = columnsOf(
  surveyQuestions,
  'id',
  'position',
  'attributeId',
  'text',
  'purpose',
  'options',
  'atStart',
  'skippable',
  'archivedAt',
)
type Row = RowOf<typeof COLUMNS>

/**
 * A question of the survey. Without options it is answered by typing. Its options never change once it is there, so
 * that a button pressed months later still means what it said; `archivedAt` is ms UTC, null while it is asked.
 */
export type Question = Omit<Row, 'attributeId' | 'options' | 'atStart' | 'skippable'> & {
  attribute: Attribute
  options: Option[]
  atStart: boolean
  skippable: boolean
}

/** A question as an admin describes it; `createdBy` is their Telegram id. */
export type NewQuestion = {
  attributeId: number
  text: string
  purpose: string
  options: Option[]
  createdBy: number
}

function fromRow(db: Db, { attributeId, ...row }: Row): Question {
  return {
    ...row,
    attribute: getAttribute(db, attributeId),
    options: optionsSchema.parse(JSON.parse(row.options)),
    atStart: row.atStart === 1,
    skippable: row.skippable === 1,
  }
}

/** The questions that are asked, in their order. */
export function listQuestions(db: Db): Question[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from survey_questions where archived_at is null order by position, id`)
    .all()
    .map(row => fromRow(db, row))
}

/** A question, archived or not; or null. */
export function findQuestion(db: Db, id: number): Question | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from survey_questions where id = ?`).get(id)
  return row === undefined ? null : fromRow(db, row)
}

/** A question that is still asked. @throws AppError `question_not_found` */
export function getQuestion(db: Db, id: number): Question {
  const question = findQuestion(db, id)
  if (question === null || !isAsked(question)) throw new AppError('question_not_found')
  return question
}

/** False once the question, or its field, was put away. */
export function isAsked({ archivedAt, attribute }: Question): boolean {
  return archivedAt === null && attribute.archivedAt === null
}

/** True when several of the options may be ticked. */
export function isManyOf({ attribute, options }: Question): boolean {
  return attribute.type === 'many_of' && options.length > 0
}

/**
 * Adds a question at the end; later, skippable.
 * @throws AppError `attribute_not_found`, `survey_full` {limit}, `question_words_invalid` {what: 'text' | 'purpose',
 * limit}, `question_options_invalid` {why: 'missing' | 'count' | 'label' | 'twice' | 'value', limit, text}
 */
export function createQuestion(db: Db, wanted: NewQuestion, at: number): Question {
  const attribute = getAttribute(db, wanted.attributeId)
  const text = readQuestionWords(wanted.text, 'text')
  const purpose = readQuestionWords(wanted.purpose, 'purpose')
  checkOptions(attribute, wanted.options)
  if (listQuestions(db).length >= QUESTION_LIMITS.questions) {
    throw new AppError('survey_full', { limit: QUESTION_LIMITS.questions })
  }
  const { lastInsertRowid } = db
    .sql(
      `insert into survey_questions (position, attribute_id, text, purpose, options, created_by, created_at)
       select coalesce(max(position), 0) + 1, ?, ?, ?, ?, ?, ? from survey_questions`,
    )
    .run(attribute.id, text, purpose, JSON.stringify(wanted.options), wanted.createdBy, at)
  return getQuestion(db, Number(lastInsertRowid))
}

/** Other words for a question, or for why it is asked. @throws AppError `question_not_found`, `question_words_invalid` */
export function rewordQuestion(db: Db, id: number, what: 'text' | 'purpose', words: string): Question {
  getQuestion(db, id)
  const read = readQuestionWords(words, what)
  if (what === 'text') db.sql('update survey_questions set text = ? where id = ?').run(read, id)
  else db.sql('update survey_questions set purpose = ? where id = ?').run(read, id)
  return getQuestion(db, id)
}

/** Asks it right after the welcome, or later. @throws AppError `question_not_found`, `survey_start_full` {limit} */
export function askAtStart(db: Db, id: number, on: boolean): Question {
  getQuestion(db, id)
  const others = listQuestions(db).filter(question => question.atStart && question.id !== id).length
  if (on && others >= QUESTION_LIMITS.atStart) {
    throw new AppError('survey_start_full', { limit: QUESTION_LIMITS.atStart })
  }
  db.sql('update survey_questions set at_start = ? where id = ?').run(on ? 1 : 0, id)
  return getQuestion(db, id)
}

/** Lets people skip it, or not. @throws AppError `question_not_found` */
export function letSkip(db: Db, id: number, on: boolean): Question {
  getQuestion(db, id)
  db.sql('update survey_questions set skippable = ? where id = ?').run(on ? 1 : 0, id)
  return getQuestion(db, id)
}

/** Asks it before (-1) or after (1) its neighbour; at an end it stays. @throws AppError `question_not_found` */
export function moveQuestion(db: Db, id: number, by: -1 | 1): void {
  getQuestion(db, id)
  const ids = listQuestions(db).map(question => question.id)
  const from = ids.indexOf(id)
  const neighbour = ids[from + by]
  if (neighbour === undefined) return
  ids[from + by] = id
  ids[from] = neighbour
  ids.forEach((one, i) => {
    db.sql('update survey_questions set position = ? where id = ?').run(i + 1, one)
  })
}

/**
 * The topic that choosing an option is evidence of; null: none. It holds for answers from now on.
 * @throws AppError `question_not_found`
 */
export function setTopic(db: Db, id: number, option: number, topicId: number | null): Question {
  const { options } = getQuestion(db, id)
  const changed = options.map((one, i) => (i === option ? { ...one, topicId } : one))
  db.sql('update survey_questions set options = ? where id = ?').run(JSON.stringify(changed), id)
  return getQuestion(db, id)
}

/** Asks it no more; what was answered stays. @throws AppError `question_not_found` */
export function archiveQuestion(db: Db, id: number, at: number): void {
  getQuestion(db, id)
  db.sql('update survey_questions set archived_at = ? where id = ?').run(at, id)
}

/** The buttons that a field gives by itself: its own options, or yes and no in the words of whoever asks. */
export function optionsOf({ type, options }: Attribute, words: { yes: string; no: string }): Option[] {
  if (type === 'yes_no') return (['yes', 'no'] as const).map(value => ({ label: words[value], value, topicId: null }))
  return (options ?? []).map(option => ({ label: option, value: option, topicId: null }))
}

/** Words of a question in one line. @throws AppError `question_words_invalid` {what, limit} */
export function readQuestionWords(input: string, what: 'text' | 'purpose'): string {
  // Braces would be places for names in a broadcast, which a question has none of.
  const words = input.replace(/\s+/gu, ' ').replaceAll('{', '(').replaceAll('}', ')').trim()
  const limit = QUESTION_LIMITS[what]
  if (words.replace(/[\p{C}\p{Z}]/gu, '') === '' || words.length > limit) {
    throw new AppError('question_words_invalid', { what, limit })
  }
  return words
}

/** @throws AppError `question_options_invalid` unless these can stand on the buttons of one question */
export function checkLabels(labels: readonly string[]): void {
  if (labels.length < 2 || labels.length > QUESTION_LIMITS.options) throw optionsInvalid('count')
  const seen = new Set<string>()
  for (const label of labels) {
    if (label.trim() === '' || label.length > QUESTION_LIMITS.label) throw optionsInvalid('label', label)
    if (seen.has(fold(label))) throw optionsInvalid('twice', label)
    seen.add(fold(label))
  }
}

function checkOptions(attribute: Attribute, options: readonly Option[]): void {
  const chosen = ['one_of', 'many_of', 'yes_no'].includes(attribute.type)
  if (options.length > 0) checkLabels(options.map(({ label }) => label))
  else if (chosen) throw optionsInvalid('missing')
  const strange = options.find(({ value }) => comparableOf(attribute.type, value) === null)
  if (strange !== undefined) throw optionsInvalid('value', strange.label)
}

function optionsInvalid(why: string, text = ''): AppError {
  return new AppError('question_options_invalid', { why, text, limit: QUESTION_LIMITS.options })
}
