import { fold } from '../../../text/fold.js'
import { countries } from '../../names.js'
import type { Anniversary, Window } from '../../parts.js'
import type { Tree } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, fail, peek, pick, see, take, takeSign } from '../cursor.js'
import { phrasesOf } from '../lexicon.js'
import { readAnniversary, saysBorn, seesSoon, takeCalled, takePlainDays } from '../times/anniversary.js'
import { yearAt } from '../times/calendar.js'
import { endOfStretch } from '../times/end-of.js'
import { lastMonth } from '../times/last-month.js'
import { seesMonthAlone, seesStretch } from '../times/stretch.js'
import { readSpan, readWindow, seesWindow } from '../times/window.js'
import { failAt, readValues, takeOrUnknown } from '../value.js'
import { nominatives } from '../words/inflect.js'
import { countryCalled, optionNamed } from './called.js'
import { countedBy, some } from './counted.js'
import {
  DAY_OF,
  endsHere,
  kept,
  nameOf,
  saysHas,
  saysNone,
  sharedKnown,
  takeKnown,
  takeNegation,
  takeYesNo,
} from './field.js'
import { leafOf, type OfField, saysUnknownToo } from './leaf.js'
import { readLevels } from './levels.js'
import { readNumberTest } from './number-test.js'
import { takeIn } from './takes-in.js'

export type { OfField } from './leaf.js'

/** What is asked of a field, after its name. */
export function readField(c: Cursor, field: Field): Tree<OfField> {
  const begin = c.at
  const answers = field.type === 'yes_no' && seesAnswer(c)
  if (field.type === 'date' && field.label !== null && DAY_OF.has(peek(c)?.text ?? '')) c.at++
  const known = answers ? null : (takeKnown(c) ?? (field.type === 'yes_no' ? null : (saysHas(c) ?? sharedKnown(c))))
  // "With children" are those who have some.
  if (known === true && field.type === 'number' && c.at === begin && saysHas(c) === true && countedBy(field) !== null)
    return some(c, field)
  if (known === true && field.type === 'number' && c.at === begin && saysNone(c) && pick(c, 2) === 0)
    return { not: leafOf(field, { number: { exactly: 0 } }) }
  if (known !== null) return leafOf(field, { known })
  switch (field.type) {
    case 'text':
    case 'one_of':
    case 'many_of':
      return readText(c, field)
    case 'number':
      return readNumberTest(c, field)
    case 'date':
      return readDate(c, field)
    default:
      return readYesNo(c, field)
  }
}

/** True before a yes or a no, which of other fields say that they are known. */
function seesAnswer(c: Cursor): boolean {
  const at = c.at
  takeSign(c, ':', '=')
  take(c, 'is')
  const answer = see(c, 'yes', 'no') !== null
  c.at = at
  return answer
}

