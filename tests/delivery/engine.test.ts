import { describe, expect, onTestFinished, test } from 'vitest'
import { HOUR, systemClock } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { findBroadcast } from '../../src/delivery/broadcast.js'
import type { RetryEvery } from '../../src/delivery/engine/retry.js'
import { createEngine, type Engine, type EngineEvent } from '../../src/delivery/engine.js'
import { type NewBroadcast, resumeBroadcast } from '../../src/delivery/lifecycle.js'
import type { SendResult } from '../../src/delivery/outcome.js'
import { createPace, type Pace } from '../../src/delivery/pace.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { listRunningRepairs, startTakeBack } from '../../src/delivery/repair.js'
import { requeueRefused } from '../../src/delivery/resend.js'
import type { Transport } from '../../src/delivery/transport.js'
import { createLog } from '../../src/log.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, approve, crowd, offerFor, rowsOf, seed } from './fixture.js'

const answered = (code: number, description: string, retryAfter: number | null = null): SendResult => ({
  kind: 'answered',
  code,
  description,
  retryAfter,
})
const lost: SendResult = { kind: 'unknown', why: 'timeout' }
const tooLong = answered(400, 'Bad Request: message is too long')

type Stage = {
  db: Db
  engine: Engine
  pace: Pace
  sent: number[]
  edits: number[]
  lines: string[]
  events: EngineEvent[]
  until: Until
}
type Until = (what: string, isSo: () => boolean) => Promise<void>

/**
 * An engine on a database with `people`, at a Telegram that answers by `send` (nothing: accepted, message id = chat id).
 * `sent`: the chats of all requests.
 */
async function stage(options: {
  people: number
  send?: (chat: number, nth: number) => SendResult | Promise<SendResult> | undefined
  edit?: (chat: number) => SendResult | undefined
  /** By how much the wall clock is off, ms. */
  wall?: { shift: number }
  heard?: () => boolean
  probe?: () => boolean
  rate?: number
  patience?: number
  retries?: RetryEvery
}): Promise<Stage> {
  const db = await temporaryDb()
  seed(db, crowd(options.people))
  const sent: number[] = []
  const edits: number[] = []
  const lines: string[] = []
  const events: EngineEvent[] = []
  async function change(chat: number, messageId: number): Promise<SendResult> {
    edits.push(chat)
    return options.edit?.(chat) ?? { kind: 'accepted', messageId }
  }
  const transport: Transport = {
    async send(chat) {
      sent.push(chat)
      return (await options.send?.(chat, sent.length)) ?? { kind: 'accepted', messageId: chat }
    },
    edit: change,
    remove: change,
    touch: async () => ({ kind: 'accepted', messageId: 0 }),
    pin: async () => ({ kind: 'accepted', messageId: 0 }),
    unpin: async () => ({ kind: 'accepted', messageId: 0 }),
    probe: async () => options.probe?.() ?? true,
  }
  const pace = createPace({ rate: options.rate ?? 1_000, clock: systemClock })
  const clock = { ...systemClock, now: () => systemClock.now() + (options.wall?.shift ?? 0) }
  const engine = createEngine({
    db,
    clock,
    ...(options.heard === undefined ? {} : { heard: options.heard }),
    log: createLog('warn', line => lines.push(line)),
    pace,
    transport,
    rules: () => noRules,
    address: (delivery, link) => `https://links.example.com/r/${delivery}-${link}`,
    event: event => events.push(event),
    patience: options.patience ?? 2_000,
    ...(options.retries === undefined ? {} : { retries: options.retries }),
  })
  onTestFinished(() => engine.stop())
  return { db, engine, pace, sent, edits, lines, events, until }
}

const until: Until = async (what, isSo) => {
  const deadline = performance.now() + PATIENCE_MS
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

async function begin(db: Db, broadcast: Partial<NewBroadcast> & Parameters<typeof approve>[1] = {}): Promise<number> {
  const id = approve(db, broadcast)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, systemClock.now(), noRules)
  return id
}

