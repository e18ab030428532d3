import { ORDER_STATUSES } from '../../../audience/order.js'
import type { Brought } from '../../../crm/bringing.js'
import { findDraft, saveDraft } from '../../../crm/import/draft.js'
import { type Step, withAnswer } from '../../../crm/import/step.js'
import { type Answer, meaningOf } from '../../../crm/recognise/answer.js'
import { orderWord } from '../../../crm/recognise/column/statuses.js'
import type { Question } from '../../../crm/role.js'
import { unreachable } from '../../../errors.js'
import { currencyNamed } from '../../../text/currency.js'
import { fold } from '../../../text/fold.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import { isTableSent } from '../../files/table-file.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, go, leave, type Shown, takes } from '../../screen.js'
import { imports } from './addresses.js'
import { headerOf, roleName } from './columns.js'
import { headOf } from './head.js'
import { moneyOf } from './statuses.js'

/** Those of the countries whose shops we know; the shop's own stands before them. */
const CURRENCIES = ['RUB', 'EUR', 'USD', 'GBP', 'KZT', 'UAH', 'BYN', 'UZS', 'GEL', 'TRY', 'PLN', 'AED']
const WORD = 40
/** So many of the other words stand beside the one that is asked about. */
const SOME = 3

/** What only somebody who knows the file can say: one question a card. */
export const questionPlaces: Entry[] = [
  deed(imports.answer, {
    look: () => null,
    do(doing, { id, question: number, choice }) {
      const brought = doing.bringing.find(id)
      const question = brought?.look?.recognition.questions[number]
      if (brought?.draft == null || question === undefined) return go(imports.open, { id })
      const said = choicesOf(doing, brought, question)[choice]?.said
      if (said !== undefined && !brought.draft.answered.includes(number))
        saveDraft(doing.db, id, withAnswer(brought.draft, number, question, said))
      return go(imports.open, { id })
    },
    hint: ({ bringing }, { id }) => bringing.goOn(id),
  }),
]

/** An answer that is typed: as a button says it or begins, a header, any currency by code, sign or name, a state in its own word. */
export const typedAnswer = takes<'id', { number: number; question: Question; said: Answer }>({
  look(doing, { values: { id }, said: { text, message } }) {
    const brought = doing.bringing.find(id)
    // The next file is no answer, nor is what is typed where nothing is asked.
    if (brought === null || brought.step.kind !== 'question' || isTableSent(message)) return leave
    const { question, number } = brought.step
    const said = answerIn(doing, brought, question, text)
    return said === null ? again(doing.t.importCards.answerUnread) : { number, question, said }
  },
  do(doing, { values: { id } }, { number, question, said }) {
    const draft = findDraft(doing.db, id)
    if (draft !== null && !draft.answered.includes(number))
      saveDraft(doing.db, id, withAnswer(draft, number, question, said))
    return go(imports.open, { id })
  },
  hint: ({ bringing }, { values: { id } }) => bringing.goOn(id),
})

function answerIn(here: Here, brought: Brought, question: Question, text: string): Answer | null {
  const plain = (words: string) => fold(words.replace(/^[^\p{L}\p{N}]+/u, ''))
  const typed = plain(text)
  const choices = choicesOf(here, brought, question)
  const whole = choices.find(({ label }) => plain(label) === typed)
  const [begun, ...others] = typed === '' ? [] : choices.filter(({ label }) => plain(label).startsWith(typed))
  if (whole !== undefined) return whole.said
  if (begun !== undefined && others.length === 0) return begun.said
  if (question.kind === 'currency') {
    const currency = currencyNamed(text)
    return currency === null ? null : { kind: 'currency', currency }
  }
  if (question.kind !== 'status') return null
  const meaning = orderWord(text)
  return meaning === null ? null : { kind: 'status', meaning: meaning === 'partly' ? 'paid' : meaning }
}

