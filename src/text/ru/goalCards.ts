import type { goalCards as en } from '../en/goalCards.js'
import { count, plural } from '../format.js'
import { b, code, lines, rich } from '../rich.js'

const n = (value: number): string => count(value, 'ru')
const people = (value: number): string => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

/** The one goal of the shop, and what is missing for it. */
export const goalCards: typeof en = {
  door: '🎯 Цель',
  asked: lines([b('🎯 Что улучшаем?'), 'Одна цель на весь магазин; у предложений остаются свои.']),
  kinds: {
    subscribe: '🔗 Больше подписок',
    firstOrder: '🛒 Первый заказ',
    secondOrder: '🔁 Второй заказ',
    bringBack: '💤 Вернуть',
    ladder: '🪜 Вверх',
    orders: '📱 Знать покупки',
    leave: '🚫 Меньше уходов',
  },
  counts: {
    subscribe: 'Сколько из 100 перешедших по ссылкам со счётчиком нажимают «Старт».',
    firstOrder: 'Сколько из 100 покупателей из CRM, у которых ещё не было заказов, заказывают.',
    secondOrder: 'Сколько из 100 тех, у кого был один заказ, заказывают снова.',
    bringBack: 'Сколько из 100 тех, от кого 60 дней ничего не было, читают, переходят или отвечают.',
    ladder: 'Сколько из 100 тех, чья ступень известна, стоят выше, чем 30 дней назад.',
    orders: 'Про скольких из 100 доступных известны покупки.',
    leave: 'Сколько из 100, кто был доступен 30 дней назад, отписались, заблокировали бота или удалились.',
  },
  sentence: {
    subscribe: target => `подписываются ${target} из 100`,
    firstOrder: target => `первый заказ у ${target} из 100`,
    secondOrder: target => `заказывают снова ${target} из 100`,
    bringBack: target => `возвращаются ${target} из 100`,
    ladder: target => `поднимаются ${target} из 100`,
    orders: target => `покупки известны у ${target} из 100`,
    leave: target => `уходят не больше ${target} из 100`,
  },
  short: {
    subscribe: 'Подписались',
    firstOrder: 'Первый заказ',
    secondOrder: 'Заказали снова',
    bringBack: 'Вернулись',
    ladder: 'Поднялись',
    orders: 'Покупки известны',
    leave: 'Ушли',
  },
  menu: (what, now, goal, day, state) =>
    `${state === 'reached' ? '✅' : '🎯'} ${what}: ${now === null ? 'пока неизвестно' : `${now} из 100`}, цель ${goal} ${state === 'over' ? `была к ${day}` : `к ${day}`}`,
  wanted: (now, example) =>
    lines([
      now === null
        ? 'Как сейчас, пока неизвестно: меньше 30 человек.'
        : rich`Сейчас ${b(`${now} из 100`)}, за 30 дней.`,
      rich`До скольких и к какому дню? Выберите или пришлите своё, например: ${code(example)}.`,
    ]),
  choice: (target, day) => `${target} к ${day}`,
  unread: 'Нужны число из 100 и день, например: 35 к 31 января.',
  outOf100: 'Это число из 100: от 0,1 до 100.',
  already: now => `Сейчас уже ${now} из 100. Поставьте цель лучше.`,
  set: '✅ Теперь это цель.',
  title: (sentence, day, now) =>
    rich`🎯 ${b(`К ${day} ${sentence}`)} · ${now === null ? 'сейчас пока неизвестно' : `сейчас ${now}`}`,
  reached: '✅ Достигнута. Поставим следующую?',
  over: day => `⏰ Срок прошёл: ${day}. Поставьте новую цель или работайте без неё.`,
  stage: (number, name, mark, words) => `${number} ${name} ${mark}${words === '' ? '' : ` ${words}`}`,
  stages: { goal: 'Цель', who: 'Кто', data: 'Данные', analysis: 'Анализ', offer: 'Предложение' },

  who: {
    bySource: 'по источникам',
    noSources: 'источников пока нет',
    people: value => (value === null ? 'сейчас слишком много, чтобы сосчитать' : people(value)),
  },
  data: {
    visits: (counted, all) =>
      `переходы известны у ${n(counted)} из ${n(all)} ${plural(all, 'ru', ['источника', 'источников', 'источников'])}`,
    orders: share => `покупки известны у ${share} из 100`,
    signs: 'реакции на предложения',
    noSigns: 'предложений ещё не было, и реагировать было не на что',
    steps: value => `ступень известна: ${people(value)}`,
    customers: value => `${n(value)} ${plural(value, 'ru', ['покупатель', 'покупателя', 'покупателей'])} из CRM`,
  },
  analysis: {
    worst: (name, of100) => `хуже всех ${name} (${of100})`,
    fewOpened: 'ни по одной ссылке ещё не перешли 30 человек',
    rfm: day => `RFM-группы за ${day}`,
    noRfm: 'RFM-групп пока нет: не хватает заказов',
    reports: 'что дали последние предложения',
    noReports: 'отчётов пока нет',
    steps: 'кто поднялся за 30 дней',
    numbers: value => `${people(value)} дали номер, по которому нет заказов`,
  },
  offer: {
    ownWelcome: name => `у ${name} своё приветствие`,
    usualWelcome: name => `у ${name} обычное приветствие`,
    noLink: 'сначала нужна ссылка',
    sent: name => `«${name}»`,
    none: 'с этой целью за 30 дней не было',
    capped: 'частота ограничена',
    notCapped: 'частота не ограничена',
  },
  segment: {
    firstOrder: 'Ещё без заказа',
    secondOrder: 'Один заказ',
    bringBack: 'Кого вернуть',
    ladder: 'Ниже верхней ступени',
    orders: 'Покупки неизвестны',
    leave: 'Остывают',
  },

  keys: {
    change: '✏️ Другая цель',
    drop: '🚫 Без цели',
    menu: '← Меню',
    sources: '🔗 Источники',
    add: '➕ Новая ссылка',
    welcome: '👋 Приветствие',
    worst: '🔎 Худший',
    write: '✍️ Написать им',
    orders: '🛒 Покупки',
    offer: '✍️ Предложение',
    topics: '🏷 Темы',
    rfm: '⭐ RFM',
    ladder: '🪜 Лестница',
    reports: '📊 Отчёты',
    often: '🔔 Как часто',
  },
}
