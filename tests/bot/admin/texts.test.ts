import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findText, wordsOfContent } from '../../../src/bot/settings/texts.js'
import type { Message } from '../../../src/sandbox/emulator/wire.js'
import { texts } from '../../../src/text/index.js'
import { type Hand, type Stage, stageProduct } from '../../support/product.js'

const en = texts('en')
const seen = (hand: Hand) => hand.person.messages().filter(message => message.from.is_bot)
const wordsOf = (message: Message | undefined) => message?.text ?? message?.caption ?? ''
const person = (s: Stage, id: number, language = 'en') =>
  s.hand({ id, firstName: language === 'ru' ? 'Ольга' : 'Olga', language })

/** Ada's card of one text. */
async function open(s: Stage, ...labels: string[]): Promise<void> {
  await s.ada.send('/settings')
  await s.ada.walk('What they read', 'Texts', ...labels)
}

const wordings = (s: Stage) =>
  s.rows<{ kind: string; wording: string | null; version: string | null; shown: string | null }>(
    `select e.kind, e.wording, e.wording_version as version, w.shown from subscription_events e
     left join wordings w on w.name = e.wording and w.version = e.wording_version order by e.id`,
  )
const versionOf = (shown: string) => createHash('sha256').update(shown).digest('hex').slice(0, 12)

test('the usual words serve until others are sent, and are shown', async () => {
  const s = await stageProduct()
  await open(s)
  expect(s.ada.text()).toContain('👋 Welcome: English usual · Russian usual')
  await s.ada.walk('Welcome')
  expect(s.ada.text()).toContain(en.subscriber.welcome('Boot shop').text)
  await s.ada.walk('Русский')
  expect(s.ada.text()).toContain(texts('ru').subscriber.welcome('Boot shop').text)
  await s.ada.walk('Preview')
  const [preview, card] = seen(s.ada).slice(-2)
  expect(preview?.text).toBe(texts('ru').subscriber.welcome('Boot shop').text)
  expect(card?.text).toContain('Russian')
  expect(s.refused()).toEqual([])
})

test('the welcome: photo, name, formatting, buttons that are not tracked; kept as it was shown', async () => {
  const s = await stageProduct()
  await open(s, 'Welcome', 'Change')
  await s.ada.does(one =>
    one.sendPhoto({ caption: 'Hello, {first_name|friend}!', entities: [{ type: 'bold', offset: 0, length: 5 }] }),
  )
  await s.ada.walk('Buttons')
  await s.ada.send('Shop – shop.example/new | Sizes — https://shop.example/sizes')
  const preview = seen(s.ada).at(-2)
  expect(preview).toMatchObject({ caption: 'Hello, Ada!', photo: expect.any(Array) })
  expect(s.ada.text()).toContain('photo, 27 of 1,024')
  expect(s.ada.text()).toContain('Buttons: Shop, Sizes')

  const olga = person(s, 201)
  await olga.start()
  const welcome = olga.person.lastMessage()
  expect(welcome).toMatchObject({
    caption: 'Hello, Olga!',
    photo: preview?.photo,
    caption_entities: [{ type: 'bold' }],
  })
  expect(olga.person.addressOf(welcome.message_id, 'Shop')).toBe('https://shop.example/new')
  expect(seen(olga)).toHaveLength(1)
  expect(wordings(s)).toEqual([
    {
      kind: 'start',
      wording: 'welcome',
      version: versionOf('Hello, {first_name|friend}!'),
      shown: 'Hello, {first_name|friend}!',
    },
  ])

  // Words alone keep the photo and the buttons.
  await s.ada.walk('Change')
  await s.ada.send('Good to see you, {first_name|friend}.')
  const petra = s.hand({ id: 202, firstName: 'Petra', language: 'en' })
  await petra.send('hello')
  await petra.walk(en.subscriber.start)
  expect(petra.person.lastMessage()).toMatchObject({ caption: 'Good to see you, Petra.', photo: preview?.photo })
  expect(petra.labels()).toEqual(['Shop', 'Sizes'])
  expect(
    seen(petra).filter(message => message.reply_markup?.inline_keyboard.flat().some(one => one.callback_data)),
  ).toEqual([])

  const russian = person(s, 203, 'ru')
  await russian.start()
  expect(russian.text()).toContain(texts('ru').subscriber.welcome('Boot shop').text)

  await s.restart()
  await open(s, 'Welcome', 'Buttons', 'No buttons', 'Usual words')
  const late = person(s, 204)
  await late.start()
  expect(late.text()).toBe(en.subscriber.welcome('Boot shop').text)
  expect(s.refused()).toEqual([])
})

