import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { holdsWithout } from '../../compile/event.js'
import { orderedTimes } from '../../compile/order.js'
import { partSql } from '../../compile/part.js'
import { type Sql, sql } from '../../compile/sql.js'
import { eventShape, type Part, partShape, textSchema } from '../../parts.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, partPhrase, quoted, type Verbs } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, take, takeSign } from '../../read/cursor.js'
import { counted, readEventName, readParts, seesName } from '../../read/events/event.js'
import { takeNegation } from '../../read/fields/field.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { anyOf } from '../../read/names/things.js'
import { WITH_CODE } from '../../read/orders/with-code.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { failAt, raw } from '../../read/value.js'
import type { Rule } from '../../rule.js'
import { windowBounds } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('promoCode'),
  ...eventShape,
  code: z.union([textSchema, z.strictObject(partShape)]).nullable(),
})

/** How many orders that count carried a promo code: this one, whatever the case, one with this in it, or any (null). */
export type PromoCode = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'used promo code', times: 'used promo code', none: 'no promo codes', noneOf: 'no promo code' },
  ru: { some: 'есть промокод', times: 'промокоды', none: 'нет промокодов', noneOf: 'нет промокода' },
}
/** Of a code by a part of it. */
const BY_PART: Verbs = {
  en: VERBS.en,
  ru: { some: 'есть промокод', times: 'промокод', none: 'нет промокода', noneOf: 'нет промокода' },
}
const BEGINS = {
  promoCode: {
    en: [
      ...['used promo code', 'promo code', 'promo codes', 'used promo codes', 'used code', 'used a promo code'],
      ...['promocode', 'promocodes', 'used promocode', 'used the code', 'bought with promo code', 'bought with code'],
      ...['ordered with promo code', 'ordered with code', 'order with promo code', 'orders with promo code'],
      ...['used coupon', 'coupon', 'coupons', 'discount code', 'with promo code', 'applied promo code'],
      ...['applied a promo code', 'redeemed promo code', 'redeemed', 'redeemed code', 'redeemed a code'],
      ...['applied code', 'used discount code', 'used a discount code', 'used a coupon', 'used promo', 'with coupon'],
      ...['with code', 'applied coupon', 'ordered using code', 'promo', 'used voucher', 'voucher', 'with promocode'],
      ...[
        'by promo code',
        'using promo code',
        'using code',
        'bought using promo code',
        'via promo code',
        'via a promo code',
      ],
      ...[
        'with a promo code',
        'with the promo code',
        'through promo code',
        'used the promo code',
        'using a promo code',
      ],
      ...[
        'used a promo',
        'used the promo',
        'using promo',
        'paid with promo code',
        'by code',
        'via code',
        'used any promo code',
      ],
      ...['used any code', 'any promo code', 'with any promo code'],
    ],
    ru: [
      ...['применили любой промокод', 'использовали любой промокод', 'любой промокод', 'заказов с промокодом'],
      ...['заказы с промокодами', 'по любому промокоду', 'с любым промокодом'],
      ...['промокод', 'промокоды', 'промокода', 'промокодов', 'промокодом', 'по промокоду', 'с промокодом'],
      ...['применил промокод', 'применила промокод', 'применили промокод', 'использовал промокод'],
      ...['использовала промокод', 'использовали промокод', 'применил код', 'применила код', 'применили код'],
      ...['купил по промокоду', 'купила по промокоду', 'купили по промокоду', 'купил с промокодом'],
      ...['купила с промокодом', 'купили с промокодом', 'заказ по промокоду', 'заказы по промокоду', 'купон', 'купоны'],
      ...['использовал код', 'использовали код', 'применяли промокод', 'применял промокод', 'активировали промокод'],
      ...['ввели промокод', 'воспользовались промокодом', 'с промиком', 'заказ с промокодом', 'заказы с промокодом'],
      ...['покупка по промокоду', 'использовали купон', 'применили купон', 'по купону', 'с купоном', 'есть промокод'],
      ...['купили по коду', 'по коду', 'скидочный код', 'пользовались промокодом', 'заказали по промокоду'],
      ...['заказали с промокодом', 'промик'],
      ...WITH_CODE,
    ],
  },
}

