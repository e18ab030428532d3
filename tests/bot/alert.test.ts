import { describe, expect, test } from 'vitest'
import { roomOf } from '../../src/bot/health/disk.js'
import { HOUR, MINUTE } from '../../src/clock.js'
import { pauseAll, pauseBroadcast, resumeBroadcast } from '../../src/delivery/lifecycle.js'
import { ADMIN, AT, addBroadcast } from '../reports/fixture.js'
import { COLLEAGUE, GB, type Stage, stage } from './admin/home/stage.js'

/** What was sent from now on, once `body` is over. */
async function said(on: Stage, body: () => Promise<unknown>) {
  const before = on.sent()
  await body()
  return on.sentSince(before)
}

const loud = (to: number, words: string) => ({ to, silent: false, text: expect.stringContaining(words) })
const silent = (to: number, words: string) => ({ to, silent: true, text: expect.stringContaining(words) })

describe('links that do not open', () => {
  test('are told to every owner, once, after a minute and over restarts; then, silently, that they open again', async () => {
    const on = await stage()
    on.world.links = { kind: 'shut', since: AT, why: 'silent' }
    expect(await said(on, () => on.pass(55_000))).toEqual([])
    expect(await said(on, () => on.pass(5_000))).toEqual([
      loud(ADMIN, 'Nothing answers at https://go.example.'),
      loud(COLLEAGUE, 'Links do not open'),
    ])
    expect(await said(on, () => on.pass(HOUR))).toEqual([])

    await on.restart()
    on.world.links = { kind: 'unknown' }
    expect(await said(on, () => on.pass(MINUTE))).toEqual([])
    on.world.links = { kind: 'shut', since: on.clock.wall, why: 'stranger' }
    expect(await said(on, () => on.pass(10 * MINUTE))).toEqual([])
    on.world.links = { kind: 'open' }
    expect(await said(on, () => on.pass(10_000))).toEqual([
      silent(ADMIN, '✅ Links open from outside again.'),
      silent(COLLEAGUE, '✅ Links open'),
    ])

    on.world.links = { kind: 'shut', since: on.clock.wall, why: 'stranger' }
    expect(await said(on, () => on.pass(2 * MINUTE))).toEqual([
      loud(ADMIN, 'Somebody else answers at'),
      loud(COLLEAGUE, 'Links do not open'),
    ])
  })

  test('one hiccup is no alert', async () => {
    const on = await stage()
    on.world.links = { kind: 'shut', since: AT, why: 'silent' }
    const heard = await said(on, async () => {
      await on.pass(30_000)
      on.world.links = { kind: 'open' }
      await on.pass(HOUR)
    })
    expect(heard).toEqual([])
  })
})

describe('people who are not heard', () => {
  test.each([
    ['conflict', 'Another program takes the messages'],
    ['webhook', 'Another platform receives the messages'],
    ['undelivered', 'cannot deliver their messages'],
    ['unkept', 'cannot be saved'],
    ['silent', 'does not hand their messages over'],
    ['unauthorized', 'does not accept the bot’s token'],
  ] as const)('(%s) are told to every owner once, and that they are heard again', async (why, words) => {
    const on = await stage()
    on.world.hearing = { kind: 'unheard', since: AT, why }
    expect(await said(on, () => on.pass(10_000))).toEqual([loud(ADMIN, words), loud(COLLEAGUE, 'broadcasts wait')])
    await on.restart()
    expect(await said(on, () => on.pass(HOUR))).toEqual([])
    on.world.hearing = { kind: 'heard' }
    expect(await said(on, () => on.pass(10_000))).toEqual([
      silent(ADMIN, '✅ I hear your subscribers again.'),
      silent(COLLEAGUE, '✅ I hear your subscribers again.'),
    ])
  })
})

