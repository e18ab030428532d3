import { afterEach, describe, expect, test } from 'vitest'
import type { Criterion, Window } from '../../src/segments/criterion.js'
import { describeCriterion, findNames, type Names, titleOf } from '../../src/segments/describe.js'
import { openTemporary } from '../support/migrated.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { vocabularyOf } from './vocabulary.js'

const names: Names = {
  ...vocabularyOf({ offers: { 1: 'Spring sale', 2: '5" pizza, «new»' } }),
  link: (offer, number) => (offer === 1 && number === 1 ? 'Choose boots' : null),
}

const days = (n: number): Window => ({ in: n, unit: 'days' })
const subscribed = (window: Window): Criterion => ({ leaf: 'subscribed', window })
const recent = { window: days(60), offer: null }
const ever = { window: null, offer: null }
const once = { atLeast: 1 }
const spring = { window: days(30), offer: 1 }
const english: Criterion = { leaf: 'language', values: ['en'] }
const facebook: Criterion = { leaf: 'source', values: ['fb_spring'] }
const premium: Criterion = { leaf: 'premium', value: true }
const notSeen: Criterion = { leaf: 'seen', count: 'none', ...recent, grade: 'any' }
const received: Criterion = { leaf: 'received', count: { atLeast: 3 }, ...recent }

