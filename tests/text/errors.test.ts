import { expect, test } from 'vitest'
import type { ErrorDetails } from '../../src/errors.js'
import { errors as en } from '../../src/text/en/errors.js'
import { errors as ru } from '../../src/text/ru/errors.js'

const details: ErrorDetails[] = [
  {},
  { name: 'Boots', by: 'Boots', limit: 64, length: 70, count: 9, line: 2, text: 'Boots', why: 'separator' },
  {
    kind: 'sticker',
    field: 'city',
    address: 'http://10.0.0.1/',
    what: 'message',
    state: 'running',
    line: 0,
    count: 100,
  },
  ...['label_empty', 'label_long', 'url_invalid', 'url_private', 'other'].map(why => ({ why, line: 1, text: 'A' })),
]
const codes = Object.keys(en) as (keyof typeof en)[]

test.each(codes)('%s: one clear sentence in both languages, whatever is known', code => {
  for (const given of details) {
    for (const sentence of [en[code](given), ru[code](given)]) {
      expect(sentence).not.toMatch(/undefined|NaN|null|\[object/)
      expect(sentence).toMatch(/[.!]$/)
      expect(sentence.length).toBeLessThan(320)
    }
    expect(ru[code](given)).toMatch(/[а-яё]/i)
    expect(en[code](given)).not.toMatch(/[а-яё]/i)
  }
})
