import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import type { Criterion } from '../../src/segments/criterion.js'
import {
  changeSegment,
  createSegment,
  deleteSegment,
  findSegment,
  getSegment,
  listSegments,
  renameSegment,
} from '../../src/segments/segment.js'
import { openTemporary } from '../support/migrated.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { AT } from './fixture.js'

const everyone: Criterion = { leaf: 'everyone' }
const premium: Criterion = { leaf: 'premium', value: true }

let db: Db
let close: () => Promise<void>

beforeEach(async () => {
  const opened = await openTemporary()
  db = opened.db
  close = opened.close
  fill(db, { ...EIGHT, segments: [], changes: [] })
})
afterEach(() => close())

const create = (name: string, criterion: Criterion = everyone, at = AT) =>
  createSegment(db, { name, criterion, createdBy: 1 }, at)
const withCode = (code: string, details?: object) =>
  expect.objectContaining(details === undefined ? { code } : { code, details })

describe('saved segments', () => {
  test('are found, renamed and changed', () => {
    const made = create('  VIP\n people ', premium)
    expect(made).toEqual({
      id: made.id,
      name: 'VIP people',
      kind: 'rule',
      criterion: premium,
      createdBy: 1,
      createdAt: AT,
    })
    expect(getSegment(db, made.id)).toEqual(made)
    expect(renameSegment(db, made.id, 'vip People').name).toBe('vip People')
    expect(changeSegment(db, made.id, everyone).criterion).toEqual(everyone)
    expect(findSegment(db, made.id)).toEqual({ ...made, name: 'vip People', criterion: everyone })
    expect(findSegment(db, made.id + 1)).toBeNull()
    expect(() => getSegment(db, made.id + 1)).toThrow(withCode('segment_not_found'))
  })

  test('are listed by pages, newest first', () => {
    for (const [i, name] of ['one', 'two', 'three', 'four', 'five'].entries()) create(name, everyone, AT + i)
    const pages = [0, 2, 4, 6].map(offset => listSegments(db, { offset, limit: 2 }))
    expect(pages.map(page => page.segments.map(segment => segment.name))).toEqual([
      ['five', 'four'],
      ['three', 'two'],
      ['one'],
      [],
    ])
    expect(pages.map(page => page.total)).toEqual([5, 5, 5, 5])
  })

  test.each([
    ['VIP', 'vip'],
    ['Зелёные', 'ЗЕЛЕНЫЕ'],
    ['Ｆull', 'full'],
    ['a b', 'a  B'],
  ])('%s and %s are one name', (first, second) => {
    create(first)
    expect(() => create(second)).toThrow(withCode('segment_name_taken'))
    const other = create('other')
    expect(() => renameSegment(db, other.id, second)).toThrow(withCode('segment_name_taken'))
  })

  test.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['nothing to see', '\u200b\u200d'],
    ['control characters', '\u0000\u001f'],
    ['65 characters', 'я'.repeat(65)],
  ])('%s is no name', (_what, name) => {
    expect(() => create(name)).toThrow(withCode('segment_name_invalid'))
  })

  test.each(['👩‍👩‍👧‍👧', 'שלום "עולם"', "x'); drop table segments; --", '%_', '🎉'.repeat(64)])(
    '%s is a name',
    name => {
      const { id } = create(name)
      expect(getSegment(db, id).name).toBe(name)
      expect(listSegments(db, { offset: 0, limit: 10 }).total).toBe(1)
    },
  )

  test.each([
    ['an offer that is not there', { leaf: 'received', count: 'none', window: null, offer: 99 }, { offer: 99 }],
    [
      'a link that is not there',
      { leaf: 'clicked', count: 'none', window: null, offer: 1, link: 3 },
      { offer: 1, link: 3 },
    ],
  ] satisfies [string, Criterion, object][])('%s is refused', (_what, criterion, details) => {
    const inside: Criterion = { all: [everyone, { not: criterion }] }
    expect(() => create('x', inside)).toThrow(withCode('criterion_unknown_reference', details))
    const { id } = create('y')
    expect(() => changeSegment(db, id, inside)).toThrow(withCode('criterion_unknown_reference', details))
    expect(getSegment(db, id).criterion).toEqual(everyone)
  })

  test('an empty criterion is refused, also when it stands in the database', () => {
    expect(() => create('x', { all: [] })).toThrow(withCode('criterion_empty'))
    const { id } = create('x')
    db.sql(`update segments set criterion = '{"any":[]}' where id = ?`).run(id)
    expect(() => findSegment(db, id)).toThrow(withCode('criterion_empty'))
  })
})

