import type { paceCards as en } from '../en/paceCards.js'
import { count } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')

/** Свой темп рассылки. */
export const paceCards: typeof en = {
  key: '🐢 Сколько в час',
  row: 'Темп',
  line: perHour => `🐢 Не больше ${n(perHour)} в час.`,
  words: perHour => (perHour === null ? 'как можно быстрее' : `не больше ${n(perHour)} в час`),
  asked: name =>
    rich`🐢 Скольким людям в час самое большее отправлять «${b(name)}»? Ограничение выручает, когда магазин или команда не справятся со всеми сразу. Нажмите или напишите число.`,
  now: words => rich`Сейчас: ${b(words)}.`,
  choice: perHour => `${n(perHour)} в час`,
  noLimit: '🚀 Без ограничения',
  unread: (least, most) => `Нужно целое число сообщений в час от ${n(least)} до ${n(most)}, например 1000.`,
}
