import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillingsFor, VALUES_OF } from '../../../src/audience/attribute/filling.js'
import { recordValues } from '../../../src/audience/attribute/value.js'
import { createAttribute, listAttributes, renameAttribute } from '../../../src/audience/attribute.js'
import type { Db } from '../../../src/db/open.js'
import { setButtons } from '../../../src/offers/button/own.js'
import type { Content } from '../../../src/offers/content.js'
import { createOffer } from '../../../src/offers/offer.js'
import { keepPlaceholders } from '../../../src/offers/personal/address.js'
import { withFields } from '../../../src/offers/personal/field.js'
import { checkShape } from '../../../src/offers/personal.js'
import { prepareMessage } from '../../../src/offers/render/prepared.js'
import { renderMessage } from '../../../src/offers/render.js'
import { findVariant, setContent } from '../../../src/offers/variant.js'
import { detect } from '../../../src/sandbox/emulator/entities.js'
import type { Language } from '../../../src/text/format.js'
import { seed } from '../../delivery/fixture.js'
import { temporaryDb } from '../../support/db.js'
import { over, textContent } from '../people.js'

const AT = Date.UTC(2026, 10, 29, 12)

/** A shop with a few fields, and Anna of whom all are known; Bob, of whom none is. */
async function shop() {
  const db = await temporaryDb()
  seed(db, [{ name: 'Anna' }, { name: 'Bob' }])
  const field = (label: string, type: 'text' | 'number' | 'many_of' | 'yes_no', options: string[] | null = null) =>
    createAttribute(db, { label, type, options, group: 'behavioural', purpose: null, createdBy: 1 }, AT)
  const fields = {
    size: field('Размер ноги', 'number'),
    likes: field('Likes', 'many_of', ['boots', 'shoes', 'bags']),
    note: field('Note', 'text'),
    club: field('Club', 'yes_no'),
  }
  const tell = (attribute: (typeof fields)[keyof typeof fields], ...values: string[]) =>
    recordValues(db, 1, attribute, { values, provenance: 'corrected', origin: 'admin:1' }, AT)
  tell(fields.size, '42.5')
  tell(fields.likes, 'boots', 'bags')
  tell(fields.club, 'yes')
  for (const attribute of listAttributes(db))
    if (['city', 'birthday'].includes(attribute.key)) tell(attribute, attribute.key === 'city' ? 'Riga' : '1990-03-08')
  return { db, fields, tell }
}

/** A message as somebody gets it. */
function shown(db: Db, person: number, content: Content, language: Language = 'en') {
  const prepared = prepareMessage(withFields(db, content), [])
  const values = fillingsFor(db, [person], prepared.fields, language).get(person)
  const reader = { firstName: person === 1 ? 'Anna' : 'Bob', lastName: null, username: null }
  return renderMessage(prepared, values === undefined ? reader : { ...reader, values }, () => '', null).payload
}

