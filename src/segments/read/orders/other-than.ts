import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, peek, see, take, takeSign } from '../cursor.js'
import { readParts } from '../events/event.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { thingCalled } from './bought.js'
import { type AskedOrder, takeBought, takeOrderPart } from './order.js'

/** "Bought anything but Boots": something else, and never that. */
export function otherThan(c: Cursor): Candidate[] {
  const begun = longestAt(c.begins.book, c, ['ordered'])
  const but = begun === null ? null : longestAt(JOINTS, { ...c, at: c.at + begun.length }, ['anythingBut'])
  if (begun === null || but === null) return []
  const read = (): Rule => {
    const order: AskedOrder = { product: null, category: null, total: null }
    const { count, window } = readParts(c, () => takeOrderPart(c, order))
    if (count !== null || (order.product === null && order.category === null)) return fail(c, { kind: 'product' })
    const any = { leaf: 'ordered', count: { atLeast: 1 }, window, product: null, category: null, total: null } as const
    return { all: [any, { ...any, ...order, count: 'none' }] }
  }
  return [{ to: c.at + begun.length + but.length, sure: 'words', read }]
}

/** «Всё кроме обуви покупали»: the things stand before the verb. */
export function otherThanBefore(c: Cursor): Candidate[] {
  const but = see(c, 'anythingBut')
  if (but === null) return []
  const place: Cursor = { ...c, at: c.at + but.length, trying: true }
  const things: { from: number; to: number }[] = []
  do {
    const found = namedAt(place, name => thingCalled(c, name))
    if (found === null) return []
    things.push({ from: place.at, to: found.to })
    place.at = found.to
  } while (takeSign(place, ',') || take(place, 'and', 'or') !== null)
  const verb = BUYS.test(peek(place)?.text ?? '') ? longestAt(c.begins.book, place, ['ordered']) : null
  if (verb === null) return []
  const to = place.at + verb.length
  const read = (): Rule => {
    c.at = to
    const { count, window } = readParts(c)
    if (count !== null) return fail(c, { kind: 'once' })
    const any = { leaf: 'ordered', count: { atLeast: 1 }, window, product: null, category: null, total: null } as const
    const none = things.map(({ from, to }): Rule => {
      const order: AskedOrder = { product: null, category: null, total: null }
      takeBought({ ...c, at: from, end: to }, order, true)
      return { ...any, ...order, count: 'none' }
    })
    return { all: [any, ...none] }
  }
  return [{ to, sure: 'words', read }]
}

/** Who bought is no participle here: «все, кроме покупавших обувь» are people. */
const BUYS = /^(?:заказ|покуп|куп|бра|взя|бер|приобре)\p{L}*(?:л[аи]?|ют|ут|ет)$/u
