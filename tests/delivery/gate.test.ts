import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { answerInterest, archiveInterest, createInterest } from '../../src/audience/interest.js'
import { chooseOwnQuiet, listOwnHours, OWN_CLOCK, type OwnQuiet } from '../../src/audience/subscription/own-hours.js'
import { chooseOften, findWish, wishLess, wishUsual } from '../../src/audience/subscription/wish.js'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { findBroadcast, type Running } from '../../src/delivery/broadcast.js'
import { findOverlaps } from '../../src/delivery/calendar/overlap.js'
import { claimTurn } from '../../src/delivery/engine/turn.js'
import type { GateRules } from '../../src/delivery/gate.js'
import { checkAudience, planDeliveries } from '../../src/delivery/plan.js'
import { claimDeliveries } from '../../src/delivery/queue.js'
import { settleDelivery } from '../../src/delivery/settle.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, approve, crowd, offerFor, rowsOf, seed } from './fixture.js'

const rules: GateRules = { zone: 'Europe/Moscow', perDay: 2, perWeek: 5, quiet: { from: 22 * 60, to: 9 * 60 } }
const marketing = { marketing: true, notLaterThan: null }

async function running(db: Db, broadcast: Parameters<typeof approve>[1] = {}, at = AT, by = rules): Promise<number> {
  const id = approve(db, broadcast)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, at, by)
  return id
}

/** Person 1 has had messages of another broadcast, this long ago each. */
async function had(db: Db, agos: readonly number[], kind = 'marketing', state = 'sent'): Promise<void> {
  for (const ago of agos) {
    const id = approve(db)
    db.sql('update offers set kind = ? where id = (select offer_id from broadcasts where id = ?)').run(kind, id)
    db.sql(`update broadcasts set state = 'finished' where id = ?`).run(id)
    db.sql(
      `insert into deliveries (broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at) values (?, 1, ?, 0, ?, ?)`,
    ).run(id, state, AT - ago, state === 'sent' ? AT - ago : null)
  }
}

