import { attributes } from '../../db/schema/index.js'
import { unreachable } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { dayNumber } from './day.js'

/** What kind of fact a field holds. */
export const ATTRIBUTE_TYPES = attributes.type.enumValues
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number]

/**
 * A value as conditions compare it: text folded (case, ё, spaces), a number, days since 1970-01-01, or 1 and 0.
 * @param shown the value in its canonical writing: a number with a point, a day as YYYY-MM-DD, `yes` or `no`
 * @returns null when it is not a value of that type
 */
export function comparableOf(type: AttributeType, shown: string): string | number | null {
  switch (type) {
    case 'text':
    case 'one_of':
    case 'many_of':
      return fold(shown) === '' ? null : fold(shown)
    case 'number': {
      const value = Number(shown)
      return shown.trim() !== '' && Number.isFinite(value) ? value : null
    }
    case 'date':
      return dayNumber(shown)
    case 'yes_no':
      return shown === 'yes' ? 1 : shown === 'no' ? 0 : null
    default:
      return unreachable(type)
  }
}
