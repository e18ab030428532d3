import type { CutPoints, Measure } from '../../../audience/rfm/rules.js'
import { count, type Language, money } from '../../../text/format.js'

/** Where a measure is cut, in days, orders or money: "37 · 98.4 · 159.6 · 247". */
export function pointWords(measure: Measure, points: CutPoints, currency: string, language: Language): string {
  const words = points.map(point =>
    measure === 'money' ? money(Math.round(point), currency, language) : count(point, language),
  )
  return words.join(' · ')
}
