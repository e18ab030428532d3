import { describe, expect, test } from 'vitest'
import { broadcasts } from '../../../../src/bot/admin/broadcasts/addresses.js'
import { findBroadcast } from '../../../../src/delivery/broadcast.js'
import {
  AT,
  addBroadcast,
  addClick,
  addPeople,
  addRead,
  addReply,
  addRows,
  type BroadcastRow,
} from '../../../reports/fixture.js'
import { stage } from './stage.js'

const state = (on: Awaited<ReturnType<typeof stage>>) => findBroadcast(on.db, 1)?.state

describe('the list', () => {
  test('has a mark and one figure for each, newest first', async () => {
    const on = await stage()
    on.db.write(() => {
      addPeople(on.db, 10)
      const all: BroadcastRow[] = [
        { name: 'Planned', state: 'scheduled', startsAt: AT + 86_400_000, startedAt: null },
        { name: 'Counting', state: 'planning', startedAt: null },
        { name: 'Half', state: 'running' },
        { name: 'Held', state: 'paused', pauseReason: 'late', startedAt: null },
        { name: 'Resting', state: 'paused', pauseReason: 'admin' },
        { name: 'Seen', goal: 'inform', state: 'finished' },
        { name: 'Clicked', goal: 'sell', state: 'finished' },
        { name: 'Replied', goal: 'collect', state: 'finished' },
      ]
      all.forEach((broadcast, i) => void addBroadcast(on.db, { ...broadcast, id: i + 1 }))
      for (const broadcast of [3, 5]) {
        addRows(on.db, 4, { broadcast, variant: broadcast * 10 + 1, state: 'sent' })
        addRows(on.db, 4, { broadcast, variant: broadcast * 10 + 1, state: 'queued' })
        addRows(on.db, 2, { broadcast, variant: broadcast * 10 + 1, state: 'skipped' })
      }
      for (const broadcast of [6, 7, 8]) addRows(on.db, 8, { broadcast, variant: broadcast * 10 + 1, state: 'sent' })
      const first = (id: number) =>
        on.db.sql<{ id: number }>('select min(id) as id from deliveries where broadcast_id = ?').get(id)?.id ?? 0
      for (let i = 0; i < 2; i++) {
        addRead(on.db, { delivery: first(6) + i, person: 1 + i, evidence: 'press', grade: 'confirmed' }, 6)
        addRead(on.db, { delivery: first(6) + 4, person: 5, evidence: 'activity', grade: 'inferred' }, 6)
        addClick(on.db, { delivery: first(7) + i, person: 1 + i, link: 1, verdict: 'human' }, 7)
        addClick(on.db, { delivery: first(7) + 4, person: 5, link: 1, verdict: 'machine' }, 7)
        addReply(on.db, { delivery: first(8), person: 1 }, 8)
      }
    })
    await on.send('/broadcasts')
    expect(on.text()).toBe('📣 Broadcasts · 8')
    expect(on.labels()).toEqual([
      ['✅ Replied · replied 12.5 %'],
      ['✅ Clicked · clicked 25.0 %'],
      ['✅ Seen · seen ≥ 25.0 %'],
      ['⏸ Resting · 50 %'],
      ['⏸ Held · on hold'],
      ['▶️ Half · 50 %'],
      ['⏳ Counting'],
      ['🕙 Planned · Wed 25 Nov, 10:00'],
      ['🗓 Calendar', '📄 File'],
      ['🗂 All offers', '← Back'],
    ])
  })

  test('turns pages, and Back returns to the page one came from', async () => {
    const on = await stage()
    on.db.write(() => {
      for (let id = 1; id <= 20; id++) addBroadcast(on.db, { id, state: 'cancelled' })
    })
    await on.send('/broadcasts')
    const ways = [['🗓 Calendar', '📄 File'], ['🗂 All offers', '🔎 Find'], ['← Back']]
    expect(on.labels().slice(-4)).toEqual([['1 / 3', '›'], ...ways])
    await on.press('›')
    expect(on.labels()[0]).toEqual(['✖️ Offer 12 · 0 delivered'])
    await on.press('Offer 5 ')
    expect(on.text()).toMatch(/^📊 Offer 5\n/)
    await on.press('Broadcasts')
    expect(on.labels().at(-4)).toEqual(['‹', '2 / 3', '›'])
    await on.forge(broadcasts.list.data({ page: 99 }))
    expect(on.labels()).toEqual([...[4, 3, 2, 1].map(id => [`✖️ Offer ${id} · 0 delivered`]), ['‹', '3 / 3'], ...ways])
    expect(on.shown()).toHaveLength(1)
  })

  test('says so when nothing was sent yet, and speaks Russian', async () => {
    const on = await stage('ru')
    await on.send('/broadcasts')
    expect(on.text()).toBe('Пока ничего не отправлено. Начните предложение: /new.')
    on.db.write(() => void addBroadcast(on.db, { state: 'cancelled' }))
    await on.send('/broadcasts')
    expect(on.labels()).toEqual([
      ['✖️ Offer 1 · доставлено 0'],
      ['🗓 Календарь', '📄 Файл'],
      ['🗂 Все предложения', '← Назад'],
    ])
  })
})

