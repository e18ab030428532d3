import { describe, expect, test } from 'vitest'
import { recordVisits } from '../../../src/audience/source/visit.js'
import { addAlias, createSource, findSourceOf, getSource, listSources } from '../../../src/audience/source.js'
import { startSubscriber, stopOffers } from '../../../src/audience/subscription.js'
import { findText, saveText } from '../../../src/bot/settings/texts.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import type { Content } from '../../../src/offers/content.js'
import type { Language } from '../../../src/text/format.js'
import { ADMIN, stage as openStage, plain } from './stage.js'

const AT = Date.UTC(2026, 10, 24, 15, 40)
const TODAY = Math.floor(AT / DAY)
const WORDING = { name: 'welcome', language: 'en' as const, shown: 'Hello' }

/** A stage on which Ada looks at the menu. */
async function stage(language: Language = 'en') {
  const on = await openStage({ at: AT, language })
  return on
}

function make(db: Db, name: string, more: { channel?: string; cost?: number } = {}): number {
  const cost = more.cost === undefined ? null : { amount: more.cost * 100, currency: 'RUB' }
  return createSource(db, { name, channel: more.channel ?? null, cost, createdBy: ADMIN }, AT - 40 * DAY).id
}

const EMPTY: Content = { kind: 'text', text: '', entities: [], fileId: null, preview: false, buttons: [] }

let nextId = 5_000

/** So many people come by a link, so many days ago; every n-th of them stops three days later. */
function come(db: Db, source: string, people: number, daysAgo: number, stops = 0): void {
  for (let i = 0; i < people; i++) {
    nextId += 1
    const at = AT - daysAgo * DAY
    const person = {
      telegramId: nextId,
      firstName: `P${nextId}`,
      lastName: null,
      username: null,
      telegramLanguage: 'en',
      premium: false,
    }
    const { subscriber } = startSubscriber(db, person, { source, wording: WORDING }, at)
    if (stops > 0 && i % stops === 0)
      stopOffers(db, subscriber.id, { source: 'button', wording: null, deliveryId: null }, at + 3 * DAY)
  }
}

const visits = (db: Db, sourceId: number, n: number, robots = 0) =>
  recordVisits(db, [
    { sourceId, day: TODAY, verdict: 'human', n },
    ...(robots === 0 ? [] : [{ sourceId, day: TODAY, verdict: 'machine' as const, n: robots }]),
  ])

describe('a new link', () => {
  test('takes two taps and one line; it can be copied, and printed as a code', async () => {
    const on = await stage()
    await on.ada.send('/admin')
    await on.ada.walk('🔗 Sources')
    expect(on.ada.text()).toContain('No link of your own yet.')
    await on.ada.walk('➕ New link')
    await on.ada.send('VK, spring, 16 000 ₽')
    const { username } = on.door().works.bot()
    const { publicUrl } = on.door().works
    expect(on.ada.plain()).toBe(
      [
        '🔗 vk_spring · VK · since 24 Nov 2026 · RUB 16,000',
        'Nobody has opened the counted address yet',
        '→ pressed Start 0',
        '',
        `For advertising (counts visits): ${publicUrl}/s/vk_spring`,
        `Straight to the bot: https://t.me/${username}?start=vk_spring`,
      ].join('\n'),
    )
    const copy = on.ada.shown().at(-1)?.reply_markup?.inline_keyboard[0]?.[0]
    expect(copy).toMatchObject({ text: '📋 Copy', copy_text: { text: `${publicUrl}/s/vk_spring` } })
    await on.ada.press('▦ QR picture')
    expect(on.ada.shown().at(-1)).toMatchObject({
      caption: `▦ vk_spring · ${publicUrl}/s/vk_spring`,
      photo: expect.any(Array),
    })
    await on.ada.press('✖️ Close')
    expect(on.refused()).toEqual([])
  })

  test.each([
    ['🎉', 'I need a name'],
    ['claim_ann', 'would be taken for the code of an invitation'],
    ['Taken', 'There is already a source called “taken”'],
    ['other', '“other” belongs to the source “taken” already'],
  ])('that cannot be called %j says why, and changes nothing', async (typed, words) => {
    const on = await stage()
    on.db.write(() => addAlias(on.db, 'other', make(on.db, 'taken')))
    await on.ada.send('/admin')
    await on.ada.walk('🔗 Sources', '➕ New link')
    await on.ada.send(typed)
    expect(on.ada.text()).toContain(words)
    expect(listSources(on.db)).toHaveLength(1)
    await on.ada.send('good')
    expect(listSources(on.db).map(({ name }) => name)).toEqual(['good', 'taken'])
  })
})

