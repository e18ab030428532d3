import { describe, expect, test } from 'vitest'
import { simplify } from '../../src/segments/criterion/simplify.js'
import type { Anniversary, Criterion, Window } from '../../src/segments/criterion.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { type ExpectedKind, readSentence } from '../../src/segments/read.js'
import {
  age,
  clicked,
  clickedTopic,
  days,
  field,
  ladder,
  ONCE,
  ordered,
  orderStatus,
  orderTime,
  over,
  premium,
  promoCode,
  received,
  rfm,
  score,
  seen,
  source,
  spent,
  stopped,
  subscribed,
} from './cases/conditions.js'
import { BUILT_IN, field as newField, vocabularyOf } from './vocabulary.js'

const RIGA = { name: 'Riga', lat: 56.9496, lon: 24.1052 }

const vocabulary = vocabularyOf({
  fields: [
    ...BUILT_IN,
    newField(4, 'Shoe size', 'number'),
    newField(5, 'Interests', 'many_of', ['Boots', 'Bags']),
    newField(6, 'Has a car', 'yes_no'),
    newField(7, 'Wedding', 'date'),
    newField(8, 'Age group', 'text'),
    newField(9, 'A, b “c”', 'text'),
  ],
  offers: { 1: 'Spring sale', 2: 'Весенняя распродажа', 3: 'Autumn "boots", and socks' },
  links: { 1: ['Choose boots', 'Sizes'] },
  topics: { 1: 'Boots' },
  segments: { 1: 'VIP', 2: 'Cats and dogs', 3: 'Постоянные', 4: 'שלום 🎉' },
  places: [RIGA, { name: 'Рига', lat: 56.9496, lon: 24.1052 }],
  rungs: { 4: 'Видел нас' },
})

const read = (text: string) => readSentence(text, vocabulary, 'en')
const city = (...is: string[]) => field(1, { is })
const year: Window = { in: 1, unit: 'years' }
const near: Criterion = { leaf: 'near', km: 25, place: RIGA }
const random = (share: number, sample = 'default'): Criterion => ({ leaf: 'random', share, sample })
const november: Window = { from: '2026-11-01', to: '2026-11-30' }
const segment = (id: number): Criterion => ({ leaf: 'segment', segment: id })

/** The examples that must work, in both languages. */
const examples: [en: string, ru: string, Criterion][] = [
  [
    'city: Riga, Vilnius and age 25–40',
    'город: Рига, Вильнюс и возраст 25–40',
    { all: [city('Riga', 'Vilnius'), age({ from: 25, to: 40 })] },
  ],
  [
    'clicked "Spring sale" in 30 days and no order in 30 days',
    'есть клик "Spring sale" за 30 дней и нет заказов за 30 дней',
    { all: [clicked(ONCE, days(30), 1), ordered('none', { window: days(30) })] },
  ],
  [
    'received 3+ in 60 days and not seen in 60 days',
    'получено 3+ за 60 дней и не видел за 60 дней',
    { all: [received({ atLeast: 3 }, days(60)), seen('none', days(60))] },
  ],
  ['spent over 500 EUR in 1 year', 'потрачено больше 500 EUR за 1 год', spent({ over: 50_000 }, { window: year })],
  ['last order over 60 days ago', 'последний заказ больше 60 дней назад', orderTime('last', over(60))],
  ['rfm: Champions, Loyal', 'rfm: Чемпионы, Лояльные', rfm('champions', 'loyal')],
  ['ladder: knows solutions, knows our product', 'ступень: ищет решение, выбирает продукт', ladder(3, 4)],
  [
    'subscribed in 7 days and source: fb_spring',
    'подписка за 7 дней и источник: fb_spring',
    { all: [subscribed(days(7)), source('fb_spring')] },
  ],
  ['within 25 km of "Riga"', 'в радиусе 25 км от "Riga"', near],
  ['in segment VIP', 'в сегменте VIP', segment(1)],
  ['random 10%', 'случайные 10%', random(1_000)],
  ['random 10% "May"', 'случайные 10 % "May"', random(1_000, 'May')],
]

