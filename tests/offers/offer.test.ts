import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { listOwnButtons, setButtons } from '../../src/offers/button/own.js'
import { setWindow, WINDOWS, windowOf, windowsOf } from '../../src/offers/draft/window.js'
import { copyOffer } from '../../src/offers/offer/copy.js'
import { findTest, recordTest } from '../../src/offers/offer/tested.js'
import {
  changeDraft,
  createOffer,
  discardOffer,
  findOffer,
  freezeOffer,
  getOffer,
  listOffers,
  renameOffer,
  setGoal,
  setUtm,
} from '../../src/offers/offer.js'
import { findVariant, getVariant, listVariants, missingMessages, setContent } from '../../src/offers/variant.js'
import { openTemporary } from '../support/migrated.js'
import { contents, textContent } from './people.js'

let db: Db
let close: () => Promise<void>

beforeEach(async () => {
  ;({ db, close } = await openTemporary())
  for (const id of [1, 2, 3])
    db.sql(
      'insert into segments (id, name_folded, name, criterion, created_by, created_at) values (?, ?, ?, ?, 7, 0)',
    ).run(id, `s${id}`, `S${id}`, '{"leaf":"everyone"}')
})

afterEach(() => close())

const start = () => createOffer(db, { createdBy: 7 }, 1_000).id
const boots = [[{ label: 'Boots', url: 'https://shop.ru/boots' }]]

describe('a draft', () => {
  test('starts empty and is found again', () => {
    const offer = createOffer(db, { createdBy: 7, goal: 'sell' }, 1_000)
    expect(offer).toMatchObject({
      goal: 'sell',
      state: 'draft',
      createdBy: 7,
      createdAt: 1_000,
      utmCampaign: 'new-offer',
    })
    expect(offer.draft).toMatchObject({ segments: [], rest: false, each: false, when: { kind: 'now' }, shown: null })
    expect(findOffer(db, offer.id)).toEqual(offer)
    expect(findOffer(db, 99)).toBeNull()
    expect(() => getOffer(db, 99)).toThrow(expect.objectContaining({ code: 'offer_not_found' }))
  })

  test('is changed piece by piece', () => {
    const id = start()
    changeDraft(db, id, draft => ({ ...draft, segments: [2, 1], each: true }))
    changeDraft(db, id, () => ({
      when: { kind: 'at', at: 5, zone: 'Europe/Riga', own: false },
      origin: { chat: 7, message: 3 },
    }))
    setGoal(db, id, 'collect')
    expect(getOffer(db, id)).toMatchObject({
      goal: 'collect',
      draft: { segments: [2, 1], each: true, when: { at: 5 }, origin: { message: 3 } },
    })
  })

  test('lists the newest first, page by page, without what was discarded', () => {
    const ids = [1, 2, 3].map(at => createOffer(db, { createdBy: 7 }, at).id)
    discardOffer(db, ids[1] ?? 0)
    expect(listOffers(db, { offset: 0, limit: 1 })).toMatchObject({ offers: [{ id: ids[2] }], total: 2 })
    expect(listOffers(db, { offset: 1, limit: 5 }).offers.map(offer => offer.id)).toEqual([ids[0]])
    expect(listOffers(db, { offset: 0, limit: 5, state: 'discarded' }).total).toBe(1)
  })

  test('nothing of it changes once it is used or discarded', () => {
    const used = start()
    setContent(db, used, null, textContent('Boots'))
    freezeOffer(db, used, 2_000)
    const gone = start()
    discardOffer(db, gone)
    for (const id of [used, gone]) {
      const tries = [
        () => changeDraft(db, id, () => ({ each: true })),
        () => setGoal(db, id, 'sell'),
        () => setUtm(db, id, false),
        () => renameOffer(db, id, 'x'),
        () => setContent(db, id, null, textContent('y')),
        () => setButtons(db, id, boots),
        () => freezeOffer(db, id, 3_000),
        () => discardOffer(db, id),
      ]
      for (const attempt of tries) expect(attempt).toThrow(expect.objectContaining({ code: 'offer_not_a_draft' }))
    }
    expect(getOffer(db, used)).toMatchObject({ state: 'used', goal: 'inform' })
  })
})

