import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import {
  ALBUM_LIMIT,
  dropOldParts,
  findAlbum,
  growAlbum,
  leadOf,
  recordPart,
  withItem,
} from '../../../src/offers/content/album.js'
import { type Content, type IncomingMessage, readPart, withWords } from '../../../src/offers/content.js'
import { numberLinks } from '../../../src/offers/link.js'
import { copyOffer } from '../../../src/offers/offer/copy.js'
import { createOffer } from '../../../src/offers/offer.js'
import { checkContent, lengthLimit, showsCode } from '../../../src/offers/personal.js'
import { canBecome, editsOf } from '../../../src/offers/render/edit.js'
import { asSent, prepareMessage } from '../../../src/offers/render/prepared.js'
import { messagesIn, renderMessage } from '../../../src/offers/render.js'
import { findVariant, setContent } from '../../../src/offers/variant.js'
import { temporaryDb } from '../../support/db.js'
import { textContent } from '../people.js'

const AT = Date.UTC(2026, 10, 30)
const photo = (file_id: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  photo: [{ file_id, width: 1, height: 1 }],
  ...more,
})
const file = (file_id: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  document: { file_id },
  ...more,
})

/** Takes messages of one album, each by its number in the chat. */
function take(db: Db, ...parts: readonly [number, IncomingMessage][]) {
  return parts.map(([message, sent]) =>
    db.write(() => recordPart(db, { chat: 1, message, album: 'a' }, readPart(sent), AT)),
  )
}

const whole = (db: Db): Content => {
  const album = findAlbum(db, 1, 'a')
  if (album === null) throw new Error('no album')
  return album
}

describe('an album', () => {
  test('is what has come of it, in the order of the chat, whatever came first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }), async order => {
        const db = await temporaryDb()
        for (const [i, n] of order.entries()) {
          const [{ lead } = { lead: 0 }] = take(db, [n, photo(`p${n}`, n === 1 ? { caption: 'Boots' } : {})])
          expect(lead).toBe(order[0])
          const { kind, items = [] } = whole(db)
          expect(kind).toBe(i === 0 ? 'photo' : 'album')
          expect(items).toHaveLength(i === 0 ? 0 : i + 1)
        }
        take(db, [order[2] ?? 0, photo(`p${order[2]}`, order[2] === 1 ? { caption: 'Boots' } : {})])
        expect(whole(db)).toMatchObject({
          text: 'Boots',
          items: [1, 2, 3, 4, 5].map(n => ({ fileId: `p${n}`, text: '' })),
        })
        expect(leadOf(db, 1, 'a')).toBe(order[0])
      }),
      { numRuns: 3 },
    )
  })

  test('keeps covers, captions and formatting, and where its caption stands', async () => {
    const db = await temporaryDb()
    take(
      db,
      [1, photo('p', { has_media_spoiler: true, show_caption_above_media: true })],
      [2, { video: { file_id: 'v' }, caption: 'Bold', caption_entities: [{ type: 'bold', offset: 0, length: 4 }] }],
      [3, photo('q', { caption: 'The red ones' })],
    )
    expect(whole(db)).toEqual({
      ...{ kind: 'album', text: 'Bold', entities: [{ type: 'bold', offset: 0, length: 4 }], fileId: null },
      ...{ preview: false, above: true, buttons: [], captioned: 1, group: 'a' },
      items: [
        { kind: 'photo', fileId: 'p', text: '', entities: [], spoiler: true },
        { kind: 'video', fileId: 'v', text: '', entities: [] },
        { kind: 'photo', fileId: 'q', text: 'The red ones', entities: [] },
      ],
    })
  })

  const refused: [string, [number, IncomingMessage][], string][] = [
    [
      'a photo and a file',
      [
        [1, photo('p')],
        [2, file('d')],
      ],
      'album_mixed',
    ],
    [
      'music and a file',
      [
        [1, { audio: { file_id: 'm' } }],
        [2, file('d')],
      ],
      'album_mixed',
    ],
    [
      'an animation',
      [
        [1, photo('p')],
        [2, { animation: { file_id: 'g' } }],
      ],
      'album_mixed',
    ],
    [
      'a voice message',
      [
        [1, file('d')],
        [2, { voice: { file_id: 'o' } }],
      ],
      'album_mixed',
    ],
    ['more than ten', Array.from({ length: ALBUM_LIMIT + 1 }, (_, i) => [i + 1, photo(`p${i}`)]), 'album_too_many'],
  ]
  test.each(refused)('cannot hold %s; what came before stays', async (_, parts, code) => {
    const db = await temporaryDb()
    take(db, ...parts.slice(0, -1))
    const before = whole(db)
    expect(() => take(db, ...parts.slice(-1))).toThrow(expect.objectContaining({ code }))
    expect(whole(db)).toEqual(before)
  })

  test('is kept for a month, for whoever asks late what it was', async () => {
    const db = await temporaryDb()
    take(db, [1, photo('p')], [2, photo('q')])
    db.write(() => dropOldParts(db, AT + 29 * DAY))
    expect(whole(db).items).toHaveLength(2)
    db.write(() => dropOldParts(db, AT + 31 * DAY))
    expect(findAlbum(db, 1, 'a')).toBeNull()
  })

  test('grows in every draft that holds it, with the words written for it since, and in copies', async () => {
    const db = await temporaryDb()
    take(db, [1, photo('p', { caption: 'Boots' })])
    const draft = () => db.write(() => createOffer(db, { createdBy: 1, name: 'x', utm: false }, AT).id)
    const [own, follows, other] = [draft(), draft(), draft()]
    const buttons = [[{ label: 'Shop', url: 'https://shop.com/' }]]
    db.write(() => {
      setContent(db, own, null, withWords(whole(db), textContent('Hats')))
      setContent(db, follows, null, { ...whole(db), buttons })
      setContent(db, other, null, textContent('Something else'))
    })
    const copy = db.write(() => copyOffer(db, follows, { createdBy: 1, keepAudience: false }, AT).id)
    const [grown] = take(db, [2, photo('q', { caption: 'New' })])
    if (grown === undefined) throw new Error('nothing came')
    expect(db.write(() => growAlbum(db, grown, [])).sort()).toEqual([own, follows, copy].sort())
    const content = (offer: number) => findVariant(db, offer, null)?.content
    expect(content(own)).toMatchObject({ kind: 'album', text: 'Hats', items: [{}, { text: 'New' }] })
    expect(content(follows)).toMatchObject({ kind: 'album', text: 'Boots', buttons })
    expect(content(copy)).toMatchObject({ kind: 'album', items: [{ fileId: 'p' }, { fileId: 'q' }] })
    expect(content(other)).toMatchObject({ kind: 'text' })
  })
})

