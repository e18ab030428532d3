import { describe, expect, test } from 'vitest'
import { broadcastHoldout } from '../../../src/audience/holdout/comparison.js'
import { isHeldOutSql, listControlGroups, planQuarter } from '../../../src/audience/holdout.js'
import { DAY, HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { countStates } from '../../../src/delivery/broadcast.js'
import { findCarefulStart, wavesOf } from '../../../src/delivery/careful.js'
import { cancelBroadcast, finishBroadcast, pauseBroadcast } from '../../../src/delivery/lifecycle.js'
import { checkAudience, planDeliveries } from '../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../src/delivery/queue.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { settleDelivery } from '../../../src/delivery/settle.js'
import { countPeople } from '../../../src/segments/people/audience.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, approve, crowd, offerFor, rowsOf, seed } from '../fixture.js'

const PEOPLE = 300

async function planned(db: Db, broadcast: Parameters<typeof approve>[1] = {}, rules = noRules): Promise<number> {
  const id = approve(db, broadcast)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, rules)
  return id
}

const heldIn = (db: Db, id: number) => rowsOf(db, id).flatMap(([who, state]) => (state === 'held_out' ? [who] : []))

const membersOf = (db: Db, id: number) =>
  db
    .sql<{ n: number }>(
      'select count(*) as n from holdouts h join holdout_members m on m.holdout_id = h.id where h.broadcast_id = ?',
    )
    .get(id)?.n

/** A quarter that runs from the given moment on. */
function quarter(db: Db, fromAt: number, share = 5_000) {
  const made = db.write(() => planQuarter(db, { share, zone: 'UTC', createdBy: 1 }, fromAt - DAY))
  if (made === null) throw new Error('one is there')
  db.sql('update holdouts set from_at = ? where id = ?').run(fromAt, made.id)
  const held = isHeldOutSql(made)
  const drawn = db
    .sql<{ id: number }>(`select id from subscribers s where ${held.text} order by id`)
    .all(...held.params)
  return { ...made, drawn: drawn.map(({ id }) => id) }
}

describe('the control group of a broadcast', () => {
  test('is one person of ten, another one for each, and counts in every state', async () => {
    const db = await temporaryDb()
    seed(db, crowd(PEOPLE))
    const ids = [await planned(db, { control: 1_000 }), await planned(db, { control: 1_000 }), await planned(db)]
    const [first, second, none] = ids.map(id => heldIn(db, id))
    for (const held of [first, second]) expect(Math.abs((held?.length ?? 0) - 30)).toBeLessThan(20)
    expect(first).not.toEqual(second)
    expect(none).toEqual([])
    const counts = await countStates(db, ids[0] ?? 0)
    expect(counts).toMatchObject({ queued: PEOPLE - (first?.length ?? 0), held_out: first?.length, skipped: 0 })
    expect(membersOf(db, ids[0] ?? 0)).toBe(PEOPLE)
    expect([broadcastHoldout(db, ids[2] ?? 0), membersOf(db, ids[2] ?? 0)]).toEqual([null, 0])
  })

  test('is compared from its plan on, until its window after the last message', async () => {
    const db = await temporaryDb()
    seed(db, crowd(20))
    const id = await planned(db, { control: 2_000 })
    db.sql(`update offers set goal = 'bring_back', window_days = null`).run()
    expect(broadcastHoldout(db, id)).toMatchObject({ kind: 'broadcast', share: 2_000, fromAt: AT, assignedAt: AT })
    const { messages } = claimDeliveries(db, id, 50, AT + HOUR, noRules)
    for (const message of messages) settleDelivery(db, message, { kind: 'sent', messageId: message.id }, AT + HOUR)
    expect(finishBroadcast(db, id, AT + 2 * HOUR)).toBe(true)
    expect(broadcastHoldout(db, id)?.toAt).toBe(AT + 2 * HOUR + 14 * DAY)
    const other = await planned(db, { control: 2_000 })
    cancelBroadcast(db, other, AT + 3 * HOUR)
    expect(broadcastHoldout(db, other)?.toAt).toBe(AT + 3 * HOUR + 3 * DAY)
  })

  test('is not reached by what is sent again, and did not receive it', async () => {
    const db = await temporaryDb()
    seed(db, crowd(60))
    const id = await planned(db, { control: 5_000 })
    const held = heldIn(db, id)
    const offer = db.sql<{ id: number }>('select offer_id as id from broadcasts where id = ?').get(id)?.id ?? 0
    for (const message of claimDeliveries(db, id, 100, AT, noRules).messages)
      settleDelivery(db, message, { kind: 'unknown', error: 'timeout' }, AT)
    expect(resendUncertain(db, id, AT)).toBe(60 - held.length)
    const again = claimDeliveries(db, id, 100, AT + HOUR, noRules).messages
    expect(again.map(({ subscriberId }) => subscriberId).filter(who => held.includes(who))).toEqual([])
    expect(heldIn(db, id)).toEqual(held)
    const context = { at: AT + DAY, zone: 'UTC' }
    const counted = async (count: 'none' | { atLeast: number }) =>
      (await countPeople(db, { leaf: 'received', count, window: null, offer }, context)).people
    for (const message of again) settleDelivery(db, message, { kind: 'sent', messageId: message.id }, AT + HOUR)
    expect(await counted('none')).toBe(held.length)
    expect(await counted({ atLeast: 1 })).toBe(60 - held.length)
  })

  test('leaves a careful start as many people as it would have without those held out', async () => {
    const db = await temporaryDb()
    seed(db, crowd(PEOPLE))
    const id = await planned(db, { control: 2_000, careful: true })
    const [first, second] = wavesOf(PEOPLE - heldIn(db, id).length)
    expect(findCarefulStart(db, id)).toMatchObject({ wave: 1, first, second })
    const waves = db
      .sql<{ n: number }>(
        `select count(*) as n from deliveries where broadcast_id = ? and wave is not null and state <> 'queued'`,
      )
      .get(id)
    expect(waves?.n).toBe(0)
  })

  test('goes with the rows of a plan that was cut short or held, and is drawn alike anew', async () => {
    const db = await temporaryDb()
    seed(db, crowd(PEOPLE))
    const id = await planned(db, { control: 2_000, shownAudience: 10 })
    expect([rowsOf(db, id), broadcastHoldout(db, id), membersOf(db, id)]).toEqual([[], null, 0])
    db.sql(`update broadcasts set state = 'planning', shown_audience = 1000 where id = ?`).run(id)
    await planDeliveries(db, id, AT, noRules)
    const held = heldIn(db, id)
    // The process ended before it began: everything is there, and nothing was started.
    db.sql(`update broadcasts set state = 'planning', started_at = null where id = ?`).run(id)
    await planDeliveries(db, id, AT + HOUR, noRules)
    expect(heldIn(db, id)).toEqual(held)
    expect(membersOf(db, id)).toBe(PEOPLE)
    expect(broadcastHoldout(db, id)?.fromAt).toBe(AT + HOUR)
    // It ended between the rows and the sides, or among either.
    for (const lost of ['holdout_members where subscriber_id > 90', 'holdout_members', 'deliveries where id % 3 = 0']) {
      db.sql(`delete from ${lost}`).run()
      db.sql(`update broadcasts set state = 'planning', started_at = null where id = ?`).run(id)
      await planDeliveries(db, id, AT + HOUR, noRules)
      expect([heldIn(db, id), membersOf(db, id)]).toEqual([held, PEOPLE])
    }
    // Paused while it was planned.
    const other = approve(db, { control: 2_000 })
    pauseBroadcast(db, other, 'admin')
    await planDeliveries(db, other, AT, noRules)
    expect([rowsOf(db, other), broadcastHoldout(db, other)]).toEqual([[], null])
  })

  test('does not hold those whom the quarter keeps: they are on neither side', async () => {
    const db = await temporaryDb()
    seed(db, crowd(PEOPLE))
    const { drawn } = quarter(db, AT - HOUR)
    const id = await planned(db, { control: 5_000 }, { ...noRules, control: listControlGroups(db) })
    const kept = rowsOf(db, id).flatMap(([who, , reason]) => (reason === 'control' ? [who] : []))
    expect(kept).toEqual(drawn)
    expect(membersOf(db, id)).toBe(PEOPLE - drawn.length)
    const sides = db.sql<{ id: number }>('select subscriber_id as id from holdout_members').all()
    expect(sides.filter(side => drawn.includes(side.id))).toEqual([])
  })
})