/** Other ways to say the same. */
const same: [text: string, Criterion][] = [
  ['CITY = Riga', city('Riga')],
  ['город Рига', city('Riga')],
  ['city is not Riga', field(1, { isNot: ['Riga'] })],
  [
    'language is not English',
    { all: [{ leaf: 'known', fact: 'language', value: true }, { not: { leaf: 'language', values: ['en'] } }] },
  ],
  [
    'ladder is not ready to buy',
    { all: [{ not: { leaf: 'ladder', rungs: [0] } }, { not: { leaf: 'ladder', rungs: [5] } }] },
  ],
  ['город не Рига, Вильнюс', field(1, { isNot: ['Riga', 'Vilnius'] })],
  ['city exactly Рига', city('Рига')],
  ['not city: Riga', { not: city('Riga') }],
  ['не город: Рига (или неизвестно)', { not: city('Riga') }],
  ['город неизвестен', field(1, { known: false })],
  ['city is known', field(1, { known: true })],
  ['city: "known"', city('known')],
  ['country: Латвия, United States', field(2, { is: ['LV', 'US'] })],
  ['city contains «иг»', field(1, { contains: 'иг' })],
  ['Shoe size ≥ 40', field(4, { number: { atLeast: 40 } })],
  ['shoe size: from 40 to 42,5', field(4, { number: { from: 40, to: 42.5 } })],
  ['Shoe size between 40 and 42', field(4, { number: { from: 40, to: 42 } })],
  ['Shoe size −5', field(4, { number: { exactly: -5 } })],
  ["Shoe size 1'500", field(4, { number: { exactly: 1_500 } })],
  ['Shoe size ٤٥', field(4, { number: { exactly: 45 } })],
  ['Shoe size over 1.234.567', field(4, { number: { over: 1_234_567 } })],
  ['shoe size unknown', field(4, { known: false })],
  ['interests: boots, Bags', field(5, { is: ['boots', 'Bags'] })],
  ['Has a car', field(6, { yes: true })],
  ['"Has a car": нет', field(6, { yes: false })],
  ['age group: teen', field(8, { is: ['teen'] })],
  ['"A, b ""c""": x', field(9, { is: ['x'] })],
  ['Wedding in next 2 weeks', field(7, { anniversary: 14 })],
  ['Wedding за последние 7 дней', field(7, { day: days(7) })],
  ['birthday in 7 days', field(3, { anniversary: 7 })],
  ['день рождения сегодня', field(3, { anniversary: 0 })],
  ...(
    [
      [7, 'in next 7 days', 'in the next week', 'within the next 7 days', 'is in 7 days'],
      [7, 'coming 7 days', '7 days', 'за неделю', 'через 7 дней', 'в ближайшую неделю'],
      [30, 'in 1 month', 'in the next month', 'в ближайший месяц', 'in 30 days'],
      [{ ahead: 7 }, 'in exactly 7 days', 'exactly in 7 days', 'ровно через 7 дней', 'через ровно 7 дней'],
      ['next_week', 'next week', 'is next week', 'на следующей неделе'],
      ['next_month', 'next month', 'в следующем месяце'],
      ['last_week', 'last week', 'was last week', 'на прошлой неделе'],
      ['last_month', 'last month', 'в прошлом месяце'],
      ['tomorrow', 'tomorrow', 'is tomorrow', ': tomorrow', 'завтра', ': завтра'],
      ['week', 'this week', 'is this week', ': this week', 'на этой неделе', 'эта неделя'],
      ['month', 'this month', 'в этом месяце'],
      [{ last: 7 }, 'in last 7 days', 'in the last week', 'past 7 days', 'last 7 days', 'within the last 7 days'],
      [{ last: 7 }, 'less than 7 days ago', 'за последние 7 дней', 'за последнюю неделю', 'меньше 7 дней назад'],
      [{ last: 1 }, 'in last 24 hours', 'за последние 24 часа'],
      [{ last: 90 }, 'in the last 3 months', 'за последние 3 месяца'],
      [{ ago: 1 }, 'yesterday', 'вчера', '1 day ago'],
      [{ ago: 3 }, '3 days ago', '3 дня назад'],
      [{ month: 12 }, 'in December', 'December', ': Dec', 'в декабре', ': декабрь'],
      [{ month: 5 }, 'in May', 'в мае'],
    ] as [Anniversary, ...string[]][]
  ).flatMap(([anniversary, ...ways]) =>
    ways.map((way): [string, Criterion] => [
      `${/[а-я]/.test(way) ? 'день рождения' : 'birthday'} ${way}`,
      field(3, { anniversary }),
    ]),
  ),
  ['born in May', field(3, { anniversary: { month: 5 } })],
  ['родились в мае', field(3, { anniversary: { month: 5 } })],
  ['born in last 7 days', field(3, { day: days(7) })],
  ['родились за последние 30 лет', field(3, { day: { in: 30, unit: 'years' } })],
  ['birthday in last 30 years', field(3, { day: { in: 30, unit: 'years' } })],
  ['birthday in May 1990', field(3, { day: { from: '1990-05-01', to: '1990-05-31' } })],
  ['возраст от 25 до 40 лет', age({ from: 25, to: 40 })],
  ['age 40-25', age({ from: 25, to: 40 })],
  ['age 25+', age({ atLeast: 25 })],
  ['age > 30', age({ over: 30 })],
  ['premium', premium(true)],
  ['not premium', premium(false)],
  ['premium: no', premium(false)],
  ['language: Russian, English', { leaf: 'language', values: ['ru', 'en'] }],
  ['источник неизвестен', { leaf: 'known', fact: 'source', value: false }],
  ['source: 100,200', source('100', '200')],
  ['source: New York, "a, b and c"', source('New York', 'a, b and c')],
  ['последний источник: tg', { leaf: 'source', values: ['tg'], last: true }],
  ['статус: на паузе, отписался', { leaf: 'status', values: ['paused', 'unsubscribed'] }],
  ['clicked Spring sale in 30 days', clicked(ONCE, days(30), 1)],
  ['clicked on offer “Spring sale” once', clicked({ exactly: 1 }, null, 1)],
  ['кликал „Весенняя распродажа“ за неделю', clicked(ONCE, { in: 1, unit: 'weeks' }, 2)],
  ['clicked "Spring sale" link Sizes', clicked(ONCE, null, 1, 2)],
  ['clicked "Autumn ""boots"", and socks"', clicked(ONCE, null, 3)],
  ['clicked #3', clicked(ONCE, null, 3)],
  ['кликов по теме Boots не меньше 2 за 30 дней', clickedTopic(1, { atLeast: 2 }, days(30))],
  ['never clicked', clicked('none')],
  ['ни разу не получено за последние 30 дней', received('none', days(30))],
  ['не получено ни разу за 30 дней', received('none', days(30))],
  ['received more than 3 messages in the last 60 days', received({ atLeast: 4 }, days(60))],
  ['received under 3 in 60d', received({ atMost: 2 }, days(60))],
  ['received not exactly 2', { not: received({ exactly: 2 }) }],
  ['received 2', received({ exactly: 2 })],
  ...[
    ...['received 2-4', 'received 2 – 4 times', 'received from 2 to 4', 'received between 2 and 4 messages'],
    ...['2-4 messages', 'between 2 and 4 messages', 'from two to four messages', 'получали от 2 до 4 раз'],
    ...['получено от двух до четырех раз', '2–4 сообщения', 'от 2 до 4 сообщений'],
  ].map((text): [string, Criterion] => [text, received({ from: 2, to: 4 })]),
  ...['received 0+', 'received at least 0', '0 or more orders', 'получено 0+', 'от 0 заказов'].map(
    (text): [string, Criterion] => [text, { leaf: 'everyone' }],
  ),
  ['received 4–2', received({ from: 2, to: 4 })],
  ['received 2–2', received({ exactly: 2 })],
  ['received 0–2', received({ atMost: 2 })],
  ['received 2 or 3 times', received({ from: 2, to: 3 })],
  ['получали 2 или 3 раза', received({ from: 2, to: 3 })],
  ['from 3 messages', received({ atLeast: 3 })],
  ['до 3 сообщений', received({ atMost: 3 })],
  ['received not 2–4', { not: received({ from: 2, to: 4 }) }],
  ['received Spring sale 2–4 in 30 days', received({ from: 2, to: 4 }, { in: 30, unit: 'days' }, 1)],
  ['2–4 заказа', ordered({ from: 2, to: 4 })],
  ['between 2 and 4 orders in 90 days', ordered({ from: 2, to: 4 }, { window: { in: 90, unit: 'days' } })],
  ['2-4 клика', clicked({ from: 2, to: 4 })],
  ['did not see', seen('none')],
  ['точно видели', seen(ONCE, null, null, 'certain')],
  ['отписывался за год', stopped(ONCE, year)],
  ['spent over 45\u00a0000,50 EUR', spent({ over: 4_500_050 })],
  ['spent over 12k EUR', spent({ over: 1_200_000 })],
  ['потрачено больше 1,5 тыс. EUR', spent({ over: 150_000 })],
  ['spent over 50 000 HUF', spent({ over: 5_000_000 }, { currency: 'HUF' })],
  ['ordered 2+ of "Boots" in 90 days', ordered({ atLeast: 2 }, { product: 'Boots', window: days(90) })],
  ['order pending in 3 days', orderStatus('pending', days(3))],
  ['has a cancelled order', orderStatus('cancelled')],
  ['order status: refunded in 30 days', orderStatus('refunded', days(30))],
  ['order status: paid in 30 days', ordered(ONCE, { window: days(30) })],
  ['promo code contains SUMMER in 30 days', promoCode({ contains: 'SUMMER' }, days(30))],
  ['orders with promo code starting with sum 2+', promoCode({ contains: 'sum', at: 'start' }, null, { atLeast: 2 })],
  ['промокод заканчивается на 20', promoCode({ contains: '20', at: 'end' })],
  ['promo code does not contain sale', { all: [promoCode(null), promoCode({ contains: 'sale' }, null, 'none')] }],
  ['channel containing tele', { leaf: 'channelPart', contains: 'tele' }],
  [
    'канал не содержит vk',
    { all: [{ leaf: 'known', fact: 'channel', value: true }, { not: { leaf: 'channelPart', contains: 'vk' } }] },
  ],
  ['country contains land', field(2, { contains: 'land' })],
  ['страна начинается на Лат', field(2, { contains: 'Лат', at: 'start' })],
  ['age is not 30', { all: [field(3, { known: true }), { not: age({ exactly: 30 }) }] }],
  ['возраст не 25–34', { all: [field(3, { known: true }), { not: age({ from: 25, to: 34 }) }] }],
  ['age: not 30 years', { all: [field(3, { known: true }), { not: age({ exactly: 30 }) }] }],
  ['age is not over 30', age({ atMost: 30 })],
  ['order status is not paid', orderStatus(['pending', 'cancelled', 'refunded'])],
  ['order status: not paid in 30 days', orderStatus(['pending', 'cancelled', 'refunded'], days(30))],
  ["order status isn't cancelled 2+", orderStatus(['paid', 'pending', 'refunded'], null, { atLeast: 2 })],
  ['order status is neither cancelled nor refunded', orderStatus(['paid', 'pending'])],
  ['orders with status other than paid or pending', orderStatus(['cancelled', 'refunded'])],
  ['order not in status paid', orderStatus(['pending', 'cancelled', 'refunded'])],
  ['order status: cancelled or refunded', orderStatus(['cancelled', 'refunded'])],
  ['order status is not yet paid', orderStatus('pending')],
  ['order status is unpaid', orderStatus('pending')],
  ['no orders with status cancelled, refunded', orderStatus(['cancelled', 'refunded'], null, 'none')],
  [
    'order status: paid and cancelled orders 2+',
    { all: [ordered(ONCE), orderStatus('cancelled', null, { atLeast: 2 })] },
  ],
  ['статус заказа не оплачен', orderStatus(['pending', 'cancelled', 'refunded'])],
  ['статус заказа: не оплачен', orderStatus(['pending', 'cancelled', 'refunded'])],
  ['статус заказа не отменён и не возвращён', orderStatus(['paid', 'pending'])],
  ['статус заказа кроме оплачен', orderStatus(['pending', 'cancelled', 'refunded'])],
  ['заказ не в статусе оплачен', orderStatus(['pending', 'cancelled', 'refunded'])],
  ['статус заказа неоплачен', orderStatus('pending')],
  ['статус заказа: ещё не оплачен', orderStatus('pending')],
  ['статус заказа отменён или возврат', orderStatus(['cancelled', 'refunded'])],
  ['заказ не оплачен за 3 дня', orderStatus('pending', days(3))],
  ['есть отменённый заказ', orderStatus('cancelled')],
  ['статус заказа: ждёт оплаты за 3 дня', orderStatus('pending', days(3))],
  ['used code SPRING', promoCode('SPRING')],
  ['bought with promo code "SPRING" in 30 days', promoCode('SPRING', days(30))],
  ['купили по промокоду', promoCode(null)],
  ['промокод SPRING за 30 дней', promoCode('SPRING', days(30))],
  ['купил товар «Сапоги»', ordered(ONCE, { product: 'Сапоги' })],
  [
    'ordered category "Shoes" over 100 EUR in 1 year',
    ordered(ONCE, { category: 'Shoes', total: { compare: { over: 10_000 }, currency: 'EUR' }, window: year }),
  ],
  ['ordered 100–200 €', ordered(ONCE, { total: { compare: { from: 10_000, to: 20_000 }, currency: 'EUR' } })],
  ['ordered for over $99.90', ordered(ONCE, { total: { compare: { over: 9_990 }, currency: 'USD' } })],
  ['заказов не больше 2', ordered({ atMost: 2 })],
  ['потрачено больше 5 000 ₽', spent({ over: 500_000 }, { currency: 'RUB' })],
  ['spent over 5,000.50', spent({ over: 500_050 })],
  ['spent at least 1500 JPY', spent({ atLeast: 1_500 }, { currency: 'JPY' })],
  ['средний чек от 50 до 100 евро', spent({ from: 5_000, to: 10_000 }, { measure: 'average' })],
  ['first order since 1 Nov 2026', orderTime('first', { from: '2026-11-01', to: null })],
  ['подписка с 1.11.2026 по 30 ноября 2026 г.', subscribed(november)],
  ['subscribed 2026‑11‑01 – 2026‑11‑30', subscribed(november)],
  ['subscribed between Nov 1, 2026 and Nov 30, 2026', subscribed(november)],
  ['subscribed before 1.12.2026', subscribed({ from: null, to: '2026-11-30' })],
  ['подписка позже 31.10.2026', subscribed({ from: '2026-11-01', to: null })],
  ['subscribed on 1.11.2026', subscribed({ from: '2026-11-01', to: '2026-11-01' })],
  ['subscribed in month', subscribed({ in: 1, unit: 'months' })],
  ['rfm R 4+', score('r', 4, 5)],
  ["rfm: can't lose, not linked", rfm('cant_lose', 'not_linked')],
  ['rfm not Lost', { all: [{ leaf: 'linked', value: true }, { not: rfm('lost') }] }],
  ['ladder: видел нас, knows our product, 0', ladder(4, 4, 0)],
  ['активность: спят', { leaf: 'engagement', groups: ['asleep'] }],
  ['what became of Spring sale: left out', { leaf: 'delivery', offer: 1, is: ['skipped'] }],
  ['outcome of spring sale message 2 is not delivered', { leaf: 'delivery', offer: 1, message: 2, is: ['failed'] }],
  ['итог предложения «Весенняя распродажа»: привело к отписке', { leaf: 'delivery', offer: 2, is: ['stopped'] }],
  ['in segment "Cats and dogs"', segment(2)],
  ['не в сегменте постоянные', { not: segment(3) }],
  ['in segment VIP, Постоянные', { any: [segment(1), segment(3)] }],
  ['in segment שלום 🎉', segment(4)],
  [
    'within 2,5 km of Warehouse (-33.5, 151.25)',
    { leaf: 'near', km: 2.5, place: { name: 'Warehouse', lat: -33.5, lon: 151.25 } },
  ],
  ['random 0.25% and premium', { all: [random(25), premium(true)] }],
  ['связан с CRM', { leaf: 'linked', value: true }],
  ['nobody', { not: { leaf: 'everyone' } }],
  ['(city: Riga or premium) and age 25', { all: [{ any: [city('Riga'), premium(true)] }, age({ exactly: 25 })] }],
  ['not (city: Riga and premium)', { not: { all: [city('Riga'), premium(true)] } }],
  ['city: Riga\nand premium.', { all: [city('Riga'), premium(true)] }],
  ['\u00a0city\u00a0:\u2009Riga  &\tpremium ', { all: [city('Riga'), premium(true)] }],
  [
    'All of:\n• city: Riga\n• None of:\n  • premium\n  • age 25',
    { all: [city('Riga'), { not: { any: [premium(true), age({ exactly: 25 })] } }] },
  ],
  [
    'Любое из:\n- город: Рига\n- Все из:\n-- премиум\n-- возраст 25',
    { any: [city('Riga'), { all: [premium(true), age({ exactly: 25 })] }] },
  ],
  [
    'All of:\n1. city: Riga,\n2. premium;\nNone of:\n* age 25',
    { all: [city('Riga'), premium(true), { not: { any: [age({ exactly: 25 })] } }] },
  ],
]