/** The question that stands now. */
export function questionCard(here: Here, brought: Brought, step: Extract<Step, { kind: 'question' }>): Shown {
  const { importCards: t } = here.t
  const { id } = brought.import
  const { question, number, left } = step
  return {
    text: lines([
      headOf(here, brought),
      '',
      questionWords(here, brought, question),
      left === 0 ? null : t.questionsLeft(left),
    ]),
    keyboard: [
      ...pairs(
        choicesOf(here, brought, question).map(
          ({ label }, choice): Key => key(shorten(label, ALONE), imports.answer, { id, question: number, choice }),
        ),
      ),
      ...(question.kind === 'status' && (brought.look?.recognition.statuses.length ?? 0) > 1
        ? [[key(here.t.orderFiles.keys.statuses, imports.statuses, { id, page: 0 })]]
        : []),
      [key(t.keys.columns, imports.columns, { id }), key(t.keys.leave, imports.leave, { id })],
    ],
  }
}

/** The question of a word, and what is taken for granted of the others. */
function statusWords(here: Here, { look, draft }: Brought, question: Extract<Question, { kind: 'status' }>): Piece {
  const { orderFiles: t } = here.t
  const others = (look?.recognition.statuses ?? []).filter(({ word }) => word !== question.word)
  const sum = draft === null ? null : moneyOf(here, draft, question)
  const said = (word: string) =>
    t.statusWord(shorten(word, WORD), t.meanings[draft === null ? 'pending' : meaningOf(draft.mapping, word)])
  return lines([
    t.statusMoney(shorten(question.word, WORD), question.orders, sum),
    others.length === 0
      ? null
      : t.otherStatuses(
          others.length,
          others.slice(0, SOME).map(({ word }) => said(word)),
        ),
  ])
}

function questionWords(here: Here, brought: Brought, question: Question): Piece {
  const { importCards: t } = here.t
  switch (question.kind) {
    case 'date_order':
      return t.questions.date(question.example, question.line)
    case 'decimal':
      return t.questions.amount(question.example, question.line)
    case 'column':
      return t.questions.column(roleName(here, question.role))
    case 'status':
      return statusWords(here, brought, question)
    case 'currency':
      return t.questions.currency(question.example)
    case 'grouping':
      return t.questions.grouping(question.order, question.totals)
    default:
      return unreachable(question)
  }
}

/** A day as people write it. @param day ISO */
function dayOf({ language }: Here, day: string): string {
  return date(Date.parse(day), 'UTC', language)
}

/** What may be said, in its order. */
function choicesOf(here: Here, brought: Brought, question: Question): { label: string; said: Answer }[] {
  const { importCards: t } = here.t
  switch (question.kind) {
    case 'date_order':
      return [
        { label: dayOf(here, question.days.dmy), said: { kind: 'date_order', format: 'dmy' } },
        { label: dayOf(here, question.days.mdy), said: { kind: 'date_order', format: 'mdy' } },
      ]
    case 'decimal':
      return [
        { label: String(question.amounts['.']), said: { kind: 'decimal', sign: '.' } },
        { label: String(question.amounts[',']), said: { kind: 'decimal', sign: ',' } },
      ]
    case 'column':
      return [
        ...question.columns.map(({ column, example }) => ({
          label: `${headerOf(brought, column)} · ${example}`,
          said: { kind: 'column', column } as const,
        })),
        { label: t.keys.none, said: { kind: 'column', column: null } },
      ]
    case 'status':
      return ORDER_STATUSES.map(meaning => ({
        label: t.statuses[meaning],
        said: { kind: 'status', meaning } as const,
      }))
    case 'currency':
      return [...new Set([here.preferences.currency(), ...CURRENCIES])].map(currency => ({
        label: currency,
        said: { kind: 'currency', currency } as const,
      }))
    case 'grouping':
      return [
        { label: t.keys.addUp, said: { kind: 'grouping', grouping: 'sum' } },
        { label: t.keys.takeFirst, said: { kind: 'grouping', grouping: 'once' } },
      ]
    default:
      return unreachable(question)
  }
}
