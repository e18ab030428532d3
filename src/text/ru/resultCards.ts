import type { resultCards as en } from '../en/resultCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`
const orders = (value: number): string => `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])}`

/** What came of everything that was sent, quarter by quarter. */
export const resultCards: typeof en = {
  door: '📊 Результаты',
  title: (quarter, now) => rich`📊 ${b('Результаты')} · ${now ? `этот квартал, ${quarter}` : quarter}`,
  nothing: 'В этом квартале такого нет.',
  nothingYet: 'В этом квартале пока ничего не отправляли.',
  tooLong: 'Сейчас считать слишком долго. Нажмите «Файл»: он соберётся и придёт сюда.',
  sent: (broadcasts, messages) =>
    `${n(broadcasts)} ${plural(broadcasts, 'ru', ['рассылка', 'рассылки', 'рассылок'])}, ${n(messages)} ${plural(messages, 'ru', ['сообщение', 'сообщения', 'сообщений'])}`,
  left: (stopped, blocked) => `Отписались ${stopped} на 10 000 · заблокировали ${blocked} на 1000`,
  noOrders: 'Покупки пока неизвестны, поэтому неизвестно и что купили после рассылок.',
  noneAfter: 'Заказы после рассылок: пока ни одного.',
  after: (all, sums, share) =>
    rich`${b('Заказы после рассылок:')} ${orders(all)} на ${sums}${share === null ? '' : ` (${share} всех заказов)`}`,
  because: what => rich`${b('Эффект всех рассылок:')} ${what}`,
  becauseOfEach: (what, broadcasts) =>
    rich`${b('Эффект рассылок:')} ${what}\nВ среднем по ${n(broadcasts)} ${plural(broadcasts, 'ru', ['рассылке', 'рассылкам', 'рассылкам'])} с контрольной группой.`,
  knownOn: day => `станет известен ${day}`,
  drawnTitle: quarter => `Результаты · ${quarter}`,
  drawn: 'Заказы после каждой рассылки',
  best: (name, all, stopped) => `Лучшая: «${name}» — ${orders(all)}, отписались ${n(stopped)}`,
  worst: (name, stopped, of) => `Худшая: «${name}» — отписались ${n(stopped)} из ${of}`,
  whichQuarter: b('📊 Какой квартал?'),
  nowKey: name => `${name}, идёт`,
  before: name => `‹ ${name}`,
  next: name => `${name} ›`,
  keys: {
    broadcasts: '📣 По рассылкам',
    segments: '👥 По сегментам',
    replies: '💬 Ответы',
    quarters: '🗓 Квартал ▸',
    tables: '🗂 В CSV',
  },
  listTitle: (what, quarter, total) => rich`${b(what)} · ${quarter}${total === 0 ? '' : ` · ${n(total)}`}`,
  row: (number, name, facts) => rich`${number}. ${b(name)} · ${facts.join(' · ')}`,
  broadcasts: all => `${n(all)} ${plural(all, 'ru', ['рассылка', 'рассылки', 'рассылок'])}`,
  delivered: delivered => `доставлено ${n(delivered)}`,
  clicked: share => `перешли ${share}`,
  orders: (all, bought, sums) => `${orders(all)} от ${people(bought)} на ${sums}`,
  stopped: stopped => `отписались ${n(stopped)}`,
  replied: (replied, share) => `ответили ${n(replied)} (${share})`,
  repliedFew: replied => `ответили ${n(replied)}`,
  file: 'результаты',
  sheets: {
    quarter: 'Квартал',
    broadcasts: 'По рассылкам',
    segments: 'По сегментам',
    sources: 'По источникам',
    orders: 'Заказы после рассылок',
  },
}
