import fc from 'fast-check'
import type { Learned } from '../../../../src/segments/kinds/person/learned.js'
import { days } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { FIELD } from '../../eight.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const FROM = ['declared', 'imported', 'observed', 'corrected'] as const
const learned = (field: number, from: Learned['from'], window: Learned['window'] = null): Learned => ({
  ...{ leaf: 'learned', field, from, window },
})

registerCases<Learned>('learned', {
  table: [
    [
      'set in a time, its edge included',
      learned(FIELD.city, null, days(30)),
      'bob cat',
      'filled in city in 30 days',
      'заполнено поле город за 30 дней',
    ],
    [
      'from a file',
      learned(FIELD.city, ['imported']),
      'bob',
      'filled in city: from a file',
      'заполнено поле город: из файла',
    ],
    [
      'by the bot or by the team, lately',
      learned(FIELD.city, ['observed', 'corrected'], days(30)),
      'cat',
      'filled in city in 30 days: by the bot, by the team',
      'заполнено поле город за 30 дней: ботом, командой',
    ],
    [
      'a field of many values',
      learned(FIELD.interests, ['declared']),
      'ann bob cat',
      'filled in Interests: by themselves',
      'заполнено поле Interests: ими самими',
    ],
    [
      'not so, and not known',
      { not: learned(FIELD.city, ['declared']) },
      'bob cat dan gus',
      'not filled in city: by themselves (or unknown)',
      'не заполнено поле город: ими самими (или неизвестно)',
    ],
  ],
  holds: ({ field, from, window }, person, world, context) =>
    world.values.some(
      value =>
        value.person === person.id &&
        value.field === field &&
        (from === null || from.includes(value.from ?? 'declared')) &&
        inside(value.at ?? 0, window, context),
    ),
  asked: fc.record({
    leaf: fc.constant('learned' as const),
    field: fc.constantFrom(...Object.values(small.FIELDS)),
    from: fc.option(small.some(...FROM)),
    window: fc.option(small.window),
  }),
  any: wide.leafOf(
    'learned',
    fc.record({
      field: fc.integer({ min: 1, max: 11 }),
      from: fc.option(wide.some(...FROM)),
      window: fc.option(wide.window),
    }),
  ),
  buttons: [
    [
      ['🙂 Person', '🖋 When filled', 'Likes', '✏️ Values', 'By themselves', 'Done', '🕒 When', 'in 7 days'],
      { leaf: 'learned', from: ['declared'], window: days(7) },
    ],
  ],
})
