import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillTemplate, findPlaceholders, prepareTemplate } from '../../src/offers/personal/template.js'
import { checkContent, fillFor, lengthLimit, longestLength, personalValue } from '../../src/offers/personal.js'
import { called, contents, over, people, textContent } from './people.js'

const fill = (text: string, firstName: string) =>
  fillTemplate(prepareTemplate(text), field => personalValue(called(firstName), field)).text

describe('placeholders', () => {
  const cases: [string, string, string][] = [
    ['name', 'Hi {first_name|friend}!', 'Hi Anna!'],
    ['twice', '{first_name}, {first_name|x}', 'Anna, Anna'],
    ['capitals and spaces', 'Hi { First name | friend }!', 'Hi Anna!'],
    ['missing, with a fallback', '{last_name|friend}', 'friend'],
    ['missing, with an empty fallback', 'a{last_name|}b{username}c', 'abc'],
    ['a brace alone', 'a { b } c {} {', 'a { b } c {} {'],
    ['not a name', '{20 %} {1, 2} {a; b}', '{20 %} {1, 2} {a; b}'],
    ['nested', '{{first_name}}', '{Anna}'],
    ['cut by a new line', '{first_name|\nx}', '{first_name|\nx}'],
  ]
  test.each(cases)('%s', (_, text, expected) => {
    expect(fill(text, 'Anna')).toBe(expected)
  })

  const CITY = { город: 1, city: 1, likes: 2 }
  const conditions: [string, string, string | undefined, string][] = [
    ['met', '{City = Riga: Come by|Order online}', 'Riga', 'Come by'],
    ['met, whatever the case and the language of the field', '{ГОРОД=рига:Ждём вас|Закажите}!', 'Рига', 'Ждём вас!'],
    ['not met', '{City = Riga: Come by|Order online}', 'Vilnius', 'Order online'],
    ['unknown', '{City = Riga: Come by|Order online}', undefined, 'Order online'],
    ['without other words', 'Hi{City = Riga:, neighbour}.', 'Vilnius', 'Hi.'],
    ['known', '{City: See you|Where are you?}', 'Vilnius', 'See you'],
    ['not known', '{City: See you|Where are you?}', undefined, 'Where are you?'],
    ['one of many', '{Likes = bags: New bags|New boots}', 'boots, bags', 'New bags'],
    ['of a name', '{first_name = anna: It is you|Hello}', undefined, 'It is you'],
    ['with a colon in its words', '{City = Riga: Open: 10–20|Closed}', 'Riga', 'Open: 10–20'],
    ['of no field', '{Note: nothing}', 'Riga', '{Note: nothing}'],
  ]
  test.each(conditions)('a condition: %s', (_, text, value, expected) => {
    const values = new Map(value === undefined ? [] : [[/likes/i.test(text) ? 2 : 1, value]])
    const person = { ...called('Anna'), values }
    expect(fillTemplate(prepareTemplate(text, CITY), field => personalValue(person, field)).text).toBe(expected)
  })

  test('a condition on yes or no holds in either language, and is never too long', () => {
    const yes = { ...called('Anna'), values: new Map([[1, 'да']]) }
    const text = '{City = yes: in|out}'
    expect(fillTemplate(prepareTemplate(text, CITY), field => personalValue(yes, field)).text).toBe('in')
    const long = textContent(`{City: ${'x'.repeat(500)}|y}${'z'.repeat(3_600)}`, { fields: CITY })
    expect(() => checkContent(long)).not.toThrow()
    expect(longestLength(long)).toBe(4_100)
    const filled = fillFor(prepareTemplate(long.text, CITY), yes, lengthLimit(long))
    expect(filled.text).toBe(`y${'z'.repeat(3_600)}`)
  })

  test('a value that looks like a placeholder stays a value', () => {
    expect(fill('Hi {first_name}', '{username|x}')).toBe('Hi {username|x}')
  })

  const values: [string, string, string][] = [
    ['plain', 'Anna', 'Anna'],
    ['spaces squeezed', '  Anna \n\t Maria ', 'Anna Maria'],
    ['controls', 'An\u0000na\u0007', 'Anna'],
    ['override', '\u202eannA\u202c', 'annA'],
    ['isolates', '\u2067x\u2069', 'x'],
    ['half a surrogate pair', 'a\ud83d', 'a'],
    ['family of one glyph', '👩‍👩‍👧', '👩‍👩‍👧'],
    ['Arabic is isolated', 'محمد', '\u2068محمد\u2069'],
    ['mixed is isolated', 'David דוד', '\u2068David דוד\u2069'],
    ['invisible', '\u200b\u2060 \u3164\u2800', ''],
    ['only spaces', '   ', ''],
  ]
  test.each(values)('a name: %s', (_, name, expected) => {
    expect(personalValue(called(name), 'first_name')).toBe(expected)
  })

  test('no name is longer than the longest, or can turn or break what is around it', () => {
    fc.assert(
      fc.property(people, person => {
        for (const field of ['first_name', 'last_name', 'username'] as const) {
          const value = personalValue(person, field)
          expect(value.length).toBeLessThanOrEqual(66)
          expect(value).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u)
          expect(value.replace(/^\u2068|\u2069$/gu, '')).not.toMatch(/[\u2066-\u2069]/u)
        }
      }),
    )
  })

  test('braces around anything else are never taken for a field', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        for (const { start, end } of findPlaceholders(text))
          expect(text.slice(start, end)).toMatch(/^\{\s*(first[_ ]name|last[_ ]name|username)\s*(\|.*)?\}$/i)
      }),
    )
  })
})

