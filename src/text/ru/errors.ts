import type { ErrorCode, ErrorDetails } from '../../errors.js'
import { count, plural } from '../format.js'
import { segmentCards } from './segmentCards.js'

type Detail = string | number | undefined

/** A name in quotes; other words where none is known. */
const named = (value: Detail, otherwise: string) => (value === undefined ? otherwise : `«${value}»`)
const n = (value: Detail) => count(Number(value ?? 0), 'ru')
/** "5 символов". */
const many = (value: Detail, forms: readonly string[]) => `${n(value)} ${plural(Number(value ?? 0), 'ru', forms)}`
const SIGNS = ['символ', 'символа', 'символов']
const BUTTONS = ['кнопка', 'кнопки', 'кнопок']

const kinds: Readonly<Record<string, string>> = {
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

const pollParts: Readonly<Record<string, { name: string; where: string }>> = {
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

const address =
  (code: keyof typeof addressProblems) =>
  ({ address }: ErrorDetails) =>
    `${named(address, 'Это')} ${addressProblems[code]}.`

const buttonProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
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

const serviceWords: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  empty: () => 'Текст пустой. Напишите, что человек должен прочитать.',
  long: ({ length, limit }) => `В тексте символов: ${n(length)}, помещается ${n(limit)}. Сократите его.`,
  letters: () => 'В тексте или на кнопке — половина символа. Режьте текст между символами и присылайте верный JSON.',
  entities: ({ count, limit }) => `Оформленных фрагментов: ${n(count)}, можно ${n(limit)}. Уберите лишние.`,
  entity: ({ number }) =>
    `Фрагмент ${n(number)} не попадает в текст. Начало и длина считаются в единицах UTF-16, а адрес бывает только у ссылки.`,
  label: () => 'На кнопке должно быть от 1 до 64 символов. Напишите другую надпись.',
}

const serviceUnknown: Readonly<Record<string, string>> = {
  unlinked: 'Пока неизвестно, кто этот клиент в Telegram. Отправьте ему личную ссылку; ничего не отправлено.',
  unsure:
    'Нет уверенности, кто этот клиент в Telegram: на него указывает только телефон из файла или переход по ссылке. Посмотрите в «Кто есть кто»; ничего не отправлено.',
  never_came: 'Его перенесли из другой системы, и сам он к боту ещё не приходил; ничего не отправлено.',
}

const wordProblems: Record<string, (details: ErrorDetails) => string> = {
  empty: () => 'Нужны слова через запятую: цена, сколько стоит.',
  long: ({ word, limit }) => `${named(word, 'Одно из них')} длиннее ${n(limit)} символов. Напишите короче.`,
  short: ({ word }) =>
    `${named(word, 'Одно из них')} найдёт слишком много слов. Напишите хотя бы три буквы перед звёздочкой.`,
  stop: ({ word }) =>
    `${named(word, 'Одно из них')} отписывает того, кто это напишет, поэтому ответа не вызовет. Уберите его.`,
  command: ({ word }) => `${named(word, 'Одно из них')} — это команда. Уберите косую черту.`,
}

const questionProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  missing: () => 'Этому вопросу нужны ответы на выбор. Напишите их, по одному на строке.',
  count: ({ limit }) => `У вопроса от 2 до ${n(limit)} ответов. Напишите по одному на строке.`,
  label: ({ text }) => `${named(text, 'Ответ')} не поместится на кнопку: в ней до 40 символов. Напишите короче.`,
  twice: ({ text }) => `${named(text, 'Ответ')} встречается дважды. Напишите каждый ответ один раз.`,
  value: ({ text }) => `${named(text, 'Ответ')} не подходит этому полю. Напишите другой.`,
}

const missing: Readonly<Record<string, string>> = {
  message: 'Кому-то пока нечего отправить. Откройте «Сообщение» на карточке и напишите его.',
  audience: 'Пока никто не выбран. Откройте «Кому» на карточке.',
  segments: 'Пока никто не выбран. Откройте «Кому» на карточке.',
}