export const promoCode: Kind<PromoCode> = {
  name: 'promoCode',
  schema,
  sql({ count, window, code }, context) {
    const rows = {
      ...{ bounds: windowBounds(window, context), product: null, category: null },
      test: codeSql(code),
      access: sql`indexed by orders_promo`,
    }
    return orderedTimes(count, rows, context)
  },
  not: countedOtherwise(phrase),
  refers: () => [],
  names: leaf =>
    typeof leaf.code !== 'string'
      ? []
      : [
          {
            ...{ kind: 'promoCode', of: 0, values: [leaf.code], holds: holdsWithout(leaf.count) },
            with: ([code]) => ({ ...leaf, code: code ?? leaf.code }),
          },
        ],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      let code: PromoCode['code'] = null
      let unused = false
      const begin = c.at
      const without = see(c, 'containsNot') !== null
      const other = without || (takeNegation(c) && seesName(c))
      // "Not exactly 2" is how often.
      if (!other) c.at = begin
      if (!takeSign(c, ':', '=')) take(c, 'is')
      while (takeUsed(c));
      // "Starting with SPRING" is no season.
      code = takePart(c)
      const { count, negated, window } = readParts(c, () => {
        const begin = c.at
        const not = take(c, 'not') !== null
        const used = takeUsed(c)
        // «Промокоды не использовали».
        if (used) {
          unused = not || unused
          return true
        }
        c.at = begin
        if (code !== null) return false
        code = takePart(c) ?? (seesName(c) ? readCode(c) : null)
        return code !== null
      })
      const leaf: PromoCode = { leaf: 'promoCode', count: count ?? { atLeast: 1 }, window, code }
      c.named = 'promoCode'
      // They used one, and not this.
      if (other && code !== null)
        return {
          all: [
            { ...leaf, code: null },
            { ...leaf, count: 'none' as const },
          ],
        }
      const rule = counted(leaf, negated)
      // «Промокоды не использовали».
      return unused || (other && code === null) ? { not: rule } : rule
    }),
  bare: c => [...codesNamed(c), ...codeCalled(c)],
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'promoCode', number: 45, menu: 'orders', label: { en: '🎟 Promo code', ru: '🎟 Промокод' } },
        ...{ begins: { leaf: 'promoCode', ...FIRST_EVENT, code: null }, asks: null, withLinked: true },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many orders with it?', ru: 'Сколько заказов с ним?' }),
      window: windowSlot({ en: 'When did they use it?', ru: 'Когда они его применили?' }),
      code: {
        says: (leaf, code) => (leaf === null ? null : { ...leaf, code }),
        of: ({ code }) => (typeof code === 'string' ? code : null),
      },
      contains: {
        asks: {
          en: 'What stands in the code? Only at one end: starts with SUMMER, ends with 20.',
          ru: 'Что есть в коде? Только с одного края: начинается с ЛЕТО, заканчивается на 20.',
        },
        says: (leaf, code) => (leaf === null ? null : { ...leaf, code }),
      },
    },
    shown: () => ['code', 'contains', 'count', 'window'],
  },
}

/** Another code behind one that was named: "used SPRING but not SUMMER"; or one before what says that it was used. */
function codesNamed(c: Cursor): Candidate[] {
  if (peek(c)?.kind === 'quoted') return []
  // «Применили ВЕСНА10».
  const before = USED.test(peek(c)?.text ?? '') ? 1 : 0
  const found = namedAt({ ...c, at: c.at + before }, name => c.vocabulary.promoCodes.shown(name))
  if (found === null) return []
  const not = see({ ...c, at: found.to }, 'not')?.length ?? 0
  const used = USED.test(found.to + not < c.end ? (c.tokens[found.to + not]?.text ?? '') : '')
  if (c.named !== 'promoCode' && !used && before === 0) return []
  const read = (): Rule => {
    c.named = 'promoCode'
    if (used) c.at = found.to + not + 1
    const window = seesWindow(c) ? readWindow(c) : null
    const leaf: PromoCode = { leaf: 'promoCode', count: { atLeast: 1 }, window, code: found.value }
    return used && not > 0 ? { not: leaf } : leaf
  }
  return [{ to: found.to, sure: 'value', of: 'promoCode', read }]
}