const stateOf = (db: Db, id: number) => findBroadcast(db, id)?.state
const count = (db: Db, id: number, state: string) => rowsOf(db, id).filter(row => row[1] === state).length

describe('a broadcast', () => {
  test('goes to everybody once and ends, and that is told', async () => {
    const { db, engine, sent, events } = await stage({ people: 120 })
    const id = await begin(db)
    engine.start()
    await until('finished', () => stateOf(db, id) === 'finished')
    expect([...sent].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_none, i) => 101 + i))
    expect(count(db, id, 'sent')).toBe(120)
    await until('told', () => events.some(event => event.kind === 'changed' && event.broadcastId === id))
  })

  test('that is done ends while another still sends', async () => {
    const { db, engine } = await stage({ people: 300, rate: 20 })
    const big = await begin(db)
    db.sql(`update subscribers set source = 'fair' where id <= 2`).run()
    const small = await begin(db, { criteria: [{ leaf: 'source', values: ['fair'] }] })
    engine.start()
    await until('the small one finished', () => stateOf(db, small) === 'finished')
    expect(stateOf(db, big)).toBe('running')
    expect(count(db, big, 'sent')).toBeGreaterThan(0)
  })

  test('that is done ends although the lane rests', async () => {
    const { db, engine, pace } = await stage({
      people: 1,
      send() {
        pace.limited('broadcast', 60)
        return undefined
      },
    })
    const id = await begin(db)
    engine.start()
    await until('finished', () => stateOf(db, id) === 'finished')
    expect(pace.rest()).not.toBeNull()
  })

  test('does not send again what a dead process had on its way; evidence makes it sent', async () => {
    const { db, engine, sent, events } = await stage({ people: 1 })
    const id = await begin(db)
    db.sql(`update deliveries set state = 'sending', claimed_at = ?`).run(AT)
    engine.start()
    expect(rowsOf(db, id)).toEqual([[1, 'uncertain', null]])
    await until('finished', () => stateOf(db, id) === 'finished')
    await until('told', () => events.length > 0)
    events.length = 0
    db.sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (1, 1, 1, ?, ?, 'human', '', '')`,
    ).run(id, AT)
    await until('told', () => events.length > 0)
    expect(rowsOf(db, id)).toEqual([[1, 'sent', 'evidence']])
    expect(sent).toEqual([])
  })
})

describe('refusals alike', () => {
  test('five in a row pause it and say why; resumed, it tries those people again', async () => {
    let wrong = true
    const { db, engine, sent } = await stage({ people: 40, send: () => (wrong ? tooLong : undefined), rate: 50 })
    const id = await begin(db)
    engine.start()
    await until('paused', () => stateOf(db, id) === 'paused')
    expect(findBroadcast(db, id)).toMatchObject({
      pauseReason: 'content',
      pauseError: '400 Bad Request: message is too long',
    })
    await until('nothing is on its way', () => count(db, id, 'sending') === 0)
    expect(sent.length).toBeLessThan(15)
    wrong = false
    await requeueRefused(db, id, systemClock.now())
    await db.group(() => resumeBroadcast(db, id, systemClock.now()))
    engine.wake()
    await until('finished', () => stateOf(db, id) === 'finished')
    expect(count(db, id, 'sent')).toBe(40)
  })

  test('one person whom Telegram refuses does not stop it, nor do five with a success between', async () => {
    const { db, engine } = await stage({
      people: 60,
      send: (_chat, nth) => (nth % 3 === 0 ? tooLong : undefined),
      rate: 2_000,
    })
    const id = await begin(db)
    engine.start()
    await until('finished', () => stateOf(db, id) === 'finished')
    expect([count(db, id, 'failed'), count(db, id, 'sent')]).toEqual([20, 40])
  })

  test('are found although Telegram quotes what differs from one person to the next', async () => {
    const quotes = [
      (n: number) => `inline keyboard button URL 'https://links.example.com/r/${n}' is invalid: Wrong HTTP URL`,
      (n: number) => `can't parse entities: unsupported start tag "Anna ${n}" at byte offset ${n}`,
      (n: number) => `BUTTON_DATA_INVALID`.slice(0, 6 + (n % 12)),
    ]
    const { db, engine, sent } = await stage({
      people: 40,
      send: (chat, nth) => answered(400, `Bad Request: ${quotes[nth % quotes.length]?.(chat)}`),
      rate: 50,
    })
    const id = await begin(db)
    engine.start()
    await until('paused', () => stateOf(db, id) === 'paused')
    expect(findBroadcast(db, id)?.pauseReason).toBe('content')
    expect(sent.length).toBeLessThan(15)
  })

  test('of every second person pause it too', async () => {
    const { db, engine, sent } = await stage({
      people: 100,
      send: (_chat, nth) => (nth % 2 === 0 ? tooLong : undefined),
      rate: 100,
    })
    const id = await begin(db)
    engine.start()
    await until('paused', () => stateOf(db, id) === 'paused')
    expect(sent.length).toBeLessThan(40)
  })

  test('of one version pause it although the other version between them is fine', async () => {
    const { db, engine } = await stage({ people: 200, send: chat => (chat <= 150 ? tooLong : undefined), rate: 200 })
    db.sql(`update subscribers set source = 'fair' where id <= 50`).run()
    const [fair] = offerFor(db, [{ leaf: 'source', values: ['fair'] }]).parts
    const { offerId, parts } = offerFor(db)
    if (fair === undefined) throw new Error('no part')
    const id = await begin(db, { offerId, parts: [fair, ...parts] })
    engine.start()
    await until('paused', () => stateOf(db, id) === 'paused')
    expect(findBroadcast(db, id)?.pauseReason).toBe('content')
    expect(count(db, id, 'sent')).toBeGreaterThan(0)
  })
})

