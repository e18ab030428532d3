import type { Figure } from '../../../segments/people/estimate.js'
import { count, type Language, shortenName } from '../../../text/format.js'
import { ALONE } from '../../card.js'

/** "VIP · 412", shortened to fit a row; "VIP · ≈ 400" for a figure that is a guess, without the number when it is null. */
export function countLabel(name: string, figure: Figure | number | null, language: Language): string {
  const { people, guess } =
    typeof figure === 'number' ? { people: figure, guess: null } : (figure ?? { people: null, guess: null })
  const tail = people === null ? '' : ` · ${guess === null ? '' : '≈ '}${count(people, language)}`
  return shortenName(name, ALONE - tail.length) + tail
}