describe('the control group of a quarter', () => {
  test('is asked for when it is checked, and again when a message would leave', async () => {
    const db = await temporaryDb()
    seed(db, crowd(50))
    const before = await planned(db)
    const { drawn } = quarter(db, AT + HOUR)
    const rules = { ...noRules, control: listControlGroups(db) }
    const check = await checkAudience(
      db,
      { ...offerFor(db), leftOut: [] },
      { at: AT, zone: 'UTC' },
      { at: AT + 2 * HOUR, marketing: true, notLaterThan: null, rules },
    )
    expect(check.skipped).toEqual([{ reason: 'control', people: drawn.length }])
    const early = claimDeliveries(db, before, 5, AT, rules).messages
    expect(early).toHaveLength(5)
    const late = claimDeliveries(db, before, 100, AT + 2 * HOUR, rules).messages
    expect(late.filter(({ subscriberId }) => drawn.includes(subscriberId))).toEqual([])
    const left = rowsOf(db, before).flatMap(([who, state, reason]) => (state === 'skipped' ? [[who, reason]] : []))
    const asked = new Set(early.map(({ subscriberId }) => subscriberId))
    expect(left).toEqual(drawn.filter(who => !asked.has(who)).map(who => [who, 'control']))
  })

  test.each(['service', 'survey'])('gets what is no offer: %s', async kind => {
    const db = await temporaryDb()
    seed(db, crowd(50))
    quarter(db, AT - HOUR)
    const rules = { ...noRules, control: listControlGroups(db) }
    const id = approve(db)
    db.sql('update offers set kind = ?').run(kind)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(db, id, AT, rules)
    expect(claimDeliveries(db, id, 100, AT, rules).messages).toHaveLength(50)
  })

  test('is known by the moment at which a message leaves, by everybody’s own clock', async () => {
    const db = await temporaryDb()
    // Ten o’clock is over in Vladivostok when the quarter begins, and comes after that in Riga.
    seed(
      db,
      Array.from({ length: 60 }, (_, i) => ({ name: 'P', zone: i % 2 === 0 ? 'Asia/Vladivostok' : 'Europe/Riga' })),
    )
    const ownClock = { at: Date.UTC(2026, 10, 25, 10), zone: 'UTC' }
    const { drawn } = quarter(db, Date.UTC(2026, 10, 25, 3))
    const rules = { ...noRules, zones: ['Asia/Vladivostok', 'Europe/Riga'], control: listControlGroups(db) }
    const check = await checkAudience(
      db,
      { ...offerFor(db), leftOut: [] },
      { at: AT, zone: 'UTC' },
      { at: AT, marketing: true, notLaterThan: null, ownClock, rules },
    )
    const inRiga = drawn.filter(who => who % 2 === 0).length
    expect(inRiga).toBeGreaterThan(0)
    expect(check.skipped).toEqual([{ reason: 'control', people: inRiga }])
  })
})
