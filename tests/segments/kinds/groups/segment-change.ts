import fc from 'fast-check'
import type { SegmentChange } from '../../../../src/segments/kinds/groups/segment-change.js'
import { days, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { SEGMENT } from '../../eight.js'
import { byId } from '../../fill.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const change = (segment: number, entered: boolean, window: SegmentChange['window'] = null): SegmentChange => ({
  ...{ leaf: 'segmentChange', segment, entered, window },
})

registerCases<SegmentChange>('segmentChange', {
  table: [
    ['entered ever', change(SEGMENT.riga, true), 'ann bob', 'entered segment "Riga"', 'вошли в сегмент "Riga"'],
    [
      'entered in a time',
      change(SEGMENT.riga, true, days(30)),
      'ann',
      'entered segment "Riga" in 30 days',
      'вошли в сегмент "Riga" за 30 дней',
    ],
    [
      'left in a time',
      change(SEGMENT.riga, false, days(3)),
      'bob',
      'left segment "Riga" in 3 days',
      'вышли из сегмента "Riga" за 3 дня',
    ],
    [
      'not left',
      { not: change(SEGMENT.riga, false) },
      'ann cat dan eve finn gus hana',
      'not left segment "Riga"',
      'не вышли из сегмента "Riga"',
    ],
    [
      'nobody left',
      change(SEGMENT.rigaVip, false),
      NOBODY,
      'left segment "VIP of Riga"',
      'вышли из сегмента "VIP of Riga"',
    ],
    ['of a fixed list', change(SEGMENT.vip, true), 'ann cat', 'entered segment "VIP"', 'вошли в сегмент "VIP"'],
    [
      'of a fixed list, since long',
      change(SEGMENT.vip, true, days(30)),
      NOBODY,
      'entered segment "VIP" in 30 days',
      'вошли в сегмент "VIP" за 30 дней',
    ],
  ],
  holds({ segment, entered, window }, person, world, context) {
    const listed = byId(world.segments, segment).people?.includes(person.id) === true
    if (entered && listed && inside(0, window, context)) return true
    return world.changes.some(
      of =>
        of.segment === segment && of.person === person.id && of.entered === entered && inside(of.at, window, context),
    )
  },
  asked: fc.record({
    leaf: fc.constant('segmentChange' as const),
    ...{ segment: fc.integer({ min: 1, max: 3 }), entered: fc.boolean(), window: fc.option(small.window) },
  }),
  any: wide.leafOf(
    'segmentChange',
    fc.record({
      ...{ segment: fc.constantFrom(1, 2, 3, 4, 5, 6), entered: fc.boolean(), window: fc.option(wide.window) },
    }),
  ),
  buttons: [
    [['📊 Groups', '📥 Entered', { type: 'VIP' }], change(1, true, days(30))],
    [['📊 Groups', '📤 Left', { type: 'VIP' }, '🕒 When', 'in 7 days'], change(1, false, days(7))],
  ],
})
