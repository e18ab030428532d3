import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { countPeople, samplePeople } from '../../src/segments/audience.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { type Count, type Criterion, parseCriterion, type Window } from '../../src/segments/criterion.js'
import { AT, CONTEXT, EIGHT, fill, openTemporary } from './fixture.js'

const NOBODY = ''
const EVERYONE = 'ann bob cat dan eve finn gus hana'
const ONCE: Count = { atLeast: 1 }
const days = (n: number): Window => ({ in: n, unit: 'days' })
const over = (n: number): Window => ({ ago: 'over', n, unit: 'days' })
const under = (n: number): Window => ({ ago: 'under', n, unit: 'days' })

const language = (...values: string[]): Criterion => ({ leaf: 'language', values })
const source = (...values: string[]): Criterion => ({ leaf: 'source', values })
const premium = (value: boolean): Criterion => ({ leaf: 'premium', value })
const subscribed = (window: Window): Criterion => ({ leaf: 'subscribed', window })
const received = (count: Count, window: Window | null = null, offer: number | null = null): Criterion => ({
  leaf: 'received',
  count,
  window,
  offer,
})
const seen = (
  count: Count,
  window: Window | null = null,
  offer: number | null = null,
  grade: 'any' | 'certain' = 'any',
): Criterion => ({ leaf: 'seen', count, window, offer, grade })
const clicked = (
  count: Count,
  window: Window | null = null,
  offer: number | null = null,
  link: number | null = null,
): Criterion => ({ leaf: 'clicked', count, window, offer, link })