describe('broadcasts', () => {
  test('one that stopped by itself is told to the owners, but not twice to the one who sent it', async () => {
    const on = await stage()
    addBroadcast(on.db, { name: 'Boots', state: 'running' })
    pauseBroadcast(on.db, 1, 'content', 'Bad Request: no')
    expect(await said(on, () => on.pass(MINUTE))).toEqual([
      loud(COLLEAGUE, 'Boots stopped by itself: Telegram refuses the message.'),
    ])
    await on.press('Look at it', undefined, on.colleague)
    expect(on.text(on.colleague)).toContain('Telegram refuses the message, five people in a row')

    await on.restart()
    expect(await said(on, () => on.pass(MINUTE))).toEqual([])
    resumeBroadcast(on.db, 1, on.clock.wall)
    await on.pass(10_000)
    pauseBroadcast(on.db, 1, 'content', 'Bad Request: no')
    expect(await said(on, () => on.pass(MINUTE))).toEqual([loud(COLLEAGUE, 'Boots stopped by itself')])
  })

  test.each(['admin', 'fix'] as const)('one paused by hand (%s) is nobody’s alarm', async reason => {
    const on = await stage()
    addBroadcast(on.db, { state: 'running' })
    pauseBroadcast(on.db, 1, reason)
    expect(await said(on, () => on.pass(MINUTE))).toEqual([])
  })

  test('a refused token is for the log only', async () => {
    const on = await stage()
    addBroadcast(on.db, { state: 'running' })
    pauseAll(on.db, 'unauthorized', 'Unauthorized')
    expect(await said(on, () => on.pass(MINUTE))).toEqual([])
  })

  test('one that does not begin is told after five minutes, in the zone of the bot', async () => {
    const on = await stage()
    addBroadcast(on.db, { name: 'Boots', state: 'scheduled', startsAt: AT + HOUR, startedAt: null })
    expect(await said(on, () => on.pass(HOUR + 4 * MINUTE))).toEqual([])
    expect(await said(on, () => on.pass(2 * MINUTE))).toEqual([
      loud(ADMIN, 'Boots should have started Tue 24 Nov, 11:00 Moscow and has not'),
      loud(COLLEAGUE, 'Boots should have started'),
    ])
    on.db.sql(`update broadcasts set state = 'running'`).run()
    expect(await said(on, () => on.pass(MINUTE))).toEqual([])
  })

  test('a clock that jumps, or a start after downtime, is not lateness of its own', async () => {
    const on = await stage()
    addBroadcast(on.db, { state: 'scheduled', startsAt: AT - HOUR, startedAt: null })
    on.clock.wall += HOUR
    expect(await said(on, () => on.pass(4 * MINUTE))).toEqual([])
  })
})

describe('Telegram’s rests', () => {
  test('over five minutes are told, once for each', async () => {
    const on = await stage()
    on.door().pace.limited('broadcast', 300)
    expect(await said(on, () => on.pass(301_000))).toEqual([])
    on.door().pace.limited('broadcast', 600)
    expect(await said(on, () => on.pass(5 * MINUTE))).toEqual([
      loud(ADMIN, 'Telegram asked us to wait 10 min, until 10:15'),
      loud(COLLEAGUE, 'Telegram asked us to wait'),
    ])
    expect(await said(on, () => on.pass(10 * MINUTE))).toEqual([])
  })
})

describe('the disk', () => {
  test('nearly full is told, and that there is room again', async () => {
    const on = await stage('ru')
    on.world.owners = [ADMIN]
    on.world.room = { free: 0.25 * GB, low: true }
    expect(await said(on, () => on.pass(10 * MINUTE))).toEqual([loud(ADMIN, 'Диск почти заполнен: осталось 256 МБ.')])
    on.world.room = { free: 9 * GB, low: false }
    expect(await said(on, () => on.pass(MINUTE))).toEqual([silent(ADMIN, '✅ На диске снова есть место.')])
  })

  test.each([
    [0.4 * GB, 10 * GB, true],
    [0.6 * GB, 10 * GB, false],
    [1.9 * GB, 100 * GB, true],
    [2.1 * GB, 100 * GB, false],
    [4 * GB, 4_000 * GB, true],
    [6 * GB, 4_000 * GB, false],
  ])('%d of %d bytes free: low is %s', (free, size, low) => {
    expect(roomOf(free, size)).toEqual({ free, low })
  })
})

describe('those who are told', () => {
  test('an owner who blocked the bot keeps nothing from the others, and is not asked again', async () => {
    const on = await stage()
    on.admin.block()
    addBroadcast(on.db, { name: 'Boots', state: 'scheduled', startsAt: AT, startedAt: null })
    const calls = on.calls('sendMessage')
    await on.pass(HOUR)
    expect(on.calls('sendMessage') - calls).toBe(2)
    expect(on.text(on.colleague)).toContain('Boots should have started')
  })

  test('whoever could not be reached is told later, and nobody twice', async () => {
    const on = await stage()
    on.world.links = { kind: 'shut', since: AT - HOUR, why: 'silent' }
    const fault = on.emulator.fault({ kind: 'error', methods: ['sendMessage'], code: 502, description: 'Bad Gateway' })
    await on.pass(20_000)
    expect(fault.hits()).toBeGreaterThan(2)
    fault.clear()
    expect(await said(on, () => on.pass(MINUTE))).toEqual([
      loud(ADMIN, 'Links do not open'),
      loud(COLLEAGUE, 'Links do not open'),
    ])
  })

  test('a new owner hears of what still goes on', async () => {
    const on = await stage()
    on.world.owners = [ADMIN]
    on.world.links = { kind: 'shut', since: AT - HOUR, why: 'silent' }
    expect(await said(on, () => on.pass(MINUTE))).toHaveLength(1)
    on.world.owners = [ADMIN, COLLEAGUE]
    expect(await said(on, () => on.pass(MINUTE))).toEqual([loud(COLLEAGUE, 'Links do not open')])
  })
})