const tooFewOptions = ({ limit }: ErrorDetails) =>
  `Нужно от 2 до ${n(limit ?? 50)} вариантов ответа. Напишите каждый с новой строки.`

const optionProblems: Readonly<Record<string, (d: ErrorDetails) => string>> = {
  count: details => tooFewOptions(details),
  long: ({ text, limit }) => `${named(text, 'Один из ответов')} длиннее ${n(limit)} символов. Сократите его.`,
  twice: ({ text }) => `${named(text, 'Один из ответов')} повторяется. Напишите каждый ответ один раз.`,
}

const users: Readonly<Record<string, string>> = {
  segment: 'сегмент',
  offer: 'предложение',
  survey: 'вопрос анкеты',
  campaign: 'кампания',
}

const optionUsers: Readonly<Record<string, string>> = {
  people: 'он есть у людей',
  survey: 'его предлагает вопрос анкеты',
  segment: 'он нужен сегменту',
}

const customerProblems: Readonly<Record<string, string>> = {
  id: 'Покупателю нужен номер до 128 символов.',
  telegram_id: 'Номер в Telegram — целое число. Исправьте его или уберите.',
  phone: 'Не могу прочитать телефон. Напишите с кодом страны: +7 900 000-00-00.',
  email: 'Не могу прочитать адрес почты. Исправьте его или уберите.',
  nobody: 'Скажите, чей он: номер покупателя, телефон, почта или номер в Telegram.',
}