describe('caps', () => {
  // AT is 10:00 in Moscow: two hours ago is today, eleven hours ago is yesterday.
  test.each<[string, number[], string, string, string | null]>([
    ['nothing yet', [], 'marketing', 'sent', null],
    ['one today', [HOUR], 'marketing', 'sent', null],
    ['two today', [HOUR, 2 * HOUR], 'marketing', 'sent', 'cap'],
    ['one of two was yesterday', [HOUR, 11 * HOUR], 'marketing', 'sent', null],
    ['two that nobody knows of', [HOUR, 2 * HOUR], 'marketing', 'uncertain', 'cap'],
    ['two on their way', [HOUR, 2 * HOUR], 'marketing', 'sending', 'cap'],
    ['two that were refused', [HOUR, 2 * HOUR], 'marketing', 'failed', null],
    ['two about an order', [HOUR, 2 * HOUR], 'service', 'sent', null],
    ['five in the week', [1, 2, 3, 4, 5].map(days => days * DAY), 'marketing', 'sent', 'cap'],
    ['one of five over a week ago', [1, 2, 3, 4, 7].map(days => days * DAY + HOUR), 'marketing', 'sent', null],
  ])('%s', async (_what, agos, kind, state, reason) => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    await had(db, agos, kind, state)
    const audience = { ...offerFor(db), leftOut: [] }
    const check = await checkAudience(db, audience, { at: AT, zone: 'UTC' }, { at: AT, ...marketing, rules })
    expect(check.people).toBe(reason === null ? 2 : 1)
    const planned = await running(db)
    expect(rowsOf(db, planned)[0]).toEqual([1, reason === null ? 'queued' : 'skipped', reason])
  })

  test('are asked again when the message would leave, so that two broadcasts at once cannot get around them', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const ids = [await running(db), await running(db), await running(db)]
    const left = ids.map(id => claimDeliveries(db, id, 10, AT, rules).messages.length)
    expect(left).toEqual([1, 1, 0])
    expect(rowsOf(db, ids[2] ?? 0)).toEqual([[1, 'skipped', 'cap']])
  })

  test.each<[string, number[], string, string, GateRules, string | null]>([
    ['nothing in the week', [7 * DAY + HOUR], 'marketing', 'sent', rules, null],
    ['one six days ago', [6 * DAY], 'marketing', 'sent', rules, 'less_often'],
    ['one that nobody knows of', [HOUR], 'marketing', 'uncertain', rules, 'less_often'],
    ['one on its way', [HOUR], 'marketing', 'sending', rules, 'less_often'],
    ['a question of the survey', [HOUR], 'survey', 'sent', rules, 'less_often'],
    ['one that was refused', [HOUR], 'marketing', 'failed', rules, null],
    ['one about an order', [HOUR], 'service', 'sent', rules, null],
    ['one, where the shop has no cap', [HOUR], 'marketing', 'sent', noRules, 'less_often'],
    ['as many as the shop lets anybody have', [HOUR, 2 * HOUR], 'marketing', 'sent', rules, 'cap'],
  ])('who wants one a week and had %s', async (_what, agos, kind, state, by, reason) => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    wishLess(db, 1, { source: 'button', wording: null, deliveryId: null }, AT)
    await had(db, agos, kind, state)
    const audience = { ...offerFor(db), leftOut: [] }
    const check = await checkAudience(db, audience, { at: AT, zone: 'UTC' }, { at: AT, ...marketing, rules: by })
    expect(check.skipped).toEqual(reason === null ? [] : [{ reason, people: 1 }])
    const planned = await running(db, {}, AT, by)
    expect(rowsOf(db, planned)).toEqual([
      [1, reason === null ? 'queued' : 'skipped', reason],
      [2, 'queued', null],
    ])
    wishUsual(db, 1, { source: 'undo', wording: null, deliveryId: null }, AT)
    expect(rowsOf(db, await running(db, {}, AT, noRules))[0]).toEqual([1, 'queued', null])
  })

  test('of whoever asks for fewer hold also for what was planned before, and never for service messages', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const first = await running(db)
    const second = await running(db)
    const order = approve(db)
    db.sql(`update offers set kind = 'service' where id = (select offer_id from broadcasts where id = ?)`).run(order)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(order)
    await planDeliveries(db, order, AT, rules)
    wishLess(db, 1, { source: 'settings', wording: null, deliveryId: null }, AT)
    const left = [first, second, order].map(id => claimDeliveries(db, id, 10, AT, rules).messages.length)
    expect(left).toEqual([1, 0, 1])
    expect(rowsOf(db, second)).toEqual([[1, 'skipped', 'less_often']])
  })

  test.each<[string, string, string | null, string | null]>([
    ['stopped', `unsubscribed_at = ${AT - HOUR}`, 'unsubscribed', null],
    ['paused', `paused_until = ${AT + 9 * HOUR}`, 'paused', null],
    ['stopped and blocked the bot', `unsubscribed_at = ${AT - HOUR}, unreachable = 'blocked'`, 'blocked', 'blocked'],
    ['deleted their account', `unreachable = 'deactivated'`, 'deactivated', 'deactivated'],
  ])('order messages still come to whoever can be reached: who %s', async (_who, becomes, offer, order) => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const service = approve(db)
    db.sql(`update offers set kind = 'service' where id = (select offer_id from broadcasts where id = ?)`).run(service)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(service)
    const planned = await running(db, {}, AT, rules)
    await planDeliveries(db, service, AT, rules)
    // Whoever does so while it waits, and whoever did so before.
    db.sql(`update subscribers set ${becomes}`).run()
    const claimed = (id: number) => claimDeliveries(db, id, 1, AT, rules).messages.length
    expect([claimed(planned), claimed(service)]).toEqual([0, order === null ? 1 : 0])
    expect(rowsOf(db, planned)).toEqual([[1, 'skipped', offer]])
    const context = { at: AT, zone: 'UTC' }
    const check = (marketing: boolean) =>
      checkAudience(db, { ...offerFor(db), leftOut: [] }, context, { at: AT, marketing, notLaterThan: null, rules })
    const reasons = async (isMarketing: boolean) => (await check(isMarketing)).skipped.map(({ reason }) => reason)
    expect([await reasons(true), await reasons(false)]).toEqual([[offer], order === null ? [] : [order]])
  })

  test('do not bind service messages, nor anybody when they are off', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    await had(db, [HOUR, 2 * HOUR, 3 * HOUR])
    const off = await running(db, {}, AT, noRules)
    expect(claimDeliveries(db, off, 1, AT, noRules).messages.length).toBe(1)
    const service = approve(db)
    db.sql(`update offers set kind = 'service' where id = (select offer_id from broadcasts where id = ?)`).run(service)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(service)
    await planDeliveries(db, service, AT, rules)
    expect(claimDeliveries(db, service, 1, AT, rules).messages.length).toBe(1)
  })

  test('are counted by an index', async () => {
    const db = await temporaryDb()
    const plan = db
      .sql<{ detail: string }>(
        `explain query plan select count(*) from deliveries c where c.subscriber_id = ? and c.claimed_at >= ? and c.state in ('sending', 'sent', 'uncertain')`,
      )
      .all(1, AT)
    expect(plan[0]?.detail).toContain('deliveries_claimed')
  })
})

