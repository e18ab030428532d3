import type { Criterion } from '../../src/segments/criterion.js'
import {
  clicked,
  days,
  field,
  language,
  ONCE,
  ordered,
  premium,
  received,
  seen,
  source,
  spent,
  subscribed,
} from './cases/conditions.js'
import type { Row } from './cases/kind.js'
import { FIELD } from './eight.js'
import { kindCases } from './kinds.js'

/** Conditions side by side and in one another. */
const GROUPS: Row[] = [
  [
    'all of',
    { all: [received(ONCE), seen('none'), language('ru')] },
    'bob',
    'received and not seen and language: Russian',
    'получено и не видел и язык: русский',
  ],
  [
    'any of',
    { any: [premium(true), subscribed(days(7)), source('tg_ads')] },
    'ann cat eve finn',
    'premium: yes or subscribed in 7 days or source: tg_ads',
    'премиум: да или подписка за 7 дней или источник: tg_ads',
  ],
  [
    'received 3+ and no clicks',
    { all: [received({ atLeast: 3 }, days(60)), clicked('none', days(60))] },
    'dan',
    'received 3+ in 60 days and no clicks in 60 days',
    'получено 3+ за 60 дней и нет кликов за 60 дней',
  ],
  [
    'none of',
    { not: { any: [premium(true), received(ONCE), language('en')] } },
    'finn hana',
    'None of:\n• premium: yes\n• received\n• language: English',
    'Ни одно из:\n• премиум: да\n• получено\n• язык: английский',
  ],
  [
    'not all of',
    { not: { all: [received(ONCE), seen(ONCE)] } },
    'bob dan finn gus hana',
    'Not all of:\n• received\n• seen',
    'Не все из:\n• получено\n• видел',
  ],
  [
    'nested',
    { all: [{ any: [language('en'), language('ru')] }, { not: { all: [premium(true), source('fb_spring')] } }] },
    'bob cat gus',
    'All of:\n• language: English or language: Russian\n• Not all of:\n  • premium: yes\n  • source: fb_spring',
    'Все из:\n• язык: английский или язык: русский\n• Не все из:\n  • премиум: да\n  • источник: fb_spring',
  ],
  [
    'city and no order',
    { all: [field(FIELD.city, { is: ['Riga', 'Рига'] }), ordered('none', { window: days(30) })] },
    'bob hana',
    'city: exactly Riga, Рига and no orders in 30 days',
    'город: ровно Riga, Рига и нет заказов за 30 дней',
  ],
  [
    'spent or premium',
    { any: [spent({ over: 15_000 }), premium(true)] },
    'ann bob cat',
    'spent over 150 EUR or premium: yes',
    'потрачено больше 150 EUR или премиум: да',
  ],
]

/** A criterion, whom of the eight of eight.ts it holds (at AT in Moscow), and how it is said. */
export type Case = { name: string; criterion: Criterion; people: string[]; en: string; ru: string }

/** Every condition with every operator and with nothing known, then groups of them. */
export const CASES: Case[] = [...kindCases.flatMap(({ table }) => table), ...GROUPS].map(
  ([name, criterion, people, en, ru]) => ({
    ...{ name, criterion, en, ru },
    people: people === '' ? [] : people.split(' '),
  }),
)
