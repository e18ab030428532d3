import type { Bought, Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, pick, see } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { oneCalled } from '../names/inside.js'
import { startsWith } from '../starter.js'
import { sameWord } from '../words/inflect.js'

const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|его|ую|юю|ым|им)$/u

/** «Кеды» are the only product whose name begins with that noun; an adjective may be of anything. */
export function namedByNoun(name: string, all: readonly string[]): string | null {
  if (!/^\p{Script=Cyrillic}{4,}$/u.test(name) || ADJECTIVE.test(name)) return null
  const found = all.filter(one => one.includes(' ') && sameWord(name, [one.split(' ')[0] ?? '']) !== null)
  return found.length === 1 && oneCalled(name, all) === found[0] ? (found[0] ?? null) : null
}

const AT_ONCE: readonly string[][] = [
  'за раз',
  'за один раз',
  'одним заказом',
  'в одном заказе',
  'одним чеком',
  'разом',
].map(said => said.split(' '))

/** Takes «за раз», «одним заказом» behind an amount: it is one order's anyway. */
export function takeAtOnce(c: Cursor): boolean {
  const said = AT_ONCE.find(words => startsWith(c, words))
  if (said !== undefined) c.at += said.length
  return said !== undefined
}

/**
 * "Ordered once more than 60 days ago", "one order older than 60 days": once in all, and then, or once in that time, is asked; null
 * for anything else.
 * @param begin null where how often stood before the noun
 */
export function onceSince(c: Cursor, begin: number | null, leaf: AnyLeaf & { window: Window | null }): Rule | null {
  const { count, window } = leaf
  if (typeof count !== 'object' || !('exactly' in count) || count.exactly !== 1 || window === null) return null
  const far =
    'older' in window || ('ago' in window && window.ago === 'over') || ('from' in window && window.from === null)
  const once = begin === null || c.tokens.slice(begin, c.at).some(({ text }) => text === 'once' || text === 'однажды')
  if (!far || !once) return null
  return pick(c, 2) === 0
    ? {
        all: [
          { ...leaf, window: null },
          { ...leaf, count: { atLeast: 1 } },
        ],
      }
    : null
}

/** What was bought, of this name or another form of it, product or category; null where nobody did. */
export function thingCalled(c: Cursor, name: string): string | null {
  const { products, categories } = c.vocabulary
  return (
    products.shown(name) ??
    categories.shown(name) ??
    oneCalled(name, products.all()) ??
    sameWord(name, categories.all())
  )
}

/** True before the name of what somebody bought, in whatever form: «обуви». */
export function seesThingCalled(c: Cursor): boolean {
  return namedAt(c, name => thingCalled(c, name)) !== null
}

/** True before where people are from, or who they are: «книги из Казани». */
export function seesWhence(c: Cursor): boolean {
  return see(c, 'livesIn', 'cameFrom', 'older', 'younger', 'memberOf') !== null
}

/** The longest thing that begins a name nobody bought, where people or another condition follow it: «купившие курсы клиенты». */
export function thingBefore(c: Cursor): { bought: Partial<Bought>; to: number } | null {
  const { products, categories } = c.vocabulary
  const find = (name: string): Partial<Bought> | null => {
    const product = products.shown(name) ?? sameWord(name, products.all())
    if (product !== null) return { product }
    const category = categories.shown(name) ?? sameWord(name, categories.all())
    return category === null ? null : { category }
  }
  const found = namedAt(c, find)
  if (found === null || found.to >= c.end) return null
  const behind: Cursor = { ...c, at: found.to }
  return see(behind, 'people') === null && !seesWhence(behind) ? null : { bought: found.value, to: found.to }
}
