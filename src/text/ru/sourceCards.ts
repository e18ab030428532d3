import type { sourceCards as en } from '../en/sourceCards.js'
import { count, money, plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

/** Sources: links by which people come, and what becomes of them. */
export const sourceCards: typeof en = {
  door: '🔗 Источники',
  title: days => rich`🔗 ${b('Источники')} · за ${days} дней`,
  none: 'Своих ссылок пока нет. Сделайте по одной на каждую рекламу, блогера или плакат — и увидите, откуда приходят те, кто остаётся.',
  together(of100, week, goal) {
    const wanted = goal === null ? '' : ` (цель ${goal})`
    return week === null
      ? rich`Из 100 перешедших ${b(`подписались ${of100}`)}${wanted}`
      : rich`Из 100 перешедших ${b(`подписались ${of100}`)}${wanted}, через 7 дней остались ${week}`
  },
  row: (at, name, facts) => rich`${at} ${b(name)} · ${facts}`,
  opened: visits => `${n(visits)} ${plural(visits, 'ru', ['перешёл', 'перешли', 'перешли'])}`,
  notCounted: 'переходы не считались',
  subscribed: (started, of100) =>
    `${n(started)} ${plural(started, 'ru', ['подписался', 'подписались', 'подписались'])}${of100 === null ? '' : ` (${of100} из 100)`}`,
  stayed: (stay, of) => (of === null ? `через 7 дней ${n(stay)}` : `через 7 дней ${n(stay)} из ${n(of)}`),
  weekOn: day => `через 7 дней: узнаем ${day}`,
  each: (amount, currency) => `${money(amount, currency, 'ru')} за подписчика`,
  eachBuyer: (amount, currency) => `${money(amount, currency, 'ru')} за покупателя`,
  bought: bought => `${plural(bought, 'ru', ['купил', 'купили', 'купили'])} ${n(bought)}`,
  cost: (amount, currency) => money(amount, currency, 'ru'),
  free: 'бесплатно',
  strays: (all, names, more) =>
    rich`⚠️ ${n(all)} ${plural(all, 'ru', ['пришёл', 'пришли', 'пришли'])} по меткам, которых никто не заводил: ${names.join(', ')}${more ? ' …' : ''}`,
  tooLong: 'Сейчас подсчёт идёт слишком долго. Откройте ещё раз через минуту.',

  made: (name, facts) => rich`✅ ${b(name)}${facts}`,
  one: (name, facts) => rich`🔗 ${b(name)} · ${facts}`,
  since: day => `с ${day}`,
  alsoCalled: names => `Сюда же: ${names}`,
  openedLine: (visits, robots) =>
    `${plural(visits, 'ru', ['Перешёл', 'Перешли', 'Перешли'])} ${people(visits)}${robots === 0 ? '' : ` · без роботов (${n(robots)})`}`,
  openedNone: robots =>
    `По ссылке со счётчиком ещё никто не перешёл${robots === 0 ? '' : ` · без роботов (${n(robots)})`}`,
  startedLine: (started, share) =>
    share === null
      ? rich`→ нажали «Старт» ${b(n(started))}`
      : rich`→ нажали «Старт» ${b(n(started))} · ${share.of100} из 100 (от ${share.low} до ${share.high})`,
  moreStarted:
    '«Старт» нажали чаще, чем открывали ссылку со счётчиком: ссылкой прямо в бота тоже пользуются, поэтому доли нет.',
  stayLine: (week, month) => `→ подписаны через 7 дней ${week} · через 30 дней ${month}`,
  stayOf: (stay, of) => (of === null ? n(stay) : `${n(stay)} из ${n(of)}`),
  knownOn: day => `узнаем ${day}`,
  unknown: '—',
  clickedLine: clicked => `→ перешли из предложения ${n(clicked)}`,
  boughtLine: (bought, money, known) =>
    `→ ${plural(bought, 'ru', ['купил', 'купили', 'купили'])} ${n(bought)}${money === '' ? '' : ` на ${money}`} · покупки известны у ${n(known)}`,
  lost: {
    start: lost => rich`Где теряются: ${b('на странице перед «Стартом»')}: ${people(lost)}`,
    week: lost => rich`Где теряются: ${b('в первую неделю')}: ${people(lost)}`,
  },
  addresses: (counted, straight) =>
    lines([rich`Для рекламы (считает переходы): ${code(counted)}`, rich`Прямо в бота: ${code(straight)}`]),

  asked: cost =>
    lines([
      b('Для чего ссылка?'),
      'Пришлите канал, название и сколько стоит; стоимость можно не указывать.',
      rich`Например: ${code(`ВК, весна, ${cost}`)}`,
    ]),
  noName: 'Нужно название, в котором есть буквы или цифры, например: vk_vesna.',
  costAsked: (name, now, like) =>
    lines([
      rich`💰 Сколько всего стоит ${b(name)}?`,
      now === null ? null : `Сейчас: ${now}`,
      rich`Пришлите всю сумму, например: ${code(like)}; если бесплатно — 0.`,
    ]),
  costUnread: like => `Нужна сумма, например: ${like}.`,
  renameAsked: name =>
    lines([rich`🏷 Как назвать ${b(name)}?`, 'Ссылки, которые уже разошлись, продолжат работать и считаться здесь.']),
  channelAsked: (name, now) =>
    lines([
      rich`📡 Из какого канала приходят по ${b(name)}?`,
      now === null ? null : `Сейчас: ${now}`,
      'Пришлите одним словом, например: ВК или Радио. По каналу можно собирать сегменты.',
    ]),
  channelLong: limit => `В названии канала не больше ${limit} символов.`,
  mergeAsked: name => rich`🔀 ${b(name)} станет частью другого источника. Какого?`,
  mergeNone: 'Других источников пока нет.',
  mergeSure: (from, into) =>
    lines([
      rich`${b(from)} станет частью ${b(into)}?`,
      rich`Ссылки с ${from} продолжат работать, а все, кто по ним пришёл и придёт, будут считаться в ${into}. Переходы и стоимость сложатся и останутся вместе.`,
    ]),
  namesAsked: (name, others) =>
    others === 0
      ? rich`У ${b(name)} нет других названий.`
      : rich`Другие названия, которые значат ${b(name)}. Нажмите лишнее: пришедшие по нему больше не будут считаться здесь.`,
  parted: payload => rich`✅ ${b(payload)} снова само по себе; оно в «🧹 Порядок».`,
  merged: (from, into) => rich`✅ ${b(from)} теперь часть ${b(into)}.`,
  helps: {
    start: lines([
      b('💡 Что помогает до «Старта»'),
      '• Сначала скажите то, что обещала реклама: имя, картинка и описание бота — всё, что человек видит.',
      '• Одна ссылка и одна кнопка. На каждом выборе кто-то теряется.',
      '• До подарка ничего не спрашивайте: ни телефона, ни анкеты.',
      '• Откройте ссылку со своего телефона оттуда, откуда приходят люди.',
    ]),
    week: lines([
      b('💡 Что помогает в первую неделю'),
      '• Своё приветствие: сразу дайте то, что обещала эта ссылка.',
      '• Скажите в нём, как часто пишете, и держите слово.',
      '• Первое предложение — о том, за чем пришли.',
      '• Посмотрите, кто отписывается: реклама, которая обещает лишнее, приводит тех, кто уходит.',
    ]),
  },
  peopleOf: name => `Источник ${name}`,

  tidyTitle: (names, all) =>
    names === 0
      ? lines([b('🧹 Порядок в названиях'), '', '✅ Все пришли по ссылкам из списка.'])
      : lines([
          b('🧹 Порядок в названиях'),
          '',
          names === 1
            ? `Метка, которую никто не заводил: по ней ${plural(all, 'ru', ['пришёл', 'пришли', 'пришли'])} ${people(all)}. К чему она относится?`
            : `${n(names)} ${plural(names, 'ru', ['метка, которую', 'метки, которые', 'меток, которые'])} никто не заводил: по ним ${plural(all, 'ru', ['пришёл', 'пришли', 'пришли'])} ${people(all)}. К чему относится каждая?`,
        ]),
  strayKey: (payload, came) => `${payload} · ${n(came)}`,
  strayAsked: payload =>
    lines([rich`К чему относится ${b(payload)}?`, 'Все, кто по ней пришёл и придёт, будут считаться там.']),
  joined: (payload, name) => rich`✅ ${b(payload)} теперь считается в ${b(name)}.`,
  stray: payload => rich`✅ ${b(payload)} теперь отдельный источник.`,

  qrCaption: (name, address) => rich`▦ ${b(name)} · ${address}`,
  file: 'источники',
  fileColumns: {
    name: 'источник',
    channel: 'канал',
    since: 'с какого дня',
    cost: 'стоимость',
    currency: 'валюта',
    visits: 'перешли',
    robots: 'роботы',
    started: 'нажали «Старт»',
    weekOf: 'известно через 7 дней',
    week: 'подписаны через 7 дней',
    monthOf: 'известно через 30 дней',
    month: 'подписаны через 30 дней',
    clicked: 'перешли из предложения',
    known: 'покупки известны у',
    bought: 'купили',
    orders: 'заказы',
    revenue: 'выручка',
    revenueCurrency: 'валюта выручки',
    buyerCost: 'цена покупателя',
    address: 'адрес',
    names: 'сюда же',
  },

  keys: {
    add: '➕ Новая ссылка',
    tidy: '🧹 Порядок',
    file: '📄 Файл',
    menu: '← Меню',
    goal: '🎯 Цель',
    copy: '📋 Копировать',
    qr: '▦ QR-код',
    welcome: '👋 Приветствие',
    cost: '💰 Стоимость',
    noCost: '🚫 Неизвестна',
    rename: '🏷 Название',
    channel: '📡 Канал',
    merge: '🔀 Объединить',
    names: '🧷 Другие имена',
    mergeYes: '🔀 Да, объединить',
    who: '👥 Эти люди',
    write: '✍️ Написать им',
    helps: '💡 Что помогает',
    own: '➕ Отдельно',
    list: '← Источники',
    close: '✖️ Закрыть',
  },
}