/** Behind the words for a code they say nothing: "promo code used this month". */
const USED =
  /^(?:used?|appl(?:y|ied)|redeem(?:ed)?|(?:применя?|примени|использова|активирова|вводи|вве|указа|указыва)л[аи]?|воспользова(?:лся|лась|лись)|использован|применен)$/u

function takeUsed(c: Cursor): boolean {
  const used = peek(c)?.kind === 'word' && USED.test(peek(c)?.text ?? '')
  if (used) c.at++
  return used
}

/** "Used SPRING10 or BF2026", "SPRING10 used twice": a code that somebody used stands without a word for that. */
function codeCalled(c: Cursor): Candidate[] {
  const begin = c.at
  takeUsed(c)
  const led = c.at > begin
  const codes = bareValues(c, {
    find: name => (led || (/\p{L}/u.test(name) && /\p{N}/u.test(name)) ? c.vocabulary.promoCodes.shown(name) : null),
    leafOf: found => anyOf(found.map(code => ({ leaf: 'promoCode', count: { atLeast: 1 }, window: null, code }))),
    plain: true,
  })
  c.at = begin
  return codes.map(({ read, ...candidate }) => ({
    ...candidate,
    sure: led ? 'words' : 'value',
    read: () => oftenUsed(c, read()),
  }))
}

/** The same with how often and when, where that stands behind one code. */
function oftenUsed(c: Cursor, rule: Rule): Rule {
  while (takeUsed(c));
  if ('any' in rule && seesWindow(c)) {
    // "Used SPRING10 or BF2026 this year": of either.
    const window = readWindow(c)
    return { any: rule.any.map((one): Rule => ('leaf' in one ? { ...one, window } : one)) }
  }
  if (!('leaf' in rule)) return rule
  const { count, negated, window } = readParts(c)
  return counted({ ...rule, window, ...(count !== null && { count }) }, negated)
}

/** What is in quotes is a code; without them it is one only if somebody used it. */
function readCode(c: Cursor): string {
  // "Promo SPRING10 users", «промокод ВЕСНА10 применили».
  const found = peek(c)?.kind === 'quoted' ? null : namedAt(c, name => c.vocabulary.promoCodes.shown(name))
  if (found !== null) {
    const used = [0, 1].some(ahead => USED.test(c.tokens[found.to + ahead]?.text ?? ''))
    const name = used ? found.value : raw(c, c.at, found.to)
    c.at = found.to
    take(c, 'people')
    return name
  }
  const written = readEventName(c) ?? fail(c, { kind: 'value' })
  const used = c.vocabulary.promoCodes
  return written.quoted || used.has(written.text) ? written.text : failAt(c, written, { kind: 'promoCode' }, used.all())
}

function codeSql(code: PromoCode['code']): Sql {
  if (code === null) return sql`o.promo_folded is not null`
  if (typeof code === 'string') return sql`o.promo_folded = ${fold(code)}`
  return sql`o.promo_folded is not null and ${partSql(sql`o.promo_folded`, code, fold(code.contains))}`
}

/** "contains SUMMER", "starts with SUMMER"; null, and nothing is taken, for anything else. */
function takePart(c: Cursor): Part | null {
  const key = take(c, 'contains', 'containsNot', 'startsWith', 'endsWith')
  if (key === null) return null
  takeSign(c, ':')
  const { text: contains } = takeDigits(c) ?? readEventName(c) ?? fail(c, { kind: 'value' })
  if (key === 'startsWith') return { contains, at: 'start' }
  return key === 'endsWith' ? { contains, at: 'end' } : { contains }
}

/** A part that begins with digits is no number of times: "ends with 20", "starts with 20off". */
function takeDigits(c: Cursor): { text: string } | null {
  if (peek(c)?.kind !== 'number') return null
  const from = c.at++
  while (['word', 'number'].includes(peek(c)?.kind ?? '') && peek(c)?.start === c.tokens[c.at - 1]?.end) c.at++
  return { text: raw(c, from, c.at) }
}

function phrase({ window, code }: PromoCode, counted: Counted, phrasing: Phrasing): string {
  if (code === null || typeof code === 'string')
    return eventPhrase({ verbs: VERBS, object: code === null ? [] : [quoted(code)], window }, counted, phrasing)
  const object = [partPhrase('', code, phrasing.words).trim()]
  return eventPhrase({ verbs: BY_PART, object, window }, counted, phrasing)
}