test('a token that is refused pauses everything, and everybody still waits', async () => {
  const { db, engine, events } = await stage({ people: 30, send: () => answered(401, 'Unauthorized') })
  const ids = [await begin(db), await begin(db)]
  engine.start()
  await until('told of both', () => ids.every(id => events.some(e => e.kind === 'changed' && e.broadcastId === id)))
  await until('nothing is on its way', () => ids.every(id => count(db, id, 'sending') === 0))
  for (const id of ids) {
    expect(findBroadcast(db, id)).toMatchObject({ state: 'paused', pauseReason: 'unauthorized' })
    expect(count(db, id, 'queued')).toBe(30)
  }
})

test('a 429 that everybody gets rests the lane, spends no attempt and loses nobody', async () => {
  let limitedUntil: number | null = null
  const { db, engine, pace, sent } = await stage({
    people: 20,
    rate: 100,
    send(_chat, nth) {
      if (nth === 3) limitedUntil = performance.now() + 900
      return limitedUntil !== null && performance.now() < limitedUntil
        ? answered(429, 'Too Many Requests', 1)
        : undefined
    },
  })
  const id = await begin(db)
  engine.start()
  await until('the rest', () => pace.rest() !== null)
  const before = sent.length
  expect(pace.rate()).toBe(70)
  await until('finished', () => stateOf(db, id) === 'finished')
  expect(before).toBeLessThan(12)
  expect(sent.length).toBeLessThan(26)
  expect(new Set(sent).size).toBe(20)
  expect(db.sql('select sum(attempts) as n, sum(state = ?) as sent from deliveries').get('sent')).toEqual({
    n: 20,
    sent: 20,
  })
})

