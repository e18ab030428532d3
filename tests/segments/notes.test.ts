import { expect, test } from 'vitest'
import type { Criterion, Window } from '../../src/segments/criterion.js'
import { asksFor, noneWindows, onlyLinked, restsOnOrders, subscribedBefore } from '../../src/segments/notes.js'
import {
  clicked,
  days,
  ONCE,
  ordered,
  orderTime,
  premium,
  received,
  rfm,
  score,
  seen,
  spent,
} from './cases/conditions.js'
import { CONTEXT } from './fixture.js'

test.each<[Criterion, boolean]>([
  [ordered('none'), true],
  [spent({ over: 0 }), true],
  [orderTime('last', days(3)), true],
  [rfm('lost'), true],
  [score('r', 1, 5), true],
  [{ not: { any: [premium(true), ordered(ONCE)] } }, true],
  [{ leaf: 'ladder', rungs: [5] }, false],
  [{ leaf: 'linked', value: true }, false],
  [{ all: [premium(true), clicked('none')] }, false],
])('%j rests on orders: %s', (criterion, rests) => {
  expect(restsOnOrders(criterion)).toBe(rests)
})

test('only what must not have happened since some time has a window that reaches back', () => {
  const criterion = { all: [seen('none', days(60)), received(ONCE, days(90)), clicked('none')] }
  expect(noneWindows(criterion)).toEqual([days(60)])
  expect(noneWindows(seen('none', { ago: 'over', n: 5, unit: 'days' }))).toEqual([])
})

test.each<[Window[], Window | null]>([
  [[], null],
  [[days(60)], { ago: 'over', n: 60, unit: 'days' }],
  [[days(60), { in: 3, unit: 'months' }], { ago: 'over', n: 3, unit: 'months' }],
  [[days(1), { from: '2026-03-01', to: '2026-03-31' }], { from: null, to: '2026-02-28' }],
  [[{ older: { n: 2, unit: 'weeks' }, younger: { n: 3, unit: 'weeks' } }], { ago: 'over', n: 3, unit: 'weeks' }],
  [[{ ago: 'under', n: 2, unit: 'weeks' }], { ago: 'over', n: 2, unit: 'weeks' }],
])('before %j: %j', (windows, window) => {
  expect(subscribedBefore(windows, CONTEXT)).toEqual(window === null ? null : { leaf: 'subscribed', window })
})

test('what is asked already is not asked again', () => {
  const linked = { leaf: 'linked', value: true } as const
  const asked = onlyLinked(ordered('none'))
  expect(asksFor(asked, linked)).toBe(true)
  expect(onlyLinked(asked)).toEqual(asked)
  expect(asksFor({ any: [linked, premium(true)] }, linked)).toBe(false)
})
