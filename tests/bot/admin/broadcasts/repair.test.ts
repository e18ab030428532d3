import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { broadcasts } from '../../../../src/bot/admin/broadcasts/addresses.js'
import { listCards } from '../../../../src/bot/screen/kept-card.js'
import { packageRoot } from '../../../../src/db/root.js'
import { getBroadcast } from '../../../../src/delivery/broadcast.js'
import { pauseBroadcast } from '../../../../src/delivery/lifecycle.js'
import { findRepair, startEdit, startTakeBack } from '../../../../src/delivery/repair.js'
import { ADMIN, addBroadcast } from '../../../reports/fixture.js'
import { deliver, plain, running, type Stage, stage } from './stage.js'

/** A broadcast that ten people have and whose messages are being taken back; nobody looks at its card yet. */
async function takingBack() {
  const on = await stage()
  await running(on, 10, 10)
  on.db.write(() => {
    on.db.sql('update deliveries set message_id = id').run()
    on.db.sql(`update broadcasts set state = 'cancelled', finished_at = ?, reported_at = 1`).run(on.clock.wall)
    startTakeBack(on.db, 1, ADMIN, on.clock.wall)
  })
  return on
}

/** So many more are taken back; `over`: those were all. */
function takeBack(on: Stage, upTo: number, over = false): void {
  on.db.write(() => {
    on.db
      .sql(
        `insert or replace into repair_steps (repair_id, delivery_id, state)
         select 1, id, 'done' from deliveries where id <= ?`,
      )
      .run(upTo)
    on.db.sql('update deliveries set taken_back_at = ? where id <= ?').run(on.clock.wall, upTo)
    if (over) on.db.sql(`update repairs set state = 'finished', finished_at = ?`).run(on.clock.wall)
  })
}

const open = (on: Stage) => on.forge(broadcasts.repair.data({ repair: 1 }))
const ends = (on: Stage) => on.shown().filter(message => plain(message).includes('Taken back'))

test('the card of a repair is kept current, and says what came of it; then nobody is told once more', async () => {
  const on = await takingBack()
  await open(on)
  expect(on.text()).toContain('0 of 10')
  const card = on.admin.lastMessage().message_id
  takeBack(on, 4)
  await on.pass(3)
  expect(on.text()).toContain('4 of 10')
  takeBack(on, 10, true)
  await on.pass(12)
  expect(plain(on.admin.message(card))).toContain('Taken back 10; none remain')
  expect(ends(on)).toHaveLength(1)
  expect(findRepair(on.db, 1)?.reportedAt).not.toBeNull()
  expect(on.refused()).toEqual([])
})

test('whoever looks at something else is told, once, restarts or not', async () => {
  const on = await takingBack()
  await open(on)
  await on.press('Broadcast')
  takeBack(on, 10, true)
  await on.pass(8)
  expect(ends(on)).toHaveLength(1)
  await on.restart()
  await on.pass(8)
  expect(ends(on)).toHaveLength(1)
})

test('a card that cannot show the end counts as told only once it does', async () => {
  const on = await takingBack()
  await open(on)
  const fault = on.emulator.fault({ kind: 'error', when: 'before', methods: ['editMessageText'] })
  takeBack(on, 10, true)
  await on.pass(12)
  expect(findRepair(on.db, 1)?.reportedAt).toBeNull()
  fault.clear()
  await on.pass(20)
  expect(ends(on)).toHaveLength(1)
  expect(findRepair(on.db, 1)?.reportedAt).not.toBeNull()
})

test('whoever removed that card is told anew', async () => {
  const on = await takingBack()
  await open(on)
  on.admin.remove(on.admin.lastMessage().message_id)
  takeBack(on, 10, true)
  await on.pass(12)
  expect(ends(on)).toHaveLength(1)
  expect(findRepair(on.db, 1)?.reportedAt).not.toBeNull()
})

test('where there was nothing to repair nobody is told', async () => {
  const on = await takingBack()
  on.db.sql('update deliveries set message_id = null').run()
  takeBack(on, 0, true)
  await on.pass(8)
  expect(ends(on)).toHaveLength(0)
  expect(findRepair(on.db, 1)?.reportedAt).not.toBeNull()
})

test('one that was ended by hand says so at once; a second press, that it was over', async () => {
  const on = await takingBack()
  await open(on)
  takeBack(on, 4)
  await on.press('Stop here')
  expect(on.text()).toContain('4')
  expect(findRepair(on.db, 1)).toMatchObject({ state: 'stopped', reportedAt: on.clock.wall })
  expect(await on.forge(broadcasts.stopRepair.data({ repair: 1 }))).toBe('That has finished already.')
  expect(await on.forge(broadcasts.stopRepair.data({ repair: 404 }))).toContain('no longer exists')
  await on.pass(8)
  expect(on.shown()).toHaveLength(1)
})

