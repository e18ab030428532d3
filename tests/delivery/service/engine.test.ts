import { describe, expect, onTestFinished, test } from 'vitest'
import { causeOf } from '../../../src/audience/subscription/history.js'
import { DAY, systemClock } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { createEngine, type Engine, type EngineEvent } from '../../../src/delivery/engine.js'
import type { SendResult } from '../../../src/delivery/outcome.js'
import { createPace } from '../../../src/delivery/pace.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { holdRestored } from '../../../src/delivery/restored.js'
import { eraseFromService } from '../../../src/delivery/service/erase.js'
import { findServicePause, pauseService, resumeService } from '../../../src/delivery/service/pause.js'
import { claimService, dropLate, rescueService, WAITING } from '../../../src/delivery/service/queue.js'
import { recordServiceActivity, recordServiceSeen } from '../../../src/delivery/service/seen.js'
import type { Transport } from '../../../src/delivery/transport.js'
import { createLog } from '../../../src/log.js'
import type { Outgoing } from '../../../src/offers/render.js'
import { PATIENCE_MS } from '../../../src/sandbox/emulator/patience.js'
import { recordReply } from '../../../src/tracking/read.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, approve, crowd, seed } from '../fixture.js'
import { ask, asked, rows, said, telegram } from './stage.js'

const states = (db: Db) => rows(db).map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`))

type Stage = { db: Db; engine: Engine; sent: { chat: number; letter: Outgoing }[]; events: EngineEvent[] }

async function stage(
  people: number,
  send: (chat: number, nth: number) => SendResult | Promise<SendResult> | undefined = () => undefined,
  heard: () => boolean = () => true,
): Promise<Stage> {
  const db = await temporaryDb()
  seed(db, crowd(people))
  const sent: Stage['sent'] = []
  const events: EngineEvent[] = []
  const gone = async (): Promise<SendResult> => ({ kind: 'accepted', messageId: 0 })
  const transport: Transport = {
    async send(chat, letter) {
      sent.push({ chat, letter })
      return (await send(chat, sent.length)) ?? { kind: 'accepted', messageId: 1_000 + sent.length }
    },
    edit: gone,
    remove: gone,
    touch: gone,
    pin: gone,
    unpin: gone,
    probe: async () => true,
  }
  const engine = createEngine({
    db,
    clock: systemClock,
    log: createLog('fatal', () => undefined),
    pace: createPace({ rate: 1_000, clock: systemClock }),
    transport,
    rules: () => noRules,
    address: (delivery, link) => `https://links.example.com/r/${delivery}-${link}`,
    event: event => events.push(event),
    patience: 200,
    retries: { trying: 5, paused: 5 },
    heard,
  })
  onTestFinished(() => engine.stop())
  return { db, engine, sent, events }
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

const answered = (code: number, description: string, retryAfter: number | null = null): SendResult => ({
  kind: 'answered',
  code,
  description,
  retryAfter,
})

