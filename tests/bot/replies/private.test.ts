import { describe, expect, test } from 'vitest'
import { recordPart } from '../../../src/bot/replies/answer/album.js'
import { countUnanswered } from '../../../src/bot/replies/inbox.js'
import { DAY, HOUR } from '../../../src/clock.js'
import type { Message } from '../../../src/sandbox/emulator/wire.js'
import { texts } from '../../../src/text/index.js'
import { type Hand, until } from '../../support/product.js'
import { bind, en, passed, ru, scene, seen, wordsOf } from './stage.js'

describe('to the owners’ own chats', () => {
  test('every kind of message comes to each owner, below who it is; the reply goes back', async () => {
    const { s, anna } = await scene()
    const deeds: ((hand: Hand) => unknown)[] = [
      one => one.send('Are you open?'),
      one => one.does(person => person.sendPhoto({ caption: 'These?' })),
      one => one.does(person => person.sendVoice()),
      one => one.does(person => person.sendSticker()),
      one => one.does(person => person.sendContact('+37120000000')),
      one => one.does(person => person.sendLocation(56.9, 24.1)),
    ]
    for (const deed of deeds) await deed(anna)
    await passed(s)
    for (const owner of [s.ada, s.boris]) {
      const [heading, ...copies] = seen(owner)
      expect(heading?.text).toBe(['💬 Anna Petrova @anna', 'Source: fb_spring', en.hint].join('\n'))
      expect(copies).toMatchObject([
        { text: 'Are you open?' },
        { caption: 'These?', photo: expect.any(Array) },
        { voice: expect.any(Object) },
        { sticker: expect.any(Object) },
        { contact: { phone_number: '+37120000000' } },
        { location: { latitude: 56.9 } },
      ])
    }
    const { phoneTaken, placeTaken } = texts('en').subscriber
    const told = seen(anna).slice(1).map(wordsOf)
    expect(told, 'told once a day, and what was noted').toEqual([
      en.received,
      phoneTaken('+37120000000'),
      placeTaken('Riga'),
    ])
    expect(countUnanswered(s.db(), s.clock.now())).toMatchObject({ people: 1, overAnHour: 0 })
    expect(countUnanswered(s.db(), s.clock.now() + 2 * HOUR)).toMatchObject({ people: 1, overAnHour: 1 })

    const copy = seen(s.boris).at(-1)?.message_id ?? 0
    await s.boris.does(person => person.sendPhoto({ caption: 'Until eight', replyTo: copy }))
    expect(anna.person.lastMessage()).toMatchObject({ caption: 'Until eight', photo: expect.any(Array) })
    expect(countUnanswered(s.db(), s.clock.now()).people).toBe(0)
    await anna.send('Thank you!')
    await passed(s)
    expect(seen(anna).map(wordsOf).at(-1), 'not told twice').toBe('Until eight')
    expect(s.refused()).toEqual([])
  })

  test('who writes without end is summed up and holds up nobody; muted, kept and not heard; heard again', async () => {
    const { s, anna } = await scene()
    const boris = s.hand({ id: 102, firstName: 'Spam', language: 'ru' })
    await boris.start()
    const kept = () => s.count('inbox where passed_at is null and kept_at is not null')
    for (let n = 0; n < 40; n++) boris.person.send(`Coins ${n}`)
    await s.settled()
    await anna.send('Are you open?')
    const ada = () => seen(s.ada).map(wordsOf)
    await until(() => ada().includes('Are you open?'), 'Anna to be heard')
    expect(ada().filter(words => words.startsWith('Coins')).length).toBeLessThanOrEqual(13)
    const more = () => seen(s.ada).filter(message => wordsOf(message).startsWith('📥'))
    await until(() => more().length === 1 && wordsOf(more()[0] as Message).includes(` ${kept()} `), 'the sum')
    const before = kept()
    expect(before).toBeGreaterThan(20)

    const [card] = more()
    await s.ada.person.press(card?.message_id ?? 0, en.keys.more)
    await until(() => kept() === before - 10 && more().length === 2, 'the oldest of them')
    await s.ada.person.press(card?.message_id ?? 0, en.keys.mute)
    await s.settled()
    expect(s.count('inbox where telegram_id = 102 and answered_at is null')).toBe(0)
    await boris.send('Coins again')
    await anna.send('Hello?')
    await until(() => ada().includes('Hello?'), 'Anna to be heard')
    expect(ada()).not.toContain('Coins again')
    expect(s.count('inbox where kept_at is not null and answered_at is not null and passed_at is null')).toBe(kept())
    await s.ada.person.press(card?.message_id ?? 0, en.keys.unmute)
    await s.settled()
    await boris.send('Sorry')
    await until(() => ada().includes('Sorry'), 'them to be heard again')
    expect(s.refused()).toEqual([])
  })

  test('an answer is a reply only: a question that is open stays open, and other people’s chats answer nobody', async () => {
    const { s, anna } = await scene()
    const eva = s.hand({ id: 102, firstName: 'Eva', language: 'en' })
    await eva.start()
    await anna.send('How much?')
    await passed(s)
    await s.ada.send('/new')
    await s.ada.walk('Message')
    const copy = seen(s.ada).find(message => message.text === 'How much?')?.message_id ?? 0
    await s.ada.does(person => person.send('49.90', { replyTo: copy }))
    expect(anna.text()).toBe('49.90')
    await s.ada.send('Autumn boots')
    expect(s.rows<{ content: string }>('select content from variants')[0]?.content).toContain('Autumn boots')
    await eva.does(person => person.send('49.90', { replyTo: eva.lastId() }))
    expect(anna.text()).toBe('49.90')
    expect(seen(anna)).toHaveLength(3)
  })

  test('an answer goes once, also where nobody knows whether it came; whoever gave it is told so', async () => {
    const { s, anna } = await scene()
    await anna.send('Are you open?')
    await passed(s)
    const copy = seen(s.ada).at(-1)?.message_id ?? 0
    const got = () => seen(anna).filter(message => wordsOf(message).startsWith('Until')).length
    // The sign that it arrived is cut: the whole handler runs again.
    s.emulator.fault({ kind: 'cut', when: 'after', methods: ['setMessageReaction'], times: 1 })
    await s.ada.does(person => person.send('Until eight', { replyTo: copy }))
    expect(got()).toBe(1)
    s.emulator.fault({ kind: 'cut', when: 'after', methods: ['copyMessage'], chats: [anna.person.id], times: 1 })
    await s.ada.does(person => person.send('Until nine', { replyTo: copy }))
    expect([got(), s.ada.text()]).toEqual([2, en.unsure])
    s.emulator.fault({ kind: 'error', code: 504, methods: ['copyMessage'], chats: [anna.person.id], times: 1 })
    await s.ada.does(person => person.send('Until ten', { replyTo: copy }))
    expect([got(), s.ada.text()]).toEqual([2, en.unsure])
  })

  test('a changed answer changes its copy, a changed question its copies', async () => {
    const { s, anna } = await scene()
    await anna.send('How mcuh?')
    await passed(s)
    const [heading, copy] = seen(s.ada)
    const answer = s.ada.person.send('4990', { replyTo: heading?.message_id ?? 0 })
    await s.settled()
    await s.restart()
    await s.ada.does(person => person.edit(answer.message_id, '49.90'))
    expect(anna.person.lastMessage()).toMatchObject({ text: '49.90', edit_date: expect.any(Number) })
    const asked = anna.person.messages().find(message => message.text === 'How mcuh?')?.message_id ?? 0
    await anna.does(person => person.edit(asked, 'How much?'))
    expect(s.ada.person.message(copy?.message_id ?? 0).text).toBe('How much?')
    expect(s.ada.person.message(heading?.message_id ?? 0).text).toContain('Anna')
    anna.person.remove(anna.lastId())
    await s.ada.does(person => person.edit(answer.message_id, '39.90'))
    expect(s.ada.text()).toBe(en.editRefused)
  })

  test('somebody who blocked the bot, or is gone: one sentence, and nobody waits any more', async () => {
    const { s, anna } = await scene()
    await anna.send('Hello?')
    await passed(s)
    const copy = s.ada.lastId()
    anna.person.block()
    await s.settled()
    await s.ada.does(person => person.send('Yes?', { replyTo: copy }))
    expect(s.ada.text()).toBe(en.blocked('Anna Petrova'))
    expect(countUnanswered(s.db(), s.clock.now()).people).toBe(0)
    anna.person.deactivate()
    await s.ada.does(person => person.send('Yes?', { replyTo: copy }))
    expect(s.ada.text()).toBe(en.gone('Anna Petrova'))
    expect(s.rows('select status from subscribers')).toEqual([{ status: 'deactivated' }])
  })

  test('who waits is a list; what they wrote comes again; “no answer needed” ends it', async () => {
    const { s, anna } = await scene()
    await anna.send('One', 'Two')
    await passed(s)
    await s.ada.send('/admin')
    await s.ada.walk('Replies')
    expect(s.ada.text()).toContain('1 person waits')
    await s.ada.press('Anna')
    const brought = await until(() => seen(s.ada).at(-1)?.text === 'Two' && seen(s.ada).slice(-3), 'both again')
    expect(brought.map(wordsOf)).toEqual([expect.stringContaining('Anna Petrova'), 'One', 'Two'])
    expect(await s.ada.press(en.keys.done, s.ada.holding(en.keys.done))).toBe(en.done)
    expect(countUnanswered(s.db(), s.clock.now()).people).toBe(0)
    await s.ada.send('/admin')
    await s.ada.walk('Replies')
    expect(s.ada.text()).toBe(en.nobodyWaits)
    expect(s.refused()).toEqual([])
  })

  test('strangers are heard too, and told in their language; those of the team write to nobody', async () => {
    const { s } = await scene()
    const eva = s.hand({ id: 102, firstName: 'Ева', language: 'ru' })
    await eva.send('Здравствуйте!')
    await passed(s)
    expect(seen(eva).map(wordsOf)).toEqual([ru.received, expect.stringContaining('Вы ещё не подписаны')])
    expect(seen(s.ada).map(wordsOf)).toEqual([expect.stringMatching(/^💬 Ева\nNot subscribed/), 'Здравствуйте!'])
    await s.ada.does(person => person.sendSticker())
    expect(s.count('inbox')).toBe(1)
  })
})

