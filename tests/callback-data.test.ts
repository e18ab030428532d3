import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STOP_REASONS } from '../src/audience/subscription/reason.js'
import { answers, own } from '../src/bot/subscriber/addresses.js'
import { codec, natural, numbered, oneOf, whole } from '../src/callback-data.js'
import { parseQuietData, type QuietAction, quietData } from '../src/delivery/button/quiet.js'
import { ballotData, parseBallotData } from '../src/delivery/survey/ballot.js'

describe('what stands in people’s chats is written as it always was', () => {
  const under = (action: QuietAction) => quietData({ kind: 'delivery', id: 46_655 }, action)
  test.each([
    [own.start.data({}), 'me:start'],
    [own.settingsStop.data({}), 'me:settings:stop'],
    [own.forgetPlaceYes.data({}), 'me:place:gone'],
    [own.why.data({}), 'me:why'],
    ...STOP_REASONS.map(reason => [own.reason.data({ reason }), `me:why:${reason}`]),
    [answers.list.data({ page: 0 }), 'mine:0'],
    [answers.town.data({ question: 36, city: 2_643_743 }), 'mine-t:10:1knxb'],
    [answers.number.data({ question: 1, thousandths: -1_500 }), 'mine-n:1:-15o'],
    ...(['ask', 'stop', 'pause', 'less', 'back', 'undo', 'usual', 'why'] as const).map((action, i) => [
      under(action),
      `o:zzz:${'qsplbufy'[i]}`,
    ]),
    ...(['too_many', 'not_for_me', 'bought', 'other'] as const).map((action, i) => [
      under(action),
      `o:zzz:${'mngo'[i]}`,
    ]),
    [quietData({ kind: 'test', id: 1 }, 'ask'), 't:1:q'],
    [ballotData({ questionId: 36, place: { kind: 'chat' }, action: { kind: 'pick', option: 0 } }), 'q:10:c:p0'],
    [
      ballotData({
        questionId: 1,
        place: { kind: 'survey', deliveryId: 46_655 },
        action: { kind: 'set', option: 19, on: true },
      }),
      'q:1:dzzz:x13',
    ],
    [ballotData({ questionId: 1, place: { kind: 'offer', deliveryId: 7 }, action: { kind: 'why' } }), 'q:1:o7:y'],
    [
      ballotData({ questionId: 1, place: { kind: 'settings' }, action: { kind: 'settled', ticks: 2 ** 20 - 1 } }),
      'q:1:s:dmh33',
    ],
    [ballotData({ questionId: 1, place: { kind: 'preview' }, action: { kind: 'done' } }), 'q:1:p:e'],
  ])('%s', (written, before) => {
    expect(written).toBe(before)
  })
})

describe('nothing else is read as one of these', () => {
  test.each(['', 'me', 'me:starts', 'me:start:', 'me:start:1', 'xme:start'])('%s is no Start', data => {
    expect(own.start.read(data)).toBe(null)
  })
  test.each(['me:why', 'me:why:', 'me:why:TOO_MANY', 'me:why:other:1', 'me:why:toString'])('%s is no reason', data => {
    expect(own.reason.read(data)).toBe(null)
  })
  test.each(['o:1', 'o:1:', 'o:1:Q', 'o:-1:q', 'o::q', 'o:1:q:', 'o:1:qq', 'o:zzzzzzzzzzz:q', 'ot:1:q'])(
    '%s is no bell',
    data => expect(parseQuietData(data)).toBe(null),
  )
  test.each(['q:1:c:p1234567', 'q:1:c:x', 'q:1:d:p0', 'q:1:cc:p0', 'q:zzzzzzzzzzz:c:p0', 'q:1::p0', 'q:1:c:'])(
    '%s is no answer',
    data => expect(parseBallotData(data)).toBe(null),
  )
})

test('whatever is written is read back', () => {
  const button = codec('ab.c', {
    of: natural,
    by: whole,
    what: oneOf(['x', 'yz']),
    how: numbered({ a: 'k', b: 'l' }, 11),
  })
  fc.assert(
    fc.property(
      fc.record({
        of: fc.maxSafeNat(),
        by: fc.maxSafeInteger(),
        what: fc.constantFrom('x', 'yz'),
        how: fc.record({ word: fc.constantFrom('a', 'b'), number: fc.option(fc.maxSafeNat()) }),
      }),
      values => {
        expect(button.read(button.data(values))).toEqual(values)
      },
    ),
  )
  expect(() => button.data({ of: 0.5, by: 0, what: 'x', how: { word: 'a', number: null } })).toThrow('whole number')
})
