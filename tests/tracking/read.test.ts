import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { recordActivity, recordPress, recordReaction, recordReply } from '../../src/tracking/read.js'
import { temporaryDb } from '../support/db.js'
import { explain, SENT_AT, type Sending, seedCampaign, seedDelivery, watchStatements } from './campaign.js'

const LATER = SENT_AT + HOUR

async function setup(sendings: Sending[] = [{ id: 1 }]): Promise<Db> {
  const db = await temporaryDb()
  seedCampaign(db)
  for (const sending of sendings) seedDelivery(db, sending)
  return db
}

/** Reads as [delivery, evidence, grade, time, message]. */
const readsOf = (db: Db) =>
  db
    .sql<{ delivery_id: number; evidence: string; grade: string; at: number; message_id: number | null }>(
      'select * from reads order by delivery_id, at',
    )
    .all()
    .map(read => [read.delivery_id, read.evidence, read.grade, read.at, read.message_id])

const repliesOf = (db: Db) =>
  db.sql('select subscriber_id, delivery_id, broadcast_id, quoted, message_id, at from replies order by id').all()

describe('a press', () => {
  test('is a confirmed read with its message; the first time stays', async () => {
    const db = await setup()
    expect(recordPress(db, { deliveryId: 1, subscriberId: 1, messageId: 101 }, LATER)).toBe(true)
    expect(recordPress(db, { deliveryId: 1, subscriberId: 1, messageId: 101 }, LATER + MINUTE)).toBe(true)
    expect(readsOf(db)).toEqual([[1, 'press', 'confirmed', LATER, 101]])
  })

  test.each<[string, Sending, number, boolean]>([
    ["of somebody else's message", { id: 1 }, 2, false],
    ['of a message that Telegram has not answered for yet', claimed('sending'), 1, true],
    ['of a message without an answer', claimed('uncertain'), 1, true],
    ['of a message that is asked to be sent again', claimed('queued'), 1, true],
    ['of a message that never left', { id: 1, state: 'queued', sentAt: null, messageId: null }, 1, false],
  ])('%s counts only when it can be', async (_, sending, subscriberId, counts) => {
    const db = await setup([sending])
    expect(recordPress(db, { deliveryId: 1, subscriberId, messageId: 101 }, LATER)).toBe(counts)
    expect(readsOf(db)).toHaveLength(counts ? 1 : 0)
  })

  test('of a delivery that does not exist counts for nothing', async () => {
    expect(recordPress(await setup(), { deliveryId: 77, subscriberId: 1, messageId: 1 }, LATER)).toBe(false)
  })
})

function claimed(state: 'sending' | 'uncertain' | 'queued'): Sending {
  return { id: 1, state, sentAt: null, claimedAt: SENT_AT, messageId: null }
}

type Quote = { quotedMessageId?: number; quotedDeliveryId?: number }

describe('a reply', () => {
  const reply = { subscriberId: 1, quotedMessageId: null, quotedDeliveryId: null, messageId: 500 }
  const two: Sending[] = [{ id: 1 }, { id: 2, broadcast: 2, sentAt: SENT_AT + MINUTE }]

  test.each<[string, Quote, number | null, boolean]>([
    ['that quotes a message belongs to it', { quotedMessageId: 101 }, 1, true],
    ['that quotes a keyboard belongs to its delivery', { quotedDeliveryId: 1 }, 1, true],
    ['that quotes nothing belongs to the newest message', {}, 2, false],
    ['that quotes something else belongs to the newest message', { quotedMessageId: 7 }, 2, false],
    ["that quotes somebody else's delivery belongs to the newest message", { quotedDeliveryId: 3 }, 2, false],
  ])('%s', async (_, different, delivery, quoted) => {
    const db = await setup([...two, { id: 3, subscriber: 2 }])
    expect(recordReply(db, { ...reply, ...different }, LATER)).toBe(delivery)
    expect(repliesOf(db)).toEqual([
      {
        subscriber_id: 1,
        delivery_id: delivery,
        broadcast_id: delivery,
        quoted: quoted ? 1 : 0,
        message_id: 500,
        at: LATER,
      },
    ])
    expect(readsOf(db).map(read => read.slice(0, 3))).toEqual(quoted ? [[1, 'reply', 'confirmed']] : [])
  })

  test.each<[string, Sending[]]>([
    ['nothing was sent', []],
    ['the newest is a day old', [{ id: 1, sentAt: LATER - DAY }]],
    ['the newest was never answered for', [claimed('uncertain')]],
  ])('when %s belongs to none and is kept', async (_, sendings) => {
    const db = await setup(sendings)
    expect(recordReply(db, reply, LATER)).toBeNull()
    expect(repliesOf(db)).toMatchObject([{ delivery_id: null, broadcast_id: null, quoted: 0 }])
  })

  test('to a message without an answer, by its keyboard, is evidence that it arrived', async () => {
    const db = await setup([claimed('uncertain')])
    expect(recordReply(db, { ...reply, quotedMessageId: 300, quotedDeliveryId: 1 }, LATER)).toBe(1)
    expect(readsOf(db)).toEqual([[1, 'reply', 'confirmed', LATER, 300]])
  })
})

