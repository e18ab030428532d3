import fc from 'fast-check'
import type { Voted } from '../../../../src/segments/kinds/messages/voted.js'
import { fold } from '../../../../src/text/fold.js'
import { registerCases } from '../../cases/kind.js'
import { byId } from '../../fill.js'
import * as wide from '../../wide.js'

const voted = (did: Voted['did'], offer: number | null = null, option: string | null = null): Voted => ({
  leaf: 'voted',
  did,
  offer,
  option,
})
const [SPRING, BOOTS] = [1, 2]

registerCases<Voted>('voted', {
  table: [
    ['any poll', voted('any'), 'ann eve', 'voted in any poll', 'проголосовали в любом опросе'],
    ['that of an offer', voted('any', SPRING), 'ann', 'voted in "Spring sale"', 'проголосовали в опросе "Spring sale"'],
    [
      ...(['not', { not: voted('any', BOOTS) }, 'bob cat dan finn gus hana'] as const),
      ...(['not voted in "Autumn boots"', 'не проголосовали в опросе "Autumn boots"'] as const),
    ],
    [
      ...(['an option, whatever its case', voted('any', SPRING, 'riga'), 'ann'] as const),
      ...(['voted in "Spring sale" for "riga"', 'проголосовали в опросе "Spring sale" за "riga"'] as const),
    ],
    [
      ...(['one of several options', voted('any', BOOTS, '37'), 'ann'] as const),
      ...(['voted in "Autumn boots" for "37"', 'проголосовали в опросе "Autumn boots" за "37"'] as const),
    ],
    [
      ...(['an option of any poll', voted('any', null, '38'), 'eve'] as const),
      ...(['voted in any poll for "38"', 'проголосовали в любом опросе за "38"'] as const),
    ],
    ['right', voted('right', BOOTS), 'ann', 'answered right in "Autumn boots"', 'дали верный ответ в "Autumn boots"'],
    ['wrong', voted('wrong', BOOTS), 'eve', 'answered wrong in "Autumn boots"', 'дали неверный ответ в "Autumn boots"'],
    [
      ...(['right in any', voted('right'), 'ann'] as const),
      ...(['answered right in any quiz', 'дали верный ответ в любой викторине'] as const),
    ],
    [
      ...(['wrong in any', voted('wrong'), 'eve'] as const),
      ...(['answered wrong in any quiz', 'дали неверный ответ в любой викторине'] as const),
    ],
    [
      ...(['got it and said nothing', voted('silent', SPRING), 'bob'] as const),
      ...(['ignored the poll "Spring sale"', 'промолчали в опросе "Spring sale"'] as const),
    ],
    ['said nothing to any', voted('silent'), 'bob', 'ignored any poll', 'промолчали в любом опросе'],
  ],
  holds({ did, offer, option }, person, world, { at }) {
    const theirs = world.polls
      .map(poll => ({ ...poll, sent: byId(world.deliveries, poll.delivery) }))
      .map(poll => ({ ...poll, offer: byId(world.broadcasts, poll.sent.broadcast).offer }))
      .filter(poll => poll.sent.person === person.id && (offer === null || poll.offer === offer))
    const answers = theirs.filter(poll => poll.chosen.length > 0 && poll.at <= at)
    switch (did) {
      case 'any':
        return answers.some(({ chosen }) => option === null || chosen.some(one => fold(one) === fold(option)))
      case 'right':
      case 'wrong':
        return answers.some(({ right = null }) => right === (did === 'right'))
      case 'silent':
        return theirs.some(
          ({ sent, offer: its }) =>
            sent.state === 'sent' && sent.at <= at && !answers.some(answer => answer.offer === its),
        )
    }
  },
  asked: fc.oneof(
    fc.record({
      ...{ leaf: fc.constant('voted' as const), did: fc.constant('any' as const) },
      ...{ offer: fc.constantFrom(null, 1, 2), option: fc.constantFrom(null, 'Riga', '38') },
    }),
    fc.record({
      ...{ leaf: fc.constant('voted' as const), did: fc.constantFrom('right' as const, 'wrong', 'silent') },
      ...{ offer: fc.constantFrom(null, 1, 2), option: fc.constant(null) },
    }),
  ),
  any: fc.oneof(
    wide.leafOf(
      'voted',
      fc.record({ did: fc.constant('any' as const), offer: fc.option(wide.offer), option: fc.option(wide.text) }),
    ),
    wide.leafOf(
      'voted',
      fc.record({
        ...{ did: fc.constantFrom('right' as const, 'wrong', 'silent') },
        ...{ offer: fc.option(wide.offer), option: fc.constant(null) },
      }),
    ),
  ),
  buttons: [
    [
      ['📣 Messages', '📊 Voted', '📣 Which offer', 'Boots', '📊 Which answer', { type: '38' }],
      { leaf: 'voted', did: 'any', offer: 1, option: '38' },
    ],
    [['📣 Messages', '📊 Voted', '✏️ What they', 'Got it'], { leaf: 'voted', did: 'silent', offer: null, option: null }],
  ],
})
