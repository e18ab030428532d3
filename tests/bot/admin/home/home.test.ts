import { describe, expect, test } from 'vitest'
import { findRestored, noteRestored } from '../../../../src/bot/settings/restored.js'
import { DAY, HOUR, MINUTE } from '../../../../src/clock.js'
import { holdRestored } from '../../../../src/delivery/restored.js'
import { PATIENCE_MS } from '../../../../src/sandbox/emulator/patience.js'
import { AT, addBroadcast, addClick, addPeople, addRows } from '../../../reports/fixture.js'
import { add } from './rows.js'
import { endFirstDay, GB, type Stage, stage } from './stage.js'

/** The broadcast's first people click. */
function click(on: Stage, broadcast: number, people: number): void {
  const first = on.db
    .sql<{ id: number }>('select min(id) as id from deliveries where broadcast_id = ?')
    .get(broadcast)?.id
  for (let i = 0; i < people; i++)
    addClick(on.db, { delivery: (first ?? 0) + i, person: i + 1, link: 2, verdict: 'human' }, broadcast)
}

describe('the menu', () => {
  test('with nothing to say it says nothing but how many can be reached', async () => {
    const on = await stage()
    endFirstDay(on)
    await on.send('/admin')
    expect(on.text()).toBe('🛍 Boots & Co · Tue 24 Nov, 10:00 Moscow\n0 can be reached')
    expect(on.labels()).toEqual([
      ['✍️ New offer', '📣 Broadcasts'],
      ['🔁 Campaigns', '📊 Results'],
      ['👥 Segments', '👤 People'],
      ['🔗 Sources', '📥 Import'],
      ['🎯 Goal', '💬 Replies'],
      ['⚙️ Settings'],
    ])
  })

  test('says what needs a human, what is going on, what comes and how the last one did beside the usual', async () => {
    const on = await stage()
    on.db.write(() => addPeople(on.db, 100))
    for (const [id, clicked] of [
      [1, 2],
      [2, 4],
      [3, 8],
      [4, 10],
    ] as const) {
      add(
        on,
        { id, name: `Old ${id}`, state: 'finished', startedAt: AT - 9 * DAY + id, finishedAt: AT - 8 * DAY + id },
        { sent: 50 },
      )
      click(on, id, clicked)
    }
    add(
      on,
      { id: 5, name: 'Black Friday', state: 'finished', startedAt: AT - 9 * DAY, finishedAt: AT - 9 * DAY + 1 },
      { sent: 5, uncertain: 3 },
    )
    add(on, { id: 6, name: 'Winter', state: 'paused', pauseReason: 'late', startsAt: AT - 2 * HOUR, startedAt: null })
    add(on, { id: 7, name: 'Autumn boots', state: 'running' }, { sent: 43, queued: 57 })
    add(on, {
      id: 8,
      name: 'Loyalty news',
      state: 'scheduled',
      startsAt: AT + HOUR,
      startedAt: null,
      shownAudience: 1904,
    })
    add(on, { id: 9, name: 'Later', state: 'scheduled', startsAt: AT + DAY, startedAt: null })
    on.db.write(() => {
      for (const [person, at] of [
        [1, AT - 2 * HOUR],
        [1, AT],
        [2, AT - MINUTE],
      ] as const)
        on.db
          .sql('insert into inbox (telegram_id, message_id, at) values (?, (select count(*) from inbox), ?)')
          .run(person, at)
    })
    await on.send('/admin')
    expect(on.text()).toBe(
      [
        '🛍 Boots & Co · Tue 24 Nov, 10:00 Moscow',
        '100 can be reached',
        '',
        '⚠️ Needs you (3)',
        '· “Winter”: it is late and waits for your decision',
        '· “Black Friday”: 3 without Telegram’s answer',
        '· 2 people wrote, 1 of them over an hour ago',
        '',
        '▶️ Now: Autumn boots, 43 %, about 2 s left',
        '🕙 Next: Tue 24 Nov, 11:00 Loyalty news → 1,904 · 1 more later',
        '📊 Last: Old 4, clicked 20.0 % (usual 6.0 %)',
      ].join('\n'),
    )
    expect(on.labels()).toEqual([
      ['⚠️ Needs you · 3'],
      ['✍️ New offer', '📣 Broadcasts'],
      ['🔁 Campaigns', '📊 Results'],
      ['👥 Segments', '👤 People'],
      ['🔗 Sources', '📥 Import'],
      ['🎯 Goal', '💬 Replies · 2'],
      ['⚙️ Settings'],
    ])
  })

  test('in Russian', async () => {
    const on = await stage('ru')
    on.db.write(() => addPeople(on.db, 21))
    add(on, { id: 1, name: 'Чёрная пятница', state: 'finished' }, { sent: 5, uncertain: 1 })
    add(on, { id: 2, name: 'Осень', state: 'running' }, { sent: 1, queued: 1 })
    on.door().pace.limited('broadcast', 600)
    await on.send('/admin')
    expect(on.text()).toBe(
      [
        '🛍 Boots & Co · вт 24 ноября, 10:00 Москва',
        'Доступно: 21',
        '',
        '⚠️ Ждут вашего решения: 1',
        '· «Чёрная пятница»: без ответа Telegram — 1',
        '',
        '▶️ Сейчас: Осень, 50 %, Telegram попросил подождать до 10:10',
        '📊 Последняя: Чёрная пятница, перешли 0 %',
      ].join('\n'),
    )
  })

  test('counts today’s change by people who crossed the line', async () => {
    const on = await stage()
    endFirstDay(on)
    const day = AT - 10 * HOUR
    const event = (person: number, kind: string, at: number) =>
      on.db.sql('insert into subscription_events (subscriber_id, kind, at) values (?, ?, ?)').run(person, kind, at)
    on.db.write(() => {
      addPeople(on.db, 14)
      const set = (id: number, column: string, value: number | string) =>
        on.db.sql(`update subscribers set ${column} = ? where id = ?`).run(value, id)
      for (let id = 1; id <= 12; id++) event(id, 'start', day - DAY)
      event(1, 'stop', day - 1)
      event(2, 'start', day + 1)
      event(3, 'stop', day + 1)
      set(3, 'unsubscribed_at', day + 1)
      event(4, 'stop', day + 2)
      event(4, 'undo', day + 3)
      event(5, 'block', day + 4)
      set(5, 'unreachable', 'blocked')
      event(6, 'block', day + 5)
      set(6, 'unreachable', 'blocked')
      set(6, 'unsubscribed_at', day - 100)
      event(7, 'deactivate', day + 6)
      set(7, 'unreachable', 'deactivated')
      event(8, 'pause', day + 7)
      set(8, 'paused_until', AT + DAY)
      set(9, 'paused_until', AT - HOUR)
      event(10, 'resume', day + 8)
      event(11, 'unblock', day + 9)
      event(11, 'block', day + 10)
      set(11, 'unreachable', 'blocked')
      // Came and left on one day: one of either.
      event(13, 'start', day + 11)
      event(13, 'stop', day + 12)
      set(13, 'unsubscribed_at', day + 12)
      event(14, 'start', day + 13)
      event(14, 'block', day + 14)
      set(14, 'unreachable', 'blocked')
    })
    await on.send('/admin')
    // In: 2 started, 9 whose pause ended, 10 resumed. Out: 3 stopped, 5 blocked, 7 deleted, 8 paused. In and out: 13, 14.
    // Neither: 4, 6, 11.
    expect(on.text()).toContain('6 can be reached · today +5 −6 (2 blocked)')
    on.clock.wall += DAY
    await on.send('/admin')
    expect(on.text()).toMatch(/Wed 25 Nov, 10:00 Moscow\n7 can be reached · today \+1$/)
  })

  test('is edited at most once a minute while it stands open, and for an hour', async () => {
    const on = await stage()
    endFirstDay(on)
    await on.send('/admin')
    const menu = on.admin.lastMessage().message_id
    on.db.write(() => addPeople(on.db, 5))
    await on.pass(55_000)
    expect(on.calls('editMessageText')).toBe(0)
    await on.pass(5_000)
    expect(on.text()).toContain('10:01 Moscow\n5 can be reached')
    await on.pass(9 * MINUTE)
    expect(on.calls('editMessageText')).toBe(10)
    await on.pass(DAY / 12)
    expect(on.calls('editMessageText')).toBeLessThanOrEqual(60)
    expect(on.admin.lastMessage().message_id).toBe(menu)
  })

  test('who waits for an answer stands there at once, in the list of them too, and no longer once they are answered', async () => {
    const on = await stage()
    endFirstDay(on)
    on.db.write(() => addPeople(on.db, 3))
    const [anna, ben] = [2, 3].map(id => {
      const person = on.emulator.user({ id, firstName: `Person ${id}` })
      person.start()
      return person
    })
    await on.settled()
    await on.send('/admin', on.colleague)
    const menu = on.colleague.lastMessage().message_id
    const menuText = () => on.shown(on.colleague).find(({ message_id: id }) => id === menu)?.text
    await on.send('/admin')
    const card = on.admin.lastMessage().message_id
    const cardText = () => on.shown().find(({ message_id: id }) => id === card)?.text
    anna?.send('Is it waterproof?')
    await on.settled()
    await on.pass(5_000)
    expect(menuText()).toContain('1 person wrote')
    await on.press('💬 Replies · 1', card)
    expect(cardText()).toContain('1 person')
    ben?.send('Do you ship to Riga?')
    await on.settled()
    await on.pass(5_000)
    expect(cardText()).toContain('2 people')
    expect(menuText()).toContain('2 people wrote')
    await on.emulator.waitFor(
      () => on.shown().some(({ text }) => text?.startsWith('Is it')),
      PATIENCE_MS,
      'the words to be passed on',
    )
    const asked = on.shown().find(({ text }) => text?.startsWith('Is it'))?.message_id ?? 0
    on.admin.send('It is', { replyTo: asked })
    await on.settled()
    await on.pass(5_000)
    expect(cardText()).toContain('1 person')
    expect(menuText()).toContain('1 person wrote')
  })

  test('comes anew, and the old one goes; each admin has their own', async () => {
    const on = await stage()
    endFirstDay(on)
    await on.send('/admin')
    await on.send('/admin')
    expect(on.shown()).toHaveLength(1)
    await on.send('/admin', on.colleague)
    await on.pass(MINUTE)
    expect(on.calls('editMessageText')).toBe(2)
  })

  test('is not edited once it has become another screen, nor when it was deleted', async () => {
    const on = await stage()
    endFirstDay(on)
    await on.send('/admin')
    await on.press('Broadcasts')
    expect(on.text()).toContain('Nothing has been sent yet')
    const edits = on.calls('editMessageText')
    await on.pass(3 * MINUTE)
    expect(on.calls('editMessageText')).toBe(edits)
    await on.press('Back')
    expect(on.text()).toContain('can be reached')
    await on.pass(MINUTE)
    expect(on.calls('editMessageText')).toBe(edits + 2)
    const fault = on.emulator.fault({
      kind: 'error',
      methods: ['editMessageText'],
      code: 400,
      description: 'Bad Request: message to edit not found',
    })
    await on.pass(5 * MINUTE)
    expect(fault.hits()).toBe(1)
  })

  test('shows what stands, waits or cannot go on', async () => {
    const on = await stage()
    on.db.write(() => addPeople(on.db, 4))
    add(on, { id: 1, name: 'By hand', state: 'paused', pauseReason: 'admin' }, { sent: 1, queued: 3 })
    add(on, { id: 2, name: 'Night', state: 'running' }, { sent: 1, queued: 1 })
    on.db.sql(`update deliveries set due_at = ? where broadcast_id = 2`).run(AT + 3 * HOUR)
    add(on, { id: 3, name: 'Quick', state: 'running' }, { queued: 2 })
    add(on, { id: 4, name: 'Fourth', state: 'planning', startedAt: null })
    on.world.outage = 'open'
    on.world.links = { kind: 'shut', since: AT, why: 'silent' }
    on.world.room = { free: 0.3 * GB, low: true }
    await on.send('/admin')
    const text = on.text()
    expect(text).toContain('⏸ Paused: By hand, 25 %\n')
    expect(text).toContain('▶️ Now: Night, 50 %, goes on at 13:00\n')
    expect(text).toContain('▶️ Now: Quick, 0 %, Telegram does not answer\nand 1 more')
    expect(text).toContain(
      'Needs you (2)\n· 🔴 Links do not open from outside\n· 🔴 The disk is nearly full: 307 MB left',
    )
  })
})