describe('pause, resume, stop', () => {
  async function running(change: Partial<BroadcastRow> = {}) {
    const on = await stage()
    on.db.write(() => {
      addPeople(on.db, 10)
      addBroadcast(on.db, { name: 'Boots', state: 'running', ...change })
      if (change.startedAt !== null) {
        addRows(on.db, 4, { variant: 11, state: 'sent' })
        addRows(on.db, 6, { variant: 11, state: 'queued' })
      }
    })
    await on.send('/broadcasts')
    await on.press('Boots')
    return on
  }

  test('pause and resume act at once', async () => {
    const on = await running()
    await on.press('Pause')
    expect(state(on)).toBe('paused')
    expect(on.text()).toContain('⏸ Paused')
    await on.press('Resume')
    expect(state(on)).toBe('running')
    expect(on.world).toMatchObject({ woken: 1, started: 1 })
    expect(on.labels()[0]).toEqual(['⏸ Pause', '🔧 Fix'])
    expect(on.shown()).toHaveLength(1)
  })

  test('stop pauses at once and offers to come back; the question stays while answers come in', async () => {
    const on = await running()
    await on.press('Stop')
    expect(state(on)).toBe('paused')
    expect(on.text()).toContain('⛔ Stopped at 4 of 10')
    on.db.sql(`update deliveries set state = 'sent' where id = 5`).run()
    on.door().cards.touch('broadcast:1')
    await on.pass(3)
    expect(on.text()).toContain('⛔ Stopped at 5 of 10')
    await on.press('Go on')
    expect(state(on)).toBe('running')
    expect(on.text()).toContain('▓▓▓▓▓░░░░░ 50 %')
  })

  test('ending it for good asks once', async () => {
    const on = await running()
    await on.press('Stop')
    await on.press('End it')
    expect(state(on)).toBe('paused')
    expect(on.text()).toContain('6 people will not get it. The 4 people who got it keep it.')
    await on.press('Back')
    expect(on.text()).toContain('⛔ Stopped')
    await on.press('End it')
    await on.press('Yes')
    expect(state(on)).toBe('cancelled')
    expect(on.text()).toContain('✖️ Ended for good')
    await on.pass(3)
    expect(on.text()).toMatch(/^📊 Boots\nEnded by hand/)
  })

  test('one that waits for its time can be held, let go on, or ended', async () => {
    const on = await running({ state: 'scheduled', startsAt: AT + 86_400_000, startedAt: null })
    await on.forge(broadcasts.stop.data({ id: 1 }))
    expect(state(on)).toBe('paused')
    await on.press('Go on')
    expect(state(on)).toBe('scheduled')
    expect(on.text()).toContain('🕙 Starts Wed 25 Nov, 10:00 Moscow')
    await on.forge(broadcasts.stop.data({ id: 1 }))
    await on.press('End it')
    await on.press('Yes')
    expect(on.text()).toContain('is cancelled. It is a draft again; nothing is lost.')
  })

  test('an answer to an old question does not end what goes on again', async () => {
    const on = await running()
    await on.press('Stop')
    await on.press('End it')
    await on.forge('b.resume:1')
    expect(state(on)).toBe('running')
    await on.forge('b.end:1')
    expect(state(on)).toBe('running')
    expect(on.text()).toContain('▓▓▓▓░░░░░░ 40 %')
  })

  test('two broadcasts at once do it once', async () => {
    const on = await running()
    const card = on.admin.lastMessage().message_id
    const pause = broadcasts.pause.data({ id: 1 })
    const resume = 'b.resume:1'
    await Promise.all([on.admin.forge(card, pause), on.admin.forge(card, pause)])
    expect(state(on)).toBe('paused')
    await Promise.all([on.admin.forge(card, resume), on.admin.forge(card, resume)])
    expect(state(on)).toBe('running')
    expect(on.world.woken).toBe(1)
  })

  test.each(['pause', 'resume', 'stop', 'askEnd', 'end', 'open', 'report', 'askResend', 'resend'] as const)(
    '%s of a broadcast that does not exist says so and changes nothing',
    async name => {
      const on = await running()
      const before = on.text()
      expect(await on.forge(broadcasts[name].data({ id: 404, generation: 0 }))).toBe(
        'This broadcast no longer exists. See /broadcasts.',
      )
      expect(on.text()).toBe(before)
    },
  )
})

