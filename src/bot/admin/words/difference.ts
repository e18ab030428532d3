/** What a text, or a line of it, differs by, in whole words: '' where nothing stood, or nothing stands now. */
export type Difference = { was: string; now: string }

const MOST = 80

/**
 * The words that changed between two texts, from the first to the last of them, each side shortened in its middle;
 * null when the words are the same.
 */
export function differenceOf(was: string, now: string): Difference | null {
  const [before, after] = [wordsOf(was), wordsOf(now)]
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++
  const [gone, come] = [before, after].map(words => shortened(words.slice(start, words.length - end)))
  return gone === '' && come === '' ? null : { was: gone ?? '', now: come ?? '' }
}

/**
 * What changed between two texts, line by line and in their order: of a line that stands in another's place the words that
 * differ, of one that came or went the whole of it. Blank lines count for nothing; empty when the words are the same.
 */
export function differencesOf(was: string, now: string): Difference[] {
  const [before, after] = [linesOf(was), linesOf(now)]
  const kept = commonLines(before, after)
  const found: Difference[] = []
  let [i, j] = [0, 0]
  for (const { was: nextWas, now: nextNow } of [...kept, { was: before.length, now: after.length }]) {
    for (; i < nextWas || j < nextNow; i++, j++) {
      const [gone, come] = [i < nextWas ? before[i] : '', j < nextNow ? after[j] : '']
      const difference = differenceOf(gone ?? '', come ?? '')
      if (difference !== null) found.push(difference)
    }
    ;[i, j] = [nextWas + 1, nextNow + 1]
  }
  return found
}

/** The longest run of lines that stand in both, by their places. */
function commonLines(before: readonly string[], after: readonly string[]): { was: number; now: number }[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row !== undefined)
        row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const common: { was: number; now: number }[] = []
  let [i, j] = [0, 0]
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) common.push({ was: i++, now: j++ })
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return common
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => wordsOf(line).join(' '))
    .filter(line => line !== '')
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '')
}

/** The first and the last words of many. */
function shortened(words: string[]): string {
  const whole = words.join(' ')
  if (whole.length <= MOST) return whole
  const characters = [...whole]
  const half = Math.floor(MOST / 2)
  return `${characters.slice(0, half).join('').trimEnd()} … ${characters.slice(-half).join('').trimStart()}`
}