/** As somebody's choice in their settings. */
const chosen = { source: 'settings', wording: null, deliveryId: null } as const

test('who wants one a month had it within 30 days; less often does not loosen that, and Undo gives back what was chosen', async () => {
  const db = await temporaryDb()
  seed(db, crowd(2))
  chooseOften(db, 1, { perWeek: 1, perMonth: 1 }, chosen, AT)
  await had(db, [29 * DAY])
  expect(rowsOf(db, await running(db, {}, AT, noRules))).toEqual([
    [1, 'skipped', 'less_often'],
    [2, 'queued', null],
  ])
  db.sql('update deliveries set claimed_at = claimed_at - ? where claimed_at is not null').run(2 * DAY)
  expect(rowsOf(db, await running(db, {}, AT, noRules))[0]).toEqual([1, 'queued', null])

  expect(wishLess(db, 1, chosen, AT)).toBe(false)
  expect(findWish(db, 1)).toEqual({ perWeek: 1, perMonth: 1 })
  chooseOften(db, 1, { perWeek: 2, perMonth: null }, chosen, AT)
  expect(wishLess(db, 1, chosen, AT)).toBe(true)
  expect(wishUsual(db, 1, { ...chosen, source: 'undo' }, AT)).toBe(true)
  expect(findWish(db, 1)).toEqual({ perWeek: 2, perMonth: null })
  chooseOften(db, 1, null, chosen, AT)
  expect([findWish(db, 1), chooseOften(db, 1, null, chosen, AT)]).toEqual([null, false])
})