test('by source: whoever comes by it reads its own words, the others the general ones', async () => {
  const s = await stageProduct()
  await person(s, 301).start('fb_spring')
  await open(s, 'Welcome', 'By source')
  expect(s.ada.labels()).toContain('fb_spring')
  await s.ada.walk('fb_spring', 'Change')
  await s.ada.send('Your 20 % from the advertisement: SPRING')
  await s.ada.walk('Back')
  expect(s.ada.labels()).toContain('✏️ fb_spring')
  await s.ada.walk('Another source')
  await s.ada.send('not a source')
  expect(s.ada.text()).toBe(en.textCards.sourceInvalid)
  await s.ada.send('https://t.me/boots_bot?start=leaflet')
  expect(s.ada.text()).toContain('For those who come by leaflet')
  await s.ada.walk('Change')
  await s.ada.send('You found our leaflet!')

  const read = async (id: number, payload?: string) => {
    const one = person(s, id)
    await one.start(payload)
    return one.text()
  }
  expect(await read(302, 'fb_spring')).toBe('Your 20 % from the advertisement: SPRING')
  expect(await read(303, 'leaflet')).toBe('You found our leaflet!')
  expect(await read(304, 'other')).toBe(en.subscriber.welcome('Boot shop').text)
  await open(s)
  expect(s.ada.text()).toContain('Russian usual · 2 sources')
  await s.ada.walk('Welcome', 'By source', 'leaflet', 'As for all')
  expect(await read(305, 'leaflet')).toBe(en.subscriber.welcome('Boot shop').text)
  // Back after a block: by the source they first came by.
  const back = s.hand({ id: 302, firstName: 'Olga', language: 'en' })
  await back.does(one => one.block())
  await back.start()
  expect(back.text()).toBe('Your 20 % from the advertisement: SPRING')
})

describe('stop, pause and “we got it”', () => {
  test('short words answer the press; anything more comes as a message', async () => {
    const s = await stageProduct()
    await open(s, 'After a stop', 'Change')
    await s.ada.send('Sorry to see you go, {first_name|friend}.')
    await open(s, 'After a pause', 'Change')
    await s.ada.does(one => one.sendPhoto({ caption: 'Have a good rest.' }))
    const olga = person(s, 401)
    await olga.start()
    await s.ada.send('/new')
    await s.ada.walk('To whom', 'Everyone', 'Done', 'Message')
    await s.ada.send('An offer')
    await s.ada.walk('Check', 'Send now')
    s.clock.shift += 61_000
    const { message_id: offer } = await olga.sees('An offer')
    await olga.press('🔕', offer)
    expect(await olga.press('Pause', offer)).toMatch(/^No offers until /)
    expect(olga.person.lastMessage()).toMatchObject({ caption: 'Have a good rest.', photo: expect.any(Array) })
    await olga.press('Undo', offer)
    await olga.press('🔕', offer)
    expect(await olga.press('Stop', offer)).toBe('Sorry to see you go, Olga.')
    expect(seen(olga)).toHaveLength(3)
    await olga.press('Undo', offer)
    await olga.send('/stop')
    expect(olga.text()).toBe('Sorry to see you go, Olga.')
    expect(olga.labels()).toEqual([en.subscriber.undo, en.subscriber.why, ...Object.values(en.subscriber.reasons)])
    await olga.walk('Undo')
    const stop = 'Sorry to see you go, {first_name|friend}.'
    expect(wordings(s).map(({ kind, shown }) => [kind, shown])).toEqual([
      ['start', en.subscriber.welcome('Boot shop').text],
      ['pause', 'Have a good rest.'],
      ['undo', en.subscriber.undo],
      ['stop', stop],
      ['undo', en.subscriber.undo],
      ['stop', stop],
      ['undo', en.subscriber.undo],
    ])
    await olga.send('/settings')
    await olga.walk('Pause')
    expect(olga.person.lastMessage().caption).toBe('Have a good rest.')
    expect(s.refused()).toEqual([])
  })

  test('“we got it” is said in the shop’s words', async () => {
    const s = await stageProduct()
    await open(s, 'After a message', 'Change')
    await s.ada.send('We answer from 9 to 18, {first_name|friend}.')
    const olga = person(s, 402)
    await olga.start()
    await olga.send('Are you there?')
    expect(olga.text()).toBe('We answer from 9 to 18, Olga.')
  })
})

