/** Letters of one alphabet that look like letters of the other, small ones. */
const LATIN = 'aceopxykmtbhi'
const CYRILLIC = 'асеорхукмтвні'

const toCyrillic = new Map<string, string>()
const toLatin = new Map<string, string>()
for (const [i, latin] of [...LATIN].entries()) {
  const cyrillic = CYRILLIC[i] ?? ''
  if (!toCyrillic.has(latin)) toCyrillic.set(latin, cyrillic)
  if (!toLatin.has(cyrillic)) toLatin.set(cyrillic, latin)
}

/**
 * The ways to read a name that has letters of two alphabets in a word, or only such that look alike in both: «Mосква» with
 * a Latin M, "MOCKBA". What was written comes first when it could be meant; in small letters otherwise.
 */
export function readingsOf(name: string): string[] {
  const words = name.toLowerCase().split(/(?<=[\s-])|(?=[\s-])/u)
  const mixed = words.some(word => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word))
  const readings = [turned(words, toCyrillic), turned(words, toLatin)].filter(reading => reading !== null)
  return mixed ? readings : [name, ...readings.filter(reading => reading !== name.toLowerCase())]
}

/** The words with every letter of the other alphabet replaced; null where one looks like none. */
function turned(words: readonly string[], by: ReadonlyMap<string, string>): string | null {
  const foreign = by === toCyrillic ? /\p{Script=Latin}/u : /\p{Script=Cyrillic}/u
  const letters = [...words.join('')].map(letter => (foreign.test(letter) ? by.get(letter) : letter))
  return letters.every(letter => letter !== undefined) ? letters.join('') : null
}