function readText(c: Cursor, field: Field): Tree<OfField> {
  takeName(c)
  const contains = take(c, 'contains', 'containsNot', 'startsWith', 'endsWith')
  if (contains !== null) {
    takeSign(c, ':')
    const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
    if (value === undefined || second !== undefined) return fail(c, { kind: 'textTest', of: nameOf(c, field) })
    const option = field.options?.find(option => fold(option) === fold(value.text))
    const edge = contains === 'startsWith' ? 'start' : contains === 'endsWith' ? 'end' : null
    if (edge !== null) return leafOf(field, { contains: value.text, at: edge })
    const leaf = leafOf(field, option === undefined || value.quoted ? { contains: value.text } : { is: [option] })
    return contains === 'contains' ? leaf : { all: [leafOf(field, { known: true }), { not: leaf }] }
  }
  const negated = takeNegation(c)
  // "Goal: only strength" says of the others that they are none.
  if (field.type === 'many_of' && ONLY.has(peek(c)?.text ?? ''))
    return fail(c, { kind: 'option', of: nameOf(c, field) })
  const steps = readLevels(c, field)
  if (steps !== null) return leafOf(field, negated ? { isNot: steps } : { is: steps })
  const bracket = takeBracket(c)
  if (field.options !== null && !bracket) takeIn(c, field.options)
  if (!bracket && endsHere(c))
    return fail(c, { kind: 'textTest', of: nameOf(c, field) }, phrasesOf(['known', 'unknown', 'isNot']))
  // Cities and countries have many names; "exactly" asks for what is written.
  const literally = take(c, 'exactly') !== null
  const isCity = field.label === null && field.key === 'city'
  const used = c.vocabulary.values(field.id)
  const names = new Map<string, string>()
  // «из города Риги»: another form of a name that people have.
  const formOf = (value: string) => {
    if (literally || field.label !== null || used.has(keptName(c, field, value))) return value
    return nominatives(value).find(form => used.has(keptName(c, field, form))) ?? value
  }
  const nameOfValue = (value: string) => {
    const name = names.get(value) ?? keptName(c, field, formOf(value))
    names.set(value, name)
    return name
  }
  const isKnown = (value: string) =>
    used.has(nameOfValue(value)) || (field.options !== null && optionNamed(field.options, value) !== null)
  const isOne = (town: string, place: string) => isCity && !literally && c.vocabulary.isTownAndPlace(town, place)
  const values = readValues(
    c,
    { kind: 'value' },
    {
      isKnown,
      isOne,
      mayEnd: (field.label === null || field.options !== null) && !literally,
      single: field.type !== 'many_of' && !negated,
    },
  ).map(value => {
    if (field.options !== null) {
      const meant = value.quoted ? null : optionNamed(field.options, value.text)
      if (meant !== null && fold(meant) !== fold(value.text)) return meant
      const known = field.options.some(option => fold(option) === fold(value.text))
      return known ? value.text : failAt(c, value, { kind: 'option', of: nameOf(c, field) }, field.options)
    }
    if (literally || field.label !== null) return value.text
    if (field.key === 'city') return kept(value.text, nameOfValue(value.text))
    if (field.key !== 'country') return value.text
    const all = () => [...countries.all('en'), ...countries.all('ru')]
    return kept(
      value.text,
      countries.find(value.text) ?? countryCalled(value.text) ?? failAt(c, value, { kind: 'country' }, all()),
    )
  })
  if (bracket && !takeSign(c, ')')) return fail(c, { kind: 'closing' })
  const leaf = leafOf(field, negated ? { isNot: values } : { is: values })
  return saysUnknownToo(c) ? { any: [leaf, leafOf(field, { known: false })] } : leaf
}

const ONLY: ReadonlySet<string> = new Set(['only', 'just', 'solely', 'только', 'лишь', 'исключительно'])

const NAME: ReadonlySet<string> = new Set(['name', 'names', 'называется', 'название'])

/** Takes what says nothing before a test: "company name contains", "company is called". */
function takeName(c: Cursor): void {
  const ahead = { ...c, at: c.at + 1 }
  const asks =
    see(ahead, 'contains', 'containsNot', 'startsWith', 'endsWith', 'is', 'isNot', 'known', 'unknown') !== null
  if (NAME.has(peek(c)?.text ?? '') && (asks || [':', '='].includes(peek(ahead)?.text ?? ''))) c.at++
}

/** Takes the bracket that opens a list: "city in (Riga, Vilnius)". */
function takeBracket(c: Cursor): boolean {
  const at = c.at
  take(c, 'livesIn', 'in', 'anyOf')
  if (peek(c)?.text === '(' && !takeOrUnknown(c) && takeSign(c, '(')) return true
  c.at = at
  return false
}

/** The name under which people have a value of a field, whatever it is called. */
function keptName(c: Cursor, field: Field, value: string): string {
  if (field.label !== null) return value
  if (field.key === 'city') return c.vocabulary.cityName(value)
  return field.key === 'country' ? (countries.find(value) ?? value) : value
}

function readDate(c: Cursor, field: Field): Tree<OfField> {
  const years = field.key === 'birthday' && saysBorn(c) ? takeYears(c) : null
  if (years !== null) return leafOf(field, { day: years })
  const anniversary = readAnniversary(c, field)
  if (anniversary !== null) return withMore(c, field, anniversary)
  const limited = field.key === 'birthday' ? null : takeLimitedDays(c, field)
  if (limited !== null) return leafOf(field, { anniversary: limited })
  // "In 30 days" looks back everywhere else; of a date people may mean the days to come.
  if (field.key !== 'birthday') {
    const at = c.at
    const days = takePlainDays(c)
    if (days !== null) c.made.add('dates')
    if (days !== null && c.choices.dates === 'next') return leafOf(field, { anniversary: days })
    c.at = at
  }
  const stretch = field.key === 'birthday' && !saysBorn(c) && seesStretch(c) !== null
  const passed = field.key === 'birthday' && lastMonth(c) !== null
  if (passed || seesMonthAlone(c) || stretch || (field.key === 'birthday' && seesSoon(c)))
    return fail(c, { kind: 'dateTest', of: nameOf(c, field) })
  if (!seesWindow(c) && see(c, 'over', 'under', 'between', 'from', 'to', 'before', 'after', 'on') === null)
    return fail(c, { kind: 'dateTest', of: nameOf(c, field) }, phrasesOf(['today', 'inNext', 'inLast', 'from', 'to']))
  return leafOf(field, { day: readDayWindow(c, field) })
}