describe('when nobody reads', () => {
  test('no owner: the contact, once a day', async () => {
    const { s, anna } = await scene({ config: { adminIds: [] } })
    await anna.send('Hello?')
    expect(anna.text()).toBe(en.nobody)
    s.db().write(() => s.db().sql(`insert into settings values ('contact', '"+371 2000"')`).run())
    await anna.send('Hello??')
    expect(seen(anna)).toHaveLength(2)
    s.clock.shift += DAY + HOUR
    await anna.send('Hello???')
    expect(anna.text()).toBe(en.contact('+371 2000'))
    expect(s.count('inbox where passed_at is null')).toBe(3)
  })

  test('an owner who never pressed Start: everything is there when they come', async () => {
    const late = 555
    const { s, anna } = await scene({ config: { adminIds: [late] } })
    s.db().write(() => s.db().sql(`insert into settings values ('contact', '"+371 2000"')`).run())
    await anna.send('One')
    await anna.sees(en.contact('+371 2000'))
    await anna.send('Two')
    const owner = s.hand({ id: late, firstName: 'Late', language: 'en' })
    await owner.start()
    await s.restart()
    await passed(s)
    expect(seen(owner).map(wordsOf).slice(2)).toEqual([expect.stringContaining('Anna'), 'One', 'Two'])
  })
})