describe('its name', () => {
  test('is its first words until it is named by hand', () => {
    const id = start()
    setContent(db, id, null, textContent('Осенние ботинки −20 %\nТолько сегодня'))
    expect(getOffer(db, id)).toMatchObject({ name: 'Осенние ботинки −20 %', utmCampaign: 'osennie-botinki-20' })
    setContent(db, id, null, textContent('Зимние ботинки'))
    expect(getOffer(db, id).name).toBe('Зимние ботинки')
    renameOffer(db, id, '  My   boots ')
    setContent(db, id, null, textContent('Other words'))
    expect(getOffer(db, id)).toMatchObject({ name: 'My boots', utmCampaign: 'my-boots' })
  })

  test('is unique whatever its case', () => {
    const texts = ['Ёлки', 'ёлки', 'ЕЛКИ']
    const ids = texts.map(text => {
      const id = start()
      setContent(db, id, null, textContent(text))
      return id
    })
    expect(ids.map(id => getOffer(db, id).name)).toEqual(['Ёлки', 'ёлки 2', 'ЕЛКИ 3'])
    discardOffer(db, ids[0] ?? 0)
    expect(renameOffer(db, ids[2] ?? 0, 'елки').name).toBe('елки')
  })

  test('stays when a picture has no words, and is not taken from a later message', () => {
    const id = start()
    setContent(db, id, null, textContent('', { kind: 'photo', fileId: 'f' }))
    expect(getOffer(db, id).name).toBe('New offer')
    changeDraft(db, id, () => ({ segments: [1, 2], each: true }))
    setContent(db, id, 1, textContent('First'))
    setContent(db, id, 2, textContent('Second'))
    expect(getOffer(db, id).name).toBe('First')
  })

  test.each(['', '   ', 'x'.repeat(65)])('refuses %j', name => {
    const id = start()
    expect(() => renameOffer(db, id, name)).toThrow(expect.objectContaining({ code: 'offer_name_invalid' }))
  })

  test('makes the campaign, unless that is off', () => {
    const id = start()
    setContent(db, id, null, textContent('🍂🍂'))
    expect(getOffer(db, id).utmCampaign).toBe(`offer-${id}`)
    expect(setUtm(db, id, false).utmCampaign).toBeNull()
    setContent(db, id, null, textContent('Boots'))
    expect(getOffer(db, id).utmCampaign).toBeNull()
    expect(setUtm(db, id, true).utmCampaign).toBe('boots')
  })
})

describe('its messages', () => {
  test('one for all', () => {
    const id = start()
    expect(missingMessages(db, id)).toEqual([null])
    const first = setContent(db, id, null, textContent('a'))
    const second = setContent(db, id, null, textContent('b'))
    expect(second.id).toBe(first.id)
    expect(listVariants(db, id)).toEqual([second])
    expect(getVariant(db, first.id)).toEqual(second)
    expect(missingMessages(db, id)).toEqual([])
  })

  test('one for each segment, in the order of priority, and one for the rest', () => {
    const id = start()
    setContent(db, id, null, textContent('all'))
    changeDraft(db, id, () => ({ segments: [1, 2], each: true }))
    expect(missingMessages(db, id)).toEqual([1, 2])
    setContent(db, id, 1, textContent('one'))
    setContent(db, id, 2, textContent('two'))
    changeDraft(db, id, () => ({ segments: [2, 1], rest: true }))
    expect(listVariants(db, id).map(({ segmentId, position, content }) => [segmentId, position, content.text])).toEqual(
      [
        [2, 0, 'two'],
        [1, 1, 'one'],
        [null, 2, 'all'],
      ],
    )
    changeDraft(db, id, () => ({ segments: [2, 3], rest: false }))
    expect(missingMessages(db, id)).toEqual([3])
    expect(findVariant(db, id, 1)?.content.text).toBe('one')
    changeDraft(db, id, () => ({ each: false }))
    expect(listVariants(db, id).map(variant => variant.content.text)).toEqual(['all'])
  })

  test('buttons belong to all, also to those written later, unless one has its own', () => {
    const id = start()
    setButtons(db, id, boots)
    changeDraft(db, id, () => ({ segments: [1, 2], each: true }))
    setContent(db, id, 1, textContent('one'))
    const own = [[{ label: 'Sizes', url: 'https://shop.ru/sizes' }]]
    setButtons(db, id, own, 1)
    setContent(db, id, 1, textContent('one again'))
    setContent(db, id, 2, textContent('two'))
    expect(listVariants(db, id).map(variant => variant.content.buttons)).toEqual([own, boots])
    expect(listOwnButtons(db, id).map(variant => variant.segmentId)).toEqual([1])
    setButtons(db, id, [])
    expect(listVariants(db, id).map(variant => variant.content.buttons)).toEqual([own, []])
    setButtons(db, id, [], 1)
    expect(listOwnButtons(db, id)).toEqual([])
  })

  test('bad input changes nothing', () => {
    const id = start()
    setContent(db, id, null, textContent('good'))
    const before = [getOffer(db, id), listVariants(db, id)]
    expect(() => setContent(db, id, null, textContent('{cety}'))).toThrow(
      expect.objectContaining({ code: 'content_field_unknown', details: { field: 'cety', nearest: 'City' } }),
    )
    expect(() => setContent(db, id, 1, textContent('x'.repeat(5_000)))).toThrow(
      expect.objectContaining({ code: 'content_too_long' }),
    )
    expect(() => setButtons(db, id, [[{ label: '{username}', url: 'https://a.ru/' }]])).toThrow(
      expect.objectContaining({ code: 'buttons_line_invalid' }),
    )
    expect([getOffer(db, id), listVariants(db, id)]).toEqual(before)
    expect(findVariant(db, id, 1)).toBeNull()
  })

  test('are fixed when the offer is used; what nobody gets stays aside, and tests of it still open', () => {
    const id = start()
    const all = setContent(db, id, null, textContent('all', { buttons: boots }))
    const test = recordTest(db, { variantId: all.id, adminId: 7 }, 1_500)
    changeDraft(db, id, () => ({ segments: [1], each: true }))
    expect(() => freezeOffer(db, id, 2_000)).toThrow(
      expect.objectContaining({ code: 'draft_incomplete', details: { what: 'message' } }),
    )
    setContent(db, id, 1, textContent('one'))
    expect(freezeOffer(db, id, 2_000).state).toBe('used')
    expect(listVariants(db, id).map(variant => [variant.segmentId, variant.content.text])).toEqual([[1, 'one']])
    expect(findTest(db, test)).toEqual({ id: test, variantId: all.id, adminId: 7, at: 1_500 })
    expect(getVariant(db, all.id).links).toMatchObject([{ number: 1, url: 'https://shop.ru/boots' }])
    expect(findTest(db, 99)).toBeNull()
  })

  test('a discarded draft holds no segment', () => {
    const id = start()
    setContent(db, id, 1, textContent('one'))
    discardOffer(db, id)
    db.sql('delete from segments where id = 1').run()
    expect(listVariants(db, id)).toEqual([])
  })

  test('links in the database: a number opens the same address through any edits', () => {
    const edit = fc.record({ segment: fc.constantFrom(null, 1, 2), content: contents })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), history => {
        const id = start()
        const opened = new Map<string, string>()
        const offerWide = new Map<number, string>()
        for (const { segment, content } of history) {
          setContent(db, id, segment, {
            ...content,
            text: 'See https://shop.com/boots 👢 or shop.com, {first_name|friend}',
          })
          for (const each of [null, 1, 2]) {
            const variant = findVariant(db, id, each)
            for (const { number, url } of variant?.links ?? []) {
              expect(opened.get(`${each} ${number}`) ?? url).toBe(url)
              expect(offerWide.get(number) ?? url).toBe(url)
              opened.set(`${each} ${number}`, url)
              offerWide.set(number, url)
            }
          }
        }
        const still = [null, 1, 2].flatMap(
          each => findVariant(db, id, each)?.links.map(l => `${each} ${l.number}`) ?? [],
        )
        expect(new Set(still)).toEqual(new Set(opened.keys()))
      }),
      { numRuns: 25 },
    )
  })
})