describe('the examples of both languages', () => {
  test.each(examples)('%s', (en, ru, criterion) => {
    expect(read(en)).toEqual({ kind: 'read', criterion })
    expect(read(ru)).toEqual({ kind: 'read', criterion })
  })
})

test.each(same)('%s', (text, criterion) => {
  expect(read(text)).toEqual({ kind: 'read', criterion: simplify(criterion) })
})

describe('a town and its country are one place', () => {
  const held = vocabularyOf({ fields: BUILT_IN, places: [RIGA], values: ['Riga', 'Vilnius', 'Paris, Texas'] })
  test.each<[string, Criterion]>([
    ['город: Рига, Латвия', city('Riga')],
    ['city: Riga, Latvia', city('Riga')],
    ['city: Riga Latvia', city('Riga')],
    ['city: Riga, Latvia, Vilnius, Lithuania', city('Riga', 'Vilnius')],
    ['город: Рига, Вильнюс', city('Riga', 'Vilnius')],
    ['city: Париж, Техас', city('Paris, Texas')],
    ['city is not Riga, Latvia', field(1, { isNot: ['Riga'] })],
    ['city: Riga, Latvia and premium', { all: [city('Riga'), premium(true)] }],
    ['city: exactly Riga, Latvia', city('Riga', 'Latvia')],
    ['within 25 km of Riga, Latvia', near],
    ['в радиусе 25 км от Рига, Латвия', near],
  ])('%s', (text, criterion) => {
    expect(readSentence(text, held, 'en')).toEqual({ kind: 'read', criterion: simplify(criterion) })
  })
})

