import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import type { SendResult } from '../../src/delivery/outcome.js'
import {
  beginSilentCheck,
  countUnknown,
  createSilentChecks,
  endSilentCheck,
  findSilentCheck,
  type SilentChecks,
} from '../../src/delivery/silent-check.js'
import { silentLog } from '../../src/log.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 29)
const accepted: SendResult = { kind: 'accepted', messageId: 0 }
const refusal = (description: string, code = 403): SendResult => ({
  kind: 'answered',
  code,
  description,
  retryAfter: null,
})
const BLOCKED = refusal('Forbidden: bot was blocked by the user')

/** So many people moved in, with the ids 1 … n; the one with the id 3 was seen since. */
async function movedIn(n: number): Promise<Db> {
  const db = await temporaryDb()
  db.sql(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${n})
     insert into subscribers (telegram_id, first_name, subscribed_at, last_seen_at, checked_at, dice, created_at, unreachable)
     select i, '', 1, iif(i = 3, 5, null), iif(i = 3, 5, null), i, 1, iif(i = 5, 'blocked', null) from n`,
  ).run()
  return db
}

function checksOf(db: Db, touch: (chat: number) => SendResult) {
  const limited: number[] = []
  const asked: number[] = []
  const checks = createSilentChecks({
    db,
    clock: { ...systemClock, now: () => AT },
    log: silentLog,
    pace: { wait: () => 0, spend: () => undefined, limited: (_lane, seconds) => void limited.push(seconds) },
    transport: {
      touch: async chat => {
        asked.push(chat)
        return touch(chat)
      },
    },
  })
  return { checks, asked, limited }
}

async function begin(db: Db, checks: SilentChecks, adminId = 7): Promise<void> {
  const people = await countUnknown(db)
  await db.group(() => beginSilentCheck(db, { adminId, people }, AT))
  checks.resume()
}

test('everybody whom nobody has seen is asked once, silently; what Telegram says is kept with its moment', async () => {
  const db = await movedIn(25)
  const answers: Record<number, SendResult> = {
    2: BLOCKED,
    4: refusal('Forbidden: user is deactivated'),
    6: refusal('Bad Request: chat not found', 400),
  }
  const { checks, asked } = checksOf(db, chat => answers[chat] ?? accepted)
  await begin(db, checks)
  expect(findSilentCheck(db)).toMatchObject({ people: 24, state: 'asking' })
  const { id } = findSilentCheck(db) ?? {}
  await begin(db, checks, 8)
  expect(findSilentCheck(db)).toMatchObject({ id, adminId: 7 })
  await checks.idle()
  expect(asked).toEqual(Array.from({ length: 25 }, (_, i) => i + 1).filter(id => id !== 3))
  expect(findSilentCheck(db)).toMatchObject({
    ...{ state: 'over', adminId: 7, people: 24, reached: 21, blocked: 1, deactivated: 1, unsure: 1, finishedAt: AT },
  })
  const known = db.sql(
    'select id, status, checked_at as checked from subscribers where id in (1, 2, 3, 4, 5, 6) order by id',
  )
  expect(known.all()).toEqual([
    { id: 1, status: 'active', checked: AT },
    { id: 2, status: 'blocked', checked: AT },
    { id: 3, status: 'active', checked: 5 },
    { id: 4, status: 'deactivated', checked: AT },
    { id: 5, status: 'active', checked: AT },
    { id: 6, status: 'active', checked: null },
  ])
})

test('a rest that Telegram asks for, and a lost answer, leave nobody out; another process goes on where it was', async () => {
  const db = await movedIn(30)
  let tries = 0
  const first = checksOf(db, chat => {
    if (chat !== 12) return accepted
    tries += 1
    if (tries === 1) return { kind: 'answered', code: 429, description: 'Too Many Requests', retryAfter: 3 }
    void first.checks.close()
    return { kind: 'unreached', why: 'ECONNREFUSED' }
  })
  await begin(db, first.checks)
  await first.checks.idle()
  expect(first.limited).toEqual([3])
  expect(findSilentCheck(db)).toMatchObject({ state: 'asking', position: 11, reached: 10 })
  const next = checksOf(db, () => accepted)
  next.checks.resume()
  await next.checks.idle()
  expect(next.asked[0]).toBe(12)
  expect(findSilentCheck(db)).toMatchObject({ state: 'over', reached: 29, unsure: 0 })
})

test('a server that takes no such question is not asked on; somebody may end it too', async () => {
  const db = await movedIn(40)
  const { checks, asked } = checksOf(db, () => refusal('Bad Request: wrong parameter action in request', 400))
  await begin(db, checks)
  await checks.idle()
  expect(asked.length).toBe(10)
  expect(findSilentCheck(db)).toMatchObject({ state: 'given_up', reached: 0, blocked: 0 })
  expect(db.sql('select count(*) as n from subscribers where checked_at is not null').get()).toEqual({ n: 1 })
  const again = checksOf(db, chat => {
    if (chat === 15) void db.group(() => endSilentCheck(db, AT))
    return accepted
  })
  await begin(db, again.checks)
  await again.checks.idle()
  expect(findSilentCheck(db)?.state).toBe('given_up')
  expect(again.asked.length).toBeLessThan(39)
})

test('one that begins while the last one, which was ended, still waits for an answer is not forgotten', async () => {
  const db = await movedIn(30)
  const { checks } = checksOf(db, chat => {
    if (chat === 15 && findSilentCheck(db)?.adminId === 7) {
      db.write(() => {
        endSilentCheck(db, AT)
        beginSilentCheck(db, { adminId: 8, people: 19 }, AT)
      })
      checks.resume()
    }
    return accepted
  })
  await begin(db, checks)
  await checks.idle()
  expect(findSilentCheck(db)).toMatchObject({ adminId: 8, state: 'over' })
})