describe('what needs a human', () => {
  test('each leads to where it is seen to; the decision to leave people is kept, until there are more', async () => {
    const on = await stage()
    on.db.write(() => addPeople(on.db, 20))
    add(on, { id: 1, name: 'Black Friday', state: 'finished' }, { sent: 5, uncertain: 3 })
    add(on, { id: 2, name: 'Winter', state: 'paused', pauseReason: 'audience', pauseError: '0', startedAt: null })
    await on.send('/admin')
    await on.press('Needs you · 2')
    expect(on.labels()).toEqual([['⏸ Winter'], ['❓ Black Friday · 3', '👌 Leave it'], ['← Menu']])
    await on.press('Winter')
    expect(on.text()).toContain('It found nobody')
    await on.send('/admin')
    await on.press('Needs you')
    await on.press('Leave it')
    expect(on.labels()).toEqual([['⏸ Winter'], ['← Menu']])
    on.db.sql(`update broadcasts set state = 'cancelled' where id = 2`).run()
    await on.press('Menu')
    expect(on.text()).not.toContain('Needs you')
    addRows(on.db, 1, { broadcast: 1, variant: 11, state: 'uncertain' })
    await on.send('/admin')
    expect(on.text()).toContain('“Black Friday”: 4 without Telegram’s answer')
  })

  test('a backup that was brought back: each broadcast is looked at, then the rest goes on', async () => {
    const on = await stage()
    on.db.write(() => addPeople(on.db, 20))
    add(on, { id: 1, name: 'Black Friday', state: 'running' }, { sent: 5, queued: 3 })
    add(on, { id: 2, name: 'Winter', state: 'scheduled', startsAt: AT + HOUR, startedAt: null })
    on.db.write(() => {
      holdRestored(on.db, AT)
      noteRestored(on.db, AT)
    })
    await on.send('/admin')
    expect(on.text()).toContain('A backup was restored: schedules and the survey wait')
    await on.press('Needs you')
    expect(on.text()).toContain('A backup does not know what was sent')
    expect(on.labels()).toEqual([
      ['▶️ Let them go on'],
      ['⏸ Black Friday'],
      ['⏸ Winter'],
      ['❓ Black Friday · 3', '👌 Leave it'],
      ['← Menu'],
    ])
    await on.press('⏸ Black Friday')
    expect(on.text()).toContain('It does not know who got this')
    await on.send('/admin')
    await on.press('Needs you')
    await on.press('Winter')
    expect(on.text()).toContain('may have gone out already')
    await on.send('/admin')
    await on.press('Needs you')
    await on.press('Let them go on')
    expect(findRestored(on.db)).toBeNull()
    expect(on.labels()[0]).toEqual(['⏸ Black Friday'])
  })

  test('an old button finds nothing to be done', async () => {
    const on = await stage()
    add(on, { id: 1, name: 'Black Friday', state: 'paused', pauseReason: 'late' })
    await on.send('/admin')
    on.db.sql(`update broadcasts set state = 'cancelled'`).run()
    await on.press('Needs you')
    expect(on.text()).toBe('✅ Nothing needs your attention right now.')
  })
})

