import type { Compare, Count, Criterion, FieldTest, Leaf, Window } from '../../../src/segments/criterion.js'

export const NOBODY = ''
export const EVERYONE = 'ann bob cat dan eve finn gus hana'

export const ONCE: Count = { atLeast: 1 }
export const days = (n: number): Window => ({ in: n, unit: 'days' })
export const over = (n: number): Window => ({ ago: 'over', n, unit: 'days' })
export const under = (n: number): Window => ({ ago: 'under', n, unit: 'days' })

export const language = (...values: string[]): Criterion => ({ leaf: 'language', values })
export const source = (...values: string[]): Criterion => ({ leaf: 'source', values })
export const premium = (value: boolean): Criterion => ({ leaf: 'premium', value })
export const subscribed = (window: Window): Criterion => ({ leaf: 'subscribed', window })
export const field = (id: number, test: FieldTest): Criterion => ({ leaf: 'field', field: id, test })
export const age = (years: Compare): Criterion => ({ leaf: 'age', years })

export const received = (count: Count, window: Window | null = null, offer: number | null = null): Criterion => ({
  leaf: 'received',
  count,
  window,
  offer,
})
export const seen = (
  count: Count,
  window: Window | null = null,
  offer: number | null = null,
  grade: 'any' | 'certain' = 'any',
): Criterion => ({ leaf: 'seen', count, window, offer, grade })
export const clicked = (
  count: Count,
  window: Window | null = null,
  offer: number | null = null,
  link: number | null = null,
): Criterion => ({ leaf: 'clicked', count, window, offer, link })
export const clickedTopic = (topic: number, count: Count, window: Window | null = null): Criterion => ({
  ...{ leaf: 'clicked', count, window },
  ...{ offer: null, link: null, topic },
})
export const stopped = (count: Count, window: Window | null = null): Criterion => ({ leaf: 'stopped', count, window })

type Of<K extends Leaf['leaf']> = Extract<Leaf, { leaf: K }>
export const ordered = (count: Count, rest: Partial<Of<'ordered'>> = {}): Criterion => ({
  ...{ leaf: 'ordered', count, window: null, product: null, category: null, total: null },
  ...rest,
})
export const spent = (compare: Compare, rest: Partial<Of<'spent'>> = {}): Criterion => ({
  ...{ leaf: 'spent', measure: 'sum', compare, currency: 'EUR', window: null, product: null, category: null },
  ...rest,
})
export const orderTime = (which: 'first' | 'last', window: Window): Criterion => ({ leaf: 'orderTime', which, window })
export const orderStatus = (
  status: Of<'orderStatus'>['status'],
  window: Window | null = null,
  count: Count = ONCE,
): Criterion => ({ leaf: 'orderStatus', status, count, window })
export const promoCode = (
  code: Of<'promoCode'>['code'],
  window: Window | null = null,
  count: Count = ONCE,
): Criterion => ({ leaf: 'promoCode', count, window, code })
export const discount = (
  measure: Of<'discount'>['measure'],
  compare: Compare,
  rest: Partial<Of<'discount'>> = {},
): Criterion => ({ ...{ leaf: 'discount', measure, compare, currency: 'EUR', window: null }, ...rest })
export const orderedAfter = (offer: number | null, window: Window | null = null, count: Count = ONCE): Criterion => ({
  ...{ leaf: 'orderedAfter', count, window, offer },
})
export const rfm = (...cells: Of<'rfm'>['cells']): Criterion => ({ leaf: 'rfm', cells })
export const score = (measure: 'r' | 'f' | 'm', from: number, to: number): Criterion => ({
  ...{ leaf: 'rfmScore', measure, from, to },
})
export const ladder = (...rungs: number[]): Criterion => ({ leaf: 'ladder', rungs })
export const engagement = (...groups: Of<'engagement'>['groups']): Criterion => ({ leaf: 'engagement', groups })
export const near = (km: number, lat: number, lon: number): Criterion => ({
  ...{ leaf: 'near', km, place: { name: 'a place', lat, lon } },
})
export const random = (share: number, sample = 'default'): Criterion => ({ leaf: 'random', share, sample })
