import fc from 'fast-check'
import type { Message } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { contentSchema, type IncomingMessage, readContent, withWords } from '../../src/offers/content.js'
import { canBecome } from '../../src/offers/render/edit.js'
import { contents, textContent } from './people.js'

const file = { file_id: 'f', file_unique_id: 'u' }
const frame = { ...file, width: 10, height: 10, duration: 1 }

describe('what an admin sends', () => {
  const cases: [string, IncomingMessage, object][] = [
    ['text', { text: 'Boots' }, { kind: 'text', text: 'Boots', fileId: null, preview: true }],
    [
      'text without preview',
      { text: 'a.com', link_preview_options: { is_disabled: true } },
      { kind: 'text', preview: false },
    ],
    [
      'text with a small preview of an address that the author chose',
      {
        text: 'a.com',
        link_preview_options: { url: 'b.com/x', prefer_small_media: true, show_above_text: true },
      },
      { preview: true, previewUrl: 'https://b.com/x', previewSize: 'small', above: true },
    ],
    [
      'text with a large preview',
      { text: 'a.com', link_preview_options: { prefer_large_media: true } },
      { preview: true, previewSize: 'large' },
    ],
    [
      'text with the preview above',
      { text: 'a.com', link_preview_options: { show_above_text: true } },
      { preview: true, above: true },
    ],
    [
      'photo, the largest of its sizes',
      {
        photo: [
          { file_id: 's', width: 90, height: 60 },
          { file_id: 'l', width: 1280, height: 800 },
          { file_id: 'm', width: 320, height: 200 },
        ],
        caption: 'Look',
        has_media_spoiler: true,
        show_caption_above_media: true,
      },
      { kind: 'photo', fileId: 'l', text: 'Look', spoiler: true, above: true },
    ],
    ['photo without words', { photo: [{ file_id: 'l', width: 1, height: 1 }] }, { kind: 'photo', text: '' }],
    ['video', { video: frame, caption: 'v' }, { kind: 'video', fileId: 'f' }],
    ['animation, which is also a document', { animation: frame, document: { file_id: 'd' } }, { kind: 'animation' }],
    ['document', { document: { file_id: 'd' }, caption: 'price list' }, { kind: 'document', fileId: 'd' }],
    ['music', { audio: { file_id: 'm' }, caption: 'our song' }, { kind: 'audio', fileId: 'm', text: 'our song' }],
  ]
  test.each(cases)('%s', (_, message, expected) => {
    const content = readContent(message)
    expect(content).toMatchObject({ ...expected, buttons: [] })
    expect(contentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content)
  })

  test('formatting is kept as it is, what we do not know of it is dropped', () => {
    const message: Message = {
      message_id: 1,
      date: 0,
      chat: { id: 1, type: 'private', first_name: 'A' },
      from: { id: 1, is_bot: false, first_name: 'A' },
      text: '👢 boots for Ann at noon',
      entities: [
        { type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '77' },
        { type: 'pre', offset: 3, length: 5, language: 'c' },
        {
          type: 'text_mention',
          offset: 13,
          length: 3,
          user: { id: 5, is_bot: false, first_name: 'Ann', username: 'x' },
        },
      ],
    }
    expect(readContent(message).entities).toEqual([
      { type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '77' },
      { type: 'pre', offset: 3, length: 5, language: 'c' },
      { type: 'text_mention', offset: 13, length: 3, user: { id: 5, is_bot: false, first_name: 'Ann' } },
    ])
  })

  const refused: [string, IncomingMessage, string][] = [
    ['sticker', { sticker: file }, 'content_kind_unsupported'],
    ['game', { game: {} }, 'content_kind_unsupported'],
    ['place', { location: {}, venue: {} }, 'content_kind_unsupported'],
    ['album', { photo: [{ file_id: 'l', width: 1, height: 1 }], media_group_id: '1' }, 'content_album'],
    ['nothing', {}, 'content_empty'],
    ['blanks', { text: ' \n ' }, 'content_empty'],
  ]
  test.each(refused)('refuses: %s', (_, message, code) => {
    expect(() => readContent(message)).toThrow(expect.objectContaining({ code }))
  })
})

test('a voice message has a caption, a round video has no words; neither becomes anything else', () => {
  const voice = readContent({ voice: file, caption: 'hi', has_media_spoiler: true })
  expect(voice).toMatchObject({ kind: 'voice', fileId: file.file_id, text: 'hi' })
  expect('spoiler' in voice).toBe(false)
  const round = readContent({ video_note: file })
  expect(round).toMatchObject({ kind: 'video_note', text: '' })
  expect(withWords(voice, textContent('new'))).toMatchObject({ kind: 'voice', text: 'new' })
  expect(withWords(round, textContent('new'))).toMatchObject({ kind: 'text', text: 'new' })
  expect(canBecome(voice, { ...voice, text: 'other' })).toBe(true)
  for (const [before, after] of [
    [voice, round],
    [round, voice],
    [voice, textContent('x')],
    [textContent('x'), round],
    [voice, { ...voice, fileId: 'other' }],
  ] as const)
    expect(canBecome(before, after)).toBe(false)
})

test('words alone keep the medium and the buttons; another medium keeps the buttons', () => {
  const buttons = [[{ label: 'Boots', url: 'https://shop.com/' }]]
  const photo = { ...readContent({ photo: [{ file_id: 'p', width: 1, height: 1 }], caption: 'old' }), buttons }
  expect(withWords(photo, textContent('new'))).toEqual({ ...photo, text: 'new' })
  expect(withWords(photo, readContent({ video: frame, caption: 'v' }))).toMatchObject({
    kind: 'video',
    text: 'v',
    buttons,
  })
  expect(withWords(textContent('old', { buttons }), textContent('new'))).toEqual(textContent('new', { buttons }))
})

test('stored content reads back as it was', () => {
  fc.assert(
    fc.property(contents, content => {
      expect(contentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content)
    }),
  )
})
