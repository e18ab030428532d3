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

const date = (day: string) => day.split('-').reverse().join('.')

export const segments: typeof en = {
  keywords: [
    ...['и', 'или', 'не', 'нет', 'за', 'от', 'до', 'раньше', 'позже', 'больше', 'меньше', 'назад', 'ссылка'],
    ...['все', 'любое', 'ни'],
  ],
  and: 'и',
  or: 'или',
  allOf: 'Все из:',
  anyOf: 'Любое из:',
  noneOf: 'Ни одно из:',
  notAllOf: 'Не все из:',
  not: phrase => `не ${phrase}`,
  orUnknown: phrase => `${phrase} (или неизвестно)`,

  everyone: 'все',
  nobody: 'никто',
  language: values => `язык: ${values}`,
  premium: yes => `премиум: ${yes ? 'да' : 'нет'}`,
  source: values => `источник: ${values}`,
  subscribed: 'подписка',

  received: { some: 'получено', times: 'получено', none: 'не получено', noneOf: 'не получено' },
  seen: { some: 'видел', times: 'видел', none: 'не видел', noneOf: 'не видел' },
  seenCertain: {
    some: 'видел точно',
    times: 'видел точно',
    none: 'не видел точно',
    noneOf: 'не видел точно',
  },
  clicked: { some: 'есть клик', times: 'клики', none: 'нет кликов', noneOf: 'нет кликов' },
  link: (number, label) => (label === null ? `ссылка ${number}` : `ссылка ${number} ${label}`),
  atLeast: n => `${n}+`,
  atMost: n => `не больше ${n}`,

  inLast: (n, unit) => `за ${n} ${plural(n, 'ru', during[unit])}`,
  ago: (which, n, unit) => {
    const [one = '', many = ''] = than[unit]
    return `${which === 'over' ? 'больше' : 'меньше'} ${n} ${plural(n, 'ru', [one, many, many])} назад`
  },
  between: (from, to) =>
    [from === null ? [] : `от ${date(from)}`, to === null ? [] : `до ${date(to)}`].flat().join(' '),

  ready: {
    everyone: 'Все',
    new: 'Новые за неделю',
    source: source => `Источник: ${source}`,
    language: language => `Язык: ${language}`,
    clicked_last: offer => `Перешли из «${offer}»`,
    seen_last: offer => `Видели «${offer}»`,
    not_seen_last: offer => `Не видели «${offer}»`,
    not_clicked_last: offer => `Не перешли из «${offer}»`,
    asleep: 'Спящие',
  },
}