describe('chats that always answer 429', () => {
  test.each([
    ['one', [105]],
    ['the first', [101]],
    ['some', [103, 140, 180]],
  ])('%s hold up nobody, do not slow the token, and end with the reason', async (_name, chats) => {
    const { db, engine, pace } = await stage({
      people: 200,
      rate: 400,
      send: chat => (chats.includes(chat) ? answered(429, 'Too Many Requests: retry after 1', 0.3) : undefined),
    })
    const id = await begin(db)
    engine.start()
    await until('everybody else has it', () => count(db, id, 'sent') === 200 - chats.length)
    expect([pace.rest(), pace.rate()]).toEqual([null, 400])
    await until('finished', () => stateOf(db, id) === 'finished')
    expect(rowsOf(db, id).filter(([, state]) => state !== 'sent')).toEqual(
      chats.map(chat => [chat - 100, 'failed', 'limited']),
    )
  })

  test('are left alone while others are repaired too', async () => {
    const { db, engine, pace, edits } = await stage({
      people: 30,
      rate: 400,
      edit: chat => (chat === 101 ? answered(429, 'Too Many Requests', 0.3) : undefined),
    })
    const id = await begin(db)
    engine.start()
    await until('finished', () => stateOf(db, id) === 'finished')
    await db.group(() => startTakeBack(db, id, 1, systemClock.now() + 1))
    engine.wake()
    await until('it is over', () => listRunningRepairs(db).length === 0)
    expect([pace.rest(), pace.rate()]).toEqual([null, 400])
    expect(edits.filter(chat => chat === 101).length).toBeLessThan(8)
    expect(db.sql(`select state, reason, count(*) as n from repair_steps group by 1, 2 order by 1`).all()).toEqual([
      { state: 'done', reason: null, n: 29 },
      { state: 'failed', reason: 'limited', n: 1 },
    ])
  })
})

describe('the clock', () => {
  test.each([1, 8, 48])('set back by %d h while people wait: it goes on, and everybody gets it once', async hours => {
    const wall = { shift: 0 }
    const { db, engine, sent } = await stage({ people: 60, rate: 100, wall })
    const id = await begin(db)
    engine.start()
    await until('some have it', () => count(db, id, 'sent') >= 10)
    wall.shift = -hours * HOUR
    await until('finished', () => stateOf(db, id) === 'finished')
    expect([count(db, id, 'sent'), sent.length]).toEqual([60, 60])
  })

  test('that was set back while the program was off holds up nobody either', async () => {
    const wall = { shift: 0 }
    const { db, engine } = await stage({ people: 5, wall })
    const id = await begin(db)
    wall.shift = -8 * HOUR
    engine.start()
    await until('finished', () => stateOf(db, id) === 'finished')
  })

  test('set back, leaves those who wait for their own hour waiting', async () => {
    const wall = { shift: 0 }
    const { db, engine, sent, lines } = await stage({ people: 4, wall })
    const id = await begin(db)
    const soon = systemClock.now() + HOUR
    db.sql('update broadcasts set own_clock = ? where id = ?').run(AT, id)
    db.sql('update deliveries set due_at = ? where subscriber_id = 1').run(soon)
    engine.start()
    await until('the others have it', () => count(db, id, 'sent') === 3)
    wall.shift = -8 * HOUR
    await until('it is noticed', () => lines.some(line => line.includes('set back')))
    await until('it is finished as far as it goes', () => !engine.health().inFlight && sent.length === 3)
    expect(db.sql('select due_at as at from deliveries where subscriber_id = 1').get()).toEqual({ at: soon })
  })
})

test('while people are not heard nobody is written to, and it goes on by itself', async () => {
  let heard = true
  const { db, engine, sent } = await stage({
    people: 30,
    rate: 100,
    heard: () => heard,
    send(_chat, nth) {
      if (nth === 10) heard = false
      return undefined
    },
  })
  const id = await begin(db)
  engine.start()
  await until('it waits', () => engine.health().outage === 'unheard' && count(db, id, 'sending') === 0)
  const then = sent.length
  expect(then).toBeLessThan(20)
  expect(stateOf(db, id)).toBe('running')
  heard = true
  await until('finished', () => stateOf(db, id) === 'finished')
  expect(count(db, id, 'sent')).toBe(30)
})

test('a read that fails when it is woken does not end it', async () => {
  const { db, engine, lines } = await stage({ people: 3 })
  const id = await begin(db)
  engine.start()
  db.sql(`alter table repairs rename to repairs_away`).run()
  engine.wake()
  await until('it stumbled', () => lines.some(line => line.includes('stumbled')))
  db.sql(`alter table repairs_away rename to repairs`).run()
  await until('finished', () => stateOf(db, id) === 'finished')
})