describe('sent', () => {
  const reader = { firstName: 'Anna', lastName: null, username: null }
  const address = (number: number) => `https://go.example/r/${number}`

  async function album(): Promise<Content> {
    const db = await temporaryDb()
    const link = { type: 'text_link', offset: 0, length: 3, url: 'https://shop.com/red' }
    take(
      db,
      [1, photo('p', { caption: 'Hi {first_name|you}', has_media_spoiler: true })],
      [2, photo('q', { caption: 'Red, {first_name|you}', caption_entities: [link] })],
    )
    return { ...whole(db), buttons: [[{ label: 'Our shop', url: 'https://shop.com/' }]] }
  }

  test('an album is one request without a keyboard: names in every caption, links tracked, buttons as lines, a way out', async () => {
    const content = await album()
    const { links } = numberLinks(content, [])
    expect(links.map(({ label }) => label)).toEqual(['Red', 'Our shop'])
    const letter = renderMessage(prepareMessage(content, links), reader, address, 'bell', [[{ text: 'x' }]])
    expect(letter).toEqual({
      method: 'sendMediaGroup',
      payload: {
        media: [
          {
            ...{ type: 'photo', media: 'p', has_spoiler: true, caption: 'Hi Anna\n\n👉 Our shop\n\n🔕 /settings' },
            caption_entities: [{ type: 'text_link', offset: 12, length: 8, url: address(2) }],
          },
          {
            ...{ type: 'photo', media: 'q', caption: 'Red, Anna' },
            caption_entities: [{ type: 'text_link', offset: 0, length: 3, url: address(1) }],
          },
        ],
      },
    })
    expect(messagesIn(letter)).toBe(2)
    const bare = renderMessage(
      prepareMessage({ ...content, text: '', entities: [], buttons: [] }, links),
      reader,
      address,
      'b',
    )
    expect(bare.payload).toMatchObject({ media: [{ caption: '🔕 /settings' }, {}] })
  })

  test('its caption has room for the way out, and each other caption for what Telegram takes', async () => {
    const content = await album()
    const limit = lengthLimit(content)
    expect(limit).toBe(1_024 - '\n\n🔕 /settings'.length)
    const of = (text: string, other: string): Content => ({
      ...content,
      ...{ text, entities: [], buttons: [] },
      items: (content.items ?? []).map((item, i) => ({ ...item, text: i === 0 ? '' : other, entities: [] })),
    })
    expect(() => checkContent(of('x'.repeat(limit), 'y'.repeat(1_024)))).not.toThrow()
    const letter = renderMessage(prepareMessage(of('x'.repeat(limit), ''), []), reader, address, 'bell')
    expect(letter.payload).toMatchObject({ media: [{ caption: expect.stringMatching(/^.{1010}\n\n/su) }, {}] })
    for (const long of [of('x'.repeat(limit + 1), ''), of('', 'y'.repeat(1_025))])
      expect(() => checkContent(long)).toThrow(expect.objectContaining({ code: 'content_too_long' }))
    expect(() => checkContent(of('', '{nome|x}'))).toThrow(expect.objectContaining({ code: 'content_field_unknown' }))
    expect(showsCode(of('', '{code}'))).toBe(true)
    expect(asSent({ ...content, text: '' }, false).text).toBe('👉 Our shop')
  })

  test('its caption is corrected under its item; it becomes nothing else', async () => {
    const before = { ...(await album()), captioned: 1 }
    const after = { ...before, text: 'Hello', buttons: [] }
    expect(canBecome(before, after)).toBe(true)
    const letter = renderMessage(prepareMessage(after, numberLinks(before, []).links), reader, address, null)
    const caption = { method: 'editMessageCaption', payload: { caption: 'Hello', caption_entities: [] } }
    expect(editsOf(letter, before, after)).toEqual([{ nth: 1, edit: caption }])
    const empty = { ...before, text: '', buttons: [] }
    const nothing = renderMessage(prepareMessage(empty, numberLinks(before, []).links), reader, address, null)
    expect(editsOf(nothing, before, empty)).toEqual([
      { nth: 1, edit: { method: 'editMessageCaption', payload: { caption: '' } } },
    ])
    const fewer = { ...before, items: (before.items ?? []).slice(1) }
    for (const other of [textContent('x'), readPart(photo('p')), fewer]) {
      expect(canBecome(before, other)).toBe(false)
      expect(canBecome(other, before)).toBe(false)
    }
  })

  test('what stands in its places is replaced, each by a request, and brings its words along', async () => {
    const before = { ...(await album()), captioned: 1, buttons: [] }
    const edits = (after: Content) => {
      expect(canBecome(before, after)).toBe(true)
      const letter = renderMessage(prepareMessage(after, []), reader, address, null)
      return editsOf(letter, before, after).map(({ nth, edit: { method, payload } }) => [nth, method, payload])
    }
    const photoOf = (media: string, words: object = {}) => ({ media: { type: 'photo', media, ...words } })
    const first = withItem(before, 1, readPart(photo('new')))
    expect(edits(first)).toEqual([[0, 'editMessageMedia', photoOf('new')]])
    const words = { caption: 'Hello', caption_entities: [] }
    expect(edits({ ...first, text: 'Hello' })).toEqual([
      [0, 'editMessageMedia', photoOf('new')],
      [1, 'editMessageCaption', words],
    ])
    expect(edits({ ...withItem(before, 2, readPart(photo('new'))), text: 'Hello' })).toEqual([
      [1, 'editMessageMedia', photoOf('new', words)],
    ])
    for (const sent of [textContent('x'), { ...readPart(photo('p')), kind: 'document' as const }])
      expect(() => withItem(before, 1, sent)).toThrow(expect.objectContaining({ code: 'album_mixed' }))
    expect(() => withItem(before, 9, readPart(photo('p')))).toThrow(expect.objectContaining({ code: 'deed_done' }))
  })
})
