import { DAY } from '../../src/clock.js'
import { AT, ago, human, type World } from './fixture.js'

const spring = 1
const boots = 2
const [ann, bob, cat, dan, eve, finn, gus, hana] = [1, 2, 3, 4, 5, 6, 7, 8]

/** Fields of the eight, by name. */
export const FIELD = {
  ...{ city: 1, country: 2, birthday: 3 },
  ...{ interests: 11, children: 12, car: 13, size: 14, wedding: 15 },
}

/** Topics of the eight, by name. */
export const TOPIC = { prices: 1, care: 2, nothing: 3 }

/** Saved segments of the eight, by name; the first is a fixed list. */
export const SEGMENT = { vip: 1, riga: 2, rigaVip: 3 }

/** Where Riga is. */
export const RIGA = { name: 'Riga', lat: 56.9496, lon: 24.1052 }

/** When the day of the evaluation ends in Moscow. */
const NIGHT = Date.UTC(2026, 10, 24, 21)

const riga = { leaf: 'field' as const, field: FIELD.city, test: { is: ['Riga', 'Рига'] } }
const EUR = { status: 'paid' as const, refunded: 0, currency: 'EUR' }

/**
 * Eight people. Ann clicks everything and buys, Bob blocked the bot, Cat stopped offers and got her money back, Dan is
 * on pause, stopped once before, and Telegram never answered for two of his messages, Eve reads but only robots click
 * for her, Finn is new, nothing ever reached Gus, whom no customer is linked to, and all that is known of Hana's doings
 * is dated after the evaluation.
 */
