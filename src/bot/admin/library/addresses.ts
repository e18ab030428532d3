import { address } from '../../address.js'

const about = 'offer'

/** The library: all offers that were ever written; `offer` is the offer's id, `page` counts from 0. */
export const library = {
  list: address('lb.list', 'page', { about, all: true }),
  /** Asks for words of a name, and a page of those whose name holds them. */
  find: address('lb.find'),
  found: address('lb.found', 'search', 'page', { about, all: true }),
  /** What was put away. */
  archived: address('lb.old', 'page', { about, all: true }),
  /** What one of them says, and what can be done with it. */
  one: address('lb.one', 'offer', { about }),
  /** A new draft like a draft; like what was sent: `broadcasts.copy`. */
  copy: address('lb.copy', 'offer', { once: true, about }),
  archive: address('lb.away', 'offer', { about }),
  bringBack: address('lb.back', 'offer', { about }),
}
