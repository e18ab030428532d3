import { describe, expect, test } from 'vitest'
import { getBroadcast } from '../../../../src/delivery/broadcast.js'
import { packHarm } from '../../../../src/delivery/careful/alarm.js'
import { findCarefulStart, goOnCarefully } from '../../../../src/delivery/careful.js'
import { pauseBroadcast } from '../../../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import type { Language } from '../../../../src/text/format.js'
import { noRules } from '../../../support/gates.js'
import { stage } from './stage.js'

/** A complete draft for 150 people, at its check. */
async function checked(language: Language = 'en', movedIn = 0) {
  const s = await stage({ language })
  s.addPeople(150, 'a')
  s.addSegment('Loyal', 'a')
  s.db
    .sql(`update subscribers set vouched_by = 1 where id in (select id from subscribers where source = 'a' limit ?)`)
    .run(movedIn)
  await s.ada.send('/new')
  const words = {
    en: ['Message', 'To whom', 'Loyal', 'Done', 'Check'],
    ru: ['Сообщение', 'Кому', 'Loyal', 'Готово', 'Проверить'],
  }
  const [message = '', ...way] = words[language]
  await s.ada.walk(message)
  await s.ada.send('Hello')
  await s.ada.walk(...way)
  return s
}

/** It begins, and so many people have it. */
async function begin(s: Awaited<ReturnType<typeof checked>>, sent: number) {
  const id = s.broadcast()?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(s.db, id, s.clock.wall, noRules)
  s.db
    .sql(
      `update deliveries set state = 'sent', claimed_at = :at, sent_at = :at
       where id in (select id from deliveries where wave = 1 limit :n)`,
    )
    .run({ at: s.clock.wall, n: sent })
  return id
}

describe('the check', () => {
  test('of people who were moved in says that it starts carefully, when who gets it, and what halts it', async () => {
    const s = await checked('en', 150)
    expect(s.ada.plain()).toContain('🐢 Careful start: 100 people first, 50 about 18:56.')
    expect(s.ada.plain()).toContain('150 people were moved in and get the first message from this bot.')
    expect(s.ada.plain()).toContain(
      'It halts by itself if more than 60 of 1,000 block the bot or more than 40 stop offers.',
    )
    await s.ada.walk('Send now')
    expect(s.broadcast()?.careful).toBe(true)
  })

  test('of others offers it by one tap, back by another; what was seen is approved', async () => {
    const s = await checked()
    expect(s.ada.plain()).not.toContain('🐢')
    await s.ada.walk('☐ Careful start')
    expect(s.ada.plain()).toContain('more than 15 of 1,000 block the bot or more than 20 stop offers.')
    await s.ada.walk('✅ Careful start')
    expect(s.ada.plain()).not.toContain('🐢')
    await s.ada.walk('☐ Careful start', 'Send now')
    expect(s.broadcast()?.careful).toBe(true)
  })

  test('what became careful meanwhile is shown before it is sent', async () => {
    const s = await checked()
    s.db.sql('update subscribers set vouched_by = 1').run()
    await s.ada.walk('Send now')
    expect(s.ada.plain()).toContain('The offer has changed since you looked.')
    expect(s.broadcast()).toBeNull()
    await s.ada.walk('Send now')
    expect(s.broadcast()?.careful).toBe(true)
  })

  test('in Russian', async () => {
    const s = await checked('ru', 101)
    expect(s.ada.plain()).toContain('🐢 Осторожный старт: сначала 100 человек, ещё 50 около 18:56.')
    expect(s.ada.plain()).toContain('Перенесён из другого бота и ещё ничего от вас не получал: 101 человек.')
    expect(s.ada.labels()).toContain('✅ Осторожный старт')
  })
})