test('five requests without an answer stop claiming; after a good probe the rest goes out', async () => {
  let down = true
  const { db, engine, events } = await stage({
    people: 60,
    rate: 200,
    send: () => (down ? lost : undefined),
    probe() {
      down = false
      return true
    },
  })
  const id = await begin(db)
  engine.start()
  await until('finished', () => stateOf(db, id) === 'finished')
  const outages = events.flatMap(event => (event.kind === 'outage' ? [event.state] : []))
  expect(outages.slice(0, 2)).toEqual(['open', 'careful'])
  expect(count(db, id, 'uncertain')).toBeLessThan(20)
  expect(count(db, id, 'uncertain') + count(db, id, 'sent')).toBe(60)
})

describe('stopping', () => {
  test('waits for answers that come, and leaves the rest without one', async () => {
    const answers = new Map<number, (result: SendResult) => void>()
    const { db, engine, sent } = await stage({
      people: 2,
      patience: 300,
      send: chat => new Promise(resolve => answers.set(chat, resolve)),
    })
    const id = await begin(db)
    engine.start()
    await until('both on their way', () => sent.length === 2)
    const stopped = engine.stop()
    answers.get(101)?.({ kind: 'accepted', messageId: 7 })
    await stopped
    expect(rowsOf(db, id).map(([, state]) => state)).toEqual(['sent', 'uncertain'])
  })

  test('ends in time although the disk refuses every write', async () => {
    const { db, engine, sent } = await stage({ people: 5, patience: 200 })
    await begin(db)
    onTestFinished(() => void db.sql('pragma query_only = off').run())
    engine.start()
    await until('sending', () => sent.length > 0)
    db.sql('pragma query_only = on').run()
    await until('red', () => !engine.health().ok)
    // Its patience ends it: what is on its way can never be settled.
    await engine.stop()
  })
})

test('outcomes that cannot be written are held: nothing more is claimed, health is red, and then all is written', async () => {
  const { db, engine, sent } = await stage({
    people: 50,
    rate: 100,
    send: (_chat, nth) => {
      if (nth === 10) db.sql('pragma query_only = on').run()
      return undefined
    },
  })
  const id = await begin(db)
  engine.start()
  await until('red', () => !engine.health().ok)
  const [claimed, held] = [sent.length, count(db, id, 'sending')]
  expect(held).toBeGreaterThan(0)
  expect(claimed).toBeLessThan(20)
  db.sql('pragma query_only = off').run()
  await until('finished', () => stateOf(db, id) === 'finished')
  expect(engine.health().ok).toBe(true)
  expect(count(db, id, 'sent')).toBe(50)
  expect(sent.length).toBe(50)
})

test('an outcome that cannot be written for a reason of ours pauses its broadcast, and is neither lost nor sent again', async () => {
  const { db, engine, sent, events } = await stage({ people: 6, retries: { trying: 5, paused: 5 } })
  const id = await begin(db)
  db.sql(
    `create temp trigger ours before update on deliveries when new.state = 'sent' and new.subscriber_id = 3
     begin select raise(abort, 'no such thing'); end`,
  ).run()
  engine.start()
  await until('it is paused', () => stateOf(db, id) === 'paused')
  expect(findBroadcast(db, id)).toMatchObject({ pauseReason: 'unwritten', pauseError: 'no such thing' })
  expect([count(db, id, 'sent'), count(db, id, 'sending')]).toEqual([5, 1])
  expect(events).toContainEqual({ kind: 'changed', broadcastId: id })
  db.sql('drop trigger ours').run()
  await until('it is written', () => count(db, id, 'sent') === 6)
  await db.group(() => resumeBroadcast(db, id, systemClock.now()))
  engine.wake()
  await until('it is finished', () => stateOf(db, id) === 'finished')
  expect([...sent].sort()).toEqual([101, 102, 103, 104, 105, 106])
})
