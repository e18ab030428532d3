import fc from 'fast-check'
import type { Content, ContentEntity } from '../../src/offers/content.js'
import { anyText } from '../support/any-text.js'

/** Text content with nothing special about it. */
export function textContent(text: string, more: Partial<Content> = {}): Content {
  return { kind: 'text', text, entities: [], fileId: null, preview: true, buttons: [], ...more }
}

/** An entity over the first occurrence of `words`. */
export function over(text: string, words: string, type: string, more: Partial<ContentEntity> = {}): ContentEntity {
  return { type, offset: text.indexOf(words), length: words.length, ...more }
}

/** A person with only a first name. */
export function called(firstName: string) {
  return { firstName, lastName: null, username: null }
}

/** Names as people really have them, and worse. */
export const names = fc.oneof(
  anyText({ maxLength: 70 }),
  fc.string({ unit: 'grapheme', maxLength: 64 }),
  fc.constantFrom(
    'Anna',
    'محمد',
    'דוד 🌸',
    '👩‍👩‍👧‍👦',
    '\u202eevil',
    '\ud83d',
    ' \u200b ',
    'a\nb',
    'ㅤ',
    'x'.repeat(64),
    '🎉'.repeat(64),
  ),
)

export const people = fc.record({
  firstName: names,
  lastName: fc.option(names),
  username: fc.option(fc.stringMatching(/^[a-z]\w{4,31}$/)),
})

const pieces = fc.constantFrom(
  'Hi ',
  '{first_name|friend}',
  '{last_name}',
  '{username|you 🎁}',
  ' https://shop.com/boots ',
  'shop.com',
  ' new boots 👢 ',
  '{',
  '}',
  'скидка −20 %\n',
  '🎉',
)
const entity = fc.record({
  type: fc.constantFrom('bold', 'url', 'text_link', 'custom_emoji', 'code', 'hashtag', 'blockquote'),
  offset: fc.integer({ min: -3, max: 120 }),
  length: fc.integer({ min: -2, max: 60 }),
  url: fc.constantFrom('https://shop.com/sizes', 'http://shop.com/a?b=1', 'tg://resolve?domain=x', 'mailto:a@b.com'),
})
const button = fc.record({
  label: fc.constantFrom('Boots', 'Sizes', 'For {first_name|you}', 'Boots 👢'),
  url: fc.constantFrom('https://shop.com/boots', 'https://shop.com/sizes', 'https://t.me/shop'),
})

/** Any content, with entities in all the wrong places. */
export const contents: fc.Arbitrary<Content> = fc.record({
  kind: fc.constantFrom('text', 'photo', 'document'),
  text: fc.array(pieces, { minLength: 1, maxLength: 10 }).map(parts => parts.join('')),
  entities: fc
    .array(entity, { maxLength: 8 })
    .map(all => all.map(({ url, ...rest }) => (rest.type === 'text_link' ? { ...rest, url } : rest))),
  fileId: fc.constant('file'),
  preview: fc.boolean(),
  buttons: fc.array(fc.array(button, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
})
