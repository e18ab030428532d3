import type { whoCards as en } from '../en/whoCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const customers = (value: number): string =>
  `${n(value)} ${plural(value, 'ru', ['покупатель', 'покупателя', 'покупателей'])}`
const since = (words: string, day: string | null): string => (day === null ? words : `${words} ${day}`)

/** Who is who: customers of whom it is not certain who they are. */
export const whoCards: typeof en = {
  door: value => `❓ Кто есть кто · ${n(value)}`,
  need: value => `❓ Кто есть кто: ${customers(value)}`,
  nobodyWaits: '✅ Вопросов нет: про каждого покупателя понятно, кто это или что здесь его нет.',
  title: customer => rich`❓ ${b(`Кто это: покупатель ${customer}?`)}`,
  bought: (name, orders, spent) =>
    [
      ...(name === null ? [] : [`«${name}»`]),
      orders === 0 ? 'заказов пока нет' : `${n(orders)} ${plural(orders, 'ru', ['заказ', 'заказа', 'заказов'])}`,
      ...(spent === '' ? [] : [spent]),
    ].join(', '),
  candidate: (number, name, username, why) =>
    rich`${number === null ? '• ' : `${number}. `}${b(name)}${username === null ? '' : ` (@${username})`}: ${why.join(' · ')}`,
  speaks: {
    admin: day => since('указала команда', day),
    telegram_id: day => since('тот же Telegram id', day),
    phone: day => (day === null ? 'тот же телефон, подтверждён' : `тот же телефон, подтверждён ${day}`),
    personal_link: day => since('личная ссылка открыта', day),
    file_phone: day => since('тот же телефон, из файла', day),
    click: day => since('заказ по переходу из рассылки', day),
  },
  saidNo: 'ответ по ссылке: «это не я»',
  linkedNow: 'сейчас связаны',
  isAnother: number => `   сейчас это покупатель ${number}; нажатие перенесёт`,
  moreInFile: more => `… и ещё ${n(more)}, все в файле`,
  neither: '🚫 Никто из них',
  none: '🚫 Никто из них',
  later: more => `⏭ Позже · ещё ${n(more)}`,
  fromStart: before => `⏮ Пропущены · ${n(before)}`,
  settled: 'С этим покупателем уже разобрались.',
  changed: 'О покупателе стало известно что-то ещё. Посмотрите заново.',
  chosen: (customer, name) => rich`✅ Покупатель ${customer} — это ${b(name)}. Теперь эти заказы учитываются.`,
  noneOfThem: customer => rich`✅ Покупатель ${customer} — никто из них. Заказы остались и ждут своего хозяина.`,

  fileName: 'кто есть кто',
  howToFill:
    'Строка — это человек, которым может быть покупатель. Напишите «да» в последнем столбце рядом с нужным, «нет» рядом со всеми, если это никто из них, оставьте пустым, если не знаете, и пришлите файл сюда же.',
  taken: (linked, nobody, same, open) =>
    [
      `❓ Кто есть кто: связаны ${n(linked)}`,
      ...(nobody === 0 ? [] : [`никто из них — ${n(nobody)}`]),
      ...(same === 0 ? [] : [`без изменений ${n(same)}`]),
      ...(open === 0 ? [] : [`без ответа ${n(open)}`]),
    ].join(', '),
  why: {
    unreadable: 'в последнем столбце нужно «да» или «нет»',
    several: '«да» стоит у нескольких',
    partly: '«нет» стоит не у всех',
    changed: 'это может быть уже кто-то другой',
    settled: 'с ним уже разобрались иначе',
    stranger: 'такого покупателя здесь нет',
  },
}
