import { describe, expect, test } from 'vitest'
import { describeCriterion } from '../../src/segments/describe.js'
import { readSentence } from '../../src/segments/read.js'
import { corrected } from '../../src/segments/spelling/corrected.js'
import { ASKED, EVERYDAY, REFUSED } from './everyday.js'
import { ENGLISH, ENGLISH_ASKED, ENGLISH_REFUSED } from './in-english.js'
import { strangeSentences, tried, WORLD } from './strange.js'

const TODAY = '2026-11-29'

/** What was typed, and as what it is written back. */
const SAID: [typed: string, said: string][] = [
  ['city in (Riga, Tartu)', 'city: Riga, Tartu'],
  ['not in VIP and city in (Riga)', 'not in segment VIP and city: Riga'],
  ['outside Latvia', 'not country: Latvia (or unknown)'],
  ['phone and city known', 'phone known and city known'],
  ['phone, city and birthday unknown', 'phone unknown and city unknown and birthday unknown'],
  ['Anniversary in May', 'Anniversary in May'],
  ['anniversary date known', 'Anniversary known'],
  ['turning 30', 'birthday from 1996-01-01 to 1996-12-31'],
  ['turning 30 this month', 'birthday this month and birthday from 1996-01-01 to 1996-12-31'],
  ['no older than 35', 'age at most 35'],
  ['last order between 60 and 90 days ago', 'last order between 60 and 90 days ago'],
  ['subscribed 2-3 weeks ago', 'subscribed between 2 and 3 weeks ago'],
  ['clicked "Order now"', 'clicked "Summer hats" link 1 "Order now"'],
  ['high budget women', 'Budget: High and Sex: Female'],
  ['low or middle budget', 'Budget: Low, Middle'],
  ['people in segment Cats and dogs', 'in segment "Cats and dogs"'],
  ['in segment VIP from Riga', 'in segment VIP and city: Riga'],
  ['at least knows solutions', 'ladder: knows solutions, knows our product, ready to buy'],
  ['never showed a sign', 'engagement: never showed a sign'],
  ['only one order', 'ordered exactly 1'],
  ['received nothing in 30 days', 'not received in 30 days'],
  ['spent nothing', 'spent exactly 0 EUR'],
  ['рижане старше 30', 'город: Рига и возраст больше 30'],
  ['в возрасте от 25 до 35', 'возраст 25–35'],
  ['не старше 35', 'возраст не больше 35'],
  ['родились до 1985 года', 'день рождения до 31.12.1984'],
  ['исполняется 40 в этом году', 'день рождения от 01.01.1986 до 31.12.1986'],
  ['с телефоном, но без дня рождения', 'телефон: известно и день рождения: неизвестно'],
  ['те, кто из Риги', 'город: Рига'],

  ['birthday between 5 and 20 May', 'birthday from 5 May to 20 May'],
  ['birthdays May 5–20', 'birthday from 5 May to 20 May'],
  ['born on 5 May', 'birthday on 5 May'],
  ['birthday 05.05', 'birthday on 5 May'],
  ['birthday 5 May 1990', 'birthday from 1990-05-05 to 1990-05-05'],
  ['birthday between 25 December and 5 January', 'birthday from 25 December to 5 January'],
  ['birthday from May to July', 'birthday from 1 May to 31 July'],
  ['birthday in summer', 'birthday from 1 June to 31 August'],
  ['birthday in winter', 'birthday from 1 December to 29 February'],
  ['birthday in May or June', 'birthday in May or birthday in June'],
  ['Anniversary on 12 June', 'Anniversary on 12 June'],
  ['день рождения с 5 по 20 мая', 'день рождения с 5 мая по 20 мая'],
  ['именинники 5–20 мая', 'день рождения с 5 мая по 20 мая'],
  ['родились 5 мая', 'день рождения 5 мая'],
  ['др в мае или июне', 'день рождения в мае или день рождения в июне'],
  ['день рождения летом', 'день рождения с 1 июня по 31 августа'],

  ['summer buyers', 'ordered from 2026-06-01 to 2026-08-31'],
  ['summer 2025 orders', 'ordered from 2025-06-01 to 2025-08-31'],
  ['winter clicks', 'clicked from 2025-12-01 to 2026-02-28'],
  ['September orders', 'ordered from 2026-09-01 to 2026-09-30'],
  ["last month's buyers", 'ordered last month'],
  ['yesterday’s clicks', 'clicked yesterday'],
  ['Q3 buyers', 'ordered from 2026-07-01 to 2026-09-30'],
  ['2025 orders', 'ordered from 2025-01-01 to 2025-12-31'],
  ['summer subscribers', 'subscribed from 2026-06-01 to 2026-08-31'],
  ['not summer buyers', 'no orders from 2026-06-01 to 2026-08-31'],
  ['women, summer buyers', 'Sex: Female and ordered from 2026-06-01 to 2026-08-31'],
  ['summer buyers from Riga', 'ordered from 2026-06-01 to 2026-08-31 and city: Riga'],
  ['buyers from Riga', 'ordered and city: Riga'],
  ['in the last 30 days bought', 'ordered in 30 days'],
  ['летние заказы', 'есть заказ от 01.06.2026 до 31.08.2026'],
  ['летние покупатели', 'есть заказ от 01.06.2026 до 31.08.2026'],
  ['летние заказы 2025', 'есть заказ от 01.06.2025 до 31.08.2025'],
  ['осенние заказы прошлого года', 'есть заказ от 01.09.2025 до 30.11.2025'],
  ['зимние заказы 2024 года', 'есть заказ от 01.12.2024 до 28.02.2025'],
  ['сентябрьские клики', 'есть клик от 01.09.2026 до 30.09.2026'],
  ['вчерашние заказы', 'есть заказ вчера'],
  ['прошлогодние покупатели', 'есть заказ в прошлом году'],
  ['за последний месяц не покупали', 'нет заказов за 1 месяц'],
  ['весенние подписчики', 'подписка от 01.03.2026 до 31.05.2026'],

  ['clicked Order now or Prices', 'clicked "Summer hats" link 1 "Order now" or clicked "Summer hats" link 2 "Prices"'],
  [
    'clicked "Summer hats" link 1 or 2 in 30 days',
    'clicked "Summer hats" link 1 "Order now" in 30 days or clicked "Summer hats" link 2 "Prices" in 30 days',
  ],
  [
    'clicked Order now and Prices of Summer hats',
    'clicked "Summer hats" link 1 "Order now" and clicked "Summer hats" link 2 "Prices"',
  ],
  ['clicked Prices or women', 'clicked "Summer hats" link 2 "Prices" or Sex: Female'],
  ['clicked Prices or 2 orders', 'clicked "Summer hats" link 2 "Prices" or ordered exactly 2'],
  [
    'кликали Order now или Prices',
    'есть клик "Summer hats" ссылка 1 "Order now" или есть клик "Summer hats" ссылка 2 "Prices"',
  ],

  ['women, phone, Riga', 'Sex: Female and phone known and city: Riga'],
  ['phone and Riga', 'phone known and city: Riga'],
  ['phone or location', 'phone known or location known'],
  ['women, not phone', 'Sex: Female and phone unknown'],
  ['рижане, телефон', 'город: Рига и телефон: известно'],
]

