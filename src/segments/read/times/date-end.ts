import { DAY } from '../../../clock.js'
import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see, take } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { type OfField, readField } from '../fields/of-field.js'
import { wordsOf } from '../lexicon.js'
import { isForm } from '../starter.js'
import { takePlainDays, takeWeekday } from './anniversary.js'
import { seesMonthAlone } from './stretch.js'
import { readWindow, seesWindow } from './window.js'

/** Says of a date that something is over by then, or begins. */
const ENDING: ReadonlySet<string> = new Set([
  ...['end', 'ends', 'ending', 'ended', 'expires', 'expire', 'expiring', 'expired', 'expiry', 'expiration', 'until'],
  ...['date', 'day', 'of', 'the', 'due', 'already', 'valid', 'up', 'runs', 'out', 'running', 'ran', 'is', 'are', 'was'],
  ...['has', 'have', 'will', 'expires', 'finish', 'finishes', 'finished', 'lapses', 'lapsed', 'lapsing', 'terminates'],
  ...['renews', 'renewal', 'renewing', 'lasts', 'coming', 'be', 'being', 'run', 'lapse', 'closes', 'closing'],
  ...['конец', 'окончание', 'окончания', 'дата', 'дату', 'срок', 'до', 'истечение', 'заканчивается', 'закончится'],
  ...['кончается', 'кончится', 'истекает', 'истечет', 'закончился', 'закончилась', 'закончилось', 'кончился'],
  ...['кончилась', 'истек', 'истекла', 'уже', 'действует', 'действителен', 'подходит', 'к', 'концу'],
])
const IS_OVER: ReadonlySet<string> = new Set([
  ...[
    'ended',
    'expired',
    'ran',
    'lapsed',
    'finished',
    'закончился',
    'закончилась',
    'закончилось',
    'кончился',
    'кончилась',
    'истек',
    'истекла',
  ],
])

const PAST = /^(?:просрочен|истекш|закончивш|истекл|expired$|lapsed$|ended$|outdated$)/u
const VALID = /^(?:действующ|действительн|непросроченн|active$|valid$|current$|running$|ongoing$|unexpired$)/u
const LASTS: ReadonlySet<string> = new Set([
  ...[
    'действует',
    'действителен',
    'действительна',
    'действительно',
    'активен',
    'активна',
    'активно',
    'valid',
    'active',
    'running',
    'current',
    'ongoing',
  ],
])
/** Says nothing between a date's name and how it stands. */
const STILL: ReadonlySet<string> = new Set(['еще', 'пока', 'сейчас', 'is', 'are', 'still', 'currently'])
const SOON: ReadonlySet<string> = new Set(['soon', 'shortly', 'скоро', 'вот-вот'])
/** Before two days, or one: "ended between October and November". */
const RANGE = /^(?:between|from|on|между)$/
const AUXILIARY: ReadonlySet<string> = new Set(['is', 'are', 'was', 'has', 'have', 'will', 'be', 'being', 'the', 'of'])
/** Says that it has not come yet. */
const COMES: ReadonlySet<string> = new Set([
  ...['ends', 'ending', 'expires', 'expiring', 'runs', 'running', 'renews', 'renewing', 'finishes', 'lapses', 'will'],
  ...['closes', 'closing', 'terminates', 'заканчивается', 'закончится', 'кончается', 'кончится', 'истекает', 'истечет'],
])
/** Before what is over by then: "about to expire". */
const AIMS: readonly (readonly [string, string])[] = [
  ...([
    ['about', 'to'],
    ['going', 'to'],
    ['set', 'to'],
    ['due', 'to'],
    ['close', 'to'],
    ['up', 'for'],
  ] as const),
]

