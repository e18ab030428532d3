import { phrasesOf } from '../read/lexicon.js'
import type { Token } from '../read/tokens.js'
import { isLeading, type Weight } from './weight.js'
import { PURPOSE, SMALL } from './words.js'

/** A sentence in pieces: what each says, and which are set aside. */
export type Pieces = { tokens: readonly Token[]; weights: readonly Weight[]; gone: ReadonlySet<number> }

/** Pieces from `first` to `last` that may be set aside, `words` of them; `with`: commas and joiners that go along. */
export type Stretch = { first: number; last: number; words: number; with: readonly number[] }

/** More words than these at once are a part of the sentence, and not a slip of the tongue. */
export const MOST_WORDS = 6
/** So far before the place of a mistake what is wrong may begin. */
const MOST_BEFORE = 3

const CAN_GO: ReadonlySet<Weight> = new Set(['fill', 'small', 'strange'])
const LABEL: ReadonlySet<Weight> = new Set(['fill', 'small', 'strange', 'begin', 'comma'])
const CYRILLIC = /\p{Script=Cyrillic}/u
/** What is only done in thought: "plan ordering", «передумали заказать». */
const THOUGHT = /(?:ть|ти|чь)(?:ся|сь)?$|ing$/u
/** An adjective says nothing of what is done with what it stands before. */
const QUALIFIER = /(?:[ыи][ехм]|[ыи]ми|ая|яя)$|(?:y|ful|ous|ive|ic|able|ible|al)$/u
/** What is said of somebody: "pizza was ordered". */
const PASSIVE: ReadonlySet<string> = new Set(['is', 'are', 'was', 'were', 'been', 'был', 'была', 'были', 'было'])
/** In a stretch these are what it is for, and not where from or with what. */
const AIMS: ReadonlySet<string> = new Set(['to', 'for', 'as', 'для', 'чтобы', 'чтоб'])
/** Who says what is to be done with people, and with which words. */
const OURSELVES: ReadonlySet<string> = new Set(['we', 'i', 'мы', 'я'])
const POINTS: ReadonlySet<string> = new Set(['that', 'who', 'whom', 'которых', 'которым', 'кого', 'кому'])
const WISHES: ReadonlySet<string> = new Set([
  ...['should', 'can', 'could', 'want', 'need', 'would', 'must', 'will', 'might', 'may', 'надо', 'нужно', 'можно'],
  ...['стоит', 'хотим', 'хочу', 'хотел', 'хотели', 'должны', 'планируем', 'будем', 'могли', 'могу', 'можем', 'бы'],
])
const DENIES: ReadonlySet<string> = new Set(phrasesOf(['not', 'except', 'isNot', 'unknown']))
/** Behind them something is said that they are about. */
const ASKS: ReadonlySet<string> = new Set([
  ...DENIES,
  ...phrasesOf([
    'over',
    'under',
    'atLeast',
    'atMost',
    'exactly',
    'between',
    'older',
    'younger',
    'noOlder',
    'noYounger',
  ]),
  ...phrasesOf(['likes', 'cameFrom', 'speaks', 'memberOf', 'livesIn']),
])

/** Where words stand together that say nothing, from the first to the last of each. */
export function fillIn(weights: readonly Weight[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [i, weight] of weights.entries()) {
    if (weight !== 'fill') continue
    const last = runs.at(-1)
    if (last?.[1] === i - 1) last[1] = i
    else runs.push([i, i])
  }
  return runs
}

/** The commas that only stand around words that say nothing. */
export function commasAround(weights: readonly Weight[], [first, last]: readonly [number, number]): number[] {
  const commas = [first - 1, last + 1].filter(i => weights[i] === 'comma')
  const edge = first === 0 || last === weights.length - 1
  return edge || commas.length === 2 ? commas : []
}

/**
 * What may be set aside so that it is read further than up to a place, the shortest first.
 * @param at in UTF-16 units
 * @param tooMuch whether what stands at the place itself may be too much
 */
