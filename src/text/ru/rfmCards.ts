import type { rfmCards as en } from '../en/rfmCards.js'
import { count, plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const customers = (value: number) => `${n(value)} ${plural(value, 'ru', ['покупатель', 'покупателя', 'покупателей'])}`
const months = (value: number) => `${value} ${plural(value, 'ru', ['месяц', 'месяца', 'месяцев'])}`

export const rfmCards: typeof en = {
  title: () => rich`📊 ${b('RFM-группы')}`,
  window: (value, currency) => rich`Заказы за ${b(months(value))}, деньги в ${b(currency)}.`,
  counted: (moment, value) =>
    value === 0 ? `Посчитано ${moment}: никто не покупал.` : `Посчитано ${moment}: ${customers(value)}.`,
  notCounted: 'Ещё не посчитано. Подождите немного и нажмите 🔄.',
  outdated: '⏳ Посчитано по прежним правилам, сейчас пересчитаем.',
  otherCurrency: (value, currency) =>
    `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])} в других валютах: как заказы посчитаны, в сумму в ${currency} не вошли.`,
  measures: {
    recency: 'Дней после заказа',
    frequency: 'Число заказов',
    money: 'Деньги за вычетом возвратов',
  },
  shares: 'по долям',
  steps: 'по шагам',
  cutLine: (measure, how, points) => rich`${b(measure)} (${how}): границы ${points}`,
  days: value => value,
  group: (name, all, linked) =>
    rich`${b(name)} · ${n(all)}${linked === all ? '' : linked === 0 ? ' (в боте никого)' : ` (в боте ${n(linked)})`}`,
  people: (name, value) => rich`${b(name)} · ${n(value)} в боте`,
  keys: {
    window: '🗓 Период',
    recency: '⏳ Давность',
    frequency: '🔁 Частота',
    money: '💰 Деньги',
    movement: '🔀 За месяц',
    segments: '← Сегменты',
    settings: '← Настройки',
    shares: 'По долям',
  },
  windowAsked: value =>
    lines([
      b('Период'),
      '',
      rich`Считаются заказы за ${b(months(value))}. Кто покупал только до этого — в группе «Покупали раньше».`,
      '',
      'Нажмите или напишите число месяцев.',
    ]),
  months,
  windowUnreadable: most => `Напишите число месяцев от 1 до ${most}.`,
  measureAsked: (measure, now, points) =>
    lines([
      b(measure),
      '',
      rich`Сейчас: ${b(now)}${points === null ? '' : `, границы ${points}`}.`,
      'По долям каждая пятая часть покупателей получает свою оценку; равные значения — всегда равные оценки.',
      '',
      rich`Или задайте свои шаги: четыре числа по возрастанию, каждое — последнее значение своего шага. Например, ${code('1, 2, 3, 5')} значит 1, 2, 3, 4–5, 6 и больше.`,
    ]),
  units: {
    recency: 'В днях.',
    frequency: 'В заказах.',
    money: currency => `Суммы в ${currency}.`,
  },
  stepsUnreadable: 'Нужны четыре числа по возрастанию, например 10, 20, 50, 100. Напишите их через запятую или пробел.',
  movement: (from, to) => rich`🔀 ${b('Кто сменил группу')} · ${from} → ${to}`,
  move: (from, to, value) => `${from} → ${to}: ${n(value)}`,
  stayed: value => `Остались, где были: ${customers(value)}.`,
  nobodyMoved: 'Никто не перешёл.',
  more: value => `… и ещё ${n(value)} по более редким путям.`,
  movementHelp: 'Оба дня посчитаны заново по заказам и по сегодняшним правилам.',
}
