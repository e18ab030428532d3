import type { Money } from '../../parts.js'
import { type Cursor, fail, Mistake, peek, see } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { saysDear } from '../numbers/dear.js'
import { limitBy } from '../numbers/money.js'
import { seesWindow } from '../times/window.js'
import { readMoney, seesMoney, seesPrice } from './price.js'

/** What is bought at once. */
const ONE = /^(?:order|purchase|basket|receipt|bill|transaction)$/

/**
 * Takes what an order came to; true when it was there, and none was said before.
 * @param most a limit above it is of an amount
 */
export function takeTotal(c: Cursor, order: { total: Money | null }, most: number): boolean {
  const than = order.total === null ? see(c, 'priceOver', 'priceUnder') : null
  if (than !== null && seesPrice(c, than.length)) {
    c.at += than.length
    const said = c.tokens[c.at - 1]?.text ?? ''
    const { compare, currency } = readMoney(c, c.vocabulary.currency)
    // «На сумму от 100 до 500».
    if ('from' in compare && said === 'от') order.total = { compare, currency }
    if (order.total !== null) return true
    if (!('exactly' in compare)) return fail(c, { kind: 'amount' })
    order.total = { compare: limitBy(than.key, said, compare.exactly), currency }
    return true
  }
  const dear = order.total === null && saysDear(c, most)
  if (dear) {
    order.total = readMoney(c, c.vocabulary.currency)
    return true
  }
  if (order.total === null) {
    // "An order of £200 or more", "an order of at least 200": of one order it is what that came to.
    if (peek(c)?.text === 'of' && ONE.test(c.tokens[c.at - 1]?.text ?? '') && isAmountBehind(c)) {
      c.at++
      order.total = readMoney(c, c.vocabulary.currency)
      return true
    }
    if (seesMoney(c)) {
      order.total = readMoney(c, c.vocabulary.currency)
      return true
    }
    const price = see(c, 'forTotal')
    if (price !== null && seesPrice(c, price.length)) {
      c.at += price.length
      order.total = readMoney(c, c.vocabulary.currency)
      return true
    }
  }
  return false
}

/** True before "of £200", "of at least 200" with nothing that there are so many of: "an order of 3 dresses" is none. */
function isAmountBehind(c: Cursor): boolean {
  const inside: Cursor = { ...c, at: c.at + 1, made: new Set(), trying: true }
  if (!seesPrice(inside, 0)) return false
  try {
    readMoney(inside, c.vocabulary.currency)
    return endsHere(inside) || seesWindow(inside) || see(inside, 'people', 'livesIn') !== null
  } catch (error) {
    if (error instanceof Mistake) return false
    throw error
  }
}
