import { exponentOf, minorOf } from '../../../text/currency.js'
import type { Money } from '../../parts.js'
import { type Cursor, fail, peek, see, seeAhead, takeSign } from '../cursor.js'
import { currencyOf, mapCompare } from '../numbers/money.js'
import { LIMIT_WORDS, readCompare, readNumber } from '../numbers/number.js'

/** Words that stand before an amount. */
export const PRICE_WORDS = [...LIMIT_WORDS, 'between', 'from', 'to'] as const

/**
 * "over 500 EUR", "100–200 €".
 * @param otherwise the currency where none is written
 */
export function readMoney(c: Cursor, otherwise: string): Money {
  let currency: string | null = null
  const begin = c.at
  const compare = readCompare(c, () => {
    currency = takeCurrency(c, currency)
    const amount = readNumber(c, { kind: 'amount' })
    currency = takeCurrency(c, currency)
    return amount
  })
  currency = takeCurrency(c, currency)
  const code = currency ?? otherwise
  let fits = true
  const minor = mapCompare(compare, amount => {
    const minor = minorOf(amount, code)
    fits &&= minor !== null && Math.abs(minor) <= 1e12
    return minor ?? 0
  })
  if (fits) return { compare: minor, currency: code }
  const length = c.at - begin
  c.at = begin
  return fail(c, { kind: 'decimals', of: `${code} ${exponentOf(code)}` }, [], length)
}

/** Takes a currency if one is written; two different ones are a mistake. */
function takeCurrency(c: Cursor, before: string | null): string | null {
  const found = currencyAt(c, 0)
  if (found === null) return before
  if (before !== null && before !== found) fail(c, { kind: 'currency', of: before })
  c.at++
  if (c.source.slice(c.tokens[c.at - 1]?.start, c.tokens[c.at - 1]?.end).toLowerCase() === 'руб') takeSign(c, '.')
  return found
}

export function currencyAt(c: Cursor, ahead: number): string | null {
  const token = peek(c, ahead)
  if (token === null || token.kind === 'quoted' || token.kind === 'number') return null
  return currencyOf(c.source.slice(token.start, token.end), token.text)
}

/** True where an amount begins: only its currency tells it from a number of orders. */
export function seesMoney(c: Cursor): boolean {
  const word = see(c, ...PRICE_WORDS)
  const begin = word?.length ?? 0
  // "Exactly 1 and top 10%": Tonga's money is the TOP.
  const joints = word?.key === 'between' ? (['to', 'and'] as const) : (['to'] as const)
  // A minus, a number, a dash, a minus and a number are the longest amount.
  for (let ahead = begin; ahead < begin + 6; ahead++) {
    const token = peek(c, ahead)
    if (token === null) return false
    if (currencyAt(c, ahead) !== null) return true
    const joins = token.kind === 'sign' ? '-+'.includes(token.text) : seeAhead(c, ahead, ...joints) !== null
    const before = ahead === begin ? null : peek(c, ahead - 1)
    const number = token.kind === 'number' && before?.kind !== 'number' && before?.text !== '+'
    if (!number && !joins) return false
  }
  return false
}

/** True where an amount begins so many tokens further, with a currency or without. */
export function seesPrice(c: Cursor, ahead: number): boolean {
  const word = seeAhead(c, ahead, ...PRICE_WORDS)
  const first = ahead + (word?.length ?? 0)
  const number = peek(c, peek(c, first)?.text === '-' ? first + 1 : first)?.kind === 'number'
  return number || currencyAt(c, first) !== null
}
