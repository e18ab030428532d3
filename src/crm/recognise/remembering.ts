/** So many texts are remembered by each reading. */
const MOST = 2_000
/** Shorter texts are never parts of a longer one that they would keep from being forgotten. */
const WHOLE = 13

/**
 * The same reading, which remembers what it made of the last texts: a file has few words, and millions of rows. Where
 * hardly a text comes twice it no longer tries to.
 * @param read gives the same for the same text
 */
export function remembering<T extends string | number | boolean | object | null>(
  read: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>()
  let [asked, missed] = [0, 0]
  return text => {
    if (missed > 2 * MOST && missed * 2 > asked) return read(text)
    asked += 1
    const before = known.get(text)
    if (before !== undefined) return before
    missed += 1
    const own = text.length < WHOLE ? text : Buffer.from(text, 'utf16le').toString('utf16le')
    const made = read(own)
    if (known.size >= MOST) known.clear()
    known.set(own, made)
    return made
  }
}