const cases: [name: string, criterion: Criterion, people: string][] = [
  ['everyone', { leaf: 'everyone' }, EVERYONE],
  ['nobody', { not: { leaf: 'everyone' } }, NOBODY],

  ['language en, whatever the case or region', language('en'), 'ann gus'],
  ['the chosen language wins over Telegram’s', language('ru'), 'bob cat'],
  ['several languages', language('pt', 'de', 'xx'), 'eve finn'],
  ['not a language holds who has none', { not: language('en', 'ru', 'de') }, 'dan eve hana'],

  ['premium', premium(true), 'ann cat'],
  ['not premium', premium(false), 'bob dan eve finn gus hana'],
  ['not not premium', { not: premium(false) }, 'ann cat'],

  ['a source, exactly as it was', source('fb_spring'), 'ann bob'],
  ['several sources', source('fb_spring', 'tg_ads'), 'ann bob eve'],
  ['not a source holds who has none', { not: source('fb_spring', 'tg_ads') }, 'cat dan finn gus hana'],
  ['SQL in a source is only text', source("x') or 1=1 --"), 'gus'],
  ['SQL in a source that nobody has', source("') or 1=1 --", '"; drop table clicks; --', '\u0000', '\ud800'), NOBODY],

  ['subscribed in 7 days, the edge included', subscribed(days(7)), 'finn'],
  ['subscribed in 8 days', subscribed(days(8)), 'finn gus'],
  ['subscribed in 168 hours', subscribed({ in: 168, unit: 'hours' }), 'finn'],
  ['subscribed in 1 week', subscribed({ in: 1, unit: 'weeks' }), 'finn'],
  ['subscribed in 2 months', subscribed({ in: 2, unit: 'months' }), 'dan eve finn gus'],
  ['subscribed in 1 year', subscribed({ in: 1, unit: 'years' }), 'bob cat dan eve finn gus'],
  ['subscribed over 60 days ago', subscribed(over(60)), 'ann bob cat eve'],
  ['subscribed under 60 days ago', subscribed(under(60)), 'dan finn gus'],
  ['not subscribed over 60 days ago', { not: subscribed(over(60)) }, 'dan finn gus hana'],
  ['subscribed on named days', subscribed({ from: '2026-11-17', to: '2026-11-17' }), 'finn gus'],
  ['subscribed from a day', subscribed({ from: '2026-11-18', to: null }), NOBODY],
  ['subscribed to a day', subscribed({ from: null, to: '2026-05-08' }), 'ann bob cat'],
  ['subscribed to a day, a day too early', subscribed({ from: null, to: '2026-05-07' }), 'ann'],

  ['received: no answer from Telegram counts', received(ONCE), 'ann bob cat dan eve'],
  ['not received', received('none'), 'finn gus hana'],
  ['received 3+', received({ atLeast: 3 }), 'ann dan'],
  ['received 3+, 2 of them without an answer', received({ atLeast: 3 }, days(40)), 'ann dan'],
  ['received 2+ in 10 days', received({ atLeast: 2 }, days(10)), 'ann dan'],
  ['received in 10 days', received(ONCE, days(10)), 'ann dan eve'],
  ['received in 4 days', received(ONCE, days(4)), NOBODY],
  ['received over 20 days ago', received(ONCE, over(20)), 'ann bob cat dan eve'],
  ['received at most 1', received({ atMost: 1 }), 'bob cat finn gus hana'],
  ['received at most 0', received({ atMost: 0 }), 'finn gus hana'],
  ['received at most 1 in 10 days', received({ atMost: 1 }, days(10)), 'bob cat eve finn gus hana'],
  ['received this offer', received(ONCE, null, 2), 'ann dan eve'],
  ['not received this offer', received('none', null, 2), 'bob cat finn gus hana'],
  ['received this offer twice', received({ atLeast: 2 }, null, 1), 'ann dan'],
  ['received this offer in 20 days', received(ONCE, days(20), 1), 'ann dan'],
  ['received this offer at most once', received({ atMost: 1 }, null, 1), 'bob cat eve finn gus hana'],

  ['seen', seen(ONCE), 'ann cat eve'],
  ['not seen', seen('none'), 'bob dan finn gus hana'],
  ['seen for certain', seen(ONCE, null, null, 'certain'), 'ann eve'],
  ['not seen for certain', seen('none', null, null, 'certain'), 'bob cat dan finn gus hana'],
  ['seen 2+: two signs of one message are one', seen({ atLeast: 2 }), 'ann'],
  ['seen for certain 2+', seen({ atLeast: 2 }, null, null, 'certain'), 'ann'],
  ['seen 2+ in 20 days', seen({ atLeast: 2 }, days(20)), NOBODY],
  ['not seen in 20 days', seen('none', days(20)), 'bob cat dan finn gus hana'],
  ['seen for certain in 4 days', seen(ONCE, days(4), null, 'certain'), 'eve'],
  ['seen this offer', seen(ONCE, null, 1), 'ann cat'],
  ['seen this offer for certain', seen(ONCE, null, 1, 'certain'), 'ann'],
  ['seen this offer 2+', seen({ atLeast: 2 }, null, 1), 'ann'],
  ['seen that offer 2+', seen({ atLeast: 2 }, null, 2), NOBODY],
  ['not seen this offer in 20 days', seen('none', days(20), 1), 'bob cat dan eve finn gus hana'],

  ['clicked: people only', clicked(ONCE), 'ann'],
  ['no clicks', clicked('none'), 'bob cat dan eve finn gus hana'],
  ['clicked 3+', clicked({ atLeast: 3 }), 'ann'],
  ['clicked 4+', clicked({ atLeast: 4 }), NOBODY],
  ['clicked in 9 days', clicked(ONCE, days(9)), 'ann'],
  ['clicked in 8 days', clicked(ONCE, days(8)), NOBODY],
  ['clicked this offer', clicked(ONCE, null, 1), 'ann'],
  ['clicked that offer', clicked(ONCE, null, 2), NOBODY],
  ['clicked this link', clicked(ONCE, null, 1, 2), 'ann'],
  ['clicked this link twice', clicked({ atLeast: 2 }, null, 1, 1), 'ann'],
  ['clicked this link twice in 20 days', clicked({ atLeast: 2 }, days(20), 1, 1), NOBODY],
  ['no clicks on this link', clicked('none', null, 1, 2), 'bob cat dan eve finn gus hana'],

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
]

