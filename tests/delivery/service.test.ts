import { describe, expect, onTestFinished, test } from 'vitest'
import { causeOf } from '../../src/audience/subscription/history.js'
import { DAY, HOUR, systemClock } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { createEngine, type Engine, type EngineEvent } from '../../src/delivery/engine.js'
import type { SendResult } from '../../src/delivery/outcome.js'
import { createPace } from '../../src/delivery/pace.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { holdRestored } from '../../src/delivery/restored.js'
import { eraseFromService, forgetWords, WORDS_KEPT_MS } from '../../src/delivery/service/erase.js'
import { createServiceIntake } from '../../src/delivery/service/intake.js'
import { type AskedMessage, PER_DAY, type Taken, takeMessage } from '../../src/delivery/service/message.js'
import { findServicePause, pauseService, resumeService } from '../../src/delivery/service/pause.js'
import { claimService, dropLate, rescueService, WAITING } from '../../src/delivery/service/queue.js'
import type { To } from '../../src/delivery/service/recipient.js'
import { recordServiceActivity, recordServiceSeen } from '../../src/delivery/service/seen.js'
import type { ServiceWords } from '../../src/delivery/service/words.js'
import type { Transport } from '../../src/delivery/transport.js'
import { createLog, silentLog } from '../../src/log.js'
import type { Outgoing } from '../../src/offers/render.js'
import { recordReply } from '../../src/tracking/read.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, approve, crowd, seed } from './fixture.js'

const taking = { keyId: null, ownTargets: [] }
const telegram = (telegramId: number): To => ({ by: 'telegram_id', telegramId })

function asked(externalId: string, to: To, words: Partial<ServiceWords> = {}): AskedMessage {
  return { externalId, to, text: `Order ${externalId} is on its way`, entities: [], button: null, ...words }
}

const ask = (db: Db, message: AskedMessage, at = AT): Taken => db.write(() => takeMessage(db, message, taking, at))

/** What came of it, in a word or two. */
function said(taken: Taken): string {
  if (taken.kind !== 'refused') return taken.kind
  const why = taken.error.details['why']
  return why === undefined ? taken.error.code : `${taken.error.code} ${why}`
}