/** «Просроченный полис», «абонемент ещё действует»: whether it is over by today. */
function standing(c: Cursor, field: Field, own: readonly string[]): Candidate | null {
  if (c.today === null) return null
  const word = peek(c)?.text ?? ''
  const before = PAST.test(word) || VALID.test(word)
  if (before && !isForm({ ...c, at: c.at + 1 }, own)) return null
  let to = c.at + own.length + (before ? 1 : 0)
  if (!before) {
    if (!isForm(c, own)) return null
    while (STILL.has(c.tokens[to]?.text ?? '')) to++
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
  // "Expiring memberships".
  const lead = COMES.has(peek(c)?.text ?? '') ? 1 : 0
  if (!isForm({ ...c, at: c.at + lead }, own)) return []
  const others = c.vocabulary.fields().filter(({ id, label, type }) => {
    const theirs =
      type === 'date' && label !== null && id !== field.id ? wordsOf(label).filter(word => !ENDING.has(word)) : []
    return theirs.length === own.length && isForm({ ...c, at: c.at + lead }, theirs)
  })
  const behind = verbsBehind(c, c.at + lead + own.length)
  const { at, passed } = behind
  const ends = endsHere({ ...c, at, trying: true })
  const comes = behind.comes || lead > 0
  const soon = behind.soon || (lead > 0 && ends)
  // «С полисом до 1 января».
  const dated = see({ ...c, at }, 'to', 'from', 'before', 'after') !== null
  if (others.length > 0 || (!behind.said && !dated && lead === 0)) return []
  const alone = passed && c.today !== null && ends
  const yesterday = c.today === null ? '' : new Date(Date.parse(c.today) - DAY).toISOString().slice(0, 10)
  const over: OfField = { leaf: 'field', field: field.id, test: { day: { from: null, to: yesterday } } }
  const read = (): Rule => {
    if (soon && endsHere({ ...c, trying: true })) {
      c.made.add('soon')
      const then: OfField = { ...over, test: { anniversary: c.choices.soon } }
      return then
    }
    // What ends within 30 days has not ended.
    const days = comes ? (takeWeekday(c, true) ?? takePlainDays(c)) : null
    if (days !== null) {
      const then: OfField = { ...over, test: { anniversary: days } }
      return then
    }
    const since = passed && c.today !== null ? takeSoFar(c, c.today) : null
    if (since !== null) {
      const then: OfField = { ...over, test: { day: { from: since, to: yesterday < since ? since : yesterday } } }
      return then
    }
    // «Закончился в октябре»: in the last one, and not in one to come.
    const ranged = RANGE.test(peek(c)?.text ?? '') && seesWindow(c)
    const window = passed && (ranged || seesMonthAlone(c)) ? readWindow(c) : null
    if (window !== null && 'from' in window) {
      const then: OfField = { ...over, test: { day: { from: window.from, to: window.to } } }
      return then
    }
    if (alone) return over
    // What still ends does so in the year to come.
    const next: Cursor = comes && !passed ? { ...c, choices: { ...c.choices, dates: 'next' } } : c
    const rule = readField(next, field)
    Object.assign(c, { ...next, choices: c.choices })
    return next === c ? rule : notOver(rule, c.today)
  }
  return [{ to: at, sure: 'words', read }]
}

/** What ends by a day to come has not ended yet. */
function notOver(rule: Rule, today: string | null): Rule {
  if (today === null || !('leaf' in rule) || rule.leaf !== 'field' || !('test' in rule)) return rule
  const { test } = rule
  const day = typeof test === 'object' && test !== null && 'day' in test ? test.day : null
  const open = typeof day === 'object' && day !== null && 'from' in day && day.from === null && 'to' in day
  if (!open || typeof day.to !== 'string' || day.to < today) return rule
  return { ...rule, ...{ test: { day: { from: today, to: day.to } } } }
}

/** Words behind a date's name that say that it is over, comes, or comes soon, and the token behind them. */
function verbsBehind(
  c: Cursor,
  from: number,
): { at: number; said: boolean; passed: boolean; comes: boolean; soon: boolean } {
  const found = { at: from, said: false, passed: false, comes: false, soon: false }
  for (let text = c.tokens[from]?.text; found.at < c.end; text = c.tokens[found.at]?.text) {
    const word = text ?? ''
    const aims = AIMS.some(([first, second]) => word === first && c.tokens[found.at + 1]?.text === second)
    const over = word === 'over' && endsHere({ ...c, at: found.at + 1, trying: true })
    const ends = ENDING.has(word) && (word === 'ending' || see({ ...c, at: found.at }, 'to') === null)
    if (!aims && !over && !ends && !SOON.has(word)) break
    found.at += aims ? 2 : 1
    found.said ||= !AUXILIARY.has(word)
    found.passed ||= over || IS_OVER.has(word)
    found.comes ||= aims || COMES.has(word)
    found.soon ||= SOON.has(word)
  }
  return found
}

/** Takes "this month" or "this week"; from which day it is; null, and nothing is taken, for anything else. */
function takeSoFar(c: Cursor, today: string): string | null {
  const key = take(c, 'thisMonth', 'thisWeek')
  if (key === null) return null
  if (key === 'thisMonth') return `${today.slice(0, 8)}01`
  const day = new Date(Date.parse(today))
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
}
