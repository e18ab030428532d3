import { wordsOf } from '../read/lexicon.js'
import { type Token, tokenise } from '../read/tokens.js'
import { stemOf } from '../read/words/inflect.js'
import { usualWords } from '../spelling/known-words.js'
import type { Vocabulary } from '../vocabulary.js'
import { type Weight, weigh } from './weight.js'
import { SMALL } from './words.js'

/** What is longer was not typed; in UTF-16 units. */
const LONGEST = 120
/** Shorter words begin like too many others of another root. */
const SHORTEST = 5
/** Shorter words are no names, nor words of one that tell it from others. */
const SHORTEST_WORD = 3
/** So many letters two words of one root begin with, at least. */
const SAME_BEGINNING = 4
/** The part of the shorter word that both must begin with. */
const SAME_PART = 0.6
/** So many words before a name are taken for what is done with it: "want to lose weight". */
const MOST_BEFORE = 4
/** Of what people have so many values are looked at. */
const MOST_VALUES = 500
/** A sentence in which more is guessed says something else. */
const MOST_KIN = 3

/** A sentence with names in the place of what is kin to them, and the words that went with it, as they were written. */
export type Kindred = { text: string; unread: string[] }

/**
 * A sentence in which what has a word in common with one name alone, or a word of the same root, is that name: «хотят
 * похудеть» is "Похудение" where that is somebody's goal, "finished a lesson" "completed lesson" where that is an event.
 * Strange words before it go along, and verbs. Only to be asked: a root is less than a word. None where nothing is kin to a name; two where
 * it is not certain what goes along.
 */
export function kindred(text: string, vocabulary: Vocabulary): Kindred[] {
  if (text.length > LONGEST) return []
  const { tokens, unclosed } = tokenise(text)
  if (unclosed !== null) return []
  const weights = weigh(tokens, vocabulary)
  const names = namesByWord(vocabulary)
  const ways = [false, true].map(verbs =>
    named(text, tokens, names, i => weights[i] === 'strange' || (verbs && isVerb(tokens[i], weights[i]))),
  )
  const [first] = ways
  return ways.filter((way, i) => way !== null && (i === 0 || way.text !== first?.text)).flatMap(way => way ?? [])
}

/** What is done with what a value or an event is called: "want to lose weight", "finished a lesson", «читают фантастику». */
const VERBS: ReadonlySet<string> = new Set(
  [
    ...['want', 'wish', 'aim', 'hope', 'plan', 'lose', 'gain', 'get', 'build', 'improve', 'take', 'make', 'do', 'did'],
    ...['finish', 'complete', 'start', 'begin', 'began', 'attend', 'visit', 'pass', 'read', 'watch', 'play', 'listen'],
    ...[
      'work',
      'study',
      'learn',
      'teach',
      'drive',
      'wear',
      'use',
      'own',
      'keep',
      'grow',
      'practise',
      'practice',
      'train',
    ],
    ...['love', 'enjoy', 'prefer', 'favour', 'eat', 'drink', 'cook', 'collect', 'follow', 'choose', 'chose', 'pick'],
    ...['current', 'present', 'former', 'existing'],
    ...['хотят', 'хочет', 'хотели', 'мечтают', 'планируют', 'стремятся', 'читают', 'читает', 'читали', 'смотрят'],
    ...['слушают', 'играют', 'работают', 'работает', 'трудятся', 'учатся', 'учится', 'изучают', 'занимаются', 'ходят'],
    ...['посещают', 'прошли', 'проходят', 'закончили', 'завершили', 'начали', 'сделали', 'делают', 'держат', 'имеют'],
    ...['водят', 'ездят', 'носят', 'едят', 'пьют', 'готовят', 'выбрали', 'выбирают', 'предпочитают', 'обожают', 'чья'],
    ...['чьей', 'чей', 'чьи', 'действующие', 'нынешние', 'текущие'],
  ].map(stemOf),
)

function isVerb(token: Token | undefined, weight: Weight | undefined): boolean {
  return token?.kind === 'word' && (weight === 'begin' || VERBS.has(stemOf(token.text)))
}

