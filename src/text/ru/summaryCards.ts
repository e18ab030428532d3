import type { summaryCards as en } from '../en/summaryCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const orders = (value: number): string => `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])}`
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const growth = ({ came, moved, stopped, blocked }: Parameters<typeof en.growth>[0]): string =>
  [
    `пришли ${n(came)}`,
    ...(moved === 0 ? [] : [`перенесены ${n(moved)}`]),
    `отписались ${n(stopped)}`,
    `заблокировали бота ${n(blocked)}`,
  ].join(' · ')

/** What a week came to, for owners. */
export const summaryCards: typeof en = {
  title: span => rich`🗓 ${b('Итоги недели')} · ${span}`,
  growth: week => rich`${b('Рост:')} ${growth(week)}`,
  weekBefore: week => `Неделей раньше: ${growth(week)}`,
  sent: messages =>
    rich`${b('Отправлено:')} ${n(messages)} ${plural(messages, 'ru', ['сообщение', 'сообщения', 'сообщений'])}`,
  sentBlocked: (messages, per1000) =>
    rich`${b('Отправлено:')} ${n(messages)} ${plural(messages, 'ru', ['сообщение', 'сообщения', 'сообщений'])} · блокировок на 1 000: ${per1000}`,
  asleep: (value, share, more) =>
    rich`${b('Спят:')} ${n(value)}, ${share} тех, кто доступен${
      more === 0
        ? ', столько же, сколько неделей раньше'
        : `, на ${n(Math.abs(more))} ${more > 0 ? 'больше' : 'меньше'}, чем неделей раньше`
    }`,
  nobodyLeftOut: 'Никто не остался без сообщений из-за нормы.',
  leftOut: (value, silenced) =>
    rich`${b('Пропущены, уже получили норму:')} ${people(value)}${silenced === 0 ? ', на этой неделе все получили что-то другое' : `, из них ${n(silenced)} на этой неделе не получили ничего`}`,
  noOrders: 'Что принесло деньги, сказать нельзя: заказы пока неизвестны.',
  nothingPaid: 'После сообщений заказов не было.',
  paid: rich`${b('Что принесло деньги:')} заказы недели после рассылок`,
  paidBy: (name, campaign, value, sums) => `• ${campaign ? '🔁 ' : ''}«${name}»: ${orders(value)}, ${sums}`,
  others: value => `… и ещё ${value}`,
  notAll: 'Часть цифр сейчас считается слишком долго. Откройте позже.',
  comes: 'Приходит вам каждый понедельник в 9:00.',
  doesNot: 'Сами по себе не приходят.',
  switchedOn: '🔔 Будут приходить каждый понедельник в 9:00.',
  switchedOff: '🔕 Больше не приходят. Найти их можно здесь.',
  leftOutOf: span => `Пропущены, получили норму, ${span}`,
  keys: {
    before: '‹ Неделя раньше',
    next: 'Неделя позже ›',
    leftOut: value => `👥 Пропущены · ${n(value)}`,
    on: '🔔 Присылать мне',
    off: '🔕 Не присылать',
  },
}
