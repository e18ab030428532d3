import type { Token } from '../tokens.js'

const CASES = '(?:ий|ая|ее|ие|его|ей|их|им|ими|ему|ую)'
/** «Смотревшие», «заинтересовавшихся»: who did it. */
const PAST = new RegExp(`^(\\p{Script=Cyrillic}{2,}?[аеиояуы])вш${CASES}(ся)?$`, 'u')
/** «Принёсшие», «прошедшие»: verbs that lost their ending. */
const WENT = new RegExp(`^(\\p{Script=Cyrillic}{0,6})шедш${CASES}(ся)?$`, 'u')
/** «Заказывающие», «приходящие»: who does it. */
const PRESENT = new RegExp(`^(\\p{Script=Cyrillic}{2,}[ауюя])щ${CASES}(ся)?$`, 'u')
/** Adjectives that only look so. */
const ADJECTIVE = /^(?:будущ|следующ|настоящ|подходящ|предыдущ|текущ|действующ|ведущ|общ|лучш)/u

/**
 * Tokens with each active participle as the verb that it is of: «женщины, смотревшие товары» as «женщины, смотрели товары». Names in
 * quotes stay. Null where there is none.
 */
export function withVerbs(tokens: readonly Token[]): Token[] | null {
  let changed = false
  const heard = tokens.map(token => {
    const verb = token.kind === 'word' ? verbOf(token.text) : null
    if (verb === null) return token
    changed = true
    return { ...token, text: verb }
  })
  return changed ? heard : null
}

/** The verb of which this is an active participle: «смотревшие» is of «смотрели»; null for any other word. */
export function verbOf(word: string): string | null {
  if (word.length < SHORTEST || ADJECTIVE.test(word)) return null
  const went = WENT.exec(word)
  if (went !== null) return `${went[1]}шли${went[2] === undefined ? '' : 'сь'}`
  const past = PAST.exec(word)
  if (past !== null) return `${past[1]}ли${past[2] === undefined ? '' : 'сь'}`
  const present = PRESENT.exec(word)
  return present === null ? null : `${present[1]}т${present[2] ?? ''}`
}

const SHORTEST = 6