/** Three sources with their people, and three who came by a mistyped name. */
async function town(language: Language) {
  const on = await stage(language)
  on.db.write(() => {
    const vk = make(on.db, 'vk_spring', { channel: 'VK', cost: 1_600 })
    visits(on.db, vk, 120, 31)
    come(on.db, 'vk_spring', 40, 20, 4)
    const insta = make(on.db, 'insta_bio', { cost: 0 })
    visits(on.db, insta, 29)
    come(on.db, 'insta_bio', 9, 3)
    make(on.db, 'qr_shop')
    come(on.db, 'qr_shop', 12, 25, 3)
    make(on.db, 'later')
    come(on.db, 'inst', 2, 1)
    come(on.db, 'friend', 1, 1)
  })
  await on.ada.send('/admin')
  return on
}

describe('what sources bring', () => {
  test('is answered by two taps: those first whose people stayed, no share below 30, and what nobody made', async () => {
    const on = await town('en')
    await on.ada.walk('🔗 Sources')
    expect(on.ada.plain().replace(/RUB\s/g, '₽')).toBe(
      [
        '🔗 Sources · last 30 days',
        'Of 100 who opened a link, 32 subscribed, 24 still are after 7 days',
        '1 vk_spring · 120 opened → 40 subscribed (33 of 100) → 30 after 7 days · ₽40 a subscriber',
        '2 qr_shop · not counted → 12 subscribed → 8 after 7 days',
        '3 insta_bio · 29 opened → 9 subscribed → after 7 days: known on 28 Nov 2026 · free',
        '⚠️ 3 came by names nobody made: inst, friend',
      ].join('\n'),
    )
    expect(on.ada.rows()).toEqual([
      ['1 vk_spring', '2 qr_shop'],
      ['3 insta_bio'],
      ['1 / 2', '›'],
      ['➕ New link', '🧹 Tidy names'],
      ['📄 File', '🎯 Goal'],
      ['← Menu'],
    ])
    await on.ada.walk('1 vk_spring')
    expect(on.ada.plain().split('\n').slice(0, 7).join('\n').replace(/RUB\s/g, '₽')).toBe(
      [
        '🔗 vk_spring · VK · since 15 Oct 2026 · ₽1,600',
        'Opened 120 people · robots left out 31',
        '→ pressed Start 40 · 33 of 100 (between 26 and 42)',
        '→ subscribed after 7 days 30 · after 30 days known on 4 Dec 2026',
        '→ clicked an offer 0',
        '₽40 a subscriber',
        'Where they are lost: at the page in front of Start: 80 people',
      ].join('\n'),
    )
    await on.ada.walk('💡 What helps')
    expect(on.ada.text()).toContain('What helps before Start')
    expect(on.refused()).toEqual([])
  })

  test('in Russian', async () => {
    const on = await town('ru')
    await on.ada.walk('🔗 Источники')
    expect(on.ada.plain()).toBe(
      [
        '🔗 Источники · за 30 дней',
        'Из 100 перешедших подписались 32, через 7 дней остались 24',
        '1 vk_spring · 120 перешли → 40 подписались (33 из 100) → через 7 дней 30 · 40 ₽ за подписчика',
        '2 qr_shop · переходы не считались → 12 подписались → через 7 дней 8',
        '3 insta_bio · 29 перешли → 9 подписались → через 7 дней: узнаем 28 ноября 2026 · бесплатно',
        '⚠️ 3 пришли по меткам, которых никто не заводил: inst, friend',
      ].join('\n'),
    )
    await on.ada.walk('1 vk_spring')
    expect(on.ada.plain()).toContain('→ подписаны через 7 дней 30 · через 30 дней узнаем 4 декабря 2026')
  })

  test('goes out as a table, and to their people goes an offer', async () => {
    const on = await town('en')
    await on.ada.walk('🔗 Sources')
    const card = on.ada.lastId()
    await on.ada.walk('📄 File')
    expect(on.ada.shown().at(-1)).toMatchObject({ document: { file_name: expect.stringMatching(/^sources-.*\.csv$/) } })
    await on.ada.press('1 vk_spring', card)
    await on.ada.press('👥 These people', card)
    expect(on.ada.shown().find(({ message_id }) => message_id === card)?.text).toContain('Source vk_spring')
    await on.ada.press('✍️ Write to them', card)
    expect(on.db.sql('select criterion from segments').all()).toEqual([
      { criterion: '{"leaf":"source","values":["vk_spring"]}' },
    ])
    expect(on.refused()).toEqual([])
  })
})