describe('sentences that can be read in several ways', () => {
  const [riga, rich, grown] = [city('Riga'), premium(true), age({ over: 30 })]
  test.each<[string, Criterion[]]>([
    [
      'city: Riga and premium or age over 30',
      [{ any: [{ all: [riga, rich] }, grown] }, { all: [riga, { any: [rich, grown] }] }],
    ],
    [
      '(город: Рига или премиум и возраст больше 30) и премиум',
      [
        { all: [{ any: [riga, { all: [rich, grown] }] }, rich] },
        { all: [{ all: [{ any: [riga, rich] }, grown] }, rich] },
      ],
    ],
    ['• city: Riga\n• premium', [{ all: [riga, rich] }, { any: [riga, rich] }]],
    ['city: Riga, age: 25', [{ all: [riga, age({ exactly: 25 })] }, { any: [riga, age({ exactly: 25 })] }]],
    ['Shoe size: 1.500', [1_500, 1.5].map(exactly => field(4, { number: { exactly } }))],
    ['spent over 1.500 EUR', [150_000, 150].map(over => spent({ over }))],
    ['spent over 1.500 KWD', [1_500_000, 1_500].map(over => spent({ over }, { currency: 'KWD' }))],
    ['Wedding in 7 days', [field(7, { anniversary: 7 }), field(7, { day: days(7) })]],
  ])('%s', (text, readings) => {
    expect(read(text)).toEqual({ kind: 'readings', readings })
  })
})

