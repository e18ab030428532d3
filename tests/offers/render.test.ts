import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Content } from '../../src/offers/content.js'
import { listTargets, numberLinks } from '../../src/offers/link.js'
import { withoutValues } from '../../src/offers/personal/address.js'
import { fillTemplate, prepareTemplate } from '../../src/offers/personal/template.js'
import { type Addressee, personalValue } from '../../src/offers/personal.js'
import { prepareMessage } from '../../src/offers/render/prepared.js'
import { renderMessage } from '../../src/offers/render.js'
import { called, contents, over, people, textContent } from './people.js'

const anna = called('Anna')
const address = (link: number) => `https://go.bot/r/${link}`

function render(content: Content, person: Addressee = anna, quiet: string | null = null) {
  return renderMessage(prepareMessage(content, numberLinks(content, []).links), person, address, quiet)
}

describe('a message', () => {
  test('text: links under the same words, the preview of the true address', () => {
    const text = 'Hi {first_name|friend}, see shop.ru or our sizes, tg too'
    const entities = [
      over(text, 'shop.ru', 'url'),
      over(text, 'sizes', 'text_link', { url: 'https://shop.ru/sizes' }),
      over(text, 'tg', 'text_link', { url: 'tg://resolve?domain=x' }),
      over(text, '{first_name|friend}', 'bold'),
    ]
    const buttons = [[{ label: 'For {first_name|you}', url: 'https://shop.ru/boots' }]]
    expect(render(textContent(text, { entities, buttons }), called('Al'), 'o:1:q')).toEqual({
      method: 'sendMessage',
      payload: {
        text: 'Hi Al, see shop.ru or our sizes, tg too',
        entities: [
          { type: 'text_link', offset: 11, length: 7, url: 'https://go.bot/r/1' },
          { type: 'text_link', offset: 26, length: 5, url: 'https://go.bot/r/2' },
          { type: 'text_link', offset: 33, length: 2, url: 'tg://resolve?domain=x' },
          { type: 'bold', offset: 3, length: 2 },
        ],
        link_preview_options: { url: 'https://shop.ru/' },
        reply_markup: {
          inline_keyboard: [[{ text: 'For Al', url: 'https://go.bot/r/3' }], [{ text: '🔕', callback_data: 'o:1:q' }]],
        },
      },
    })
  })

  const previews: [string, Content, object][] = [
    ['no link', textContent('x'), { is_disabled: true }],
    [
      'only a link that is not tracked',
      textContent('x', { entities: [over('x', 'x', 'text_link', { url: 'tg://x' })] }),
      { is_disabled: true },
    ],
    [
      'switched off',
      textContent('a.ru', { preview: false, entities: [over('a.ru', 'a.ru', 'url')] }),
      { is_disabled: true },
    ],
    [
      'above',
      textContent('a.ru', { above: true, entities: [over('a.ru', 'a.ru', 'url')] }),
      { url: 'https://a.ru/', show_above_text: true },
    ],
  ]
  const linked = { entities: [over('a.ru', 'a.ru', 'url')] }
  const chosen: [string, Partial<Content>, object][] = [
    ['small', { previewSize: 'small' }, { url: 'https://a.ru/', prefer_small_media: true }],
    ['large', { previewSize: 'large' }, { url: 'https://a.ru/', prefer_large_media: true }],
    ['chosen', { previewUrl: 'https://b.ru/x' }, { url: 'https://b.ru/x' }],
    [
      'chosen, small and above',
      { previewUrl: 'https://b.ru/', previewSize: 'small', above: true },
      { url: 'https://b.ru/', prefer_small_media: true, show_above_text: true },
    ],
    ['chosen, then switched off', { previewUrl: 'https://b.ru/', preview: false }, { is_disabled: true }],
  ]
  test.each(chosen)('preview as its author wants it: %s', (_, choice, options) => {
    expect(render(textContent('a.ru', { ...linked, ...choice })).payload['link_preview_options']).toEqual(options)
  })

  test('preview of an address that stands nowhere in the text', () => {
    const { payload } = render(textContent('No link', { previewUrl: 'https://b.ru/' }))
    expect(payload['link_preview_options']).toEqual({ url: 'https://b.ru/' })
  })

  test('what is not tracked goes out as it is', () => {
    const content = textContent('Ask us', {
      entities: [over('Ask us', 'us', 'text_link', { url: 'https://t.me/shop' })],
      buttons: [
        [{ label: 'Chat', url: 'https://t.me/shop?start=a' }],
        [{ label: 'App', url: 'tg://resolve?domain=shop' }],
      ],
    })
    const { links } = numberLinks(content, [])
    const terms = links.map(link => ({ ...link, tracked: false }))
    const { payload } = renderMessage(prepareMessage(content, terms), anna, () => 'https://go.example/r/x', null)
    expect(JSON.stringify(payload)).not.toContain('go.example')
    expect(JSON.stringify(payload)).toContain('https://t.me/shop?start=a')
    expect(JSON.stringify(payload)).toContain('tg://resolve?domain=shop')
  })

  test.each(previews)('preview: %s', (_, content, options) => {
    expect(render(content).payload).toMatchObject({ link_preview_options: options })
  })

  test.each([
    ['photo', 'sendPhoto'],
    ['video', 'sendVideo'],
    ['animation', 'sendAnimation'],
    ['document', 'sendDocument'],
  ] as const)('%s goes by its file id', (kind, method) => {
    const content = textContent('Hi {first_name}', {
      kind,
      fileId: 'f',
      entities: [{ type: 'bold', offset: 0, length: 2 }],
    })
    expect(render(content)).toEqual({
      method,
      payload: { [kind]: 'f', caption: 'Hi Anna', caption_entities: [{ type: 'bold', offset: 0, length: 2 }] },
    })
    expect(render({ ...content, text: '', entities: [] }).payload).toEqual({ [kind]: 'f' })
    expect(render({ ...content, above: true, spoiler: true }).payload).toMatchObject({
      show_caption_above_media: true,
      has_spoiler: true,
    })
  })

  const shifted: [string, [string, string], [string, string][]][] = [
    ['around a placeholder', ['[Hi {first_name}!]', 'Anna'], [['bold', 'Hi Anna!']]],
    ['after it', ['{first_name} [x]', 'Anna'], [['bold', 'x']]],
    ['from inside', ['{first[_name} x]', 'Anna'], [['bold', 'Anna x']]],
    ['to inside', ['[x {first]_name}', 'Anna'], [['bold', 'x Anna']]],
    ['inside', ['{[first]_name} x', 'Anna'], [['bold', 'Anna']]],
    ['over one that vanishes', ['[{last_name}] x', 'Anna'], []],
    ['between two', ['{first_name}[ x ]{first_name}', '👩‍👩‍👧'], [['bold', ' x ']]],
    ['right to left', ['[{first_name}]', 'محمد'], [['bold', '\u2068محمد\u2069']]],
  ]
  test.each(shifted)('bold %s', (_, [marked, name], expected) => {
    const offset = marked.indexOf('[')
    const length = marked.indexOf(']') - offset - 1
    const content = textContent(marked.replace(/[[\]]/g, ''), { entities: [{ type: 'bold', offset, length }] })
    const payload = rendered.parse(render(content, called(name)).payload)
    expect(payload.entities.map(e => [e.type, payload.text.slice(e.offset, e.offset + e.length)])).toEqual(expected)
  })

  test('a long name shortens the label of a button, not the message', () => {
    const buttons = [[{ label: `${'x'.repeat(40)} {first_name}`, url: 'https://a.ru/' }]]
    const label = rendered.parse(render(textContent('x', { buttons }), called('n'.repeat(64))).payload).reply_markup
      ?.inline_keyboard[0]?.[0]?.text
    expect(label).toBe(`${'x'.repeat(40)} ${'n'.repeat(22)}…`)
  })

  test('each address is made once for each person', () => {
    const buttons = [[{ label: 'A', url: 'https://a.ru/' }], [{ label: 'A', url: 'https://a.ru/' }]]
    const content = textContent('x', { buttons })
    const asked: number[] = []
    const prepared = prepareMessage(content, numberLinks(content, []).links)
    renderMessage(prepared, anna, n => `https://go.bot/r/${asked.push(n)}`, null)
    expect(asked).toEqual([1])
  })
})