describe('deleting', () => {
  const offer = (state: string, draft: object) =>
    db
      .sql(
        "insert into offers (id, name, name_folded, goal, state, draft, created_by, created_at) values (7, 'Boots', 'boots', 'sell', ?, ?, 1, 0)",
      )
      .run(state, JSON.stringify(draft))
  const variant = (segmentId: number) =>
    db
      .sql("insert into variants (id, offer_id, position, segment_id, content) values (5, 7, 0, ?, '{}')")
      .run(segmentId)
  const broadcast = (state: string, parts: unknown, leftOut: unknown) =>
    db
      .sql(
        "insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at) values (50, 7, ?, ?, ?, 0, 'UTC', 0, 1, 0)",
      )
      .run(state, JSON.stringify(parts), JSON.stringify(leftOut))
  const criterion = { leaf: 'received', count: { atLeast: 1 }, window: { in: 1, unit: 'days' }, offer: 1 }

  const holders: [string, (id: number) => void, used: boolean][] = [
    ['nothing', () => {}, false],
    ['a draft that chooses it', id => offer('draft', { segments: [id + 1, id], leaveOut: [] }), true],
    ['a draft that leaves it out', id => offer('draft', { segments: [], leaveOut: [id] }), true],
    [
      'a draft that chooses another',
      id => offer('draft', { segments: [id + 1], leaveOut: [id + 2], shown: id }),
      false,
    ],
    ['a draft without choices', () => offer('draft', {}), false],
    ['a discarded draft', id => offer('discarded', { segments: [id], leaveOut: [id] }), false],
    [
      'a version of a draft',
      id => {
        offer('draft', {})
        variant(id)
      },
      true,
    ],
    ...(['scheduled', 'planning', 'running', 'paused', 'finished', 'cancelled'] as const).flatMap(
      (state): [string, (id: number) => void, boolean][] => {
        const used = state !== 'finished' && state !== 'cancelled'
        const held = (what: string, parts: (id: number) => unknown, leftOut: (id: number) => unknown) =>
          [
            `a ${state} broadcast: ${what}`,
            (id: number) => {
              offer('used', {})
              broadcast(state, parts(id), leftOut(id))
            },
            used,
          ] as [string, (id: number) => void, boolean]
        return [
          held(
            'part',
            id => [{ segmentId: id, criterion, variantId: 5 }],
            () => [],
          ),
          held(
            'left out',
            () => [],
            id => [{ segmentId: id, name: 'VIP', criterion }],
          ),
        ]
      },
    ),
    [
      'a running broadcast of other segments',
      id => {
        offer('used', {})
        broadcast(
          'running',
          [{ segmentId: id + 1, variantId: id, criterion: { ...criterion, offer: id } }],
          [{ segmentId: id + 2, criterion }],
        )
      },
      false,
    ],
    [
      'a version of an offer that was sent',
      id => {
        offer('used', {})
        variant(id)
        broadcast('finished', [], [])
      },
      false,
    ],
  ]

  test.each(holders)('%s', (_what, hold, used) => {
    const { id } = create('VIP')
    hold(id)
    if (used) {
      expect(() => deleteSegment(db, id, AT)).toThrow(withCode('segment_in_use', { by: 'Boots' }))
      expect(getSegment(db, id).name).toBe('VIP')
      return
    }
    deleteSegment(db, id, AT)
    expect(findSegment(db, id)).toBeNull()
    expect(listSegments(db, { offset: 0, limit: 10 })).toEqual({ segments: [], total: 0 })
    expect(() => deleteSegment(db, id, AT)).toThrow(withCode('segment_not_found'))
    expect(create('vip').name).toBe('vip')
  })

  test('a past offer still knows for whom a version was', () => {
    const { id } = create('VIP')
    offer('used', {})
    variant(id)
    deleteSegment(db, id, AT)
    expect(db.sql('select name from segments where id = ?').get(id)).toEqual({ name: 'VIP' })
  })
})
