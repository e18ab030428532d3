import { isAppError } from '../errors.js'
import type { Language } from '../text/format.js'
import { simplify } from './criterion/simplify.js'
import { type Criterion, parseCriterion } from './criterion.js'
import { BEGINS } from './kinds/all.js'
import { type Choices, type Cursor, type Expected, Mistake, USUAL } from './read/cursor.js'
import { readNegated } from './read/group.js'
import { wordsOf } from './read/lexicon.js'
import { readText } from './read/list.js'
import { type Tokens, tokenise } from './read/tokens.js'
import { withoutChatter } from './read/words/chatter.js'
import { hearing } from './read/words/forms.js'
import { RUSSIAN } from './read/words/in-russian.js'
import { type Paraphrases, paraphrased } from './read/words/paraphrase.js'
import { ENGLISH, SURELY } from './read/words/paraphrases.js'
import { withVerbs } from './read/words/participle.js'
import { spoken } from './read/words/spoken.js'
import type { Rule } from './rule.js'
import type { Vocabulary } from './vocabulary.js'

export type { Expected, ExpectedKind } from './read/cursor.js'

/**
 * What a sentence came to. `readings`: it can be read in several ways, and none of them is better. `mistake`: where it
 * could not be read (UTF-16 offset and length in what was written; both may point behind its end), what was expected
 * there, and the right word that is nearest to what stands there; null when none is near. `choices`: names that might
 * stand there instead, the nearest first; empty where no name was expected.
 */
export type Reading =
  | { kind: 'read'; criterion: Criterion }
  | { kind: 'readings'; readings: Criterion[] }
  | { kind: 'mistake'; at: number; length: number; expected: Expected; nearest: string | null; choices: string[] }

/** The longest sentence, in UTF-16 units. */
export const LONGEST = 8_000

const CHOICES: { [Choice in keyof Choices]: readonly Choices[Choice][] } = {
  which: [0, 1, 2, 3, 4, 5, 6, 7],
  mixed: ['and', 'or'],
  list: ['all', 'any'],
  dates: ['next', 'last'],
  quiet: ['had', 'never', 'before'],
  span: ['over', 'in'],
  slash: ['dayFirst', 'monthFirst'],
  comma: ['and', 'or'],
  about: ['same', 'any'],
  thing: ['product', 'category'],
  points: ['thousands', 'decimal'],
  long: [30, 90, 180],
  tie: ['after', 'apart'],
  soon: [3, 7, 30],
  denial: ['neither', 'first'],
}
/** The most readings that are compared. */
const MOST_READINGS = 3
const MOST_TRIED = 64

/**
 * Reads a sentence of the segment language, in English, in Russian or in both.
 * @param language of the admin, for names in what is expected
 * @param today their day, YYYY-MM-DD; null where nobody knows it: "today" and "in October" then ask for dates
 */
export function readSentence(
  text: string,
  vocabulary: Vocabulary,
  language: Language,
  today: string | null = null,
): Reading {
  if (text.length > LONGEST) return mistakeAt(text, LONGEST, { kind: 'tooLong', of: LONGEST })
  const written = tokenise(text)
  const whole = readWhole(text, { ...written, ...paraphrased(written, SURELY) }, vocabulary, language, today)
  if (whole.kind !== 'mistake') return whole
  const plain = withoutChatter(text)
  const said = tokenise(plain)
  const cut = { ...said, ...paraphrased(said, SURELY) }
  const ways = [...(plain === text ? [] : [cut]), ...otherwise(cut)]
  let farthest = whole
  for (const way of ways) {
    const meant = readWhole(plain, way, vocabulary, language, today)
    if (meant.kind !== 'mistake') return meant
    // Where words were put in another order, what is wrong may stand nowhere.
    if (meant.at > farthest.at && meant.length >= 0) farthest = meant
  }
  return farthest
}

/** Longer sentences, in words and signs, take too long to be tried once more. */
const MOST_TWICE = 15

/** The same said in other words of the language, the nearest first; Russian may say two things another way at once. */
function otherwise(cut: Tokens): Tokens[] {
  const heard = (way: Tokens, book: Paraphrases): Tokens[] => {
    const said = paraphrased(way, book)
    return said === null ? [] : [{ ...way, ...said }]
  }
  const verbs = withVerbs(cut.tokens)
  const did: Tokens[] = verbs === null ? [] : [{ ...cut, tokens: verbs }]
  const russian = [cut, ...did].flatMap(way => heard(way, RUSSIAN))
  const twice = cut.tokens.length > MOST_TWICE ? [] : russian.flatMap(way => heard(way, RUSSIAN))
  return [...heard(cut, ENGLISH), ...russian, ...did, ...twice]
}

