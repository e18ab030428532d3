import fc from 'fast-check'
import type { Wish } from '../../../../src/segments/kinds/person/wish.js'
import { registerCases } from '../../cases/kind.js'
import * as wide from '../../wide.js'

type Often = Extract<Wish['wants'], { often: unknown }>['often'][number]

const [SALES, NEWS] = [1, 2]
const OFTEN: Often[] = ['usual', 'twice', 'weekly', 'monthly']
const about = (interest: number): Wish => ({ leaf: 'wish', wants: { about: interest } })
const often = (...often: Often[]): Wish => ({ leaf: 'wish', wants: { often } })

registerCases<Wish>('wish', {
  table: [
    [
      'whoever has not unticked it wants it, also who ticked it again, or was never asked',
      about(SALES),
      'bob cat eve finn gus hana',
      'wants to hear about "Sales"',
      'хочет читать про "Sales"',
    ],
    [
      'unticked',
      { not: about(SALES) },
      'ann dan',
      'does not want to hear about "Sales"',
      'не хочет читать про "Sales"',
    ],
    [
      'another, whose name has words of the language',
      { not: about(NEWS) },
      'cat dan',
      'does not want to hear about "Новинки, не"',
      'не хочет читать про "Новинки, не"',
    ],
    [
      'nothing chosen',
      often('usual'),
      'eve finn gus hana',
      'how often they chose: as usual',
      'выбранная частота: как обычно',
    ],
    [
      'twice a week',
      often('twice'),
      'ann',
      'how often they chose: twice a week',
      'выбранная частота: два раза в неделю',
    ],
    [
      'once a week is not once a month',
      often('weekly'),
      'bob dan',
      'how often they chose: once a week',
      'выбранная частота: раз в неделю',
    ],
    [
      'one of several',
      often('twice', 'monthly'),
      'ann cat',
      'how often they chose: twice a week, once a month',
      'выбранная частота: два раза в неделю, раз в месяц',
    ],
    [
      'another',
      { not: often('usual', 'weekly') },
      'ann cat',
      'not how often they chose: as usual, once a week',
      'не выбранная частота: как обычно, раз в неделю',
    ],
  ],
  holds({ wants }, person, world) {
    if ('about' in wants)
      return !world.interestAnswers.some(
        ({ person: whose, interest, wants: does }) => whose === person.id && interest === wants.about && !does,
      )
    const most = world.wishes.find(({ person: whose }) => whose === person.id)
    if (most === undefined) return wants.often.includes('usual')
    if (most.perMonth !== null) return wants.often.includes('monthly')
    return wants.often.includes(most.perWeek === 2 ? 'twice' : 'weekly')
  },
  asked: fc.oneof(
    fc.constantFrom(SALES, NEWS).map(about),
    fc.subarray(OFTEN, { minLength: 1 }).map(all => often(...all)),
  ),
  any: wide.leafOf(
    'wish',
    fc.record({
      wants: fc.oneof(
        fc.record({ about: fc.constantFrom(1, 2, 3, 4) }),
        fc.record({ often: fc.subarray(OFTEN, { minLength: 1 }) }),
      ),
    }),
  ),
  buttons: [
    [['🙂 Person', '💭 Wants to hear', 'Sales'], about(SALES)],
    [['🙂 Person', '💭 Wants to hear', 'Sales', '🔄 Not'], { not: about(SALES) }],
    [['🙂 Person', '🔔 Chose how often', 'Once a week', 'Once a month', 'Done'], often('weekly', 'monthly')],
  ],
})