const entity = z.object({ type: z.string(), offset: z.int(), length: z.int(), url: z.string().optional() })
const rendered = z.object({
  text: z.string().default(''),
  caption: z.string().default(''),
  entities: z.array(entity).default([]),
  caption_entities: z.array(entity).default([]),
  link_preview_options: z.object({ url: z.string().optional() }).optional(),
  reply_markup: z
    .object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), url: z.string().optional() }))) })
    .optional(),
})

const cutsPair = (text: string, at: number) =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')

describe('for any content and any person', () => {
  test('entities stay within the text and cut no character; words are those of the content', () => {
    fc.assert(
      fc.property(contents, people, (content, person) => {
        const payload = rendered.parse(render(content, person).payload)
        const text = payload.text + payload.caption
        expect(text).toBe(fillTemplate(prepareTemplate(content.text), field => personalValue(person, field)).text)
        for (const { offset, length } of [...payload.entities, ...payload.caption_entities]) {
          expect(offset).toBeGreaterThanOrEqual(0)
          expect(length).toBeGreaterThan(0)
          expect(offset + length).toBeLessThanOrEqual(text.length)
          expect(cutsPair(text, offset) || cutsPair(text, offset + length)).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('only tracked addresses go out, and every button’s does; previews are of true addresses', () => {
    fc.assert(
      fc.property(contents, people, (content, person) => {
        const { links } = numberLinks(content, [])
        const payload = rendered.parse(render(content, person).payload)
        const inText = [...payload.entities, ...payload.caption_entities].flatMap(({ url }) => url ?? [])
        const inButtons = (payload.reply_markup?.inline_keyboard ?? []).flat().flatMap(({ url }) => url ?? [])
        const known = links.map(link => address(link.number))
        for (const url of [...inText, ...inButtons].filter(url => url.startsWith('http'))) expect(known).toContain(url)
        expect(inButtons).toHaveLength(content.buttons.flat().length)
        const left = [...payload.entities, ...payload.caption_entities].filter(({ type }) => type === 'url')
        for (const { offset, length } of left) {
          const words = (payload.text + payload.caption).slice(offset, offset + length)
          const full = words.includes(':') ? words : `https://${words}`
          expect(/^https?:/i.test(full) && URL.canParse(full)).toBe(false)
        }
        const preview = payload.link_preview_options?.url
        if (preview !== undefined)
          expect(listTargets(content).map(target => withoutValues(target.url))).toContain(preview)
      }),
      { numRuns: 500 },
    )
  })

  test('every link over visible words appears', () => {
    const text = 'see https://shop.com/boots and shop.com for {first_name|friend}'
    const pick = fc.subarray([over(text, 'https://shop.com/boots', 'url'), over(text, 'shop.com for', 'bold')])
    fc.assert(
      fc.property(pick, people, fc.array(fc.constantFrom('A', 'B', 'C')), (entities, person, labels) => {
        const buttons = labels.map(label => [{ label, url: `https://shop.com/${label}` }])
        const content = textContent(text, { entities, buttons })
        const sent = JSON.stringify(render(content, person).payload)
        for (const { number } of numberLinks(content, []).links) expect(sent).toContain(`"${address(number)}"`)
      }),
    )
  })
})
