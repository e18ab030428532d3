import { expect, test } from 'vitest'
import { valueWords } from '../../src/bot/words/value-words.js'
import { texts } from '../../src/text/index.js'

test.each([
  ['birthday', 'date', '1990-05-24', '24 May 1990', '24 мая 1990 г.'],
  ['country', 'text', 'LV', 'Latvia', 'Латвия'],
  ['city', 'text', 'Riga', 'Riga', 'Рига'],
  ['f4', 'text', 'LV', 'LV', 'LV'],
  ['f5', 'number', '41.5', '41.5', '41,5'],
  ['f6', 'yes_no', 'no', texts('en').survey.no, texts('ru').survey.no],
  ['f7', 'one_of', 'Boots', 'Boots', 'Boots'],
  ['f8', 'date', 'of old', 'of old', 'of old'],
] as const)('%s, %s: %s', (key, type, shown, en, ru) => {
  const say = (language: 'en' | 'ru') => valueWords({ key, type }, shown, language).replace(/\s/gu, ' ')
  expect([say('en'), say('ru')]).toEqual([en, ru])
})
