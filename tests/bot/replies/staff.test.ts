import { describe, expect, test } from 'vitest'
import { countUnanswered } from '../../../src/bot/replies/inbox.js'
import { recordNews } from '../../../src/bot/replies/staff/news.js'
import { HOUR } from '../../../src/clock.js'
import type { GroupHandle } from '../../../src/sandbox/emulator/group.js'
import { type Stage, until } from '../../support/product.js'
import { bind, codeOf, en, passed, scene, seen, wordsOf } from './stage.js'

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