function named(
  text: string,
  tokens: readonly Token[],
  names: NamesByWord,
  goesAlong: (i: number) => boolean,
): Kindred | null {
  const unread: string[] = []
  let out = ''
  let at = 0
  let found = 0
  for (let i = 0; i < tokens.length; i++) {
    const kin = kinAt(tokens, i, names)
    if (kin === null) continue
    const last = i + kin.length - 1
    // "Sisters of VIP" are not VIP.
    const first = startOf(tokens, i, at => goesAlong(at) && (!kin.whole || VERBS.has(stemOf(tokens[at]?.text ?? ''))))
    if (!kin.whole || kin.length > 1 || first < i) {
      const [start, end] = [tokens[first]?.start ?? 0, tokens[last]?.end ?? 0]
      if (start >= at) {
        out += `${text.slice(at, start)}"${kin.name.replaceAll('"', '""')}"`
        at = end
        found++
        if (first < i) unread.push(text.slice(start, tokens[i - 1]?.end))
      }
    }
    i = last
  }
  return found === 0 || found > MOST_KIN ? null : { text: out + text.slice(at), unread }
}

/** Where the strange words begin that stand before a name, with small ones between. */
function startOf(tokens: readonly Token[], name: number, goesAlong: (i: number) => boolean): number {
  let first = name
  for (let i = name - 1; i >= 0 && i >= name - MOST_BEFORE; i--) {
    if (tokens[i]?.line !== tokens[name]?.line || (!goesAlong(i) && !SMALL.has(tokens[i]?.text ?? ''))) break
    if (goesAlong(i)) first = i
  }
  return first
}

/** The names that have a word, by that word; folded. */
type NamesByWord = ReadonlyMap<string, ReadonlySet<string>>

const cut = new WeakMap<Vocabulary, NamesByWord>()

/** Names that a condition can begin with, without another word: values, segments, events, what is bought. */
function namesByWord(vocabulary: Vocabulary): NamesByWord {
  const before = cut.get(vocabulary)
  if (before !== undefined) return before
  const { segments, events, products, categories } = vocabulary
  const names = [
    ...[segments, events].flatMap(things => things.all()),
    ...[categories, products].flatMap(used => used.all().slice(0, MOST_VALUES)),
    ...vocabulary
      .fields()
      .filter(({ label, type }) => label !== null && type !== 'number' && type !== 'date' && type !== 'yes_no')
      .flatMap(({ id, options }) => options ?? vocabulary.values(id).all().slice(0, MOST_VALUES)),
  ]
  const made = new Map<string, Set<string>>()
  for (const name of names) for (const word of wordsOf(name)) made.set(word, (made.get(word) ?? new Set()).add(name))
  cut.set(vocabulary, made)
  return made
}

/** The only name that the words here are kin to, and how many of them are; `whole`: they are that name in some form. */
function kinAt(
  tokens: readonly Token[],
  i: number,
  names: NamesByWord,
): { name: string; length: number; whole: boolean } | null {
  const first = kinOf(tokens, i, names)
  const [name, ...others] = first
  if (name === undefined) return null
  let left = first
  let length = 1
  for (;;) {
    const next = new Set([...kinOf(tokens, i + length, names)].filter(one => left.has(one)))
    if (next.size === 0) break
    left = next
    length++
  }
  const [only, ...more] = left
  if (only === undefined || more.length > 0) return others.length > 0 ? null : { name, length: 1, whole: false }
  // "Check-ins" are of "checked in".
  while (isHyphened(tokens, i + length)) length += 2
  const said = tokens.slice(i, i + length).map(({ text }) => stemOf(text))
  const whole = wordsOf(only).every(word => said.includes(stemOf(word)))
  return { name: only, length, whole }
}

function isHyphened(tokens: readonly Token[], at: number): boolean {
  const [before, hyphen, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  return hyphen?.text === '-' && before?.end === hyphen.start && behind?.kind === 'word' && behind.start === hyphen.end
}

const NONE: ReadonlySet<string> = new Set()

/** The names that have a word of the same root as the one here. */
function kinOf(tokens: readonly Token[], i: number, names: NamesByWord): ReadonlySet<string> {
  const token = tokens[i]
  if (token?.kind !== 'word' || token.text.length < SHORTEST_WORD || SMALL.has(token.text)) return NONE
  const usual = usualWords()
  const { text: word } = token
  const stem = stemOf(word)
  const found = new Set<string>()
  for (const [other, called] of names) {
    const shared = sharedOf(word, other)
    const rooted = word.length >= SHORTEST && other.length >= SAME_BEGINNING
    const enough = Math.max(SAME_BEGINNING, SAME_PART * Math.min(word.length, other.length))
    const same = stemOf(other) === stem
    // A word of the language is none of a name's root alone.
    if (!same && (!rooted || shared < enough || usual.words.has(word) || usual.stems.has(stem))) continue
    for (const name of called) found.add(name)
  }
  return found
}

/** How many letters both begin with. */
function sharedOf(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}