describe('what Telegram would refuse', () => {
  const buttons = (label: string) => [[{ label, url: 'https://a.ru/' }]]
  const fits: [string, ReturnType<typeof textContent>][] = [
    ['4,096', textContent('x'.repeat(4_096))],
    ['1,024 under a photo', textContent('x'.repeat(1_024), { kind: 'photo', fileId: 'f' })],
    ['who has no name just fits', textContent(`${'x'.repeat(4_090)}{first_name|friend}`)],
    ['a photo without words', textContent('', { kind: 'photo', fileId: 'f' })],
    ['a name on a button', textContent('x', { buttons: buttons('For {first_name|you}') })],
    ['a tg: link', textContent('x', { entities: [over('x', 'x', 'text_link', { url: 'tg://user?id=1' })] })],
  ]
  test.each(fits)('takes: %s', (_, content) => {
    expect(() => checkContent(content)).not.toThrow()
  })

  const unfinished = [
    'Hello {first_name|friend',
    'Hello { First name |fri\nend}',
    'Hello {first_name, friend}',
    'Hello {first_name|{x}}',
  ]
  type Refused = [string, ReturnType<typeof textContent>, string, object]
  const refused: Refused[] = [
    ['too long', textContent('x'.repeat(4_097)), 'content_too_long', { length: 4_097, limit: 4_096 }],
    [
      'too long for who has no name',
      textContent(`${'x'.repeat(4_091)}{first_name|friend}`),
      'content_too_long',
      { length: 4_097, limit: 4_096 },
    ],
    [
      'too long for a caption',
      textContent('🎉'.repeat(513), { kind: 'video', fileId: 'f' }),
      'content_too_long',
      { length: 1_026, limit: 1_024 },
    ],
    ['a fallback longer than any name', textContent(`{first_name|${'x'.repeat(4_100)}}`), 'content_too_long', {}],
    ...unfinished.map(
      (text): Refused => [
        `unfinished: ${text}`,
        textContent(text),
        'content_field_unfinished',
        { field: 'first_name' },
      ],
    ),
    [
      'unfinished on a button',
      textContent('x', { buttons: buttons('For {username') }),
      'content_field_unfinished',
      { field: 'username' },
    ],
    ['an unknown field', textContent('Hi {nome|x}'), 'content_field_unknown', { field: 'nome' }],
    ['an unknown field, Cyrillic', textContent('{имечко}'), 'content_field_unknown', { field: 'имечко' }],
    [
      'an unknown field on a button',
      textContent('x', { buttons: buttons('{city}') }),
      'content_field_unknown',
      { field: 'city' },
    ],
    ['nothing left without a name', textContent('{first_name}'), 'content_empty', {}],
    [
      'a button without words without a username',
      textContent('x', { buttons: buttons('{username}') }),
      'buttons_line_invalid',
      { line: 1, why: 'label_empty' },
    ],
    ['an empty button', textContent('x', { buttons: buttons(' ') }), 'buttons_line_invalid', { why: 'label_empty' }],
    [
      'too many entities',
      textContent('x'.repeat(200), {
        entities: Array.from({ length: 101 }, (_, i) => ({ type: 'bold', offset: i, length: 1 })),
      }),
      'content_too_many_entities',
      { count: 101, limit: 100 },
    ],
    [
      'too many buttons',
      textContent('x', {
        buttons: Array.from({ length: 100 }, () => ({ label: 'A', url: 'https://a.ru/' })).map(b => [b]),
      }),
      'buttons_too_many',
      { count: 100, limit: 99 },
    ],
    [
      'a private link in the text',
      textContent('http://10.0.0.1/x', { entities: [{ type: 'url', offset: 0, length: 17 }] }),
      'url_private',
      { address: 'http://10.0.0.1/x' },
    ],
    [
      'a link of another scheme',
      textContent('x', { entities: [over('x', 'x', 'text_link', { url: 'ftp://a.ru' })] }),
      'url_scheme',
      {},
    ],
  ]
  test.each(refused)('refuses: %s', (_, content, code, details) => {
    expect(() => checkContent(content)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) }),
    )
  })

  test('own targets may stand in the text', () => {
    const text = 'http://127.0.0.1:4000/'
    const content = textContent(text, { entities: [over(text, text, 'url')] })
    expect(() => checkContent(content)).toThrow(expect.objectContaining({ code: 'url_private' }))
    expect(() => checkContent(content, ['http://127.0.0.1:4000'])).not.toThrow()
  })

  test('nobody’s message is longer than the longest', () => {
    fc.assert(
      fc.property(contents, people, (content, person) => {
        const { text } = fillTemplate(prepareTemplate(content.text), field => personalValue(person, field))
        expect(text.length).toBeLessThanOrEqual(longestLength(content))
      }),
    )
  })

  test('what was accepted fits for everybody, whatever their names', () => {
    const paddings = fc.integer({ min: 980, max: 1_030 })
    fc.assert(
      fc.property(contents, paddings, people, (content, length, person) => {
        const caption = { ...content, kind: 'photo' as const, fileId: 'f', entities: [], buttons: [] }
        const padded = { ...caption, text: 'x'.repeat(Math.max(0, length - content.text.length)) + content.text }
        fc.pre(accepted(padded))
        const whole = fillTemplate(prepareTemplate(padded.text), field => personalValue(person, field)).text
        const { text } = fillFor(prepareTemplate(padded.text), person, lengthLimit(padded))
        expect(text.length).toBeLessThanOrEqual(1_024)
        if (whole.length <= 1_024) expect(text).toBe(whole)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['the name is cut', 1_000, 'x', 'Alexandrina Charlotte Wilhelmina', 'Alexandrina Charlotte…'],
    ['a name that would be cut to nothing gives way', 1_022, 'x', 'Alexandra', 'x'],
    ['an Arabic name stays isolated', 1_010, 'x', 'محمد عبد الرحمن الخليلي', '\u2068محمد عبد ال…\u2069'],
  ])('%s', (_, padding, fallback, name, expected) => {
    const text = `${'-'.repeat(padding)}{first_name|${fallback}}`
    expect(fillFor(prepareTemplate(text), called(name), 1_024).text.slice(padding)).toBe(expected)
  })
})

function accepted(content: Parameters<typeof checkContent>[0]): boolean {
  try {
    checkContent(content)
    return true
  } catch {
    return false
  }
}
