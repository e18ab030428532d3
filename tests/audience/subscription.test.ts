import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findSubscriber,
  isPaused,
  languageOf,
  type Person,
  recordSeen,
  type Subscriber,
} from '../../src/audience/subscriber.js'
import { recordWording, type Wording } from '../../src/audience/subscription/wording.js'
import {
  causeOf,
  chooseLanguage,
  pauseOffers,
  recordGreeted,
  recordReachable,
  recordUnreachable,
  resumeOffers,
  startSubscriber,
  stopOffers,
} from '../../src/audience/subscription.js'
import { DAY, HOUR } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'

const T = 1_800_000_000_000
const ann: Person = {
  telegramId: 501,
  firstName: 'Ann',
  lastName: null,
  username: 'ann',
  telegramLanguage: 'en',
  premium: false,
}
const wording: Wording = { name: 'welcome', language: 'en', shown: 'Offers, one or two a week.' }
const act = { wording, deliveryId: null }

function start(db: Db, at: number, source: string | null = null) {
  return db.write(() => startSubscriber(db, ann, { source, wording }, at))
}

/** The same, and the answer gets through. */
function greet(db: Db, at: number, source: string | null = null) {
  const came = start(db, at, source)
  db.write(() => recordGreeted(db, came.subscriber.id, 1))
  return came
}

function get(db: Db): Subscriber {
  const subscriber = findSubscriber(db, ann.telegramId)
  if (subscriber === null) throw new Error('nobody')
  return subscriber
}

function history(db: Db): string[] {
  return db
    .sql<{ kind: string; source: string | null }>('select kind, source from subscription_events order by id')
    .all()
    .map(event => (event.source === null ? event.kind : `${event.kind} ${event.source}`))
}

/** A broadcast's delivery to Ann, sent at `sentAt`. */
function deliver(db: Db, subscriberId: number, id: number, sentAt: number): void {
  db.write(() => {
    db.sql(
      `insert or ignore into offers (id, name_folded, name, goal, state, draft, created_by, created_at)
       values (1, 'a', 'A', 'sell', 'used', '{}', 1, 1)`,
    ).run()
    db.sql(
      `insert or ignore into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
       values (1, 1, 'running', '[]', '[]', 1, 'UTC', 1, 1, 1)`,
    ).run()
    db.sql(
      `insert into deliveries (id, broadcast_id, subscriber_id, occurrence, state, due_at, sent_at, message_id)
       values (?, 1, ?, ?, 'sent', 1, ?, ?)`,
    ).run(id, subscriberId, id, sentAt, id)
  })
}

describe('start', () => {
  test('subscribes a newcomer once, with the source of the first link for good', async () => {
    const db = await temporaryDb()
    expect(greet(db, T, 'spring').start.kind).toBe('subscribed')
    expect(start(db, T + 1, 'autumn').start.kind).toBe('already')
    expect(start(db, T + 2).start.kind).toBe('already')
    expect(get(db)).toMatchObject({ source: 'spring', status: 'active', subscribedAt: T, createdAt: T })
    expect(history(db)).toEqual(['start spring', 'source autumn'])
  })

  test('the welcome is owed until it got through, and the same Start handled again writes nothing twice', async () => {
    const db = await temporaryDb()
    start(db, T, 'spring')
    expect(start(db, T + 1, 'spring').start.kind).toBe('subscribed')
    expect(history(db)).toEqual(['start spring'])
    greet(db, T + 2, 'autumn')
    expect(start(db, T + 3).start.kind).toBe('already')
    db.write(() => recordUnreachable(db, get(db).id, 'blocked', T + HOUR))
    expect(start(db, T + 2 * HOUR).start.kind).toBe('came_back')
    expect(start(db, T + 3 * HOUR).start.kind).toBe('subscribed')
    expect(history(db)).toEqual(['start spring', 'source autumn', 'block', 'unblock', 'start'])
  })

  test('somebody who came without a link keeps no source', async () => {
    const db = await temporaryDb()
    start(db, T)
    start(db, T + 1, 'autumn')
    expect(get(db).source).toBeNull()
  })

  test('after a block makes them reachable, whether or not the unblocking was told before', async () => {
    for (const told of [true, false]) {
      const db = await temporaryDb()
      const { id } = start(db, T).subscriber
      db.write(() => recordUnreachable(db, id, 'blocked', T + HOUR))
      if (told) db.write(() => recordReachable(db, id, T + 2 * HOUR))
      expect(greet(db, T + 2 * HOUR + 5).start.kind).toBe('came_back')
      expect(get(db)).toMatchObject({ status: 'active', unreachable: null, unreachableAt: null })
      expect(history(db)).toEqual(['start', 'block', 'unblock', 'start'])
      expect(start(db, T + 3 * HOUR).start.kind).toBe('already')
    }
  })

  test('never overrules a stop', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    db.write(() => stopOffers(db, id, { ...act, source: 'button' }, T + 1))
    db.write(() => recordUnreachable(db, id, 'blocked', T + HOUR))
    expect(start(db, T + 2 * HOUR, 'x').start.kind).toBe('stopped')
    expect(get(db)).toMatchObject({ status: 'unsubscribed', unreachable: null })
  })

  test('throws dice in their range', async () => {
    const db = await temporaryDb()
    const dice = Array.from({ length: 200 }, (_, i) => {
      const person = { ...ann, telegramId: i + 1 }
      return db.write(() => startSubscriber(db, person, { source: null, wording }, T)).subscriber.dice
    })
    expect(dice.every(n => Number.isInteger(n) && n >= 0 && n <= 2 ** 31 - 2)).toBe(true)
    expect(new Set(dice).size).toBeGreaterThan(195)
    expect(dice.filter(n => n < 2 ** 30).length).toBeGreaterThan(50)
    expect(dice.filter(n => n > 2 ** 30).length).toBeGreaterThan(50)
  })
})

