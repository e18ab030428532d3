import { countryName, findCountry } from '../audience/country.js'
import { unreachable } from '../errors.js'
import { amountOf } from '../text/currency.js'
import { fold } from '../text/fold.js'
import type { Language } from '../text/format.js'
import { type Texts, texts } from '../text/index.js'
import { writeNumber } from '../text/number.js'
import { anniversaryPhrase } from './anniversary.js'
import type { Compare, Count, Leaf, Window } from './criterion.js'
import type { FieldTest } from './leaf.js'
import { isPlainName, isPlainValue } from './lexicon.js'
import { findRung, languageCodes, nameOfLanguage, rungName } from './names.js'
import type { Field, Names } from './vocabulary.js'

/** What a phrase is made with. */
export type Phrasing = { words: Texts['segments']; language: Language; names: Names }

/** The canonical phrase of a condition. */
export function phraseOfLeaf(leaf: Leaf, phrasing: Phrasing): string {
  const { words, language, names } = phrasing
  const { subjects } = words
  switch (leaf.leaf) {
    case 'everyone':
      return words.everyone
    case 'language':
      return words.is(subjects.language, list(leaf.values.map(code => languageWords(code, language))))
    case 'premium':
      return words.is(subjects.premium, yesNo(leaf.value, words))
    case 'source':
      return words.is(leaf.last === true ? subjects.lastSource : subjects.source, list(leaf.values))
    case 'known':
      return words.known(subjects[leaf.fact], leaf.value)
    case 'status':
      return words.is(subjects.status, leaf.values.map(status => words.status[status]).join(', '))
    case 'subscribed':
      return `${subjects.subscribed} ${windowPhrase(leaf.window, words)}`
    case 'field':
      return fieldPhrase(leaf.field, leaf.test, phrasing)
    case 'age':
      return `${subjects.age} ${comparePhrase(leaf.years, writeNumber, words)}`
    case 'received':
    case 'seen':
    case 'clicked':
    case 'stopped':
    case 'ordered':
      return eventPhrase(leaf, countPhrase(leaf.count, words), phrasing)
    case 'spent': {
      const { currency } = leaf
      const parts = [
        words.spent[leaf.measure],
        moneyPhrase(leaf.compare, currency, words),
        ...bought(leaf, words.product.spent, words),
      ]
      return [...parts, ...windowOf(leaf.window, words)].join(' ')
    }
    case 'orderTime':
      return `${words.orderTime[leaf.which]} ${windowPhrase(leaf.window, words)}`
    case 'linked':
      return leaf.value ? words.linked : words.not(words.linked)
    case 'rfm':
      return words.is(subjects.rfm, leaf.cells.map(cell => texts(language).labels.cells[cell]).join(', '))
    case 'rfmScore': {
      const scores = leaf.from === leaf.to ? String(leaf.from) : `${leaf.from}–${leaf.to}`
      return `${subjects.rfm} ${leaf.measure.toUpperCase()} ${scores}`
    }
    case 'ladder':
      return words.is(subjects.ladder, leaf.rungs.map(rung => rungPhrase(rung, phrasing)).join(', '))
    case 'engagement':
      return words.is(
        subjects.engagement,
        leaf.groups.map(group => lowered(texts(language).labels.engagement[group])).join(', '),
      )
    case 'segment':
      return words.inSegment(named(names.segments.name(leaf.segment), leaf.segment))
    case 'listed':
      return words.inList(named(names.segments.name(leaf.segment), leaf.segment))
    case 'near':
      return words.near(writeNumber(leaf.km), placePhrase(leaf.place, names, language))
    case 'random': {
      const share = words.random(String(leaf.share / 100))
      return leaf.sample === 'default' ? share : `${share} ${quoted(leaf.sample)}`
    }
    default:
      return unreachable(leaf)
  }
}

