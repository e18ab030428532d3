import { z } from 'zod'
import { isAmong, type Sql, sql } from '../../compile/sql.js'
import { idSchema, windowSchema } from '../../parts.js'
import { type Phrasing, quoted, windowOf } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, peek, see, take, takeSign } from '../../read/cursor.js'
import { byName } from '../../read/events/event.js'
import { endsHere } from '../../read/fields/field.js'
import type { Said } from '../../read/lexicon.js'
import { asked, questionsSaid } from '../../read/names/questions.js'
import { byForm } from '../../read/names/things.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { failAt, readName } from '../../read/value.js'
import { type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const DID = ['answered', 'skipped', 'ignored', 'asked'] as const

const schema = z.strictObject({
  leaf: z.literal('surveyed'),
  did: z.enum(DID),
  question: idSchema.nullable(),
  window: windowSchema.nullable(),
})

/**
 * Who was asked a question of the survey, and answered it, skipped it, or (`ignored`) did neither; of any question where
 * it is null. The time is that of the answer or of the skip, else that of asking. What they answered is a field.
 */
export type Surveyed = z.infer<typeof schema>

const SAID: Record<Surveyed['did'], Said> = {
  answered: { en: 'answered survey question', ru: 'ответили на вопрос опроса' },
  skipped: { en: 'skipped survey question', ru: 'пропустили вопрос опроса' },
  ignored: { en: 'ignored survey question', ru: 'проигнорировали вопрос опроса' },
  asked: { en: 'asked survey question', ru: 'получили вопрос опроса' },
}
const BEGINS = {
  answered: {
    en: [
      ...['answered survey question', 'answered question', 'answered the question', 'answered a question'],
      ...['answered the survey', 'answered a survey question', 'answered any question', 'answered our survey'],
      ...['answered survey', 'answered questions', 'answer the question', 'answer the survey', 'took the survey'],
      ...['filled in the survey', 'completed the survey'],
    ],
    ru: [
      ...['ответили на вопрос опроса', 'ответил на вопрос опроса', 'ответила на вопрос опроса', 'ответили на вопрос'],
      ...['ответил на вопрос', 'ответила на вопрос', 'отвечали на вопрос', 'отвечали на вопрос опроса'],
      ...['ответили на опрос', 'ответил на опрос', 'ответила на опрос', 'прошли опрос', 'прошел опрос', 'прошла опрос'],
      ...['есть ответ на вопрос', 'ответили на вопросы', 'отвечали на опрос', 'отвечал на вопрос'],
    ],
  },
  skipped: {
    en: [
      ...['skipped survey question', 'skipped question', 'skipped the question', 'skipped a question'],
      ...['skipped the survey', 'skipped survey', 'skipped any question', 'skip the question'],
    ],
    ru: [
      ...['пропустили вопрос опроса', 'пропустил вопрос опроса', 'пропустила вопрос опроса', 'пропустили вопрос'],
      ...['пропустил вопрос', 'пропустила вопрос', 'пропустили опрос', 'пропускали вопрос'],
    ],
  },
  ignored: {
    en: [
      ...['ignored survey question', 'ignored question', 'ignored the question', 'ignored a question'],
      ...['ignored the survey', 'ignored survey', 'left unanswered the question'],
    ],
    ru: [
      ...['проигнорировали вопрос опроса', 'проигнорировал вопрос опроса', 'проигнорировала вопрос опроса'],
      ...['проигнорировали вопрос', 'проигнорировали опрос', 'оставили без ответа вопрос', 'игнорировали вопрос'],
    ],
  },
  asked: {
    en: [
      ...['asked survey question', 'asked question', 'were asked', 'was asked', 'were asked the question'],
      ...['was asked the question', 'were asked a question', 'got the survey question', 'were asked survey question'],
    ],
    ru: [
      ...['получили вопрос опроса', 'получил вопрос опроса', 'получила вопрос опроса', 'получили вопрос'],
      ...['получили опрос', 'задан вопрос', 'был задан вопрос', 'задали вопрос'],
    ],
  },
} satisfies Record<Surveyed['did'], Said<readonly string[]>>

const LABELS: Record<Surveyed['did'], Said> = {
  answered: { en: 'Answered', ru: 'Ответили' },
  skipped: { en: 'Skipped', ru: 'Пропустили' },
  ignored: { en: 'Did neither', ru: 'Ни то ни другое' },
  asked: { en: 'Was asked', ru: 'Получили вопрос' },
}

export const surveyed: Kind<Surveyed> = {
  name: 'surveyed',
  schema,
  sql: (leaf, context) => isAmong(peopleOf(leaf, context)),
  not: PLAIN_NOT,
  refers: ({ question }) => (question === null ? [] : [{ kind: 'question', id: question }]),
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [...begunBy(c, BEGINS, did => readSurveyed(c, did)), ...questionsSaid(c, did => readSurveyed(c, did))],
  say({ did, question, window }, phrasing) {
    const { language, words } = phrasing
    const which = question === null ? [] : [nameOf(question, phrasing)]
    return [SAID[did][language], ...which, ...windowOf(window, words)].join(' ')
  },
  builder: {
    entries: [
      {
        ...{ name: 'surveyed', number: 85, menu: 'messages', label: { en: '❓ Survey', ru: '❓ Опрос' } },
        begins: { leaf: 'surveyed', did: 'answered', question: null, window: null },
        asks: null,
      },
    ],
    slots: {
      did: {
        asks: { en: 'What did they do with the question?', ru: 'Что они сделали с вопросом?' },
        options: DID.map((answer, number) => ({ number, answer, label: LABELS[answer] })),
        says(leaf, answer) {
          const did = DID.find(known => known === answer)
          return leaf === null || did === undefined ? null : { ...leaf, did }
        },
        of: leaf => leaf.did,
      },
      question: {
        says: (leaf, question) => (leaf === null ? null : { ...leaf, question }),
        of: leaf => leaf.question,
      },
      window: windowSlot({ en: 'When was that?', ru: 'Когда это было?' }),
    },
    shown: () => ['did', 'question', 'window'],
  },
}

const AT: Record<Surveyed['did'], Sql> = {
  answered: sql`e.answered_at`,
  skipped: sql`e.skipped_at`,
  ignored: sql`e.asked_at`,
  asked: sql`e.asked_at`,
}
const TEST: Record<Surveyed['did'], Sql> = {
  answered: sql`true`,
  skipped: sql`e.answered_at is null`,
  ignored: sql`e.answered_at is null and e.skipped_at is null`,
  asked: sql`true`,
}

/** From the questions on, which are few; of one person by their own rows. */
function peopleOf({ did, question, window }: Surveyed, context: EvaluationContext): Sql {
  const when = within(AT[did], windowBounds(window, context))
  const test = sql`${when} and ${TEST[did]}${ofOne(sql`e.subscriber_id`, context)}`
  const which = question === null ? sql`` : sql` and e.question_id = ${question}`
  if (context.one === true) return sql`select e.subscriber_id from survey_answers e where ${test}${which}`
  if (question !== null)
    return sql`select e.subscriber_id from survey_answers e indexed by survey_answers_question
      where e.question_id = ${question} and ${test}`
  return sql`select e.subscriber_id from survey_questions q cross join survey_answers e indexed by survey_answers_question
    on e.question_id = q.id where ${test}`
}

const ANY: ReadonlySet<string> = new Set(['any', 'a', 'любой', 'опроса'])

function readSurveyed(c: Cursor, did: Surveyed['did']): Surveyed {
  const { questions } = c.vocabulary
  takeSign(c, ':')
  while (ANY.has(peek(c)?.text ?? '')) c.at++
  take(c, 'topic')
  let window = seesWindow(c) ? readWindow(c) : null
  let question: number | null = null
  if (!endsHere(c) && peek(c)?.text !== ',' && see(c, 'not') === null) {
    const written = readName(c, () => seesWindow(c))
    if (written !== null)
      question =
        byName(written, questions) ??
        byForm(questions, written.text) ??
        asked(questions, written.text) ??
        failAt(c, written, { kind: 'question' }, questions.all())
  }
  if (window === null && seesWindow(c)) window = readWindow(c)
  return { leaf: 'surveyed', did, question, window }
}

function nameOf(id: number, { names }: Phrasing): string {
  const name = names.questions.name(id)
  return name === null ? `#${id}` : quoted(name)
}
