import type { orderCards as en } from '../en/orderCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const orders = (value: number): string => `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])}`

/** What is known of orders, and how more come in. */
export const orderCards: typeof en = {
  title: b('🛒 Покупки'),
  unknown: b('🛒 Покупки пока не известны'),
  why: 'С ними появятся RFM-группы, условия вроде «два заказа за 60 дней» и ответ, что продали ваши предложения.',
  noneForIt: '🛒 Здесь важны заказы, а они пока не известны.',
  tooLong: 'Сейчас считать слишком долго. Попробуйте через минуту.',
  how: lines([
    'Подойдёт любой способ, первый — самый быстрый:',
    '📥 Пришлите сюда выгрузку из магазина: Shopify, WooCommerce, Tilda, InSales, retailCRM или свою таблицу.',
    '📱 Попросите людей назвать номер, на который они заказывают: так больше заказов найдут своего хозяина.',
  ]),
  others: 'Загрузить их может маркетолог или владелец.',
  onlyCustomers: 'Покупатели известны, а их заказов пока нет.',
  orders: (all, counted) =>
    all === counted
      ? rich`${b(orders(all))}`
      : rich`${b(orders(all))} · считаются ${n(counted)}: оплачены и не возвращены`,
  sum: (sum, of) => rich`${b(sum)} · ${orders(of)}`,
  moreCurrencies: more => `… и ещё ${n(more)} ${plural(more, 'ru', ['валюта', 'валюты', 'валют'])}`,
  known: (known, people, share) => rich`Покупки известны у ${b(`${n(known)} из ${n(people)}`)} доступных (${share})`,
  coming: '⏳ Загружается файл с заказами: пока он не загружен, цифры меняются.',
  knownBy: (how, people) => `• ${how}: ${n(people)}`,
  by: {
    admin: 'указала команда',
    telegram_id: 'по Telegram id',
    phone: 'сами дали номер',
    personal_link: 'по личной ссылке',
    file_phone: 'по телефону из файла',
    click: 'по переходу из рассылки',
  },
  unsure: customers =>
    `❓ Кто есть кто: про ${n(customers)} ${plural(customers, 'ru', ['покупателя', 'покупателей', 'покупателей'])} неясно, кто это`,
  last: (day, file) => rich`📥 Последний файл: ${day} · ${file}`,

  keys: {
    bring: '📥 Загрузить заказы',
    file: '📥 Прислать файл',
    ask: '📱 Узнать телефоны',
  },
}