describe('what a message is filled with', () => {
  const cases: [string, string, string, Language][] = [
    ['a field of the shop, whatever its case', '{размер ноги|?} {Размер Ноги}', '42.5 42.5', 'en'],
    ['a number as it is written there', '{Размер ноги}', '42,5', 'ru'],
    ['several values', '{Likes|nothing}', 'bags, boots', 'en'],
    ['a town in the bot’s language', '{City}, {Город}', 'Рига, Рига', 'ru'],
    ['a day in words', '{Birthday|}', '8 March 1990', 'en'],
    ['yes and no', '{Club}', 'Yes', 'en'],
    ['a name by its other names', '{name} {Имя}', 'Anna Anna', 'en'],
    ['nothing known', 'a{Note|little}b', 'alittleb', 'en'],
  ]
  test.each(cases)('%s', async (_, text, expected, language) => {
    const { db } = await shop()
    expect(String(shown(db, 1, textContent(text), language)['text']).replace(/\u2060/g, '')).toBe(expected)
  })

  test('what somebody bought last, in words; of nobody who has not proven which customer they are, and never in an address', async () => {
    const { db } = await shop()
    const customer = db.sql(
      `insert into customers (external_id, subscriber_id, linked_by, created_at) values (?, ?, ?, 0)`,
    )
    customer.run('c1', 1, 'phone')
    customer.run('c2', 2, 'file_phone')
    const order = db.sql(
      `insert into orders (external_id, customer_id, at, status, total, refunded, currency) values (?, ?, ?, ?, ?, ?, 'EUR')`,
    )
    order.run('o1', 1, Date.UTC(2026, 9, 1), 'paid', 100_00, 0)
    order.run('o2', 1, Date.UTC(2026, 9, 5), 'paid', 60_00, 10_00)
    order.run('o3', 1, Date.UTC(2026, 9, 9), 'cancelled', 900_00, 0)
    order.run('o4', 2, Date.UTC(2026, 9, 9), 'paid', 900_00, 0)
    db.sql(
      `insert into order_lines (order_id, line, product, product_folded, quantity) values (2, 1, 'Warm boots', 'warm boots', 1)`,
    ).run()
    const content = textContent('{last product|Boots}, {Last order|never}, {last order sum|nothing}')
    expect(shown(db, 1, content)['text']).toBe('Warm boots, 5 Oct 2026, €50')
    expect(shown(db, 2, content)['text']).toBe('Boots, never, nothing')
    expect(shown(db, 1, textContent('{Последний товар: вы с нами|заходите}'))['text']).toBe('вы с нами')
    const told = textContent('x', {
      buttons: [[{ label: 'A', url: keepPlaceholders('https://a.ru/?p={last_product}') }]],
    })
    expect(() => withFields(db, told)).toThrow(expect.objectContaining({ code: 'content_field_unknown' }))
  })

  test('formatting, links and what follows move with it, in the text and on buttons', async () => {
    const { db } = await shop()
    const text = '🎉 {City|town}: boots {Размер ноги|for you}!'
    const content = textContent(text, {
      entities: [over(text, '{City|town}', 'bold'), over(text, 'boots {Размер ноги|for you}', 'italic')],
      buttons: [[{ label: 'Size {Размер ноги|?}', url: 'tg://resolve?domain=boots' }]],
    })
    for (const [person, town, size, label] of [
      [1, 'Riga', 'boots 42.5', 'Size 42.5'],
      [2, 'town', 'boots for you', 'Size ?'],
    ] as const) {
      const payload = shown(db, person, content)
      const words = String(payload['text'])
      const entities = payload['entities'] as { offset: number; length: number }[]
      expect(entities.map(({ offset, length }) => words.slice(offset, offset + length))).toEqual([town, size])
      expect(JSON.stringify(payload['reply_markup'])).toContain(`"text":"${label}"`)
    }
  })

  test('a value is words, whatever it says: never formatting, a link, or another field', async () => {
    const { db, fields, tell } = await shop()
    const bad = [
      'evil.example/x',
      'https://evil.example',
      'http://1.2.3.4/x',
      'a@evil.example',
      '@somebody',
      '#sale',
      '/stop now',
      '<b>x</b> *y* `z`',
      '{first_name|x}',
      'tg://resolve?domain=evil',
      'see evil.example.',
    ]
    for (const value of bad) {
      tell(fields.note, value)
      const payload = shown(db, 1, textContent('Note: {Note}, bye'))
      const text = String(payload['text'])
      expect(text.replace(/\u2060/g, '')).toBe(`Note: ${value}, bye`)
      expect([value, detect({ text, entities: [] }).entities]).toEqual([value, []])
    }
  })

  test('no value makes a message that Telegram refuses, nor is cut: too long ones give way', async () => {
    const { db, fields, tell } = await shop()
    tell(fields.note, 'x'.repeat(250))
    const text = `${'y'.repeat(3_990)} {Note|z}`
    expect(shown(db, 1, textContent(text))['text']).toBe(`${'y'.repeat(3_990)} z`)
    const label = JSON.stringify(
      shown(db, 1, textContent('a', { buttons: [[{ label: 'For {Note|you}', url: 'tg://x' }]] }))['reply_markup'],
    )
    expect(label).toContain('"For you"')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 256 }), value => {
        const values = new Map([[fields.note.id, value]])
        const prepared = prepareMessage(withFields(db, textContent(text)), [])
        const { payload } = renderMessage(
          prepared,
          { firstName: 'A', lastName: null, username: null, values },
          () => '',
          null,
        )
        expect(String(payload['text']).length).toBeLessThanOrEqual(4_096)
        expect(String(payload['text'])).toMatch(/^y+ ./u)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what is no field', () => {
  test.each([
    ['{Likez|x}', 'Likez', 'Likes'],
    ['{Гарод}', 'Гарод', 'Город'],
    ['{Размер нги|42}', 'Размер нги', 'Размер ноги'],
    ['{quite another}', null, null],
    ['{quite another|x}', 'quite another', ''],
    ['{last_nam}', 'last_nam', 'last_name'],
  ])('%s', async (text, field, nearest) => {
    const { db } = await shop()
    const tried = () => withFields(db, textContent(text))
    if (field === null) expect(tried().fields).toBeUndefined()
    else expect(tried).toThrow(expect.objectContaining({ code: 'content_field_unknown', details: { field, nearest } }))
  })

  test('a placeholder without its closing brace is named', async () => {
    const { db } = await shop()
    const ids = { 'размер ноги': 4 }
    expect(() => checkShape({ ...withFields(db, textContent('Ваш {Размер ноги|42')), fields: ids })).toThrow(
      expect.objectContaining({ code: 'content_field_unfinished', details: { field: 'размер ноги' } }),
    )
  })
})

test('a field that is called something else later stays the one that was meant, with other buttons too', async () => {
  const { db, fields } = await shop()
  const { id } = createOffer(db, { createdBy: 1 }, AT)
  setContent(db, id, null, textContent('Size {Размер ноги|?}'))
  renameAttribute(db, fields.size.id, 'Размер')
  setButtons(db, id, [[{ label: 'Buy {Размер|}!', url: 'tg://resolve?domain=shop' }]])
  const content = findVariant(db, id, null)?.content
  if (content === undefined) throw new Error('no message')
  expect(shown(db, 1, content)['text']).toBe('Size 42.5')
  expect(JSON.stringify(shown(db, 1, content)['reply_markup'])).toContain('Buy 42.5!')
})

test('what many people’s messages are filled with is one question, by an index', async () => {
  const { db } = await shop()
  const plan = db
    .sql<{ detail: string }>(`explain query plan ${VALUES_OF}`)
    .all('[1,2]', '[4]')
    .map(({ detail }) => detail)
    .join('\n')
  expect(plan).toContain('attribute_values_subscriber (subscriber_id=? AND attribute_id=?)')
})
