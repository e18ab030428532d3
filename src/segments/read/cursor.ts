import { withoutEdges } from '../../text/edges.js'
import type { WordKey } from '../../text/en/segmentWords.js'
import type { Language } from '../../text/format.js'
import type { Window } from '../parts.js'
import type { AnyLeaf, Rule } from '../rule.js'
import { nearestWord, nearestWords } from '../spelling/nearest.js'
import type { Vocabulary } from '../vocabulary.js'
import { type Beginnings, JOINTS, longestAt } from './lexicon.js'
import { isAnswer, isStates } from './names/answers.js'
import type { Token } from './tokens.js'

/** What a reader waited for where it could not go on; `of` names the field, currency or limit it is about. */
export type Expected = { kind: ExpectedKind; of?: string | number }

export type ExpectedKind =
  | 'condition'
  | 'joiner'
  | 'item'
  | 'closing'
  | 'opening'
  | 'quote'
  | 'value'
  | 'number'
  | 'whole'
  | 'quantity'
  | 'amount'
  | 'decimals'
  | 'currency'
  | 'window'
  | 'unit'
  | 'timesOrUnit'
  | 'date'
  | 'day'
  | 'order'
  | 'textTest'
  | 'numberTest'
  | 'dateTest'
  | 'yesNoTest'
  | 'factTest'
  | 'option'
  | 'language'
  | 'country'
  | 'status'
  | 'cell'
  | 'score'
  | 'rung'
  | 'engagement'
  | 'fate'
  | 'followed'
  | 'offer'
  | 'link'
  | 'topic'
  | 'interest'
  | 'often'
  | 'segment'
  | 'list'
  | 'product'
  | 'category'
  | 'promoCode'
  | 'orderStatus'
  | 'place'
  | 'zone'
  | 'question'
  | 'series'
  | 'event'
  | 'property'
  | 'learned'
  | 'measure'
  | 'people'
  | 'coordinates'
  | 'km'
  | 'share'
  | 'once'
  | 'length'
  | 'empty'
  | 'tooLong'
  | 'tooDeep'
  | 'tooLarge'

/** What comes round, "every month", and within what time. */
export type Each = { unit: 'days' | 'weeks' | 'months'; within: Window | null }

/** How a sentence that can be read in several ways is read this time. */
export type Choices = {
  /** Which of *and* and *or* binds what stands beside it, where they are mixed. */
  mixed: 'and' | 'or'
  /** Which of the conditions is meant that a part can be, where none is surer than the others: the number of a combination. */
  which: number
  /** How a list without a heading is joined. */
  list: 'all' | 'any'
  /** Where "in 7 days" after a date looks. */
  dates: 'next' | 'last'
  /** Who did not do something "90 days": those who once did, whoever did not, or who did not more than 90 days ago. */
  quiet: 'had' | 'never' | 'before'
  /** Whether "90 days ago" is longer ago than that, or not so long. */
  span: 'over' | 'in'
  /** Which of two numbers with a slash between them is the day. */
  slash: 'dayFirst' | 'monthFirst'
  /** How conditions are joined that stand behind a comma, where values do. */
  comma: 'and' | 'or'
  /** Whether what happened after an offer was named is about that offer, or about any. */
  about: 'same' | 'any'
  /** Whether a name that products and categories share is a product's. */
  thing: 'product' | 'category'
  /** How many days "a long time" is. */
  long: 30 | 90 | 180
  /** Whether "didn't click or open" is neither of the two, or one of them. */
  denial: 'neither' | 'first'
  /** Within how many days something that comes soon does so, where nobody says it. */
  soon: 3 | 7 | 30
  /** Whether what happened "within 3 days" behind another event did so after it, or in the last 3 days. */
  tie: 'after' | 'apart'
  /** What one point before exactly three digits does: `1.500`. */
  points: 'thousands' | 'decimal'
}

/** How a sentence is read first. */
export const USUAL: Choices = {
  ...{ mixed: 'and', list: 'all', dates: 'next', quiet: 'had', span: 'over' },
  ...{ slash: 'dayFirst', comma: 'and', about: 'same', thing: 'product', points: 'thousands', which: 0 },
  ...{ long: 90, tie: 'after', soon: 7, denial: 'neither' },
}

/** A place in a sentence, and what is needed to read on from it. Readers move `at`; nothing at or past `end` is theirs. */
export type Cursor = {
  readonly source: string
  readonly tokens: readonly Token[]
  at: number
  end: number
  depth: number
  readonly vocabulary: Vocabulary
  readonly begins: Beginnings
  /** Reads a condition, with *not* before it or without, for what stands among values and is none. */
  readonly condition: (c: Cursor) => Rule
  readonly language: Language
  readonly choices: Choices
  /** Which choices made a difference. */
  readonly made: Set<keyof Choices>
  /** True when a count was written as "never": a *not* before it says the same once more. */
  saidNever: boolean
  /** True when a stretch of time had no word that says how it is meant: a *not* before it makes that uncertain. */
  saidBareTime: boolean
  /** Behind a number of times that no word says is one; null where there is none. A *not* before it makes it uncertain. */
  bareCount: number | null
  /** The day of whoever writes, YYYY-MM-DD; null where nobody knows it. */
  readonly today: string | null
  /** How many combinations of parts that can be read in several ways were met: no more need be tried. */
  readonly ways: { many: number }
  /** What is left of `choices.which` for the parts to come (see `pick`). */
  picks: number
  /** Conditions that stood where values were waited for; they are joined to the condition before them. */
  asides: Rule[]
  /** What the condition before named without a word for it: a name behind *or* or *but not* is rather one of these; `thing`: by its whole name. */
  named: 'product' | 'thing' | 'promoCode' | null
  /** The condition on something that happens which was read last: "within 3 days after" means after that. */
  last: AnyLeaf | null
  /** What happened before, where what is read now may be meant to follow it within its stretch of time. */
  tied: AnyLeaf | null
  /** True where *not* stood before that. */
  denied: boolean
  /** What comes round, where what is read now happened in each: "every month". */
  each: Each | null
  /** The field that the value before stood for, without its name; null behind anything else. */
  field: number | null
  /** The offer that was named last, which "it" means. */
  offer: number | null
  /** True behind a condition that had no subject: another may follow without a word that joins them. */
  bare: boolean
  /** True where what is tried may be a condition without a subject too. */
  tryBare: boolean
  /** True where a mistake says what is near: what else a sentence may mean needs no words for that. */
  readonly hints: boolean
  /** True while something is only tried to be read as a condition. */
  trying: boolean
}

