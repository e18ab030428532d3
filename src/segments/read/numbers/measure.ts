import { namedValues } from '../../names.js'
import type { Said } from '../lexicon.js'

/** By what people are put in order. */
export const BY = ['spend', 'orders', 'clicks', 'engagement'] as const

/** One of them. */
export type By = (typeof BY)[number]

/** How each is written. */
export const NAMED: Record<By, Said> = {
  spend: { en: 'spend', ru: 'тратам' },
  orders: { en: 'orders', ru: 'заказам' },
  clicks: { en: 'clicks', ru: 'кликам' },
  engagement: { en: 'engagement', ru: 'активности' },
}

const ALSO: Record<By, readonly string[]> = {
  spend: [
    ...['spending', 'spent', 'money', 'revenue', 'amount spent', 'money spent', 'total spent', 'spenders', 'sales'],
    ...['amount of orders', 'value', 'customer value', 'сумме', 'сумме покупок', 'сумме заказов', 'выручке', 'деньгам'],
    ...['тратящих', 'обороту', 'потраченной сумме', 'потраченному', 'чекам', 'сумме трат', 'щедрых', 'щедрые'],
    ...['щедрым', 'прибыльных', 'прибыльные', 'денежных', 'дорогих', 'выгодных', 'доходных', 'ценных', 'крупных'],
    ...['платежеспособных', 'прибыли', 'доходу', 'объему покупок', 'тому сколько потратили', 'сумме покупок и заказов'],
    ...['большим тратам', 'щедрости', 'тратящие', 'generous', 'highest spending', 'valuable'],
  ],
  orders: [
    ...[
      'number of orders',
      'loyal',
      'frequent',
      'regular',
      'faithful',
      'purchases',
      'order count',
      'number of purchases',
      'orders count',
      'buyers',
      'frequency',
    ],
    ...['числу заказов', 'количеству заказов', 'покупкам', 'числу покупок', 'количеству покупок', 'частоте покупок'],
    ...['покупателей', 'покупающих', 'часто покупающих', 'частых', 'часто заказывающих', 'частоте заказов'],
  ],
  clicks: [
    ...['number of clicks', 'clickers', 'click count', 'числу кликов', 'количеству кликов', 'переходам', 'кликающих'],
    ...['числу переходов'],
  ],
  engagement: [
    ...['activity', 'signs', 'engaged', 'active', 'most active', 'most engaged', 'вовлеченности', 'вовлечённости'],
    ...['активных', 'активные', 'вовлеченных', 'вовлечённых', 'активностям', 'активным', 'отзывчивых', 'вовлеченные'],
  ],
}

/** The same by whatever they are called. */
export const measures = namedValues(
  BY,
  (by, language) => NAMED[by][language],
  by => ALSO[by],
)
