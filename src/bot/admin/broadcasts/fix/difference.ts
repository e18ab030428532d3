/** What two texts differ by, in whole words: '' where nothing stood, or nothing stands now. */
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
