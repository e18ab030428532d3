import type { importCards as en } from '../en/importCards.js'
import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`
const ofPeople = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человека', 'человек', 'человек'])}`
const rows = (value: number): string => `${n(value)} ${plural(value, 'ru', ['строка', 'строки', 'строк'])}`
const percent = (share: number): string => `${Math.floor(share * 100)} %`

const kinds = {
  subscribers: 'люди из другого бота',
  customers: 'покупатели',
  orders: 'заказы',
  list: 'список людей',
  none: 'таблица',
}

export const importCards: typeof en = {
  door: '📥 Загрузка',
  home: lines([
    b('📥 Загрузка'),
    'Пришлите сюда файл: заказы или покупателей из магазина или CRM, людей из другого бота (SendPulse, BotHelp, ManyChat, Botmother, Salebot), список id, телефонов, юзернеймов или имён.',
    'CSV, Excel или JSON — как выгрузилось. Пока вы не согласитесь, ничего не изменится.',
  ]),
  homeDone: (total: number): string => `Файлов за всё время: ${n(total)}`,
  pasted: 'список',
  unnamed: 'файл',
  tooLarge:
    'Telegram отдаёт боту файлы до 20 МБ. Архив не поможет: положите файл на сервер и выполните там npm run import -- ФАЙЛ.',
  gone: 'Этого файла уже нет. Пришлите его ещё раз.',
  head: (file: string, what: string | null, system: string | null): Rich =>
    rich`📄 ${b(file)}${system === null ? '' : ` · ${system}`}${what === null ? '' : `${system === null ? ' · ' : ', '}${what}`}`,
  kinds,
  kindKeys: {
    subscribers: '🤖 Люди из другого бота',
    customers: '🛍 Покупатели магазина или CRM',
    list: '📋 Просто список людей',
    orders: '🛒 Заказы',
    none: '📄 Таблица',
  },
  reading: (read: number, share: number): string =>
    read === 0 ? 'Читаю …' : `Читаю … ${rows(read)}${share > 0 ? `, ${percent(share)}` : ''}`,
  matching: (read: number): string =>
    read === 0 ? 'Сверяю с теми, кто уже здесь …' : `Сверяю с теми, кто уже здесь … ${rows(read)}`,
  merging: (done: number, of: number): string => (of === 0 ? 'Загружаю …' : `Загружаю … ${n(done)} из ${n(of)}`),
  left: 'Файл не загружен. Ничего не изменилось.',
  byValues: 'Таких файлов я ещё не видел и прочёл его по значениям. Если сомневаетесь, проверьте столбцы.',
  guessed: (samples: string[]): string => `Кодировку пришлось угадать. Так читается? ${samples.join(' · ')}`,
  sameFile: (day: string): string => `Этот же файл уже загружали ${day}.`,
  rows: (all: number, of: number): Rich => rich`В файле ${b(rows(all))}, в них ${people(of)}`,
  leftLine: (left: number, why: string): string => `− ${n(left)} ${why}`,
  asideBecause: {
    twice: 'стоят в файле дважды',
    forgotten: 'просили их забыть',
    team: 'из вашей же команды',
    broken: 'не читаются',
    too_many_cells: 'где ячеек больше, чем столбцов',
    not_json: 'это не JSON',
  } as Readonly<Record<string, string>>,
  otherReasons: 'по другим причинам',
  stopped: (stopped: number): Rich => rich`Из них ${n(stopped)} отписались там: ${b('останутся отписанными')}`,
  blocked: (blocked: number): string =>
    `Из них ${n(blocked)} заблокировали старого бота: им не пишем, пока не придут сами`,
  toMoveIn: (fresh: number, changed: number, same: number): Rich =>
    lines([
      rich`= ${b(`перенести ${n(fresh)}`)}${changed + same === 0 ? '' : ` · уже здесь ${n(changed + same)}`}`,
      changed === 0 ? null : `Из тех, кто уже здесь, дополним ${n(changed)}.`,
    ]),
  toBring: (fresh: number, changed: number, same: number): Rich =>
    rich`= ${b(`новых ${n(fresh)}`)} · изменились ${n(changed)} · без изменений ${n(same)}`,
  here: (here: number): string => `Есть в боте: ${n(here)}. Остальные найдутся сами, когда придут.`,
  fields: (names: string[], more: number): string => `Поля: ${names.join(', ')}${more > 0 ? ` и ещё ${n(more)}` : ''}`,
  phones: (phones: number): string => `Телефоны ${n(phones)} (из файла, не подтверждены)`,
  vouch: 'Подтверждаю: эти люди согласились на рассылку магазина. Моё имя и сегодняшняя дата сохранятся вместе с этим.',
  vouchFirst: 'Сначала отметьте, что подтверждаете согласие этих людей.',
  ownersOnly: 'Переносить людей может только владелец: он найдёт этот файл в /import.',
  ground: (shop: string): string => `Согласились на рассылку «${shop}»; ручается владелец.`,
  movedIn: (fresh: number, changed: number): Rich =>
    rich`✅ ${b(`Перенесено: ${people(fresh)}.`)}${changed === 0 ? '' : ` Дополнены ${n(changed)} из тех, кто был здесь.`}`,
  broughtIn: (fresh: number, changed: number, here: number): Rich =>
    rich`✅ ${b(`Новых ${n(fresh)}, изменились ${n(changed)}.`)} Есть в боте: ${n(here)}.`,
  nobodyWritten:
    'Никому ничего не отправлено. У кого бот ещё открыт, пока неизвестно; можно узнать тихо — никто ничего не увидит. Первая рассылка пойдёт осторожно: сначала немногим, потом остальным — и остановится сама, если многие заблокируют.',
  check: {
    title: b('🔎 Тихая проверка'),
    about: (unknown: number): string =>
      unknown === 0
        ? 'Обо всех перенесённых уже известно, можно ли им написать.'
        : `О ${n(unknown)} ${plural(unknown, 'ru', ['человеке', 'людях', 'людях'])} неизвестно, открыт ли у них бот. Можно спросить Telegram — они ничего не увидят.`,
    running: (done: number, of: number): string => `Спрошено ${n(done)} из ${n(of)} …`,
    done: (reached: number, blocked: number, gone: number): Rich =>
      lines([rich`Можно написать: ${b(n(reached))}`, `Заблокировали бота ${n(blocked)} · удалили аккаунт ${n(gone)}`]),
    unsure: (unsure: number): string => `О ${n(unsure)} Telegram не ответил: покажет первая рассылка.`,
    tooLong: 'Сейчас подсчёт идёт слишком долго. Откройте ещё раз через минуту.',
  },
  by: (who: string, day: string): string => `${who} · ${day}`,
  somebody: 'коллега',
  peopleMovedIn: 'Перенесённые',
  undoing: '↩️ Отменяю …',
  undone: (kept: number): string =>
    kept === 0
      ? '↩️ Загрузка отменена: всё как было.'
      : `↩️ Загрузка отменена. Осталось ${n(kept)}: с ними после неё что-то произошло.`,
  undoAsked: ({ added, changed, pressed }: { added: number; changed: number; pressed: number }): string =>
    [
      added === 0 && changed === 0 ? 'Менять обратно нечего.' : null,
      added === 0 ? null : `Уйдёт добавленное: ${n(added)}.`,
      changed === 0 ? null : `Вернётся к прежнему: ${n(changed)}.`,
      pressed === 0 ? null : `Нажимали или писали после загрузки: ${people(pressed)} — эти останутся.`,
    ]
      .filter(line => line !== null)
      .join(' '),
  listFound: (all: number, found: number): Rich =>
    rich`${rows(all)}, ${b(`нашлось: ${people(found)}`)}${all > found ? ` (не нашлось: ${n(all - found)})` : ''}.`,
  listWhat: 'Что это?',
  listNobody: 'Никто из них не нажимал здесь «Старт».',
  whichList: {
    add: 'В какой список их добавить?',
    take: 'Из какого списка их убрать?',
    replace: 'Кого они заменят? Выберите список.',
  },
  noLists: 'Списков пока нет. Сделайте из этих людей новый.',
  whichField: 'Какое поле сделать у них всех одинаковым?',
  whichValue: (field: string, of: number): Rich =>
    rich`Что поставить в поле ${b(field)} для ${ofPeople(of)}? Нажмите или напишите.`,
  valueUnread: 'Такое в это поле не подходит. День — так: 14.02.1990, число — цифрами, вариант — как он называется.',
  fieldSet: (field: string, of: number): string => `Поле «${field}» задано для ${ofPeople(of)}.`,
  noFile: 'Этого файла уже нет.',
  fileSent: 'Файл ниже.',
  leftOutHeadings: { line: 'строка', column: 'столбец', reason: 'почему не принята' },
  leftOutFile: 'не-приняты',
  keptFile: 'остались',
  keptHeader: ['id', 'имя', 'почему осталось'],
  tableAt: (sheet: string | null, row: number): string | null =>
    sheet === null && row === 1 ? null : `${sheet === null ? '' : `Лист «${sheet}», `}заголовки в строке ${n(row)}`,
  eachRow: (kind: string): string => `Строки — это ${kind}`,
  roleLine: (role: string, column: string, example: string): Rich =>
    example === '' ? rich`${role} — ${b(column)}` : rich`${role} — ${b(column)} · ${code(example)}`,
  fieldColumns: (names: string[], more: number): string =>
    `Поля — ${names.join(', ')}${more > 0 ? ` и ещё ${n(more)}` : ''}`,
  unreadColumns: (unread: number): string => `Другие столбцы (${n(unread)}) не читаются.`,
  lacking: (roles: string[]): string => `Нужен один из столбцов: ${roles.join(', ')}.`,
  columnsHint: 'Нажмите на то, что не так, или напишите: телефон = Контакт, имя = Клиент',
  columnsUnread: (part: string): string =>
    `Не понимаю «${part}». Напишите так: телефон = Контакт, имя = Клиент. Справа — заголовок из файла.`,
  whichRole: 'Что ещё есть в файле?',
  whichKind: 'Что в строках?',
  whichColumn: (role: string): Rich => rich`В каком столбце ${b(role)}?`,
  roleKeys: {
    telegram_id: '🆔 Telegram id',
    phone: '📱 Телефон',
    full_name: '🙂 Имя',
    status: '🔕 Отписан?',
    tags: '🏷 Теги',
    external_id: '🔖 Номер',
    email: '✉️ Почта',
    username: '@ Юзернейм',
    field: '➕ Поле',
    subscribed_at: '🗓 С какого дня',
    ordered_at: '🗓 Когда',
    total: '💰 Сумма',
    order_id: '🔖 № заказа',
    order_status: '✅ Статус',
    refunded: '💸 Возврат',
    product: '📦 Товар',
    promo_code: '🎟 Промокод',
    currency: '💱 Валюта',
    category: '🗂 Категория',
    quantity: '🔢 Количество',
    birthday: '🎂 День рождения',
  } as Readonly<Record<string, string>>,
  questions: {
    date: (example: string, line: number): Rich =>
      rich`${b(example)} в строке ${n(line)}: какой это день? Ни одна строка файла этого не решает.`,
    amount: (example: string, line: number): Rich => rich`${b(example)} в строке ${n(line)}: сколько это?`,
    column: (role: string): Rich => rich`Подходят несколько столбцов. В каком ${b(role)}?`,
    currency: (example: string): Rich => rich`В какой валюте ${b(example)}? Нажмите или напишите любую другую.`,
    grouping: (order: string, totals: string[]): Rich =>
      rich`Заказ ${b(order)} занимает несколько строк: ${totals.join(', ')}. Это части суммы или каждый раз вся сумма?`,
  },
  answerUnread: 'Не получается прочитать это как ответ. Нажмите кнопку или напишите то, что на ней.',
  questionsLeft: (left: number): string => `Потом ещё ${n(left)}.`,
  statuses: {
    paid: '✅ Считать',
    partly: '✅ Считать',
    pending: '⏳ Ещё не оплачен',
    cancelled: '↩️ Отменён',
    refunded: '💸 Возврат',
  },
  keptBecause: {
    imported: 'пришло снова с более поздним файлом',
    pressed: 'после загрузки нажимали или писали',
    changed: 'после загрузки изменилось',
    used: 'используется в другом месте',
  },
  keys: {
    leave: '✖️ Не загружать',
    cancel: '✖️ Отменить',
    nothing: '✖️ Ничего',
    again: '🔁 Ещё раз',
    columns: '🔧 Столбцы',
    leftOut: (left: number): string => `❓ Не приняты · ${n(left)}`,
    vouch: (vouched: boolean): string => `${vouched ? '☑' : '☐'} Подтверждаю согласие`,
    check: '🔎 Проверить тихо',
    firstOffer: '✍️ Написать им',
    checkStop: '⏹ Остановить',
    moveIn: '✅ Перенести',
    bring: '✅ Загрузить',
    undo: '↩️ Отменить загрузку',
    kept: (kept: number): string => `📄 Что осталось · ${n(kept)}`,
    menu: '← Меню',
    newList: '📋 Новый список',
    setField: '🏷 Задать поле',
    addToList: '➕ В список',
    takeOut: '➖ Из списка',
    replaceList: '🔁 Заменить список',
    moveThemIn: '📥 Перенести остальных',
    kind: '📄 Что в строках',
    moreRoles: '➕ Ещё',
    goOn: '✅ Дальше',
    none: '— Нет',
    addUp: '➕ Сложить',
    takeFirst: '1️⃣ Взять первую',
  },
}
