import type { Language } from '../text/format.js'
import type { Criterion } from './criterion.js'
import { kindred } from './fragment/kindred.js'
import { commasAround, fillIn, MOST_WORDS, type Pieces, type Stretch, stretchesAt } from './fragment/stretch.js'
import { type Weight, weigh } from './fragment/weight.js'
import { tokenise } from './read/tokens.js'
import { type Reading, readSentence } from './read.js'
import type { Vocabulary } from './vocabulary.js'

/** What can be read of a sentence that cannot be read whole, and the words that were set aside for it, as they were written. */
export type Fragment = { criterion: Criterion; unread: string[] }

type Mistaken = Extract<Reading, { kind: 'mistake' }>
/** A sentence without some of its words. */
type State = { gone: ReadonlySet<number>; unread: readonly (readonly [number, number])[]; words: number }

/** What is longer was not typed; in UTF-16 units. */
const LONGEST = 300
/** More than these nobody compares. */
const MOST_FRAGMENTS = 3
const MOST_STRETCHES = 2
/** A sentence is read so often at most, that looking for what can be read of it takes its time times a number. */
const MOST_TRIED = 12
/** What may be too much in a sentence; elsewhere a name is missing, or something that is asked. */
const TOO_MUCH: ReadonlySet<string> = new Set(['condition', 'joiner'])
/** Shorter words are no towns. */
const SHORTEST_TOWN = 4

/**
 * What can be read of a sentence that cannot be read whole: with the fewest words set aside, in two places at most, of
 * which none says *not*, compares, counts, tells a time or is a name that there is. Always to be asked, never to be taken
 * for what was written. Empty where more of it would be unread than read.
 * @param mistake what reading the whole came to
 * @param mended whether something that was rather meant can be offered: only words that say nothing are set aside then
 * @returns at most three
 */
export function readFragments(
  text: string,
  mistake: Mistaken,
  vocabulary: Vocabulary,
  language: Language,
  today: string | null,
  mended: boolean,
): Fragment[] {
  const { tokens, unclosed } = tokenise(text)
  if (text.length > LONGEST || unclosed !== null) return []
  const weights = weigh(tokens, vocabulary)
  const piecesOf = ({ gone }: State): Pieces => ({ tokens, weights, gone })
  let tries = 0
  const read = (state: State) => {
    tries++
    return readSentence(without(text, piecesOf(state)), vocabulary, language, today)
  }
  const fits = (state: State) =>
    state.words <= MOST_WORDS && isMostlyRead(piecesOf(state)) && !namesTown(piecesOf(state), vocabulary, language)
  const found = (states: readonly State[], readings: readonly Reading[]) =>
    fragmentsOf(text, piecesOf, states, readings)

  const plain = withoutFill(weights)
  const first = plain === WHOLE ? mistake : read(plain)
  if (first.kind !== 'mistake') return fits(plain) ? found([plain], [first]) : []
  if (mended) return []

  let open: { state: State; mistake: Mistaken }[] = [{ state: plain, mistake: first }]
  for (let stretches = 1; stretches <= MOST_STRETCHES; stretches++) {
    const states = open
      .flatMap(({ state, mistake: { at, expected } }) =>
        stretchesAt(piecesOf(state), at, TOO_MUCH.has(expected.kind)).map(stretch => setAside(state, stretch)),
      )
      .filter(fits)
      .sort((a, b) => a.words - b.words)
    const next: typeof open = []
    const done: { state: State; reading: Reading }[] = []
    for (const state of states) {
      const [shortest] = done
      if (tries >= MOST_TRIED || (shortest !== undefined && state.words > shortest.state.words)) break
      const reading = read(state)
      if (reading.kind !== 'mistake') done.push({ state, reading })
      else next.push({ state, mistake: reading })
    }
    const fragments = found(
      done.map(({ state }) => state),
      done.map(({ reading }) => reading),
    )
    if (fragments.length > 0) return fragments
    open = next
  }
  return []
}

