import { DateTime } from 'luxon'
import { SECOND } from '../../../clock.js'
import type { Broadcast } from '../../../delivery/broadcast.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import { offers as presses } from '../offers/addresses.js'
import { shownName } from '../words/name.js'

/** Between "now" and the first message there is time to take it back. */
export const GRACE_MS = 60 * SECOND

/** True for a broadcast that was sent "now" and waits for its minute to pass. */
export function isPending({ state, startsAt, createdAt }: Broadcast, at: number): boolean {
  return state === 'scheduled' && startsAt > at && startsAt - createdAt <= GRACE_MS
}

/** "Goes at 18:41:30", with the way back and the short cut. */
export function pendingCard({ id, offerName, shownAudience, startsAt, zone }: Broadcast, language: Language): Card {
  const t = texts(language).offerCards
  const at = DateTime.fromMillis(startsAt, { zone }).toFormat('HH:mm:ss')
  return {
    text: lines([t.goesAt(shownName(offerName), at, shownAudience)]),
    keyboard: [
      [key(t.keys.undo, presses.undo, { broadcast: id }), key(t.keys.atOnce, presses.atOnce, { broadcast: id })],
    ],
  }
}
