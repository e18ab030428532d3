import { type Cursor, fail, peek } from './cursor.js'
import { readEventName } from './event.js'
import { failAt } from './value.js'

/** "link 2", with its label behind or not; or the label alone. */
export function readLink(c: Cursor, offer: number): number {
  const token = peek(c)
  if (token?.kind === 'number' && Number.isInteger(token.value) && !/\D/.test(token.text)) {
    c.at++
    if (peek(c)?.kind === 'quoted') c.at++
    else if (c.vocabulary.link(offer, token.value) === null) {
      c.at--
      const numbers = c.vocabulary.links(offer).map(name => String(c.vocabulary.findLink(offer, name)))
      return fail(c, { kind: 'link' }, numbers)
    }
    return token.value
  }
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'link' })
  return c.vocabulary.findLink(offer, written.text) ?? failAt(c, written, { kind: 'link' }, c.vocabulary.links(offer))
}
