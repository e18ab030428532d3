import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { type Criterion, EXPANDED, isPlain, LIMITS, plainCriterionSchema } from '../../src/segments/criterion.js'
import { createList } from '../../src/segments/list.js'
import { onlyLinked, together } from '../../src/segments/notes.js'
import { countPeople } from '../../src/segments/people/audience.js'
import { checkUnused, type Named } from '../../src/segments/reference.js'
import { changeSegment, createSegment, deleteSegment, getSegment } from '../../src/segments/segment.js'
import { openTemporary } from '../support/migrated.js'
import { clicked, clickedTopic, field, near, ONCE, premium, received } from './cases/conditions.js'
import { EIGHT, FIELD, SEGMENT, TOPIC } from './eight.js'
import { fill } from './fill.js'
import { AT } from './fixture.js'

let db: Db
let close: () => Promise<void>

beforeEach(async () => {
  const opened = await openTemporary()
  db = opened.db
  close = opened.close
  fill(db, EIGHT)
})
afterEach(() => close())

const inSegment = (segment: number): Criterion => ({ leaf: 'segment', segment })
const create = (name: string, criterion: Criterion) => createSegment(db, { name, criterion, createdBy: 1 }, AT).id
const coded = (code: string, details?: object) =>
  expect.objectContaining(details === undefined ? { code } : { code, details })

describe('segments in segments', () => {
  test('are replaced by their rules, lists by being listed', () => {
    const plain = expandCriterion(db, { any: [premium(true), { not: inSegment(SEGMENT.rigaVip) }] })
    expect(plain).toEqual({
      any: [
        premium(true),
        { not: { all: [{ leaf: 'listed', segment: SEGMENT.vip }, getSegment(db, SEGMENT.riga).criterion] } },
      ],
    })
    expect(isPlain(plain)).toBe(true)
    expect(plainCriterionSchema.parse(plain)).toEqual(plain)
    expect(plainCriterionSchema.safeParse(inSegment(SEGMENT.riga)).success).toBe(false)
  })

  test('one that is gone is said to be unknown', () => {
    expect(() => expandCriterion(db, inSegment(99))).toThrow(coded('criterion_unknown_reference', { segment: 99 }))
    expect(() => create('x', inSegment(99))).toThrow(coded('criterion_unknown_reference', { segment: 99 }))
    db.sql('update segments set deleted_at = 1 where id = ?').run(SEGMENT.riga)
    expect(() => expandCriterion(db, inSegment(SEGMENT.rigaVip))).toThrow(coded('criterion_unknown_reference'))
  })

  test('one that would contain itself is refused, at once or round a corner', () => {
    const outer = create('outer', { not: inSegment(SEGMENT.rigaVip) })
    for (const circle of [inSegment(SEGMENT.riga), inSegment(SEGMENT.rigaVip), { any: [inSegment(outer)] }])
      expect(() => changeSegment(db, SEGMENT.riga, circle)).toThrow(coded('criterion_cycle'))
    expect(changeSegment(db, SEGMENT.riga, premium(true)).criterion).toEqual(premium(true))
  })

  test('a circle that stands in the database is refused too', () => {
    db.sql('update segments set criterion = ? where id = ?').run(
      JSON.stringify(inSegment(SEGMENT.rigaVip)),
      SEGMENT.riga,
    )
    expect(() => expandCriterion(db, premium(true))).not.toThrow()
    expect(() => expandCriterion(db, inSegment(SEGMENT.riga))).toThrow(coded('criterion_cycle', { name: 'Riga' }))
  })

  test('whatever could be kept can be used with more asked beside it', async () => {
    const wide = Array.from(
      { length: LIMITS.leaves - 1 },
      (_, i): Criterion => (i % 2 === 0 ? premium(true) : premium(false)),
    )
    let deep: Criterion = { all: wide }
    for (let i = 3; i < LIMITS.depth; i++) deep = { not: deep }
    const full = create('full', { any: [deep, field(FIELD.children, { known: true })] })
    let around: Criterion = { any: [inSegment(full), premium(true)] }
    for (let i = 2; i < LIMITS.depth; i++) around = { not: around }
    // A segment at the limits, another around it at the limits, and what screens and gates ask beside it.
    const outer = create('outer', around)
    const used: Criterion = { all: [together(onlyLinked(inSegment(outer)), premium(true)), { not: inSegment(full) }] }
    expect(isPlain(expandCriterion(db, used))).toBe(true)
    expect((await countPeople(db, used, { at: AT, zone: 'UTC' })).people).toBeGreaterThanOrEqual(0)
    expect(() => create('over', { any: [inSegment(full), inSegment(full), inSegment(full)] })).toThrow(
      coded('criterion_too_large', { limit: EXPANDED.leaves }),
    )
  })

  test('the limits hold for the whole', () => {
    let last = create('doubled 0', { all: [premium(true), premium(false)] })
    for (let i = 1; i < 8; i++) last = create(`doubled ${i}`, { any: [inSegment(last), inSegment(last)] })
    expect(() => create('doubled 8', { any: [inSegment(last), inSegment(last)] })).toThrow(
      coded('criterion_too_large', { limit: EXPANDED.leaves }),
    )
    let deep = create('deep 0', premium(true))
    for (let i = 1; i < EXPANDED.depth; i++) deep = create(`deep ${i}`, { not: inSegment(deep) })
    expect(() => create('too deep', { not: inSegment(deep) })).toThrow(coded('criterion_too_deep'))
    const lowest = db.sql<{ id: number }>(`select id from segments where name = 'deep 0'`).get()?.id ?? 0
    expect(() => changeSegment(db, lowest, { not: premium(true) }), 'nor may it grow from below').toThrow(
      coded('criterion_too_deep'),
    )
  })
})

