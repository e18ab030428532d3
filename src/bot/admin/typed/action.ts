import { readFacts } from '../../../audience/attribute/fact.js'
import { getAttribute } from '../../../audience/attribute.js'
import { interests } from '../../../audience/interest.js'
import { listQuestions } from '../../../audience/survey/question.js'
import type { Db } from '../../../db/open.js'
import { AppError, unreachable } from '../../../errors.js'
import { type Action, type ActionReader, actionAddress } from '../../../offers/button/action.js'
import { fieldIds, nearestField } from '../../../offers/personal/field.js'
import { fold } from '../../../text/fold.js'
import { shorten } from '../../../text/format.js'

const TODAY: ReadonlySet<string> = new Set(['now', 'today', 'сейчас', 'сегодня'])
const NO: ReadonlySet<string> = new Set(['no', 'нет'])
const NAME = 60

/** Reads what a typed button does, in either language: `City = Riga` of a field, the beginning of a question, `Sales` or `Sales = no` of a topic. */
export function actionReader({ db, at }: { db: Db; at: number }): ActionReader {
  return (verb, words) => {
    switch (verb) {
      case 'set':
        return actionAddress(settingOf(db, words, at))
      case 'ask':
        return actionAddress(askingOf(db, words))
      case 'about':
        return actionAddress(wishOf(db, words))
      default:
        return unreachable(verb)
    }
  }
}

function settingOf(db: Db, words: string, at: number): Action {
  const [, written = words, typed = ''] = /^([^=:]{1,200})[=:](.*)$/su.exec(words) ?? []
  const name = withoutQuotes(written)
  const value = withoutQuotes(typed)
  const id = fieldIds(db)[fold(name)]
  if (id === undefined) throw invalid('field_unknown', name, { nearest: nearestField(db, name) })
  const attribute = getAttribute(db, id)
  if (value === '') throw invalid('field_no_value', name)
  if (attribute.type === 'date' && TODAY.has(fold(value))) return { kind: 'set', field: id, value: null }
  const read = readFacts(attribute, [value], at)
  const [fact] = read.kind === 'facts' ? read.facts : []
  if (fact === undefined) throw invalid('field_value', name, { value: shorten(value, NAME), type: attribute.type })
  return { kind: 'set', field: id, value: fact.shown }
}

/** A question by how it begins, by its number in the survey, or by the field that it asks for. */
function askingOf(db: Db, words: string): Action {
  const name = withoutQuotes(words)
  const wanted = fold(name.replace(/…$/u, ''))
  const questions = listQuestions(db).filter(({ attribute }) => attribute.archivedAt === null)
  const numbered = /^\d{1,2}$/.test(wanted) ? questions[Number(wanted) - 1] : undefined
  const fields = fieldIds(db)
  const exact = questions.filter(({ text }) => fold(text) === wanted)
  const begun = questions.filter(({ text }) => fold(text).startsWith(wanted))
  const asking = questions.filter(({ attribute }) => attribute.id === fields[wanted])
  const found = [exact, begun, asking].find(list => list.length > 0) ?? []
  const [question] = numbered === undefined ? found : [numbered]
  if (question === undefined) throw invalid('question_unknown', name)
  if (numbered === undefined && found.length > 1) throw invalid('question_several', name)
  return { kind: 'ask', question: question.id }
}

/** What people choose to hear about, and whether they do. */
function wishOf(db: Db, words: string): Action {
  const [, written = words, typed = ''] = /^([^=]{1,200})=(.*)$/su.exec(words) ?? []
  const name = withoutQuotes(written)
  const found = interests(db).find(interest => fold(interest.name) === fold(name))
  if (found === undefined) throw invalid('topic_unknown', name)
  return { kind: 'about', interest: found.id, wants: !NO.has(fold(withoutQuotes(typed))) }
}

function invalid(why: string, name: string, more: Readonly<Record<string, string>> = {}): AppError {
  return new AppError('action_invalid', { ...more, why, name: shorten(name, NAME) })
}

function withoutQuotes(words: string): string {
  return words
    .trim()
    .replace(/^["«“„']|["»”“']$/gu, '')
    .trim()
}
