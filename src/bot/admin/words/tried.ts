import { DAY, HOUR } from '../../../clock.js'
import { type Language, versionLetter } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

/** "A, B" of two versions. */
export function lettersOf(versions: number, language: Language): string {
  return Array.from({ length: versions }, (_, i) => versionLetter(i, language)).join(', ')
}

/** "4 h", "2 days": how long a trial waits. @param wait ms */
export function waitWords(wait: number, language: Language): string {
  const t = texts(language).versionCards
  return wait % DAY === 0 ? t.days(wait / DAY) : t.hours(Math.round(wait / HOUR))
}
