import { expect, test } from 'vitest'
import { NO_SOURCE, recordVisits } from '../../src/audience/source/visit.js'
import { createSource, findSourceOf } from '../../src/audience/source.js'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import { silentLog } from '../../src/log.js'
import { createVisitors, type Visit, type VisitOutcome, type VisitorsDeps } from '../../src/tracking/visit.js'
import { temporaryDb } from '../support/db.js'
import { PHONE } from './campaign.js'

const NOON = Date.UTC(2026, 10, 2, 12)

/** A database with one source, and visitors whose clock is moved by hand. */
async function setup(different: Partial<VisitorsDeps> = {}) {
  const db = await temporaryDb()
  const source = createSource(db, { name: 'vk_spring', channel: null, cost: null, createdBy: 1 }, NOON)
  const time = { now: NOON }
  const counts = { writes: 0 }
  const outcomes: VisitOutcome[] = []
  const visitors = createVisitors({
    db,
    clock: { now: () => time.now, monotonic: () => time.now },
    log: silentLog,
    bot: () => 'boots_bot',
    find: name => (name.startsWith('join_') ? null : (findSourceOf(db, name) ?? NO_SOURCE)),
    record(visits) {
      counts.writes += 1
      recordVisits(db, visits)
    },
    counted: outcome => outcomes.push(outcome),
    ...different,
  })
  const open = (different: Partial<Visit> = {}) =>
    visitors({
      name: 'vk_spring',
      method: 'GET',
      agent: PHONE,
      address: '85.10.20.30',
      prefetch: false,
      ...different,
    })
  const rows = () =>
    db.sql('select source_id as source, day, verdict, n from source_visits order by source, day, verdict').all()
  return { db, source, time, counts, outcomes, visitors, open, rows }
}

const TODAY = Math.floor(NOON / DAY)

test('somebody of one network counts once an hour, for each source, and anew the next day', async () => {
  const { time, open, rows, outcomes } = await setup()
  const url = 'https://t.me/boots_bot?start=vk_spring'
  expect(await open()).toEqual({ kind: 'found', url })
  expect(await open({ address: '85.10.20.99', agent: `${PHONE} Other/1` })).toEqual({ kind: 'found', url })
  await open({ address: '85.10.21.30' })
  await open({ address: '2001:db8:1:2::5' })
  await open({ address: '2001:db8:1:ffff::9' })
  await open({ address: '2001:db8:2::9' })
  await open({ address: null })
  await open({ address: 'nonsense' })
  time.now += 59 * MINUTE
  await open()
  time.now -= 70 * MINUTE
  // The wall clock was set back.
  await open()
  expect(outcomes.filter(outcome => outcome === 'repeated')).toHaveLength(5)
  time.now = NOON + HOUR
  await open()
  expect(rows()).toEqual([{ source: 1, day: TODAY, verdict: 'human', n: 6 }])
  time.now = NOON + 12 * HOUR - 1
  await open()
  time.now += 1
  await open()
  expect(rows()).toEqual([
    { source: 1, day: TODAY, verdict: 'human', n: 7 },
    { source: 1, day: TODAY + 1, verdict: 'human', n: 1 },
  ])
})

test.each([
  ['a name that nobody made', { name: 'Insta' }, '?start=Insta', { source: 0, verdict: 'human' }],
  ['its own name, whatever the case', { name: 'VK_Spring' }, '?start=VK_Spring', { source: 1, verdict: 'human' }],
  ['a code', { name: 'join_abcdefgh' }, '', { source: 0, verdict: 'human' }],
  ['no name', { name: null }, '', { source: 0, verdict: 'human' }],
  ['HEAD', { method: 'HEAD' }, '?start=vk_spring', { source: 1, verdict: 'machine' }],
  ['a robot', { agent: 'Googlebot/2.1' }, '?start=vk_spring', { source: 1, verdict: 'machine' }],
  ['Telegram’s preview', { address: '149.154.161.4' }, '?start=vk_spring', { source: 1, verdict: 'machine' }],
  ['nobody in particular', { agent: null }, '?start=vk_spring', { source: 1, verdict: 'unsure' }],
] as const)('%s leads to the bot', async (_, different, start, counted) => {
  const { open, rows, visitors } = await setup()
  expect(await open(different)).toEqual({ kind: 'found', url: `https://t.me/boots_bot${start}` })
  await visitors.close()
  expect(rows()).toEqual([{ ...counted, day: TODAY, n: 1 }])
})

test('a browser that looks ahead counts as none, and its person as one', async () => {
  const { open, rows } = await setup()
  expect(await open({ prefetch: true })).toEqual({ kind: 'early' })
  await open()
  expect(rows()).toEqual([
    { source: 1, day: TODAY, verdict: 'human', n: 1 },
    { source: 1, day: TODAY, verdict: 'machine', n: 1 },
  ])
})

test('10,000 visits by one crawler count nobody, and one who passes for a browser counts one; few are written', async () => {
  const { open, rows, counts, visitors } = await setup()
  await Promise.all(
    Array.from({ length: 10_000 }, (_, i) => open({ agent: 'AhrefsBot/7.0', address: `85.1.2.${i % 256}` })),
  )
  await Promise.all(
    Array.from({ length: 10_000 }, (_, i) =>
      open({ agent: `${PHONE} v${i}`, address: `85.1.2.${i % 256}`, name: 'vk_spring' }),
    ),
  )
  await Promise.all(Array.from({ length: 10_000 }, (_, i) => open({ agent: 'curl/8', name: `guess${i}` })))
  await visitors.close()
  expect(rows()).toEqual([
    { source: 0, day: TODAY, verdict: 'machine', n: 10_000 },
    { source: 1, day: TODAY, verdict: 'human', n: 1 },
    { source: 1, day: TODAY, verdict: 'machine', n: 10_000 },
  ])
  expect(counts.writes).toBeLessThan(100)
})

test('while the disk takes nothing people are led on, and are counted when it takes it again', async () => {
  const { db, source } = await setup()
  const disk = { full: true, asked: 0 }
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const { open, rows, visitors } = await setup({
    db: {
      group: write => {
        disk.asked += 1
        return disk.full ? Promise.reject(full) : db.group(write)
      },
    },
    find: () => source.id,
    record: visits => recordVisits(db, visits),
  })
  for (let i = 0; i < 50; i++) expect(await open({ address: `85.1.${i}.1` })).toMatchObject({ kind: 'found' })
  expect(visitors.waiting()).toBe(50)
  expect(disk.asked).toBeLessThan(5)
  disk.full = false
  await visitors.close()
  expect(visitors.waiting()).toBe(0)
  expect(rows()).toEqual([])
  expect(db.sql('select n from source_visits').all()).toEqual([{ n: 50 }])
})

test('before anybody knows the bot’s name nobody is led anywhere', async () => {
  const { open, rows } = await setup({ bot: () => null })
  expect(await open()).toEqual({ kind: 'closed' })
  expect(rows()).toEqual([])
})