describe('albums', () => {
  const three = (person: Hand['person']) =>
    person.sendAlbum([{ kind: 'photo', caption: 'These three' }, { kind: 'photo' }, { kind: 'video' }])
  const groups = (messages: readonly Message[]) =>
    messages.filter(message => message.from.is_bot && message.media_group_id !== undefined)

  test('come to those who answer as one, below one heading, also when the program ends in between', async () => {
    const { s, anna } = await scene()
    await anna.does(three)
    await anna.send('What do they cost?')
    await s.restart()
    await passed(s)
    for (const owner of [s.ada, s.boris]) {
      const [heading, ...rest] = seen(owner)
      expect(heading?.text).toContain('Anna Petrova')
      const album = groups(rest)
      expect(album.map(wordsOf)).toEqual(['These three', '', ''])
      expect(new Set(album.map(message => message.media_group_id)).size).toBe(1)
      expect(rest.map(wordsOf)).toEqual(['These three', '', '', 'What do they cost?'])
    }
    expect(s.emulator.calls().filter(call => call.method === 'copyMessages').length).toBe(2)
    expect(s.refused()).toEqual([])
  })

  test('go back to the person as one, and each part can still be corrected', async () => {
    const { s, anna } = await scene()
    const group = await bind(s)
    await anna.does(three)
    await passed(s)
    const [topic] = group.topics()
    const there = { topic: topic?.id ?? 0 }
    expect(groups(group.messages(there.topic)).length).toBe(3)
    const album = 'answer-1'
    const parts = ['Try this', undefined].map(caption =>
      group.sendPhoto(s.boris.person, { ...there, album, ...(caption !== undefined && { caption }) }),
    )
    await until(() => groups(anna.person.messages()).length === 2, 'the album to arrive')
    const got = groups(anna.person.messages())
    expect(got.map(wordsOf)).toEqual(['Try this', ''])
    expect(got[0]?.media_group_id).toBe(got[1]?.media_group_id)
    await until(() => group.mark(parts[0]?.message_id ?? 0) === '👌', 'the mark')
    group.edit(s.boris.person, parts[0]?.message_id ?? 0, 'Try that')
    await s.settled()
    expect(groups(anna.person.messages()).map(wordsOf)).toEqual(['Try that', ''])
    expect([s.count('answer_parts'), countUnanswered(s.db(), s.clock.now()).people]).toEqual([0, 0])
    expect(s.refused()).toEqual([])
  })

  test('on their way when the program died are not sent again, and whoever answered is told', async () => {
    const { s, anna } = await scene()
    await anna.send('Hello')
    await passed(s)
    const [, copy] = seen(s.ada)
    s.db().write(() => {
      const part = { chat: s.ada.person.id, album: 'gone', telegramId: anna.person.id, topic: null }
      for (const message of [1, 2].map(n => (copy?.message_id ?? 0) - 1 + n))
        recordPart(s.db(), { ...part, message }, 1)
      s.db().sql(`update answer_parts set state = 'sending'`).run()
    })
    await s.ada.sees(en.unsure)
    expect([s.count('answer_parts'), groups(anna.person.messages())]).toEqual([0, []])
  })
})

