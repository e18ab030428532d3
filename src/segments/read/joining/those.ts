import { z } from 'zod'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, peek, pick } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { afterOf } from '../times/after.js'
import { readWindow, seesWindow } from '../times/window.js'
import type { Token } from '../tokens.js'

/** A date within days of the calendar. */
const dayTest = z.object({ day: z.object({ from: z.string().nullable(), to: z.string().nullable() }) })

const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'but'])
const MOST_WORDS = 10

const ONE = /^(?:one|одн[уо]|один)$/u

/** What stands here in words up to a sign, a joint or the end, and where that ends. */
export function wordsHere(c: Cursor): { text: string; to: number } {
  let to = c.at
  const isWord = ({ kind, text }: Token) =>
    (kind === 'word' && !JOINTS.has(text)) || (kind === 'number' && ONE.test(text))
  for (let token = c.tokens[to]; to < c.end && token !== undefined && isWord(token); token = c.tokens[to]) to++
  return {
    text: c.tokens
      .slice(c.at, Math.min(to, c.at + MOST_WORDS))
      .map(({ text }) => text)
      .join(' '),
    to,
  }
}

const NOT = `(?:haven't|hasn't|hadn't|didn't|have not|has not|had not|did not|don't|do not|not|never)`

const NONE_SINCE = new RegExp(
  `^(?:(?:they|who|then) )*(?:${NOT}|no|nothing|none|without|zero)(?: (?:any|another|more|further))?` +
    '(?: (?:ordered|orders?|ordering|bought|buy|buying|purchased|purchases?|purchasing|shopped|shop|renewed|renew|reordered))?' +
    '((?: (?:it|them|that|this|anything|something|more|else|from|us|one))*)' +
    ' (again|again since|since|since then|ever since|after(?: it| that)?|afterwards|anymore)$',
)
const SAME = /\b(?:it|them|that|this|one)\b/

/** True before "nothing since", "not again", "nothing since October". */
export function seesNoneSince(c: Cursor): boolean {
  const { text } = wordsHere(c)
  const of = c.last?.leaf
  if (of === 'orderTime' && (NONE_SINCE.test(text) || isNoneSinceRu(text))) return true
  if (of !== undefined && OF_ORDERS.has(of) && seesNothingThen(c)) return true
  if (of !== undefined && DEEDS.has(of)) return SAYS_ORDERS.test(text) && NONE_SINCE.test(text)
  return of === 'ordered' && (NONE_SINCE.test(text) || isNoneSinceRu(text))
}

/** True before "nothing" and a time, with nothing else said. */
function seesNothingThen(c: Cursor): boolean {
  return peek(c)?.text === 'nothing' && seesWindow({ ...c, at: nothingThen(c), trying: true })
}

/** What is said of orders: behind it *nothing* is none. */
const OF_ORDERS: ReadonlySet<string> = new Set(['ordered', 'spent', 'pieces', 'orderTime', 'nthOrder'])

/** Behind "nothing", "nothing else". */
function nothingThen(c: Cursor): number {
  return c.at + (/^(?:else|more)$/.test(peek(c, 1)?.text ?? '') ? 2 : 1)
}

/**
 * "Purchased Skincare 3 times but nothing since October": nothing of it, or nothing at all, is asked. Null, and nothing is taken,
 * for anything else.
 */
function nothingOf(c: Cursor, before: Rule): Rule | null {
  if (!('leaf' in before) || !OF_ORDERS.has(before.leaf) || before.count === 'none' || !seesNothingThen(c)) return null
  const begin = c.at
  c.at = nothingThen(c)
  const window = readWindow(c)
  if (!endsHere({ ...c, trying: true })) {
    c.at = begin
    return null
  }
  const { product = null, category = null }: Record<string, unknown> = before
  const same = (product !== null || category !== null) && pick(c, 2) === 1
  const thing = same ? { product, category } : { product: null, category: null }
  return { all: [before, { leaf: 'ordered', count: 'none', window, ...thing, ...{ total: null } }] }
}

const BUY_RU = '(?:заказ|покуп|куп|бра|взя|оформ|бер)\\p{L}+'
const THING_RU = '(?: (?:ничего|у нас|его|ее|их|это|снова|повторно|заказов|покупок))*'
/** «С тех пор ничего», «больше не заказывали», «и больше его не брали». */
const NONE_SINCE_RU = [
  new RegExp(
    `^(?:но )?(?:больше|с тех пор|после этого|потом|затем)(?: уже)?(?: больше)?${THING_RU}(?: ни разу)? не ${BUY_RU}${THING_RU}$`,
    'u',
  ),
  new RegExp(`^(?:но )?(?:больше )?${THING_RU}(?: ни разу)? ?не ${BUY_RU}${THING_RU} (?:больше|с тех пор)$`, 'u'),
  /^(?:но )?(?:больше|с тех пор|после этого|потом|затем)(?: больше)? (?:ничего|ни разу|ни заказа|ни одного заказа|ни одной покупки|тишина|нет|пусто|нет заказов|без заказов|заказов нет|заказов не было|не было заказов)$/u,
] as const
const SAME_RU = /(?:^| )(?:его|ее|их|это|повторно)(?: |$)/u

function isNoneSinceRu(text: string): boolean {
  return NONE_SINCE_RU.some(pattern => pattern.test(text))
}

