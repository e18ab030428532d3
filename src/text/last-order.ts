/** What messages can say of somebody's last order, by the numbers that stand for it among the fields of the shop (which count from 1). */
export const LAST_ORDER = { date: -1, product: -2, sum: -3 } as const

/** One of these. */
export type LastOrder = keyof typeof LAST_ORDER

/** What they are called in a text; a field of the shop's that is called so goes before. The first of each language is shown. */
export const LAST_ORDER_NAMES: Readonly<Record<LastOrder, Readonly<Record<'en' | 'ru', readonly string[]>>>> = {
  date: { en: ['last order'], ru: ['последний заказ'] },
  product: { en: ['last product'], ru: ['последний товар'] },
  sum: { en: ['last order sum'], ru: ['сумма последнего заказа'] },
}
