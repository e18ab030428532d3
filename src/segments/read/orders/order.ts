import type { Bought, Money, Thing } from '../../parts.js'
import { type Cursor, fail, Mistake, peek, see, seeAhead, seeBeginning, take, takeSign } from '../cursor.js'
import { readEventName, seesName } from '../events/event.js'
import { namedAt } from '../names/bare.js'
import { namesWith, productCalled } from '../names/inside.js'
import { MOST_ORDERS } from '../numbers/dear.js'
import { seesOperator } from '../starter.js'
import { failAt, type Written } from '../value.js'
import { sameWord } from '../words/inflect.js'
import { seesThingCalled, seesWhence, thingBefore } from './bought.js'
import { takeTotal } from './total.js'

/** After these a name is a product's and nothing else's. */
const PRODUCT_WORDS = /^(?:product|item|товар(?:а|ов|ы)?)$/u

/** What is asked of an order: what was bought, and what it came to. */
export type AskedOrder = Bought & { total: Money | null }

/** Takes a part of what is asked of an order; true when it was there. @param most a limit above it is of an amount */
export function takeOrderPart(c: Cursor, order: AskedOrder, most = MOST_ORDERS): boolean {
  if (takeTotal(c, order, most)) return true
  if (order.product === null && order.category === null) takeFromCategory(c)
  const bare = order.product === null && see(c, 'category') === null && seesThing(c)
  return takeBought(c, order, bare && (order.category === null || !seesWhence(c)))
}

/** True where the name of what was bought may begin, and not the next condition: "regulars who spent 100". */
function seesThing(c: Cursor): boolean {
  if (!seesName(c)) return false
  if (peek(c)?.kind === 'quoted' || seeBeginning(c) === null) return true
  return seesThingCalled(c)
}

/** Takes "from" before a name that there is, and what says that several are meant: "anything from Shoes", «и ботинки, и сумку». */
function takeFromCategory(c: Cursor): void {
  const begin = c.at
  const neither = takeNeither(c)
  const word = neither ? null : take(c, 'both', 'anyOf', 'at', 'and', 'article')
  if (!neither && word === null) return
  take(c, 'article')
  if (!seesThingCalled(c) && !(word === 'both' && seesSeveral(c))) c.at = begin
}

/** True before a noun that several products have: «обе помады». */
function seesSeveral(c: Cursor): boolean {
  const word = peek(c)
  return word?.kind === 'word' && namesWith(word.text, c.vocabulary.products.all()).length > 1
}

const NEITHER: ReadonlySet<string> = new Set(['ни', 'nor'])

/** Takes «ни» before one of several: the *not* that it wants stands before the verb. */
function takeNeither(c: Cursor): boolean {
  const neither = NEITHER.has(peek(c)?.text ?? '')
  if (neither) c.at++
  return neither
}

/** Takes what was bought; true when it was there. */
export function takeBought(c: Cursor, bought: Bought, bare: boolean): boolean {
  if (bought.category === null && take(c, 'category') !== null) {
    takeSign(c, ':')
    bought.category = readThings(c, 'category')
    return true
  }
  if (bought.product !== null) return false
  if (seesProductWord(c)) {
    take(c, 'product')
    takeSign(c, ':')
    bought.product = readThings(c, 'product')
    return true
  }
  if (take(c, 'product') === null && !bare) return false
  // "On products containing boot".
  const again = see(c, 'product')
  if (again !== null && seeAhead(c, again.length, ...PARTS) !== null) c.at += again.length
  takeSign(c, ':')
  if (see(c, ...PARTS) !== null) bought.product = readThings(c, 'product')
  else takeThing(c, bought)
  return true
}

const PARTS = ['contains', 'startsWith', 'endsWith'] as const

/** `"Boots"`, `"Boots", "Bag"`, `contains "boot"`. */
function readThings(c: Cursor, kind: 'product' | 'category'): Thing {
  const part = take(c, 'contains', 'startsWith', 'endsWith')
  if (part === null) return withMore(c, kind, readThing(c, kind))
  const { text: contains } = readEventName(c) ?? fail(c, { kind: 'value' })
  if (part === 'contains') return { contains }
  return { contains, at: part === 'startsWith' ? 'start' : 'end' }
}

