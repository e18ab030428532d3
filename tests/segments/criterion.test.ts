import { describe, expect, test } from 'vitest'
import { AppError, type ErrorCode } from '../../src/errors.js'
import { type Criterion, leavesOf, parseCriterion } from '../../src/segments/criterion.js'

const everyone = { leaf: 'everyone' }
const event = { count: 'none', window: null, offer: null }

function nested(depth: number): unknown {
  let criterion: unknown = everyone
  for (let i = 1; i < depth; i++) criterion = i % 2 === 0 ? { not: criterion } : { all: [criterion] }
  return criterion
}

function codeOf(value: unknown): ErrorCode | 'accepted' {
  try {
    parseCriterion(value)
    return 'accepted'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const accepted: [string, Criterion][] = [
  ['everyone', { leaf: 'everyone' }],
  ['languages', { leaf: 'language', values: ['en', 'ru'] }],
  ['premium', { leaf: 'premium', value: false }],
  ['source', { leaf: 'source', values: ['fb_spring', '‮שלום', '🎉'] }],
  ['subscribed', { leaf: 'subscribed', window: { in: 7, unit: 'days' } }],
  ['received', { leaf: 'received', count: { atLeast: 3 }, window: { ago: 'over', n: 1, unit: 'years' }, offer: null }],
  ['seen', { leaf: 'seen', count: 'none', window: { from: '2024-02-29', to: null }, offer: 5, grade: 'certain' }],
  ['clicked', { leaf: 'clicked', count: { atMost: 0 }, window: null, offer: 5, link: 1 }],
  ['groups', { all: [{ any: [{ leaf: 'everyone' }] }, { not: { leaf: 'everyone' } }] }],
]

const refused: [string, unknown, ErrorCode][] = [
  ['nothing', null, 'criterion_empty'],
  ['undefined', undefined, 'criterion_empty'],
  ['an empty object', {}, 'criterion_empty'],
  ['an empty all', { all: [] }, 'criterion_empty'],
  ['an empty any inside', { all: [everyone, { any: [] }] }, 'criterion_empty'],
  ['not of nothing', { not: null }, 'criterion_empty'],
  ['a hole in a group', { all: [everyone, null] }, 'criterion_empty'],

  ['depth 21', nested(21), 'criterion_too_deep'],
  ['depth 100,000', nested(100_000), 'criterion_too_deep'],
  ['depth beside a stray key', { all: [nested(100_000)], x: 1 }, 'criterion_invalid'],
  ['201 leaves', { any: Array.from({ length: 201 }, () => everyone) }, 'criterion_too_large'],
  [
    '201 leaves in groups',
    { any: Array.from({ length: 3 }, () => ({ all: Array.from({ length: 67 }, () => everyone) })) },
    'criterion_too_large',
  ],
  ['a million leaves', { any: Array.from({ length: 1_000_000 }, () => everyone) }, 'criterion_too_large'],

  ['a text', 'everyone', 'criterion_invalid'],
  ['a list', [everyone], 'criterion_invalid'],
  ['a group that is no list', { all: everyone }, 'criterion_invalid'],
  ['two kinds of group', { all: [everyone], any: [everyone] }, 'criterion_invalid'],
  ['an unknown leaf', { leaf: 'city', values: ['Riga'] }, 'criterion_invalid'],
  ['an unknown key', { leaf: 'everyone', sql: '1=1' }, 'criterion_invalid'],
  ['a prototype key', JSON.parse('{"leaf":"everyone","__proto__":{"x":1}}'), 'criterion_invalid'],
  ['a missing key', { leaf: 'received', count: 'none', window: null }, 'criterion_invalid'],
  ['no languages', { leaf: 'language', values: [] }, 'criterion_invalid'],
  ['a language with a region', { leaf: 'language', values: ['pt-br'] }, 'criterion_invalid'],
  ['a language in capitals', { leaf: 'language', values: ['EN'] }, 'criterion_invalid'],
  ['no sources', { leaf: 'source', values: [] }, 'criterion_invalid'],
  ['an empty source', { leaf: 'source', values: [''] }, 'criterion_invalid'],
  ['premium maybe', { leaf: 'premium', value: 1 }, 'criterion_invalid'],
  ['subscribed ever', { leaf: 'subscribed', window: null }, 'criterion_invalid'],
  ['a window of nothing', { leaf: 'subscribed', window: { in: 0, unit: 'days' } }, 'criterion_invalid'],
  ['half a day', { leaf: 'subscribed', window: { in: 0.5, unit: 'days' } }, 'criterion_invalid'],
  ['minutes', { leaf: 'subscribed', window: { in: 5, unit: 'minutes' } }, 'criterion_invalid'],
  ['a window without ends', { leaf: 'subscribed', window: { from: null, to: null } }, 'criterion_invalid'],
  ['a window backwards', { leaf: 'subscribed', window: { from: '2026-02-02', to: '2026-02-01' } }, 'criterion_invalid'],
  ['30 February', { leaf: 'subscribed', window: { from: '2026-02-30', to: null } }, 'criterion_invalid'],
  ['a day with a time', { leaf: 'subscribed', window: { from: '2026-02-03T00:00', to: null } }, 'criterion_invalid'],
  ['at least none', { leaf: 'received', ...event, count: { atLeast: 0 } }, 'criterion_invalid'],
  ['at most −1', { leaf: 'received', ...event, count: { atMost: -1 } }, 'criterion_invalid'],
  ['both limits', { leaf: 'received', ...event, count: { atLeast: 1, atMost: 2 } }, 'criterion_invalid'],
  [
    'infinitely often',
    { leaf: 'received', ...event, count: { atLeast: Number.POSITIVE_INFINITY } },
    'criterion_invalid',
  ],
  ['NaN', { leaf: 'received', ...event, offer: Number.NaN }, 'criterion_invalid'],
  ['an offer by name', { leaf: 'received', ...event, offer: 'Spring' }, 'criterion_invalid'],
  ['received with a grade', { leaf: 'received', ...event, grade: 'any' }, 'criterion_invalid'],
  ['seen without a grade', { leaf: 'seen', ...event }, 'criterion_invalid'],
  ['a link without its offer', { leaf: 'clicked', ...event, link: 1 }, 'criterion_invalid'],
]

describe('reading a criterion', () => {
  test.each(accepted)('%s', (_name, criterion) => {
    expect(parseCriterion(JSON.parse(JSON.stringify(criterion)))).toEqual(criterion)
  })

  test.each(refused)('%s is refused', (_name, value, code) => {
    expect(codeOf(value)).toBe(code)
  })

  test('depth 20 and 200 leaves are allowed', () => {
    expect(codeOf(nested(20))).toBe('accepted')
    expect(codeOf({ any: Array.from({ length: 200 }, () => everyone) })).toBe('accepted')
  })

  test('the refusal says where', () => {
    const value = { all: [everyone, { leaf: 'subscribed', window: { in: 0, unit: 'days' } }] }
    const where = { code: 'criterion_invalid', details: { where: 'all.1.window.in', why: expect.any(String) } }
    expect(() => parseCriterion(value)).toThrow(expect.objectContaining(where))
  })

  test('leaves come in order', () => {
    const criterion = parseCriterion({
      all: [
        { leaf: 'premium', value: true },
        { not: { any: [{ leaf: 'everyone' }, { leaf: 'source', values: ['a'] }] } },
      ],
    })
    expect(leavesOf(criterion).map(leaf => leaf.leaf)).toEqual(['premium', 'everyone', 'source'])
  })
})
