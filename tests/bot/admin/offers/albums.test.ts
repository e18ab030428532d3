import { describe, expect, onTestFinished, test } from 'vitest'
import { offers } from '../../../../src/bot/admin/offers/addresses.js'
import { createTransport } from '../../../../src/bot/lanes/sender.js'
import { systemClock } from '../../../../src/clock.js'
import { createEngine } from '../../../../src/delivery/engine.js'
import { createPace } from '../../../../src/delivery/pace.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { startTakeBack } from '../../../../src/delivery/repair.js'
import { silentLog } from '../../../../src/log.js'
import { findVariant } from '../../../../src/offers/variant.js'
import type { Person } from '../../../../src/sandbox/emulator/profile.js'
import type { Message } from '../../../../src/sandbox/emulator/wire.js'
import { recordReaction } from '../../../../src/tracking/read.js'
import { until } from '../../../support/product.js'
import { ADMIN, NOW, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

const contentOf = (s: Stage) => findVariant(s.db, s.offer().id, null)?.content
const albumOf = (person: Person): Message[] =>
  person.messages().filter(message => message.from.is_bot && message.media_group_id !== undefined)

/** The product's own engine, which sends to the emulator. */
function engineOf(s: Stage) {
  const engine = createEngine({
    ...{ db: s.db, clock: systemClock, log: silentLog, rules: () => s.world.rules, event: () => {} },
    pace: createPace({ rate: 1_000, clock: systemClock }),
    transport: createTransport(s.door().api),
    address: (delivery, link) => `https://go.example/r/${delivery}-${link}`,
  })
  onTestFinished(() => engine.stop())
  engine.start()
  return engine
}

/** An album that is on its way to one reader. @returns the reader, and the engine that sends it */
async function onItsWay(s: Stage) {
  const reader = s.emulator.user({ id: 501, firstName: 'Rita' })
  reader.send('/start')
  await s.settled()
  await s.ada.send('/new')
  await s.ada.sends(person =>
    person.sendAlbum([{ kind: 'photo', caption: 'Hi' }, { kind: 'photo' }, { kind: 'photo' }]),
  )
  await s.ada.press('To whom', s.ada.cards().at(-1)?.message_id ?? 0)
  await s.ada.walk('Everyone', 'Done', 'Check', 'Send now')
  s.db.sql(`update broadcasts set state = 'planning'`).run()
  await planDeliveries(s.db, s.broadcast()?.id ?? 0, NOW, s.world.rules)
  return { reader, engine: engineOf(s) }
}

describe('an album', () => {
  test('comes in pieces over a restart, is sent, answered at its third photo, corrected and taken back', async () => {
    const s = await stage()
    const { ada } = s
    const reader = s.emulator.user({ id: 501, firstName: 'Rita' })
    reader.send('/start')
    await s.settled()
    await ada.send('/new')
    const album = ada.person.beginAlbum()
    await ada.sends(person => person.sendPhoto({ album, caption: 'Hi {first_name|you}', spoiler: true }))
    expect(ada.plain()).toContain('Got it: 🖼 an album')
    const card = ada.lastId()
    await s.restart()
    await ada.sends(person => person.sendVideo({ album }))
    await ada.send('/help')
    await ada.sends(person => person.sendPhoto({ album, caption: 'The red ones' }))
    expect(contentOf(s)).toMatchObject({
      ...{ kind: 'album', text: 'Hi {first_name|you}' },
      items: [{ kind: 'photo', spoiler: true }, { kind: 'video' }, { kind: 'photo', text: 'The red ones' }],
    })
    await ada.press('Message', card)
    expect(ada.person.message(card).text).toContain('Now: 🖼 album of 3, 19 of 1,010 characters')
    await ada.press('Card', card)
    await ada.press('Buttons', card)
    await ada.send('Shop - shop.ru')
    expect(ada.plain()).toContain('🖼 An album has no buttons: links stand as lines below its caption')
    await ada.walk('👁 Test')
    expect(albumOf(ada.person).map(({ caption }) => caption)).toEqual([
      'Hi Rita\n\n👉 Shop\n\n🔕 /settings',
      undefined,
      'The red ones',
    ])

    await ada.walk('📋 Check', '👥 To whom', 'Everyone', 'Done', 'Check', 'Send now')
    const id = s.broadcast()?.id ?? 0
    s.db.sql(`update broadcasts set state = 'planning'`).run()
    await planDeliveries(s.db, id, NOW, s.world.rules)
    const engine = engineOf(s)
    await until(() => s.broadcast()?.state === 'finished', 'the end')
    const got = albumOf(reader)
    const [first, second, third] = got.map(({ message_id }) => message_id)
    expect(got.map(({ caption, has_media_spoiler }) => [caption, has_media_spoiler])).toEqual([
      ['Hi Rita\n\n👉 Shop\n\n🔕 /settings', true],
      [undefined, undefined],
      ['The red ones', undefined],
    ])
    expect(reader.addressOf(first ?? 0, 'Shop')).toMatch(/^https:\/\/go\.example\/r\/\d+-1$/)
    expect(s.db.sql('select state, attempts, message_id as message from deliveries').all()).toEqual([
      { state: 'sent', attempts: 1, message: first },
    ])
    expect(s.db.sql('select message_id as message from delivery_messages order by position').all()).toEqual([
      { message: second },
      { message: third },
    ])

    await s.hand(reader).sends(person => person.send('How much?', { replyTo: third ?? 0 }))
    const subscriberId = s.db.sql<{ id: number }>('select subscriber_id as id from deliveries').get()?.id ?? 0
    expect(s.db.write(() => recordReaction(s.db, { subscriberId, messageId: second ?? 0 }, NOW))).toBe(true)
    expect(s.db.sql('select broadcast_id as id, quoted from replies').all()).toEqual([{ id, quoted: 1 }])
    expect(s.db.sql('select evidence, message_id as message from reads order by evidence').all()).toEqual(
      expect.arrayContaining([
        { evidence: 'reaction', message: second },
        { evidence: 'reply', message: third },
      ]),
    )

    await ada.send('/broadcasts')
    await ada.walk('Hi')
    await ada.walk(...(ada.labels().some(label => label.includes('Fix')) ? [] : ['⋯ More']), '🔧 Fix', '✏️ Text')
    await ada.sends(person => person.sendAlbum([{ kind: 'photo' }, { kind: 'photo' }]))
    expect(ada.shown().filter(({ text }) => text?.startsWith('An album will not do here'))).toHaveLength(1)
    await ada.sends(person => person.sendPhoto({ caption: 'Hello' }))
    expect(ada.text()).toContain('A sent album keeps its number of items')
    const before = albumOf(ada.person).length
    await ada.send('Hello {first_name|you}')
    expect(albumOf(ada.person).length - before, 'the preview').toBe(3)
    await ada.walk('✅ Edit')
    expect(albumOf(ada.person).length - before, 'the preview').toBe(0)
    engine.wake()
    await until(() => reader.message(first ?? 0).caption?.startsWith('Hello Rita'), 'the right caption')
    expect(albumOf(reader).map(({ message_id }) => message_id)).toEqual([first, second, third])
    // One of its photos, and then its words: both are put forward together.
    await ada.send('/broadcasts')
    await ada.walk('Hi')
    await ada.walk(...(ada.labels().some(label => label.includes('Fix')) ? [] : ['⋯ More']), '🔧 Fix', '✏️ Text')
    await ada.walk('🔁 Replace one', '3')
    expect(ada.plain()).toContain('Chosen is 3 of 3')
    await ada.sends(person => person.sendDocument({}))
    expect(ada.plain()).toContain('An album holds photos and videos, or only files')
    await ada.sends(person => person.sendPhoto({}))
    expect(ada.plain()).toContain('Another picture or file.')
    await ada.send('Good evening')
    const was = [first, second, third].map(message => reader.message(message ?? 0).photo?.[0]?.file_unique_id)
    await ada.walk('✅ Edit')
    engine.wake()
    await until(() => reader.message(first ?? 0).caption?.startsWith('Good evening'), 'the right words')
    const now = [first, second, third].map(message => reader.message(message ?? 0).photo?.[0]?.file_unique_id)
    expect(now.map((file, i) => file === was[i])).toEqual([true, was[1] === now[1], false])
    expect(reader.message(third ?? 0).caption, 'what is replaced keeps its words').toBe('The red ones')
    expect(albumOf(reader).map(({ message_id }) => message_id)).toEqual([first, second, third])

    s.db.write(() => startTakeBack(s.db, id, ADMIN, NOW))
    engine.wake()
    await until(() => albumOf(reader).length === 0, 'all of it to be gone')
    expect(s.calls('sendMediaGroup')).toBe(5)
    expect(s.refused()).toEqual([])
  })

  test.each([
    ['photos and a video', ['photo', 'photo', 'video'], '🖼 album of 3, 2 of 1,010'],
    ['files, whose caption stands under the last', ['document', 'document'], '🖼 album of 2, 2 of 1,010'],
    ['music', ['audio', 'audio', 'audio'], '🖼 album of 3, 2 of 1,010'],
    ['only one of them', ['photo'], '🖼 photo, 2 of 1,024'],
    ['only one piece of music', ['audio'], '🎵 music, 2 of 1,024'],
  ] as const)('may hold %s, and is tested as it is', async (_, kinds, words) => {
    const s = await stage()
    await s.ada.send('/new')
    const card = () => s.ada.cards().at(-1)?.message_id ?? 0
    await s.ada.sends(person =>
      person.sendAlbum(kinds.map((kind, i) => ({ kind, ...(i === kinds.length - 1 && { caption: 'Hi' }) }))),
    )
    await s.ada.press('Message', card())
    expect(s.ada.plain()).toContain(words)
    await s.ada.walk('Card', '👁 Test')
    const copies = s.ada.shown().filter(message => message.text === undefined)
    expect(copies).toHaveLength(kinds.length)
    expect(copies.at(-1)?.caption).toMatch(/^Hi/)
    expect(s.refused()).toEqual([])
  })

  test.each([
    ['an eleventh', Array.from({ length: 11 }, () => ({ kind: 'photo' as const })), 'at most 10', 10],
    ['a file among photos', [{ kind: 'photo' as const }, { kind: 'document' as const }], 'An album holds photos', 1],
    [
      'a caption that is too long',
      [{ kind: 'photo' as const }, { kind: 'photo' as const }, { kind: 'photo' as const, caption: 'x'.repeat(1_025) }],
      'This is 1,025 characters; Telegram takes 1,010',
      2,
    ],
    [
      'a field that nobody knows',
      [{ kind: 'photo' as const }, { kind: 'photo' as const, caption: 'Hi {nome}' }],
      'I do not know {nome}',
      1,
    ],
  ])('without %s: it is said under that part, and the others stay', async (_, items, words, left) => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.sends(person => person.sendAlbum(items))
    const said = s.ada.shown().filter(message => message.text?.startsWith('⚠️ This part of the album'))
    expect(said.map(message => message.text)).toEqual([expect.stringContaining(words)])
    expect(contentOf(s)?.items?.length ?? 1).toBe(left)
  })

  test.each([
    ['the answer is lost', { kind: 'cut', when: 'after' }, 'uncertain', 3],
    ['the request may be lost', { kind: 'cut', when: 'before' }, 'uncertain', 0],
    ['Telegram says half of its answer', { kind: 'truncated' }, 'uncertain', 3],
    ['the chat is asked to rest', { kind: 'limit', retryAfter: 1 }, 'sent', 3],
  ] as const)('where %s is never sent twice', async (_, fault, state, messages) => {
    const s = await stage()
    s.emulator.fault({ ...fault, methods: ['sendMediaGroup'], times: 1 })
    const { reader } = await onItsWay(s)
    await until(() => s.broadcast()?.state === 'finished', 'the end')
    expect(s.db.sql('select state, attempts from deliveries').all()).toEqual([{ state, attempts: 1 }])
    expect(albumOf(reader)).toHaveLength(messages)
    expect(s.calls('sendMediaGroup')).toBe(state === 'sent' ? 2 : 1)
    expect(s.db.sql<{ n: number }>('select count(*) as n from delivery_messages').get()?.n).toBe(
      state === 'sent' ? 2 : 0,
    )
  })

  test('sent unasked is asked about once and taken whole; another one takes its place; an edit of any caption is followed', async () => {
    const s = await stage()
    const { ada } = s
    await ada.sends(person =>
      person.sendAlbum([{ kind: 'photo', caption: 'Boots' }, { kind: 'photo' }, { kind: 'photo' }]),
    )
    expect(ada.cards()).toHaveLength(1)
    await ada.walk('Start an offer')
    expect(contentOf(s)).toMatchObject({ kind: 'album', text: 'Boots', items: [{}, {}, {}] })
    const sent: Message[] = []
    await ada.sends(person => sent.push(...person.sendAlbum([{ kind: 'photo', caption: 'Hats' }, { kind: 'photo' }])))
    await ada.walk('✉️ Put it in')
    expect(contentOf(s)).toMatchObject({ kind: 'album', text: 'Hats', items: [{}, {}] })
    await ada.sends(person => person.edit(sent[1]?.message_id ?? 0, 'The red one'))
    expect(ada.plain()).toContain('You edited your message')
    await ada.sends(person => person.edit(sent[0]?.message_id ?? 0, 'Warm hats'))
    expect(contentOf(s)).toMatchObject({ text: 'Warm hats', items: [{ text: '' }, { text: 'The red one' }] })
    await ada.walk('Message')
    await ada.send('Words alone')
    expect(contentOf(s)).toMatchObject({ kind: 'album', text: 'Words alone', items: [{}, {}] })
    await ada.sends(person => person.edit(sent[0]?.message_id ?? 0, 'Other hats'))
    expect(ada.plain()).toContain('keeps the words that were sent for it later')
    expect(contentOf(s)).toMatchObject({ text: 'Words alone' })
  })

  test('of which a part comes after the offer was approved says so', async () => {
    const s = await stage()
    const { ada } = s
    await ada.send('/new')
    const album = ada.person.beginAlbum()
    await ada.sends(person => person.sendPhoto({ album, caption: 'Boots' }))
    await ada.sends(person => person.sendPhoto({ album }))
    s.db.sql(`update offers set state = 'used'`).run()
    await ada.sends(person => person.sendPhoto({ album }))
    expect(ada.text()).toContain('came after Boots was approved')
    expect(contentOf(s)?.items).toHaveLength(2)
  })

  test.each(['a part comes', 'its caption is edited'])(
    'of which %s after the check is shown again before it goes out',
    async how => {
      const s = await stage()
      const { ada } = s
      await ada.send('/new')
      const album = ada.person.beginAlbum()
      let first = 0
      await ada.sends(person => {
        first = person.sendPhoto({ album, caption: 'Boots' }).message_id
      })
      await ada.sends(person => person.sendPhoto({ album }))
      s.addPeople(2, 'shop')
      await ada.press('To whom', s.ada.cards().at(-1)?.message_id ?? 0)
      await ada.walk('Everyone', 'Done', 'Check')
      if (how === 'a part comes') await ada.sends(person => person.sendPhoto({ album }))
      else {
        await ada.sends(person => person.edit(first, 'Boots from shop.ru'))
        expect(ada.plain()).toContain('Title of shop.ru')
      }
      await ada.forge(offers.approve.data({ offer: s.offer().id }))
      expect(s.broadcast()).toBeNull()
      expect(s.offer().state).toBe('draft')
    },
  )

  test('whose caption is too long for one waits for a shorter one, and then comes whole', async () => {
    const s = await stage()
    const sent: Message[] = []
    await s.ada.send('/new')
    await s.ada.sends(person =>
      sent.push(
        ...person.sendAlbum([{ kind: 'photo', caption: 'x'.repeat(1_020) }, { kind: 'photo' }, { kind: 'photo' }]),
      ),
    )
    const said = s.ada.shown().filter(({ text }) => text?.startsWith('⚠️'))
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('Shorten it by 10. Edit the caption')])
    await s.ada.sends(person => person.edit(sent[0]?.message_id ?? 0, 'Boots'))
    expect(contentOf(s)).toMatchObject({ kind: 'album', text: 'Boots', items: [{}, {}, {}] })
  })

  test('of which a part was refused takes it once its caption is right', async () => {
    const s = await stage()
    const sent: Message[] = []
    await s.ada.send('/new')
    await s.ada.sends(person =>
      sent.push(
        ...person.sendAlbum([
          { kind: 'photo', caption: 'Boots' },
          { kind: 'photo', caption: 'Hi {nome}' },
        ]),
      ),
    )
    expect(contentOf(s)).toMatchObject({ kind: 'photo' })
    await s.ada.sends(person => person.edit(sent[1]?.message_id ?? 0, 'Hi {first_name}'))
    expect(contentOf(s)).toMatchObject({ kind: 'album', items: [{ text: '' }, { text: 'Hi {first_name}' }] })
  })

  test('is version B as a whole', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.send('Boots')
    await s.ada.walk('⚖️ A/B')
    await s.ada.sends(person => person.sendAlbum([{ kind: 'photo', caption: 'Hats' }, { kind: 'photo' }]))
    expect(s.ada.plain()).toContain('🖼 an album; its parts come in one by one')
    expect(findVariant(s.db, s.offer().id, null, 1)?.content).toMatchObject({ kind: 'album', items: [{}, {}] })
    expect(contentOf(s)).toMatchObject({ kind: 'text', text: 'Boots' })
  })

  test('whose links are too many pieces of formatting for Telegram is not sent', async () => {
    const s = await stage()
    const entities = Array.from({ length: 100 }, (_, i) => ({ type: 'bold' as const, offset: i * 2, length: 1 }))
    await s.ada.send('/new')
    await s.ada.sends(person =>
      person.sendAlbum([{ kind: 'photo', caption: 'x '.repeat(100), entities }, { kind: 'photo' }]),
    )
    await s.ada.press('Buttons', s.ada.cards().at(-1)?.message_id ?? 0)
    await s.ada.send('Shop - shop.ru')
    await s.ada.walk('📋 Check')
    expect(s.ada.plain()).toContain('This has 101 pieces of formatting; Telegram takes 100.')
  })

  test('has no buttons: what needs one keeps it from being sent, in both languages', async () => {
    for (const [language, words] of [
      ['en', 'Under an album there are no buttons, so these cannot be there: I am in.'],
      ['ru', 'Под альбомом кнопок не бывает, эти показать не получится: I am in.'],
    ] as const) {
      const s = await stage({ language })
      await s.ada.send('/new')
      await s.ada.sends(person => person.sendAlbum([{ kind: 'photo', caption: 'Hi' }, { kind: 'photo' }]))
      const { offer } = { offer: s.offer().id }
      const content = contentOf(s)
      if (content === undefined) throw new Error('no message')
      const acts = { ...content, buttons: [[{ label: 'I am in', url: 'do:ask/1' }]] }
      s.db.sql('update variants set content = ? where offer_id = ?').run(JSON.stringify(acts), offer)
      await s.ada.press(language === 'en' ? '📋 Check' : '📋 Проверить', s.ada.cards().at(-1)?.message_id ?? 0)
      expect(s.ada.plain()).toContain(words)
    }
  })
})