const orderProblems: Readonly<Record<string, string>> = {
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

const states: Readonly<Record<string, string>> = {
  scheduled: 'запланирована',
  planning: 'готовится',
  running: 'идёт',
  paused: 'на паузе',
  finished: 'завершена',
  cancelled: 'отменена',
}

/** What a workbook would unpack to, if it were let. */
const bombs: Readonly<Record<string, string>> = {
  unpacked: 'Эта книга при распаковке больше 300 МБ',
  strings: 'В этой книге больше 64 МБ текста',
  entries: 'В этой книге больше 1000 файлов',
  ratio: 'Эта книга при распаковке вырастает больше чем в 200 раз',
}

const notTables: Readonly<Record<string, string>> = {
  picture: 'Это картинка. Пришлите саму таблицу: CSV, XLSX или JSON.',
  pdf: 'Это PDF, таблицу из него не прочитать. Пришлите CSV, XLSX или JSON.',
  media: 'Это звук или видео. Пришлите таблицу: CSV, XLSX или JSON.',
  archive: 'Это архив. Распакуйте его и пришлите таблицу, которая внутри.',
  document: 'Это текстовый документ. Перенесите таблицу в электронную и пришлите её.',
  spreadsheet: 'Такие таблицы прочитать не могу. Сохраните файл как .xlsx и пришлите.',
  xml: 'Это XML незнакомого вида. Выгрузите таблицу: CSV, XLSX или JSON.',
}

/** What to say, and what to do, when something asked for cannot be done. */
export const errors: Record<ErrorCode, (details: ErrorDetails) => string> = {
  config_invalid: () => 'Настройки заданы неверно. В журнале названа каждая, которую нужно исправить.',
  database_locked: () => 'База данных занята другим процессом. Остановите его или укажите другой файл.',
  database_unwritable: () =>
    'Не получается записать на диск, поэтому ничего не изменено. Освободите место или исправьте права и повторите.',
  database_folder: ({ path }) => `${path ?? 'DATABASE_PATH'} — это папка. Укажите в DATABASE_PATH имя файла в ней.`,
  database_forbidden: ({ path }) =>
    `У этого пользователя нет прав на чтение и запись: ${path ?? 'база данных'}. Передайте файл и папку тому, кто запускает бота.`,
  database_foreign: ({ path }) =>
    `Это не база данных: ${path ?? 'файл'}. Укажите другой DATABASE_PATH или восстановите копию: npm run restore -- FILE.`,
  database_damaged: ({ path }) =>
    `База данных повреждена: ${path ?? 'файл'}. Восстановите копию: npm run restore -- FILE. То, что есть сейчас, останется рядом.`,
  deed_done: () => 'Это уже сделано. Откройте карточку заново, чтобы увидеть, как дела сейчас.',
  database_missing: ({ path }) => `Базы данных нет: ${path ?? 'DATABASE_PATH'}. Копировать нечего.`,
  backup_exists: ({ path }) => `Такой файл уже есть: ${path ?? 'файл'}. Назовите копию иначе.`,
  backup_missing: ({ path }) => `Такой копии нет: ${path ?? 'файл'}.`,
  backup_failed: ({ path, why }) =>
    `Не получилось (${path ?? 'файл'}), ничего не изменено: ${why ?? 'причина неизвестна'}.`,
  sqlite_missing: ({ node }) =>
    `SQLite не установлен для ${node === undefined ? 'этой версии Node' : `Node ${node}`}. Выполните npm ci под этой же версией и без --omit=optional.`,
  import_not_found: () => 'Этого файла здесь больше нет. Пришлите его ещё раз.',
  import_over: () =>
    'С этим файлом уже всё решено, или прошло слишком много времени. Чтобы загрузить, пришлите его ещё раз.',
  import_cancelled: () => 'Остановлено. Из файла ничего не осталось.',
  criterion_invalid: () => 'Не получается прочитать это условие. Откройте сегмент и выберите условие заново.',
  criterion_amount_unsure: () =>
    'Сумма в этом условии сохранена прежней версией и может значить две разные. Откройте сегмент и укажите, какая верна.',
  criterion_empty: () => 'Условий пока нет. Добавьте хотя бы одно; для всех людей выберите «Все».',
  criterion_too_deep: ({ limit }) =>
    `Вложенность условий — не больше ${n(limit ?? 20)}. Сохраните внутреннюю часть отдельным сегментом.`,
  criterion_too_large: ({ limit }) => `Условий в сегменте может быть не больше ${n(limit ?? 200)}. Уберите лишние.`,
  criterion_unknown_reference: () => 'В условии названо то, чего уже нет. Выберите другое.',
  criterion_cycle: ({ name }) => `Сегмент ${named(name, '')} содержал бы сам себя. Выберите другой.`,
  name_nobody_has: ({ name, segment }) =>
    segment === undefined
      ? `${named(name, 'Такого')} ни у кого нет, поэтому писать по этому условию нельзя. Выберите то, что у кого-то есть.`
      : `В сегменте ${named(segment, '')} указано ${named(name, 'то')}, чего ни у кого нет. Сначала измените этот сегмент.`,
  sketch_over: () => segmentCards.outdated,
  condition_gone: () => segmentCards.conditionGone,
  segment_not_found: () => 'Этого сегмента уже нет. Выберите другой в /segments.',
  connection_not_found: () => 'Этот магазин уже отключён. Все — в «🔌 Подключения».',
  source_not_found: () => 'Этого источника больше нет, или он стал частью другого. Все — в «🔗 Источники».',
  source_name_invalid: () => 'В названии источника от 1 до 64 латинских букв, цифр, - и _. Напишите другое.',
  source_name_code: () => 'Такое название примут за код приглашения. Напишите другое.',
  source_name_taken: ({ name, source }) =>
    name === source
      ? `Источник ${named(name, '')} уже есть. Выберите другое название.`
      : `${named(name, 'Это')} уже относится к источнику ${named(source, '')}. Выберите другое название.`,
  interest_not_found: () => 'Этого больше нет. Что есть: ⚙️ Настройки → 🔔 Как часто → 💭 О чём писать.',
  interest_name_invalid: ({ limit }) =>
    `В названии должно быть от 1 до ${n(limit)} символов, хотя бы одна буква или цифра. Напишите другое.`,
  interest_name_taken: ({ name }) => `${named(name, 'Такое название')} уже есть. Напишите другое название.`,
  interests_full: ({ limit }) => `Их уже ${n(limit)}. Сначала уберите одно.`,
  answer_not_found: () => 'Этого ответа больше нет. Какие есть: ⚙️ Настройки → 💬 Тексты → ⚡ Готовые ответы.',
  answer_name_invalid: ({ limit }) =>
    `В названии должно быть от 1 до ${n(limit)} символов, хотя бы одна буква или цифра. Напишите другое.`,
  answer_name_taken: ({ name }) => `${named(name, 'Ответ с таким названием')} уже есть. Напишите другое название.`,
  answers_full: ({ limit }) => `Ответов уже ${n(limit)}. Сначала удалите один.`,
  answer_word_invalid: details => {
    const { why } = details
    return (wordProblems[String(why)] ?? (() => 'Напишите слова через запятую.'))(details)
  },
  answer_word_taken: ({ word, name }) =>
    `${named(word, 'Это слово')} уже вызывает ${named(name, 'другой ответ')}. Уберите слово здесь или там.`,
  answer_words_many: ({ limit }) => `У ответа может быть до ${n(limit)} слов. Напишите меньше.`,
  menu_button_not_found: () => 'Этой кнопки больше нет. Меню здесь: ⚙️ Настройки → 💬 Тексты → 📋 Меню.',
  menu_full: ({ limit }) => `В меню уже ${n(limit)} кнопок. Сначала уберите одну.`,
  menu_label_invalid: ({ limit }) => `В надписи должно быть от 1 до ${n(limit)} символов. Напишите другую.`,
  menu_code_invalid: ({ limit }) => `В промокоде должно быть от 1 до ${n(limit)} символов. Напишите другой.`,
  menu_one_button: () => 'Нужна одна кнопка: надпись, тире и адрес. Напишите так: Каталог - shop.ru.',
  topic_not_found: () => 'Этой темы больше нет. Выберите другую.',
  topic_name_taken: ({ name }) => `Тема ${named(name, 'с таким названием')} уже есть. Придумайте другое название.`,
  topic_name_invalid: ({ limit }) => `В названии темы должно быть от 1 до ${n(limit ?? 48)} знаков. Напишите другое.`,
  override_reason: ({ limit }) => `Напишите почему, не длиннее ${n(limit ?? 200)} знаков.`,
  segment_name_taken: ({ name }) => `Сегмент ${named(name, 'с таким названием')} уже есть. Придумайте другое название.`,
  segment_name_invalid: ({ limit }) =>
    `В названии сегмента должно быть от 1 до ${n(limit ?? 64)} символов. Напишите другое.`,
  segment_in_use: ({ by }) =>
    `Это используется: ${named(by, 'что-то ещё')}. Сначала измените или завершите то, что использует.`,
  segment_is_list: ({ name }) =>
    `${named(name, 'Этот сегмент')} — готовый список, условий в нём нет. Добавьте в него людей или создайте новый сегмент.`,
  offer_not_found: () => 'Этого предложения уже нет. Начните новое: /new.',
  offer_not_a_draft: ({ name }) => `${named(name, 'Это предложение')} уже нельзя изменить. Начните новое: /new.`,
  window_invalid: ({ least, most }) =>
    `Засчитывать можно от ${n(least ?? 1)} до ${n(most ?? 90)} дней. Выберите число между ними.`,
  offer_name_invalid: ({ limit }) =>
    `В названии предложения должно быть от 1 до ${n(limit ?? 64)} символов. Напишите другое.`,
  code_invalid: ({ why, limit }) =>
    why === 'spaces'
      ? 'В промокоде не бывает пробелов. Пришлите один код или список: по коду на строке.'
      : why === 'long'
        ? `Промокод — не длиннее ${n(limit ?? 64)} символов. Пришлите покороче.`
        : 'Здесь нет промокода. Напишите его или пришлите список.',
  code_no_list: () => 'У этого предложения нет списка кодов. Сначала пришлите список.',
  codes_too_many: ({ limit }) => `У предложения может быть не больше ${n(limit ?? 0)} кодов. Пришлите меньше.`,
  codes_none: () => 'Здесь нет промокодов. Пришлите файл со столбцом кодов или напишите по коду на строке.',
  code_missing: () => 'Здесь есть {code}, а промокода для него нет. Напишите без {code}.',
  versions_too_many: ({ most }) => `У сообщения может быть не больше ${n(most ?? 5)} вариантов. Измените один из них.`,
  trial_over: () => 'Вариантов здесь не пробуют.',
  until_missing: () => 'В сообщении есть {до}, а срока у предложения нет. Уберите его из текста.',
  code_in_nudge: () => 'Напоминание цитирует первое сообщение, а код стоит там. Уберите {code} из текста.',
  until_in_label: () =>
    'На кнопке время у всех одно, каким бы ни был их часовой пояс. Напишите {до} в самом сообщении.',
  code_in_label: () =>
    'На кнопке коду не хватит места. Поставьте {code} в текст или в адрес ссылки или включите кнопку, которая покажет код.',
  content_kind_unsupported: ({ kind }) =>
    `${kinds[String(kind)] ?? 'Такое сообщение'} нельзя разослать. Пришлите текст, фото, видео, анимацию, файл, музыку или голосовое с подписью, альбом, видеокружок либо опрос.`,
  content_album: () => 'Альбом сюда не подойдёт. Пришлите одно фото или видео с подписью.',
  album_mixed: () =>
    'В альбоме бывают фото вместе с видео, либо одни файлы, либо одна музыка. Пришлите его без лишнего.',
  album_too_many: ({ limit }) => `В альбоме Telegram — не больше ${n(limit ?? 10)}. Пришлите меньше за раз.`,
  album_gone: () => 'Этот альбом был слишком давно, я его не нахожу. Пришлите его ещё раз.',
  album_acts: () => 'Под альбомом не бывает кнопок, только ссылки. Уберите кнопки, которые делают что-то ещё.',
  content_empty: () =>
    'Здесь нечего читать. Пришлите текст, фото, видео, анимацию, файл, музыку или голосовое с подписью, альбом, видеокружок либо опрос.',
  content_too_long: ({ length, limit }) =>
    `Здесь ${many(length, SIGNS)}, Telegram принимает ${n(limit)}. Сократите на ${n(Number(length ?? 0) - Number(limit ?? 0))}.`,
  content_too_many_entities: ({ count, limit }) =>
    `Здесь слишком много оформления: ${n(count)} при пределе ${n(limit)}. Уберите часть выделений, ссылок или эмодзи.`,
  content_field_unknown: ({ field, nearest }) =>
    nearest === undefined || nearest === ''
      ? `Не знаю, что такое {${field ?? '…'}}. Есть {first_name}, {last_name}, {username} и любое поле, например {Город|ваш город}.`
      : `Не знаю, что такое {${field ?? '…'}}. Может быть, {${nearest}}?`,
  content_field_unfinished: ({ field }) =>
    `После {${field ?? 'first_name'} чего-то не хватает. Закройте скобку, например {${field ?? 'first_name'}|друг}.`,
  text_only_words: () => 'Здесь могут быть только слова. Пришлите их текстом.',
  first_line_only_words: () => 'Первая строка — это только слова. Пришлите её текстом.',
  first_line_too_long: ({ length, limit }) =>
    `Здесь ${n(length)} знаков, а в первой строке может быть ${n(limit)}: предложению под ней нужно место. Сократите.`,
  shop_line_too_long: ({ length, limit }) =>
    `Здесь ${n(length)} знаков, а в строке под предложениями может быть ${n(limit)}. Сократите.`,
  content_stays_poll: () =>
    'Отправленный опрос в Telegram изменить нельзя. Поменяйте кнопки под ним или отзовите его и пришлите другой.',
  poll_media: () => 'В опросе есть картинки, разослать его с ними нельзя. Создайте его без картинок.',
  poll_right_unknown: () =>
    'Telegram не говорит, какой ответ верный, если викторину создали в другом чате. Создайте её здесь: 📎, «Опрос», режим викторины.',
  poll_right_gone: () => 'В викторине нет верного ответа. Создайте её заново и отметьте верный.',
  poll_options: ({ count, limit }) => `В опросе вариантов: ${n(count)}, Telegram принимает от 1 до ${n(limit)}.`,
  poll_too_long: ({ what, length, limit }) =>
    `${pollParts[String(what)]?.name ?? 'Опрос'}: ${many(length, SIGNS)}, Telegram принимает ${n(limit)}. Сократите.`,
  poll_empty: ({ what }) => `${pollParts[String(what)]?.where ?? 'В опросе'} нечего читать. Напишите там что-нибудь.`,
  poll_lines: ({ limit }) => `В пояснении больше ${n(limit)} переносов строки. Уложите его в меньшее число строк.`,
  poll_field: ({ field }) =>
    `${field ?? '{…}'} не может стоять в варианте ответа или в пояснении: они одинаковы для всех. Поставьте его в вопрос.`,
  poll_own: () => 'Промокод или срок нельзя поставить в вопрос. Пришлите их отдельным текстом: он встанет над опросом.',
  poll_only_offers: () => 'Опрос может быть только сообщением предложения. Пришлите сюда текст или картинку.',
  poll_setting: () => 'Вариант ответа может только заполнить поле. Напишите, например: Город = Рига.',
  content_stays_media: () =>
    'Telegram не даёт фото, видео или файлу стать простым текстом. Пришлите только слова, чтобы сменить подпись.',
  content_stays_album: () =>
    'Снимки отправленного альбома не меняются. Пришлите только слова, чтобы сменить подпись, или удалите его у всех и отправьте другой.',
  buttons_line_invalid: details => {
    const { line, text, why } = details
    const problem = buttonProblems[String(why)] ?? (() => 'не получается прочитать. Напишите так: Надпись - адрес.')
    return `Строка ${n(line)}, ${named(text, 'кнопка')}: ${problem(details)}`
  },
  action_invalid: details => {
    const { why } = details
    const problem = buttonProblems[String(why)] ?? (() => 'не получается прочитать.')
    return `Кнопка так не умеет: ${problem(details)}`
  },
  buttons_too_many: ({ line, count, limit }) =>
    Number(line ?? 0) > 0
      ? `В строке ${n(line)} — ${many(count, BUTTONS)}, рядом помещается ${n(limit)}. Перенесите часть на другую строку.`
      : `Получилось ${many(count, BUTTONS)}, Telegram принимает ${n(limit)}. Уберите лишние.`,
  service_words: ({ why, ...details }) =>
    serviceWords[String(why)]?.(details) ?? 'Такой текст отправить нельзя. Проверьте его и повторите запрос.',
  event_gone: () => 'Такого события больше нет. Все они — в ⚙️ Настройки → 🔌 Данные → 🔔 События.',
  service_unknown: ({ why }) =>
    serviceUnknown[String(why)] ??
    'Такого человека здесь нет. Возможно, он ещё не нажал «Старт»; ничего не отправлено.',
  service_unreachable: ({ why }) =>
    why === 'deactivated'
      ? 'Этого аккаунта в Telegram больше нет; ничего не отправлено.'
      : 'Человек заблокировал бота; ничего не отправлено.',
  service_too_many: ({ limit }) =>
    `За сутки этому человеку уже ушло сообщений о заказах: ${n(limit)}. Проверьте систему, которая их шлёт; ничего не отправлено.`,
  service_other_words: () =>
    'С этим номером уже приходило другое сообщение. У каждого сообщения должен быть свой; ничего не отправлено.',
  url_invalid: address('url_invalid'),
  url_scheme: address('url_scheme'),
  url_credentials: address('url_credentials'),
  url_private: address('url_private'),
  url_too_long: address('url_too_long'),
  date_invalid: ({ text }) =>
    `Не получается прочитать ${named(text, 'это')} как дату и время. Напишите так: 24.11 10:00.`,
  date_past: () => 'Это время уже прошло. Напишите будущее, например: завтра 10:00.',
  draft_incomplete: ({ what }) => missing[String(what)] ?? 'Чего-то не хватает. Заполните пустые строки карточки.',
  campaign_over: () => 'Эта кампания завершена, изменить её уже нельзя.',
  repeat_over: () => 'Так она больше ни разу не выйдет. Выберите более поздний конец или другие дни.',
  campaign_not_found: () => 'Этой кампании уже нет. Посмотрите в /campaigns.',
  campaign_state: () => 'Кампания тем временем изменилась. Откройте её заново.',
  campaign_empty: () => 'В ней пока нет сообщений. Добавьте хотя бы одно.',
  campaign_full: ({ limit }) =>
    limit === undefined
      ? 'Больше сообщений в цепочку не помещается.'
      : `В цепочке может быть не больше ${n(limit)} сообщений.`,
  campaign_itself: ({ message }) =>
    message === undefined
      ? 'Цепочка запускала бы сама себя. Выберите другой сегмент.'
      : `Сообщение ${message} спрашивает о том, чего к тому времени ещё не было. Выберите другое условие.`,
  campaign_segment_gone: () => 'Её сегмента больше нет. Выберите другой.',
  campaign_segment_list: () =>
    'В готовый список не попадают и из него не выходят по условию. Выберите сегмент с условием.',
  campaign_start_gone: () => 'Того, с чего она начинается, больше нет. Выберите заново.',
  broadcast_not_found: () => 'Этой рассылки уже нет. Посмотрите в /broadcasts.',
  broadcast_state: ({ state }) =>
    `Сейчас это сделать нельзя: рассылка ${states[String(state)] ?? 'уже в другом состоянии'}. Посмотрите в /broadcasts.`,
  query_timeout: () =>
    'Подсчёт занял слишком много времени и остановлен. Повторите через минуту или уберите часть условий.',
  subscriber_not_found: () => 'Я не знаю этого человека. Сначала ему нужно нажать «Старт» в этом боте.',
  attribute_not_found: () => 'Этого поля больше нет. Выберите другое: «Настройки» → «Группы» → «Поля».',
  attribute_name_invalid: ({ limit }) =>
    `В названии поля должно быть от 1 до ${n(limit ?? 40)} символов. Напишите другое.`,
  attribute_name_taken: ({ name }) => `Поле ${named(name, 'с таким названием')} уже есть. Выберите другое название.`,
  attribute_options_invalid: details => {
    const { why } = details
    return (optionProblems[String(why)] ?? tooFewOptions)(details)
  },
  attribute_purpose_invalid: ({ limit }) => `Здесь больше ${n(limit ?? 200)} символов. Скажите короче.`,
  attribute_built_in: () => 'Это поле ведёт сам бот, оно не меняется. Добавьте своё.',
  attribute_option_in_use: ({ option, what }) =>
    `${named(option, 'Этот вариант')} остаётся как есть: ${optionUsers[String(what)] ?? 'он используется'}. Добавьте другой вариант или уберите всё поле.`,
  attribute_option_gone: () => 'Варианты тем временем изменились. Откройте поле ещё раз.',
  attribute_in_use: ({ what, by }) =>
    `Поле занято: ${users[String(what)] ?? 'его использует'} ${named(by, '')}. Сначала измените или завершите это.`,
  place_name_invalid: ({ limit }) =>
    `В названии места должно быть от 1 до ${n(limit ?? 64)} символов. Напишите другое.`,
  place_name_taken: ({ name }) => `Место ${named(name, 'с таким названием')} уже есть. Выберите другое название.`,
  place_invalid: () => 'Такого места на Земле нет. Отправьте геопозицию.',
  customer_not_found: () => 'CRM ещё не сообщала об этом покупателе. Сначала передайте покупателя.',
  customer_invalid: ({ why }) => customerProblems[String(why)] ?? 'Не могу прочитать покупателя. Проверьте строку.',
  customer_forgotten: () =>
    'Этот человек просил забыть его: о нём ничего не принимается, пока он сам не нажмёт «Начать».',
  api_key_name: ({ limit }) => `В названии ключа от 1 до ${n(limit ?? 40)} символов в одну строку. Пришлите другое.`,
  api_key_scopes: () =>
    'Ключ, по которому ничего нельзя, не нужен. Отметьте, что по нему можно, и пришлите название снова.',
  api_key_many: ({ limit }) => `Ключей уже ${n(limit ?? 50)}. Отзовите тот, которым никто не пользуется.`,
  order_invalid: ({ why }) => orderProblems[String(why)] ?? 'Не могу прочитать заказ. Проверьте строку.',
  file_empty: () => 'Файл пуст. Выгрузите его ещё раз и пришлите сюда.',
  file_no_rows: () => 'В файле нет ни одной строки с данными. Проверьте фильтр выгрузки и пришлите файл снова.',
  file_too_wide: ({ limit }) => `В таблице больше ${n(limit)} столбцов. Оставьте нужные и пришлите файл снова.`,
  file_bomb: ({ what }) =>
    `${bombs[String(what)] ?? 'Эта книга при распаковке слишком велика'}. Сохраните её как CSV и пришлите.`,
  file_broken: () => 'Файл повреждён или оборван. Выгрузите его ещё раз и пришлите снова.',
  file_not_a_table: ({ kind }) => notTables[String(kind)] ?? 'Не вижу в файле таблицы. Пришлите CSV, XLSX или JSON.',
  file_old_excel: () => 'Это книга старого Excel. Откройте её, сохраните как .xlsx и пришлите.',
  file_locked: () => 'Книга закрыта паролем. Сохраните её без пароля и пришлите снова.',
  file_telegram_export: () =>
    'Это экспорт из Telegram Desktop: в нём люди из чатов, и никто из них ни на что не подписывался. Пришлите выгрузку с платформы, где они подписались.',
  file_too_heavy: () =>
    'Этот файл слишком велик, чтобы прочитать его за раз. Сохраните его как CSV или разделите на части.',
  survey_not_copied: () =>
    'Вопросы не копируются: бот сам знает, кто ещё не ответил. Следующий отправьте здесь: ⚙️ Настройки → 💬 Тексты → 📝 Анкета → 🗓 Вопросы позже.',
  survey_not_corrected: () =>
    'На вопрос уже могли ответить, поэтому отправленный не меняется. Слова на следующий раз правьте здесь: ⚙️ Настройки → 💬 Тексты → 📝 Анкета.',
  question_not_found: () => 'Этот вопрос больше не задаётся. Откройте анкету в настройках.',
  question_words_invalid: ({ limit }) =>
    `Здесь помещается от 1 до ${n(limit)} символов. Напишите короче или хоть что-нибудь.`,
  question_options_invalid: details => {
    const { why } = details
    const problem = questionProblems[String(why)] ?? (() => 'Такие ответы не подходят. Напишите по одному на строке.')
    return problem(details)
  },
  survey_full: ({ limit }) => `В анкете не больше ${n(limit)} вопросов. Сначала уберите один из них.`,
  survey_start_full: ({ limit }) =>
    `В начале задаётся не больше ${n(limit)} вопросов: люди пришли за другим. Сначала уберите из начала один из них.`,
}