test('nobody is reminded any more of what is taken back, also where it was over by then', async () => {
  const on = await stage()
  await running(on, 10, 10)
  const reminders = [
    [2, 'running', 1],
    [3, 'scheduled', null],
    [4, 'running', 0],
  ] as const
  on.db.write(() => {
    on.db.sql(`update broadcasts set state = 'finished', finished_at = ?`).run(on.clock.wall)
    for (const [id, state, started] of reminders) {
      addBroadcast(on.db, { id, state })
      on.db
        .sql('update broadcasts set nudges = 1, standing = ?, nudges_after = ?, started_at = ? where id = ?')
        .run(started ?? 0, started, started, id)
    }
  })
  const { generation } = getBroadcast(on.db, 1)
  await on.forge(broadcasts.takeBack.data({ id: 1, generation }))
  expect(findRepair(on.db, 1)).toMatchObject({ kind: 'take_back', state: 'running' })
  expect([1, 2, 3, 4].map(id => getBroadcast(on.db, id).state)).toEqual([
    'finished',
    'cancelled',
    'cancelled',
    'cancelled',
  ])
})

test('a repair that was taken over by another leaves the telling to it', async () => {
  const on = await stage()
  await running(on, 10, 10)
  on.db.write(() => {
    on.db.sql('update deliveries set message_id = id').run()
    startEdit(on.db, 1, new Map([[11, 12]]), ADMIN, on.clock.wall)
    startTakeBack(on.db, 1, ADMIN, on.clock.wall)
  })
  await on.pass(8)
  expect([1, 2].map(id => findRepair(on.db, id)?.reportedAt === null)).toEqual([false, true])
  expect(on.shown()).toHaveLength(1)
})

test('what one admin does shows on the other’s open card', async () => {
  const on = await stage()
  await running(on)
  await on.send('/broadcasts', on.colleague)
  await on.press('▶️ Boots', on.colleague.lastMessage().message_id, on.colleague)
  deliver(on, 10)
  await on.pass(3)
  for (const person of [on.admin, on.colleague]) expect(on.text(person)).toContain('20 of 40')
  await on.press('Stop', on.colleague.lastMessage().message_id, on.colleague)
  await on.pass(2)
  expect(on.text()).toContain('⏸ Paused')
  expect(on.text(on.colleague)).toContain('⛔ Stopped at 20 of 40')
  await on.press('Resume')
  await on.pass(2)
  expect(on.text(on.colleague), 'what Stop asked is void').toContain('▓▓▓▓▓░░░░░ 50 %')
})

test('cards that stood open before they were rows are kept current, and what was told is not told again', async () => {
  const on = await stage()
  await running(on)
  const place = { chat: ADMIN, message: on.admin.lastMessage().message_id }
  on.db.write(() => {
    for (const id of [36, 1_300]) addBroadcast(on.db, { id, state: 'paused', pauseReason: 'late' })
    startTakeBack(on.db, 36, ADMIN, on.clock.wall)
    on.db.sql('delete from cards').run()
    for (const column of ['progress_chat', 'progress_message'])
      on.db.sql(`alter table broadcasts add ${column} integer`).run()
    on.db.sql('alter table broadcasts drop column pause_told_at').run()
    const stands = on.db.sql('update broadcasts set progress_chat = ?, progress_message = ? where id = ?')
    stands.run(place.chat, place.message, 1)
    stands.run(ADMIN, 1_000, 1_300)
    const keep = on.db.sql('insert into settings (key, value) values (?, ?)')
    keep.run('repair_cards', JSON.stringify({ 1: { chat: ADMIN, message: 1_001 }, 9: { chat: ADMIN, message: 1_002 } }))
    keep.run('pauses_told', JSON.stringify({ 36: 'late', 1300: 'content' }))
  })
  const drizzle = join(packageRoot(), 'drizzle')
  const file = readdirSync(drizzle).find(name => name.endsWith('_broadcasts.sql')) ?? ''
  for (const statement of readFileSync(join(drizzle, file), 'utf8').split('--> statement-breakpoint'))
    on.db.sql(statement).run()

  expect(listCards(on.db).map(({ message, data, subject }) => [message, data, subject])).toEqual([
    [place.message, 'b.card:1:0', 'broadcast:1'],
    [1_000, `b.card:${(1_300).toString(36)}:0`, 'broadcast:1300'],
    [1_001, 'b.repair:1', 'repair:1'],
  ])
  expect(on.db.sql(`select key from settings where key in ('repair_cards', 'pauses_told')`).all()).toEqual([])
  deliver(on, 5)
  await on.restart()
  await on.pass(2)
  expect(plain(on.admin.message(place.message))).toContain('15 of 40')
  // Of one it knew; of the other it was told another reason.
  expect(on.shown().filter(message => plain(message).includes('should have started'))).toHaveLength(1)
  expect(pauseBroadcast(on.db, 1, 'late')).toBe(true)
  await on.pass(1)
  expect(on.shown().filter(message => plain(message).includes('should have started'))).toHaveLength(2)
})
