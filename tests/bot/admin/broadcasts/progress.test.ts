import { describe, expect, test } from 'vitest'
import { findCard, keepCard, listCards } from '../../../../src/bot/screen/kept-card.js'
import { packHarm } from '../../../../src/delivery/careful/alarm.js'
import { pauseBroadcast, resumeBroadcast } from '../../../../src/delivery/lifecycle.js'
import { ADMIN, AT, addBroadcast, addRows } from '../../../reports/fixture.js'
import { deliver, plain, running, stage } from './stage.js'

/** Nobody of the team. */
const STRANGER = 999

describe('the card of a running broadcast', () => {
  test('is edited every three seconds at most, and only when something changed', async () => {
    const on = await stage()
    await running(on)
    const card = on.shown().at(-1)?.message_id
    const before = on.calls('editMessageText')
    const edits: number[] = []
    for (let second = 1; second <= 12; second++) {
      deliver(on, 2)
      const was = on.calls('editMessageText')
      await on.pass(1)
      if (on.calls('editMessageText') > was) edits.push(second)
    }
    expect(edits).toEqual([3, 6, 9, 12])
    expect(on.text()).toContain('34 of 40')
    expect(on.text()).toContain('2/s · about 3 s left')
    expect(on.admin.lastMessage().message_id).toBe(card)
    on.door().cards.touch('broadcast:1')
    await on.pass(30)
    // The speed falls to nothing and then stays: the words change a few times, not ten.
    expect(on.text()).toContain('0/s')
    const still = on.calls('editMessageText')
    expect(still - before).toBeLessThanOrEqual(9)
    await on.pass(30)
    expect(on.calls('editMessageText')).toBe(still)
    expect(on.refused()).toEqual([])
  })

  test('shows the clock of a 429 and an outage, and when they are over', async () => {
    const on = await stage()
    await running(on)
    on.door().pace.limited('broadcast', 34)
    await on.pass(3)
    expect(on.text()).toContain('⏳ Telegram asked to wait 34 s, until 10:00:34')
    on.world.outage = 'open'
    await on.pass(3)
    expect(on.text()).toContain('🔌 Telegram is not answering')
    on.world.outage = 'closed'
    await on.pass(34)
    expect(on.text()).toContain('/s · about')
  })

  test('of somebody who left the team is not edited any more', async () => {
    const on = await stage()
    await running(on)
    const place = { chat: STRANGER, message: 5 }
    on.db.write(() =>
      keepCard(on.db, {
        ...place,
        data: 'b.card:1:0',
        memo: null,
        subject: 'broadcast:1',
        hash: '',
        at: on.clock.wall,
      }),
    )
    deliver(on, 5)
    on.door().cards.touch('broadcast:1')
    await on.pass(6)
    expect(on.refused()).toEqual([])
    expect(findCard(on.db, place)).toBeNull()
  })

  test('reckons the time left without the rest that went before', async () => {
    const on = await stage()
    await running(on, 400)
    for (let second = 0; second < 6; second++) {
      deliver(on, 10)
      await on.pass(1)
    }
    expect(on.text()).toContain('10/s · about')
    on.door().pace.limited('broadcast', 5)
    await on.pass(6)
    for (let second = 0; second < 6; second++) {
      deliver(on, 10)
      await on.pass(1)
    }
    expect(on.text()).toMatch(/1[0-9]\/s · about/)
  })

  test('that was opened before it began shows a second later that it goes on', async () => {
    const on = await stage()
    await running(on, 40, 0, { state: 'scheduled', startsAt: AT, startedAt: null })
    expect(on.text()).toContain('Starts in a moment')
    expect(on.labels()[0]).toEqual(['⏸ Pause', '⛔ Stop'])
    on.db.sql(`update broadcasts set state = 'running', started_at = ?`).run(AT)
    on.door().cards.touch('broadcast:1')
    await on.pass(1)
    expect(on.text()).toContain('0 of 40')
    expect(on.labels()[0]).toEqual(['⏸ Pause', '🔧 Fix'])
  })

  test('that was deleted is let go; opening it again brings a new one', async () => {
    const on = await stage()
    await running(on)
    on.admin.remove(on.admin.lastMessage().message_id)
    deliver(on, 5)
    await on.pass(3)
    const after = on.calls('editMessageText')
    deliver(on, 5)
    await on.pass(9)
    expect(on.calls('editMessageText')).toBe(after)
    expect(listCards(on.db, 'broadcast:1')).toEqual([])
    await on.send('/broadcasts')
    await on.press('▶️ Boots')
    deliver(on, 5)
    await on.pass(3)
    expect(on.text()).toContain('25 of 40')
  })

  test('survives Telegram’s errors: it waits as long as it is asked to, then goes on', async () => {
    const on = await stage()
    await running(on)
    on.emulator.fault({ kind: 'limit', retryAfter: 20, methods: ['editMessageText'], times: 1 })
    deliver(on, 5)
    await on.pass(3)
    const asked = on.calls('editMessageText')
    await on.pass(19)
    expect(on.calls('editMessageText')).toBe(asked)
    await on.pass(2)
    expect(on.text()).toContain('15 of 40')
    on.emulator.fault({ kind: 'html', methods: ['editMessageText'], times: 1 })
    deliver(on, 5)
    await on.pass(30)
    expect(on.text()).toContain('20 of 40')
  })

  test('an edit that may or may not have arrived is made again', async () => {
    const on = await stage()
    await running(on)
    on.emulator.fault({ kind: 'cut', when: 'after', methods: ['editMessageText'], times: 1 })
    deliver(on, 5)
    await on.pass(3)
    expect(on.text()).toContain('15 of 40')
    on.db.sql(`update deliveries set state = 'queued', sent_at = null where id between 11 and 15`).run()
    await on.pass(30)
    expect(on.text()).toContain('10 of 40')
  })

  test('one that hangs holds up neither the ticks nor the other cards', async () => {
    const on = await stage()
    await running(on)
    on.db.write(() => {
      addBroadcast(on.db, { id: 2, name: 'Sizes', state: 'running' })
      addRows(on.db, 5, { broadcast: 2, variant: 21, state: 'queued' })
    })
    await on.send('/broadcasts', on.colleague)
    await on.press('▶️ Sizes', on.colleague.lastMessage().message_id, on.colleague)
    on.emulator.fault({ kind: 'hang', methods: ['editMessageText'], chats: [ADMIN] })
    deliver(on, 10)
    for (const done of [2, 5]) {
      on.db.sql(`update deliveries set state = 'sent' where broadcast_id = 2 and subscriber_id <= ?`).run(done)
      while (!plain(on.colleague.lastMessage()).includes(`${done} of 5`)) {
        on.clock.mono += 3_000
        on.door().cards.run(on.clock.wall)
        await new Promise(setImmediate)
      }
    }
    expect(on.text()).toContain('10 of 40')
    on.emulator.clearFaults()
    await on.door().cards.idle()
  })

  test('becomes another screen without being overwritten', async () => {
    const on = await stage()
    await running(on)
    await on.press('So far')
    deliver(on, 5)
    await on.pass(9)
    expect(on.text()).toMatch(/^📊 Boots\nPreliminary/)
    await on.press('Refresh')
    expect(on.text()).toContain('Delivered 15 of 40')
    await on.press('Back')
    deliver(on, 5)
    await on.pass(3)
    expect(on.text()).toContain('20 of 40')
    await on.press('Broadcasts')
    deliver(on, 5)
    await on.pass(9)
    expect(on.text()).toMatch(/^📣 Broadcasts/)
  })

  test('goes where it was opened last; the out of date in that chat goes', async () => {
    const on = await stage()
    await running(on)
    const old = on.admin.lastMessage().message_id
    await on.send('/broadcasts')
    await on.press('▶️ Boots')
    expect(on.shown().map(message => message.message_id)).not.toContain(old)
    deliver(on, 5)
    await on.pass(3)
    expect(on.text()).toContain('15 of 40')
  })

  test('is found again by a new process', async () => {
    const on = await stage()
    await running(on)
    await on.restart()
    deliver(on, 5)
    await on.pass(1)
    expect(on.text()).toContain('15 of 40')
  })
})

test('one that halted because people leave comes to every owner once, with the figures, and anew when it halts again', async () => {
  const on = await stage()
  await running(on)
  const cards = () =>
    [on.admin, on.colleague].map(
      person => on.shown(person).filter(message => plain(message).includes('It halted by itself')).length,
    )
  const harm = (people: number) => packHarm({ people, blocks: 9, stops: 0 })
  pauseBroadcast(on.db, 1, 'alarm', harm(100))
  await on.pass(5)
  expect(cards()).toEqual([1, 1])
  expect(on.text(on.colleague)).toContain('· 9 blocked the bot, 90 of 1,000 (limit 15)')
  resumeBroadcast(on.db, 1, AT)
  await on.pass(5)
  pauseBroadcast(on.db, 1, 'alarm', harm(40))
  await on.pass(5)
  expect(on.text(on.colleague)).toContain('· 9 blocked the bot, 225 of 1,000 (limit 180)')
  expect(on.refused()).toEqual([])
})
