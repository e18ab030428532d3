import { describe, expect, test } from 'vitest'
import { recordPart } from '../../src/bot/replies/answer/album.js'
import { countUnanswered } from '../../src/bot/replies/inbox.js'
import { recordNews } from '../../src/bot/replies/staff/news.js'
import { DAY, HOUR } from '../../src/clock.js'
import type { GroupHandle } from '../../src/sandbox/emulator/group.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { texts } from '../../src/text/index.js'
import { type Hand, type Stage, stageProduct, until } from '../support/product.js'

const en = texts('en').replies
const ru = texts('ru').replies

async function scene(options: Parameters<typeof stageProduct>[0] = {}) {
  const s = await stageProduct(options)
  const anna = s.hand({ id: 101, firstName: 'Anna', lastName: 'Petrova', username: 'anna', language: 'en' })
  await anna.start('fb_spring')
  return { s, anna }
}

/** Everything written has reached those who answer. */
const passed = (s: Stage) => until(() => s.count('inbox where passed_at is null') === 0, 'it to be passed on')
const wordsOf = (message: Message) => message.text ?? message.caption ?? ''
const seen = (hand: Hand) => hand.person.messages().filter(message => message.from.is_bot)

/** A group with topics, bound by Ada with her code. */
async function bind(s: Stage, title = 'Staff'): Promise<GroupHandle> {
  const group = s.emulator.group({ title })
  for (const { person } of [s.ada, s.boris]) group.join(person)
  group.setBot(s.ada.person, { kind: 'administrator', topics: true })
  group.send(s.ada.person, `/bind ${await codeOf(s)}`)
  await s.settled()
  return group
}

async function codeOf(s: Stage): Promise<string> {
  await s.ada.send('/settings')
  await s.ada.walk('👥 Team', 'Staff chat', 'Bind a group')
  return /\/bind (\w+)/.exec(s.ada.text())?.[1] ?? ''
}

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
    await until(() => kept() === before - 10 && more().length === 2, 'the oldest of them', 30_000)
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

