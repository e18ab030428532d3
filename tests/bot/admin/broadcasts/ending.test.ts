import { describe, expect, test } from 'vitest'
import { findBroadcast } from '../../../../src/delivery/broadcast.js'
import { pauseBroadcast } from '../../../../src/delivery/lifecycle.js'
import { addBroadcast } from '../../../reports/fixture.js'
import { deliver, plain, running, type Stage, stage } from './stage.js'

function finish(on: Stage, state: 'finished' | 'cancelled' = 'finished'): void {
  on.db.sql('update broadcasts set state = ?, finished_at = ?').run(state, on.clock.wall)
  on.door().cards.touch('broadcast:1')
}

function hold(on: Stage, reason: 'late' | 'audience' | 'content', error: string | null = null): void {
  pauseBroadcast(on.db, 1, reason, error)
  on.door().cards.touch('broadcast:1')
}

describe('the end of a broadcast', () => {
  test('the card says so once more, then the report comes with sound to who approved it', async () => {
    const on = await stage()
    await running(on)
    const card = on.admin.lastMessage().message_id
    deliver(on, 30)
    finish(on)
    await on.pass(3)
    expect(plain(on.admin.message(card))).toContain('✅ Finished')
    expect(plain(on.admin.message(card))).toContain('40 of 40')
    expect(on.text()).toMatch(/^📊 Boots\nFinished/)
    expect(on.emulator.accepted().at(-1)?.payload).not.toHaveProperty('disable_notification')
    expect(findBroadcast(on.db, 1)).toMatchObject({ reportedAt: on.clock.wall })
    const calls = on.emulator.calls().length
    on.door().cards.touch('broadcast:1')
    await on.pass(9)
    expect(on.emulator.calls()).toHaveLength(calls)
    expect(on.refused()).toEqual([])
  })

  test('waits for the last answers', async () => {
    const on = await stage()
    await running(on)
    on.db.sql(`update deliveries set state = 'sending' where id = 40`).run()
    finish(on, 'cancelled')
    await on.pass(9)
    expect(on.text()).toContain('Waiting for Telegram’s answer about the last 1')
    on.db.sql(`update deliveries set state = 'sent' where id = 40`).run()
    await on.pass(3)
    expect(on.text()).toMatch(/^📊 Boots\nEnded by hand/)
    expect(on.text()).toContain('Not sent, because it was ended: 29')
  })

  test('a report that could not be sent is sent later, and by a new process if need be', async () => {
    const on = await stage()
    await running(on, 10, 10)
    const fault = on.emulator.fault({ kind: 'error', methods: ['sendMessage'] })
    finish(on)
    await on.pass(3)
    expect(fault.hits()).toBe(1)
    await on.pass(16)
    expect(fault.hits()).toBe(2)
    expect(findBroadcast(on.db, 1)?.reportedAt).toBeNull()
    fault.clear()
    await on.restart()
    await on.pass(1)
    expect(on.text()).toMatch(/^📊 Boots\nFinished/)
    expect(findBroadcast(on.db, 1)?.reportedAt).not.toBeNull()
    await on.pass(10)
    expect(on.shown().filter(message => plain(message).startsWith('📊'))).toHaveLength(1)
  })

  test('an admin who blocked the bot is not asked again and again; the next start tries once more', async () => {
    const on = await stage()
    await running(on, 10, 10)
    on.admin.block()
    finish(on)
    await on.pass(60)
    expect(on.calls('sendMessage')).toBe(2)
    on.admin.unblock()
    await on.restart()
    await on.pass(1)
    expect(on.text()).toMatch(/^📊 Boots\nFinished/)
  })

  test('of what was ended before it began there is no report', async () => {
    const on = await stage()
    on.db.write(() => void addBroadcast(on.db, { state: 'cancelled', startedAt: null }))
    await on.pass(3)
    expect(on.shown()).toEqual([])
    expect(findBroadcast(on.db, 1)?.reportedAt).not.toBeNull()
  })
})

describe('a broadcast that pauses by itself', () => {
  test.each([
    ['late', null, 'It should have started', 'Start now'],
    ['audience', '0', 'It found nobody', 'Try again'],
    ['audience', '900', 'It found 900 people', 'Send to 900'],
    ['content', '400 Bad Request: X', '400 Bad Request: X', 'Resume'],
  ] as const)('%s %s: a new card says why, with sound, once', async (reason, error, words, button) => {
    const on = await stage()
    await running(on)
    const old = on.admin.lastMessage().message_id
    hold(on, reason, error)
    await on.pass(3)
    expect(on.text()).toContain(words)
    expect(on.labels().flat().join()).toContain(button)
    expect(on.admin.lastMessage().message_id).toBeGreaterThan(old)
    expect(on.shown().map(message => message.message_id)).not.toContain(old)
    const writes = on.writes()
    await on.pass(9)
    await on.restart()
    await on.pass(9)
    expect(on.writes()).toBe(writes)
  })

  test('tells again when it happens again after going on', async () => {
    const on = await stage()
    await running(on)
    hold(on, 'content', '400 Bad Request: X')
    await on.pass(3)
    const first = on.admin.lastMessage().message_id
    await on.press('Resume')
    expect(on.world.woken).toBe(1)
    await on.pass(3)
    hold(on, 'content', '400 Bad Request: X')
    await on.pass(3)
    expect(on.admin.lastMessage().message_id).toBeGreaterThan(first)
    expect(on.text()).toContain('400 Bad Request: X')
  })

  test('says how many were refused', async () => {
    const on = await stage()
    await running(on)
    on.db
      .sql(`update deliveries set state = 'failed', reason = 'content', error = 'E' where id between 20 and 26`)
      .run()
    hold(on, 'content', 'E')
    await on.pass(3)
    expect(on.text()).toContain('Refused to 7 people')
  })

  test('a colleague who had it open sees it too', async () => {
    const on = await stage()
    await running(on)
    await on.send('/broadcasts', on.colleague)
    await on.press('▶️ Boots', on.colleague.lastMessage().message_id, on.colleague)
    hold(on, 'late')
    await on.pass(3)
    expect(on.text()).toContain('It should have started')
    expect(on.text(on.colleague)).toContain('It should have started')
  })

  test('of somebody who left the team is told to the first owner', async () => {
    const on = await stage()
    await running(on)
    on.db.sql('update broadcasts set created_by = 999').run()
    hold(on, 'late')
    await on.pass(3)
    expect(on.text()).toContain('It should have started')
    expect(on.refused()).toEqual([])
  })

  test('is told in the admin’s language', async () => {
    const on = await stage('ru')
    await running(on)
    hold(on, 'late')
    await on.pass(3)
    expect(on.text()).toContain('Должна была начаться')
  })
})
