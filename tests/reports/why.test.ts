import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { type Fate, findFate } from '../../src/reports/why/fate.js'
import { listStandings, STANDINGS } from '../../src/reports/why/standing.js'
import { temporaryDb } from '../support/db.js'
import {
  AT,
  addBroadcast,
  addClick,
  addConversion,
  addPeople,
  addRead,
  addReply,
  addRow,
  type BroadcastRow,
} from './fixture.js'

const DAY = 86_400_000
const HOUR = 3_600_000
const NOW = AT + 3 * DAY

let db: Db
beforeEach(async () => {
  db = await temporaryDb()
  addPeople(db, 3)
})

function broadcast(change: Partial<BroadcastRow> = {}, columns: Record<string, string | number | null> = {}): void {
  addBroadcast(db, { state: 'finished', ...change })
  for (const [column, value] of Object.entries({ evaluated_at: AT, ...columns }))
    db.sql(`update broadcasts set ${column} = ? where id = 1`).run(value)
}
const row = (state: Parameters<typeof addRow>[1]['state'], reason: string | null = null) =>
  addRow(db, { id: 1, person: 1, variant: 11, state, reason })
const fate = (person = 1): Promise<Fate> => findFate(db, 1, person, NOW)

describe('whoever has a row of it', () => {
  test.each<[Parameters<typeof addRow>[1]['state'], string | null, Partial<Fate>]>([
    ['sent', null, { kind: 'got', sure: true, at: AT, seen: null, clicks: 0, replied: false, takenBackAt: null }],
    ['uncertain', null, { kind: 'got', sure: false, at: AT }],
    ['failed', 'content', { kind: 'failed', reason: 'content' }],
    ['failed', null, { kind: 'failed', reason: 'other' }],
    ['sending', null, { kind: 'leaving' }],
    ['skipped', 'asked', { kind: 'left', reason: 'asked' }],
    ['skipped', 'no_code', { kind: 'left', reason: 'no_code' }],
    ['skipped', null, { kind: 'left', reason: 'other' }],
  ])('%s %s', async (state, reason, is) => {
    broadcast()
    row(state, reason)
    expect(await fate()).toMatchObject(is)
  })

  test('got it: for whom the message was, what they did, what came after it, and what happened to it', async () => {
    const parts = [
      { variantId: 11, name: 'Champions' },
      { variantId: 12, name: null },
    ]
    broadcast({ parts })
    row('sent')
    addClick(db, { delivery: 1, person: 1, link: 1, verdict: 'human' })
    addClick(db, { delivery: 1, person: 1, link: 1, verdict: 'machine' })
    addRead(db, { delivery: 1, person: 1, evidence: 'click', grade: 'confirmed' })
    addReply(db, { delivery: 1, person: 1 })
    db.sql(`update deliveries set shown_variant_id = 12, taken_back_at = ? where id = 1`).run(AT + HOUR)
    addConversion(db, { order: 5, delivery: 1, person: 1, at: AT + HOUR, amount: 4150 })
    addConversion(db, { order: 6, delivery: 1, person: 2, by: 'shared', at: AT + HOUR, amount: 100 })
    expect(await fate()).toMatchObject({
      ...{ kind: 'got', segments: ['Champions'], corrected: true, takenBackAt: AT + HOUR },
      ...{ seen: 'confirmed', clicks: 1, replied: true },
      orders: [{ at: AT + HOUR, amount: 4150, currency: 'EUR', by: 'click' }],
    })
  })

  test('waits for an hour, for their turn, among the last of a careful start, on hold, or for nothing any more', async () => {
    broadcast({ state: 'running' })
    row('queued')
    const due = (at: number) => db.sql('update deliveries set due_at = ? where id = 1').run(at)
    due(NOW + HOUR)
    expect(await fate()).toEqual({
      kind: 'waits',
      dueAt: NOW + HOUR,
      later: true,
      rests: false,
      careful: false,
      version: false,
    })
    due(AT)
    db.sql('insert into careful_starts (broadcast_id, wave, first, second) values (1, 1, 10, 100)').run()
    db.sql(`update broadcasts set state = 'paused', pause_reason = 'admin'`).run()
    expect(await fate()).toEqual({ kind: 'waits', dueAt: AT, later: false, rests: true, careful: true, version: false })
    db.sql(`update broadcasts set state = 'cancelled'`).run()
    expect(await fate()).toEqual({ kind: 'notSent' })
  })

  test('the control group of the broadcast, and that of the quarter', async () => {
    broadcast({}, { control: 1_000 })
    row('skipped', 'control')
    db.sql(
      `insert into holdouts (id, kind, share, from_at, to_at, created_by, created_at) values (7, 'quarter', 1000, ?, ?, 1, 0)`,
    ).run(AT - DAY, AT + 60 * DAY)
    db.sql('insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (7, 1, 1, 1, ?)').run(AT)
    expect(await fate()).toMatchObject({ kind: 'left', reason: 'control', because: { until: AT + 60 * DAY } })
    db.sql(`update deliveries set state = 'held_out', reason = null`).run()
    expect(await fate()).toEqual({ kind: 'control', share: 1_000 })
  })

  test('left out: with what is known of the reason', async () => {
    broadcast({}, { not_later_than: AT + HOUR })
    addBroadcast(db, { id: 2, name: 'Loyalty news', state: 'finished' })
    addRow(db, { id: 9, broadcast: 2, person: 1, variant: 21, state: 'sent' })
    db.sql('update deliveries set claimed_at = ? where id = 9').run(AT - HOUR)
    row('skipped', 'cap')
    const because = async (reason: string) => {
      db.sql('update deliveries set reason = ? where id = 1').run(reason)
      const found = await fate()
      return found.kind === 'left' ? found.because : null
    }
    expect(await because('cap')).toMatchObject({ had: [{ name: 'Loyalty news', at: AT - HOUR }] })
    expect(await because('less_often')).toMatchObject({ had: [{ name: 'Loyalty news', at: AT - HOUR }] })
    expect(await because('too_late')).toMatchObject({ until: AT + HOUR })
    db.sql(
      `insert into subscription_events (subscriber_id, kind, at) values (1, 'stop', ?), (1, 'stop', ?), (1, 'pause', ?)`,
    ).run(AT - DAY, AT + DAY, AT - 2 * DAY)
    db.sql('update subscribers set paused_until = ?, unreachable = ?, unreachable_at = ? where id = 1').run(
      ...[AT + DAY, 'blocked', AT - 5],
    )
    expect(await because('unsubscribed')).toMatchObject({ since: AT - DAY })
    expect(await because('paused')).toMatchObject({ since: AT - 2 * DAY, until: AT + DAY })
    expect(await because('blocked')).toMatchObject({ since: AT - 5 })
    const out = (name: string, values: string[]) => ({ segmentId: 1, name, criterion: { leaf: 'source', values } })
    const leaveOut = (...segments: object[]) =>
      db.sql('update broadcasts set left_out = ? where id = 1').run(JSON.stringify(segments))
    leaveOut(out('Asleep', ['x']))
    expect(await because('left_out')).toMatchObject({ segments: ['Asleep'] })
    db.sql(`update subscribers set source = 'vk' where id = 1`).run()
    leaveOut(out('Asleep', ['x']), out('From VK', ['vk']))
    expect(await because('left_out')).toMatchObject({ segments: ['Asleep', 'From VK'], now: ['From VK'] })
  })
})

