import fc from 'fast-check'
import type { InLanguage } from '../../../../src/segments/kinds/person/language.js'
import { language } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<InLanguage>('language', {
  table: [
    ['language en, whatever the case or region', language('en'), 'ann gus', 'language: English', 'язык: английский'],
    ['the chosen language wins over Telegram’s', language('ru'), 'bob cat', 'language: Russian', 'язык: русский'],
    [
      'several languages',
      language('pt', 'de', 'xx'),
      'eve finn',
      'language: Portuguese, German, code xx',
      'язык: португальский, немецкий, код xx',
    ],
    [
      'not a language holds who has none',
      { not: language('en', 'ru', 'de') },
      'dan eve hana',
      'not language: English, Russian, German (or unknown)',
      'не язык: английский, русский, немецкий (или неизвестно)',
    ],
    [
      'not in German or unknown',
      { not: language('de') },
      'ann bob cat dan eve gus hana',
      'not language: German (or unknown)',
      'не язык: немецкий (или неизвестно)',
    ],
  ],
  holds: ({ values }, person) => {
    const code = person.chosenLanguage ?? person.telegramLanguage
    return code !== null && values.includes(code.toLowerCase().replace(/-.*/, ''))
  },
  asked: fc.record({ leaf: fc.constant('language' as const), values: small.some('en', 'ru', 'pt') }),
  any: wide.leafOf('language', fc.record({ values: wide.some('en', 'ru', 'pt', 'or', 'is', 'no', 'fil') })),
})
