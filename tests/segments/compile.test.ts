import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { planSql } from '../../src/delivery/plan.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { type Criterion, parseCriterion } from '../../src/segments/criterion.js'
import { countPeople, samplePeople } from '../../src/segments/people/audience.js'
import { listPeople } from '../../src/segments/people.js'
import { noRules } from '../support/gates.js'
import { openTemporary } from '../support/migrated.js'
import { clicked, days, ONCE, received, seen, source } from './cases/conditions.js'
import { CASES } from './cases.js'
import { EIGHT } from './eight.js'
import { byId, fill } from './fill.js'
import { AT, CONTEXT } from './fixture.js'

const QUESTION = { at: AT, marketing: true, notLaterThan: null, rules: noRules }

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

  /** Names of the people of a criterion, and what its test is worth for everybody. */
  const ask = (criterion: Criterion, context = CONTEXT) => {
    const { text, params } = compileCriterion(expandCriterion(db, parseCriterion(criterion)), context)
    const rows = db
      .sql<{ name: string }>(`select s.first_name as name from subscribers s where ${text} order by s.id`)
      .all(...params)
    const values = db.sql<{ value: unknown }>(`select (${text}) as value from subscribers s`).all(...params)
    return { names: rows.map(row => row.name), values: values.map(row => row.value) }
  }

  test.each(CASES)('$name', ({ criterion, people }) => {
    const { names, values } = ask(criterion)
    expect(names).toEqual(people)
    expect(values.filter(value => value === 1)).toHaveLength(people.length)
    expect(values.filter(value => value !== 0 && value !== 1)).toEqual([])
  })

  test('the count, the list and the planned audience are one', async () => {
    for (const { name, criterion, people } of CASES) {
      const { people: n, reachable } = await countPeople(db, criterion, CONTEXT)
      const sample = await samplePeople(db, criterion, CONTEXT, 100)
      const part = { variantId: 1, segmentId: null, name: null, criterion: expandCriterion(db, criterion) }
      const plan = planSql({ parts: [part], leftOut: [] }, CONTEXT, QUESTION)
      const planned = db.sql<{ person: number }>(`${plan.text} order by person`).all(...plan.params)
      expect(n, name).toBe(people.length)
      expect(sample.map(person => person.firstName).sort(), name).toEqual(people)
      expect(
        planned.map(({ person }) => byId(EIGHT.people, person).name),
        name,
      ).toEqual(people)
      expect(reachable, name).toBe(people.filter(who => !['bob', 'cat', 'dan'].includes(who)).length)
    }
  })

  test('a sample is the same draw every time, in the order of the dice', async () => {
    const pages = await Promise.all(
      [0, 3, 6, 9].map(offset => listPeople(db, { leaf: 'everyone' }, CONTEXT, { offset, limit: 3 })),
    )
    expect(pages.map(({ people }) => people.map(({ id }) => id))).toEqual([[8, 7, 6], [5, 4, 3], [2, 1], []])
    expect(pages.map(({ more }) => more)).toEqual([true, true, false, false])
    const five = await samplePeople(db, { leaf: 'everyone' }, CONTEXT, 5)
    expect(five.map(person => person.id)).toEqual([1, 2, 3, 4, 5])
    expect(await samplePeople(db, { leaf: 'everyone' }, CONTEXT, 5)).toEqual(five)
    expect(five[0]).toEqual({ id: 1, firstName: 'ann', lastName: null, username: 'Ann_Shop' })
  })

  test('values never become text of the statement', () => {
    const nasty = "'; drop table subscribers; --"
    const { text, params } = compileCriterion(
      expandCriterion(db, { any: [source(nasty), { not: source(`${nasty} ${nasty}`) }] }),
      CONTEXT,
    )
    expect(text).not.toContain('drop')
    // Each source as it is written, and as the payloads that mean it are folded.
    expect(params).toHaveLength(4)
  })

  test('the largest criterion allowed still runs', () => {
    const wide: Criterion = { any: Array.from({ length: 100 }, () => received({ atLeast: 2 }, days(60))) }
    let deep: Criterion = clicked('none', days(3))
    for (let i = 0; i < 18; i++) deep = i % 2 === 0 ? { not: deep } : { all: [deep, seen(ONCE)] }
    const { text, params } = compileCriterion(expandCriterion(db, parseCriterion({ all: [wide, deep] })), CONTEXT)
    expect(() => db.sql(`select 1 from subscribers s where ${text}`).all(...params)).not.toThrow()
  })

  test('what stands in it several times is worked out once', () => {
    let criterion: Criterion = received({ atLeast: 2 }, days(60))
    for (let depth = 0; depth < 8; depth++) {
      const more = [clicked(ONCE), seen(ONCE)][depth % 2] ?? clicked(ONCE)
      criterion = { any: [{ all: [criterion, more] }, { all: [{ not: criterion }, source('site')] }] }
    }
    const { text, params } = compileCriterion(expandCriterion(db, criterion), CONTEXT)
    const looks = (table: string) => text.split(`from ${table} e indexed by`).length - 1
    expect([looks('clicks'), looks('reads')]).toEqual([1, 1])
    const plan = db.sql<{ detail: string }>(`explain query plan select 1 from subscribers s where ${text}`)
    expect(plan.all(...params).filter(({ detail }) => /^SCAN e USING .*clicks_subscriber/.test(detail))).toHaveLength(1)
  })

  test('a moment later, what was dated then is there', () => {
    expect(ask(clicked(ONCE), { at: AT + 1, zone: 'UTC' }).names).toEqual(['ann', 'hana'])
  })

  test('a message that was taken back was not received, as far as its offer is asked for', () => {
    const taken = EIGHT.deliveries.map(d => (d.id === 11 || d.id === 12 ? { ...d, takenBackAt: AT } : d))
    fill(db, { ...EIGHT, deliveries: taken })
    const names = (criterion: Criterion, at: number) => ask(criterion, { at, zone: 'UTC' }).names.join(' ')
    expect(names(received(ONCE, null, 1), AT)).toBe('bob cat dan eve')
    expect(names(received(ONCE, null, 1), AT - 1), 'a moment before, they still had it').toBe('ann bob cat dan eve')
    expect(names(received('none', null, 1), AT)).toBe('ann finn gus hana')
    expect(names(received(ONCE), AT), 'as a message it was there').toBe('ann bob cat dan eve')
    fill(db, EIGHT)
  })
})