const cases: [Criterion, en: string, ru: string][] = [
  [{ leaf: 'everyone' }, 'everyone', 'все'],
  [{ not: { leaf: 'everyone' } }, 'nobody', 'никто'],
  [{ leaf: 'language', values: ['en', 'ru'] }, 'language: English, Russian', 'язык: английский, русский'],
  [{ not: english }, 'not language: English (or unknown)', 'не язык: английский (или неизвестно)'],
  [premium, 'premium: yes', 'премиум: да'],
  [{ not: premium }, 'premium: no', 'премиум: нет'],
  [facebook, 'source: fb_spring', 'источник: fb_spring'],
  [{ not: facebook }, 'not source: fb_spring (or unknown)', 'не источник: fb_spring (или неизвестно)'],
  [{ leaf: 'source', values: ['a, b', 'or', 'c'] }, 'source: "a, b", "or", c', 'источник: "a, b", "or", c'],
  [{ leaf: 'source', values: ['или'] }, 'source: "или"', 'источник: "или"'],

  [subscribed(days(7)), 'subscribed in 7 days', 'подписка за 7 дней'],
  [{ not: subscribed(days(7)) }, 'not subscribed in 7 days', 'не подписка за 7 дней'],
  [subscribed(days(1)), 'subscribed in 1 day', 'подписка за 1 день'],
  [subscribed(days(2)), 'subscribed in 2 days', 'подписка за 2 дня'],
  [subscribed(days(11)), 'subscribed in 11 days', 'подписка за 11 дней'],
  [subscribed(days(21)), 'subscribed in 21 days', 'подписка за 21 день'],
  [subscribed({ in: 1, unit: 'hours' }), 'subscribed in 1 hour', 'подписка за 1 час'],
  [subscribed({ in: 36, unit: 'hours' }), 'subscribed in 36 hours', 'подписка за 36 часов'],
  [subscribed({ in: 1, unit: 'weeks' }), 'subscribed in 1 week', 'подписка за 1 неделю'],
  [subscribed({ in: 3, unit: 'weeks' }), 'subscribed in 3 weeks', 'подписка за 3 недели'],
  [subscribed({ in: 5, unit: 'weeks' }), 'subscribed in 5 weeks', 'подписка за 5 недель'],
  [subscribed({ in: 6, unit: 'months' }), 'subscribed in 6 months', 'подписка за 6 месяцев'],
  [subscribed({ in: 1, unit: 'years' }), 'subscribed in 1 year', 'подписка за 1 год'],
  [subscribed({ in: 2, unit: 'years' }), 'subscribed in 2 years', 'подписка за 2 года'],
  [subscribed({ in: 5, unit: 'years' }), 'subscribed in 5 years', 'подписка за 5 лет'],
  [subscribed({ ago: 'over', n: 60, unit: 'days' }), 'subscribed over 60 days ago', 'подписка больше 60 дней назад'],
  [subscribed({ ago: 'under', n: 21, unit: 'days' }), 'subscribed under 21 days ago', 'подписка меньше 21 дня назад'],
  [subscribed({ ago: 'over', n: 2, unit: 'weeks' }), 'subscribed over 2 weeks ago', 'подписка больше 2 недель назад'],
  [
    subscribed({ older: { n: 1, unit: 'weeks' }, younger: { n: 21, unit: 'days' } }),
    'subscribed between 1 week and 21 days ago',
    'подписка от 1 недели до 21 дня назад',
  ],
  [subscribed({ ago: 'over', n: 1, unit: 'years' }), 'subscribed over 1 year ago', 'подписка больше 1 года назад'],
  [subscribed({ ago: 'over', n: 2, unit: 'years' }), 'subscribed over 2 years ago', 'подписка больше 2 лет назад'],
  [
    subscribed({ from: '2026-11-01', to: '2026-11-30' }),
    'subscribed from 2026-11-01 to 2026-11-30',
    'подписка от 01.11.2026 до 30.11.2026',
  ],
  [subscribed({ from: '2026-11-01', to: null }), 'subscribed from 2026-11-01', 'подписка от 01.11.2026'],
  [subscribed({ from: null, to: '2026-11-30' }), 'subscribed to 2026-11-30', 'подписка до 30.11.2026'],

  [received, 'received 3+ in 60 days', 'получено 3+ за 60 дней'],
  [{ leaf: 'received', count: once, ...ever }, 'received', 'получено'],
  [{ leaf: 'received', count: 'none', ...recent }, 'not received in 60 days', 'не получено за 60 дней'],
  [
    { leaf: 'received', count: { atMost: 2 }, ...recent },
    'received at most 2 in 60 days',
    'получено не больше 2 за 60 дней',
  ],
  [{ leaf: 'received', count: { atMost: 0 }, ...ever }, 'not received', 'не получено'],
  [
    { leaf: 'received', count: { atLeast: 2 }, ...spring },
    'received "Spring sale" 2+ in 30 days',
    'получено "Spring sale" 2+ за 30 дней',
  ],
  [notSeen, 'not seen in 60 days', 'не видел за 60 дней'],
  [{ leaf: 'seen', count: once, ...recent, grade: 'any' }, 'seen in 60 days', 'видел за 60 дней'],
  [
    { leaf: 'seen', count: { atLeast: 2 }, ...recent, grade: 'certain' },
    'seen for certain 2+ in 60 days',
    'видел точно 2+ за 60 дней',
  ],
  [
    { leaf: 'seen', count: 'none', ...spring, grade: 'certain' },
    'not seen for certain "Spring sale" in 30 days',
    'не видел точно "Spring sale" за 30 дней',
  ],
  [
    { leaf: 'clicked', count: once, ...spring, link: null },
    'clicked "Spring sale" in 30 days',
    'есть клик "Spring sale" за 30 дней',
  ],
  [{ leaf: 'clicked', count: 'none', ...recent, link: null }, 'no clicks in 60 days', 'нет кликов за 60 дней'],
  [
    { leaf: 'clicked', count: 'none', ...spring, link: null },
    'no clicks on "Spring sale" in 30 days',
    'нет кликов "Spring sale" за 30 дней',
  ],
  [{ leaf: 'clicked', count: { atLeast: 3 }, ...ever, link: null }, 'clicked 3+', 'клики 3+'],
  [
    { leaf: 'clicked', count: once, ...spring, link: 1 },
    'clicked "Spring sale" link 1 "Choose boots" in 30 days',
    'есть клик "Spring sale" ссылка 1 "Choose boots" за 30 дней',
  ],
  [
    { leaf: 'clicked', count: once, window: null, offer: 1, link: 2 },
    'clicked "Spring sale" link 2 ""',
    'есть клик "Spring sale" ссылка 2 ""',
  ],
  [
    { leaf: 'clicked', count: once, window: null, offer: 2, link: null },
    'clicked "5"" pizza, «new»"',
    'есть клик "5"" pizza, «new»"',
  ],
  [{ leaf: 'received', count: once, window: null, offer: 99 }, 'received #99', 'получено #99'],

  // Not, turned round.
  [{ not: notSeen }, 'seen in 60 days', 'видел за 60 дней'],
  [{ not: received }, 'received at most 2 in 60 days', 'получено не больше 2 за 60 дней'],
  [{ not: { leaf: 'received', count: { atMost: 2 }, ...recent } }, 'received 3+ in 60 days', 'получено 3+ за 60 дней'],
  [
    { not: { not: { all: [{ not: english }] } } },
    'not language: English (or unknown)',
    'не язык: английский (или неизвестно)',
  ],

  // Groups.
  [
    { all: [received, notSeen] },
    'received 3+ in 60 days and not seen in 60 days',
    'получено 3+ за 60 дней и не видел за 60 дней',
  ],
  [
    { all: [subscribed(days(7)), facebook] },
    'subscribed in 7 days and source: fb_spring',
    'подписка за 7 дней и источник: fb_spring',
  ],
  [{ any: [english, premium] }, 'language: English or premium: yes', 'язык: английский или премиум: да'],
  [{ all: [{ any: [english] }] }, 'language: English', 'язык: английский'],
  [
    { all: [english, premium, facebook, notSeen] },
    'All of:\n• language: English\n• premium: yes\n• source: fb_spring\n• not seen in 60 days',
    'Все из:\n• язык: английский\n• премиум: да\n• источник: fb_spring\n• не видел за 60 дней',
  ],
  [
    { not: { any: [english, premium] } },
    'None of:\n• language: English\n• premium: yes',
    'Ни одно из:\n• язык: английский\n• премиум: да',
  ],
  [
    { not: { all: [english, premium] } },
    'Not all of:\n• language: English\n• premium: yes',
    'Не все из:\n• язык: английский\n• премиум: да',
  ],
  [
    {
      any: [
        { all: [english, premium] },
        { not: { any: [facebook, { all: [notSeen, { any: [received, premium, english, facebook] }] }] } },
      ],
    },
    [
      'Any of:',
      '• language: English and premium: yes',
      '• None of:',
      '  • source: fb_spring',
      '  • All of:',
      '    • not seen in 60 days',
      '    • Any of:',
      '      • received 3+ in 60 days',
      '      • premium: yes',
      '      • language: English',
      '      • source: fb_spring',
    ].join('\n'),
    [
      'Любое из:',
      '• язык: английский и премиум: да',
      '• Ни одно из:',
      '  • источник: fb_spring',
      '  • Все из:',
      '    • не видел за 60 дней',
      '    • Любое из:',
      '      • получено 3+ за 60 дней',
      '      • премиум: да',
      '      • язык: английский',
      '      • источник: fb_spring',
    ].join('\n'),
  ],
]

