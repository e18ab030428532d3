import type { Broadcast } from '../../../delivery/broadcast.js'
import { dateTime, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

/** That everybody gets it by their own clock, and at what time; null where all get it at once. */
export function clockLine({ ownClock }: Pick<Broadcast, 'ownClock'>, language: Language, now: number): string | null {
  if (ownClock === null) return null
  return texts(language).offerCards.ownClockLine(dateTime(ownClock.at, ownClock.zone, language, now))
}
