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

/** The same words are compared with every slip. */
const plains = new Map<string, string>()
const MOST_PLAINS = 20_000

function plainOf(word: string): string {
  const before = plains.get(word)
  if (before !== undefined) return before
  if (plains.size >= MOST_PLAINS) plains.clear()
  const plain = wordOf(word)
  plains.set(word, plain)
  return plain
}

/** What the same keys write in the other keyboard layout: "ujhjl" is "город", "сшен" is "city". */
export function otherLayout(text: string): string {
  return [...text.toLowerCase()].map(sign => otherKey.get(sign) ?? sign).join('')
}

/**
 * The word that was probably meant: the same but for a third of the letters of the shorter one, in either keyboard layout.
 * @param candidates right words, as they are shown
 * @returns one of them; null when none is near
 */
export function nearestWord(written: string, candidates: Iterable<string>): string | null {
  const plain = wordOf(written).slice(0, 64)
  const tries = [plain, wordOf(otherLayout(plain))]
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const right = plainOf(candidate)
    for (const [other, word] of tries.entries()) {
      // Of short words nearly all are near: they must be the same, or slips of two fingers.
      const shorter = Math.min(word.length, right.length)
      const allowed = isShuffled(word, right) ? 1 : Math.min(4, Math.floor((shorter - other) / 3))
      if (shorter < 4 && word[0] !== right[0] && word !== right) continue
      if (Math.abs(word.length - right.length) > allowed) continue
      // The other layout has to be nearer to win: most mistakes are slips.
      const far = (isShuffled(word, right) ? 0.9 : distance(word, right)) + other * 0.5
      if (far <= allowed + other * 0.5 && far < least) {
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
  const tries = [plain, wordOf(otherLayout(plain))]
  const ranked = [...new Set(candidates)].map(candidate => {
    const far = namesOf(candidate).flatMap(name =>
      tries.map((word, other) => {
        const right = wordOf(name).slice(0, 64)
        const longest = Math.max(word.length, right.length, 1)
        const slips = isShuffled(word, right) ? 1 : distance(word, right)
        // A beginning in common: words of another case or number.
        const begins = word.length > 2 && right.length > 2 && word.slice(0, 3) === right.slice(0, 3) ? 0.25 : 0
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

/** The same letters in another order: one slip of two fingers. */
function isShuffled(word: string, right: string): boolean {
  const sorted = (text: string) => [...text].sort().join('')
  return word !== right && word.length === right.length && word.length > 2 && sorted(word) === sorted(right)
}