/**
 * Which of so many that are as good is taken this time: `choices.which` counts through the combinations of all places.
 * @returns an index
 */
export function pick(c: Cursor, many: number): number {
  if (many < 2) return 0
  c.made.add('which')
  c.ways.many *= many
  const index = c.picks % many
  c.picks = Math.floor(c.picks / many)
  return index
}

/** Ends the reading: what was expected, and where. */
export class Mistake extends Error {
  constructor(
    readonly at: number,
    readonly length: number,
    readonly expected: Expected,
    readonly nearest: string | null,
    /** What there is to choose from, the nearest first. */
    readonly choices: string[] = [],
  ) {
    super(expected.kind)
  }
}

/** The token at the cursor, or some tokens further; null at the end. */
export function peek(c: Cursor, ahead = 0): Token | null {
  return c.at + ahead < c.end ? (c.tokens[c.at + ahead] ?? null) : null
}

/** What the next words mean, if it is one of these; nothing is taken. */
export function see(c: Cursor, ...keys: WordKey[]): { key: WordKey; length: number } | null {
  const seen = longestAt(JOINTS, c, keys)
  const token = c.tokens[c.at]
  // «Студенты» are people, unless that is what some of them answered.
  if (seen?.key !== 'people' || seen.length > 1 || token === undefined) return seen
  if (isAnswer(c.vocabulary, token) || isStates(c.tokens, c.at, c.source)) return null
  return seen
}

/** What words some tokens further mean, if it is one of these. */
export function seeAhead(c: Cursor, ahead: number, ...keys: WordKey[]): { key: WordKey; length: number } | null {
  return longestAt(JOINTS, { tokens: c.tokens, at: c.at + ahead, end: c.end }, keys)
}

/** The words that begin a condition, and stand here: the longest of any kind. */
export function seeBeginning(c: Cursor): { key: string; length: number } | null {
  return longestAt(c.begins.book, c)
}

/** Takes the next words if they mean one of these. @returns which; null, and nothing is taken, when they do not */
export function take(c: Cursor, ...keys: WordKey[]): WordKey | null {
  const seen = see(c, ...keys)
  if (seen === null) return null
  c.at += seen.length
  return seen.key
}

/** Takes a sign. */
export function takeSign(c: Cursor, ...signs: string[]): boolean {
  const token = peek(c)
  if (token?.kind !== 'sign' || !signs.includes(token.text)) return false
  c.at++
  return true
}

/**
 * Ends the reading at the cursor.
 * @param candidates right words, of which the nearest is offered
 * @param length how many tokens are wrong
 */
export function fail(c: Cursor, expected: Expected, candidates: Iterable<string> = [], length = 1): never {
  const first = peek(c)
  const last = peek(c, length - 1) ?? first
  const before = c.tokens[c.at - 1]
  const at = first?.start ?? before?.end ?? 0
  const end = first === null ? at : (last?.end ?? at)
  const written = bare(c.source.slice(at, end))
  const all = [...candidates]
  if (c.trying || !c.hints) throw new Mistake(at, end - at, expected, null)
  const choices = NAMES.has(expected.kind) ? nearestWords(written, all, MOST_CHOICES) : []
  throw new Mistake(at, end - at, expected, nearestWord(written, all), choices)
}

const MOST_CHOICES = 3
/** What is chosen from a list: where nothing is near, it helps to see some of it. */
const NAMES: ReadonlySet<ExpectedKind> = new Set([
  ...(['option', 'cell', 'rung', 'engagement', 'fate', 'status', 'offer', 'link', 'topic', 'segment', 'list'] as const),
  ...(['product', 'category', 'promoCode', 'orderStatus', 'place', 'country', 'language'] as const),
  ...(['question', 'series', 'learned', 'measure', 'interest', 'often'] as const),
])

/**
 * Reads a condition if one stands here, with nothing but the end, a comma or a joiner behind it.
 * @param tryBare one without a subject too
 * @returns it; null, and nothing is taken, when something else stands here
 */
export function tryCondition(c: Cursor, tryBare = false): Rule | null {
  if (c.trying) return null
  const before = { ...c }
  c.trying = true
  c.tryBare = tryBare
  try {
    const criterion = c.condition(c)
    const next = peek(c)
    if (
      next === null ||
      see(c, 'and', 'or', 'but', 'except') !== null ||
      (next.kind === 'sign' && ',;)'.includes(next.text))
    ) {
      const { trying, tryBare, saidNever, saidBareTime, bareCount } = before
      Object.assign(c, { trying, tryBare, saidNever, saidBareTime, bareCount })
      return criterion
    }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  Object.assign(c, before)
  return null
}

/** Without quotes around it. */
function bare(text: string): string {
  return withoutEdges(text, '"“”„«»\'‘’‚‹›')
}
