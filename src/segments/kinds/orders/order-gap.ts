import { z } from 'zod'
import { DAY } from '../../../clock.js'
import { writeNumber } from '../../../text/number.js'
import { compareSql } from '../../compile/field.js'
import { buyers, lastButOneSql } from '../../compile/order.js'
import { isAmong, sql } from '../../compile/sql.js'
import { compareSchema } from '../../parts.js'
import { comparePhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, Mistake, peek, pick, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { longestAt } from '../../read/lexicon.js'
import { LIMIT_WORDS, readCompare, readNumber } from '../../read/numbers/number.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('orderGap'), days: compareSchema })

/** How many whole days (of 24 hours) passed between their last two orders; not known of who ordered once. */
export type OrderGap = z.infer<typeof schema>

const SAID = { en: 'days between last orders', ru: 'дней между последними заказами' }
const BEGINS = {
  orderGap: {
    en: [
      ...['days between last orders', 'days between the last two orders', 'days between last two orders'],
      ...['days between orders', 'days between the last orders', 'gap between last orders', 'gap between orders'],
      ...['time between orders', 'days between last two purchases', 'days between the last two purchases'],
      ...['gap between the last two orders', 'days between purchases', 'days between last purchases'],
      ...['interval between orders', 'days between two last orders', 'interval between last orders'],
      ...['gap between last two orders', 'days passed between last orders', 'pause between last orders'],
    ],
    ru: [
      ...['дней между последними заказами', 'дней между двумя последними заказами', 'дней между заказами'],
      ...['дни между последними заказами', 'дней между покупками', 'между последними заказами'],
      ...['промежуток между заказами', 'промежуток между последними заказами', 'перерыв между заказами'],
      ...['интервал между заказами', 'между двумя последними заказами', 'интервал между последними заказами'],
      ...['дней между двумя последними покупками', 'дней между последними покупками', 'между последними покупками'],
      ...['перерыв между последними заказами', 'дней между последними двумя заказами', 'перерыв между покупками'],
      ...['промежуток между покупками', 'между заказами', 'между покупками', 'между их заказами'],
    ],
  },
}

export const orderGap: Kind<OrderGap> = {
  name: 'orderGap',
  schema,
  sql({ days }, context) {
    const rows = { bounds: { from: null, before: context.at + 1 }, product: null, category: null, test: sql`true` }
    // Bound numbers may arrive as REAL, which would leave parts of a day.
    const gap = sql`((max(o.at) - ${lastButOneSql(context)}) / cast(${DAY} as integer))`
    return isAmong(buyers(rows, context, compareSql(gap, days)), { once: true })
  },
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c => [
    ...daysFirst(c),
    ...everySoOften(c),
    ...begunBy(c, BEGINS, () => {
      takeSign(c, ':')
      take(c, 'is')
      const leaf: OrderGap = { leaf: 'orderGap', days: readCompare(c, () => readDays(c)) }
      take(c, 'days')
      return leaf
    }),
  ],
  say: ({ days }, { words, language }) => `${SAID[language]} ${comparePhrase(days, writeNumber, words)}`,
  builder: {
    entries: [
      {
        ...{ name: 'orderGap', number: 63, menu: 'orders', label: { en: '↔️ Between orders', ru: '↔️ Между заказами' } },
        ...{ begins: null, asks: 'number', withLinked: true },
      },
    ],
    slots: {
      number: {
        asks: {
          en: 'How many days passed between their last two orders? Send a number: over 30, 7–14, under 60.',
          ru: 'Сколько дней прошло между двумя последними заказами? Пришлите число: больше 30, 7–14, меньше 60.',
        },
        says: (_leaf, days) => ({ leaf: 'orderGap', days }),
        of: leaf => leaf.days,
      },
    },
    shown: () => ['number'],
  },
}

const DAYS_OF = { weeks: 7, months: 30, years: 365 } as const

/** A number of days; «больше месяца», «2 недели» in days as well. */
function readDays(c: Cursor): number {
  const number = peek(c)?.kind === 'number'
  const unit = seeAhead(c, number ? 1 : 0, 'weeks', 'months', 'years')
  if (unit === null || !(unit.key === 'weeks' || unit.key === 'months' || unit.key === 'years')) return readNumber(c)
  const many = number ? readNumber(c) : 1
  c.at += unit.length
  return many * DAYS_OF[unit.key]
}

/** "More than 45 days between orders": how many stands before what it is of. */
function daysFirst(c: Cursor): Candidate[] {
  if (peek(c)?.kind !== 'number' && see(c, ...LIMIT_WORDS) === null) return []
  const inside: Cursor = { ...c, made: new Set(), trying: true }
  try {
    const days = readCompare(inside, () => readDays(inside))
    const begun = longestAt(c.begins.book, inside, ['orderGap'])
    const read = (): OrderGap => ({ leaf: 'orderGap', days })
    return begun === null ? [] : [{ to: inside.at + begun.length, sure: 'words', read }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  }
}

const OFTENER: readonly string[][] = [
  ...['or more often', 'or oftener', 'or more frequently', 'or sooner', 'at least', 'and more often'],
].map(said => said.split(' '))

/**
 * "Order every 2 weeks or more often": so many days at most between their last two orders, or twice in twice that time, is
 * asked.
 */
function everySoOften(c: Cursor): Candidate[] {
  const verb = longestAt(c.begins.book, c, ['ordered'])
  if (verb === null) return []
  const inside: Cursor = { ...c, at: c.at + verb.length, made: new Set(), trying: true }
  const least = see(inside, 'atLeast')
  inside.at += least?.length ?? 0
  if (!/^(?:every|each)$/.test(peek(inside)?.text ?? '')) return []
  inside.at++
  const number = peek(inside)
  const n = number?.kind === 'number' && Number.isInteger(number.value) && number.value <= MOST ? number.value : 1
  if (number?.kind === 'number') inside.at++
  const unit = see(inside, 'days', 'weeks', 'months')
  if (unit === null || n < 1) return []
  inside.at += unit.length
  const oftener = OFTENER.find(words => words.every((word, i) => peek(inside, i)?.text === word))
  // "Ordered every month" is once in each.
  if (number?.kind !== 'number' && least === null && oftener === undefined) return []
  inside.at += oftener?.length ?? 0
  if (!endsHere(inside)) return []
  const span = unit.key === 'weeks' ? 'weeks' : unit.key === 'months' ? 'months' : 'days'
  const read = (): Rule => {
    c.at = inside.at
    if (pick(c, 2) === 0)
      return { leaf: 'orderGap', ...{ days: { atMost: n * (span === 'days' ? 1 : DAYS_OF[span]) } } }
    const window = { in: n * 2, unit: span } as const
    return { leaf: 'ordered', ...{ count: { atLeast: 2 }, window, product: null, category: null, total: null } }
  }
  return [{ to: inside.at, sure: 'words', read }]
}

const MOST = 1_000
