import { parseAmount } from '../../../audience/order/money.js'
import type { Measure, RfmTerms, Steps } from '../../../audience/rfm/rules.js'

/** Reads four numbers that rise, as steps of a measure; null when they are none. */
export function parseSteps(typed: string, measure: Measure, terms: Pick<RfmTerms, 'currency'>): Steps | null {
  const parts = typed.includes(';') ? typed.split(';') : typed.split(/,\s+|\s+|,(?=\d{1,9},)|(?<=,\d{1,9}),/)
  const numbers = parts
    .filter(part => part.trim() !== '')
    .map(part => (measure === 'money' ? parseAmount(part, terms.currency) : whole(part)))
  const [first, second, third, fourth] = numbers
  if (numbers.length !== 4 || first == null || second == null || third == null || fourth == null) return null
  return first < second && second < third && third < fourth ? [first, second, third, fourth] : null
}

function whole(typed: string): number | null {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null
}