type Row = { id: number; state: string; reason: string | null }
const rows = (db: Db) => db.sql<Row>('select id, state, reason from service_messages order by id').all()
const states = (db: Db) => rows(db).map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`))

function link(
  db: Db,
  customer: { externalId: string; phone?: string; subscriber: number | null; by: string | null },
): void {
  db.sql('insert into customers (external_id, phone, subscriber_id, linked_by, created_at) values (?, ?, ?, ?, 1)').run(
    customer.externalId,
    customer.phone ?? null,
    customer.subscriber,
    customer.by,
  )
}

describe('whom it is for', () => {
  async function people(): Promise<Db> {
    const db = await temporaryDb()
    seed(db, [
      { name: 'Anna' },
      { name: 'Boris', stopped: true },
      { name: 'Vera', unreachable: 'blocked' },
      { name: 'Gleb', unreachable: 'deactivated' },
      { name: 'Dina', pausedUntil: AT + DAY },
      { name: 'Moved' },
      { name: 'Erased' },
      { name: 'Egor' },
    ])
    db.sql("update subscribers set phone = '+79161234567' where id = 1").run()
    db.sql('update subscribers set last_seen_at = null, vouched_by = 1 where id = 6').run()
    db.sql('update subscribers set erased_at = 1, telegram_id = null, subscribed_at = null where id = 7').run()
    db.sql("update subscribers set phone = '+551187654321' where id = 2").run()
    link(db, { externalId: 'phone', subscriber: 1, by: 'phone' })
    link(db, { externalId: 'admin', subscriber: 2, by: 'admin', phone: '+79160000002' })
    link(db, { externalId: 'personal', subscriber: 5, by: 'personal_link', phone: '+79160000005' })
    link(db, { externalId: 'file', subscriber: 8, by: 'file_phone', phone: '+79160000008' })
    link(db, { externalId: 'waiting', subscriber: null, by: null })
    link(db, { externalId: 'twin', subscriber: 3, by: 'admin', phone: '+79160000005' })
    return db
  }

  test.each<[string, To, string]>([
    ['their Telegram id', telegram(101), 'accepted'],
    ['whoever stopped offers', telegram(102), 'accepted'],
    ['whoever paused offers', telegram(105), 'accepted'],
    ['whoever blocked the bot', telegram(103), 'service_unreachable blocked'],
    ['an account that is gone', telegram(104), 'service_unreachable deactivated'],
    ['whoever was moved in and never came', telegram(106), 'service_unknown never_came'],
    ['whoever was forgotten', telegram(107), 'service_unknown nobody'],
    ['a stranger', telegram(999), 'service_unknown nobody'],
    ['a customer by the phone that they shared', { by: 'customer', externalId: 'phone' }, 'accepted'],
    ['a customer linked by an admin', { by: 'customer', externalId: 'admin' }, 'accepted'],
    ['a customer linked by a personal link', { by: 'customer', externalId: 'personal' }, 'accepted'],
    ['a customer whom only a file linked', { by: 'customer', externalId: 'file' }, 'service_unknown unsure'],
    ['a customer nobody linked', { by: 'customer', externalId: 'waiting' }, 'service_unknown unlinked'],
    ['no such customer', { by: 'customer', externalId: 'none' }, 'service_unknown nobody'],
    ['a shared phone, as written in the shop', { by: 'phone', phone: '8 (916) 123-45-67' }, 'accepted'],
    ['a shared phone, as Brazil writes it today', { by: 'phone', phone: '+55 11 98765-4321' }, 'accepted'],
    ['the phone of a linked customer', { by: 'phone', phone: '+7 916 000-00-02' }, 'accepted'],
    ['a phone of two customers', { by: 'phone', phone: '+79160000005' }, 'service_unknown unsure'],
    ['a phone that only a file knows', { by: 'phone', phone: '+79160000008' }, 'service_unknown unsure'],
    ['a rounded phone', { by: 'phone', phone: '7.9161E+10' }, 'service_unknown nobody'],
  ])('%s', async (_name, to, expected) => {
    const db = await people()
    expect(said(ask(db, asked('1', to)))).toBe(expected)
    expect(rows(db)).toHaveLength(expected === 'accepted' ? 1 : 0)
  })

  test('what was refused is counted, with nothing of whom it was for', async () => {
    const db = await people()
    let accepted = 0
    const intake = createServiceIntake({ db, log: silentLog, ownTargets: [], accepted: () => accepted++ })
    for (const [id, chat, words] of [
      ['1', 999, {}],
      ['2', 999, {}],
      ['3', 103, {}],
      ['4', 101, { text: ' ' }],
      ['5', 101, {}],
    ] as const)
      try {
        db.write(() => {
          // Whoever asks undoes what is refused.
          if (intake(asked(id, telegram(chat), words), null, AT).kind === 'refused') throw new Error('refused')
        })
      } catch {}
    await db.group(() => undefined)
    expect(accepted).toBe(1)
    expect(db.sql('select why, n from service_refusals order by why').all()).toEqual([
      { why: 'invalid', n: 1 },
      { why: 'unknown', n: 2 },
      { why: 'unreachable', n: 1 },
    ])
  })
})

describe('what it says', () => {
  const bold = (offset: number, length: number) => ({ type: 'bold' as const, offset, length })
  test.each<[string, Partial<ServiceWords>, string]>([
    ['braces and marks, which mean nothing', { text: 'Hi {first_name|friend}, <b>50%</b> of *order_1*' }, 'accepted'],
    ['4,096 characters', { text: 'я'.repeat(4_096) }, 'accepted'],
    ['one more', { text: 'я'.repeat(4_097) }, 'service_words long'],
    ['nothing', { text: '' }, 'service_words empty'],
    ['nothing to be seen', { text: ' \u200b\u2060\n' }, 'service_words empty'],
    ['half of an emoji', { text: 'Hi \ud83d!' }, 'service_words letters'],
    ['formatting', { text: 'Hi 👋 all', entities: [bold(3, 2)] }, 'accepted'],
    ['formatting that cuts an emoji', { text: 'Hi 👋 all', entities: [bold(4, 2)] }, 'service_words entity'],
    ['formatting beyond the end', { text: 'Hi', entities: [bold(0, 3)] }, 'service_words entity'],
    ['formatting of nothing', { text: 'Hi', entities: [bold(1, 0)] }, 'service_words entity'],
    ['formatting before the start', { text: 'Hi', entities: [bold(-1, 2)] }, 'service_words entity'],
    [
      'a link without an address',
      { text: 'Hi', entities: [{ type: 'text_link', offset: 0, length: 2 }] },
      'service_words entity',
    ],
    [
      'too much formatting',
      { text: 'Hi', entities: Array.from({ length: 101 }, () => bold(0, 2)) },
      'service_words entities',
    ],
    ['a button', { button: { label: 'Track', url: 'shop.example/t/1' } }, 'accepted'],
    ['a button without words', { button: { label: ' ', url: 'https://shop.example' } }, 'service_words label'],
    ['a long label', { button: { label: 'x'.repeat(65), url: 'https://shop.example' } }, 'service_words label'],
    ['a button into a private network', { button: { label: 'Track', url: 'http://192.168.0.1/' } }, 'url_private'],
    ['a button that runs something', { button: { label: 'Track', url: 'javascript:alert(1)' } }, 'url_scheme'],
  ])('%s', async (_name, words, expected) => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    expect(said(ask(db, asked('1', telegram(101), words)))).toBe(expected)
  })
})

describe('a name is used once', () => {
  test('the same again changes nothing; other words, or somebody else, are refused', async () => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    const button = { label: 'Track', url: 'https://shop.example/t/1' }
    expect(said(ask(db, asked('1', telegram(101), { button })))).toBe('accepted')
    expect(ask(db, asked('1', telegram(101), { button }), AT + HOUR)).toEqual({ kind: 'same', id: 1, state: 'queued' })
    expect(said(ask(db, asked('1', telegram(101))))).toBe('service_other_words')
    expect(said(ask(db, asked('1', telegram(101), { button, text: 'Other' })))).toBe('service_other_words')
    expect(said(ask(db, asked('1', telegram(102), { button })))).toBe('service_other_words')
    expect(rows(db)).toHaveLength(1)
  })

  test('the same is known when its words are gone, and when the customer is linked no more', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    link(db, { externalId: 'c', subscriber: 1, by: 'admin' })
    const message = asked('1', { by: 'customer', externalId: 'c' })
    ask(db, message)
    db.sql("update service_messages set state = 'sent'").run()
    expect(db.write(() => forgetWords(db, AT + WORDS_KEPT_MS))).toBe(0)
    expect(db.write(() => forgetWords(db, AT + WORDS_KEPT_MS + 1))).toBe(1)
    expect(db.sql('select text, entities, button from service_messages').get()).toEqual({
      text: null,
      entities: null,
      button: null,
    })
    db.sql('update customers set subscriber_id = null').run()
    expect(said(ask(db, message))).toBe('same')
    expect(said(ask(db, { ...message, text: 'Other' }))).toBe('service_other_words')
  })

  test(`a system gone wild reaches one person ${PER_DAY} times in 24 h, and the others as ever`, async () => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    const all = Array.from({ length: PER_DAY + 3 }, (_, i) => said(ask(db, asked(`a${i}`, telegram(101)), AT + i)))
    expect(all.filter(one => one === 'accepted')).toHaveLength(PER_DAY)
    expect(all.at(-1)).toBe('service_too_many')
    expect(said(ask(db, asked('b', telegram(102))))).toBe('accepted')
    expect(said(ask(db, asked('c', telegram(101)), AT + DAY))).toBe('accepted')
    expect(said(ask(db, asked('a0', telegram(101)), AT + DAY))).toBe('same')
  })
})

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
  const deadline = performance.now() + 6_000
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
