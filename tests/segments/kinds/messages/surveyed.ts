import fc from 'fast-check'
import type { Surveyed } from '../../../../src/segments/kinds/messages/surveyed.js'
import { days, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const DID: Surveyed['did'][] = ['answered', 'skipped', 'ignored', 'asked']
const did = (what: Surveyed['did'], question: number | null = null, window: Surveyed['window'] = null): Surveyed => ({
  leaf: 'surveyed',
  did: what,
  question,
  window,
})

registerCases<Surveyed>('surveyed', {
  table: [
    ['answered any', did('answered'), 'bob gus', 'answered survey question', 'ответили на вопрос опроса'],
    [
      'answered one',
      did('answered', 1),
      'gus',
      'answered survey question "Question 1?"',
      'ответили на вопрос опроса "Question 1?"',
    ],
    [
      'answered in a time, its edge included',
      did('answered', 2, days(150)),
      'bob',
      'answered survey question "Question 2?" in 150 days',
      'ответили на вопрос опроса "Question 2?" за 150 дней',
    ],
    [
      'answered, longer ago',
      did('answered', 2, days(149)),
      NOBODY,
      'answered survey question "Question 2?" in 149 days',
      'ответили на вопрос опроса "Question 2?" за 149 дней',
    ],
    [
      'skipped, but not who answered then',
      did('skipped'),
      'dan',
      'skipped survey question',
      'пропустили вопрос опроса',
    ],
    [
      'skipped in a time',
      did('skipped', null, days(30)),
      'dan',
      'skipped survey question in 30 days',
      'пропустили вопрос опроса за 30 дней',
    ],
    ['ignored', did('ignored'), 'ann', 'ignored survey question', 'проигнорировали вопрос опроса'],
    [
      'asked in a time',
      did('asked', null, days(10)),
      'ann',
      'asked survey question in 10 days',
      'получили вопрос опроса за 10 дней',
    ],
    [
      'not answered',
      { not: did('answered') },
      'ann cat dan eve finn hana',
      'not answered survey question',
      'не ответили на вопрос опроса',
    ],
  ],
  holds: ({ did: what, question, window }, person, world, context) =>
    world.answers.some(answer => {
      if (answer.person !== person.id || (question !== null && answer.question !== question)) return false
      const skippedAt = answer.skippedAt === undefined ? (answer.at === null ? 1 : null) : answer.skippedAt
      const asked = answer.askedAt ?? 0
      if (what === 'answered') return answer.at !== null && inside(answer.at, window, context)
      if (what === 'skipped') return answer.at === null && skippedAt !== null && inside(skippedAt, window, context)
      if (what === 'ignored') return answer.at === null && skippedAt === null && inside(asked, window, context)
      return inside(asked, window, context)
    }),
  asked: fc.record({
    leaf: fc.constant('surveyed' as const),
    did: fc.constantFrom(...DID),
    question: fc.option(fc.integer({ min: 1, max: 2 })),
    window: fc.option(small.window),
  }),
  any: wide.leafOf(
    'surveyed',
    fc.record({
      did: fc.constantFrom(...DID),
      question: fc.option(fc.constantFrom(1, 2, 3, 4)),
      window: fc.option(wide.window),
    }),
  ),
  buttons: [
    [['📣 Messages', '❓ Survey', '✏️ What they', 'Skipped', '🕒 When', 'in 7 days'], did('skipped', null, days(7))],
  ],
})
