import { parseAmount } from '../../../audience/money.js'
import type { Measure, RfmTerms, Steps } from '../../../audience/rfm/rules.js'
import type { CutPoints } from '../../../audience/rfm/score.js'
import { count, type Language, money } from '../../../text/format.js'

/** Where a measure is cut, in days, orders or money: "37 · 98.4 · 159.6 · 247". */
export function pointWords(measure: Measure, points: CutPoints, currency: string, language: Language): string {
  const words = points.map(point =>
    measure === 'money' ? money(Math.round(point), currency, language) : count(point, language),
  )
  return words.join(' · ')
}

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