describe('the engine sends them', () => {
  test('once, as they were asked for, with an untouched address', async () => {
    const { db, engine, sent } = await stage(1)
    const words = {
      text: 'Order 7 is here: https://shop.example/7',
      entities: [{ type: 'bold' as const, offset: 0, length: 7 }],
      button: { label: 'Track', url: 'https://shop.example/7' },
    }
    ask(db, asked('7', telegram(101), words), systemClock.now())
    ask(db, asked('7', telegram(101), words), systemClock.now())
    engine.start()
    await until('sent', () => states(db)[0] === 'sent')
    expect(sent).toEqual([
      {
        chat: 101,
        letter: {
          method: 'sendMessage',
          payload: {
            text: words.text,
            entities: words.entities,
            link_preview_options: { is_disabled: true },
            reply_markup: { inline_keyboard: [[{ text: 'Track', url: 'https://shop.example/7' }]] },
          },
        },
      },
    ])
    expect(db.sql('select message_id from service_messages').get()).toEqual({ message_id: 1_001 })
  })

  test('before a broadcast that waits, and both end', async () => {
    const { db, engine, sent } = await stage(60)
    const id = approve(db)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(db, id, systemClock.now(), noRules)
    for (let i = 0; i < 30; i++) ask(db, asked(`${i}`, telegram(101 + i)), systemClock.now())
    engine.start()
    await until('all', () => sent.length === 90)
    const isService = ({ letter }: Stage['sent'][number]) => String(letter.payload['text']).startsWith('Order')
    const first = sent.slice(0, 40)
    expect(first.filter(isService).length).toBeGreaterThan(first.length / 2)
    expect(sent.filter(isService)).toHaveLength(30)
    await until('finished', () => db.sql(`select 1 from broadcasts where state = 'finished'`).get() !== undefined)
    expect(db.sql('select count(*) as n from deliveries').get()).toEqual({ n: 60 })
  })

  test('each answer is written as what it is', async () => {
    const answers: Record<number, SendResult> = {
      101: answered(403, 'Forbidden: bot was blocked by the user'),
      102: answered(400, 'Bad Request: BUTTON_URL_INVALID'),
      103: { kind: 'unknown', why: 'timeout' },
    }
    const { db, engine } = await stage(4, chat => answers[chat])
    for (const chat of [101, 102, 103, 104]) ask(db, asked(`${chat}`, telegram(chat)), systemClock.now())
    engine.start()
    await until('all answered', () => !states(db).some(state => ['queued', 'sending'].includes(state)))
    expect(states(db)).toEqual(['failed blocked', 'failed content', 'uncertain', 'sent'])
    expect(said(ask(db, asked('again', telegram(101)), systemClock.now()))).toBe('service_unreachable blocked')
  })

  test('a 429 makes it wait, and then it comes once', async () => {
    const { db, engine, sent } = await stage(2, (chat, nth) =>
      chat === 101 && nth === 1 ? answered(429, 'Too Many Requests', 1) : undefined,
    )
    ask(db, asked('1', telegram(101)), systemClock.now())
    engine.start()
    await until('limited', () => sent.length === 1)
    ask(db, asked('2', telegram(102)), systemClock.now())
    engine.wake()
    await until('both', () => states(db).every(state => state === 'sent'))
    expect(sent.map(({ chat }) => chat).filter(chat => chat === 101)).toHaveLength(2)
  })

  test('what was on its way when the program ended has no answer, and is never sent again by itself', async () => {
    const { db, engine, sent } = await stage(2)
    ask(db, asked('1', telegram(101)), systemClock.now())
    ask(db, asked('2', telegram(102)), systemClock.now())
    db.write(() => claimService(db, 1, systemClock.now()))
    engine.start()
    await until('the other', () => states(db)[1] === 'sent')
    expect(states(db)).toEqual(['uncertain', 'sent'])
    expect(sent.map(({ chat }) => chat)).toEqual([102])
  })

  test('one that an end cuts off has no answer either', async () => {
    const { db, engine, sent } = await stage(1, () => new Promise(() => undefined))
    ask(db, asked('1', telegram(101)), systemClock.now())
    engine.start()
    await until('it left', () => sent.length === 1)
    await engine.stop()
    expect(states(db)).toEqual(['uncertain'])
  })

  test('none leaves while nobody is heard, and all do afterwards', async () => {
    let heard = false
    let looks = 0
    const { db, engine, sent } = await stage(2, undefined, () => {
      looks++
      return heard
    })
    ask(db, asked('1', telegram(101)), systemClock.now())
    engine.start()
    await until('it was asked more than once', () => looks > 2)
    expect([sent.length, states(db)]).toEqual([0, ['queued']])
    heard = true
    await until('sent', () => states(db)[0] === 'sent')
  })

  test('an outcome that cannot be written for a reason of ours pauses them, and none is lost or sent again', async () => {
    const { db, engine, sent, events } = await stage(3)
    for (const chat of [101, 102, 103]) ask(db, asked(`${chat}`, telegram(chat)), systemClock.now())
    db.sql(
      `create temp trigger ours before update on service_messages when new.state = 'sent' and new.subscriber_id = 2
       begin select raise(abort, 'no such thing'); end`,
    ).run()
    engine.start()
    await until('they are paused', () => findServicePause(db) !== null)
    expect(findServicePause(db)).toMatchObject({ reason: 'unwritten', error: 'no such thing', adminId: null })
    expect(events).toContainEqual({ kind: 'service' })
    expect(states(db)).toEqual(['sent', 'sending', 'sent'])
    db.sql('drop trigger ours').run()
    await until('it is written', () => states(db)[1] === 'sent')
    expect(sent.map(({ chat }) => chat).sort()).toEqual([101, 102, 103])
  })

  test('a token that is refused stops them until the next start, and none is lost', async () => {
    let revoked = true
    const { db, engine, events } = await stage(1, () => (revoked ? answered(401, 'Unauthorized') : undefined))
    ask(db, asked('1', telegram(101)), systemClock.now())
    engine.start()
    await until('paused', () => findServicePause(db) !== null)
    expect(findServicePause(db)).toMatchObject({ reason: 'unauthorized', adminId: null })
    await until('told', () => events.some(({ kind }) => kind === 'service'))
    expect(states(db)).toEqual(['queued'])
    revoked = false
    db.write(() => resumeService(db))
    engine.wake()
    await until('sent', () => states(db)[0] === 'sent')
  })
})

