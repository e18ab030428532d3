import type { ErrorDetails } from '../../errors.js'
import { count, plural } from '../format.js'

type Detail = string | number | undefined

/** A name in quotes; other words where none is known. */
export const named = (value: Detail, otherwise: string) => (value === undefined ? otherwise : `«${value}»`)
/** A number as people read it. */
export const n = (value: Detail) => count(Number(value ?? 0), 'ru')
/** "5 символов". */
export const many = (value: Detail, forms: readonly string[]) =>
  `${n(value)} ${plural(Number(value ?? 0), 'ru', forms)}`
/** Forms of a word behind a number. */
export const SIGNS = ['символ', 'символа', 'символов']
/** Forms of a word behind a number. */
export const BUTTONS = ['кнопка', 'кнопки', 'кнопок']

/** What no offer holds, by what Telegram calls it. */
export const kinds: Readonly<Record<string, string>> = {
  sticker: 'Стикер',
  location: 'Место',
  venue: 'Место',
  contact: 'Контакт',
  dice: 'Кубик',
  game: 'Игру',
  story: 'Историю',
  paid_media: 'Платные медиа',
  checklist: 'Список дел',
  invoice: 'Счёт',
  giveaway: 'Розыгрыш',
}

/** Parts of a poll. */
export const pollParts: Readonly<Record<string, { name: string; where: string }>> = {
  question: { name: 'Вопрос', where: 'В вопросе' },
  option: { name: 'Вариант ответа', where: 'В варианте ответа' },
  explanation: { name: 'Пояснение', where: 'В пояснении' },
}

/** What is wrong with an address, after its name: «shop:ru» … */
const addressProblems = {
  url_invalid: 'не откроется в браузере. Напишите адрес вроде shop.ru/boots, без пробелов и без { }',
  url_scheme: 'не веб-адрес. Напишите адрес, который начинается с https://',
  url_credentials: 'содержит имя или пароль перед знаком @. Напишите адрес без них',
  url_private: 'открывается только внутри частной сети, а не на телефонах подписчиков. Напишите общедоступный адрес',
  url_too_long: 'длиннее 2048 символов. Сократите адрес',
} as const

/** Says what is wrong with an address. */
export const address =
  (code: keyof typeof addressProblems) =>
  ({ address }: ErrorDetails) =>
    `${named(address, 'Это')} ${addressProblems[code]}.`

/** What is wrong with the line of a button. */
export const buttonProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  separator: () => 'не вижу « - » между надписью и адресом. Напишите так: Выбрать ботинки - shop.ru/boots.',
  bar: () => 'похоже, здесь две кнопки. Поставьте между ними « | » или напишите вторую с новой строки.',
  label_empty: () => 'на кнопке нет надписи. Напишите её перед тире.',
  label_long: ({ length, limit }) => `в надписи ${many(length, SIGNS)}, помещается ${n(limit)}. Сократите её.`,
  url_invalid: address('url_invalid'),
  url_scheme: address('url_scheme'),
  url_credentials: address('url_credentials'),
  url_private: address('url_private'),
  url_too_long: address('url_too_long'),
  action_here: () => 'здесь кнопки только открывают адреса. Напишите так: Надпись - адрес.',
  field_unknown: ({ name, nearest }) =>
    nearest === ''
      ? `нет поля ${named(name, 'с таким названием')}. Все поля — в настройках.`
      : `нет поля ${named(name, 'с таким названием')}. Может быть, ${nearest}?`,
  field_no_value: ({ name }) => `напишите, что записать в поле, например: поле ${name} = да.`,
  field_value: ({ name, value, type }) =>
    `${named(value, 'это')} нельзя записать в поле ${name}. ${fieldValues[String(type)] ?? ''}`.trim(),
  topic_unknown: ({ name }) => `нет темы ${named(name, 'с таким названием')}, которую выбирают люди.`,
  question_unknown: ({ name }) =>
    `в анкете нет вопроса ${named(name, 'с такими словами')}. Напишите, как он начинается.`,
  question_several: ({ name }) =>
    `так начинаются несколько вопросов: ${named(name, 'уточните')}. Напишите больше слов.`,
}

