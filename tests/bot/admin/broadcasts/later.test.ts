import { describe, expect, test } from 'vitest'
import { broadcasts } from '../../../../src/bot/admin/broadcasts/addresses.js'
import { DAY, HOUR } from '../../../../src/clock.js'
import { findBroadcast } from '../../../../src/delivery/broadcast.js'
import { listOffers } from '../../../../src/offers/offer.js'
import { addBroadcast, addClick, addRows } from '../../../reports/fixture.js'
import { plain, running, type Stage, stage } from './stage.js'

/** A broadcast that ended just now, whose first report has come. */
async function ended(change: Parameters<typeof running>[3] = { state: 'running' }): Promise<Stage> {
  const on = await stage()
  await running(on, 10, 10, change)
  on.db.sql(`update broadcasts set state = 'finished', finished_at = ?`).run(on.clock.wall)
  on.door().cards.touch('broadcast:1')
  await on.pass(3)
  expect(reports(on)).toHaveLength(1)
  return on
}

const reports = (on: Stage) => on.shown().filter(message => plain(message).startsWith('📊'))

describe('the report comes anew', () => {
  test('a day after the end and when nothing more counts, and then never again', async () => {
    const on = await ended()
    await on.tick(DAY - HOUR)
    expect(reports(on)).toHaveLength(1)
    await on.tick(HOUR)
    expect(reports(on)).toHaveLength(2)
    expect(on.text()).toContain('preliminary until Tue 1 Dec, 10:00 Moscow')
    await on.pass(5)
    await on.tick(5 * DAY)
    expect(reports(on)).toHaveLength(2)
    await on.tick(DAY)
    expect(reports(on)).toHaveLength(3)
    expect(on.text()).toContain('counted until 1 Dec 2026')
    await on.tick(30 * DAY)
    await on.pass(5)
    expect(reports(on)).toHaveLength(3)
    expect(on.db.sql(`select 1 from settings where key like 'reports:%'`).all()).toEqual([])
    expect(on.refused()).toEqual([])
  })

  test('restarts neither lose nor repeat it; after a long silence only the last one comes', async () => {
    const on = await ended()
    await on.restart()
    await on.tick(DAY)
    await on.restart()
    await on.pass(3)
    expect(reports(on)).toHaveLength(2)
    const other = await ended()
    await other.restart()
    await other.tick(9 * DAY)
    await other.pass(3)
    expect(reports(other)).toHaveLength(2)
    expect(reports(other).map(plain).at(-1)).toContain('counted until 1 Dec 2026')
  })

  test('one that could not be sent comes later', async () => {
    const on = await ended()
    const fault = on.emulator.fault({ kind: 'error', methods: ['sendMessage'] })
    await on.tick(DAY)
    await on.pass(10)
    expect(fault.hits()).toBe(1)
    fault.clear()
    await on.pass(10)
    expect(reports(on)).toHaveLength(2)
  })

  test('who blocked the bot is not asked every second; the next process tries once more', async () => {
    const on = await ended()
    on.admin.block()
    const before = on.calls('sendMessage')
    await on.tick(DAY)
    await on.pass(20)
    expect(on.calls('sendMessage')).toBe(before + 1)
    on.admin.unblock()
    await on.restart()
    await on.pass(2)
    expect(reports(on)).toHaveLength(2)
  })

  test('while it runs again nothing is due; its new end counts', async () => {
    const on = await ended()
    on.db.sql(`update broadcasts set state = 'running', reported_at = null, finished_at = null`).run()
    await on.tick(2 * DAY)
    expect(reports(on)).toHaveLength(1)
    on.db.sql(`update broadcasts set state = 'finished', finished_at = ?`).run(on.clock.wall)
    on.door().cards.touch('broadcast:1')
    await on.pass(4)
    expect(reports(on)).toHaveLength(2)
    await on.tick(DAY)
    expect(reports(on)).toHaveLength(3)
  })

  test('has the usual beside its figures once three earlier ones are known', async () => {
    const on = await stage()
    await running(on, 10, 10)
    on.db.write(() => {
      for (const id of [2, 3, 4]) {
        addBroadcast(on.db, { id, state: 'finished', startedAt: id })
        addRows(on.db, 10, { broadcast: id, variant: id * 10 + 1, state: 'sent' })
      }
    })
    on.db.sql(`update broadcasts set reported_at = 1 where id > 1`).run()
    on.db.sql(`update broadcasts set state = 'finished', finished_at = ? where id = 1`).run(on.clock.wall)
    addClick(on.db, { delivery: 1, person: 1, link: 1, verdict: 'human' }, 1)
    on.door().cards.touch('broadcast:1')
    await on.pass(3)
    expect(on.text()).toContain('Clicked 10.0 % (1 person; usual 0 %)')
  })
})

