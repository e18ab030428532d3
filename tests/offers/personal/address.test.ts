import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillingsFor } from '../../../src/audience/attribute/filling.js'
import { recordValues } from '../../../src/audience/attribute/value.js'
import { createAttribute } from '../../../src/audience/attribute.js'
import { setButtons } from '../../../src/offers/button/own.js'
import { parseButtons } from '../../../src/offers/button.js'
import { addUtm, parseTarget } from '../../../src/offers/link.js'
import { changeLink } from '../../../src/offers/offer/repair.js'
import { createOffer, freezeOffer } from '../../../src/offers/offer.js'
import { addressFor, fillAddress, withoutValues } from '../../../src/offers/personal/address.js'
import { withFields } from '../../../src/offers/personal/field.js'
import { prepareMessage } from '../../../src/offers/render/prepared.js'
import { renderMessage } from '../../../src/offers/render.js'
import { getVariant, setContent } from '../../../src/offers/variant.js'
import { seed } from '../../delivery/fixture.js'
import { anyText } from '../../support/any-text.js'
import { temporaryDb } from '../../support/db.js'
import { over, textContent } from '../people.js'

const AT = Date.UTC(2026, 10, 29, 12)
const fill = (typed: string, values: Record<string, string> = {}) =>
  fillAddress(parseTarget(typed, []), name => values[name] ?? '')

describe('an address that is filled', () => {
  test.each([
    [
      'in its query',
      'https://shop.ru/?c={City|riga}&x=1',
      { City: 'Saint Petersburg' },
      'https://shop.ru/?c=Saint%20Petersburg&x=1',
    ],
    [
      'in its path, in another alphabet',
      'shop.ru/{Город}/boots',
      { Город: 'Рига' },
      'https://shop.ru/%D0%A0%D0%B8%D0%B3%D0%B0/boots',
    ],
    ['behind its hash', 'https://shop.ru/#{City}', { City: 'a b' }, 'https://shop.ru/#a%20b'],
    ['with what stands for a missing value', 'https://shop.ru/?c={City|riga}', {}, 'https://shop.ru/?c=riga'],
    ['with nothing', 'https://shop.ru/?c={City}', {}, 'https://shop.ru/?c='],
    ['twice', 'https://shop.ru/{a}/{b|c}', { a: '1', b: '2' }, 'https://shop.ru/1/2'],
  ])('%s', (_, typed, values, expected) => {
    expect(fill(typed, values)).toBe(expected)
  })

  test('takes marks as any other does', () => {
    const marked = addUtm(parseTarget('https://shop.ru/?c={City|riga}', []), 'boots')
    expect(withoutValues(marked)).toBe('https://shop.ru/?c=riga&utm_source=telegram&utm_medium=bot&utm_campaign=boots')
  })

  test('leads nowhere else, whatever the value says, and never becomes too long', () => {
    const typed = ['https://shop.ru/{v}', 'https://shop.ru/a/{v}/b?x={v}#{v}', 'https://shop.ru/?u={v|x}']
    const evil = fc.constantFrom(
      '..',
      '.',
      '../../x',
      '//evil.ru',
      '@evil.ru',
      '?a=b',
      '#x',
      '\r\nX: y',
      '%7Bv%7D',
      '{v}',
      'ü'.repeat(400),
    )
    fc.assert(
      fc.property(fc.constantFrom(...typed), fc.oneof(evil, anyText()), (address, v) => {
        const filled = fill(address, { v })
        const [to, from] = [new URL(filled), new URL(fill(address, { v: 'v' }))]
        expect([to.origin, to.username]).toEqual([from.origin, ''])
        if (v !== '' && !/^\.+$/.test(v) && filled.length < 2_000)
          expect(to.pathname.split('/').length).toBe(from.pathname.split('/').length)
        expect(filled).not.toMatch(/[\s{}]/)
        expect(filled.length).toBeLessThanOrEqual(2_048)
      }),
    )
  })
})

