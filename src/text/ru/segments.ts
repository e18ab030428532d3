import type { segments as en } from '../en/segments.js'
import { plural } from '../format.js'

/** "за 60 дней": the accusative after a number. */
const during = {
  hours: ['час', 'часа', 'часов'],
  days: ['день', 'дня', 'дней'],
  weeks: ['неделю', 'недели', 'недель'],
  months: ['месяц', 'месяца', 'месяцев'],
  years: ['год', 'года', 'лет'],
}

/** "больше 21 дня назад": the genitive, singular where the number ends in one. */
const than = {
  hours: ['часа', 'часов'],
  days: ['дня', 'дней'],
  weeks: ['недели', 'недель'],
  months: ['месяца', 'месяцев'],
  years: ['года', 'лет'],
}

// «За 1991 год» is that year of the calendar, however many years were meant.
const span = (n: number, unit: keyof typeof during) =>
  unit === 'years' && n >= 1_000 ? `${n} лет` : `${n} ${plural(n, 'ru', during[unit])}`
const MONTHS = [
  ...['январе', 'феврале', 'марте', 'апреле', 'мае', 'июне'],
  ...['июле', 'августе', 'сентябре', 'октябре', 'ноябре', 'декабре'],
]
const OF_MONTHS = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
]
const dayOfYear = (day: string) => `${Number(day.slice(3))} ${OF_MONTHS[Number(day.slice(0, 2)) - 1]}`
const date = (day: string) => day.split('-').reverse().join('.')

