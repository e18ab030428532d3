import { describe, expect, test } from 'vitest'
import { describeCriterion } from '../../src/segments/describe.js'
import { type Fragment, readFragments, readKindred } from '../../src/segments/fragment.js'
import { readSentence } from '../../src/segments/read.js'
import type { Language } from '../../src/text/format.js'
import { WORLD } from './strange.js'

const TODAY = '2026-11-29'

/** What can be read of a sentence: the words set aside, and the rest in the language's own words. */
function fragments(text: string, language: Language, mended = false): string[] {
  const reading = readSentence(text, WORLD, language, TODAY)
  if (reading.kind !== 'mistake') throw new Error(`${text} can be read`)
  return readFragments(text, reading, WORLD, language, TODAY, mended).map(one => said(one, language))
}

function said({ criterion, unread }: Fragment, language: Language): string {
  return `${unread.join('…')} | ${describeCriterion(criterion, language, WORLD)}`
}

describe('what can be read of a sentence that cannot be read whole', () => {
  test.each<[Language, string, ...string[]]>([
    ['en', 'ordered 3+ and from Riga together', 'together | ordered 3+ and city: Riga'],
    ['ru', 'заказали 3+ раза и из Риги, вместе', 'вместе | заказы 3+ и город: Рига'],
    ['en', 'women who, basically, ordered in 30 days', 'basically | Sex: Female and ordered in 30 days'],
    [
      'en',
      'the ones who clicked Summer hats, you know, and have phone',
      'the ones who…you know | clicked "Summer hats" and phone known',
    ],
    [
      'ru',
      'те, которые кликнули летние шляпы и, короче, не заказали',
      'те, которые…короче | есть клик "Летние шляпы" и нет заказов',
    ],
    ['ru', 'в общем, VIP без заказов', 'в общем | в сегменте VIP и нет заказов'],
    ['en', 'our darlings: members with 3+ orders', 'our darlings | in segment "Members" and ordered 3+'],
    ['ru', 'потеряшки - последний заказ до 2025', 'потеряшки | последний заказ до 31.12.2024'],
    ['en', 'VIP from Riga so we can invite them', 'so we can invite them | in segment VIP and city: Riga'],
    ['ru', 'VIP из Риги, которых надо поздравить', 'которых надо поздравить | в сегменте VIP и город: Рига'],
    ['en', 'happy women from Riga', 'happy | Sex: Female and city: Riga'],
    ['ru', 'счастливые VIP из Риги', 'счастливые | в сегменте VIP и город: Рига'],
    ['en', 'women and surfers and from Riga', 'surfers | Sex: Female and city: Riga'],
    ['en', 'women or surfers or from Riga', 'surfers | Sex: Female or city: Riga'],
    ['en', 'more than 5 orders since joining', 'since joining | ordered 6+'],
    ['en', 'bought Hat and Scarf together in one order', 'together in one order | ordered "Hat" and ordered "Scarf"'],
    ['en', 'surfers from Riga and grandmas with orders', 'surfers…grandmas | city: Riga and ordered'],
  ])('%s: %s', (language, text, ...wanted) => {
    expect(fragments(text, language)).toEqual(wanted)
  })

  test.each<[Language, string, ...string[]]>([
    ['en', 'plan to start yoga', 'plan to start | Sport: Yoga'],
    ['en', 'love swimming lessons, older than 30', 'love…lessons | Sport: Swimming and age over 30'],
    ['en', 'read cats, older than 30', 'read | in segment "Cats and dogs" and age over 30'],
    // Neither VIP nor what is only begun like a name
    ['en', 'friends of VIP'],
    ['en', 'hate yoga'],
    ['en', 'swim a lot, from Riga'],
  ])('%s: %s names what is kin to its words', (language, text, ...wanted) => {
    expect(readKindred(text, WORLD, language, TODAY).map(one => said(one, language))).toEqual(wanted)
  })

  test('what remains may mean several things: three at most are asked', () => {
    expect(fragments('ordered, the blue ones, and clicked in 7 days', 'en')).toEqual([
      'the blue ones | ordered in 7 days and clicked in 7 days',
      'the blue ones | ordered ever and clicked in 7 days',
    ])
  })

  test('where something was rather meant, only words that say nothing are set aside', () => {
    expect(fragments('surfers from Riga', 'en', true)).toEqual([])
    expect(fragments('well, women from Riga', 'en', true)).toEqual(['well | Sex: Female and city: Riga'])
  })
})

test.each<[Language, string]>([
  ['en', 'no surfers from Riga'],
  ['en', 'sister of VIP'],
  ['en', 'not vegan from Riga'],
  ['en', 'unhappy women from Riga'],
  ['en', 'women without debts from Riga'],
  ['en', 'smokers over 40'],
  ['en', 'IQ over 40'],
  ['en', 'women 30ish'],
  ['en', 'women who might like yoga'],
  ['en', 'women who hate yoga'],
  ['en', 'plan to order from Riga'],
  ['en', 'considered ordering'],
  ['en', 'pizza was ordered 3 times'],
  ['en', 'women or surfers and from Riga'],
  ['en', 'bought unicorns'],
  ['en', 'from Riga with a friend'],
  ['en', 'hipster surfers from Riga'],
  ['en', 'women Liverpool Riga banana'],
  ['en', 'grumpy surfers'],
  ['en', 'rich guys over 40'],
  ['en', 'iphone users from Riga'],
  ['en', 'members coffee drinkers in Riga'],
  ['en', 'surfers and women'],
  ['ru', 'пиццу заказывали 3 раза'],
  ['ru', 'единорога не покупали'],
  ['ru', 'передумали купить шляпу'],
  ['ru', 'незамужние из Риги'],
  ['ru', 'пицца была заказана 3 раза'],
  ['ru', 'рост больше 40'],
  ['ru', 'рижанцы и москвичи'],
  ['ru', 'без долгов из Риги'],
  ['ru', 'весёлые пенсионеры из Риги'],
])('nothing is set aside where something else would be meant: %s: %s', (language, text) => {
  expect(fragments(text, language)).toEqual([])
})