/** A product or a category with those that stand behind it. */
function withMore(c: Cursor, kind: 'product' | 'category', first: string): Thing {
  const names = [first]
  for (let next = nextThing(c, kind); next !== null; next = nextThing(c, kind)) names.push(next)
  return names.length === 1 ? first : { any: names }
}

/** One more behind a comma or *or*, as people bought it, or in quotes; null, and nothing is taken, where none stands. */
function nextThing(c: Cursor, kind: 'product' | 'category'): string | null {
  const begin = c.at
  const used = kind === 'product' ? c.vocabulary.products : c.vocabulary.categories
  const comma = takeSign(c, ',')
  const or = take(c, 'or') !== null || takeNeither(c)
  const whole = (comma || or) && kind === 'product' ? namedAt(c, name => used.shown(name)) : null
  const written = (comma || or) && peek(c) !== null ? nameHere(c) : null
  // A number may be the end of its name.
  if (whole !== null && whole.to > c.at) {
    c.at = whole.to
    return whole.value
  }
  if (written !== null && (used.has(written.text) || (written.quoted && comma && !or && !seesOperator(c, 0))))
    return written.text
  const named =
    written === null || written.quoted || kind === 'category' ? null : productCalled(c.vocabulary, written.text)
  if (named !== null) return named
  c.at = begin
  return null
}

function nameHere(c: Cursor): Written | null {
  try {
    return readEventName(c)
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

/** What is in quotes is a name; without them it is one only if somebody bought that. */
function readThing(c: Cursor, kind: 'product' | 'category'): string {
  const written = readEventName(c) ?? fail(c, { kind: 'value' })
  const used = kind === 'product' ? c.vocabulary.products : c.vocabulary.categories
  return written.quoted || used.has(written.text) ? written.text : failAt(c, written, { kind }, used.all())
}

/** A product or a category, as people bought it: "bought shoes" may be either. */
function takeThing(c: Cursor, bought: Bought): void {
  const { products, categories } = c.vocabulary
  // A number may be the end of its name: "Red roses 25".
  const begin = c.at
  const whole = peek(c)?.kind === 'word' ? namedAt(c, name => (products.has(name) ? name : null)) : null
  const cut = readEventName(c) ?? fail(c, { kind: 'value' })
  const longer = whole !== null && whole.to > c.at
  if (longer) c.at = whole.to
  const written = longer ? { ...cut, text: whole.value, from: begin, to: whole.to } : cut
  const category = bought.category === null && !written.quoted && categories.has(written.text)
  if (category && take(c, 'category') !== null) {
    bought.category = withMore(c, 'category', written.text)
    return
  }
  const product = written.quoted || products.has(written.text)
  if (!product && !category) {
    const named = written.quoted ? null : sameWord(written.text, products.all())
    if (named !== null) {
      bought.product = withMore(c, 'product', named)
      c.named = 'product'
      return
    }
    const sort = written.quoted || bought.category !== null ? null : sameWord(written.text, categories.all())
    if (sort !== null) {
      bought.category = withMore(c, 'category', sort)
      c.named = 'product'
      return
    }
  }
  const ahead = product || category || written.quoted ? null : thingBefore({ ...c, at: begin, end: c.at })
  if (ahead !== null) {
    Object.assign(c, { at: ahead.to, named: 'product' })
    Object.assign(bought, ahead.bought)
    return
  }
  const inside = product || category || written.quoted ? [] : namesWith(written.text, products.all())
  const sorts = inside.length > 0 || bought.category !== null ? [] : namesWith(written.text, categories.all())
  const [only, ...others] = inside.length > 0 ? inside : sorts
  if (!product && !category && only !== undefined) {
    const thing = others.length === 0 ? only : { any: [only, ...others] }
    if (inside.length > 0) bought.product = others.length === 0 ? withMore(c, 'product', only) : thing
    else bought.category = others.length === 0 ? withMore(c, 'category', only) : thing
    c.named = 'product'
    return
  }
  if (!product && !category) failAt(c, written, { kind: 'product' }, [...products.all(), ...categories.all()])
  if (product && category) c.made.add('thing')
  c.named = 'product'
  if (product && (!category || c.choices.thing === 'product')) bought.product = withMore(c, 'product', written.text)
  else bought.category = withMore(c, 'category', written.text)
}

/** "Product" itself, and not a word like "of". */
function seesProductWord(c: Cursor): boolean {
  return PRODUCT_WORDS.test(peek(c)?.text ?? '') && see(c, 'product') !== null
}