export function stretchesAt(pieces: Pieces, at: number, tooMuch: boolean): Stretch[] {
  const { tokens, weights, gone } = pieces
  const wrong = tooMuch ? tokens.findIndex(({ end }, i) => end > at && !gone.has(i) && weights[i] !== 'comma') : -1
  const around = wrong === -1 ? [] : aroundAt(pieces, wrong)
  return [...labelOf(pieces, at), ...purposeOf(pieces), ...around.sort((a, b) => a.words - b.words)]
}

/** What stands before a colon or a dash, where it only says how people are called: "our darlings: women from Riga". */
function labelOf({ tokens, weights, gone }: Pieces, at: number): Stretch[] {
  const end = tokens.findIndex(({ kind, text, start, end }, i) => {
    const apart = tokens[i - 1]?.end !== start && tokens[i + 1]?.start !== end
    return kind === 'sign' && (text === ':' || (text === '-' && apart))
  })
  const before = weights.slice(0, Math.max(0, end))
  const fits =
    end > 0 && end <= MOST_WORDS && end < tokens.length - 1 && at <= (tokens[end]?.end ?? 0) && gone.size === 0
  if (!fits || !before.includes('strange') || !before.every(weight => LABEL.has(weight))) return []
  return [{ first: 0, last: end - 1, words: before.filter(weight => weight !== 'comma').length, with: [end] }]
}

/** What a sentence is for, behind all that it asks: "… for the spring campaign", «…, которых надо поздравить». */
function purposeOf(pieces: Pieces): Stretch[] {
  const { tokens, weights, gone } = pieces
  return tokens.flatMap((_, first): Stretch[] => {
    if (first === 0 || gone.has(first) || gone.has(first - 1) || !saysWhy(tokens, first)) return []
    const behind = weights.slice(first)
    const words = behind.filter(weight => weight !== 'comma').length
    if (weights[first - 1] === 'begin' || words < 2 || words > MOST_WORDS) return []
    if (!behind.some(one => one === 'strange' || one === 'begin')) return []
    if (!behind.every((weight, i) => LABEL.has(weight) || WISHES.has(tokens[first + i]?.text ?? ''))) return []
    const comma = weights[first - 1] === 'comma' ? [first - 1] : []
    return [{ first, last: tokens.length - 1, words, with: comma }]
  })
}

/** True where words begin that say what somebody is looked for. */
function saysWhy(tokens: readonly Token[], at: number): boolean {
  const text = (ahead: number) => tokens[at + ahead]?.text ?? ''
  if (PURPOSE.has(text(0))) return true
  const own = [0, 1].find(ahead => OURSELVES.has(text(ahead))) ?? -1
  const points = own === 0 || POINTS.has(text(0))
  return points && WISHES.has(text(own + 1))
}

function aroundAt(pieces: Pieces, wrong: number): Stretch[] {
  const { weights, gone } = pieces
  const goes = (i: number) => i >= 0 && i < weights.length && !gone.has(i) && CAN_GO.has(weights[i] ?? 'firm')
  if (!goes(wrong)) return []
  const found: Stretch[] = []
  let first = wrong
  for (let back = 0; back <= MOST_BEFORE && goes(first); back++, first--) {
    let last = wrong
    let words = wrong - first + 1
    for (; words <= MOST_WORDS; last++) {
      if (weights[last] !== 'comma') {
        const joints = jointsOf(pieces, first, last)
        if (joints !== null && isSafe(pieces, first, last)) found.push({ first, last, words, with: joints })
        words++
      }
      const next = last + 1
      if (!goes(next) && !(weights[next] === 'comma' && goes(next + 1))) break
    }
  }
  return found
}

/** The nearest piece that stays, before or behind one; null where none does. */
function neighbour({ tokens, gone }: Pieces, from: number, step: 1 | -1): number | null {
  for (let i = from + step; i >= 0 && i < tokens.length; i += step) if (!gone.has(i)) return i
  return null
}