/** A sent offer with such buttons and text, to Anna of whom the size is known, and to Bob. */
async function sent(buttons: string, text = 'Boots') {
  const db = await temporaryDb()
  seed(db, [{ name: 'Anna' }, { name: 'Bob' }])
  const size = createAttribute(
    db,
    { label: 'Размер ноги', type: 'text', options: null, group: 'behavioural', purpose: null, createdBy: 1 },
    AT,
  )
  recordValues(db, 1, size, { values: ['42 & 1/2'], provenance: 'corrected', origin: 'admin:1' }, AT)
  const { id } = createOffer(db, { createdBy: 1 }, AT)
  const { id: variant } = setContent(db, id, null, textContent(text))
  setButtons(db, id, parseButtons(buttons, []))
  freezeOffer(db, id, AT)
  db.sql(
    `insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
     values (1, ?, 'finished', '[]', '[]', 2, 'UTC', 1, 1, 1)`,
  ).run(id)
  for (const person of [1, 2])
    db.sql(
      `insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, due_at) values (?, 1, ?, ?, 'sent', 1)`,
    ).run(person, person, variant)
  return { db, offer: id, variant }
}

test('a link opens with what is known of whom it was sent to, by its name with _ for spaces; a test’s with nothing', async () => {
  const { db, variant } = await sent('Choose - https://shop.ru/?s={Размер_ноги|any}&n={first_name}')
  const url = getVariant(db, variant).links[0]?.url ?? ''
  expect([1, 2, null].map(delivery => addressFor(db, url, delivery))).toEqual([
    'https://shop.ru/?s=42%20%26%201%2F2&n=Anna',
    'https://shop.ru/?s=any&n=Bob',
    'https://shop.ru/?s=any&n=',
  ])
  expect(addressFor(db, 'https://shop.ru/plain', 1)).toBe('https://shop.ru/plain')
})

test('what goes out as it is is filled when it is sent; what Telegram looks at is not', async () => {
  const { db, variant } = await sent('Chat - https://t.me/boots_bot?start={Размер_ноги|any}')
  const { content, links } = getVariant(db, variant)
  const text = 'See here'
  const own = withFields(
    db,
    textContent(text, {
      entities: [over(text, 'here', 'text_link', { url: 'https://t.me/boots?text={first_name|you}' })],
      buttons: content.buttons,
    }),
  )
  const untracked = [
    { number: 2, url: 'https://t.me/boots?text=%7Bfirst_name%7Cyou%7D', label: 'here', tracked: false },
    ...links,
  ]
  const prepared = prepareMessage(own, untracked)
  const values = fillingsFor(db, [1], prepared.fields, 'en').get(1) ?? new Map<number, string>()
  const reader = { firstName: 'Anna', lastName: null, username: null, values }
  const { payload } = renderMessage(prepared, reader, () => '', null)
  expect(JSON.stringify(payload['reply_markup'])).toContain('start=42%20%26%201%2F2')
  expect(JSON.stringify(payload['entities'])).toContain('text=Anna')
  expect(JSON.stringify(payload['link_preview_options'])).toContain('text=you')
})

test('a field that there is not is refused in an address too, also where a link is put right', async () => {
  const { db, offer } = await sent('Choose - https://shop.ru/')
  const unknown = expect.objectContaining({ code: 'content_field_unknown', details: { field: 'Cty', nearest: 'City' } })
  const wrong = parseTarget('https://shop.ru/?c={Cty}', [])
  expect(() => withFields(db, textContent('x', { buttons: [[{ label: 'A', url: wrong }]] }))).toThrow(unknown)
  expect(() => db.write(() => changeLink(db, offer, 1, wrong, 1, AT))).toThrow(unknown)
  db.write(() => changeLink(db, offer, 1, parseTarget('https://shop.ru/?c={City|riga}', []), 1, AT))
  expect(addressFor(db, 'https://shop.ru/?c=%7BCity%7Criga%7D', 1)).toBe('https://shop.ru/?c=riga')
})
