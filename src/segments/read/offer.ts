import { type Cursor, fail, peek, take, takeSign } from './cursor.js'
import { byName, readEventName, seesName } from './event.js'
import { failAt } from './value.js'

/** Takes the name of an offer, with the word before it or not; null, and nothing is taken, where none stands. */
export function takeOffer(c: Cursor): number | null {
  if (peek(c)?.kind !== 'quoted' && !seesName(c)) return null
  take(c, 'offer')
  takeSign(c, ':')
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'offer' })
  const { offers } = c.vocabulary
  return byName(written, offers) ?? failAt(c, written, { kind: 'offer' }, offers.all())
}