describe('will', () => {
  test('each change happens once and tells so', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    const run = {
      stop: (at: number) => db.write(() => stopOffers(db, id, { ...act, source: 'word' }, at)),
      undo: (at: number) => db.write(() => resumeOffers(db, id, { ...act, source: 'undo' }, at)),
      resume: (at: number) => db.write(() => resumeOffers(db, id, { ...act, source: 'settings' }, at)),
      pause: (at: number) =>
        db.write(() => pauseOffers(db, id, { ...act, source: 'button', until: at + 30 * DAY }, at)),
    }
    const steps: [keyof typeof run, number, boolean][] = [
      ['resume', 1, false],
      ['stop', 2, true],
      ['stop', 3, false],
      ['pause', 4, false],
      ['undo', 5, true],
      ['undo', 6, false],
      ['pause', 7, true],
      ['pause', 8, false],
      ['resume', 9, true],
      ['pause', 10, true],
      ['stop', 11, true],
      ['resume', 12, true],
    ]
    for (const [step, at, changed] of steps) expect([step, at, run[step](T + at)]).toEqual([step, at, changed])
    expect(history(db)).toEqual([
      'start',
      'stop word',
      'undo undo',
      'pause button',
      'resume settings',
      'pause button',
      'stop word',
      'resume settings',
    ])
    expect(get(db)).toMatchObject({ status: 'active', pausedUntil: null, subscribedAt: T })
  })

  test('a pause ends by itself, and a later day makes it longer', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    db.write(() => pauseOffers(db, id, { ...act, source: 'button', until: T + 30 * DAY }, T))
    expect([isPaused(get(db), T), isPaused(get(db), T + 30 * DAY)]).toEqual([true, false])
    expect(db.write(() => pauseOffers(db, id, { ...act, source: 'button', until: T + 40 * DAY }, T + 10 * DAY))).toBe(
      true,
    )
    expect(get(db).pausedUntil).toBe(T + 40 * DAY)
    expect(db.write(() => resumeOffers(db, id, { ...act, source: 'button' }, T + 50 * DAY))).toBe(false)
  })

  test('history holds time, words and the delivery that caused it', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    db.write(() => stopOffers(db, id, { source: 'button', wording, deliveryId: 7 }, T + 5))
    const event = db
      .sql(
        'select wording, wording_version as version, delivery_id as deliveryId, at from subscription_events where kind = ?',
      )
      .get('stop')
    expect(event).toEqual({ wording: 'welcome', version: recordWording(db, wording, T), deliveryId: 7, at: T + 5 })
    expect(db.sql('select language, shown, first_at as firstAt from wordings').all()).toEqual([
      { language: 'en', shown: wording.shown, firstAt: T },
    ])
  })
})