describe('mistakes', () => {
  test.each<[text: string, place: string, expected: ExpectedKind, nearest: string | null]>([
    ['cty: Riga', 'cty', 'condition', 'city'],
    ['ujhjl: Рига', 'ujhjl', 'condition', 'город'],
    ['сшен: Riga', 'сшен', 'condition', 'city'],
    ['premium and clickd in 7 days', 'clickd', 'condition', 'clicked'],
    ['Sho siz: 5', 'Sho siz', 'condition', 'Shoe size'],
    ['', '', 'empty', null],
    ['city: Riga and', '', 'condition', null],
    ['clicked "Sprng sale"', '"Sprng sale"', 'offer', 'Spring sale'],
    ['clicked "Spring sale" link 7', '7', 'link', null],
    ['language xx', 'xx', 'language', null],
    ['language: en, xx', 'xx', 'language', null],
    ['clicked "Spring sale" link Szes', 'Szes', 'link', 'Sizes'],
    ['in segment VUP', 'VUP', 'segment', 'VIP'],
    ['rfm: Champons', 'Champons', 'cell', 'Champions'],
    ['ступень: ищит решение', 'ищит решение', 'rung', 'ищет решение'],
    ['активность: спют', 'спют', 'engagement', 'спят'],
    ['delivery of "Spring sale": deliverd', 'deliverd', 'fate', 'delivered'],
    ['delivery of "Spring sal": delivered', '"Spring sal"', 'offer', 'Spring sale'],
    ['delivery of "Spring sale" message 99999: delivered', '99999', 'quantity', null],
    ['Interests: Bots', 'Bots', 'option', 'Boots'],
    ['country: Latvija', 'Latvija', 'country', 'Latvia'],
    ['Shoe size: large', 'large', 'numberTest', null],
    ['Has a car: maybe', 'maybe', 'yesNoTest', null],
    ['Wedding: Riga', 'Riga', 'dateTest', null],
    ['born yesterday', 'yesterday', 'dateTest', null],
    ['born 3 days ago', '3', 'dateTest', null],
    ['birthday over 7 days ago', 'over', 'dateTest', null],
    ['not ordered 90', '', 'timesOrUnit', null],
    ['ordered 2026', '', 'timesOrUnit', null],
    ['покупал 2025 и премиум', 'и', 'timesOrUnit', null],
    ['not ordered over 90', '', 'timesOrUnit', null],
    ['не покупал 90', '', 'timesOrUnit', null],
    ['не покупал больше 90 и премиум', 'и', 'timesOrUnit', null],
    ['premium and not clicked Spring sale 2', '', 'timesOrUnit', null],
    ['city', '', 'textTest', null],
    ['age foo', 'foo', 'number', null],
    ['spent a lot', 'a', 'amount', null],
    ['spent over 500.5555 EUR', 'over 500.5555 EUR', 'decimals', null],
    ['spent 5 EUR–10 USD', 'USD', 'currency', null],
    ['subscribed', '', 'window', null],
    ['subscribed in 7 dasy', 'dasy', 'unit', 'days'],
    ['subscribed in 0 days', '0', 'quantity', null],
    ['subscribed from 31.02.2026', '31.02.2026', 'day', null],
    ['received in 7 days in 8 days', 'in', 'once', null],
    ['rfm R 7', '7', 'score', null],
    ['within 25 km of Nowhere', 'Nowhere', 'place', null],
    ['within 25 km of X (91, 0)', '0', 'coordinates', null],
    ['random 0%', '0', 'share', null],
    ['phone: 123', ':', 'factTest', null],
    ['"city: Riga', '"', 'quote', null],
    ['(city: Riga', '', 'closing', null],
    ['city: Riga)', ')', 'opening', null],
    ['All of:\n• city: Riga\n• Any of:', 'Any of:', 'item', null],
    ['All of:', 'All of:', 'item', null],
    ["'; drop table subscribers; --", "'", 'condition', null],
  ])('%s', (text, place, expected, nearest) => {
    const mistake = read(text)
    if (mistake.kind !== 'mistake') throw new Error(JSON.stringify(mistake))
    expect([text.slice(mistake.at, mistake.at + mistake.length), mistake.expected.kind, mistake.nearest]).toEqual([
      place,
      expected,
      nearest,
    ])
  })

  test.each<[string, string, ExpectedKind]>([
    ['10,000 letters', 'a'.repeat(10_000), 'tooLong'],
    ['10,000 brackets', '('.repeat(10_000), 'tooLong'],
    ['8,000 brackets', '('.repeat(8_000), 'tooDeep'],
    ['50 brackets', `${'('.repeat(50)}premium${')'.repeat(50)}`, 'tooDeep'],
    ['4,000 nots', 'not '.repeat(2_000), 'tooDeep'],
    ['50 lists', Array.from({ length: 50 }, (_, i) => `${' '.repeat(i)}• All of:`).join('\n'), 'tooDeep'],
    ['300 conditions', Array(300).fill('premium').join(' and '), 'tooLarge'],
    ['8,000 quotes', '"'.repeat(7_999), 'quote'],
    ['8,000 digits', '1'.repeat(8_000), 'condition'],
    ['digits and commas', '1,234'.repeat(1_600), 'condition'],
    ['8,000 dashes', '-'.repeat(8_000), 'condition'],
    ['8,000 spaces', ' '.repeat(8_000), 'empty'],
    ['apostrophes', "a'".repeat(4_000), 'condition'],
    ['a long name', `clicked ${'x '.repeat(3_900)}`, 'length'],
  ])('%s get an answer', (_name, text, expected) => {
    const mistake = read(text)
    expect(mistake.kind === 'mistake' ? mistake.expected.kind : mistake.kind).toBe(expected)
  })
})