/** «Купили помаду и больше не заказывали»: it was in their last order, or they bought it once. Null where a time says since when. */
function noneSinceRu(c: Cursor, text: string, to: number, before: AnyLeaf): Rule | null {
  const { count, window } = before
  const bought = moneyless(before)
  if (typeof count !== 'object' || bought === null) return null
  const same = SAME_RU.test(text)
  const once: Rule = { ...before, count: { exactly: 1 } }
  if ((window ?? null) === null) {
    if ('exactly' in count) {
      c.at = to
      return before
    }
    if (!('atLeast' in count) || count.atLeast !== 1) return null
    c.at = to
    if (bought.product === null && bought.category === null) return once
    const last: Rule = { leaf: 'nthOrder', ...{ which: 'last', window: null, ...bought, total: null } }
    return same || pick(c, 2) === 1 ? once : last
  }
  const after = window === null || window === undefined ? null : afterOf(c, window)
  if (after === null) return null
  c.at = to
  const anything = same ? {} : { product: null, category: null }
  return { all: [before, { ...before, ...{ total: null }, ...anything, count: 'none', window: after }] }
}

/** What was bought, where nothing is said of what it came to. */
function moneyless(leaf: AnyLeaf): { product: unknown; category: unknown } | null {
  const { product = null, category = null, total = null }: Record<string, unknown> = leaf
  return total === null ? { product, category } : null
}

/**
 * "Bought boots in October and nothing since", "bought it but not again": none after that time, or once only. Null, and nothing is
 * taken, for anything else.
 */
export function noneSince(c: Cursor, before: Rule | undefined): Rule | null {
  const then = before === undefined ? null : nothingOf(c, before)
  if (then !== null) return then
  const { text, to } = wordsHere(c)
  const said = NONE_SINCE.exec(text)
  if (before === undefined || !('leaf' in before)) return null
  if (before.leaf === 'orderTime' && (said !== null || isNoneSinceRu(text))) return noneAfter(c, before, to)
  if (DEEDS.has(before.leaf) && said !== null && SAYS_ORDERS.test(text)) return noneAfterDeed(c, before, to)
  if (before.leaf === 'field' && said !== null && SAYS_ORDERS.test(text)) return noneAfterDay(c, before, to)
  if (before.leaf !== 'ordered') return null
  if (isNoneSinceRu(text)) return noneSinceRu(c, text, to, before)
  if (said === null) return null
  const { count, window } = before
  const again = said[2]?.startsWith('again') === true
  // "Bought once and never again".
  if (again && typeof count === 'object' && 'exactly' in count && (window ?? null) === null) {
    c.at = to
    return before
  }
  if (typeof count !== 'object' || !('atLeast' in count || 'exactly' in count)) return null
  const after = window === null || window === undefined ? null : afterOf(c, window)
  if (after === null && !again) return null
  if (after === null && !('atLeast' in count && count.atLeast === 1)) return null
  c.at = to
  if (after === null) return { ...before, count: { exactly: 1 } }
  const same = again || SAME.test(said[1] ?? '') || text.startsWith('not ')
  const anything = { product: null, category: null }
  return { all: [before, { ...before, ...{ total: null }, ...(same ? {} : anything), count: 'none', window: after }] }
}

/** "First order in October, nothing since": no other order at all, or none after that time, is asked. */
function noneAfter(c: Cursor, before: AnyLeaf, to: number): Rule | null {
  const after = before.window == null ? null : afterOf(c, before.window)
  if (after === null || !('which' in before) || before.which !== 'first') return null
  c.at = to
  const any = { leaf: 'ordered', product: null, category: null, total: null } as const
  const none: AnyLeaf =
    pick(c, 2) === 0 ? { ...any, count: { exactly: 1 }, window: null } : { ...any, count: 'none', window: after }
  return { all: [before, none] }
}

/** "Subscription ended in November and no order since": none after that time, or none in it either, is asked. */
function noneAfterDay(c: Cursor, before: AnyLeaf, to: number): Rule | null {
  const day = dayTest.safeParse('test' in before ? before.test : null).data?.day
  if (day === undefined || day.to === null) return null
  const window = { from: day.from, to: day.to }
  const after = afterOf(c, window)
  if (after === null && day.from === null) return null
  c.at = to
  const none = { leaf: 'ordered', count: 'none', product: null, category: null, total: null } as const
  const from: AnyLeaf = { ...none, window: { from: day.from, to: null } }
  if (after === null) return { all: [before, from] }
  const since: AnyLeaf = { ...none, window: after }
  return { all: [before, day.from === null || pick(c, 2) === 1 ? since : from] }
}

/** What people do besides ordering. */
const DEEDS: ReadonlySet<string> = new Set(['clicked', 'seen', 'received', 'replied', 'reacted', 'reported'])
const SAYS_ORDERS = /\b(?:order|orders|ordered|bought|buy|purchase|purchases|purchased|nothing)\b/

/** "Left cart yesterday, no orders since": none after that time, or none in it either, is asked; null where its time reaches up to now. */
function noneAfterDeed(c: Cursor, before: AnyLeaf, to: number): Rule | null {
  const window = before.window ?? null
  const after = window === null ? null : afterOf(c, window)
  if (after === null) return null
  c.at = to
  const none = { leaf: 'ordered', count: 'none', product: null, category: null, total: null } as const
  const since: AnyLeaf = { ...none, window: after }
  return { all: pick(c, 2) === 0 ? [before, { ...none, window }, since] : [before, since] }
}
