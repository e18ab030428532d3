import type { Db } from '../db/open.js'
import type { Language } from '../text/format.js'
import { type Texts, texts } from '../text/index.js'
import { type Count, type Criterion, type EventLeaf, isLeaf, type Leaf, type Window } from './criterion.js'

/** Names of what criteria point to; null where there is none. */
export type Names = { offer(id: number): string | null; link(offerId: number, number: number): string | null }

type Words = Texts['segments']

/** Conditions that still read well on one line. */
const ON_ONE_LINE = 3

/** Names as they are in the database now; a link is called by its label, else by its address. */
export function findNames(db: Db): Names {
  return {
    offer: id => db.sql<{ name: string }>('select name from offers where id = ?').get(id)?.name ?? null,
    link: (offerId, number) =>
      db
        .sql<{ name: string }>(
          `select coalesce(nullif(l.label, ''), l.url) as name from variants v join links l on l.variant_id = v.id
           where v.offer_id = ? and l.number = ? order by v.position, v.id limit 1`,
        )
        .get(offerId, number)?.name ?? null,
  }
}

/**
 * A criterion in words: one canonical phrase for each condition, up to three joined on one line, more or nested ones
 * as an indented list. What means the same reads the same: *not* turned round is the plain phrase.
 */
export function describeCriterion(criterion: Criterion, language: Language, names: Names): string {
  const words = texts(language).segments
  return describe(simplify(criterion), words, names).join('\n')
}

/** Takes away what changes nothing: a group of one, *not* of *not*. */
function simplify(criterion: Criterion): Criterion {
  if (isLeaf(criterion)) return criterion
  if ('not' in criterion) {
    const inside = simplify(criterion.not)
    return 'not' in inside ? inside.not : { not: inside }
  }
  const inside = ('all' in criterion ? criterion.all : criterion.any).map(simplify)
  const [only] = inside
  if (only !== undefined && inside.length === 1) return only
  return 'all' in criterion ? { all: inside } : { any: inside }
}

function describe(criterion: Criterion, words: Words, names: Names): string[] {
  const phrase = phraseOf(criterion, words, names)
  if (phrase !== null) return [phrase]
  const inverted = 'not' in criterion
  const group = inverted ? criterion.not : criterion
  const all = 'all' in group
  const inside = all ? group.all : 'any' in group ? group.any : [group]
  const phrases = inside.map(child => phraseOf(child, words, names))
  if (!inverted && inside.length <= ON_ONE_LINE && phrases.every(phrase => phrase !== null))
    return [phrases.join(` ${all ? words.and : words.or} `)]
  const head = all ? (inverted ? words.notAllOf : words.allOf) : inverted ? words.noneOf : words.anyOf
  return [head, ...inside.flatMap(child => bullet(describe(child, words, names)))]
}

function bullet([first = '', ...rest]: string[]): string[] {
  return [`• ${first}`, ...rest.map(line => `  ${line}`)]
}

/** The phrase of a condition, or of *not* before one; null for groups. */
function phraseOf(criterion: Criterion, words: Words, names: Names): string | null {
  if (isLeaf(criterion)) return leafPhrase(criterion, words, names)
  if ('not' in criterion && isLeaf(criterion.not)) return notPhrase(criterion.not, words, names)
  return null
}

function leafPhrase(leaf: Leaf, words: Words, names: Names): string {
  switch (leaf.leaf) {
    case 'everyone':
      return words.everyone
    case 'language':
      return words.language(list(leaf.values, words))
    case 'premium':
      return words.premium(leaf.value)
    case 'source':
      return words.source(list(leaf.values, words))
    case 'subscribed':
      return `${words.subscribed} ${windowPhrase(leaf.window, words)}`
    case 'received':
    case 'seen':
    case 'clicked':
      return eventPhrase(leaf, words, names)
    default:
      return leaf.leaf
  }
}

function notPhrase(leaf: Leaf, words: Words, names: Names): string {
  switch (leaf.leaf) {
    case 'everyone':
      return words.nobody
    case 'premium':
      return words.premium(!leaf.value)
    case 'language':
    case 'source':
      return words.orUnknown(words.not(leafPhrase(leaf, words, names)))
    case 'subscribed':
      return words.not(leafPhrase(leaf, words, names))
    case 'received':
    case 'seen':
    case 'clicked':
      return eventPhrase({ ...leaf, count: complement(leaf.count) }, words, names)
    default:
      return leaf.leaf
  }
}

function complement(count: Count): Count {
  if (count === 'none') return { atLeast: 1 }
  if ('atMost' in count) return { atLeast: count.atMost + 1 }
  if ('exactly' in count) return count
  return count.atLeast === 1 ? 'none' : { atMost: count.atLeast - 1 }
}

function eventPhrase(leaf: EventLeaf, words: Words, names: Names): string {
  const verbs = leaf.leaf === 'seen' && leaf.grade === 'certain' ? words.seenCertain : words[leaf.leaf]
  const object: string[] = []
  if (leaf.offer !== null) {
    const name = names.offer(leaf.offer)
    object.push(name === null ? `#${leaf.offer}` : quoted(name))
    if (leaf.leaf === 'clicked' && leaf.link !== null) {
      const label = names.link(leaf.offer, leaf.link)
      object.push(words.link(leaf.link, label === null ? null : quoted(label)))
    }
  }
  const { count } = leaf
  const window = leaf.window === null ? [] : [windowPhrase(leaf.window, words)]
  if (count === 'none' || ('atMost' in count && count.atMost === 0))
    return [object.length === 0 ? verbs.none : verbs.noneOf, ...object, ...window].join(' ')
  if ('atMost' in count) return [verbs.times, ...object, words.atMost(count.atMost), ...window].join(' ')
  if ('exactly' in count) return [verbs.times, ...object, String(count.exactly), ...window].join(' ')
  if (count.atLeast === 1) return [verbs.some, ...object, ...window].join(' ')
  return [verbs.times, ...object, words.atLeast(count.atLeast), ...window].join(' ')
}

function windowPhrase(window: Window, words: Words): string {
  if ('in' in window) return words.inLast(window.in, window.unit)
  if ('ago' in window) return words.ago(window.ago, window.n, window.unit)
  return words.between(window.from, window.to)
}

/** Values joined by commas; one that could be taken for something else stands in quotes. */
function list(values: readonly string[], words: Words): string {
  return values.map(value => (isPlain(value, words) ? value : quoted(value))).join(', ')
}

function isPlain(value: string, words: Words): boolean {
  return /^[\p{L}\p{N}_.+-]+$/u.test(value) && !words.keywords.includes(value.toLowerCase())
}

/** A name in quotes, on one line; quotes inside are doubled. */
function quoted(name: string): string {
  return `"${name.replace(/\s+/gu, ' ').trim().replaceAll('"', '""')}"`
}
