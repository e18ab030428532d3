import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import type { Criterion } from '../../src/segments/criterion.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { findMissing } from '../../src/segments/missing.js'
import { countPeople } from '../../src/segments/people/audience.js'
import { readSentence } from '../../src/segments/read.js'
import { createSegment } from '../../src/segments/segment.js'
import { createVocabulary } from '../../src/segments/vocabulary.js'
import { fold } from '../../src/text/fold.js'
import { openTemporary } from '../support/migrated.js'
import { BUILT_IN, field, vocabularyOf } from './vocabulary.js'

const TODAY = '2026-11-24'
const AT = Date.parse(`${TODAY}T12:00:00Z`)
const CONTEXT = { at: AT, zone: 'UTC' }

let db: Db
let close: () => Promise<void>

/** Four people: two of Riga and one of Vilnius, Boots and пирог bought, an offer nobody was sent, a list, a topic. */
beforeAll(async () => {
  const opened = await openTemporary()
  db = opened.db
  close = opened.close
  db.write(() => {
    const run = (text: string, ...values: (string | number | null)[]) => db.sql(text).run(...values)
    const people: [source: string | null, language: string | null, city: string | null][] = [
      ['fb_spring', 'en', 'Riga'],
      ['Instagram', 'lv', 'Riga'],
      ['fb_spring', 'ru', 'Vilnius'],
      [null, null, null],
    ]
    const cities = db.sql<{ id: number }>("select id from attributes where key = 'city'").get()?.id ?? 0
    const countries = db.sql<{ id: number }>("select id from attributes where key = 'country'").get()?.id ?? 0
    const field = (key: string, label: string, type: string, options: string[] | null) =>
      run(
        `insert into attributes (key, label, label_folded, "group", type, options, created_at) values (?, ?, ?, 'demographic', ?, ?, ?)`,
        ...[key, label, fold(label), type, options === null ? null : JSON.stringify(options), AT],
      )
    field('colour', 'Colour', 'text', null)
    field('likes', 'Likes', 'many_of', ['Boots', 'Ёлки'])
    field('size', 'Size', 'number', null)
    const colour = db.sql<{ id: number }>("select id from attributes where key = 'colour'").get()?.id ?? 0
    for (const [i, [source, language, city]] of people.entries()) {
      const id = i + 1
      run(
        `insert into subscribers (id, telegram_id, first_name, telegram_language, source, last_source, subscribed_at,
           last_seen_at, dice, created_at) values (?, ?, 'P', ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, id, language, source, source, AT - 1, AT, id, AT],
      )
      const say = (field: number, value: string) =>
        run(
          `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
           values (?, ?, ?, ?, 'declared', 'test', ?)`,
          ...[field, fold(value), id, value, AT],
        )
      if (city !== null) {
        say(cities, city)
        say(countries, city === 'Riga' ? 'LV' : 'LT')
        say(colour, city === 'Riga' ? 'red' : 'зелёный')
      }
    }
    run('insert into customers (id, external_id, subscriber_id, created_at) values (1, ?, 1, ?)', 'c', AT)
    run(
      `insert into orders (id, external_id, customer_id, at, status, total, currency) values (1, 'o', 1, ?, 'paid', 100, 'EUR')`,
      AT - 86_400_000,
    )
    run(`update orders set promo_code = 'SPRING', promo_folded = 'spring'`)
    const bought: [string, string][] = [
      ['Boots', 'Shoes'],
      ['Пирог', 'Еда'],
      ['Gift', 'Gift'],
    ]
    for (const [line, [product, category]] of bought.entries())
      run(
        `insert into order_lines (order_id, line, product, product_folded, category, category_folded, quantity, price)
         values (1, ?, ?, ?, ?, ?, 1, 100)`,
        ...[line, product, fold(product), category, fold(category)],
      )
    run(`update order_lines set sku = 'B-42', sku_folded = 'b-42' where line = 0`)
    run(
      `insert into offers (id, name, name_folded, goal, state, draft, created_by, created_at)
       values (1, 'Spring sale', 'spring sale', 'sell', 'draft', '{}', 1, ?)`,
      AT,
    )
    run(`insert into variants (id, offer_id, position, content) values (1, 1, 0, '{}')`)
    run(`insert into links (variant_id, number, url, label) values (1, 1, 'https://a.example', 'Choose boots')`)
    run(
      `insert into topics (id, name, name_folded, rung, created_by, created_at) values (1, 'Sizes', 'sizes', 3, 1, ?)`,
      AT,
    )
    run(
      `insert into segments (id, name, name_folded, kind, criterion, created_by, created_at)
       values (2, 'Guests', 'guests', 'list', '{"leaf":"listed","segment":2}', 1, ?)`,
      AT,
    )
    createSegment(db, { name: 'VIP', criterion: { leaf: 'premium', value: true }, createdBy: 1 }, AT)
  })
})
afterAll(() => close())

type Came =
  | { kind: 'read'; said: string; missing: string[] }
  | { kind: 'asked'; said: string[] }
  | { kind: 'mistake'; expected: string; choices: string[] }

/** What a sentence comes to: what it is written back as, and the names in it that nobody has. */
async function came(text: string, language: 'en' | 'ru'): Promise<Came> {
  const vocabulary = createVocabulary(db)
  const reading = readSentence(text, vocabulary, language, TODAY)
  const say = (criterion: Criterion) => describeCriterion(criterion, language, vocabulary).replaceAll(/\n\s*/gu, ' ')
  if (reading.kind === 'mistake') return { kind: 'mistake', expected: reading.expected.kind, choices: reading.choices }
  if (reading.kind === 'readings') return { kind: 'asked', said: reading.readings.map(say) }
  const missing = await findMissing(db, reading.criterion)
  return { kind: 'read', said: say(reading.criterion), missing: missing.map(({ kind, value }) => `${kind} ${value}`) }
}

/**
 * What becomes of a name of each kind: `known` in other letters is read; `unknown` is pointed out (`points`) or a
 * mistake, whatever stands before it; `near` leads to `nearest`.
 */
const kinds: {
  kind: string
  say: (name: string) => string
  known: string[]
  unknown: string[]
  near: string
  nearest: string
  points: boolean
}[] = [
  kind(
    'city',
    name => `city: ${name}`,
    ['Riga', 'RIGA', 'рига', '"Riga"'],
    ['Tokyo', '"90 days"'],
    'Rgia',
    'Riga',
    true,
  ),
  kind('город', name => `город: ${name}`, ['Рига', 'вильнюс'], ['Нарния'], 'Ригав', 'Riga', true),
  kind(
    'country',
    name => `country: "${name}"`,
    ['Latvia', 'LV', 'литва'],
    ['Japan', 'Япония'],
    'Lithuani',
    'Lithuania',
    true,
  ),
  kind('text field', name => `Colour: ${name}`, ['red', 'RED', 'зеленый'], ['blue', '"in red"'], 'rad', 'red', true),
  kind('text field, not these', name => `Colour is not ${name}`, ['red'], ['blue'], 'redd', 'red', true),
  kind('option', name => `Likes: ${name}`, ['boots', 'елки', 'Ёлки'], ['Cats'], 'Bots', 'Boots', false),
  kind(
    'source',
    name => `source: ${name}`,
    ['fb_spring', 'instagram', 'FB_SPRING'],
    ['tiktok'],
    'fb_sprng',
    'fb_spring',
    true,
  ),
  kind('last source', name => `последний источник: ${name}`, ['Instagram'], ['vk'], 'Instagrm', 'Instagram', true),
  kind(
    'language',
    name => `language: ${name}`,
    ['en', 'ru', 'Latvian', 'русский'],
    ['fi', 'Japanese'],
    'Latvia',
    'Latvian',
    true,
  ),
  kind(
    'product',
    name => `ordered ${name}`,
    ['Boots', 'boots', 'пирог', '"ПИРОГ"'],
    ['дней', 'Hats'],
    'Bots',
    'Boots',
    false,
  ),
  kind('promo code', name => `used code ${name}`, ['spring', '"Spring"'], ['SUMMER'], 'SPRNG', 'SPRING', false),
  kind('промокод', name => `есть промокод "${name}"`, ['SPRING'], ['дней'], 'SPRIN', 'SPRING', true),
  kind('article number', name => `ordered ${name}`, ['b-42', '"B-42"'], ['B-7'], 'B-43', 'B-42', false),
  kind('product in quotes', name => `ordered "${name}"`, ['Boots'], ['90 days'], 'Boot', 'Boots', true),
  kind('товар', name => `потрачено больше 5 на "${name}"`, ['пирог'], ['дней'], 'пирого', 'Пирог', true),
  kind('category', name => `ordered category ${name}`, ['shoes', 'еда'], ['Toys'], 'Shoos', 'Shoes', false),
  kind('category in quotes', name => `есть заказ категория "${name}"`, ['Shoes'], ['Toys'], 'Shoess', 'Shoes', true),
  kind(
    'offer',
    name => `received ${name}`,
    ['Spring sale', '"spring SALE"', '#1'],
    ['Autumn', '#7'],
    'Sprng sale',
    'Spring sale',
    false,
  ),
  kind(
    'link by label',
    name => `clicked "Spring sale" link ${name}`,
    ['"choose Boots"', '1'],
    ['"Sizes"'],
    '"Choose bots"',
    'Choose boots',
    false,
  ),
  kind('link by number', name => `clicked "Spring sale" link ${name}`, ['1'], ['7'], '2', '1', false),
  kind('topic', name => `clicked topic ${name}`, ['sizes', '"Sizes"'], ['Cats'], 'Sises', 'Sizes', false),
  kind('segment', name => `in segment ${name}`, ['vip', '"VIP"', 'Guests'], ['Nobody', '#99'], 'VUP', 'VIP', false),
  kind('list', name => `in list ${name}`, ['guests'], ['VIP'], 'Gests', 'Guests', false),
  kind('rfm', name => `rfm: ${name}`, ['champions', 'Чемпионы'], ['Kings'], 'Champons', 'Champions', false),
  kind('ladder', name => `ladder: ${name}`, ['5', 'ready to buy'], ['9'], 'redy to buy', 'ready to buy', false),
  kind('status', name => `status: ${name}`, ['on pause', 'на паузе'], ['sad'], 'on paus', 'on pause', false),
  kind('engagement', name => `активность: ${name}`, ['спят', 'asleep'], ['поют'], 'спют', 'спят', false),
  kind('place', name => `within 5 km of ${name}`, ['Riga', 'рига'], ['Narnia'], 'Narnia', '', false),
]

function kind(
  kind: string,
  say: (name: string) => string,
  known: string[],
  unknown: string[],
  near: string,
  nearest: string,
  points: boolean,
) {
  return { kind, say, known, unknown, near, nearest, points }
}

describe('names of every kind', () => {
  test.each(kinds)('$kind', async ({ say, known, unknown, near, nearest, points }) => {
    for (const before of ['', 'not ', 'не ']) {
      for (const name of known)
        expect({ name, ...(await came(before + say(name), 'en')) }).toMatchObject({ name, kind: 'read', missing: [] })
      for (const name of unknown) {
        const found = await came(before + say(name), 'en')
        expect({ name, ...found }).toMatchObject({ name, kind: points ? 'read' : 'mistake' })
        if (found.kind === 'read') expect(found.missing).toHaveLength(1)
      }
    }
    const vocabulary = createVocabulary(db)
    const reading = readSentence(say(near), vocabulary, 'en', TODAY)
    if (reading.kind === 'mistake') expect(reading.choices[0] ?? '').toBe(nearest)
    else {
      const [missing] = reading.kind === 'read' ? await findMissing(db, reading.criterion) : []
      const shown = { lv: 'Latvian' }[missing?.nearest[0] ?? ''] ?? missing?.nearest[0]
      expect([nearest, 'en']).toContain(shown)
    }
  })

  test('a condition widens by a name that nobody has where it holds all the others', async () => {
    const widens = async (text: string) => {
      const reading = readSentence(text, createVocabulary(db), 'en', TODAY)
      if (reading.kind !== 'read') throw new Error(`${text}: ${JSON.stringify(reading)}`)
      const [missing] = await findMissing(db, reading.criterion)
      const { people } = await countPeople(db, reading.criterion, CONTEXT)
      return [missing?.widens, people]
    }
    expect(await widens('city: Tokyo')).toEqual([false, 0])
    expect(await widens('not city: Tokyo')).toEqual([true, 4])
    expect(await widens('city is not Tokyo')).toEqual([true, 3])
    expect(await widens('not (premium or not city: Tokyo)')).toEqual([false, 0])
    expect(await widens('ordered "Hats"')).toEqual([false, 0])
    expect(await widens('no order of "Hats"')).toEqual([true, 4])
    expect(await widens('ordered at most 2 of "Hats"')).toEqual([true, 4])
    expect(await widens('spent under 5 EUR on "Hats"')).toEqual([true, 4])
    expect(await widens('spent over 5 EUR on "Hats"')).toEqual([false, 0])
    expect(await widens('no clicks on "Spring sale" link 7 ""')).toEqual([true, 4])
    const rule: Criterion = { leaf: 'source', values: ['gone'] }
    const { id } = db.write(() => createSegment(db, { name: 'Gone', criterion: rule, createdBy: 1 }, AT))
    const [missing] = await findMissing(db, { not: { leaf: 'segment', segment: id } })
    expect(missing).toMatchObject({ kind: 'source', value: 'gone', segment: 'Gone', widens: true })
  })
})

/** Sentences of everyday words, and what they come to: what is written back, the readings, or what was expected. */
const sentences: [
  language: 'en' | 'ru',
  text: string,
  came: string | string[] | { mistake: string } | { points: string },
][] = [
  // A number with a unit of time is a stretch of time.
  ['ru', 'не покупал 90 дней', ['есть заказ и нет заказов за 90 дней', 'нет заказов за 90 дней']],
  ['ru', 'не заказывали 3 месяца', ['есть заказ и нет заказов за 3 месяца', 'нет заказов за 3 месяца']],
  ['ru', 'не кликал неделю', ['есть клик и нет кликов за 1 неделю', 'нет кликов за 1 неделю']],
  ['ru', 'не открывали 2 года', ['видел и не видел за 2 года', 'не видел за 2 года']],
  ['ru', 'не видели 48 часов', ['видел и не видел за 48 часов', 'не видел за 48 часов']],
  ['ru', 'ни разу не получал 10 лет', ['получено и не получено за 10 лет', 'не получено за 10 лет']],
  ['ru', 'не покупал больше 90 дней', ['есть заказ и нет заказов за 90 дней', 'нет заказов за 90 дней']],
  ['ru', 'не покупал больше 90 дней назад', 'нет заказов больше 90 дней назад'],
  ['ru', 'не покупал за 90 дней', 'нет заказов за 90 дней'],
  [
    'ru',
    'не покупал Boots 90 дней',
    ['есть заказ "Boots" и нет заказов "Boots" за 90 дней', 'нет заказов "Boots" за 90 дней'],
  ],
  ['ru', 'купил 30 дней назад', ['есть заказ больше 30 дней назад', 'есть заказ за 30 дней']],
  ['ru', 'подписан 60 дней', 'подписка за 60 дней'],
  ['ru', 'последний заказ 2 недели назад', ['последний заказ больше 2 недель назад', 'последний заказ за 2 недели']],
  ['ru', 'потратил 90 дней', { mistake: 'amount' }],
  ['ru', 'покупал 2 раза 90 дней', 'заказы ровно 2 за 90 дней'],
  ['en', 'not ordered 90 days', ['ordered and no orders in 90 days', 'no orders in 90 days']],
  ['en', "hasn't clicked 6 weeks", ['clicked and no clicks in 6 weeks', 'no clicks in 6 weeks']],
  ['en', 'have not received 24 hours', ['received and not received in 24 hours', 'not received in 24 hours']],
  ['en', 'never seen 1 year', ['seen and not seen in 1 year', 'not seen in 1 year']],
  ['en', 'did not buy year', ['ordered and no orders in 1 year', 'no orders in 1 year']],
  [
    'en',
    'not bought more than 3 months',
    ['ordered and no orders in 3 months', 'no orders in 3 months', 'no orders over 3 months ago'],
  ],
  ['en', 'not ordered 2+ 90 days', 'ordered at most 1 in 90 days'],
  ['en', 'bought 60 days ago', ['ordered over 60 days ago', 'ordered in 60 days']],
  ['en', 'clicked 7 days', 'clicked in 7 days'],
  ['en', 'spent 30 days', { mistake: 'amount' }],
  ['en', 'spent over 5 EUR 30 days', 'spent over 5 EUR in 30 days'],
  ['en', 'ordered 30 dys', { mistake: 'product' }],
  // Days, months and years by their names.
  ['en', 'bought today', 'ordered today'],
  ['en', 'seen yesterday', 'seen yesterday'],
  ['en', 'purchased in February', 'ordered from 2026-02-01 to 2026-02-28'],
  ['en', 'purchased in December', 'ordered from 2025-12-01 to 2025-12-31'],
  ['en', 'ordered during February 2024', 'ordered from 2024-02-01 to 2024-02-29'],
  ['en', 'subscribed in 2025', 'subscribed from 2025-01-01 to 2025-12-31'],
  ['en', 'ordered for over 2000 EUR', 'ordered over 2000 EUR'],
  ['en', 'bought Boots or пирог in 30 days', 'ordered "Boots", "пирог" in 30 days'],
  ['ru', 'покупали Boots, пирог за 30 дней', 'есть заказ "Boots", "пирог" за 30 дней'],
  ['en', 'first order Boots', 'first order "Boots"'],
  ['ru', 'последний заказ больше 50 EUR', 'последний заказ больше 50 EUR'],
  ['ru', 'вторая покупка пирог', 'заказ номер 2 "пирог"'],
  ['en', 'bought product containing "oo"', 'ordered product contains "oo"'],
  ['en', 'ordered Boots in March 2026 twice', 'ordered exactly 2 of "Boots" from 2026-03-01 to 2026-03-31'],
  ['en', 'ordered March', { mistake: 'product' }],
  ['ru', 'заказали вчера', 'есть заказ вчера'],
  ['ru', 'купил в мае', 'есть заказ от 01.05.2026 до 31.05.2026'],
  ['ru', 'клики за сентябрь 2025', 'есть клик от 01.09.2025 до 30.09.2025'],
  ['ru', 'подписались в 2024 году', 'подписка от 01.01.2024 до 31.12.2024'],
  ['ru', 'заказы за 2025 год', 'есть заказ от 01.01.2025 до 31.12.2025'],
  ['ru', 'родилась до 1.5.2000', 'день рождения до 30.04.2000'],
  ['ru', 'день рождения до 1.5.2000', 'день рождения до 01.05.2000'],
  ['ru', 'день рождения в течение 2 недель', 'день рождения в ближайшие 14 дней'],
  // How often.
  ['en', 'ordered Gift three times', ['ordered exactly 3 of "Gift"', 'ordered exactly 3 category "Gift"']],
  ['en', 'clicked thrice in 30 days', 'clicked exactly 3 in 30 days'],
  ['ru', 'покупал пирог дважды', 'заказы ровно 2 "пирог"'],
  ['ru', 'покупала еду', 'есть заказ категория "Еда"'],
  ['ru', 'покупала еда', 'есть заказ категория "еда"'],
  ['ru', 'покупал сапоги', { mistake: 'product' }],
  ['en', 'bought hats and coats', { mistake: 'product' }],
  ['en', 'random 10% women from Riga', { mistake: 'joiner' }],
  // Commas, lines, small words before a value.
  ['en', 'city: Riga, premium', ['city: Riga and premium: yes', 'city: Riga or premium: yes']],
  ['en', 'source: fb_spring, age 25–40', ['source: fb_spring and age 25–40', 'source: fb_spring or age 25–40']],
  [
    'en',
    'city: Riga, Vilnius, not premium',
    ['city: Riga, Vilnius and premium: no', 'city: Riga, Vilnius or premium: no'],
  ],
  [
    'en',
    'city: Riga, premium, phone known',
    ['city: Riga and premium: yes and phone known', 'city: Riga or premium: yes or phone known'],
  ],
  ['ru', 'в сегменте VIP, город: Рига', 'в сегменте VIP и город: Рига'],
  ['ru', 'город: Рига, есть заказ "Boots"', ['город: Рига и есть заказ "Boots"', 'город: Рига или есть заказ "Boots"']],
  ['en', 'Colour: red, premium 90 days', { points: 'value premium 90 days' }],
  ['en', 'city in Riga', 'city: Riga'],
  ['ru', 'город из Рига', 'город: Рига'],
  ['en', 'within 50 km of "Saint Petersburg"', 'within 50 km of "Saint Petersburg"'],
  ['ru', 'в радиусе 50 км от "Питер"', 'в радиусе 50 км от "Санкт-Петербург"'],
  ['ru', 'в радиусе 5 км от "Valencia, Spain"', 'в радиусе 5 км от "Валенсия, Испания"'],
  ['ru', 'в радиусе 5 км от "Кировск"', { mistake: 'place' }],
  ['en', 'city: Riga/Vilnius', 'city: Riga, Vilnius'],
  ['en', 'city: Riga/Tokyo', { points: 'value Riga/Tokyo' }],
  ['en', 'city: Riga bought Boots', { points: 'value Riga bought Boots' }],
  ['en', 'source: instagram', 'source: instagram'],
  ['en', 'city: Riga\nordered Boots', 'city: Riga and ordered "Boots"'],
  ['en', 'city: Riga or premium\nage 25+', 'All of: • city: Riga or premium: yes • age at least 25'],
  ['en', 'city: Riga,\nVilnius\npremium', 'city: Riga, Vilnius and premium: yes'],
  ['en', 'city: Riga,\npremium', 'city: Riga and premium: yes'],
  ['en', 'received 3+ in\n60 days', { mistake: 'unit' }],
  ['en', 'premium: no\nnot seen in 60 days', 'premium: no and not seen in 60 days'],
  ['en', '(city: Riga\nor premium)\nage 30', 'All of: • city: Riga or premium: yes • age exactly 30'],
  ['ru', 'город: Рига\n\nне премиум\n', 'город: Рига и премиум: нет'],
  ['ru', 'купил\nBoots', ['есть заказ и Likes: Boots', 'есть заказ и есть заказ "Boots"']],
]

test.each(sentences)('%s: %s', async (language, text, expected) => {
  const found = await came(text, language)
  if (typeof expected === 'string') expect(found).toEqual({ kind: 'read', said: expected, missing: [] })
  else if (Array.isArray(expected)) expect(found).toEqual({ kind: 'asked', said: expected })
  else if ('points' in expected) expect(found).toMatchObject({ kind: 'read', missing: [expected.points] })
  else expect(found).toMatchObject({ kind: 'mistake', expected: expected.mistake })
})

test('without a day of their own, days without their year ask for it', () => {
  for (const text of ['ordered on 3 October', 'ordered in October', 'купил 5 мая']) {
    const reading = readSentence(text, createVocabulary(db), 'en')
    expect(reading).toMatchObject({ kind: 'mistake', expected: { kind: 'date' } })
  }
})

test('the last message is of the broadcast that began last, and of none before the first', async () => {
  const opened = await openTemporary()
  const read = (text: string) => readSentence(text, createVocabulary(opened.db), 'en', TODAY)
  opened.db.write(() => {
    for (const id of [1, 2, 3, 4])
      opened.db
        .sql(
          `insert into offers (id, name, name_folded, goal, state, draft, created_by, created_at)
           values (?, ?, ?, 'sell', 'approved', '{}', 1, ?)`,
        )
        .run(id, `Offer ${id}`, `offer ${id}`, AT)
  })
  expect(read('clicked the last message').kind).toBe('mistake')
  opened.db.write(() => {
    // The third has not begun, the fourth is a message of a series.
    for (const [offer, began, standing] of [
      [1, AT - 2, 0],
      [2, AT - 1, 0],
      [3, null, 0],
      [4, AT, 1],
    ])
      opened.db
        .sql(
          `insert into broadcasts (offer_id, state, parts, left_out, shown_audience, zone, starts_at, started_at, standing,
             created_by, created_at) values (?, 'running', '[]', '[]', 1, 'UTC', 0, ?, ?, 1, 0)`,
        )
        .run(offer ?? 0, began ?? null, standing ?? 0)
  })
  for (const said of ['clicked the last message', 'кликнули последнюю рассылку']) {
    expect(read(said)).toEqual({ kind: 'read', criterion: expect.objectContaining({ leaf: 'clicked', offer: 2 }) })
  }
  await opened.close()
})

test.each([
  ['студенты из Риги', 'Занятие: студент и город: Рига'],
  ['студент или пенсионер', 'Занятие: студент, пенсионер'],
  ['все, кроме студентов', 'не Занятие: студент (или неизвестно)'],
])('a word for people that somebody answered is that answer: %s', (typed, said) => {
  const world = vocabularyOf({
    fields: [...BUILT_IN, field(4, 'Занятие', 'text', ['студент', 'пенсионер', 'клиент'])],
    values: ['Рига'],
  })
  const read = readSentence(typed, world, 'ru', TODAY)
  if (read.kind !== 'read') throw new Error(JSON.stringify(read))
  expect(describeCriterion(read.criterion, 'ru', world)).toBe(said)
})
