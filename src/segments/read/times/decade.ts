import type { Token } from '../tokens.js'

/** Decades that are said in words, by their first year. */
export const DECADES: ReadonlyMap<string, number> = new Map([
  ...([
    ['шестидесятых', 1960],
    ['семидесятых', 1970],
    ['восьмидесятых', 1980],
    ['девяностых', 1990],
  ] as const),
  ...([
    ['нулевых', 2000],
    ['десятых', 2010],
    ['sixties', 1960],
    ['seventies', 1970],
    ['eighties', 1980],
  ] as const),
  ...([
    ['nineties', 1990],
    ['пятидесятых', 1950],
    ['fifties', 1950],
  ] as const),
])

/** Behind a number of a decade: the 90s, 1990-х. */
const OF_DECADE = new Set(['s', 'х', 'ые', 'ых', 'е', 'тых', 'тые'])

/** A decade that is said so many tokens further. */
export function decadeAt(tokens: readonly Token[], i: number): { token: Token; length: number } | null {
  const [number, sign, word] = [tokens[i], tokens[i + 1], tokens[i + 2]]
  if (number?.kind !== 'number' || !/^(?:19|20)?\d0$/.test(number.text)) return null
  const short = sign?.kind === 'word' && sign.text === 's' && sign.start === number.end
  const hyphened =
    sign?.text === '-' && sign.start === number.end && word?.start === sign.end && OF_DECADE.has(word?.text ?? '')
  if (!short && !hyphened) return null
  const last = short ? sign : word
  const value = number.value >= 1900 ? number.value : number.value + (number.value >= 30 ? 1900 : 2000)
  const token: Token = { ...number, kind: 'decade', text: `${value}s`, value, end: last?.end ?? number.end }
  return { token, length: short ? 2 : 3 }
}