describe('Fix', () => {
  test('pauses what runs without a question, and goes on when nothing was wrong', async () => {
    const on = await stage()
    await running(on)
    await on.press('Fix')
    expect(findBroadcast(on.db, 1)).toMatchObject({ state: 'paused', pauseReason: 'fix' })
    expect(on.text()).toBe('🔧 Boots\nPaused after 10. What is wrong?')
    expect(on.labels()).toEqual([['🔗 A link'], ['✏️ Text, photo, buttons'], ['👥 Wrong people', '▶️ Nothing, go on']])
    // Nobody is alarmed: an admin wanted it so.
    await on.pass(5)
    expect(on.shown()).toHaveLength(1)
    await on.press('Nothing')
    expect(findBroadcast(on.db, 1)?.state).toBe('running')
    expect(on.world).toMatchObject({ woken: 1, started: 1 })
    expect(on.text()).toContain('▓▓')
  })

  test('leaves a pause that an admin made before, and one that is over, as they are', async () => {
    const on = await stage()
    await running(on)
    await on.press('Pause')
    await on.press('Fix')
    expect(findBroadcast(on.db, 1)?.pauseReason).toBe('admin')
    expect(on.labels().flat()).not.toContain('▶️ Nothing, go on')
    await on.press('Back')
    expect(on.text()).toContain('⏸ Paused')
    on.db.sql(`update broadcasts set state = 'finished', finished_at = ?, reported_at = 1`).run(on.clock.wall)
    await on.send('/broadcasts')
    await on.press('Boots')
    await on.press('More')
    await on.press('Fix')
    expect(on.text()).toBe('🔧 Boots\nWhat is wrong?')
    expect(findBroadcast(on.db, 1)?.state).toBe('finished')
    await on.press('Wrong people')
    expect(on.text()).toContain('0 people have it.')
    await on.press('Back')
    await on.press('Back')
    expect(on.text()).toMatch(/^📊 Boots/)
  })

  test('a colleague who opens it too sees that it is being repaired', async () => {
    const on = await stage()
    await running(on)
    await on.press('Fix')
    await on.send('/broadcasts', on.colleague)
    await on.press('Boots', on.colleague.lastMessage().message_id, on.colleague)
    expect(on.text(on.colleague)).toContain('Paused for a fix.')
    await on.press('Fix', on.colleague.lastMessage().message_id, on.colleague)
    expect(on.text(on.colleague)).toContain('to be fixed already')
  })

  test.each([
    'startRepair',
    'repairLinks',
    'repairTexts',
    'wrongPeople',
    'onlyStop',
    'askTakeBack',
    'takeBack',
    'followUps',
    'repeat',
    'copy',
    'rightPeople',
  ] as const)('%s of a broadcast that does not exist says so and changes nothing', async name => {
    const on = await stage()
    await running(on)
    const values = { id: 404, page: 0, generation: 0 }
    expect(await on.forge(broadcasts[name].data(values))).toBe('This broadcast no longer exists. See /broadcasts.')
    expect(findBroadcast(on.db, 1)?.state).toBe('running')
    expect(listOffers(on.db, { offset: 0, limit: 9, state: 'draft' }).total).toBe(0)
    expect(on.db.sql('select 1 from repairs').all()).toEqual([])
  })

  test('of several versions it asks which, and only that one is asked for', async () => {
    const on = await stage()
    const parts = [
      { variantId: 11, name: 'Champions' },
      { variantId: 12, name: null },
    ]
    await running(on, 10, 4, { state: 'running', parts })
    await on.press('Fix')
    await on.press('Text')
    expect(on.labels()).toEqual([['Champions', 'Everyone else'], ['← Back']])
    await on.press('Everyone else')
    expect(on.text()).toContain('For Everyone else.\nIt is now:\nSee shop.ru/text')
    await on.press('Buttons')
    expect(on.text()).toContain('Choose boots - https://shop.ru/boots')
    await on.press('Back')
    await on.press('Back')
    expect(on.labels().flat()).toContain('Champions')
    // A version that is not one of this broadcast's, or not any more, is not asked for.
    await on.forge(broadcasts.restartText.data({ id: 1, version: 99 }))
    expect(on.text()).toContain('Somebody changed it meanwhile')
  })

  test('speaks Russian', async () => {
    const on = await stage('ru')
    await running(on)
    await on.press('Исправить')
    expect(on.text()).toBe('🔧 Boots\nОстановлено, отправлено: 10. Что не так?')
    await on.press('Не те люди')
    expect(on.text()).toContain('Ждут и не получат: 30.')
    await on.press('Назад')
    await on.press('Ссылка')
    expect(on.labels()[0]).toEqual(['1 shop.ru/text · 0 человек'])
    await on.press('shop.ru/text')
    expect(on.text()).toContain('Пришлите правильный адрес')
  })
})