describe('what people read', () => {
  test('the check says of how many a field that stands bare is not known, and lets its words be set', async () => {
    const s = await checked()
    await s.ada.walk('Card', 'Message')
    await s.ada.send('Boots in {City}')
    await s.ada.walk('Check')
    expect(s.ada.plain()).toContain('⚠️ {City} is not known of 150 people, who read nothing in its place.')
    await s.ada.walk('Message')
    await s.ada.send('Boots in {Cty|your town}')
    expect(s.ada.plain()).toContain('I do not know {Cty}. Did you mean {City}?')
    await s.ada.send('Boots in {City|your town}')
    await s.ada.walk('Check')
    expect(s.ada.plain()).not.toContain('is not known')
    expect(s.refused()).toEqual([])
  })

  test('a test shows the first line that people who were moved in get, in the shop’s own words', async () => {
    const s = await checked('en', 2)
    await s.ada.send('/settings')
    await s.ada.walk('What they read', 'Texts', 'First line')
    expect(s.ada.plain()).toContain('You get this because you are subscribed to')
    await s.ada.walk('Change')
    await s.ada.send('We moved here from the old bot. 🔕 stops it.')
    await s.ada.send('/new')
    await s.ada.walk('Hello', 'Test')
    const texts = s.ada.shown().map(message => message.text ?? '')
    expect(texts).toContain('We moved here from the old bot. 🔕 stops it.\n\nHello')
    expect(texts.some(text => text.includes('with the first line for people who were moved in'))).toBe(true)
  })

  test('what has no room for that line is not sent, and the check says by how much', async () => {
    const s = await checked('en', 2)
    await s.ada.walk('Card', 'Message')
    await s.ada.send('x'.repeat(4_090))
    await s.ada.walk('Check')
    expect(s.ada.plain()).toContain('characters too long: the first line above it takes')
    expect(s.ada.labels()).toEqual(['✉️ Message', '← Card'])
    await s.ada.walk('Message')
    await s.ada.send('x'.repeat(3_900))
    await s.ada.walk('Check')
    expect(s.ada.labels()).toContain('✅ Send now')
  })

  test('the first line takes words alone, and few', async () => {
    const s = await checked()
    await s.ada.send('/settings')
    await s.ada.walk('What they read', 'Texts', 'First line', 'Change')
    await s.ada.sends(person => person.sendPhoto({ caption: 'Hello' }))
    expect(s.ada.plain()).toContain('The first line is words alone.')
    await s.ada.send('x'.repeat(301))
    expect(s.ada.plain()).toContain('This is 301 characters; the first line may have 300')
  })
})

describe('its card', () => {
  test('shows who is next and when, and sends to all at once after a question', async () => {
    const s = await checked('en', 150)
    await s.ada.walk('Send now')
    const id = await begin(s, 40)
    await s.ada.send('/broadcasts')
    await s.ada.walk('Hello')
    expect(s.ada.plain()).toContain('🐢 Careful start: first 100 of 150')
    s.db.sql(`update deliveries set state = 'sent', claimed_at = 1, sent_at = 1 where wave = 1`).run()
    const start = findCarefulStart(s.db, id)
    if (start !== null) goOnCarefully(s.db, start, getBroadcast(s.db, id), s.clock.wall)
    await s.ada.send('/broadcasts')
    await s.ada.walk('Hello')
    expect(s.ada.plain()).toContain('🐢 100 had theirs. The next 50 get it about 18:55, unless too many leave.')
    await s.ada.walk('To all at once')
    expect(s.ada.plain()).toContain('Send Hello to the other 50 now')
    await s.ada.walk('To all · 50')
    expect(findCarefulStart(s.db, id)?.wave).toBe(3)
    expect(s.ada.labels()).not.toContain('⏩ To all at once')
  })

  test('of one that halted says who left, of how many, and goes on when asked to', async () => {
    const s = await checked('en', 0)
    await s.ada.walk('☐ Careful start', 'Send now')
    const id = await begin(s, 100)
    const harm = { people: 100, blocks: 8, stops: 1 }
    pauseBroadcast(s.db, id, 'alarm', packHarm(harm))
    await s.ada.send('/broadcasts')
    await s.ada.walk('Hello')
    const text = s.ada.plain()
    for (const words of [
      'It halted by itself: too many people leave because of it.',
      'Of the first 100 who got it:',
      '· 8 blocked the bot, 80 of 1,000 (limit 15)',
      '· 1 stopped offers, 10 of 1,000 (limit 20)',
      '50 people still wait.',
    ])
      expect(text).toContain(words)
    expect(s.ada.labels()).toContain('▶️ Go on')
    await s.ada.walk('Go on')
    expect(getBroadcast(s.db, id)).toMatchObject({ state: 'running', blockLimit: 160, stopLimit: 20 })
  })
})
