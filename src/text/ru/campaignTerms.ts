import type { campaignTerms as en } from '../en/campaignTerms.js'
import { count, plural } from '../format.js'

const n = (value: number) => count(value, 'ru')
const days = (value: number) => `${n(value)} ${plural(value, 'ru', ['день', 'дня', 'дней'])}`
const hours = (value: number) => `${n(value)} ${plural(value, 'ru', ['час', 'часа', 'часов'])}`
const minutes = (value: number) => `${n(value)} ${plural(value, 'ru', ['минуту', 'минуты', 'минут'])}`

export const campaignTerms: typeof en = {
  starts: {
    subscribed: 'подписка',
    subscribedBy: sources => `подписка через ${sources}`,
    first: 'первый заказ',
    any: 'любой заказ',
    enters: segment => `попадает в сегмент «${segment}»`,
    leaves: segment => `выходит из сегмента «${segment}»`,
    event: name => `магазин сообщает «${name}»`,
  },
  date: (field, value) =>
    value === 0 ? `в день из поля «${field}»` : `${days(Math.abs(value))} ${value < 0 ? 'до' : 'после'} «${field}»`,
  birthdayAt: value =>
    value === 0 ? 'день рождения' : `${days(Math.abs(value))} ${value < 0 ? 'до' : 'после'} дня рождения`,
  yearly: 'каждый год',
  onlyOnce: 'только в тот раз',
  again: {
    once: 'один раз каждому',
    each: 'каждый раз',
    after: value => (value === 1 ? 'каждому не чаще раза в день' : `каждому не чаще раза в ${days(value)}`),
  },
  notMovedIn: 'без перенесённых',
  movedInToo: 'и для перенесённых',
  ends: {
    ordered: 'заказ',
    clicked: 'переход по ссылке',
    replied: 'ответ',
    left: 'выход из сегмента',
  },
  stopped: 'отписка',
  or: (all, last) => (all === '' ? last : `${all} или ${last}`),
  waits: {
    atOnce: 'сразу',
    minutes: value => `через ${minutes(value)}`,
    hours: value => `через ${hours(value)}`,
    sameDay: 'в тот же день',
    days: value => `через ${days(value)}`,
    at: time => `в ${time} по их часам`,
    sameHour: 'в тот же час',
  },
  days,
  hours,
}
