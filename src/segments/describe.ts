import type { Db } from '../db/open.js'
import type { Language } from '../text/format.js'
import { texts } from '../text/index.js'
import type { Criterion } from './criterion.js'
import { BEGINS, kindOf } from './kinds/all.js'
import type { Phrasing } from './phrase.js'
import { type AnyLeaf, isLeaf, type Rule } from './rule.js'
import { simplify } from './simplify.js'
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
  return describe(simplify(criterion), phrasing(language, names)).join('\n')
}

/** A criterion as lists only, whatever its size: it shows what binds what. */
export function describeAsList(criterion: Criterion, language: Language, names: Names): string {
  return describe(simplify(criterion), phrasing(language, names), 0).join('\n')
}

function phrasing(language: Language, names: Names): Phrasing {
  return { words: texts(language).segments, language, names, begins: BEGINS }
}

function describe(criterion: Rule, phrasing: Phrasing, onOneLine = ON_ONE_LINE): string[] {
  const phrase = phraseOf(criterion, phrasing)
  if (phrase !== null) return [phrase]
  const { words } = phrasing
  const inverted = 'not' in criterion
  const group = inverted ? criterion.not : criterion
  const all = 'all' in group
  const inside = all ? group.all : 'any' in group ? group.any : [group]
  const phrases = inside.map(child => phraseOf(child, phrasing))
  if (!inverted && inside.length <= onOneLine && phrases.every(phrase => phrase !== null))
    return [phrases.join(` ${all ? words.and : words.or} `)]
  const head = all ? (inverted ? words.notAllOf : words.allOf) : inverted ? words.noneOf : words.anyOf
  return [head, ...inside.flatMap(child => bullet(describe(child, phrasing, onOneLine)))]
}

function bullet([first = '', ...rest]: string[]): string[] {
  return [`• ${first}`, ...rest.map(line => `  ${line}`)]
}

/** The phrase of a condition, or of *not* before one; null for groups. */
function phraseOf(criterion: Rule, phrasing: Phrasing): string | null {
  if (isLeaf(criterion)) return kindOf(criterion).say(criterion, phrasing)
  if ('not' in criterion && isLeaf(criterion.not)) return negatedPhrase(criterion.not, phrasing)
  return null
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