/** Takes "in less than 30 days": of the days to come. What is longer ahead than that nobody can ask. */
function takeLimitedDays(c: Cursor, field: Field): number | null {
  const begin = c.at
  take(c, 'in')
  const limit = take(c, 'over', 'atLeast', 'under', 'atMost')
  const number = limit === null ? null : peek(c)
  if (number?.kind === 'number' && Number.isInteger(number.value) && number.value > 0) {
    const { n, unit } = readSpan(c)
    const days = n * { hours: 1 / 24, days: 1, weeks: 7, months: 30, years: 365 }[unit]
    if (see(c, 'ago') === null) {
      if (limit === 'over' || limit === 'atLeast' || days > 366) fail(c, { kind: 'dateTest', of: nameOf(c, field) })
      return Math.ceil(days)
    }
  }
  c.at = begin
  return null
}

/** Takes two years with a dash or «по» between them: «родились в 1985–1995»; null, and nothing is taken, for anything else. */
function takeYears(c: Cursor): Window | null {
  const begin = c.at
  take(c, 'duringNamed', 'between', 'from')
  const first = yearAt(c, 0)
  if (first !== null) {
    c.at++
    take(c, 'calendarYear')
    const joined = takeSign(c, '-') || take(c, 'to', 'and') !== null
    const second = joined ? yearAt(c, 0) : null
    if (second !== null && second > first) {
      c.at++
      take(c, 'calendarYear', 'years')
      return { from: `${first}-01-01`, to: `${second}-12-31` }
    }
  }
  c.at = begin
  return null
}

/** "In May or June", "this month or next month", «в мае, июне», "today or tomorrow": any of them. */
function withMore(c: Cursor, field: Field, first: Anniversary): Tree<OfField> {
  const leaves = [leafOf(field, { anniversary: first })]
  for (let next = otherTime(c, field); next !== null; next = otherTime(c, field))
    leaves.push(leafOf(field, { anniversary: next }))
  for (;;) {
    const begin = c.at
    const joined = takeSign(c, ',') ? take(c, 'or', 'and') !== null || true : take(c, 'or', 'and') !== null
    const next = joined ? takeCalled(c) : null
    if (next === null) {
      c.at = begin
      break
    }
    leaves.push(leafOf(field, { anniversary: next }))
  }
  const [only] = leaves
  return only !== undefined && leaves.length === 1 ? only : { any: leaves }
}

/** Another time behind *or*: "today or tomorrow", «на этой или на следующей неделе»; null, and nothing is taken, where none stands. */
function otherTime(c: Cursor, field: Field): Anniversary | null {
  const begin = c.at
  if (take(c, 'or') !== null && see(c, 'today', 'tomorrow', 'yesterday', 'thisWeek', 'thisMonth', 'nextOne') !== null) {
    const next = readAnniversary(c, field)
    if (next !== null && endsHere(c)) return next
  }
  c.at = begin
  return null
}

/** Whoever was born "до 1.1.1990" was not born on that day; elsewhere the last day is included. */
function readDayWindow(c: Cursor, field: Field): Window {
  // What ends by then has not ended yet.
  const coming = endOfStretch(c) === null ? null : c.today
  if (coming !== null) return { ...readWindow(c), from: coming }
  const born = saysBorn(c) && see(c, 'to') !== null
  const isBirthday = field.key === 'birthday'
  // Days without a year would be those of this one, when nobody of age was born; a policy may end in one to come.
  return readWindow(c, { yearless: isBirthday ? false : 'either', years: isBirthday, until: born })
}

function readYesNo(c: Cursor, field: Field): Tree<OfField> {
  return leafOf(field, { yes: takeYesNo(c, nameOf(c, field)) })
}
