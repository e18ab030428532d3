import { distance } from 'fastest-levenshtein'
import { wordOf } from '../read/tokens.js'

const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const otherKey = new Map<string, string>()
for (const [i, latin] of [...LATIN].entries()) {
  const cyrillic = CYRILLIC[i] ?? ''
  otherKey.set(latin, cyrillic)
  otherKey.set(cyrillic, latin)
}

/** A word as it is compared, its letters in order, and which there are: a bit for each, which a few share. */
type Plain = { word: string; sorted: string; letters: number }

function plainOf(word: string): Plain {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return { word, sorted: [...word].sort().join(''), letters }
}

/** The same words are compared with every slip. */
const plains = new Map<string, Plain>()
const MOST_PLAINS = 20_000

function plainOnce(word: string): Plain {
  const before = plains.get(word)
  if (before !== undefined) return before
  if (plains.size >= MOST_PLAINS) plains.clear()
  const plain = plainOf(wordOf(word))
  plains.set(word, plain)
  return plain
}

/** What the same keys write in the other keyboard layout: "ujhjl" is "город", "сшен" is "city". */
export function otherLayout(text: string): string {
  return [...text.toLowerCase()].map(sign => otherKey.get(sign) ?? sign).join('')
}

/** More slips than these nobody makes in a word. */
const MOST_SLIPS = 4

/**
 * The word that was probably meant: the same but for a third of the letters of the shorter one, in either keyboard layout.
 * @param candidates right words, as they are shown
 * @returns one of them; null when none is near
 */
export function nearestWord(written: string, candidates: Iterable<string>): string | null {
  return nearestAmong(candidates)(written)
}

/** The same for several words, of which each is compared with the same candidates. */
export function nearestAmong(candidates: Iterable<string>): (written: string) => string | null {
  const known = Array.from(candidates, candidate => ({ candidate, right: plainOnce(candidate) }))
  return written => nearestOf(written, known)
}

function nearestOf(written: string, known: readonly { candidate: string; right: Plain }[]): string | null {
  const plain = wordOf(written).slice(0, 64)
  const tries = [plain, wordOf(otherLayout(plain))].map(plainOf)
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const { candidate, right } of known) {
    for (let other = 0; other < tries.length; other++) {
      const typed = tries[other]
      if (typed === undefined || Math.abs(typed.word.length - right.word.length) > MOST_SLIPS) continue
      // The other layout has to be nearer to win: most mistakes are slips.
      const far = slipsTo(typed, right, other) + other * 0.5
      if (far < least) {
        best = candidate
        least = far
      }
    }
  }
  return best
}

/**
 * Right words, the nearest first, also where none is near: what there is to choose from.
 * @param candidates right words, as they are shown
 * @param namesOf all that a candidate is called
 */
export function nearestWords(
  written: string,
  candidates: Iterable<string>,
  most: number,
  namesOf: (candidate: string) => readonly string[] = candidate => [candidate],
): string[] {
  const plain = wordOf(written).slice(0, 64)
  const tries = [plain, wordOf(otherLayout(plain))].map(plainOf)
  const ranked = [...new Set(candidates)].map(candidate => {
    const far = namesOf(candidate).flatMap(name =>
      tries.map((typed, other) => {
        const { word } = typed
        const right = plainOf(wordOf(name).slice(0, 64))
        const longest = Math.max(word.length, right.word.length, 1)
        const slips = isShuffled(typed, right) ? 1 : distance(word, right.word)
        // A beginning in common: words of another case or number.
        const begins =
          word.length > 2 && right.word.length > 2 && word.slice(0, 3) === right.word.slice(0, 3) ? 0.25 : 0
        return slips / longest - begins + other * 0.1
      }),
    )
    return { candidate, far: Math.min(...far) }
  })
  return ranked
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/** By how many slips a word is another one, where they are near; else infinitely many. @param other 1 in the other layout */
function slipsTo(typed: Plain, right: Plain, other: number): number {
  const [a, b] = [typed.word, right.word]
  const apart = Math.abs(a.length - b.length)
  const shorter = Math.min(a.length, b.length)
  // Of short words nearly all are near: they must be the same, or slips of two fingers.
  if (shorter < 4 && a[0] !== b[0] && a !== b) return Number.POSITIVE_INFINITY
  if (isShuffled(typed, right)) return 0.9
  const allowed = Math.min(MOST_SLIPS, Math.floor((shorter - other) / 3))
  // A letter that only one of them has is a slip at least; most words end here.
  if (apart > allowed || countOf(typed.letters & ~right.letters) > allowed) return Number.POSITIVE_INFINITY
  if (countOf(right.letters & ~typed.letters) > allowed) return Number.POSITIVE_INFINITY
  const slips = distance(a, b)
  return slips <= allowed ? slips : Number.POSITIVE_INFINITY
}

/** How many bits are set. */
function countOf(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

/** The same letters in another order: one slip of two fingers. */
function isShuffled(typed: Plain, right: Plain): boolean {
  const { word, sorted, letters } = typed
  return (
    letters === right.letters &&
    word.length === right.word.length &&
    word.length > 2 &&
    word !== right.word &&
    sorted === right.sorted
  )
}
