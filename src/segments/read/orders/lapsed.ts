import type { Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, Mistake, see } from '../cursor.js'
import { readParts } from '../events/event.js'
import { endsHere } from '../fields/field.js'
import { longTime } from '../times/long-time.js'
import { type AskedOrder, takeOrderPart } from './order.js'

/** "Lapsed customers": who bought, and has not for long. */
export function lapsed(c: Cursor): Candidate[] {
  const seen = see(c, 'lapsed')
  const read = (): Rule => {
    // «Больше не покупают крем».
    const order: AskedOrder = { product: null, category: null, total: null }
    const said = endsHere(c) ? null : partsBehind(c, order)
    const since = said ?? longTime(c)
    // «Перестали покупать давно» have not since.
    const window: Window = 'ago' in since && since.ago === 'over' ? { in: since.n, unit: since.unit } : since
    const once = { leaf: 'ordered', count: { atLeast: 1 }, window: null, ...order } as const
    return { all: [once, { ...once, count: 'none', window }] }
  }
  return seen === null ? [] : [{ to: c.at + seen.length, sure: 'words', read }]
}

/** What they no longer buy, and since when; "lapsed VIP" and "lapsed customers in Riga" are people, and nothing that is bought. */
function partsBehind(c: Cursor, order: AskedOrder): Window | null {
  const { at } = c
  try {
    return readParts(c, () => takeOrderPart(c, order)).window
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    Object.assign(c, { at })
    Object.assign(order, { product: null, category: null, total: null })
    return null
  }
}