/**
 * The same of a sentence some words of which are only of the root of a name, where nothing nearer is found: what was read
 * for them stands in the criterion, what went along among the unread.
 */
export function readKindred(
  text: string,
  vocabulary: Vocabulary,
  language: Language,
  today: string | null,
): Fragment[] {
  for (const kin of kindred(text, vocabulary)) {
    const reading = readSentence(kin.text, vocabulary, language, today)
    const found =
      reading.kind === 'mistake'
        ? readFragments(kin.text, reading, vocabulary, language, today, false)
        : (reading.kind === 'read' ? [reading.criterion] : reading.readings).map(criterion => ({
            criterion,
            unread: [],
          }))
    if (found.length > 0)
      return found
        .slice(0, MOST_FRAGMENTS)
        .map(({ criterion, unread }) => ({ criterion, unread: [...kin.unread, ...unread] }))
  }
  return []
}

const WHOLE: State = { gone: new Set(), unread: [], words: 0 }

/** Words that say nothing are no slips: however many they are, the rest is all that was meant. */
function withoutFill(weights: readonly Weight[]): State {
  const runs = fillIn(weights)
  const gone = runs.flatMap(run => [...commasAround(weights, run), ...range(run)])
  return runs.length === 0 ? WHOLE : { gone: new Set(gone), unread: runs, words: 0 }
}

function range([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function setAside(state: State, { first, last, words, with: along }: Stretch): State {
  return {
    gone: new Set([...state.gone, ...range([first, last]), ...along]),
    unread: [...state.unread, [first, last]],
    words: state.words + words,
  }
}

/** Every place stays where it was. */
function without(text: string, { tokens, gone }: Pieces): string {
  let out = ''
  let at = 0
  for (const [i, { start, end }] of tokens.entries()) {
    if (!gone.has(i)) continue
    out += `${text.slice(at, start)}${' '.repeat(end - start)}`
    at = end
  }
  return out + text.slice(at)
}

/** True where at least half of the words that say something stay. */
function isMostlyRead({ tokens, weights, gone }: Pieces): boolean {
  const staying = tokens.filter(({ kind }, i) => kind !== 'sign' && !gone.has(i) && SAYS.has(weights[i] ?? 'small'))
  const unread = weights.filter((weight, i) => gone.has(i) && (weight === 'strange' || weight === 'begin'))
  return staying.length > 0 && staying.length >= unread.length
}

const SAYS: ReadonlySet<Weight> = new Set(['strange', 'begin', 'firm'])

/** True where a town is among what is set aside: nobody here may live there, but it was meant. */
function namesTown({ tokens, weights, gone }: Pieces, vocabulary: Vocabulary, language: Language): boolean {
  return [...gone].some(i => {
    const text = tokens[i]?.text ?? ''
    return weights[i] === 'strange' && text.length >= SHORTEST_TOWN && vocabulary.cities(text, language).length > 0
  })
}

function fragmentsOf(
  text: string,
  piecesOf: (state: State) => Pieces,
  states: readonly State[],
  readings: readonly Reading[],
): Fragment[] {
  const found = new Map<string, Fragment>()
  for (const [i, reading] of readings.entries()) {
    const state = states[i]
    if (state === undefined || reading.kind === 'mistake') continue
    const { tokens } = piecesOf(state)
    const unread = [...state.unread]
      .sort(([a], [b]) => a - b)
      .map(([first, last]) => text.slice(tokens[first]?.start, tokens[last]?.end))
    for (const criterion of reading.kind === 'read' ? [reading.criterion] : reading.readings) {
      const key = JSON.stringify(criterion)
      if (!saysNothing(criterion) && !found.has(key)) found.set(key, { criterion, unread })
    }
  }
  return [...found.values()].slice(0, MOST_FRAGMENTS)
}

/** True for everybody, and for nobody: nothing of the sentence was read. */
function saysNothing(criterion: Criterion): boolean {
  const inside = 'not' in criterion ? criterion.not : criterion
  return 'leaf' in inside && inside.leaf === 'everyone'
}
