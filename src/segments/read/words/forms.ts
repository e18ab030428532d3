import { JOINTS, type Lexicon } from '../lexicon.js'
import type { Token } from '../tokens.js'
import { stemOf } from './inflect.js'

/** Shorter words are forms of too many others. */
const SHORTEST = 5
const SHORTEST_STEM = 4
/** Of these «не» is a word of its own: «неактивные» are not «активные». */
const SHORTEST_DENIED = 6

/** What people write without its apostrophe. */
const CONTRACTED: ReadonlyMap<string, string> = new Map(
  ["didn't", "don't", "doesn't", "hasn't", "haven't", "hadn't", "isn't", "aren't", "wasn't", "weren't", "won't"].map(
    word => [word.replace("'", ''), word],
  ),
)

const REFLEXIVE = /с[яь]$/u
const REFLEXIVE_PAST = /л[аио]?с[яь]$/u

/** Words that change their form, as tokens with the form that the language knows. Names keep what was written: they are cut from the source. */
export type Hearing = (token: Token) => Token[]

/**
 * Hears words of the language in forms that it does not list: «заблокировавшие» as «заблокировали», "non-buyers" as two
 * words. A word that several meanings have forms of stays as it was written, and so does one of a name.
 * @param isName true for words of names, which are compared as they are written
 */
export function hearing({ words, byStem }: Lexicon, isName: (word: string) => boolean): Hearing {
  const known = (word: string) => words.has(word) || JOINTS.has(word)
  const formed = (token: Token): Token | null => {
    if (token.text.length < SHORTEST) return null
    const stem = stemOf(token.text)
    const form = stem.length < SHORTEST_STEM ? undefined : byStem.get(stem)
    // «Возвращались» are people, and no «возвращали».
    const same = form !== undefined && (REFLEXIVE.test(form) || !REFLEXIVE_PAST.test(token.text))
    return same ? { ...token, text: form } : null
  }
  return token => {
    const { text, start } = token
    if (known(text) || isName(text)) return [token]
    const whole = CONTRACTED.get(text)
    if (whole !== undefined) return [{ ...token, text: whole }]
    // "Last month's" is of last month.
    const owner = /^(\p{L}{3,})'s$/u.exec(text)?.[1]
    if (owner !== undefined && JOINTS.has(owner)) return [{ ...token, text: owner }]
    // «Вошедшие» are those who «вошли».
    const went = /^(\p{Script=Cyrillic}{1,5})шедш(?:ий|ая|ие|их|им|ими|его|ей|ему)$/u.exec(text)?.[1]
    if (went !== undefined && (known(`${went}шли`) || known(`${went}шел`))) return [{ ...token, text: `${went}шли` }]
    if (/^ex-\p{L}{2}/u.test(text))
      return [
        { ...token, text: 'ex', end: start + 2 },
        { ...token, text: text.slice(3), start: start + 3 },
      ]
    const non = /^non-?(?=\p{L}{3})/u.exec(text)?.[0]
    const denied = non ?? (/^не-?(?=\p{Script=Cyrillic})/u.exec(text)?.[0] || null)
    if (denied !== null) {
      const rest: Token = { ...token, text: text.slice(denied.length), start: start + denied.length }
      const heard = known(rest.text) ? rest : formed(rest)
      const long = denied.endsWith('-') || rest.text.length >= SHORTEST_DENIED
      if (denied.endsWith('-') || (heard !== null && long))
        return [{ ...token, text: non === undefined ? 'не' : 'not', end: start + denied.length }, heard ?? rest]
    }
    return [formed(token) ?? token]
  }
}