test('a description says what not holds besides', () => {
  expect(describeCriterion({ not: city('Riga') }, 'en', vocabulary)).toBe('not city: Riga (or unknown)')
  expect(describeCriterion(field(1, { isNot: ['Riga'] }), 'ru', vocabulary)).toBe('город не Рига')
})

test.each(['week', 'month', 'year'] as const)(
  'the last %s is the one by the calendar, and so many days behind "in the"',
  calendar => {
    const unit = `${calendar}s` as const
    const read = (sentence: string) => readSentence(sentence, vocabulary, 'en', '2026-11-24')
    const ofCalendar = ordered(ONCE, { window: { calendar, back: 1 } })
    expect(read(`ordered last ${calendar}`)).toEqual({ kind: 'read', criterion: ofCalendar })
    expect(read(`ordered in the last ${calendar}`)).toEqual({
      kind: 'read',
      criterion: ordered(ONCE, { window: { in: 1, unit } }),
    })
  },
)

test('a year with its word is that year, and not so many years', () => {
  const wanted = describeCriterion(
    { not: ordered(ONCE, { window: { from: '2025-01-01', to: '2025-12-31' } }) },
    'ru',
    vocabulary,
  )
  for (const sentence of [
    'не покупал 2025 год',
    'не покупал в 2025 году',
    'not ordered in 2025',
    'not ordered 2025 year',
  ]) {
    const reading = read(sentence)
    expect(reading.kind === 'read' ? describeCriterion(reading.criterion, 'ru', vocabulary) : reading, sentence).toBe(
      wanted,
    )
  }
})
