import { JOINTS, longestAt } from '../lexicon.js'
import type { Token } from '../tokens.js'

const POWER = /^\d{1,3}(?:[.,]\d+)?[^\S\n]?(\p{L}+)\.?$/u

/** "2-5k", «от 2 до 5 тысяч»: what multiplies the second of two numbers multiplies the first as well. */
export function timesPower(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, i) => {
    if (token.kind !== 'number' || !/^\d{1,3}$/.test(token.text)) return token
    const second = tokens[i + 2]
    if (second?.kind !== 'number' || !POWER.test(second.text)) return token
    const place = { tokens, at: i + 1, end: i + 2 }
    const between = longestAt(JOINTS, { tokens, at: i - 1, end: i }, ['between']) !== null
    const joins = tokens[i + 1]?.text === '-' || longestAt(JOINTS, place, between ? ['to', 'and'] : ['to']) !== null
    const power = second.value / Number.parseFloat(second.text.replace(',', '.'))
    return joins && power > 1 && token.value * power < second.value ? { ...token, value: token.value * power } : token
  })
}