describe('names', () => {
  test('that nobody made are brought to the source that they mean, or become one', async () => {
    const on = await town('en')
    await on.ada.walk('🔗 Sources', '🧹 Tidy names', 'inst · 2')
    // The nearest name comes first.
    expect(on.ada.rows()[0]?.[0]).toBe('insta_bio')
    await on.ada.walk('insta_bio')
    expect(on.ada.text()).toContain('✅ inst counts for insta_bio.')
    await on.ada.walk('friend · 1', '➕ Its own source')
    expect(on.ada.text()).toContain('✅ Everybody came by a link that is in the list.')
    expect(findSourceOf(on.db, 'INST')).toBe(findSourceOf(on.db, 'insta_bio'))
    expect(listSources(on.db)[0]).toMatchObject({ name: 'friend' })
    await on.ada.send('/count source: inst')
    expect(on.ada.text()).toMatch(/\b11\b/)
    // It was the wrong one.
    await on.ada.send('/admin')
    await on.ada.walk('🔗 Sources', '3 insta_bio', '🧷 Other names', '✖️ inst')
    expect(on.ada.text()).toContain('✅ inst is a name of its own again')
    expect(findSourceOf(on.db, 'inst')).toBeNull()
    await on.ada.send('/count source: insta_bio')
    expect(on.ada.text()).toMatch(/\b9\b/)
  })

  test('a source is renamed and merged with its own welcome, which whoever comes by any of its names reads', async () => {
    const on = await stage()
    const id = on.db.write(() => make(on.db, 'old'))
    on.db.write(() => make(on.db, 'kept'))
    await on.ada.send('/admin')
    await on.ada.walk('🔗 Sources')
    await on.ada.walk(on.ada.labels().find(label => label.endsWith(' old')) ?? '', '👋 Own welcome', '✏️ Change')
    await on.ada.send('Welcome to the fair!')
    await on.ada.walk('← Back', '🏷 Rename')
    await on.ada.send('Fair 2026')
    expect(getSource(on.db, id).name).toBe('fair_2026')
    const reads = (source: string | null) => findText(on.db, 'welcome', 'en', source)?.text ?? null
    expect([reads('OLD'), reads('fair_2026'), reads('kept'), reads(null)]).toEqual([
      'Welcome to the fair!',
      'Welcome to the fair!',
      null,
      null,
    ])
    const newcomer = on.emulator.user({ id: 77, firstName: 'Nina', language: 'en' })
    newcomer.start('Old')
    await on.settled()
    expect(newcomer.lastMessage().text).toBe('Welcome to the fair!')
    await on.ada.walk('🔀 Merge', 'kept', '🔀 Yes, merge')
    expect(on.ada.text()).toContain('✅ fair_2026 is part of kept now.')
    expect(plain(on.ada.shown().at(-1) ?? newcomer.lastMessage())).toContain('Also by: fair_2026, old')
    expect([reads('old'), reads('kept')]).toEqual(['Welcome to the fair!', 'Welcome to the fair!'])
    expect(on.ada.plain()).toContain('→ pressed Start 1')
  })

  test('of two texts for one source the source’s own stays', async () => {
    const on = await stage()
    const text = (words: string): Content => ({ ...EMPTY, text: words })
    const id = on.db.write(() => {
      saveText(on.db, 'welcome', 'en', 'printed', text('Printed'))
      saveText(on.db, 'welcome', 'en', 'stray', text('Stray'))
      saveText(on.db, 'welcome', 'en', 'own', text('Own'))
      come(on.db, 'stray', 1, 1)
      return make(on.db, 'own')
    })
    await on.ada.send('/admin')
    await on.ada.walk('🔗 Sources', '🧹 Tidy names', 'stray · 1', 'own', '← Sources', '1 own', '🏷 Rename')
    await on.ada.send('printed')
    expect(getSource(on.db, id).name).toBe('printed')
    for (const name of ['own', 'stray', 'PRINTED']) expect(findText(on.db, 'welcome', 'en', name)?.text).toBe('Own')
  })

  test('what it costs and its channel are told, and taken back', async () => {
    const on = await stage()
    const id = on.db.write(() => make(on.db, 'radio'))
    await on.ada.send('/admin')
    await on.ada.walk('🔗 Sources', '1 radio', '💰 Cost')
    await on.ada.send('much')
    expect(on.ada.text()).toContain('I need an amount')
    await on.ada.send('1 500,50 EUR')
    expect(getSource(on.db, id).cost).toEqual({ amount: 150_050, currency: 'EUR' })
    await on.ada.walk('📡 Channel')
    await on.ada.send('радио')
    expect(getSource(on.db, id).channel).toBe('радио')
    await on.ada.walk('💰 Cost', '🚫 Not known')
    expect(getSource(on.db, id).cost).toBeNull()
    await on.ada.send('/count channel: Радио')
    expect(on.ada.text()).toContain('0')
  })
})