/** What a field takes, by its type. */
const fieldValues: Readonly<Record<string, string>> = {
  number: 'Напишите число.',
  date: 'Напишите день, например 5.12.2026, или «сегодня» — тогда запишется день нажатия.',
  yes_no: 'Напишите «да» или «нет».',
  one_of: 'Напишите один из его вариантов.',
  many_of: 'Напишите один из его вариантов.',
}

/** What is wrong with the words of an order message. */
export const serviceWords: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  empty: () => 'Текст пустой. Напишите, что человек должен прочитать.',
  long: ({ length, limit }) => `В тексте символов: ${n(length)}, помещается ${n(limit)}. Сократите его.`,
  letters: () => 'В тексте или на кнопке — половина символа. Режьте текст между символами и присылайте верный JSON.',
  entities: ({ count, limit }) => `Оформленных фрагментов: ${n(count)}, можно ${n(limit)}. Уберите лишние.`,
  entity: ({ number }) =>
    `Фрагмент ${n(number)} не попадает в текст. Начало и длина считаются в единицах UTF-16, а адрес бывает только у ссылки.`,
  label: () => 'На кнопке должно быть от 1 до 64 символов. Напишите другую надпись.',
}

/** Why nobody is reached by an order message. */
export const serviceUnknown: Readonly<Record<string, string>> = {
  unlinked: 'Пока неизвестно, кто этот клиент в Telegram. Отправьте ему личную ссылку; ничего не отправлено.',
  unsure:
    'Нет уверенности, кто этот клиент в Telegram: на него указывает только телефон из файла или переход по ссылке. Посмотрите в «Кто есть кто»; ничего не отправлено.',
  never_came: 'Его перенесли из другой системы, и сам он к боту ещё не приходил; ничего не отправлено.',
}

/** What is wrong with a word that brings an answer. */
export const wordProblems: Record<string, (details: ErrorDetails) => string> = {
  empty: () => 'Нужны слова через запятую: цена, сколько стоит.',
  long: ({ word, limit }) => `${named(word, 'Одно из них')} длиннее ${n(limit)} символов. Напишите короче.`,
  short: ({ word }) =>
    `${named(word, 'Одно из них')} найдёт слишком много слов. Напишите хотя бы три буквы перед звёздочкой.`,
  stop: ({ word }) =>
    `${named(word, 'Одно из них')} отписывает того, кто это напишет, поэтому ответа не вызовет. Уберите его.`,
  command: ({ word }) => `${named(word, 'Одно из них')} — это команда. Уберите косую черту.`,
}

/** What is wrong with the answers to a question. */
export const questionProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  missing: () => 'Этому вопросу нужны ответы на выбор. Напишите их, по одному на строке.',
  count: ({ limit }) => `У вопроса от 2 до ${n(limit)} ответов. Напишите по одному на строке.`,
  label: ({ text }) => `${named(text, 'Ответ')} не поместится на кнопку: в ней до 40 символов. Напишите короче.`,
  twice: ({ text }) => `${named(text, 'Ответ')} встречается дважды. Напишите каждый ответ один раз.`,
  value: ({ text }) => `${named(text, 'Ответ')} не подходит этому полю. Напишите другой.`,
}

/** What a draft lacks. */
export const missing: Readonly<Record<string, string>> = {
  message: 'Кому-то пока нечего отправить. Откройте «Сообщение» на карточке и напишите его.',
  audience: 'Пока никто не выбран. Откройте «Кому» на карточке.',
  segments: 'Пока никто не выбран. Откройте «Кому» на карточке.',
}

