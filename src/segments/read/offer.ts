import { type Cursor, fail, peek, see, take, takeSign } from './cursor.js'
import { byName, readEventName, seesName } from './event.js'
import { phrasesOf } from './lexicon.js'
import { byForm } from './things.js'
import { failAt, idOf, type Written } from './value.js'

/** Words for an offer that may stand behind its name. */
const NOUNS: ReadonlySet<string> = new Set([...phrasesOf(['offerNoun']), 'оффер', 'оффера', 'офферу', 'оффере'])

/** Takes the name of an offer, with words around it or not; null, and nothing is taken, where none stands. */
export function takeOffer(c: Cursor): number | null {
  if (peek(c)?.kind !== 'quoted' && !seesName(c)) return null
  const { offers } = c.vocabulary
  const begin = c.at
  const it = c.offer === null ? null : see(c, 'it')
  if (it !== null) {
    c.at += it.length
    return c.offer
  }
  // An offer may be called "The offer": its whole name is looked for first.
  const whole = readEventName(c)
  const found = whole === null ? null : called(c, whole)
  if (found !== null) return found
  c.at = begin
  while (take(c, 'offer', 'offerNoun') !== null || takeNoun(c));
  takeSign(c, ':')
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'offer' })
  return called(c, written) ?? failAt(c, written, { kind: 'offer' }, offers.all())
}

function takeNoun(c: Cursor): boolean {
  const seen = peek(c)?.kind === 'word' && NOUNS.has(peek(c)?.text ?? '')
  if (seen) c.at++
  return seen
}

/**
 * The offer that an event is about: the one that it names, else perhaps the one that was named before it: "received "A" and
 * did not click" is rather about "A".
 */
export function offerAbout(c: Cursor, named: number | null, alone: boolean): number | null {
  if (named !== null || !alone || c.offer === null) {
    c.offer = named ?? c.offer
    return named
  }
  c.made.add('about')
  return c.choices.about === 'same' ? c.offer : null
}

function called(c: Cursor, written: Written): number | null {
  const { offers } = c.vocabulary
  const id = byName(written, offers)
  if (id !== null || written.quoted || idOf(written) !== null) return id
  const words = written.text.split(' ')
  const bare = words.length > 1 && NOUNS.has(words.at(-1)?.toLowerCase() ?? '') ? words.slice(0, -1).join(' ') : null
  return byForm(offers, written.text) ?? (bare === null ? null : byForm(offers, bare))
}