test.each([...SAID, ...EVERYDAY, ...ENGLISH])('%s', (typed, said) => {
  const read = readSentence(typed, WORLD, 'en', TODAY)
  if (read.kind !== 'read') throw new Error(JSON.stringify(read))
  expect(describeCriterion(read.criterion, /[а-я]/.test(typed) ? 'ru' : 'en', WORLD)).toBe(said)
})

test.each([...ASKED, ...ENGLISH_ASKED])('%s is asked', (typed, said) => {
  const read = readSentence(typed, WORLD, 'en', TODAY)
  if (read.kind !== 'readings') throw new Error(JSON.stringify(read))
  const language = /[а-я]/.test(typed) ? 'ru' : 'en'
  expect(read.readings.map(one => describeCriterion(one, language, WORLD))).toEqual(said)
})

test('a category of that very name is meant before a product of another form', () => {
  const sorts = ['Сумки', 'Обувь']
  const has = (name: string) => sorts.some(sort => sort.toLowerCase() === name.toLowerCase())
  const shown = (name: string) => sorts.find(sort => sort.toLowerCase() === name.toLowerCase()) ?? null
  const bags = { has: (name: string) => name.toLowerCase() === 'сумка', all: () => ['Сумка'] }
  const shop = {
    ...WORLD,
    products: { ...bags, shown: (name: string) => (bags.has(name) ? 'Сумка' : null) },
    categories: { has, shown, all: () => sorts },
  }
  const read = readSentence('покупали обувь, но не сумки', shop, 'ru', TODAY)
  if (read.kind !== 'read') throw new Error(JSON.stringify(read))
  expect(describeCriterion(read.criterion, 'ru', shop)).toBe(
    'есть заказ категория "обувь" и нет заказов категория "Сумки"',
  )
})

