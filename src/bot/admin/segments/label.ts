import type { Figure } from '../../../segments/estimate.js'
import { count, type Language, shorten } from '../../../text/format.js'
import type { Key } from '../../card.js'

/** A label that may share its row; a longer one stands alone. */
const NARROW = 18
const WIDE = 34

/** "VIP · 412", shortened to fit a row; "VIP · ≈ 400" for a figure that is a guess, without the number when it is null. */
export function countLabel(name: string, figure: Figure | number | null, language: Language): string {
  const { people, guess } =
    typeof figure === 'number' ? { people: figure, guess: null } : (figure ?? { people: null, guess: null })
  const tail = people === null ? '' : ` · ${guess === null ? '' : '≈ '}${count(people, language)}`
  return shorten(name, WIDE - tail.length) + tail
}

/** Rows of two where both labels are short; a long label has a row of its own. */
export function flow(keys: Key[]): Key[][] {
  const rows: Key[][] = []
  for (const key of keys) {
    const last = rows.at(-1)
    const fits = last?.length === 1 && [...last, key].every(({ label }) => label.length <= NARROW)
    if (fits) last.push(key)
    else rows.push([key])
  }
  return rows
}