describe('what people want to hear about', () => {
  const about = (db: Db, broadcast: number, interest: number, kind = 'marketing') =>
    db
      .sql('update offers set interest_id = ?, kind = ? where id = (select offer_id from broadcasts where id = ?)')
      .run(interest, kind, broadcast)

  test.each<[string, string, boolean, boolean, string | null]>([
    ['about it, declined', 'marketing', true, false, 'topic'],
    ['about it, declined before it was put away', 'marketing', true, true, 'topic'],
    ['about something else', 'marketing', false, false, null],
    ['about an order', 'service', true, false, null],
  ])('%s', async (_what, kind, same, away, reason) => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    const [sales, news] = ['Sales', 'News'].map(name => createInterest(db, { name, createdBy: 1 }, AT).id)
    answerInterest(db, 1, { interest: sales ?? 0, wants: false }, chosen, AT)
    if (away) archiveInterest(db, sales ?? 0, AT)
    const id = approve(db)
    about(db, id, (same ? sales : news) ?? 0, kind)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(db, id, AT, rules)
    const rows = [
      [1, reason === null ? 'queued' : 'skipped', reason],
      [2, 'queued', null],
    ]
    expect(rowsOf(db, id)).toEqual(rows)
    const question = {
      at: AT,
      marketing: kind !== 'service',
      notLaterThan: null,
      interestId: (same ? sales : news) ?? 0,
      rules,
    }
    const check = await checkAudience(db, { ...offerFor(db), leftOut: [] }, { at: AT, zone: 'UTC' }, question)
    expect(check.skipped).toEqual(reason === null ? [] : [{ reason, people: 1 }])
  })

  test('is asked again when the message would leave: who unticks it meanwhile gets none, who ticks it again does', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const interest = createInterest(db, { name: 'Sales', createdBy: 1 }, AT).id
    const id = await running(db)
    about(db, id, interest)
    answerInterest(db, 1, { interest, wants: false }, chosen, AT)
    answerInterest(db, 2, { interest, wants: false }, chosen, AT)
    expect(answerInterest(db, 2, { interest, wants: true }, chosen, AT)).toBe(true)
    expect(answerInterest(db, 2, { interest, wants: true }, chosen, AT)).toBe(false)
    expect(claimDeliveries(db, id, 10, AT, rules).messages.length).toBe(2)
    expect(rowsOf(db, id)[0]).toEqual([1, 'skipped', 'topic'])
  })
})

describe('quiet hours', () => {
  const evening = DateTime.fromISO('2026-11-24T22:30', { zone: 'Europe/Moscow' }).toMillis()
  const morning = DateTime.fromISO('2026-11-25T09:00', { zone: 'Europe/Moscow' }).toMillis()

  test('a plan made in them waits for their end', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = await running(db, { startsAt: evening }, evening)
    expect(db.sql('select distinct due_at as due from deliveries').all()).toEqual([{ due: morning }])
    expect(claimDeliveries(db, id, 10, morning - 1, rules).messages).toEqual([])
    expect(claimDeliveries(db, id, 10, morning, rules).messages.length).toBe(3)
  })

  test('rows still waiting when they begin get the end as their time, and the broadcast stays running', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = await running(db)
    expect(claimDeliveries(db, id, 1, AT, rules).messages.length).toBe(1)
    expect(claimDeliveries(db, id, 10, evening, rules)).toEqual({ messages: [], skipped: 2 })
    expect(claimDeliveries(db, id, 10, evening + MINUTE, rules)).toEqual({ messages: [], skipped: 0 })
    expect(findBroadcast(db, id)?.state).toBe('running')
    expect(claimDeliveries(db, id, 10, morning, rules).messages.length).toBe(2)
  })
})

