import type { QuietHours } from '../../../delivery/gate/hours.js'
import { clockOf, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Frequency } from '../../settings/preference.js'

const off = new Set([
  'off',
  'no',
  'none',
  'never',
  'any',
  'no limit',
  'no limits',
  'нет',
  'выкл',
  'выключить',
  'выключи',
  'без',
  'без ограничений',
  'никогда',
])

/** True for what people write to switch something off. */
export function isOff(text: string): boolean {
  return off.has(
    text
      .toLowerCase()
      .replace(/[.!"'«»“”]/g, '')
      .trim(),
  )
}

/** "2 a day, 5 a week". */
export function capWords({ perDay, perWeek }: Frequency, language: Language): string {
  const { caps } = texts(language).settingsCards
  if (perDay !== null && perWeek !== null) return caps.both(perDay, perWeek)
  if (perDay !== null) return caps.day(perDay)
  return perWeek === null ? caps.none : caps.week(perWeek)
}

/** "22:00–09:00". */
export function quietWords(quiet: QuietHours | null, language: Language): string {
  if (quiet === null) return texts(language).settingsCards.quietNone
  return `${clockOf(quiet.from)}–${clockOf(quiet.to)}`
}