describe('criteria over eight people', () => {
  let db: Db
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openTemporary()
    db = opened.db
    close = opened.close
    fill(db, EIGHT)
  })
  afterAll(() => close())

  test.each(cases)('%s', (_name, criterion, people) => {
    const parsed = parseCriterion(criterion)
    const { text, params } = compileCriterion(parsed, CONTEXT)
    const rows = db
      .sql<{ name: string }>(`select s.first_name as name from subscribers s where ${text} order by s.id`)
      .all(...params)
    expect(rows.map(row => row.name).join(' ')).toBe(people)
    const values = db.sql<{ value: number }>(`select (${text}) as value from subscribers s`).all(...params)
    expect(values.map(row => row.value).filter(value => value !== 0 && value !== 1)).toEqual([])
  })

  test('the count is the length of the list, and the sample is of it', async () => {
    for (const [name, criterion, people] of cases) {
      const expected = people === '' ? [] : people.split(' ')
      const { people: n, reachable } = await countPeople(db, criterion, CONTEXT)
      const sample = await samplePeople(db, criterion, CONTEXT, 100)
      expect(n, name).toBe(expected.length)
      expect(sample.map(person => person.firstName).sort(), name).toEqual(expected)
      expect(reachable, name).toBe(expected.filter(who => !['bob', 'cat', 'dan'].includes(who)).length)
    }
  })

  test('a sample is the same draw every time, in the order of the dice', async () => {
    const five = await samplePeople(db, { leaf: 'everyone' }, CONTEXT, 5)
    expect(five.map(person => person.id)).toEqual([1, 2, 3, 4, 5])
    expect(await samplePeople(db, { leaf: 'everyone' }, CONTEXT, 5)).toEqual(five)
    expect(five[0]).toEqual({ id: 1, firstName: 'ann', lastName: null, username: null })
  })

  test('values never become text of the statement', () => {
    const nasty = "'; drop table subscribers; --"
    const { text, params } = compileCriterion({ any: [source(nasty), { not: source(nasty) }] }, CONTEXT)
    expect(text).not.toContain('drop')
    expect(params).toHaveLength(2)
  })

  test('the largest criterion allowed still runs', () => {
    const wide: Criterion = { any: Array.from({ length: 100 }, () => received({ atLeast: 2 }, days(60))) }
    let deep: Criterion = clicked('none', days(3))
    for (let i = 0; i < 18; i++) deep = i % 2 === 0 ? { not: deep } : { all: [deep, seen(ONCE)] }
    const { text, params } = compileCriterion(parseCriterion({ all: [wide, deep] }), CONTEXT)
    expect(() => db.sql(`select 1 from subscribers s where ${text}`).all(...params)).not.toThrow()
  })

  test('a moment later, what was dated then is there', () => {
    const { text, params } = compileCriterion(clicked(ONCE), { at: AT + 1, zone: 'UTC' })
    const names = db.sql<{ name: string }>(`select first_name as name from subscribers s where ${text}`).all(...params)
    expect(names.map(row => row.name)).toEqual(['ann', 'hana'])
  })

  test('a message that was taken back was not received, as far as its offer is asked for', () => {
    const taken = EIGHT.deliveries.map(d => (d.id === 11 || d.id === 12 ? { ...d, takenBackAt: AT } : d))
    fill(db, { ...EIGHT, deliveries: taken })
    const names = (criterion: Criterion, at: number) => {
      const { text, params } = compileCriterion(criterion, { at, zone: 'UTC' })
      return db
        .sql<{ name: string }>(`select s.first_name as name from subscribers s where ${text} order by s.id`)
        .all(...params)
        .map(row => row.name)
        .join(' ')
    }
    expect(names(received(ONCE, null, 1), AT)).toBe('bob cat dan eve')
    expect(names(received(ONCE, null, 1), AT - 1), 'a moment before, they still had it').toBe('ann bob cat dan eve')
    expect(names(received('none', null, 1), AT)).toBe('ann finn gus hana')
    expect(names(received(ONCE), AT), 'as a message it was there').toBe('ann bob cat dan eve')
    fill(db, EIGHT)
  })
})