export const segments: typeof en = {
  and: 'и',
  or: 'или',
  ever: 'за всё время',
  allOf: 'Все из:',
  anyOf: 'Любое из:',
  noneOf: 'Ни одно из:',
  notAllOf: 'Не все из:',
  not: phrase => `не ${phrase}`,
  orUnknown: phrase => `${phrase} (или неизвестно)`,

  is: (subject, values) => `${subject}: ${values}`,
  isNot: (subject, values) => `${subject} не ${values}`,
  contains: (subject, value) => `${subject} содержит ${value}`,
  startsWith: (subject, value) => `${subject} начинается с ${value}`,
  endsWith: (subject, value) => `${subject} заканчивается на ${value}`,
  known: (subject, known) => `${subject}: ${known ? 'известно' : 'неизвестно'}`,
  yes: 'да',
  no: 'нет',
  subjects: {
    city: 'город',
    country: 'страна',
    birthday: 'день рождения',
  },
  status: {
    active: 'доступен',
    paused: 'на паузе',
    unsubscribed: 'отписался',
    blocked: 'заблокировал бота',
    deactivated: 'аккаунт удалён',
  },

  product: {
    some: name => name,
    times: name => name,
    none: name => name,
    spent: name => `на ${name}`,
  },
  category: name => `категория ${name}`,
  things: { product: 'товар', category: 'категория' },
  forTotal: amount => `на сумму ${amount}`,
  random: share => `случайные ${share}%`,
  somePeople: n => `${n} ${plural(n, 'ru', ['человек', 'человека', 'человек'])}`,
  randomPeople: n => `случайные ${n} ${plural(n, 'ru', ['человек', 'человека', 'человек'])}`,

  atLeast: n => `${n}+`,
  atMost: n => `не больше ${n}`,
  exactly: n => `ровно ${n}`,
  notExactly: n => `не ровно ${n}`,
  times: (from, to) => between(from, to),
  notTimes: (from, to) => `не ${between(from, to)}`,
  compare: {
    over: value => `больше ${value}`,
    under: value => `меньше ${value}`,
    atLeast: value => `не меньше ${value}`,
    atMost: value => `не больше ${value}`,
    exactly: value => `ровно ${value}`,
  },

  calendar: {
    day: ['сегодня', 'вчера'],
    week: ['на этой неделе', 'на прошлой неделе'],
    month: ['в этом месяце', 'в прошлом месяце'],
    quarter: ['в этом квартале', 'в прошлом квартале'],
    year: ['в этом году', 'в прошлом году'],
  },
  inLast: (n, unit) => `за ${span(n, unit)}`,
  ago: (which, n, unit) => {
    const [one = '', many = ''] = than[unit]
    return `${which === 'over' ? 'больше' : 'меньше'} ${n} ${plural(n, 'ru', [one, many, many])} назад`
  },
  agoBetween: (older, younger) => {
    const said = (n: number, unit: keyof typeof than) => {
      const [one = '', many = ''] = than[unit]
      return `${n} ${plural(n, 'ru', [one, many, many])}`
    }
    const first = older.unit === younger.unit ? older.n : said(older.n, older.unit)
    return `от ${first} до ${said(younger.n, younger.unit)} назад`
  },
  between: (from, to) =>
    [from === null ? [] : `от ${date(from)}`, to === null ? [] : `до ${date(to)}`].flat().join(' '),
  dayInLast: (n, unit) => `за последние ${span(n, unit)}`,
  bornInLast: (n, unit) => `родились за последние ${span(n, unit)}`,
  born: window => `родились ${window}`,
  bornYesterday: 'родились за предыдущий день',
  anniversary: days => (days === 0 ? 'сегодня' : `в ближайшие ${days} ${plural(days, 'ru', during.days)}`),
  anniversaryLast: days => `за последние ${days} ${plural(days, 'ru', during.days)}`,
  anniversaryAgo: days => (days === 1 ? 'вчера' : `${days} ${plural(days, 'ru', during.days)} назад`),
  anniversaryMonth: month => `в ${MONTHS[month - 1]}`,
  anniversaryDays: (from, to) => (from === to ? dayOfYear(from) : `с ${dayOfYear(from)} по ${dayOfYear(to)}`),
  anniversaryAhead: days => `ровно через ${days} ${plural(days, 'ru', during.days)}`,
  anniversaryNamed: {
    ...{ tomorrow: 'завтра', week: 'на этой неделе', month: 'в этом месяце', next_week: 'на следующей неделе' },
    ...{ next_month: 'в следующем месяце', last_week: 'на прошлой неделе', last_month: 'в прошлом месяце' },
  },

  ready: {
    everyone: 'Все',
    new: 'Новые за неделю',
    source: source => `Источник: ${source}`,
    language: language => `Язык: ${language}`,
    clicked_last: offer => `Перешли из «${offer}»`,
    seen_last: offer => `Видели «${offer}»`,
    not_seen_last: offer => `Не видели «${offer}»`,
    not_clicked_last: offer => `Не перешли из «${offer}»`,
    birthday: 'День рождения на неделе',
    rung: name => `Ступень: ${name}`,
  },

  advice: {
    everyone: 'Только для новостей, которые касаются всех.',
    new: 'Встретьте их: кто вы, что они получат, один простой первый шаг.',
    birthday: 'Поздравьте и подарите что-нибудь на несколько дней.',
    clicked_last: 'Им интересно: снимите сомнения, напомните перед концом.',
    seen_last: 'Они прочли: скажите короче или с другой стороны.',
    not_seen_last: 'Отправьте ещё раз в другой час и с другими первыми словами.',
    not_clicked_last: 'Попробуйте другой повод или другую картинку.',
    source: 'Говорите о том, что обещала им эта ссылка.',
    language: 'Пишите на их языке.',
    engagement: {
      engaged: 'Новинки — сначала тем, кто отвечает.',
      cooling: 'Пишите немного реже и о том, что нравилось раньше.',
      asleep: 'Один хороший повод вернуться; спросите, что нужно сейчас.',
      long_asleep: 'Последнее сильное предложение, потом исключайте.',
      never: 'Проверьте, говорит ли первое сообщение, что они получат.',
    },
    rungs: {
      0: 'Задайте вопрос анкеты или отметьте ссылки темами, чтобы узнать больше.',
      1: 'Рассказывайте истории о проблеме; продавать рано.',
      2: 'Покажите, что проблему можно решить, и как.',
      3: 'Сравните способы и покажите свой.',
      4: 'Доказательства, ответы на сомнения, лёгкое начало.',
      5: 'Прямое предложение с датой и кнопкой «купить».',
    },
  },
}

/** Numbers that might as well be an amount say that they are times. */
function between(from: number, to: number): string {
  return to > 100 ? `${from}–${to} раз` : `${from}–${to}`
}