/** The canonical phrase of *not* before a condition that cannot be turned round; it says whom it holds as well. */
export function negatedPhrase(leaf: Leaf, phrasing: Phrasing): string {
  const { words } = phrasing
  switch (leaf.leaf) {
    case 'everyone':
      return words.nobody
    case 'received':
    case 'seen':
    case 'clicked':
    case 'stopped':
    case 'ordered':
      if (leaf.count !== 'none' && 'exactly' in leaf.count)
        return eventPhrase(leaf, { verb: 'times', count: words.notExactly(leaf.count.exactly) }, phrasing)
      return words.not(phraseOfLeaf(leaf, phrasing))
    case 'language':
    case 'source':
    case 'field':
    case 'age':
    case 'orderTime':
    case 'rfmScore':
    case 'near':
      return words.orUnknown(words.not(phraseOfLeaf(leaf, phrasing)))
    case 'spent':
      // A sum over nothing is 0, an average of nothing is not known.
      return leaf.measure === 'sum'
        ? words.not(phraseOfLeaf(leaf, phrasing))
        : words.orUnknown(words.not(phraseOfLeaf(leaf, phrasing)))
    default:
      return words.not(phraseOfLeaf(leaf, phrasing))
  }
}

type CountedLeaf = Extract<Leaf, { leaf: 'received' | 'seen' | 'clicked' | 'stopped' | 'ordered' }>
type Counted = { verb: 'some' | 'times' | 'none'; count: string | null }

function countPhrase(count: Count, words: Texts['segments']): Counted {
  if (count === 'none') return { verb: 'none', count: null }
  if ('atMost' in count)
    return count.atMost === 0 ? { verb: 'none', count: null } : { verb: 'times', count: words.atMost(count.atMost) }
  if ('exactly' in count) return { verb: 'times', count: words.exactly(count.exactly) }
  return count.atLeast === 1 ? { verb: 'some', count: null } : { verb: 'times', count: words.atLeast(count.atLeast) }
}

function eventPhrase(leaf: CountedLeaf, counted: Counted, { words, names }: Phrasing): string {
  const verbs = leaf.leaf === 'seen' && leaf.grade === 'certain' ? words.seenCertain : words[leaf.leaf]
  const object = objectOf(leaf, counted, words, names)
  const none = counted.verb === 'none' && object.length > 0
  // "Before" says ever, so it goes where a time is named.
  const ever = leaf.leaf === 'stopped' && counted.verb === 'some' && leaf.window !== null
  const verb = none ? verbs.noneOf : verbs[ever ? 'times' : counted.verb]
  const count = counted.count === null ? [] : [counted.count]
  const parts = leaf.leaf === 'ordered' ? [...count, ...object] : [...object, ...count]
  return [verb, ...parts, ...windowOf(leaf.window, words)].join(' ')
}

function objectOf(leaf: CountedLeaf, { verb, count }: Counted, words: Texts['segments'], names: Names): string[] {
  if (leaf.leaf === 'stopped') return []
  if (leaf.leaf === 'ordered') {
    const things = bought(leaf, words.product[verb], words)
    if (leaf.total === null) return things
    const total = moneyPhrase(leaf.total.compare, leaf.total.currency, words)
    // Two numbers in a row could be taken for one.
    return [...things, count === null ? total : words.forTotal(total)]
  }
  if (leaf.leaf === 'clicked' && leaf.topic !== undefined) {
    const name = names.topics.name(leaf.topic)
    return [words.topic(name === null ? `#${leaf.topic}` : quoted(name))]
  }
  if (leaf.offer === null) return []
  const name = names.offers.name(leaf.offer)
  const offer = name === null ? `#${leaf.offer}` : quoted(name)
  if (leaf.leaf !== 'clicked' || leaf.link === null) return [offer]
  const label = names.link(leaf.offer, leaf.link)
  if (label !== null) return [offer, words.link(leaf.link, quoted(oneLine(label)))]
  return [offer, words.link(leaf.link, count === null ? null : quoted(''))]
}

function bought(
  leaf: { product: string | null; category: string | null },
  product: (name: string) => string,
  words: Texts['segments'],
): string[] {
  return [
    ...(leaf.product === null ? [] : [product(quoted(leaf.product))]),
    ...(leaf.category === null ? [] : [words.category(quoted(leaf.category))]),
  ]
}

