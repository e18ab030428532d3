import type { Db } from '../db/open.js'
import type { Language } from '../text/format.js'
import { texts } from '../text/index.js'
import { simplify } from './criterion/simplify.js'
import type { Criterion } from './criterion.js'
import { BEGINS, kindOf } from './kinds/all.js'
import type { Phrasing } from './phrase.js'
import { sharesTime } from './read/times/shared-time.js'
import { type AnyLeaf, isLeaf, type Rule } from './rule.js'
import { createVocabulary, type Names } from './vocabulary.js'

export type { Names } from './vocabulary.js'

/** Conditions that still read well on one line. */
const ON_ONE_LINE = 3

/** Names as they are in the database now. */
export function findNames(db: Db): Names {
  return createVocabulary(db)
}

/**
 * A criterion in words: one canonical phrase for each condition, up to three joined on one line, more or nested ones
 * as an indented list. What means the same reads the same: *not* turned round is the plain phrase. `readSentence` reads
 * it back.
 */
export function describeCriterion(criterion: Criterion, language: Language, names: Names): string {
  return described(criterion, phrasing(language, names), ON_ONE_LINE)
}

/** A criterion as lists only, whatever its size: it shows what binds what. */
export function describeAsList(criterion: Criterion, language: Language, names: Names): string {
  return described(criterion, phrasing(language, names), 0)
}

/**
 * A criterion as a title, on one line: what a person would call these people ("Instagram, not premium"). Groups within stand in
 * brackets; one condition alone keeps its phrase ("source: Instagram"). It is for eyes alone, and need not read back.
 */
export function titleOf(criterion: Criterion, language: Language, names: Names): string {
  const [simple, words] = [simplify(criterion), phrasing(language, names)]
  return phraseOf(simple, words) ?? titled(simple, words, true)
}

function titled(criterion: Rule, phrasing: Phrasing, outermost: boolean): string {
  const phrase = shortPhrase(criterion, phrasing)
  if (phrase !== null) return phrase
  const { words } = phrasing
  const inverted = 'not' in criterion
  const group = inverted ? criterion.not : criterion
  const all = 'all' in group
  const inside = all ? group.all : 'any' in group ? group.any : [group]
  const titles = inside.map((child, i) => {
    const ever = sharesTime(inside, i, phrasing.offerSaid)
    const title = titled(child, phrasing, false)
    return ever ? `${title} ${words.ever}` : title
  })
  const joined = titles.join(all ? ', ' : ` ${words.or} `)
  if (inverted) return words.not(`(${joined})`)
  return outermost ? joined : `(${joined})`
}

/** A condition, or *not* before one, as a title says it; null for groups. */
function shortPhrase(criterion: Rule, phrasing: Phrasing): string | null {
  const phrase = phraseOf(criterion, phrasing)
  const leaf = isLeaf(criterion) ? criterion : 'not' in criterion && isLeaf(criterion.not) ? criterion.not : null
  const title = leaf === null ? null : (kindOf(leaf).title?.(leaf, phrasing) ?? null)
  if (title === null) return phrase
  if (leaf === criterion) return title
  // Of several it is none.
  const { not, or } = phrasing.words
  return not(title.includes(` ${or} `) ? `(${title})` : title)
}

function phrasing(language: Language, names: Names): Phrasing {
  return { words: texts(language).segments, language, names, begins: BEGINS, offerSaid: false }
}

function described(criterion: Rule, phrasing: Phrasing, onOneLine: number): string {
  return laidOut(worded(simplify(criterion), phrasing), phrasing, onOneLine).join('\n')
}

/** A criterion with each of its conditions in words. */
type Worded = string | { inverted: boolean; all: boolean; inside: Worded[]; ever: boolean[] }

/** Conditions are said in their order: what `phrasing` has said of an offer is not repeated in those behind it. */
function worded(criterion: Rule, phrasing: Phrasing): Worded {
  const phrase = phraseOf(criterion, phrasing)
  if (phrase !== null) return phrase
  const inverted = 'not' in criterion
  const group = inverted ? criterion.not : criterion
  const all = 'all' in group
  const inside = all ? group.all : 'any' in group ? group.any : [group]
  const ever: boolean[] = []
  const phrases = inside.map((child, i) => {
    // "Clicked or ordered in 7 days" would be both in that time.
    ever.push(sharesTime(inside, i, phrasing.offerSaid))
    return worded(child, phrasing)
  })
  return { inverted, all, inside: phrases, ever }
}

function laidOut(worded: Worded, phrasing: Phrasing, onOneLine: number): string[] {
  if (typeof worded === 'string') return [worded]
  const { words } = phrasing
  const { inverted, all, inside, ever } = worded
  const phrases = inside.filter(child => typeof child === 'string')
  if (!inverted && inside.length <= onOneLine && phrases.length === inside.length)
    return [
      phrases
        .map((phrase, i) => (ever[i] === true ? `${phrase} ${words.ever}` : phrase))
        .join(` ${all ? words.and : words.or} `),
    ]
  const head = all ? (inverted ? words.notAllOf : words.allOf) : inverted ? words.noneOf : words.anyOf
  return [head, ...inside.flatMap(child => bullet(laidOut(child, phrasing, onOneLine)))]
}

function bullet([first = '', ...rest]: string[]): string[] {
  return [`• ${first}`, ...rest.map(line => `  ${line}`)]
}

/** The phrase of a condition, or of *not* before one; null for groups. */
function phraseOf(criterion: Rule, phrasing: Phrasing): string | null {
  const leaf = isLeaf(criterion) ? criterion : 'not' in criterion && isLeaf(criterion.not) ? criterion.not : null
  if (leaf === null) return null
  const { say, refers } = kindOf(leaf)
  const phrase = leaf === criterion ? say(leaf, phrasing) : negatedPhrase(leaf, phrasing)
  if (refers(leaf).some(({ kind }) => kind === 'offer')) phrasing.offerSaid = true
  return phrase
}

/** *Not* before a condition that cannot be turned round; it says whom it holds as well. */
function negatedPhrase(leaf: AnyLeaf, phrasing: Phrasing): string {
  const { words } = phrasing
  const { not, say } = kindOf(leaf)
  const own = not.say?.(leaf, phrasing) ?? null
  if (own !== null) return own
  const phrase = words.not(say(leaf, phrasing))
  return not.holdsUnknown(leaf) ? words.orUnknown(phrase) : phrase
}