describe('those that wait', () => {
  test('rest while they are paused, and a day later say nothing any more', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    expect(db.write(() => pauseService(db, { reason: 'admin', error: null, at: AT, adminId: 1 }))).toBe(true)
    expect(db.write(() => pauseService(db, { reason: 'admin', error: null, at: AT, adminId: 2 }))).toBe(false)
    ask(db, asked('1', telegram(101)))
    ask(db, asked('2', telegram(102)), AT + 1)
    expect(db.write(() => claimService(db, 10, AT + 1))).toEqual({ messages: [], skipped: 0 })
    expect(db.write(() => dropLate(db, AT + DAY))).toBe(0)
    expect(db.write(() => dropLate(db, AT + DAY + 1))).toBe(1)
    expect(db.write(() => resumeService(db))).toBe(true)
    expect(db.write(() => claimService(db, 10, AT + DAY + 2))).toEqual({ messages: [], skipped: 1 })
    expect(states(db)).toEqual(['skipped late', 'skipped late'])
  })

  test('are asked once more, as they leave, whether they may', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    for (const chat of [101, 102, 103]) ask(db, asked(`${chat}`, telegram(chat)))
    db.sql(`update subscribers set unreachable = 'blocked' where id = 1`).run()
    db.sql('update subscribers set unsubscribed_at = ? where id = 2').run(AT)
    db.write(() => eraseFromService(db, 3))
    const { messages, skipped } = db.write(() => claimService(db, 10, AT))
    expect(messages.map(({ telegramId }) => telegramId)).toEqual([102])
    expect(skipped).toBe(1)
    expect(states(db)).toEqual(['skipped blocked', 'sending', 'skipped erased'])
    expect(db.sql('select external_id, hash, text from service_messages where id = 3').get()).toEqual({
      external_id: null,
      hash: null,
      text: null,
    })
    expect(db.write(() => rescueService(db, 'ended'))).toBe(1)
  })

  test('are without an answer when a backup was brought back', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    ask(db, asked('1', telegram(101)))
    db.write(() => holdRestored(db, AT))
    expect(states(db)).toEqual(['uncertain'])
  })

  test('are found by their index, not by looking at all of them', async () => {
    const db = await temporaryDb()
    const plan = db.sql<{ detail: string }>(`explain query plan ${WAITING}`).all(AT, 10)
    expect(plan.map(({ detail }) => detail).join('\n')).toContain('service_messages_queued')
    expect(plan.map(({ detail }) => detail).join('\n')).not.toMatch(/SCAN service_messages$/m)
  })
})

test('what people do after an order message, or with it, is not put down to an offer', async () => {
  const db = await temporaryDb()
  seed(db, crowd(1))
  const id = approve(db)
  db.sql(
    `insert into deliveries (id, broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at, message_id) values (1, ?, 1, 'sent', ?, ?, ?, 40)`,
  ).run(id, AT, AT, AT)
  const reply = (quotedMessageId: number | null, messageId: number) =>
    db.write(() =>
      recordReply(db, { subscriberId: 1, quotedMessageId, quotedDeliveryId: null, messageId }, AT + 10 * messageId),
    )
  expect([reply(null, 1), causeOf(db, 1, AT + 1)]).toEqual([1, 1])
  ask(db, asked('1', telegram(101)), AT + 15)
  db.sql(`update service_messages set state = 'sent', sent_at = ?, message_id = 50`).run(AT + 16)
  expect([reply(50, 2), reply(null, 3), reply(40, 4)]).toEqual([null, null, 1])
  expect([causeOf(db, 1, AT + 15), causeOf(db, 1, AT + 17)]).toEqual([1, null])
})

describe('what tells that it was seen', () => {
  test('a quote or a reaction for certain, anything else probably; a quote finds what had no answer', async () => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    ask(db, asked('1', telegram(101)))
    ask(db, asked('2', telegram(101)))
    db.sql(`update service_messages set state = 'sent', sent_at = ?, message_id = 50 where id = 1`).run(AT)
    db.sql(`update service_messages set state = 'uncertain', claimed_at = ? where id = 2`).run(AT)
    const grades = () =>
      db
        .sql<{ g: string | null }>('select read_grade as g from service_messages order by id')
        .all()
        .map(({ g }) => g)
    db.write(() => recordServiceActivity(db, 2, AT + 1))
    expect(grades()).toEqual([null, null])
    db.write(() => recordServiceActivity(db, 1, AT + 1))
    expect(grades()).toEqual(['inferred', null])
    db.write(() => recordServiceSeen(db, 2, { messageId: 50, text: 'Order 2 is on its way' }, AT + 2))
    expect(grades()).toEqual(['inferred', null])
    db.write(() => recordServiceSeen(db, 1, { messageId: 50, text: null }, AT + 2))
    db.write(() => recordServiceSeen(db, 1, { messageId: 51, text: 'Order 2 is on its way' }, AT + 3))
    expect(grades()).toEqual(['confirmed', 'confirmed'])
    expect(states(db)).toEqual(['sent', 'sent evidence'])
  })
})
