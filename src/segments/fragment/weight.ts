import { phrasesOf, wordsOf } from '../read/lexicon.js'
import type { Token } from '../read/tokens.js'
import { stemOf } from '../read/words/inflect.js'
import { boundWords, type KnownWords, usualWords, wordsOfNames } from '../spelling/known-words.js'
import type { Vocabulary } from '../vocabulary.js'
import { FILL, FIRM, FIRM_FORMS, LEADING, LOOSE, SMALL } from './words.js'

/**
 * How much a piece of a sentence says. `fill`: nothing, wherever it stands. `small`: it only points or joins. `strange`: a
 * word that the language does not know. `begin`: with it conditions begin. `firm`: without it something else would be
 * meant: a *not*, a comparison, a number, a time, a name that there is. `joint`: *and*, *or*, *but*. `comma`.
 */
export type Weight = 'fill' | 'small' | 'strange' | 'begin' | 'firm' | 'joint' | 'comma'

const JOINT: ReadonlySet<string> = new Set(phrasesOf(['and', 'or', 'but']).filter(phrase => !phrase.includes(' ')))
const PEOPLE: ReadonlySet<string> = new Set(phrasesOf(['people']).flatMap(wordsOf))
const firmStems: ReadonlySet<string> = new Set(FIRM.map(stemOf))
const fill = FILL.map(wordsOf).sort((a, b) => b.length - a.length)
/** Words that are turned into another meaning by their beginning or end: «незамужние», "unhappy", "sugarless". */
const TURNED = /^(?:не\p{L}{4,}|(?:un|non|dis|anti)\p{L}{4,}|\p{L}{3,}less)$/u

/** What each piece of a sentence says. */
export function weigh(tokens: readonly Token[], vocabulary: Vocabulary): Weight[] {
  const names = wordsOfNames(vocabulary)
  const weights = tokens.map(token => weightOf(token, names))
  for (let at = 0; at < tokens.length; at++) {
    const said = fill.find(
      words => words.every((word, i) => isWord(tokens[at + i], word)) && !words.every(word => names.words.has(word)),
    )
    for (const i of said?.keys() ?? []) weights[at + i] = 'fill'
    at += Math.max(0, (said?.length ?? 1) - 1)
  }
  return weights
}

function isWord(token: Token | undefined, word: string): boolean {
  return token !== undefined && token.kind !== 'quoted' && token.text === word
}

function weightOf({ kind, text }: Token, names: KnownWords): Weight {
  if (kind === 'sign') return text === ',' || text === ';' ? 'comma' : 'firm'
  if (kind !== 'word') return 'firm'
  if (JOINT.has(text)) return 'joint'
  if (SMALL.has(text) || PEOPLE.has(text)) return 'small'
  const stem = stemOf(text)
  if (LOOSE.has(text) && !names.words.has(text)) return 'strange'
  if (has(names, text, stem) || has(boundWords(), text, stem)) return 'firm'
  if (firmStems.has(stem) || FIRM_FORMS.has(text) || TURNED.test(text)) return 'firm'
  return has(usualWords(), text, stem) ? 'begin' : 'strange'
}

function has({ words, stems }: KnownWords, text: string, stem: string): boolean {
  return words.has(text) || stems.has(stem)
}

/** True for a word behind which something must stand: what is set aside leaves nothing behind it that it was not said of. */
export function isLeading(token: Token | undefined): boolean {
  return token !== undefined && LEADING.has(token.text)
}
