import { describe, expect, test } from 'vitest'
import { corrected } from '../../src/segments/corrected.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { readSentence } from '../../src/segments/read.js'
import { strangeSentences, tried, WORLD } from './strange.js'

const TODAY = '2026-11-29'

/** What was typed, and as what it is written back. */
const SAID: [typed: string, said: string][] = [
  ['city in (Riga, Tartu)', 'city: Riga, Tartu'],
  ['not in VIP and city in (Riga)', 'not in segment VIP and city: Riga'],
  ['outside Latvia', 'not country: Latvia (or unknown)'],
  ['phone and city known', 'phone known and city known'],
  ['phone, city and birthday unknown', 'phone unknown and city unknown and birthday unknown'],
  ['Anniversary in May', 'Anniversary in May'],
  ['anniversary date known', 'Anniversary known'],
  ['turning 30', 'birthday from 1996-01-01 to 1996-12-31'],
  ['turning 30 this month', 'birthday this month and birthday from 1996-01-01 to 1996-12-31'],
  ['no older than 35', 'age at most 35'],
  ['last order between 60 and 90 days ago', 'last order over 60 days ago and last order under 90 days ago'],
  ['subscribed 2-3 weeks ago', 'subscribed over 2 weeks ago and subscribed under 3 weeks ago'],
  ['clicked "Order now"', 'clicked "Summer hats" link 1 "Order now"'],
  ['high budget women', 'Budget: High and Sex: Female'],
  ['low or middle budget', 'Budget: Low, Middle'],
  ['people in segment Cats and dogs', 'in segment "Cats and dogs"'],
  ['in segment VIP from Riga', 'in segment VIP and city: Riga'],
  ['at least knows solutions', 'ladder: knows solutions, knows our product, ready to buy'],
  ['never showed a sign', 'engagement: never showed a sign'],
  ['only one order', 'ordered exactly 1'],
  ['received nothing in 30 days', 'not received in 30 days'],
  ['spent nothing', 'spent exactly 0 EUR'],
  ['рижане старше 30', 'город: Рига и возраст больше 30'],
  ['в возрасте от 25 до 35', 'возраст 25–35'],
  ['не старше 35', 'возраст не больше 35'],
  ['родились до 1985 года', 'день рождения до 31.12.1984'],
  ['исполняется 40 в этом году', 'день рождения от 01.01.1986 до 31.12.1986'],
  ['с телефоном, но без дня рождения', 'телефон: известно и день рождения: неизвестно'],
  ['те, кто из Риги', 'город: Рига'],
]

test.each(SAID)('%s', (typed, said) => {
  const read = readSentence(typed, WORLD, 'en', TODAY)
  if (read.kind !== 'read') throw new Error(JSON.stringify(read))
  expect(describeCriterion(read.criterion, /[а-я]/.test(typed) ? 'ru' : 'en', WORLD)).toBe(said)
})

// An adjective is no town, though there is one whose name it might be a form of: Wysoka.
test.each(['с высоким чеком', 'из высоких'])('%s names no town', typed => {
  expect(readSentence(typed, WORLD, 'ru', TODAY).kind).toBe('mistake')
})

describe('what was rather meant', () => {
  test.each([
    ['ujhjl Hbuf', 'city: Riga'],
    ['сшен Кшпф', 'city: riga'],
    [';tyobys bp Hbub', 'Sex: Female and city: Riga'],
    ['custmers from Riga', 'city: Riga'],
    ['clickd Sumer hats', 'clicked "Summer hats"'],
    ['subscibed last mnth', 'subscribed last month'],
    ['день рожденя завтра', 'birthday tomorrow'],
    ['подписались с 1 yjz,hz', 'subscribed from 2026-11-01'],
  ])('%s', (typed, said) => {
    expect(readSentence(typed, WORLD, 'en', TODAY).kind).toBe('mistake')
    const [first] = corrected(typed, WORLD).flatMap(sentence => {
      const reading = readSentence(sentence, WORLD, 'en', TODAY)
      return reading.kind === 'read' ? [describeCriterion(reading.criterion, 'en', WORLD)] : []
    })
    expect(first).toBe(said)
  })

  test.each(['xyzzy plugh', 'at on in'])('nothing near: %s', typed => {
    const found = corrected(typed, WORLD).map(sentence => readSentence(sentence, WORLD, 'en', TODAY).kind)
    expect(found.filter(kind => kind !== 'mistake')).toEqual([])
  })
})

test('whatever words stand together, what is read can be said again, in both languages', () => {
  const { faults } = tried(strangeSentences(400, 7))
  expect(faults).toEqual([])
})