describe('quiet hours that somebody chose', () => {
  const zones = ['Asia/Vladivostok']
  const people = [{ name: 'A' }, { name: 'B' }, { name: 'C', zone: 'Asia/Vladivostok' }, { name: 'D' }]
  const choose = (db: Db, who: number, quiet: OwnQuiet) => chooseOwnQuiet(db, who, quiet, chosen, AT)
  const at = (clock: string, zone = 'Europe/Moscow') => DateTime.fromISO(`2026-11-24T${clock}`, { zone }).toMillis()

  /** A: 20–10, B: any hour, C: 20–10 by their own clock, D: as the shop. */
  async function chosenHours(): Promise<{ db: Db; by: GateRules }> {
    const db = await temporaryDb()
    seed(db, people)
    choose(db, 1, { from: 20 * 60, to: 10 * 60 })
    choose(db, 2, { from: 0, to: 0 })
    choose(db, 3, { from: 20 * 60, to: 10 * 60 })
    return { db, by: { ...rules, perDay: null, perWeek: null, zones, own: listOwnHours(db) } }
  }
  const dues = (db: Db, id: number) =>
    db
      .sql<{ due: number }>('select due_at as due from deliveries where broadcast_id = ? order by subscriber_id')
      .all(id)
      .map(({ due }) => due)

  test('hold for them in the place of the shop’s, by their own clock, and service messages know none', async () => {
    const { db, by } = await chosenHours()
    expect(listOwnHours(db)).toEqual([
      { quiet: { from: 0, to: 0 }, zone: null },
      { quiet: { from: 1_200, to: 600 }, zone: null },
      { quiet: { from: 1_200, to: 600 }, zone: 'Asia/Vladivostok' },
    ])
    // 09:30 in Moscow is 16:30 in Vladivostok.
    const id = await running(db, {}, at('09:30'), by)
    expect(dues(db, id)).toEqual([at('10:00'), at('09:30'), at('09:30'), at('09:30')])
    // 23:00 in Moscow is 06:00 there.
    const night = await running(db, {}, at('23:00'), by)
    expect(dues(db, night)).toEqual([
      at('10:00') + DAY,
      at('23:00'),
      at('10:00', 'Asia/Vladivostok') + DAY,
      at('09:00') + DAY,
    ])
    const context = { at: AT, zone: 'UTC' }
    const question = { ...marketing, at: at('23:00'), rules: by }
    const check = await checkAudience(db, { ...offerFor(db), leftOut: [] }, context, question)
    expect(check.perZone.map(({ due }) => due).sort()).toEqual(dues(db, night).sort())
    expect(claimDeliveries(db, night, 10, at('23:00'), by).messages.map(({ subscriberId }) => subscriberId)).toEqual([
      2,
    ])
    // The shop has none: hers hold all the same.
    const open = await running(db, {}, at('23:00'), { ...by, quiet: null })
    expect(dues(db, open)).toEqual([at('10:00') + DAY, at('23:00'), at('10:00', 'Asia/Vladivostok') + DAY, at('23:00')])
    const order = approve(db)
    db.sql(`update offers set kind = 'service' where id = (select offer_id from broadcasts where id = ?)`).run(order)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(order)
    await planDeliveries(db, order, at('23:00'), by)
    expect(new Set(dues(db, order))).toEqual(new Set([at('23:00')]))
  })

  test('are asked again when the message would leave: chosen meanwhile, it waits; taken back, it goes', async () => {
    const { db, by } = await chosenHours()
    const id = await running(db, {}, at('19:00'), by)
    choose(db, 2, { from: 18 * 60, to: 7 * 60 })
    chooseOwnQuiet(db, 1, null, chosen, AT)
    const now = { ...by, own: listOwnHours(db) }
    const claimed = claimDeliveries(db, id, 10, at('21:00'), now).messages.map(({ subscriberId }) => subscriberId)
    expect(claimed.sort()).toEqual([1, 4])
    expect(dues(db, id)[1]).toBe(at('07:00') + DAY)
  })

  test('hold, come silently or are left out, as the shop says; by one rule at the plan and at the claim', async () => {
    const { db, by } = await chosenHours()
    const silently: GateRules = { ...by, quietWay: 'silently' }
    const quiet = await running(db, {}, at('23:00'), silently)
    expect(new Set(dues(db, quiet))).toEqual(new Set([at('23:00')]))
    const sent = claimDeliveries(db, quiet, 10, at('23:00'), silently).messages
    expect(sent.map(({ subscriberId, silent }) => [subscriberId, silent]).sort()).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
    ])
    const day = await running(db, {}, at('12:00'), silently)
    expect(claimDeliveries(db, day, 10, at('12:00'), silently).messages.filter(({ silent }) => silent)).toEqual([])

    const drop: GateRules = { ...by, quietWay: 'drop' }
    const left = await running(db, {}, at('23:00'), drop)
    expect(rowsOf(db, left)).toEqual([
      [1, 'skipped', 'quiet'],
      [2, 'queued', null],
      [3, 'skipped', 'quiet'],
      [4, 'skipped', 'quiet'],
    ])
    const begun = await running(db, {}, at('19:00'), drop)
    expect(rowsOf(db, begun)[2], '02:00 in Vladivostok').toEqual([3, 'skipped', 'quiet'])
    expect(claimDeliveries(db, begun, 10, at('22:30'), drop).messages.map(({ subscriberId }) => subscriberId)).toEqual([
      2,
    ])
    expect(rowsOf(db, begun).map(([, , reason]) => reason)).toEqual(['quiet', null, 'quiet', 'quiet'])
  })

  test('are listed by an index alone', async () => {
    const db = await temporaryDb()
    const clock = OWN_CLOCK.replaceAll('s.', '')
    const plan = db
      .sql<{ detail: string }>(
        `explain query plan select min(${clock}) from subscribers where own_quiet is not null and ${clock} > ?`,
      )
      .all('q')
    expect(plan.map(({ detail }) => detail).join()).toContain('subscribers_own_clock')
  })
})