describe('bad input', () => {
  test('what cannot be a text is refused, the question stays open, and nothing is changed', async () => {
    const s = await stageProduct()
    await open(s, 'Welcome', 'Change')
    const refused = async (deed: (hand: Hand) => unknown, words: RegExp) => {
      await deed(s.ada)
      expect(s.ada.text()).toMatch(words)
      expect(findText(s.db(), 'welcome', 'en', null)).toBeNull()
    }
    await refused(hand => hand.does(one => one.sendSticker()), /sticker/i)
    await refused(hand => hand.send('Hello, {nome}'), /nome/)
    await refused(hand => hand.does(one => one.sendPhoto({ caption: 'x'.repeat(1_025) })), /1,02[45]/)
    await refused(hand => hand.does(one => one.sendAlbum([{ kind: 'photo' }, { kind: 'photo' }])), /album/i)
    expect(seen(s.ada).filter(message => /album/i.test(wordsOf(message)))).toHaveLength(1)
    await s.ada.send('Hello')
    expect(findText(s.db(), 'welcome', 'en', null)?.text).toBe('Hello')
    await s.ada.walk('Buttons')
    await s.ada.does(one => one.sendSticker())
    expect(s.ada.text()).toBe(en.asked.buttons)
    await s.ada.send('Shop - ftp://shop.example')
    expect(findText(s.db(), 'welcome', 'en', null)?.buttons).toEqual([])
    await s.ada.send('Shop - shop.example')
    expect(findText(s.db(), 'welcome', 'en', null)?.buttons).toHaveLength(1)
  })

  test('a photo that Telegram no longer knows: the words still come', async () => {
    const s = await stageProduct()
    const content = {
      kind: 'photo',
      text: 'Hello!',
      entities: [],
      fileId: 'gone',
      preview: false,
      buttons: [],
    } as const
    s.db().write(() => s.db().sql('insert into settings values (?, ?)').run('text:welcome:en', JSON.stringify(content)))
    const olga = person(s, 501)
    await olga.start()
    expect(olga.text()).toBe('Hello!')
    await open(s, 'Welcome', 'Preview')
    expect(s.ada.text()).toContain('Telegram would not take it')
    expect(wordsOfContent({ ...content, text: '', entities: [], buttons: [] })).toBe('[photo]')
  })

  test('only owners bind the staff chat; an analyst changes nothing', async () => {
    const s = await stageProduct()
    const maria = person(s, 601)
    const igor = person(s, 602)
    s.db().write(() => {
      for (const [id, role] of [
        [601, 'marketer'],
        [602, 'analyst'],
      ] as const) {
        s.db().sql('insert into admins (telegram_id, role, name, created_at) values (?, ?, ?, 0)').run(id, role, role)
      }
    })
    await maria.start()
    await igor.start()
    expect(await maria.forge('tm.code')).toBe(en.teamCards.onlyOwners)
    for (const data of ['tx.l', 'tx.c:0:0:0', 'tx.r:0:0:0', 're.l:0', 'tm.code'])
      expect(await igor.forge(data)).toBe(en.teamCards.onlyLooks)
    expect(await maria.forge('tx.l')).toBeNull()
    expect(maria.text()).toContain('What the bot says by itself')
  })
})