// Nothing is known of how it was before, or of only some of them.
test.each(REFUSED)('%s is not read', typed => {
  expect(readSentence(typed, WORLD, 'ru', TODAY).kind).toBe('mistake')
})

// An adjective is no town, though there is one whose name it might be a form of: Wysoka.
test.each(['с высоким чеком', 'из высоких'])('%s names no town', typed => {
  expect(readSentence(typed, WORLD, 'ru', TODAY).kind).toBe('mistake')
})

// What needs more to be said is asked for, and not guessed.
test.each(['phone', 'телефон', 'summer', 'summer women', 'May', 'birthday from 5 May', 'birthday on 30 February'])(
  '%s says too little',
  typed => {
    expect(readSentence(typed, WORLD, 'en', TODAY).kind).toBe('mistake')
  },
)

// What no condition asks is refused, and not taken for what one asks.
test.each(ENGLISH_REFUSED)('%s is refused', typed => {
  expect(readSentence(typed, WORLD, 'en', TODAY).kind).toBe('mistake')
})

test('a time zone that nobody knows is looked for once, in however many ways a sentence can be read', () => {
  const typed =
    'не имеют покупки после предложения за вчерашний день time zone ни единого раза возвращали товар 03/04 Summer hats fate of'
  const before = process.cpuUsage()
  expect(readSentence(typed, WORLD, 'en', TODAY).kind).toBe('mistake')
  const { user, system } = process.cpuUsage(before)
  // It took 13 s of processor.
  expect((user + system) / 1e6).toBeLessThan(3)
})

describe('what was rather meant', () => {
  test.each([
    ['ujhjl Hbuf', 'city: Riga'],
    ['сшен Кшпф', 'city: riga'],
    [';tyobys bp Hbub', 'Sex: Female and city: Riga'],
    ['custmers from Riga', 'city: Riga'],
    ['clickd Sumer hats', 'clicked "Summer hats"'],
    ['subscibed last mnth', 'subscribed last month'],
    ['день рожденя завтра', 'birthday tomorrow'],
    ['подписались с 1 yjz,hz', 'subscribed from 2026-11-01'],
  ])('%s', (typed, said) => {
    expect(readSentence(typed, WORLD, 'en', TODAY).kind).toBe('mistake')
    const [first] = corrected(typed, WORLD).flatMap(sentence => {
      const reading = readSentence(sentence, WORLD, 'en', TODAY)
      return reading.kind === 'read' ? [describeCriterion(reading.criterion, 'en', WORLD)] : []
    })
    expect(first).toBe(said)
  })

  test('a town stays as it is written, although nobody lives there and somebody does in one that is called nearly so', () => {
    const lida = { name: 'Lida', lat: 53.9, lon: 25.3 }
    const world = { ...WORLD, places: () => ['Lima'], findPlace: (name: string) => (name === 'Lida' ? lida : null) }
    const [first] = corrected('citty: Lida', world)
      .map(sentence => readSentence(sentence, world, 'en', TODAY))
      .filter(reading => reading.kind === 'read')
    expect(first?.criterion).toEqual({ leaf: 'field', field: 1, test: { is: ['Lida'] } })
  })

  test.each(['xyzzy plugh', 'at on in'])('nothing near: %s', typed => {
    const found = corrected(typed, WORLD).map(sentence => readSentence(sentence, WORLD, 'en', TODAY).kind)
    expect(found.filter(kind => kind !== 'mistake')).toEqual([])
  })
})

test('whatever words stand together, what is read can be said again, in both languages', () => {
  const { faults } = tried(strangeSentences(400, 7))
  expect(faults).toEqual([])
})