export const EIGHT: World = {
  people: [
    human(ann, 'ann', {
      ...{
        telegramLanguage: 'en-GB',
        premium: true,
        source: 'fb_spring',
        lastSource: 'tg_ads',
        subscribedAt: ago(400),
      },
      ...{ phone: '+37120000001', place: RIGA, username: 'Ann_Shop', timeZone: 'Europe/Riga' },
    }),
    human(bob, 'bob', {
      telegramLanguage: 'ru',
      source: 'fb_spring',
      unreachable: 'blocked',
      phone: '+37120000002',
      username: 'bobshop7',
      timeZone: 'Europe/Moscow',
    }),
    human(cat, 'cat', {
      ...{ chosenLanguage: 'ru', premium: true, unsubscribedAt: ago(30), lastSource: 'fb_spring' },
      place: { lat: 54.6872, lon: 25.2797 },
      timeZone: 'Asia/Calcutta',
    }),
    human(dan, 'dan', {
      lastName: 'O’Neil',
      telegramLanguage: null,
      subscribedAt: ago(60),
      pausedUntil: AT + DAY,
      ground: 'Договор 12',
      timeZone: 'Asia/Kolkata',
    }),
    human(eve, 'eve', {
      ...{
        lastName: 'Annová',
        telegramLanguage: 'pt-br',
        source: 'tg_ads',
        subscribedAt: ago(60) - 1,
        pausedUntil: AT,
      },
      place: { lat: 89.9, lon: 10 },
      timeZone: 'Etc/GMT-3',
    }),
    human(finn, 'finn', {
      ...{ telegramLanguage: 'de', source: 'FB_spring', subscribedAt: ago(7) },
      place: { lat: 10, lon: 179.9 },
    }),
    human(gus, 'gus', {
      ...{ telegramLanguage: 'EN', source: "x') or 1=1 --", subscribedAt: ago(7) - 1 },
      place: { lat: 10, lon: -179.9 },
    }),
    human(hana, 'hana', { lastName: 'КОРОЛЁВА*', telegramLanguage: 'uk', subscribedAt: AT + 1 }),
  ],
  offers: [
    { id: spring, name: 'Spring sale' },
    { id: boots, name: 'Autumn boots', promo: 'ЛЕТО Е' },
  ],
  codes: [
    { offer: spring, code: 'Spring', delivery: 12, at: ago(10) },
    { offer: spring, code: 'Лето', delivery: null, at: 0 },
    { offer: boots, code: 'B-7', delivery: 53, at: ago(5) },
    { offer: boots, code: 'B-8', delivery: 83, at: AT + 1 },
  ],
  broadcasts: [
    { id: 1, offer: spring, startedAt: ago(40) },
    { id: 2, offer: spring, startedAt: ago(10) },
    { id: 3, offer: boots, startedAt: ago(5) },
  ],
  deliveries: [
    { id: 11, broadcast: 1, person: 1, state: 'sent', at: ago(40) },
    { id: 12, broadcast: 2, person: 1, state: 'sent', at: ago(10) },
    { id: 13, broadcast: 3, person: 1, state: 'sent', at: ago(5), message: 1 },
    { id: 21, broadcast: 1, person: 2, state: 'sent', at: ago(40) },
    { id: 31, broadcast: 1, person: 3, state: 'sent', at: ago(40) },
    { id: 41, broadcast: 1, person: 4, state: 'sent', at: ago(40) },
    { id: 42, broadcast: 2, person: 4, state: 'uncertain', at: ago(10) },
    { id: 43, broadcast: 3, person: 4, state: 'uncertain', at: ago(5), message: 2 },
    { id: 51, broadcast: 1, person: 5, state: 'sent', at: ago(40) },
    { id: 53, broadcast: 3, person: 5, state: 'sent', at: ago(5), message: 2 },
    { id: 71, broadcast: 1, person: 7, state: 'failed', at: ago(40), reason: 'blocked' },
    { id: 72, broadcast: 2, person: 7, state: 'skipped', at: ago(10), reason: 'cap' },
    { id: 73, broadcast: 3, person: 7, state: 'queued', at: ago(5) },
    { id: 74, broadcast: 3, person: 7, state: 'sending', at: ago(5) },
    { id: 83, broadcast: 3, person: 8, state: 'sent', at: AT + 1 },
  ],
  reads: [
    { delivery: 11, evidence: 'press', at: ago(40) },
    { delivery: 12, evidence: 'click', at: ago(10) },
    { delivery: 31, evidence: 'activity', at: ago(39) },
    { delivery: 53, evidence: 'activity', at: ago(5) },
    { delivery: 53, evidence: 'reaction', at: ago(4) },
    { delivery: 83, evidence: 'press', at: AT + 1 },
  ],
  polls: [
    { delivery: 12, chosen: ['Riga'], at: ago(9) },
    { delivery: 21, chosen: [], at: 0 },
    { delivery: 42, chosen: [], at: 0 },
    { delivery: 13, chosen: ['36', '37'], right: true, at: ago(2) },
    { delivery: 53, chosen: ['38'], right: false, at: ago(4) },
    { delivery: 83, chosen: ['36'], right: true, at: AT + 1 },
  ],
  clicks: [
    { delivery: 11, link: 1, at: ago(40), verdict: 'human' },
    { delivery: 12, link: 1, at: ago(10), verdict: 'human' },
    { delivery: 12, link: 2, at: ago(9), verdict: 'human' },
    { delivery: 13, link: 1, at: ago(1), verdict: 'unsure' },
    { delivery: 53, link: 1, at: ago(5), verdict: 'machine' },
    { delivery: 83, link: 1, at: AT + 1, verdict: 'human' },
  ],
  replies: [
    { person: bob, at: ago(150), delivery: 21 },
    { person: hana, at: AT + 1 },
  ],
  answers: [
    { person: gus, question: 1, at: ago(200) },
    { person: dan, question: 1, at: null, askedAt: ago(40), skippedAt: ago(30) },
    { person: ann, question: 2, at: null, askedAt: ago(10), skippedAt: null },
    { person: bob, question: 2, at: ago(150), askedAt: ago(160), skippedAt: ago(155) },
    { person: hana, question: 1, at: AT + 1 },
  ],
  stops: [
    { person: cat, at: ago(30), delivery: 31, why: 'too_many' },
    { person: dan, at: ago(100) },
    { person: dan, at: ago(90), delivery: 41 },
    { person: hana, at: AT + 1, delivery: 83 },
  ],
  acts: [
    { person: ann, at: ago(4), kind: 'pause', delivery: 13 },
    { person: bob, at: ago(39), kind: 'block', delivery: 21 },
    { person: eve, at: ago(4), kind: 'pause', delivery: 53 },
    { person: eve, at: ago(4), kind: 'undo' },
  ],
  fields: [
    { id: FIELD.interests, label: 'Interests', type: 'many_of', options: ['Music', 'Travel', 'Sport'] },
    { id: FIELD.children, label: 'Children', type: 'number' },
    { id: FIELD.car, label: 'Has a car', type: 'yes_no' },
    { id: FIELD.size, label: 'Size', type: 'one_of', options: ['M', 'L', 'XL'] },
    { id: FIELD.wedding, label: 'Wedding', type: 'date' },
  ],
  values: [
    ...[ann, hana].map(person => ({ person, field: FIELD.city, shown: 'Riga' })),
    { person: bob, field: FIELD.city, shown: 'РИГА', from: 'imported', at: ago(30) },
    { person: cat, field: FIELD.city, shown: 'Vilnius', from: 'observed', at: ago(5) },
    { person: dan, field: FIELD.city, shown: 'São  Paulo', from: 'corrected', at: ago(30) - 1 },
    { person: eve, field: FIELD.city, shown: 'riga' },
    { person: finn, field: FIELD.city, shown: 'Королёв' },
    ...[ann, bob].map(person => ({ person, field: FIELD.country, shown: 'LV' })),
    { person: cat, field: FIELD.country, shown: 'LT' },
    { person: dan, field: FIELD.country, shown: 'BR' },
    { person: finn, field: FIELD.country, shown: 'RU' },
    { person: ann, field: FIELD.birthday, shown: '1990-11-24' },
    { person: bob, field: FIELD.birthday, shown: '1990-11-25' },
    { person: cat, field: FIELD.birthday, shown: '2000-02-29' },
    { person: dan, field: FIELD.birthday, shown: '1996-12-01' },
    { person: finn, field: FIELD.birthday, shown: '1960-11-23' },
    { person: hana, field: FIELD.birthday, shown: '2030-01-01' },
    { person: ann, field: FIELD.interests, shown: 'Music' },
    { person: ann, field: FIELD.interests, shown: 'Travel' },
    { person: bob, field: FIELD.interests, shown: 'Travel' },
    { person: cat, field: FIELD.interests, shown: 'Sport' },
    { person: ann, field: FIELD.children, shown: '0' },
    { person: bob, field: FIELD.children, shown: '2' },
    { person: cat, field: FIELD.children, shown: '3' },
    { person: dan, field: FIELD.children, shown: '2.5' },
    { person: ann, field: FIELD.car, shown: 'yes' },
    { person: bob, field: FIELD.car, shown: 'no' },
    { person: ann, field: FIELD.size, shown: 'L' },
    { person: cat, field: FIELD.size, shown: 'XL' },
    { person: ann, field: FIELD.wedding, shown: '2026-12-05' },
    { person: cat, field: FIELD.wedding, shown: '2026-11-24' },
    { person: dan, field: FIELD.wedding, shown: '2026-11-17' },
    { person: eve, field: FIELD.wedding, shown: '2026-11-16' },
  ],
  topics: [
    { id: TOPIC.prices, name: 'Prices', rung: 5 },
    { id: TOPIC.care, name: 'Care', rung: 2 },
    { id: TOPIC.nothing, name: 'Nothing', rung: 3 },
  ],
  linkTopics: [
    { offer: spring, link: 1, topic: TOPIC.prices },
    { offer: boots, link: 1, topic: TOPIC.prices },
    { offer: spring, link: 2, topic: TOPIC.care },
  ],
  places: [{ id: 1, ...RIGA }],
  customers: [
    ...[ann, bob, cat, dan, eve, finn, hana].map(person => ({ id: 100 + person, person })),
    { id: 200, person: null },
  ],
  orders: [
    {
      ...EUR,
      id: 1,
      customer: 101,
      at: ago(10),
      total: 10_000,
      promo: 'SPRING',
      discount: 2_000,
      lines: [{ product: 'Boots', category: 'Shoes', price: null }],
    },
    {
      ...{ ...EUR, id: 2, customer: 101, at: ago(40), total: 5_000, refunded: 1_000, discount: 500 },
      lines: [
        { product: 'Socks', category: 'Clothes', quantity: 3, price: 300 },
        { product: 'Boots', category: 'Shoes', price: 4_000 },
      ],
    },
    { ...EUR, id: 3, customer: 101, at: ago(5), status: 'cancelled', total: 99_999, discount: 9_000, lines: [] },
    {
      ...EUR,
      id: 4,
      customer: 102,
      at: ago(100),
      total: 20_000,
      promo: 'Лето ё',
      discount: 0,
      lines: [{ product: 'Шатёр', category: null }],
    },
    { ...EUR, id: 5, customer: 103, at: ago(20), total: 3_000, refunded: 3_000, lines: [] },
    {
      ...{ ...EUR, id: 6, customer: 104, at: ago(60), total: 4_000, currency: 'USD', discount: 300 },
      promo: 'spring',
      lines: [{ product: 'BOOTS', category: 'Shoes', sku: 'B-42' }],
    },
    {
      ...EUR,
      id: 7,
      customer: 104,
      at: ago(400),
      total: 1_000,
      lines: [{ product: 'socks', category: 'Clothes', quantity: 2, price: 600 }],
    },
    { ...EUR, id: 8, customer: 105, at: ago(30), total: 0, lines: [{ product: 'Sample', category: null }] },
    { ...EUR, id: 9, customer: 200, at: ago(3), total: 50_000, lines: [{ product: 'Boots', category: 'Shoes' }] },
    { ...EUR, id: 11, customer: 102, at: ago(2), status: 'pending', total: 500, promo: 'SPRING', lines: [] },
    { ...EUR, id: 12, customer: 105, at: ago(90), status: 'refunded', total: 700, refunded: 700, lines: [] },
    { ...EUR, id: 13, customer: 108, at: AT + 1, status: 'pending', total: 700, promo: 'SPRING', lines: [] },
    // Of today, of which the day only is known, and of tomorrow.
    { ...EUR, id: 14, customer: 103, at: NIGHT - 1, status: 'pending', total: 900, lines: [] },
    { ...EUR, id: 15, customer: 104, at: NIGHT + DAY - 1, status: 'pending', total: 900, lines: [] },
    { ...EUR, id: 10, customer: 108, at: AT + 1, total: 7_000, lines: [{ product: 'Boots', category: 'Shoes' }] },
  ],
  conversions: [
    { order: 1, delivery: 12, by: 'code' },
    { order: 2, delivery: 11, by: 'click' },
    { order: 4, delivery: 21, by: 'shared' },
    { order: 7, delivery: 41, by: 'click' },
    { order: 9, delivery: 53, by: 'code' },
    { order: 10, delivery: 83, by: 'click' },
  ],
  scores: [
    { customer: 101, r: 5, f: 2, m: 4, cell: 'potential' },
    { customer: 102, r: 2, f: 1, m: 5, cell: 'lost' },
    { customer: 105, r: 4, f: 1, m: 1, cell: 'promising' },
    { customer: 200, r: 5, f: 5, m: 5, cell: 'champions' },
  ],
  sources: [
    { id: 1, name: 'spring', channel: 'VK', aliases: ['fb_spring'] },
    { id: 2, name: 'tg_ads', channel: 'Радио', aliases: [] },
  ],
  changes: [
    { segment: SEGMENT.riga, person: ann, entered: true, at: ago(30) },
    { segment: SEGMENT.riga, person: bob, entered: true, at: ago(30) - 1 },
    { segment: SEGMENT.riga, person: bob, entered: false, at: ago(3) },
    { segment: SEGMENT.rigaVip, person: cat, entered: true, at: ago(1) },
    { segment: SEGMENT.riga, person: hana, entered: true, at: AT + 1 },
  ],
  moves: [
    { person: ann, from: null, to: 2, at: ago(60) },
    { person: ann, from: 2, to: 5, at: ago(30) },
    { person: bob, from: 4, to: 2, at: ago(30) - 1 },
    { person: cat, from: null, to: 1, at: ago(5) },
    { person: dan, from: 3, to: null, at: ago(5) },
    { person: hana, from: 1, to: 2, at: AT + 1 },
  ],
  rfmMoves: [
    { customer: 101, from: null, to: 'new', at: ago(60) },
    { customer: 101, from: 'new', to: 'champions', at: ago(40) },
    { customer: 101, from: 'champions', to: 'potential', at: ago(30) },
    { customer: 102, from: 'champions', to: 'at_risk', at: ago(50) },
    { customer: 102, from: 'at_risk', to: 'lost', at: ago(20) },
    { customer: 104, from: 'lost', to: null, at: ago(10) },
    { customer: 108, from: 'new', to: 'champions', at: AT + 1 },
    { customer: 200, from: 'loyal', to: 'champions', at: ago(3) },
  ],
  rungs: [
    { person: ann, rung: 5 },
    { person: bob, rung: 2 },
    { person: cat, rung: 1 },
    { person: dan, rung: 4 },
  ],
  interests: [
    { id: 1, name: 'Sales' },
    { id: 2, name: 'Новинки, не' },
  ],
  interestAnswers: [
    { person: ann, interest: 1, wants: false },
    { person: bob, interest: 1, wants: true },
    { person: cat, interest: 2, wants: false },
    { person: dan, interest: 1, wants: false },
    { person: dan, interest: 2, wants: false },
  ],
  wishes: [
    { person: ann, perWeek: 2, perMonth: null },
    { person: bob, perWeek: 1, perMonth: null },
    { person: cat, perWeek: 1, perMonth: 1 },
    { person: dan, perWeek: 1, perMonth: null },
  ],
  series: [
    { id: 1, name: 'Welcome' },
    { id: 2, name: 'Вторая, не первая' },
  ],
  enrolments: [
    { person: ann, series: 1, at: ago(5), endedAt: null, done: false },
    { person: ann, series: 2, at: ago(90), endedAt: ago(60), done: true },
    { person: bob, series: 1, at: ago(30), endedAt: ago(7), done: true },
    { person: cat, series: 1, at: ago(30) - 1, endedAt: ago(7), done: false },
    { person: dan, series: 2, at: ago(40), endedAt: null, done: false },
    { person: eve, series: 1, at: ago(60), endedAt: ago(50), done: false },
    { person: eve, series: 1, at: ago(20), endedAt: ago(10), done: true },
  ],
  eventNames: [
    {
      ...{ id: 1, name: 'Left cart' },
      properties: [
        { name: 'sum', type: 'number' },
        { name: 'Category', type: 'text' },
        { name: 'until', type: 'date' },
        { name: 'note', type: null },
      ],
    },
    { id: 2, name: 'Бонус, за 30 дней', properties: [] },
  ],
  events: [
    {
      ...{ person: ann, event: 1, at: ago(2) },
      properties: { sum: 129.9, category: ['Boots', 'Socks'], until: '2026-12-01', note: 'x' },
    },
    { person: ann, event: 1, at: ago(30), properties: { Sum: 50, category: 'Hats' } },
    {
      ...{ person: bob, event: 1, at: ago(7) },
      properties: { sum: '200', category: 'ЁЛКА', until: '2026-11-30T10:00:00Z' },
    },
    { person: cat, event: 1, at: ago(7) - 1 },
    { person: dan, event: 2, at: ago(1), properties: { points: 300 } },
    { person: hana, event: 1, at: AT + 1, properties: { sum: 500 } },
  ],
  segments: [
    { id: SEGMENT.vip, name: 'VIP', criterion: { leaf: 'listed', segment: SEGMENT.vip }, people: [ann, cat] },
    { id: SEGMENT.riga, name: 'Riga', criterion: riga },
    {
      ...{ id: SEGMENT.rigaVip, name: 'VIP of Riga' },
      criterion: {
        all: [
          { leaf: 'segment', segment: SEGMENT.vip },
          { leaf: 'segment', segment: SEGMENT.riga },
        ],
      },
    },
  ],
}