describe('a reaction', () => {
  test('is a confirmed read of that message of that person', async () => {
    const db = await setup([{ id: 1 }, { id: 2, subscriber: 2, messageId: 101 }])
    expect(recordReaction(db, { subscriberId: 1, messageId: 101 }, LATER)).toBe(true)
    expect(recordReaction(db, { subscriberId: 1, messageId: 102 }, LATER)).toBe(false)
    expect(readsOf(db)).toEqual([[1, 'reaction', 'confirmed', LATER, 101]])
  })
})

describe('activity', () => {
  test('is an inferred read of the newest message only, once', async () => {
    const db = await setup([{ id: 1 }, { id: 2, broadcast: 2, sentAt: SENT_AT + MINUTE }, { id: 3, subscriber: 2 }])
    recordActivity(db, 1, LATER)
    recordActivity(db, 1, LATER + MINUTE)
    expect(readsOf(db)).toEqual([[2, 'activity', 'inferred', LATER, null]])
  })

  test.each<[string, Sending[], (db: Db) => void]>([
    ['it has a read already', [{ id: 1 }], db => recordPress(db, { deliveryId: 1, subscriberId: 1, messageId: 1 }, 5)],
    ['it is a day old', [{ id: 1, sentAt: LATER - DAY }], () => {}],
    ['it failed', [{ id: 1, state: 'failed', sentAt: null, claimedAt: SENT_AT, messageId: null }], () => {}],
  ])('tells nothing of the newest message when %s', async (_, sendings, before) => {
    const db = await setup(sendings)
    before(db)
    recordActivity(db, 1, LATER)
    expect(readsOf(db).filter(read => read[1] === 'activity')).toEqual([])
  })

  test.each([700, 8 * HOUR])(
    'counts after a clock that was set back by %d ms: what was sent came before it',
    async back => {
      const db = await setup([{ id: 1, sentAt: LATER + back }])
      recordActivity(db, 1, LATER)
      expect(readsOf(db)).toEqual([[1, 'activity', 'inferred', LATER, null]])
    },
  )

  test('beside later, certain evidence stays, each with its grade', async () => {
    const db = await setup()
    recordActivity(db, 1, LATER)
    recordReaction(db, { subscriberId: 1, messageId: 101 }, LATER + 1)
    expect(readsOf(db).map(read => read[2])).toEqual(['inferred', 'confirmed'])
  })
})

test('every look-up goes by a key or an index, without sorting', async () => {
  const watched = watchStatements(await setup())
  recordPress(watched.db, { deliveryId: 1, subscriberId: 1, messageId: 101 }, LATER)
  recordReply(watched.db, { subscriberId: 1, quotedMessageId: 101, quotedDeliveryId: null, messageId: 5 }, LATER)
  recordActivity(watched.db, 1, LATER)
  expect(recordReaction(watched.db, { subscriberId: 1, messageId: 999_999 }, LATER)).toBe(false)
  const looked = [...watched.statements].filter(statement => statement.trim().startsWith('select'))
  expect(looked).toHaveLength(5)
  for (const statement of looked) {
    const plan = explain(watched.db, statement)
    expect(plan.length).toBeGreaterThan(0)
    expect(plan.filter(step => !step.startsWith('SEARCH'))).toEqual([])
  }
})
