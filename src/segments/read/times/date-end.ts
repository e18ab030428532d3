import { DAY } from '../../../clock.js'
import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { type OfField, readField } from '../fields/of-field.js'
import { wordsOf } from '../lexicon.js'
import { isForm } from '../starter.js'
import { seesMonthAlone } from './stretch.js'
import { readWindow } from './window.js'

/** Says of a date that something is over by then, or begins. */
const ENDING: ReadonlySet<string> = new Set([
  ...['end', 'ends', 'ending', 'ended', 'expires', 'expire', 'expiring', 'expired', 'expiry', 'expiration', 'until'],
  ...['date', 'day', 'of', 'the', 'due', 'already', 'valid', 'up', 'runs', 'out'],
  ...['конец', 'окончание', 'окончания', 'дата', 'дату', 'срок', 'до', 'истечение', 'заканчивается', 'закончится'],
  ...['кончается', 'кончится', 'истекает', 'истечет', 'закончился', 'закончилась', 'закончилось', 'кончился'],
  ...['кончилась', 'истек', 'истекла', 'уже', 'действует', 'действителен', 'подходит', 'к', 'концу'],
])
const IS_OVER: ReadonlySet<string> = new Set([
  ...['ended', 'expired', 'закончился', 'закончилась', 'закончилось', 'кончился', 'кончилась', 'истек', 'истекла'],
])

const PAST = /^(?:просрочен|истекш|закончивш|истекл)/u
const VALID = /^(?:действующ|действительн|непросроченн)/u
const LASTS: ReadonlySet<string> = new Set(['действует', 'действителен', 'действительна', 'активен'])

/** «Просроченный полис», «абонемент ещё действует»: whether it is over by today. */
function standing(c: Cursor, field: Field, own: readonly string[]): Candidate | null {
  if (c.today === null) return null
  const word = peek(c)?.text ?? ''
  const before = PAST.test(word) || VALID.test(word)
  if (before && !isForm({ ...c, at: c.at + 1 }, own)) return null
  let to = c.at + own.length + (before ? 1 : 0)
  if (!before) {
    if (!isForm(c, own)) return null
    if (['еще', 'пока', 'сейчас'].includes(c.tokens[to]?.text ?? '')) to++
    if (!LASTS.has(c.tokens[to]?.text ?? '')) return null
    to++
  }
  if (!endsHere({ ...c, at: to, trying: true })) return null
  const yesterday = new Date(Date.parse(c.today) - DAY).toISOString().slice(0, 10)
  const day = PAST.test(word) ? { from: null, to: yesterday } : { from: c.today, to: null }
  const leaf: OfField = { leaf: 'field', field: field.id, test: { day } }
  return { to, sure: 'words', read: (): Rule => leaf }
}

/** "Contract ends in May", «абонемент заканчивается завтра»: a date by what is over then; alone what is over has passed. */
export function endOf(c: Cursor, field: Field, words: readonly string[]): Candidate[] {
  const own = words.filter(word => !ENDING.has(word))
  if (own.length === 0 || own.length === words.length) return []
  const stands = standing(c, field, own)
  if (stands !== null) return [stands]
  if (!isForm(c, own)) return []
  const others = c.vocabulary.fields().filter(({ id, label, type }) => {
    const theirs =
      type === 'date' && label !== null && id !== field.id ? wordsOf(label).filter(word => !ENDING.has(word)) : []
    return theirs.length === own.length && isForm(c, theirs)
  })
  let at = c.at + own.length
  let passed = false
  while (
    at < c.end &&
    ENDING.has(c.tokens[at]?.text ?? '') &&
    (c.tokens[at]?.text === 'ending' || see({ ...c, at }, 'to') === null)
  )
    passed = IS_OVER.has(c.tokens[at++]?.text ?? '') || passed
  // «С полисом до 1 января».
  const dated = see({ ...c, at }, 'to', 'from', 'before', 'after') !== null
  if (others.length > 0 || (at === c.at + own.length && !dated)) return []
  const alone = passed && c.today !== null && endsHere({ ...c, at, trying: true })
  const yesterday = c.today === null ? '' : new Date(Date.parse(c.today) - DAY).toISOString().slice(0, 10)
  const over: OfField = { leaf: 'field', field: field.id, test: { day: { from: null, to: yesterday } } }
  const read = (): Rule => {
    // «Закончился в октябре»: in the last one, and not in one to come.
    const window = passed && seesMonthAlone(c) ? readWindow(c) : null
    if (window !== null && 'from' in window) {
      const then: OfField = { ...over, test: { day: { from: window.from, to: window.to } } }
      return then
    }
    return alone ? over : readField(c, field)
  }
  return [{ to: at, sure: 'words', read }]
}
