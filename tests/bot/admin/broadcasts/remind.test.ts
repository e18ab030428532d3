import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../../src/clock.js'
import { findBroadcast } from '../../../../src/delivery/broadcast.js'
import { AT, addBroadcast } from '../../../reports/fixture.js'
import { type Stage, stage } from './stage.js'

const reminders = (on: Stage) => on.shown().filter(message => message.text?.startsWith('🔔'))

/** A broadcast scheduled for an hour from now, the day before. */
async function scheduled() {
  const on = await stage()
  on.db.write(() => {
    addBroadcast(on.db, {
      name: 'Boots',
      state: 'scheduled',
      startsAt: AT + HOUR,
      startedAt: null,
      shownAudience: 7_292,
    })
    on.db.sql('update broadcasts set created_at = ?').run(AT - DAY)
  })
  return on
}

test('a quarter of an hour before it begins its admin is reminded, once, restarts or not', async () => {
  const on = await scheduled()
  await on.tick(44 * MINUTE)
  expect(reminders(on)).toHaveLength(0)
  await on.tick(MINUTE)
  expect(on.text()).toBe('🔔 Boots goes at 11:00 Moscow, in 15 min. 7,292 were to get it when it was approved.')
  expect(on.labels()).toEqual([['✏️ Change', '✖️ Cancel']])
  await on.restart()
  await on.pass(20)
  expect(reminders(on)).toHaveLength(1)
})

test('of one that goes by everyone’s own clock it is reminded before the first gets it', async () => {
  const on = await scheduled()
  on.db.sql('update broadcasts set own_clock = starts_at + ?').run(7 * 60 * MINUTE)
  await on.tick(45 * MINUTE)
  expect(on.text()).toContain('Boots goes at 11:00 Moscow, in 15 min.')
  expect(on.text()).toContain('18:00 by everyone’s own clock.')
})

test('Cancel ends it before anything is sent, with a way back', async () => {
  const on = await scheduled()
  await on.tick(50 * MINUTE)
  expect(on.text()).toContain('in 10 min')
  await on.press('Cancel')
  expect(findBroadcast(on.db, 1)?.state).toBe('cancelled')
  await on.press('Undo')
  expect(findBroadcast(on.db, 1)?.state).toBe('scheduled')
})

test.each<[string, (on: Stage) => void]>([
  ['paused', on => on.db.sql(`update broadcasts set state = 'paused', pause_reason = 'admin'`).run()],
  ['approved within the quarter', on => on.db.sql('update broadcasts set created_at = ?').run(AT + 46 * MINUTE)],
  ['begun', on => on.db.sql('update broadcasts set starts_at = ?').run(AT + 40 * MINUTE)],
  ['far away', on => on.db.sql('update broadcasts set starts_at = ?').run(AT + DAY)],
])('of one that is %s nobody is reminded', async (_, change) => {
  const on = await scheduled()
  change(on)
  await on.tick(50 * MINUTE)
  await on.pass(3)
  expect(reminders(on)).toHaveLength(0)
})

test('what Telegram did not take is said again', async () => {
  const on = await scheduled()
  on.emulator.fault({ kind: 'limit', retryAfter: 20, methods: ['sendMessage'], times: 1 })
  await on.tick(45 * MINUTE)
  expect(reminders(on)).toHaveLength(0)
  await on.pass(21)
  expect(reminders(on)).toHaveLength(1)
})