describe('reachability', () => {
  test('a block names the last message delivered in the 72 h before, once', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    deliver(db, id, 1, T + HOUR)
    deliver(db, id, 2, T + 2 * HOUR)
    deliver(db, id, 3, T + 9 * HOUR)
    db.write(() => recordUnreachable(db, id, 'blocked', T + 3 * HOUR))
    db.write(() => recordUnreachable(db, id, 'blocked', T + 4 * HOUR))
    const blocks = db.sql('select delivery_id as deliveryId, at from subscription_events where kind = ?').all('block')
    expect(blocks).toEqual([{ deliveryId: 2, at: T + 3 * HOUR }])
    expect(get(db)).toMatchObject({ status: 'blocked', unreachableAt: T + 3 * HOUR })
  })

  test.each([
    ['just before', 1, true],
    ['72 h before', 72 * HOUR, true],
    ['longer ago', 72 * HOUR + 1, false],
    ['later', -1, false],
  ])('a delivery %s', async (_, before, counts) => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    deliver(db, id, 4, T - before)
    expect(causeOf(db, id, T)).toBe(counts ? 4 : null)
  })

  test('what comes last counts, whatever the clocks say', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    const seen = (at: number) => db.write(() => recordSeen(db, ann, at))
    seen(T + 20_000)
    db.write(() => recordUnreachable(db, id, 'blocked', T + 10_000))
    expect(get(db).status).toBe('blocked')
    // Ten minutes back: the machine's clock was set right, or Telegram's is another.
    expect(seen(T - 600_000)?.status).toBe('active')
    db.write(() => recordUnreachable(db, id, 'deactivated', T - DAY))
    db.write(() => recordReachable(db, id, T - 2 * DAY))
    expect(get(db).status).toBe('active')
    expect(history(db)).toEqual(['start', 'block', 'unblock', 'deactivate', 'unblock'])
  })

  test('a refusal does not hide somebody who was seen since the message left', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    db.write(() => recordSeen(db, ann, T + 5))
    db.write(() => recordUnreachable(db, id, 'blocked', T + 9, T))
    expect(get(db).status).toBe('active')
    db.write(() => recordUnreachable(db, id, 'blocked', T + 9, T + 5))
    expect(get(db).status).toBe('blocked')
  })
})

describe('seen', () => {
  test('keeps names, username, language and premium current and never subscribes', async () => {
    const db = await temporaryDb()
    expect(db.write(() => recordSeen(db, ann, T))).toBeNull()
    start(db, T)
    const now = { ...ann, firstName: 'ا🙂ن', lastName: 'B', username: null, telegramLanguage: 'ru', premium: true }
    expect(db.write(() => recordSeen(db, now, T + 1))).toMatchObject({ ...now, lastSeenAt: T + 1 })
    expect(db.write(() => recordSeen(db, ann, T))).toMatchObject({ ...ann, lastSeenAt: T })
    const { id } = get(db)
    db.write(() => stopOffers(db, id, { ...act, source: 'command' }, T + 2))
    expect(db.write(() => recordSeen(db, ann, T + 3))?.status).toBe('unsubscribed')
  })

  test('languages: chosen, else Telegram’s, else the bot’s', async () => {
    const db = await temporaryDb()
    const { id } = start(db, T).subscriber
    expect(languageOf(get(db), 'ru')).toBe('en')
    db.write(() => chooseLanguage(db, id, 'ru', T))
    db.write(() => chooseLanguage(db, id, 'ru', T))
    expect(languageOf(get(db), 'en')).toBe('ru')
    expect(history(db)).toEqual(['start', 'language ru'])
    expect(languageOf({ chosenLanguage: null, telegramLanguage: 'pt-BR' }, 'ru')).toBe('ru')
    expect(languageOf(null, 'ru')).toBe('ru')
  })
})

test('whatever people do: will and reachability stand apart, and only their own act subscribes', async () => {
  const db = await temporaryDb()
  const step = fc.constantFrom('start', 'stop', 'pause', 'resume', 'block', 'unblock', 'seen')
  let telegramId = 1_000
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: -48, max: 48 })), { maxLength: 25 }), steps => {
      const person = { ...ann, telegramId: ++telegramId }
      const { id } = db.write(() => startSubscriber(db, person, { source: null, wording }, T)).subscriber
      let wants = true
      let reachable = true
      let at = T
      // The clock may be set back and ahead between any two of them.
      for (const [name, hours] of steps) {
        at += hours * HOUR
        db.write(() => {
          switch (name) {
            case 'start':
              startSubscriber(db, person, { source: null, wording }, at)
              reachable = true
              return
            case 'stop':
              stopOffers(db, id, { ...act, source: 'button' }, at)
              wants = false
              return
            case 'pause':
              pauseOffers(db, id, { ...act, source: 'button', until: at + DAY }, at)
              return
            case 'resume':
              resumeOffers(db, id, { ...act, source: 'button' }, at)
              wants = true
              return
            case 'block':
              recordUnreachable(db, id, 'blocked', at)
              reachable = false
              return
            case 'unblock':
              recordReachable(db, id, at)
              reachable = true
              return
            case 'seen':
              recordSeen(db, person, at)
              reachable = true
              return
          }
        })
        const status = !reachable ? 'blocked' : wants ? 'active' : 'unsubscribed'
        expect(findSubscriber(db, person.telegramId)?.status).toBe(status)
      }
    }),
    { numRuns: 60 },
  )
})