describe('the report', () => {
  async function finished(change: Partial<BroadcastRow> = {}) {
    const on = await stage()
    const parts = [
      { variantId: 11, name: 'Champions' },
      { variantId: 12, name: null },
    ]
    on.db.write(() => {
      addPeople(on.db, 20)
      addBroadcast(on.db, { name: 'Boots', state: 'finished', parts, ...change })
      addRows(on.db, 8, { variant: 11, state: 'sent' })
      addRows(on.db, 8, { variant: 12, state: 'sent' })
      addRows(on.db, 3, { variant: 12, state: 'uncertain' })
      addClick(on.db, { delivery: 1, person: 1, link: 2, verdict: 'human' })
      on.db.sql('update broadcasts set reported_at = 1').run()
    })
    await on.send('/broadcasts')
    await on.press('Boots')
    return on
  }

  test('by message and by link, and back', async () => {
    const on = await finished()
    expect(on.text()).toContain('Delivered 16 of 19 (84.2 %)')
    expect(on.labels()).toEqual([
      ['📥 Bring orders'],
      ['💬 By message', '🔗 By link'],
      ['🔁 Send to these again · 3'],
      ['✉️ Write to …', '⋯ More'],
      ['🔄 Refresh', '← Broadcasts'],
    ])
    await on.press('More')
    expect(on.labels()).toEqual([
      ['🕙 By hour', '🖼 Picture'],
      ['👥 Who they are', '❔ Why …'],
      ['📄 File', '🗂 As CSV'],
      ['🔧 Fix', '📖 Figures'],
      ['🔁 Same message, same people'],
      ['📄 Same message, other people'],
      ['← Back'],
    ])
    await on.press('Back')
    await on.press('By message')
    expect(on.text()).toContain('Champions · delivered 8\nseen for certain 0 % · clicked 12.5 % · replied 0')
    await on.press('Back')
    await on.press('By link')
    expect(on.text()).toContain(
      'Champions\n\n1 shop.ru/text → shop.ru/text\n0 people · 0 times\n\n2 Choose boots → shop.ru/boots\n1 person · 1 time',
    )
    await on.press('Back')
    on.db.write(() => addClick(on.db, { delivery: 2, person: 2, link: 2, verdict: 'human' }))
    await on.press('Refresh')
    expect(on.text()).toContain('🎯 Clicked 12.5 % (2 people)')
    expect(on.shown()).toHaveLength(1)
    expect(on.refused()).toEqual([])
  })

  test('many messages and links are turned page by page', async () => {
    const parts = Array.from({ length: 15 }, (_, i) => ({ variantId: 11 + i, name: `Segment ${i + 1}` }))
    const on = await finished({ parts })
    await on.press('By message')
    const who = [1, 3, 5].map(place => [place, place + 1].map(n => `👥 ${n} Segment ${n}`))
    expect(on.labels()).toEqual([['1 / 3', '›'], ...who, ['🖼 Picture'], ['📄 File', '← Back']])
    await on.press('›')
    expect(on.text()).toContain('Segment 7')
    expect(on.text()).not.toContain('Segment 6')
    await on.press('Back')
    await on.press('By link')
    expect(on.labels()[0]).toEqual(['1 / 3', '›'])
    expect(on.refused()).toEqual([])
  })

  test('sending again to those without an answer asks first, then runs, then reports anew', async () => {
    const on = await finished()
    await on.press('Send to these again')
    expect(on.text()).toContain('Telegram never answered for 3 people. Some of them may have the message already')
    expect(state(on)).toBe('finished')
    await on.press('Send again')
    expect(state(on)).toBe('running')
    expect(on.world.woken).toBe(1)
    expect(on.text()).toContain('16 of 19')
    on.db.sql(`update deliveries set state = 'sent' where state = 'queued'`).run()
    on.db.sql(`update broadcasts set state = 'finished', finished_at = ?`).run(AT)
    on.door().cards.touch('broadcast:1')
    await on.pass(3)
    expect(on.text()).toContain('Delivered 19 of 19 (100 %)')
    expect(on.labels().flat()).not.toContain('🔁 Send to these again · 3')
  })

  test('when nobody is without an answer any more, it says so', async () => {
    const on = await finished()
    await on.press('Send to these again')
    on.db.sql(`update deliveries set state = 'sent' where state = 'uncertain'`).run()
    expect(await on.press('Send again')).toBe('Nobody is without an answer any more.')
    expect(state(on)).toBe('finished')
    expect(on.text()).toContain('Delivered 19 of 19')
  })

  test('a cancelled broadcast is not taken up again', async () => {
    const on = await finished({ state: 'cancelled' })
    expect(on.labels().flat().join()).not.toContain('again')
    await on.forge('b.resend:1')
    expect(state(on)).toBe('cancelled')
  })
})
