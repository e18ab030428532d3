import { z } from 'zod'
import { happened, holdsWithout } from '../../compile/event.js'
import { lineBuyers } from '../../compile/order.js'
import { sql } from '../../compile/sql.js'
import { boughtNames } from '../../missing/bought.js'
import { type Bought, boughtShape, eventShape, plainBought } from '../../parts.js'
import { boughtPhrases, type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see } from '../../read/cursor.js'
import { counted, readParts, seesName } from '../../read/events/event.js'
import { longestAt } from '../../read/lexicon.js'
import { countFirst, type Often } from '../../read/numbers/count.js'
import { takeBought } from '../../read/orders/order.js'
import type { Rule } from '../../rule.js'
import { windowBounds } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('pieces'), ...eventShape, ...boughtShape })

/** How many pieces of something they bought, in however many orders that count: the quantities of its lines. */
export type Pieces = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'pieces bought', times: 'pieces bought', none: 'no pieces bought', noneOf: 'no pieces bought' },
  ru: { some: 'куплено штук', times: 'куплено штук', none: 'не куплено штук', noneOf: 'не куплено штук' },
}
const BEGINS = {
  pieces: {
    en: [
      ...['pieces bought', 'bought pieces', 'pieces', 'quantity bought', 'items bought', 'units bought'],
      ...['bought pieces of', 'number of items bought', 'number of pieces bought', 'items purchased'],
      ...['units purchased', 'quantity of items bought', 'total items', 'total pieces', 'number of items'],
      ...['quantity purchased', 'pieces ordered', 'items ordered', 'units ordered', 'quantity'],
      ...['amount of items bought', 'pieces purchased', 'bought in total pieces', 'total units'],
    ],
    ru: [
      ...['куплено штук', 'штук куплено', 'купили штук', 'куплено единиц', 'количество купленного', 'штук товара'],
      ...['купленных штук', 'купили единиц', 'количество купленных', 'куплено товаров', 'количество товаров'],
      ...['количество штук', 'всего штук', 'единиц куплено', 'купили товаров', 'штук купили', 'заказано штук'],
      ...['единиц товара', 'взяли штук', 'количество единиц', 'приобрели штук'],
    ],
  },
}

export const pieces: Kind<Pieces> = {
  name: 'pieces',
  schema,
  sql(leaf, context) {
    const rows = { bounds: windowBounds(leaf.window, context), ...leaf, test: sql`true` }
    return happened(leaf.count, times => lineBuyers(rows, context, times(sql`sum(l.quantity)`)))
  },
  not: countedOtherwise(phrase),
  plain: plainBought,
  refers: () => [],
  names: leaf => boughtNames(leaf, holdsWithout(leaf.count)),
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c => [...begunBy(c, BEGINS, () => readPieces(c, null)), ...verbFirst(c)],
  bare: c => countFirst(c, NOUNS, first => readPieces(c, first)),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'pieces', number: 64, menu: 'orders', label: { en: '🧮 Pieces', ru: '🧮 Штуки' } },
        begins: { leaf: 'pieces', ...FIRST_EVENT, product: null, category: null },
        ...{ asks: null, withLinked: true },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many pieces?', ru: 'Сколько штук?' }),
      window: windowSlot({ en: 'When did they buy them?', ru: 'Когда они их купили?' }),
      product: { says: (leaf, product) => (leaf === null ? null : { ...leaf, product }), of: leaf => leaf.product },
      category: { says: (leaf, category) => (leaf === null ? null : { ...leaf, category }), of: leaf => leaf.category },
    },
    shown: () => ['count', 'product', 'category', 'window'],
  },
}

function phrase(leaf: Pieces, counted: Counted, phrasing: Phrasing): string {
  const { words } = phrasing
  const object = boughtPhrases(leaf, words.product[counted.verb], words)
  return eventPhrase({ verbs: VERBS, object, before: true, window: leaf.window }, counted, phrasing)
}

const NOUNS: ReadonlySet<string> = new Set([
  ...['pieces', 'piece', 'items', 'item', 'units', 'pcs', 'things', 'штук', 'штуки', 'штука', 'шт', 'единиц', 'вещей'],
  ...['пар', 'пары', 'упаковок', 'упаковки', 'порций', 'порции', 'единицы', 'комплектов', 'комплекта', 'коробок'],
  ...['коробки', 'пачек', 'пачки', 'пачку', 'банок', 'банки', 'бутылок', 'бутылки', 'флаконов', 'флакона', 'мешков'],
  ...['мешка', 'пакетов', 'пакета', 'экземпляров', 'экземпляра', 'букетов', 'букета', 'тюбиков', 'тюбика', 'рулонов'],
])

/** "Bought 5 pieces of Boots", «купили больше 3 штук»: the number stands between the verb and what it counts. */
function verbFirst(c: Cursor): Candidate[] {
  const verb = longestAt(c.begins.book, c, ['ordered'])
  if (verb === null) return []
  const begin = c.at
  c.at += verb.length
  const [counts] = countFirst(c, NOUNS, first => readPieces(c, first))
  c.at = begin
  return counts === undefined ? [] : [{ ...counts, sure: 'words' }]
}

/** What stands behind the pieces; `first`: how many, where that stood before them. */
function readPieces(c: Cursor, first: Often | null): Rule {
  if (first !== null) while (['bought', 'purchased', 'ordered', 'куплено'].includes(peek(c)?.text ?? '')) c.at++
  const bought: Bought = { product: null, category: null }
  const { count, negated, window } = readParts(c, () =>
    takeBought(c, bought, bought.product === null && see(c, 'category') === null && seesName(c)),
  )
  if (first !== null && count !== null) return fail(c, { kind: 'once' })
  const leaf: Pieces = { leaf: 'pieces', count: first?.count ?? count ?? { atLeast: 1 }, window, ...bought }
  return counted(leaf, first?.negated ?? negated)
}