describe('not later than', () => {
  test('what waits after it is left out as too late', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = await running(db, { notLaterThan: AT + HOUR })
    expect(claimDeliveries(db, id, 1, AT + HOUR, rules).messages.length).toBe(1)
    expect(claimDeliveries(db, id, 10, AT + HOUR + 1, rules)).toEqual({ messages: [], skipped: 2 })
    expect(
      rowsOf(db, id)
        .map(([, , reason]) => reason)
        .filter(reason => reason === 'too_late').length,
    ).toBe(2)
  })
})

describe('several broadcasts at once', () => {
  test('share the pace, give what they cannot use to the others, and let urgent ones first', async () => {
    const db = await temporaryDb()
    seed(db, crowd(12))
    const big = await running(db, {}, AT, noRules)
    const other = await running(db, {}, AT, noRules)
    const urgent = await running(db, { urgent: true }, AT, noRules)
    const list = [big, other].map(id => ({ id, urgent: false, perHour: null }))
    const shares = (n: number, running: Running[], turn: number) => {
      const ids = claimTurn(db, running, n, turn, AT, noRules).messages.map(message => message.broadcastId)
      return [big, other, urgent].map(id => ids.filter(one => one === id).length)
    }
    expect(shares(6, list, 1)).toEqual([3, 3, 0])
    expect(shares(1, list, 2)).not.toEqual(shares(1, list, 3))
    expect(shares(4, [{ id: urgent, urgent: true, perHour: null }, ...list], 4)).toEqual([0, 0, 4])
    expect(shares(100, [{ id: urgent, urgent: true, perHour: null }, ...list], 5)).toEqual([8, 8, 8])
  })
})

test('a broadcast that reaches the same people within a day is named, with how many', async () => {
  const db = await temporaryDb()
  seed(db, [{ name: 'Ann', source: 'site' }, { name: 'Bob', source: 'site' }, { name: 'Cid' }])
  const site = { leaf: 'source' as const, values: ['site'] }
  const planned = await running(db, { criteria: [site] }, AT, noRules)
  approve(db, { startsAt: AT + 3 * DAY })
  const scheduled = approve(db, { startsAt: AT + HOUR })
  const audience = { ...offerFor(db, [site]), leftOut: [] }
  const question = { at: AT, ...marketing, rules: noRules }
  const overlaps = await findOverlaps(db, audience, { at: AT, zone: 'UTC' }, question)
  expect(overlaps.map(({ broadcastId, people }) => [broadcastId, people])).toEqual([
    [planned, 2],
    [scheduled, 2],
  ])
  for (const message of claimDeliveries(db, planned, 1, AT, noRules).messages) {
    settleDelivery(db, message, { kind: 'refused', reason: 'blocked', error: '403' }, AT)
  }
  expect((await findOverlaps(db, audience, { at: AT, zone: 'UTC' }, question))[0]?.people).toBe(1)
  // What is sent is past: only what is still to come is named.
  for (const message of claimDeliveries(db, planned, 1, AT, noRules).messages)
    settleDelivery(db, message, { kind: 'sent', messageId: 7 }, AT)
  const left = await findOverlaps(db, audience, { at: AT, zone: 'UTC' }, question)
  expect(left.map(({ broadcastId }) => broadcastId)).toEqual([scheduled])
})