/** A choice has too few options. */
export const tooFewOptions = ({ limit }: ErrorDetails) =>
  `Нужно от 2 до ${n(limit ?? 50)} вариантов ответа. Напишите каждый с новой строки.`

/** What is wrong with the options of a field. */
export const optionProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  count: details => tooFewOptions(details),
  long: ({ text, limit }) => `${named(text, 'Один из ответов')} длиннее ${n(limit)} символов. Сократите его.`,
  twice: ({ text }) => `${named(text, 'Один из ответов')} повторяется. Напишите каждый ответ один раз.`,
}

/** Who uses what cannot be deleted. */
export const users: Readonly<Record<string, string>> = {
  segment: 'сегмент',
  offer: 'предложение',
  survey: 'вопрос анкеты',
  campaign: 'кампания',
}

/** Who uses an option. */
export const optionUsers: Readonly<Record<string, string>> = {
  people: 'он есть у людей',
  survey: 'его предлагает вопрос анкеты',
  segment: 'он нужен сегменту',
}

/** What is wrong with a customer. */
export const customerProblems: Readonly<Record<string, string>> = {
  id: 'Покупателю нужен номер до 128 символов.',
  telegram_id: 'Номер в Telegram — целое число. Исправьте его или уберите.',
  phone: 'Не могу прочитать телефон. Напишите с кодом страны: +7 900 000-00-00.',
  email: 'Не могу прочитать адрес почты. Исправьте его или уберите.',
  nobody: 'Скажите, чей он: номер покупателя, телефон, почта или номер в Telegram.',
}

/** What is wrong with an order. */
export const orderProblems: Readonly<Record<string, string>> = {
  id: 'Заказу нужен номер до 256 символов.',
  at: 'Не могу прочитать, когда сделан заказ. Напишите дату и время.',
  total: 'Сумма должна быть от 0 до 10 триллионов, в копейках или центах.',
  refunded: 'Возврат должен быть от 0 до суммы заказа.',
  future: 'Этот заказ из будущего. Проверьте его дату и часы магазина.',
  past: 'Этот заказ сделан до 1990 года. Проверьте дату.',
  discount: 'Скидка должна быть 0 или больше, в копейках или центах.',
  promo_code: 'Промокод — до 256 символов.',
  currency: 'Не знаю такой валюты. Напишите три заглавные буквы, например RUB.',
  lines: 'Строки заказа не принять: их может быть до 1000, и в каждой нужны товар, количество от 1 и цена от 0.',
}

/** How a broadcast is. */
export const states: Readonly<Record<string, string>> = {
  scheduled: 'запланирована',
  planning: 'готовится',
  running: 'идёт',
  paused: 'на паузе',
  finished: 'завершена',
  cancelled: 'отменена',
}

/** What a workbook would unpack to, if it were let. */
export const bombs: Readonly<Record<string, string>> = {
  unpacked: 'Эта книга при распаковке больше 300 МБ',
  strings: 'В этой книге больше 64 МБ текста',
  entries: 'В этой книге больше 1000 файлов',
  ratio: 'Эта книга при распаковке вырастает больше чем в 200 раз',
}

/** What a file is that is no table. */
export const notTables: Readonly<Record<string, string>> = {
  picture: 'Это картинка. Пришлите саму таблицу: CSV, XLSX или JSON.',
  pdf: 'Это PDF, таблицу из него не прочитать. Пришлите CSV, XLSX или JSON.',
  media: 'Это звук или видео. Пришлите таблицу: CSV, XLSX или JSON.',
  archive: 'Это архив. Распакуйте его и пришлите таблицу, которая внутри.',
  document: 'Это текстовый документ. Перенесите таблицу в электронную и пришлите её.',
  spreadsheet: 'Такие таблицы прочитать не могу. Сохраните файл как .xlsx и пришлите.',
  xml: 'Это XML незнакомого вида. Выгрузите таблицу: CSV, XLSX или JSON.',
}
