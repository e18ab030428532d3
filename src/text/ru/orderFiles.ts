import type { orderFiles as en } from '../en/orderFiles.js'
import { count, money as inWords, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const money = (minor: number, currency: string): string => inWords(minor, currency, 'ru')
const orders = (value: number): string => `${n(value)} ${plural(value, 'ru', ['заказ', 'заказа', 'заказов'])}`
const rows = (value: number): string => `${n(value)} ${plural(value, 'ru', ['строка', 'строки', 'строк'])}`
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const customers = (value: number): string =>
  `${n(value)} ${plural(value, 'ru', ['покупателя', 'покупателей', 'покупателей'])}`

export const orderFiles: typeof en = {
  about: (all: number, of: number, from: string, to: string): Rich =>
    rich`${b(orders(all))} от ${customers(of)}, ${from === to ? from : `${from} – ${to}`}`,
  none: 'Ни одного заказа прочесть не удалось.',
  sum: (total: number, refunded: number, currency: string): Rich =>
    rich`${b(`Сумма ${money(total, currency)}`)}${refunded === 0 ? '' : ` · возвраты ${money(refunded, currency)}`}`,
  compare: 'Сверьте с магазином.',
  comes: (sums: { minor: number; currency: string }[]): string =>
    `Из этого войдёт: ${sums.map(({ minor, currency }) => money(minor, currency)).join(' + ')}`,
  states: {
    pending: 'не оплачены',
    cancelled: 'отменены',
    refunded: 'возвращены полностью',
    paid: 'оплачены',
  } as Readonly<Record<string, string>>,
  state: (of: number, word: string, sums: { minor: number; currency: string }[]): string =>
    `${word} ${n(of)} (${sums.map(({ minor, currency }) => money(minor, currency)).join(' + ')})`,
  notCounted: (states: string[]): string => `Покупками не считаются: ${states.join(' · ')}`,
  moved: (of: number): string =>
    `⚠️ Из изменившихся к другому покупателю ${plural(of, 'ru', ['перейдёт', 'перейдут', 'перейдут'])} ${n(of)}. Не из другого ли магазина этот файл, со своими номерами?`,
  twice: (of: number): string => `${orders(of)} в нём с разным содержимым: считаю более позднее.`,
  changes: (fresh: number, changed: number, same: number): Rich =>
    rich`${b(`Новых ${n(fresh)}`)} · изменились ${n(changed)} · без изменений ${n(same)}`,
  leftOut: (of: number, why: string[]): string =>
    `${plural(of, 'ru', ['Не принята', 'Не приняты', 'Не приняты'])} ${rows(of)}: ${why.join(', ')}`,
  forgotten: (of: number, theirs: number): string =>
    `${people(of)} ${plural(of, 'ru', ['просил его забыть', 'просили их забыть', 'просили их забыть'])}: ${orders(theirs)} не ${plural(theirs, 'ru', ['войдёт', 'войдут', 'войдут'])}`,
  unnumbered: 'Номеров заказов в нём нет: исправленная сумма в следующем файле станет ещё одним заказом.',
  pendingWords: (words: string[], of: number): string =>
    `${orders(of)} с незнакомыми статусами (${words.join(', ')}): считаю неоплаченными`,
  inTheBot: (of: number, all: number, by: string[]): Rich =>
    rich`${b(`Есть в боте: ${n(of)} из ${n(all)}`)}${by.length === 0 ? '' : ` (${by.join(' · ')})`}`,
  by: {
    phone: (of: number): string => `по своему телефону ${n(of)}`,
    telegramId: (of: number): string => `по id ${n(of)}`,
    filePhone: (of: number): string => `по телефону из файла ${n(of)}`,
    otherwise: (of: number): string => `известны раньше ${n(of)}`,
  },
  comeLater: 'Остальные найдутся сами, когда придут.',
  filePhones: (of: number): Rich =>
    lines([
      rich`${b(people(of))} ${plural(of, 'ru', ['нашёлся', 'нашлись', 'нашлись'])} только по телефону из файла. ${plural(of, 'ru', ['Сам человек его не подтверждал', 'Сами люди его не подтверждали', 'Сами люди его не подтверждали'])}. Использовать?`,
      'Если номер чужой, человек увидит предложение, сделанное другому. Сами заказы в чате не показываются никому.',
    ]),
  merging: (share: number): string => `Загружаю заказы … ${Math.floor(share * 100)} %`,
  imported: (seconds: number | null): Rich =>
    rich`✅ ${b(seconds === null ? 'Загружено' : `Загружено за ${n(seconds)} с`)}`,
  importedWhat: (fresh: number, changed: number, sums: { minor: number; currency: string }[]): string =>
    `Новых заказов ${n(fresh)} · изменились ${n(changed)}${
      sums.length === 0 ? '' : ` · ${sums.map(({ minor, currency }) => money(minor, currency)).join(' + ')}`
    }`,
  rfmReady: (groups: string[]): string => `RFM готов: ${groups.join(' · ')}`,
  rfmGroup: (name: string, of: number): string => `${name} ${n(of)}`,
  rfmSoon: 'RFM-группы посчитаются в течение минуты …',
  undoAsked: ({ new: fresh, changed, stay }: { new: number; changed: number; stay: number }): string =>
    `${plural(fresh, 'ru', ['Уйдёт', 'Уйдут', 'Уйдут'])} ${orders(fresh)}, вернутся к прежнему: ${n(changed)}.${
      stay === 0
        ? ''
        : ` Изменились после загрузки (магазином или другим файлом): ${n(stay)} — они останутся, список пришлю файлом.`
    } Суммы в отчётах станут другими.`,
  undone: (kept: number): string =>
    kept === 0
      ? '↩️ Загрузка отменена: всё как было.'
      : `↩️ Загрузка отменена. Осталось ${n(kept)}: с ними после неё что-то произошло.`,
  found: (of: number): Rich => rich`${b('👥 Кто нашёлся')}: ${n(of)}`,
  foundBy: {
    phone: 'свой телефон',
    telegram_id: 'Telegram id',
    file_phone: 'телефон из файла',
    personal_link: 'личная ссылка',
    click: 'переход',
    admin: 'вручную',
  } as Readonly<Record<string, string>>,
  foundRow: (number: number, name: string, customer: string, by: string): Rich =>
    rich`${n(number)}. ${b(name)} — ${customer} · ${by}`,
  foundFile: 'нашлись',
  foundHeader: ['подписчик', 'покупатель', 'по чему'],
  statusMoney: (word: string, of: number, sum: string | null): Rich =>
    rich`Что значит ${b(`«${word}»`)}? ${orders(of)}${sum === null ? '' : `, ${sum}`}.`,
  otherStatuses: (more: number, some: string[]): string =>
    `Ещё ${n(more)} ${plural(more, 'ru', ['статус', 'статуса', 'статусов'])}: ${some.join(', ')}${more > some.length ? ' …' : ''}`,
  statusWord: (word: string, meaning: string): string => `«${word}» ${meaning}`,
  meanings: {
    paid: 'считается',
    partly: 'считается по оплаченному',
    pending: 'ещё не оплачен',
    cancelled: 'отменён',
    refunded: 'возврат',
  },
  allStatuses: (of: number): Rich => rich`${b('📋 Статусы в файле')}: ${n(of)}`,
  statusRow: (word: string, of: number, sum: string | null, meaning: string): Rich =>
    rich`${b(word)} — ${meaning} · ${orders(of)}${sum === null ? '' : ` · ${sum}`}`,
  keys: {
    found: '👥 Кто нашёлся',
    statuses: '📋 Все статусы',
    useThem: '✅ Использовать',
    onlyOwn: '🚫 Только сами',
    connect: '🔌 Подключить',
    rfmMap: '🗺 RFM-карта',
    askPhones: '📱 Узнать телефоны',
  },
}