test('how long things count is set in whole days from 1 to 90, until it is approved', () => {
  const { id } = createOffer(db, { createdBy: 7, goal: 'bring_back' }, 1_000)
  setContent(db, id, null, textContent('Boots'))
  const days = (windowDays: number | null) => windowOf({ goal: 'bring_back', windowDays }) / 86_400_000
  expect([days(null), days(30)]).toEqual([14, 30])
  for (const which of WINDOWS)
    for (const wrong of [0, 91, -1, 2.5, Number.NaN])
      expect(() => setWindow(db, id, which, wrong)).toThrow(expect.objectContaining({ code: 'window_invalid' }))
  for (const [i, which] of WINDOWS.entries()) setWindow(db, id, which, 90 - i)
  freezeOffer(db, id, 2_000)
  expect(() => setWindow(db, id, 'seen', null)).toThrow(expect.objectContaining({ code: 'offer_not_a_draft' }))
  expect(windowsOf(db, id)).toEqual({ window: 90, click: 89, seen: 88 })
})

test.each([true, false])('a copy carries UTM marks as the original does: %s', utm => {
  const { id } = createOffer(db, { createdBy: 7, utm }, 1_000)
  setContent(db, id, null, textContent('Boots'))
  setWindow(db, id, 'click', 30)
  const copy = copyOffer(db, id, { createdBy: 7, keepAudience: false }, 2_000)
  expect(windowsOf(db, copy.id)).toEqual({ window: null, click: 30, seen: null })
  expect(copy.utmCampaign !== null).toBe(utm)
})

test('a copy takes the buttons along, those of one version too', () => {
  const { id } = createOffer(db, { createdBy: 7 }, 1_000)
  changeDraft(db, id, () => ({ segments: [1, 2], each: true }))
  for (const segment of [1, 2]) setContent(db, id, segment, textContent(`for ${segment}`))
  setButtons(db, id, boots)
  const common = copyOffer(db, id, { createdBy: 7, keepAudience: true }, 2_000)
  expect([common.draft.buttons, listOwnButtons(db, common.id)]).toEqual([boots, []])
  setButtons(db, id, [], 2)
  const own = copyOffer(db, id, { createdBy: 7, keepAudience: true }, 2_000)
  expect(own.draft.buttons).toEqual(boots)
  expect(listOwnButtons(db, own.id).map(({ segmentId }) => segmentId)).toEqual([2])
})