function readWhole(
  text: string,
  cut: Tokens,
  vocabulary: Vocabulary,
  language: Language,
  today: string | null,
): Reading {
  const { unclosed } = cut
  const labels = new Set(vocabulary.fields().flatMap(({ label }) => (label === null ? [] : wordsOf(label))))
  const { tokens, lines } = spoken(
    cut.tokens,
    cut.lines,
    hearing(BEGINS.lexicon, word => labels.has(word)),
  )
  if (unclosed !== null)
    return { kind: 'mistake', at: unclosed, length: 1, expected: { kind: 'quote' }, nearest: null, choices: [] }
  if (tokens.length === 0) return mistakeAt(text, 0, { kind: 'empty' })

  const readAs = (choices: Choices, hints = false): Tried => {
    const made = new Set<keyof Choices>()
    const ways = { many: 1 }
    const cursor: Cursor = {
      ...{ source: text, tokens, vocabulary, language, choices, made, today, hints, ways, begins: BEGINS },
      condition: readNegated,
      ...{
        picks: choices.which,
        at: 0,
        end: tokens.length,
        depth: 0,
        saidNever: false,
        saidBareTime: false,
        bareCount: null,
      },
      ...{
        asides: [],
        trying: false,
        tryBare: false,
        bare: false,
        named: null,
        offer: null,
        last: null,
        tied: null,
        denied: false,
        each: null,
        field: null,
      },
    }
    try {
      return { criterion: checked(simplify(readText(cursor, lines))), mistake: null, made, ways: ways.many }
    } catch (error) {
      if (error instanceof Mistake) return { criterion: null, mistake: error, made, ways: ways.many }
      throw error
    }
  }

  const first = readAs(USUAL, true)
  let all: Choices[] = [USUAL]
  for (const choice of first.made)
    all = all
      .flatMap(choices => valuesOf(choice, first.ways).map(value => ({ ...choices, [choice]: value })))
      .slice(0, MOST_TRIED)
  let tries = 0
  // Where the usual reading is none, another may have choices of its own to make.
  const readOn = (choices: Choices, made: ReadonlySet<keyof Choices>): Tried[] => {
    const read = readAs(choices)
    const choice = [...read.made].find(one => !made.has(one))
    if (++tries > MOST_TRIED || read.criterion === null || choice === undefined) return [read]
    const both = new Set([...made, choice])
    return valuesOf(choice, read.ways).flatMap(value => readOn({ ...choices, [choice]: value }, both))
  }
  const tried = first.made.size === 0 ? [first] : all.flatMap(choices => readOn(choices, first.made))
  // Where one of the ways has more of them than the first: "abandoned cart yesterday, no order since".
  const most = Math.max(...tried.map(({ ways }) => ways))
  for (const which of CHOICES.which.slice(first.ways, most))
    if (first.made.has('which')) tried.push(...readOn({ ...USUAL, which }, first.made))
  // What cannot be read in one of the ways was not meant so.
  const readings = new Map(
    tried.flatMap(({ criterion }) => (criterion === null ? [] : [[JSON.stringify(criterion), criterion] as const])),
  )
  const [only, ...others] = readings.values()
  if (only !== undefined && others.length === 0) return { kind: 'read', criterion: only }
  if (only !== undefined) return { kind: 'readings', readings: [...readings.values()].slice(0, MOST_READINGS) }
  const { mistake } = first
  if (mistake === null) throw new Error('neither read nor a mistake')
  const { at, length, expected, nearest, choices } = mistake
  return { kind: 'mistake', at, length, expected, nearest, choices }
}

/** What a choice can be, as far as it makes a difference. */
function valuesOf(choice: keyof Choices, ways: number): readonly Choices[keyof Choices][] {
  return choice === 'which' ? CHOICES.which.slice(0, ways) : CHOICES[choice]
}

/** What reading in one of the ways came to, and which choices made a difference. */
type Tried = { made: ReadonlySet<keyof Choices>; ways: number } & (
  | { criterion: Criterion; mistake: null }
  | { criterion: null; mistake: Mistake }
)

function mistakeAt(text: string, at: number, expected: Expected): Reading {
  return { kind: 'mistake', at, length: Math.max(0, text.length - at), expected, nearest: null, choices: [] }
}

/** The bounds of stored rules hold for sentences too. */
function checked(criterion: Rule): Criterion {
  try {
    return parseCriterion(criterion)
  } catch (error) {
    if (isAppError(error, 'criterion_too_deep')) throw new Mistake(0, 0, { kind: 'tooDeep' }, null)
    if (isAppError(error, 'criterion_too_large')) throw new Mistake(0, 0, { kind: 'tooLarge' }, null)
    throw error
  }
}