test('the open menu of somebody removed from the team is left as it was', async () => {
  const on = await stage()
  endFirstDay(on)
  const nina = on.emulator.user({ id: 77, firstName: 'Nina', language: 'en' })
  on.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'marketer', 'Nina', ?)`).run(AT)
  nina.start()
  await on.send('/admin', nina)
  expect(on.text(nina)).toContain('10:00')
  await on.pass(MINUTE)
  expect(on.text(nina)).toContain('10:01')
  on.db.sql('delete from admins where telegram_id = 77').run()
  await on.pass(3 * MINUTE)
  expect(on.text(nina)).toContain('10:01')
})

describe('the search of broadcasts', () => {
  async function many() {
    const on = await stage()
    on.db.write(() => {
      for (let id = 1; id <= 30; id++)
        addBroadcast(on.db, { id, name: `${id % 2 === 0 ? 'Ёлка' : 'Boots'} ${id}`, state: 'cancelled' })
      on.db.sql(`update offers set name_folded = replace(lower(name), 'Ёлка', 'елка')`).run()
    })
    await on.send('/broadcasts')
    return on
  }

  test('finds by words in any case and order, in pages, and leads back to all', async () => {
    const on = await many()
    const list = on.admin.lastMessage().message_id
    await on.press('Find')
    expect(on.text()).toContain('What is it called?')
    expect(on.admin.lastMessage().message_id).toBe(list)
    await on.send('ЕЛКА')
    expect(on.text()).toBe('🔎 ЕЛКА · 15')
    expect(on.shown()).toHaveLength(1)
    expect(on.labels()[0]).toEqual(['✖️ Ёлка 30 · 0 delivered'])
    expect(on.labels().slice(-2)).toEqual([
      ['1 / 2', '›'],
      ['🔎 Other words', '← All'],
    ])
    await on.press('›')
    expect(on.labels()).toHaveLength(9)
    expect(on.labels()[0]).toEqual(['✖️ Ёлка 14 · 0 delivered'])
    await on.press('Other words')
    await on.send('7  boots')
    expect(on.labels().slice(0, -1)).toEqual([
      ['✖️ Boots 27 · 0 delivered'],
      ['✖️ Boots 17 · 0 delivered'],
      ['✖️ Boots 7 · 0 delivered'],
    ])
    await on.press('All')
    expect(on.text()).toBe('📣 Broadcasts · 30')
  })

  test('says when nothing is found, wants words, takes % and _ as they are', async () => {
    const on = await many()
    await on.press('Find')
    on.admin.sendSticker()
    await on.emulator.waitFor(() => on.emulator.pendingUpdates() === 0, PATIENCE_MS, 'the bot')
    expect(on.text()).toContain('I need words')
    await on.send('%')
    expect(on.text()).toBe('🔎 Nothing here is called %.')
    expect(on.labels()).toEqual([['🔎 Other words', '← All']])
  })

  test('of two searches each keeps its words; one from long ago leads to the whole list', async () => {
    const on = await many()
    await on.press('Find')
    await on.send('boots')
    const first = on.admin.lastMessage().message_id
    for (let i = 0; i < 2; i++) {
      await on.send('/broadcasts')
      await on.press('Find')
      await on.send('елка')
    }
    await on.press('›', first)
    expect(on.admin.message(first).text).toBe('🔎 boots · 15')
    for (let i = 0; i < 9; i++) {
      await on.send('/broadcasts')
      await on.press('Find')
      await on.send('елка')
    }
    await on.press('‹', first)
    expect(on.admin.message(first).text).toBe('📣 Broadcasts · 30')
  })
})