describe('what a segment names', () => {
  const unknown: [string, Criterion, object][] = [
    ['a field', field(99, { known: true }), { field: 99 }],
    ['an offer', received(ONCE, null, 99), { offer: 99 }],
    ['a link', clicked(ONCE, null, 1, 99), { offer: 1, link: 99 }],
    ['a topic', clickedTopic(99, ONCE), { topic: 99 }],
    ['a list', { leaf: 'listed', segment: 99 }, { segment: 99 }],
    ['a list that is a rule', { leaf: 'listed', segment: SEGMENT.riga }, { segment: SEGMENT.riga }],
  ]
  test.each(unknown)('%s that is not there is refused', (_what, criterion, details) => {
    expect(() => create('x', { not: criterion })).toThrow(coded('criterion_unknown_reference', details))
  })

  test.each([
    ['a field', 'attributes', FIELD.children, field(FIELD.children, { known: true })],
    ['a topic', 'topics', TOPIC.care, clickedTopic(TOPIC.care, ONCE)],
    ['what people may choose', 'interests', 1, { leaf: 'wish', wants: { about: 1 } }],
  ] satisfies [string, string, number, Criterion][])(
    '%s that was put away is refused',
    (_what, table, id, criterion) => {
      create('before', criterion)
      db.sql(`update ${table} set archived_at = 1 where id = ?`).run(id)
      expect(() => create('after', criterion)).toThrow(coded('criterion_unknown_reference'))
    },
  )

  test.each([
    field(FIELD.children, { is: ['2'] }),
    field(FIELD.city, { number: { over: 2 } }),
    field(FIELD.size, { yes: true }),
    field(FIELD.car, { is: ['yes'] }),
    field(FIELD.birthday, { is: ['2000-01-01'] }),
  ])('a field is not asked what its type does not know: %j', criterion => {
    expect(() => create('x', criterion)).toThrow(coded('criterion_invalid'))
  })

  const used: [Named, Criterion][] = [
    [{ kind: 'topic', id: TOPIC.care }, clickedTopic(TOPIC.care, 'none')],
    [
      { kind: 'interest', id: 2 },
      { leaf: 'wish', wants: { about: 2 } },
    ],
    [{ kind: 'place', name: 'A  Place' }, near(5, 1, 1)],
    [{ kind: 'segment', id: SEGMENT.rigaVip }, inSegment(SEGMENT.rigaVip)],
  ]
  test.each(used)('%j may not be taken away', (reference, criterion) => {
    expect(() => checkUnused(db, reference)).not.toThrow()
    const id = create('user', { all: [premium(true), { not: criterion }] })
    expect(() => checkUnused(db, reference)).toThrow(coded('segment_in_use', { by: 'user' }))
    deleteSegment(db, id, AT)
    expect(() => checkUnused(db, reference)).not.toThrow()
  })

  test('a segment that another names is not deleted', () => {
    expect(() => deleteSegment(db, SEGMENT.riga, AT)).toThrow(coded('segment_in_use', { by: 'VIP of Riga' }))
    expect(() => deleteSegment(db, SEGMENT.vip, AT)).toThrow(coded('segment_in_use', { by: 'VIP of Riga' }))
    deleteSegment(db, SEGMENT.rigaVip, AT)
    deleteSegment(db, SEGMENT.vip, AT)
  })
})

describe('fixed lists', () => {
  test('have names like other segments, and no rule to change', async () => {
    const list = createList(db, { name: 'vip', subscriberIds: [], createdBy: 1 }, AT)
    await expect(list).rejects.toMatchObject({ code: 'segment_name_taken' })
    expect(() => changeSegment(db, SEGMENT.vip, premium(true))).toThrow(coded('segment_is_list'))
  })

  test('that a waiting broadcast stands on are not deleted', async () => {
    const { id } = await createList(db, { name: 'Guests', subscriberIds: [1], createdBy: 1 }, AT)
    const criterion = expandCriterion(db, { not: inSegment(id) })
    const parts = [{ variantId: 1, segmentId: SEGMENT.riga, name: 'Riga', criterion }]
    db.sql(
      "insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at) values (50, 1, 'scheduled', ?, '[]', 0, 'UTC', 0, 1, 0)",
    ).run(JSON.stringify(parts))
    expect(() => deleteSegment(db, id, AT)).toThrow(coded('segment_in_use', { by: 'Spring sale' }))
    db.sql(`update broadcasts set state = 'finished' where id = 50`).run()
    deleteSegment(db, id, AT)
  })
})