describe('a staff group', () => {
  test('is bound with a code, and only when it can serve', async () => {
    const { s } = await scene()
    let code = await codeOf(s)
    const again = async () => {
      await s.ada.walk('Back', 'Bind a group')
      return /\/bind (\w+)/.exec(s.ada.text())?.[1] ?? ''
    }
    const { person } = s.ada
    const plain = s.emulator.group({ title: 'Plain', kind: 'group' })
    const forum = s.emulator.group({ title: 'Staff' })
    const tell = async (group: GroupHandle, words: string) => {
      group.send(person, words)
      await s.settled()
      return group.messages().at(-1)?.text
    }
    for (const group of [plain, forum]) group.join(person)
    plain.setBot(person, { kind: 'member' })
    forum.setBot(person, { kind: 'member' })
    expect(await tell(forum, '/bind 12345678')).toBe(en.codeWrong)
    expect(await tell(forum, '/bind')).toBe(en.codeWrong)
    expect(await tell(plain, `/bind ${code}`)).toBe(en.needsTopics)
    expect(await tell(forum, `/bind ${code}`), 'one try').toBe(en.codeWrong)
    code = await again()
    expect(await tell(forum, `/bind ${code}`)).toBe(en.needsRights)
    expect(await tell(forum, `/bind ${code}`), 'one try').toBe(en.codeWrong)
    code = await again()
    forum.setBot(person, { kind: 'administrator', topics: true })
    expect(await tell(forum, `/bind@emulated_bot ${code.toLowerCase()}`)).toBe(en.bound)
    expect(await tell(forum, `/bind ${code}`), 'good once').toBe(en.codeWrong)
    await s.ada.send('/settings')
    await s.ada.walk('👥 Team', 'Staff chat')
    expect(s.ada.text()).toContain('Staff answers')

    const old = await codeOf(s).catch(() => '')
    expect(old).toBe('')
    await s.ada.walk('Unbind', 'Bind a group')
    const next = /\/bind (\w+)/.exec(s.ada.text())?.[1] ?? ''
    s.clock.shift += HOUR + 1_000
    expect(await tell(forum, `/bind ${next}`), 'an hour').toBe(en.codeWrong)
    expect(s.refused()).toEqual([])
  })

  test.each([
    ['a stranger', 'Mallory', (s: Stage) => s.hand({ id: 666, firstName: 'Mallory', language: 'en' })],
    [
      'a marketer',
      'Mara',
      (s: Stage) => {
        s.db().sql(`insert into admins values (77, 'marketer', 'Mara', 1, 1)`).run()
        return s.hand({ id: 77, firstName: 'Mara', language: 'en' })
      },
    ],
  ])('%s with the code binds nothing, hears nothing, and spends it; every owner is told', async (_who, name, make) => {
    const { s } = await scene()
    const code = await codeOf(s)
    const other = make(s)
    const theirs = s.emulator.group({ title: 'Theirs' })
    theirs.join(other.person)
    theirs.setBot(other.person, { kind: 'administrator', topics: true })
    const before = theirs.messages().length
    theirs.send(other.person, '/bind WRONGONE')
    theirs.send(other.person, `/bind ${code}`)
    await s.settled()
    expect(
      theirs
        .messages()
        .slice(before)
        .filter(message => message.from.is_bot),
    ).toEqual([])
    const words = en.news.refused(name, 'Theirs')
    for (const owner of [s.ada, s.boris]) await owner.sees(words)
    expect(s.rows(`select 1 from settings where key in ('staff_chat', 'staff_code')`)).toEqual([])
    // A stranger's group is told once, and left; brought in again, the bot goes without a word.
    const said = () => theirs.messages().filter(message => message.from.is_bot)
    for (let times = 0; times < 3; times++) theirs.send(other.person, '/bind WRONGONE')
    await s.settled()
    const stranger = name === 'Mallory'
    const leavings = () => s.emulator.calls().filter(({ method }) => method === 'leaveChat').length
    expect(said().map(wordsOf)).toEqual(stranger ? [en.notForGroups] : [])
    expect(leavings()).toBe(stranger ? 1 : 0)
    s.clock.ahead += 61_000
    theirs.setBot(other.person, { kind: 'member' })
    theirs.send(other.person, '/bind WRONGONE')
    await s.settled()
    expect([said().length, leavings()]).toEqual(stranger ? [1, 2] : [0, 0])
    const group = s.emulator.group({ title: 'Staff' })
    for (const { person } of [s.ada, s.boris]) group.join(person)
    group.setBot(s.ada.person, { kind: 'administrator', topics: true })
    group.send(s.ada.person, `/bind ${code}`)
    await s.settled()
    expect(group.messages().at(-1)?.text).toBe(en.codeWrong)
  })

  test('every owner hears who bound it, also after a restart in between', async () => {
    const { s } = await scene()
    s.db().write(() => recordNews(s.db(), { kind: 'bound', who: 'Ada', title: 'Staff' }))
    await s.restart()
    for (const owner of [s.ada, s.boris]) await owner.sees(en.news.bound('Ada', 'Staff'))
  })

  test('many who write at once share its room: all have their turns, and answers still go', async () => {
    const { s } = await scene()
    const group = await bind(s)
    const crowd = Array.from({ length: 5 }, (_, i) => s.hand({ id: 300 + i, firstName: `W${i}`, language: 'en' }))
    for (const one of crowd) await one.start()
    const before = group.messages().length
    for (let n = 1; n <= 6; n++) for (const one of crowd) one.person.send(`${one.person.id} says ${n}`)
    await s.settled()
    const card = () => group.messages().find(message => message.text?.startsWith('📥'))
    await until(() => card() !== undefined, 'the card of those who wait')
    const copies = () =>
      group.topics().map(({ id }) => group.messages(id).filter(one => one.text?.includes(' says ')).length)
    const bots = group
      .topics()
      .flatMap(({ id }) => group.messages(id))
      .filter(one => one.from.is_bot && one.text)
    expect(bots.length, 'headings and messages together').toBeLessThanOrEqual(12)
    expect(
      copies().every(n => n >= 1),
      'nobody waits behind another',
    ).toBe(true)
    const waiting = s.count('inbox where passed_at is null and kept_at is null')
    expect(card()?.text).toBe(en.crowd(waiting, 5))
    expect(group.messages().length).toBeGreaterThan(before)

    const [first] = group.topics()
    group.send(s.boris.person, 'One at a time, please', { topic: first?.id ?? 0 })
    await s.settled()
    expect(crowd[0]?.text()).toBe('One at a time, please')

    // A client who writes now comes with the next turn, not behind all that waits.
    const anna = s.hand({ id: 101, firstName: 'Anna', language: 'en' })
    anna.person.send('Are you open?')
    await s.settled()
    s.passes(61_000)
    await until(() => s.count('inbox where telegram_id = 101 and passed_at is null') === 0, 'the client’s message')
    const left = () => s.count('inbox where passed_at is null and kept_at is null')
    expect(left()).toBeGreaterThan(0)
    for (let before = left(); before > 0; before = left()) {
      s.passes(61_000)
      await until(() => left() < before, 'the next of them')
      await s.settled()
    }
    await until(() => card()?.text === en.crowdOver, 'the card to say that nobody waits')
    expect(copies().filter(n => n === 6)).toHaveLength(5)
    expect(s.refused()).toEqual([])
  })

  test('has a topic for each person; what is written there goes to them', async () => {
    const { s, anna } = await scene()
    const eva = s.hand({ id: 102, firstName: 'Ева', language: 'ru' })
    await eva.start()
    const group = await bind(s)
    await anna.send('Are you open?')
    await eva.does(person => person.sendPhoto({ caption: 'Такие есть?' }))
    await anna.send('Still?')
    await passed(s)
    const [annas, evas] = group.topics()
    expect([annas?.name, evas?.name]).toEqual(['Anna Petrova', 'Ева'])
    const inside = (topic: number | undefined) => group.messages(topic).slice(1).map(wordsOf)
    expect(inside(annas?.id)).toEqual(['💬 Anna Petrova @anna\nSource: fb_spring', 'Are you open?', 'Still?'])
    expect(inside(evas?.id)).toEqual(['💬 Ева', 'Такие есть?'])
    expect(seen(s.ada).filter(message => message.text?.includes('💬'))).toEqual([])

    const there = { topic: annas?.id ?? 0 }
    const answer = group.send(s.boris.person, 'Until eight', there)
    group.send(s.boris.person, '/note she comes often', there)
    group.send(s.boris.person, 'between us')
    group.sendVoice(s.boris.person, { topic: evas?.id ?? 0 })
    await s.settled()
    expect(anna.text()).toBe('Until eight')
    expect(seen(anna)).toHaveLength(3)
    expect(eva.person.lastMessage().voice).toBeDefined()
    expect(group.mark(answer.message_id)).toBe('👌')
    expect(countUnanswered(s.db(), s.clock.now()).people).toBe(0)
    group.edit(s.boris.person, answer.message_id, 'Until nine')
    await s.settled()
    expect(anna.text()).toBe('Until nine')

    anna.person.block()
    await s.settled()
    group.send(s.boris.person, 'Anna?', there)
    await s.settled()
    expect(group.messages(there.topic).at(-1)?.text).toBe(en.blocked('Anna Petrova'))
    expect(s.refused().filter(line => !line.includes('blocked'))).toEqual([])
  })

  test('“no answer needed” is pressed there; a topic that was deleted comes anew, heading and all', async () => {
    const { s, anna } = await scene()
    const group = await bind(s)
    await anna.send('Hello')
    await passed(s)
    const [topic] = group.topics()
    const heading = group.messages(topic?.id).at(-2)?.message_id ?? 0
    expect((await group.press(s.boris.person, heading, en.keys.done))?.text).toBe(en.done)
    await s.settled()
    expect(countUnanswered(s.db(), s.clock.now()).people).toBe(0)
    group.deleteTopic(topic?.id ?? 0)
    await anna.send('Again')
    await passed(s)
    const [anew] = group.topics()
    expect(group.messages(anew?.id).slice(1).map(wordsOf)).toEqual([expect.stringContaining('Anna'), 'Again'])
    group.send(s.boris.person, 'Yes', { topic: anew?.id ?? 0 })
    await s.settled()
    expect(anna.text()).toBe('Yes')
  })

  const losses: [string, keyof typeof en.lost, (group: GroupHandle, s: Stage) => void][] = [
    ['threw the bot out', 'removed', (group, s) => group.setBot(s.ada.person, { kind: 'kicked' })],
    [
      'took the right away',
      'rights',
      (group, s) => group.setBot(s.ada.person, { kind: 'administrator', topics: false }),
    ],
    ['turned topics off', 'topics', group => group.setForum(false)],
  ]
  test.each(losses)('that %s: owners hear it once, with sound, and answer themselves', async (_what, why, lose) => {
    const { s, anna } = await scene()
    const group = await bind(s)
    lose(group, s)
    await s.settled()
    await anna.send('Hello', 'There?')
    await passed(s)
    for (const owner of [s.ada, s.boris]) {
      const told = seen(owner).map(wordsOf)
      expect(told.filter(words => words === en.lost[why]('Staff'))).toHaveLength(1)
      expect(told.slice(-3)).toEqual([expect.stringContaining('Anna'), 'Hello', 'There?'])
    }
    expect(group.topics()).toEqual([])
    const loud = s.emulator.accepted().filter(one => one.payload['text'] === en.lost[why]('Staff'))
    expect(loud.map(one => one.payload['disable_notification'])).toEqual([undefined, undefined])
    await s.restart()
    expect(seen(s.ada).filter(message => message.text === en.lost[why]('Staff'))).toHaveLength(1)
  })

  test('unheard of loss: found out by the 403', async () => {
    const { s, anna } = await scene()
    const group = await bind(s)
    await s.restart(() => {
      group.setBot(s.ada.person, { kind: 'left' })
      return fetch(`${s.emulator.apiRoot}/bot${s.emulator.token}/getUpdates?offset=-1`)
    })
    await anna.send('Hello')
    await passed(s)
    expect(seen(s.ada).map(wordsOf).at(-1)).toBe('Hello')
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
    await until(() => s.count('inbox where passed_at is null') === 0, 'all of it', 40_000)
    expect(seen(s.ada).map(wordsOf)).toEqual([expect.stringContaining('Anna'), ...words])
  }, 60_000)

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
