import type { serviceCards as en } from '../en/serviceCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')

/** Order messages that the shop's systems send to one person at a time. */
export const serviceCards: typeof en = {
  title: rich`📦 ${b('Сообщения о заказах')}`,
  what: 'Их отправляют системы магазина, каждое — одному человеку: «заказ в пути», «можно забирать». Уходят сразу, в любое время, и тем, кто отписался от рекламы. Ни в отчёты рассылок, ни в недельную норму не входят.',
  none: 'За 7 дней — ни одного.',
  how: address =>
    `Создайте ключ в разделе «Ключи API», и пусть магазин отправляет запросы на ${address}/crm/messages. Если сообщение о заказе нужно многим, сделайте рассылку.`,
  paused: (since, by) =>
    `⏸ Остановлены с ${since}${by === null ? '' : ` (${by})`}. Новые ждут, а через сутки отбрасываются.`,
  pausedBecause: {
    unauthorized: since =>
      `⏸ Telegram не принимает токен бота с ${since}. Новые сообщения ждут, а через сутки отбрасываются.`,
    unwritten: since =>
      `⏸ С ${since} итоги не сохраняются, поэтому ничего не уходит. Посмотрите в журнал программы и снова включите отправку.`,
  },
  today: 'Сегодня',
  week: 'За 7 дней',
  row: (span, asked, delivered) => rich`${b(span)}: запрошено ${n(asked)}, доставлено ${n(delivered)}`,
  seen: (confirmed, inferred) => `Из них точно видели: ${n(confirmed)}, вероятно: ${n(inferred)}`,
  waiting: value => `${plural(value, 'ru', ['Ждёт', 'Ждут', 'Ждут'])} отправки: ${n(value)}`,
  uncertain: value => `Без ответа Telegram: ${n(value)}. Возможно, дошли; повторно не отправляются`,
  lost: facts => `Не доставлено: ${facts}`,
  reasons: {
    late: 'опоздали на сутки',
    erased: 'данные человека удалены',
    blocked: 'бот заблокирован',
    deactivated: 'аккаунт удалён',
    unknown_chat: 'нет такого чата',
    content: 'Telegram не принял текст',
    limited: 'чат не принимает столько',
  },
  refused: facts => `Не приняты: ${facts}`,
  refusals: {
    unknown: 'человек неизвестен',
    unreachable: 'бот заблокирован',
    too_many: 'больше 20 в сутки одному',
    other_words: 'другой текст с тем же номером',
    invalid: 'ошибка в запросе',
  },
  fact: (words, value) => `${words} — ${n(value)}`,
  last: total => lines([rich`📦 ${b('Сообщения о заказах')} · за 7 дней: ${n(total)}`]),
  line: (number, who, words, state, when) =>
    rich`${n(number)} ${b(who)}${words === null ? '' : ` · «${words}»`} · ${state} · ${when}`,
  states: {
    queued: 'ждёт',
    sending: 'отправляется',
    sent: 'доставлено',
    failed: 'не доставлено',
    uncertain: 'нет ответа',
    skipped: 'не отправлено',
  },
  seenState: { confirmed: 'точно видели', inferred: 'вероятно, видели' },
  pausedNow: 'Сообщения о заказах больше не уходят. Новые ждут сутки.',
  resumedNow: 'Сообщения о заказах снова уходят.',
  keys: { last: '📋 Последние', pause: '⏸ Остановить все', resume: '▶️ Продолжить', menu: '‹ Меню' },
}