describe('criteria in words', () => {
  test.each(cases)('%j', (criterion, en, ru) => {
    expect(describeCriterion(criterion, 'en', names)).toBe(en)
    expect(describeCriterion(criterion, 'ru', names)).toBe(ru)
  })
})

describe('a title', () => {
  const instagram: Criterion = { leaf: 'source', values: ['Instagram'] }
  const riga: Criterion = { leaf: 'field', field: 1, test: { is: ['Riga'] } }
  const champions: Criterion = { leaf: 'rfm', cells: ['champions', 'loyal'] }
  const titles: [Criterion, en: string, ru: string][] = [
    [{ all: [instagram, { not: premium }] }, 'Instagram, not premium', 'Instagram, не премиум'],
    [{ all: [{ all: [instagram] }, { not: { any: [premium] } }] }, 'Instagram, not premium', 'Instagram, не премиум'],
    [{ all: [premium, { not: instagram }] }, 'premium, not Instagram', 'премиум, не Instagram'],
    [{ all: [{ leaf: 'source', values: ['vk', 'fb'] }, premium] }, 'vk or fb, premium', 'vk или fb, премиум'],
    [{ all: [{ leaf: 'source', values: ['vk'], last: true }, premium] }, 'last source: vk, premium', ''],
    [instagram, 'source: Instagram', 'источник: Instagram'],
    [{ any: [riga, premium] }, 'Riga or premium', 'Рига или премиум'],
    [
      { all: [{ any: [riga, premium] }, english] },
      '(Riga or premium), language: English',
      '(Рига или премиум), язык: английский',
    ],
    [{ not: { any: [riga, premium] } }, 'not (Riga or premium)', 'не (Рига или премиум)'],
    [{ all: [champions, premium] }, 'Champions or Loyal, premium', 'Чемпионы или Лояльные, премиум'],
    [{ all: [champions, riga, received, premium] }, 'Champions or Loyal, Riga, received 3+ in 60 days, premium', ''],
    [{ all: [{ leaf: 'field', field: 1, test: { known: true } }, premium] }, 'city known, premium', ''],
  ]

  test.each(titles)('of %j is one line that a person would choose', (criterion, en, ru) => {
    expect(titleOf(criterion, 'en', names)).toBe(en)
    if (ru !== '') expect(titleOf(criterion, 'ru', names)).toBe(ru)
  })
})

describe('names in the database', () => {
  let close: (() => Promise<void>) | undefined
  afterEach(() => close?.())

  test('an offer by its name, a link by its label or else its address', async () => {
    const opened = await openTemporary()
    close = opened.close
    fill(opened.db, EIGHT)
    opened.db.sql("insert into variants (id, offer_id, position, content) values (9, 1, 0, '{}')").run()
    opened.db
      .sql(
        "insert into links (variant_id, number, url, label) values (9, 1, 'https://shop.example/', 'Choose'), (9, 2, 'https://x.example/', '')",
      )
      .run()
    const names = findNames(opened.db)
    expect([names.offers.name(1), names.offers.name(77)]).toEqual(['Spring sale', null])
    expect([names.link(1, 1), names.link(1, 2), names.link(1, 3), names.link(2, 1)]).toEqual([
      'Choose',
      'https://x.example/',
      null,
      null,
    ])
  })
})
