import type { Criterion } from '../../src/segments/criterion.js'
import {
  clicked,
  days,
  field,
  language,
  ONCE,
  ordered,
  premium,
  type Row,
  received,
  seen,
  source,
  spent,
  subscribed,
} from './cases/conditions.js'
import { DOINGS } from './cases/doings.js'
import { ORDERS } from './cases/orders.js'
import { PEOPLE } from './cases/people.js'
import { FIELD } from './eight.js'

/** Conditions side by side and in one another. */
const GROUPS: Row[] = [
  ['all of', { all: [received(ONCE), seen('none'), language('ru')] }, 'bob'],
  ['any of', { any: [premium(true), subscribed(days(7)), source('tg_ads')] }, 'ann cat eve finn'],
  ['received 3+ and no clicks', { all: [received({ atLeast: 3 }, days(60)), clicked('none', days(60))] }, 'dan'],
  ['none of', { not: { any: [premium(true), received(ONCE), language('en')] } }, 'finn hana'],
  ['not all of', { not: { all: [received(ONCE), seen(ONCE)] } }, 'bob dan finn gus hana'],
  [
    'nested',
    { all: [{ any: [language('en'), language('ru')] }, { not: { all: [premium(true), source('fb_spring')] } }] },
    'bob cat gus',
  ],
  [
    'city and no order',
    { all: [field(FIELD.city, { is: ['Riga', 'Рига'] }), ordered('none', { window: days(30) })] },
    'bob hana',
  ],
  ['spent or premium', { any: [spent({ over: 15_000 }), premium(true)] }, 'ann bob cat'],
]

/** Every condition with every operator and with nothing known, over the eight of eight.ts at AT in Moscow. */
export const CASES: { name: string; criterion: Criterion; people: string[] }[] = [
  ...[...PEOPLE, ...DOINGS, ...ORDERS, ...GROUPS].map(([name, criterion, people]) => ({
    ...{ name, criterion },
    people: people === '' ? [] : people.split(' '),
  })),
]