/** What joined a stretch to the rest, as far as it goes with it; null where that would join the rest in another way. */
function jointsOf(pieces: Pieces, first: number, last: number): number[] | null {
  const { tokens, weights } = pieces
  const joins = (i: number | null) => i !== null && (weights[i] === 'joint' || weights[i] === 'comma')
  const all = (from: number, step: 1 | -1): number[] => {
    const next = neighbour(pieces, from, step)
    return next !== null && joins(next) ? [next, ...all(next, step)] : []
  }
  const [before, behind] = [all(first, -1), all(last, 1)]
  const [begins, ends] = [
    neighbour(pieces, before.at(-1) ?? first, -1) === null,
    neighbour(pieces, behind.at(-1) ?? last, 1) === null,
  ]
  if (begins && ends) return null
  if (begins) return [...before, ...behind]
  if (ends) return [...before, ...behind]
  if (before.length === 0 || behind.length === 0) return []
  const said = (joints: readonly number[]) => joints.find(i => weights[i] === 'joint')
  const [one, other] = [said(before), said(behind)]
  if (one === undefined) return before
  if (other === undefined) return behind
  return tokens[one]?.text === tokens[other]?.text ? before : null
}

/** True where what stays means what it meant before. */
function isSafe(pieces: Pieces, first: number, last: number): boolean {
  const { tokens, weights } = pieces
  const inside = tokens.slice(first, last + 1)
  if (!weights.slice(first, last + 1).includes('strange') && !weights.slice(first, last + 1).includes('fill'))
    return false
  if (inside.some(token => isLeading(token) && !AIMS.has(token.text)) || isLeading(inside.at(-1))) return false
  if (PASSIVE.has(inside.at(-1)?.text ?? '')) return false
  const [before, behind] = [neighbour(pieces, first, -1), neighbour(pieces, last, 1)]
  const led = before !== null && isLeading(tokens[before])
  const ends = behind === null || weights[behind] === 'comma' || weights[behind] === 'joint'
  // "Iphone users from Riga": the words say which people are meant.
  if (!ends && weights[last] === 'small' && !SMALL.has(tokens[last]?.text ?? '')) return false
  if (isAsked(pieces, before) || (!ends && isNamed(pieces, before, inside.length))) return false
  if (behind === null) return !led
  const next = tokens[behind]
  const text = next?.text ?? ''
  switch (weights[behind]) {
    case 'joint':
      return !led && !(before === null && isValue(pieces, behind + 1))
    case 'comma':
      return !led
    case 'begin':
      return !led && !CYRILLIC.test(text) && !THOUGHT.test(text)
    case 'small':
      // "Sister of VIP": not they are meant.
      return !led && text !== 'of' && SMALL.has(text) && !isPassive(pieces, behind)
    case 'firm':
      if (next?.kind === 'sign') return text === '.' && !led
      if (next?.kind !== 'word') return false
      if (DENIES.has(text)) return !led && !CYRILLIC.test(text)
      return !ASKS.has(text) && (led || QUALIFIER.test(inside.at(-1)?.text ?? ''))
    default:
      return false
  }
}

/** True where a *not* or a comparison stands before, perhaps with small words between. */
function isAsked(pieces: Pieces, before: number | null): boolean {
  const { tokens, weights } = pieces
  let at = before
  while (at !== null && weights[at] === 'small') at = neighbour(pieces, at, -1)
  return at !== null && ASKS.has(tokens[at]?.text ?? '')
}

/** "Regular coffee drinkers in London": words that go on a name. */
function isNamed({ weights }: Pieces, before: number | null, words: number): boolean {
  return words > 1 && before !== null && (weights[before] === 'firm' || weights[before] === 'begin')
}

/** «Гродненцы и брестчане»: a value that was one of two. */
function isValue({ tokens, weights }: Pieces, at: number): boolean {
  const names = weights[at] === 'firm' || weights[at] === 'strange'
  return names && tokens[at]?.kind === 'word' && !DENIES.has(tokens[at]?.text ?? '')
}

function isPassive(pieces: Pieces, at: number): boolean {
  const next = neighbour(pieces, at, 1)
  return (
    PASSIVE.has(pieces.tokens[at]?.text ?? '') &&
    next !== null &&
    pieces.tokens[next]?.kind === 'word' &&
    !isLeading(pieces.tokens[next])
  )
}