describe('nothing is lost', () => {
  test('over 429s, cut connections and restarts everything arrives, in order, once', async () => {
    const { s, anna } = await scene({ config: { adminIds: [900_000_001] } })
    s.emulator.fault({ kind: 'limit', retryAfter: 1, methods: ['copyMessage'], times: 2 })
    s.emulator.fault({ kind: 'cut', when: 'before', methods: ['copyMessage'], times: 1 })
    const words = Array.from({ length: 4 }, (_none, i) => `Message ${i + 1}`)
    for (const word of words.slice(0, 2)) anna.person.send(word)
    await s.settled()
    s.emulator.fault({ kind: 'error', code: 502, methods: ['copyMessage'], times: 1 })
    await s.restart(() => void anna.person.send(words[2] ?? ''))
    await anna.send(words[3] ?? '')
    await until(() => s.count('inbox where passed_at is null') === 0, 'all of it')
    expect(seen(s.ada).map(wordsOf)).toEqual([expect.stringContaining('Anna'), ...words])
  })

  test('what the person deleted meanwhile leaves a line', async () => {
    const { s, anna } = await scene()
    s.emulator.fault({ kind: 'limit', retryAfter: 1, methods: ['copyMessage'], times: 1 })
    const { message_id } = anna.person.send('Never mind')
    await s.settled()
    anna.person.remove(message_id)
    await passed(s)
    expect(seen(s.boris).map(wordsOf)).toEqual([expect.stringContaining('Anna'), en.notPassed])
  })
})
