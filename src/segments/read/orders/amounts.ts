import type { Compare, Count, Money, Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, Mistake, peek, pick } from '../cursor.js'
import { readParts } from '../events/event.js'
import { seesWindow } from '../times/window.js'
import { type AskedOrder, takeOrderPart } from './order.js'

const ALL = /^(?:все|всех|all)$/u
const EACH = /^(?:кажд(?:ый|ая|ую|ого|ой)|любой|любая|every|each)$/u
const ORDER = /^(?:заказы?|покупк[аи]|чеки?|orders?|purchases?)$/u
const WERE = /^(?:был[аи]?|are|were|is|was)$/u
const ANY = {
  leaf: 'ordered',
  count: { atLeast: 1 },
  window: null,
  product: null,
  category: null,
  total: null,
} as const

/**
 * «Каждый заказ больше 3000», "all orders over 50": there are some, and none of another amount; «все заказы больше 3000» may be
 * only those that are looked for.
 */
export function eachOrder(c: Cursor): Candidate[] {
  const word = peek(c)?.text ?? ''
  const all = ALL.test(word)
  if (!(all || EACH.test(word)) || !ORDER.test(peek(c, 1)?.text ?? '')) return []
  const to = c.at + 2 + (WERE.test(peek(c, 2)?.text ?? '') ? 1 : 0)
  const read = (): Rule => {
    const { total, window } = amountAt(c)
    return {
      all: [
        { ...ANY, window },
        { ...ANY, ...{ window, total: opposite(total), count: 'none' as const } },
      ],
    }
  }
  const some = (): Rule => {
    const amount = amountAt(c)
    return { ...ANY, ...amount }
  }
  if (!seesAmount({ ...c, at: to })) return []
  return [read, ...(all ? [some] : [])].map(read => ({ to, sure: 'words', read }))
}

function seesAmount(c: Cursor): boolean {
  try {
    amountAt({ ...c, made: new Set(), picks: 0, ways: { many: 1 }, trying: true })
    return true
  } catch (error) {
    if (error instanceof Mistake) return false
    throw error
  }
}

function amountAt(c: Cursor): { total: Money; window: Window | null } {
  const order: AskedOrder = { product: null, category: null, total: null }
  const { count, window } = readParts(c, () => takeOrderPart(c, order, 0))
  const { total } = order
  const plain = count === null && order.product === null && order.category === null
  if (total === null || !plain || 'exactly' in total.compare || 'from' in total.compare)
    return fail(c, { kind: 'amount' })
  return { total, window }
}

/** What is not within a limit. */
function opposite({ compare, currency }: Money): Money {
  return { compare: beyond(compare), currency }
}

function beyond(compare: Compare): Compare {
  if ('over' in compare) return { atMost: compare.over }
  if ('atLeast' in compare) return { under: compare.atLeast }
  if ('under' in compare) return { atLeast: compare.under }
  return 'atMost' in compare ? { over: compare.atMost } : compare
}

const TOGETHER = /^общ(?:ую|ей|ая)$/u
const IN_TOTAL =
  /(?:^| )(?:in total|altogether|overall|combined|in all|в сумме|в общей сложности|суммарно|итого)(?= |$)/u
/** «Суммарно купили на …»: before the verb, with another word between. */
const MOST_BEFORE = 3
const JOINS = /^(?:и|но|а|или|and|or|but|[,;().:])$/u
const BOUGHT =
  /^(?:(?:за|на)?ку(?:пил|пал)[аи]?|закупал[аи]?сь|заказ(?:ыва|а)л[аи]?|приобрел[аи]?|(?:покупа|заказыва)ют)$/u

/**
 * What several orders came to together: «2 заказа на общую сумму больше 3000». Whether «заказали на 10000 и больше за 3 месяца» is
 * of one order or of all is asked. Null where it is of one.
 * @param begin the place behind the verb, or behind the noun that was counted
 */
export function together(
  c: Cursor,
  begin: number,
  count: Count | null,
  window: Window | null,
  order: AskedOrder,
): Rule | null {
  const { total, ...bought } = order
  if (total === null) return null
  const before = c.tokens.slice(Math.max(0, begin - MOST_BEFORE), begin)
  const own = before.findLastIndex(({ text }) => JOINS.test(text)) + 1
  const said = [...before.slice(own), ...c.tokens.slice(begin, c.at)]
  const verb = c.tokens[begin - 1]?.text ?? ''
  const many = count !== null && !(typeof count === 'object' && 'exactly' in count && count.exactly === 1)
  const sum = (): Rule => ({ leaf: 'spent', ...{ measure: 'sum', ...atLeastSo(c, total, said), window, ...bought } })
  const inTotal = IN_TOTAL.test(said.map(({ text }) => text).join(' '))
  if ((said.some(({ text }) => TOGETHER.test(text)) || (inTotal && many)) && (many || BOUGHT.test(verb)))
    return many ? { all: [{ leaf: 'ordered', ...{ count, window, ...bought, total: null } }, sum()] } : sum()
  // "Bought tickets for over 100 in total".
  if (count === null && inTotal) return sum()
  const asked =
    count === null &&
    (window !== null || saysTimeFirst(c, begin)) &&
    bought.product === null &&
    bought.category === null
  const amount = said.some(({ text }) => text === 'на')
  return asked && amount && BOUGHT.test(verb) && pick(c, 2) === 1 ? sum() : null
}

/** True where the time stands before the verb: «за ноябрь заказали на 2000». */
function saysTimeFirst(c: Cursor, begin: number): boolean {
  const start = c.tokens.slice(0, begin - 1).findLastIndex(({ text }) => JOINS.test(text)) + 1
  return start < begin - 1 && seesWindow({ ...c, at: start, trying: true })
}

const EXACT = /^(?:ровно|точно|именно|exactly)$/u

/** «На общую сумму 20000»: so much, or exactly that, is asked. */
function atLeastSo(c: Cursor, { compare, currency }: Money, said: readonly { text: string }[]): Money {
  if (!('exactly' in compare) || said.some(({ text }) => EXACT.test(text)) || pick(c, 2) === 1)
    return { compare, currency }
  return { compare: { atLeast: compare.exactly }, currency }
}