function fieldPhrase(id: number, test: FieldTest, phrasing: Phrasing): string {
  const { words, names } = phrasing
  const field = names.field(id)
  const subject = field === null ? `#${id}` : subjectOf(field, words)
  if ('is' in test) return words.is(subject, valuesOf(field, test.is, phrasing))
  if ('isNot' in test) return words.isNot(subject, valuesOf(field, test.isNot, phrasing))
  if ('contains' in test) return words.contains(subject, quoted(test.contains))
  if ('number' in test) return `${subject} ${comparePhrase(test.number, writeNumber, words)}`
  if ('yes' in test) return words.is(subject, yesNo(test.yes, words))
  if ('known' in test) return words.known(subject, test.known)
  if ('anniversary' in test) return `${subject} ${anniversaryPhrase(test.anniversary, words)}`
  // "Birthday in last 7 days" is the day that comes every year.
  if (field?.key === 'birthday' && !('from' in test.day))
    return 'in' in test.day
      ? words.bornInLast(test.day.in, test.day.unit)
      : words.born(words.ago(test.day.ago, test.day.n, test.day.unit))
  if ('in' in test.day) return `${subject} ${words.dayInLast(test.day.in, test.day.unit)}`
  return `${subject} ${windowPhrase(test.day, words)}`
}

function subjectOf(field: Field, words: Texts['segments']): string {
  if (field.label !== null) return isPlainName(field.label) ? field.label : quoted(field.label)
  const { key } = field
  return key === 'city' || key === 'country' || key === 'birthday' ? words.subjects[key] : `#${field.id}`
}

/** Values of a field; cities and countries that have another name stand behind "exactly". */
function valuesOf(field: Field | null, values: readonly string[], { words, language, names }: Phrasing): string {
  if (field === null || field.label !== null) return list(values)
  const shown = values.map(value => {
    if (field.key === 'city') {
      const words = names.cityWords(value, language)
      return fold(names.cityName(words)) === fold(value) ? words : null
    }
    if (field.key !== 'country') return value
    const name = /^[A-Z]{2}$/.test(value) ? countryName(value, language) : value
    const found = findCountry(name)
    return found === value || (found !== null && fold(found) === fold(name) && name === value) ? name : null
  })
  const plain = shown.filter(value => value !== null)
  return plain.length === values.length ? list(plain) : words.compare.exactly(list(values))
}

function comparePhrase(compare: Compare, show: (value: number) => string, words: Texts['segments']): string {
  if ('over' in compare) return words.compare.over(show(compare.over))
  if ('under' in compare) return words.compare.under(show(compare.under))
  if ('atLeast' in compare) return words.compare.atLeast(show(compare.atLeast))
  if ('atMost' in compare) return words.compare.atMost(show(compare.atMost))
  if ('exactly' in compare) return words.compare.exactly(show(compare.exactly))
  return `${show(compare.from)}–${show(compare.to)}`
}

function moneyPhrase(compare: Compare, currency: string, words: Texts['segments']): string {
  return `${comparePhrase(compare, minor => writeNumber(amountOf(minor, currency)), words)} ${currency}`
}

function windowOf(window: Window | null, words: Texts['segments']): string[] {
  return window === null ? [] : [windowPhrase(window, words)]
}

function windowPhrase(window: Window, words: Texts['segments']): string {
  if ('in' in window) return words.inLast(window.in, window.unit)
  if ('ago' in window) return words.ago(window.ago, window.n, window.unit)
  return words.between(window.from, window.to)
}

function rungPhrase(rung: number, { names, language }: Phrasing): string {
  const name = rungName(rung, names, language)
  if (findRung(name, names) !== rung) return String(rung)
  // The usual names may hold words of the language; admins' own are values like any other.
  return name === rungName(rung, { rung: () => null }, language) ? name : value(name)
}

function placePhrase(place: { name: string; lat: number; lon: number }, names: Names, language: Language): string {
  const leadsHere = (name: string) => {
    const found = names.findPlace(name)
    return found !== null && found.lat === place.lat && found.lon === place.lon
  }
  const city = names.cityWords(names.cityName(place.name), language)
  if (city !== place.name && leadsHere(city)) return quoted(city)
  return leadsHere(place.name) ? quoted(place.name) : `${quoted(place.name)} (${place.lat}, ${place.lon})`
}

/** A language's name, where it leads back to its code. */
function languageWords(code: string, language: Language): string {
  const name = nameOfLanguage(code, language)
  return languageCodes.find(name) === code ? name : code
}

function yesNo(yes: boolean, words: Texts['segments']): string {
  return yes ? words.yes : words.no
}

function named(name: string | null, id: number): string {
  return name === null ? `#${id}` : value(name)
}

/** Values joined by commas. */
function list(values: readonly string[]): string {
  return values.map(value).join(', ')
}

/** A value that could be taken for something else stands in quotes. */
function value(text: string): string {
  return isPlainValue(text) ? text : quoted(text)
}

/** A text in quotes; quotes inside are doubled. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