describe('whoever has none', () => {
  test('was in none of its segments: in which they are now can be told, in which they were then cannot', async () => {
    broadcast()
    expect(await fate(2)).toEqual({ kind: 'outside', decidedAt: AT, now: [''] })
    const parts = [{ variantId: 11, segmentId: 1, name: 'VK', criterion: { leaf: 'source', values: ['vk'] } }]
    db.sql('update broadcasts set parts = ? where id = 1').run(JSON.stringify(parts))
    expect(await fate(2)).toEqual({ kind: 'outside', decidedAt: AT, now: [] })
    db.sql(`update subscribers set source = 'vk' where id = 2`).run()
    expect(await fate(2)).toEqual({ kind: 'outside', decidedAt: AT, now: ['VK'] })
    db.sql(`update broadcasts set parts = '[{"broken":1}]' where id = 1`).run()
    expect(await fate(2)).toEqual({ kind: 'outside', decidedAt: AT, now: null })
  })

  test('came later; it has not begun; it never began; it is being decided; they asked to be forgotten', async () => {
    broadcast()
    db.sql('update subscribers set created_at = ? where id = 2').run(AT + DAY)
    expect(await fate(2)).toEqual({ kind: 'cameLater', decidedAt: AT, at: AT + DAY })
    db.sql(`update broadcasts set state = 'scheduled', started_at = null, evaluated_at = null, starts_at = ?`).run(
      NOW + DAY,
    )
    expect(await fate(2)).toEqual({ kind: 'notBegun', startsAt: NOW + DAY })
    db.sql(`update broadcasts set state = 'cancelled'`).run()
    expect(await fate(2)).toEqual({ kind: 'neverBegan' })
    db.sql(`update broadcasts set state = 'planning'`).run()
    expect(await fate(2)).toEqual({ kind: 'deciding' })
    db.sql(`update subscribers set erased_at = 1, telegram_id = null, subscribed_at = null where id = 2`).run()
    expect(await fate(2)).toEqual({ kind: 'forgotten' })
  })

  test('a broadcast or a person that is not there is an error', async () => {
    broadcast()
    await expect(findFate(db, 99, 1, NOW)).rejects.toMatchObject({ code: 'broadcast_not_found' })
    await expect(findFate(db, 1, 99, NOW)).rejects.toMatchObject({ code: 'subscriber_not_found' })
  })
})

test('all broadcasts with what became of them for somebody, the newest first, each looked up by its index', () => {
  broadcast()
  addBroadcast(db, { id: 2, state: 'running', startedAt: AT + HOUR })
  addBroadcast(db, { id: 3, state: 'cancelled', startedAt: null })
  row('skipped', 'cap')
  const { standings, total } = listStandings(db, 1, { limit: 10, offset: 0 })
  expect(standings.map(({ broadcastId, state }) => [broadcastId, state])).toEqual([
    [2, null],
    [1, 'skipped'],
  ])
  expect(total).toBe(2)
  const plan = db.sql<{ detail: string }>(`explain query plan ${STANDINGS}`).all(1, 10, 0)
  expect(plan.map(({ detail }) => detail).join('\n')).toContain('deliveries_once (broadcast_id=? AND subscriber_id=?)')
})
