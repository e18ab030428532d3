import type { orderCards as en } from '../en/orderCards.js'
import { count, plural } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const orders = (value: number): string => `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])}`

/** What is known of orders, and how more come in. */
export const orderCards: typeof en = {
  title: b('🛒 Покупки'),
  unknown: b('🛒 Покупки пока неизвестны'),
  why: 'С ними появятся RFM-группы, условия вроде «два заказа за 60 дней» и ответ, что продали ваши предложения.',
  noneForIt: '🛒 Здесь важны заказы, а они пока неизвестны.',
  tooLong: 'Сейчас считать слишком долго. Попробуйте через минуту.',
  how: lines([
    'Подойдёт любой способ, первый — самый быстрый:',
    '📥 Пришлите сюда выгрузку из магазина: Shopify, WooCommerce, Tilda, InSales, retailCRM или свою таблицу.',
    '🔌 Подключите магазин: новые заказы приходят сами, в течение минуты.',
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
  known: (known, people, share) =>
    rich`Покупки известны у ${b(`${n(known)} из ${n(people)}`)} ${plural(people, 'ru', ['доступного', 'доступных', 'доступных'])} (${share})`,
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
  unasked: 'Номер ещё не дали',
  unsure: customers =>
    `❓ Кто есть кто: про ${n(customers)} ${plural(customers, 'ru', ['покупателя', 'покупателей', 'покупателей'])} неясно, кто это`,
  last: (day, file) => rich`📥 Последний файл: ${day} · ${file}`,

  shops: names => `🔌 Новые приходят сами: ${names}`,
  linksTitle: b('🔗 Личные ссылки'),
  linksHelp:
    'У каждого покупателя своя ссылка. Кто откроет её в Telegram, увидит вопрос, он ли это («Вы А. П., телефон …34?»), и после «да» его покупки известны. Срабатывает один раз. Кладите её в чеки, письма и посылки.',
  linkAsked: 'Пришлите номер покупателя в магазине, телефон, почту или имя.',
  linkOrType: '⌨️ Нужен один покупатель? Пришлите его номер в магазине, телефон, почту или имя.',
  noCustomers: 'Покупателей пока нет: сначала загрузите их файлом.',
  unlinked: (unlinked, customers) =>
    rich`Ещё ни с кем не связаны: ${b(`${n(unlinked)} из ${n(customers)}`)} ${plural(customers, 'ru', ['покупателя', 'покупателей', 'покупателей'])}`,
  linksUsed: (used, linked) => `Сработало ссылок: ${n(used)} · известны по ссылке сейчас: ${n(linked)}`,
  which: {
    all: customers => `Все · ${n(customers)}`,
    lately: customers => `Покупали за 90 дней · ${n(customers)}`,
    often: customers => `Купили дважды и больше · ${n(customers)}`,
  },
  linksFile: 'личные ссылки',
  columns: { number: 'номер', name: 'имя', phone: 'телефон', link: 'ссылка' },
  linksSent: customers =>
    `${n(customers)} ${plural(customers, 'ru', ['покупатель', 'покупателя', 'покупателей'])}, у каждого своя ссылка. У кого ссылка, тот и может назваться этим покупателем: не давайте её другим.`,
  codesFile: (from, to) => `QR ${from}-${to}`,
  codesSent: codes =>
    `${n(codes)} ${plural(codes, 'ru', ['картинка', 'картинки', 'картинок'])} с QR-кодом, в названии — номер покупателя.`,
  making: b('🔗 Ссылки готовятся'),
  isNobody: 'Кто это в боте, пока неизвестно.',
  isSomebody: (name, how) => rich`Это ${b(name)}: ${how}.`,
  theirLink: 'Личная ссылка, срабатывает один раз:',
  codeOf: customer => rich`▦ Личная ссылка, покупатель ${b(customer)}`,
  keys: {
    bring: '📥 Загрузить заказы',
    file: '📥 Прислать файл',
    personal: '🔗 Личные ссылки',
    api: '🔑 Ключ API',
    links: customers => `📄 Ссылки файлом · ${n(customers)}`,
    allCodes: codes => `▦ QR-коды · ${n(codes)}`,
    codes: (from, to) => `▦ QR-коды ${n(from)}–${n(to)}`,
    copy: '📋 Копировать',
    code: '▦ QR-код',
    person: '👤 Кто это',
    shop: '🔌 Магазин',
    ask: '📱 Узнать телефоны',
  },
}
