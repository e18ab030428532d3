import { beforeEach, describe, expect, test } from 'vitest'
import { archiveAttribute, builtIn, createAttribute } from '../../../src/audience/attribute.js'
import { createSource } from '../../../src/audience/source.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { getBroadcast, listRunning } from '../../../src/delivery/broadcast.js'
import { getCampaign } from '../../../src/delivery/campaign/campaign.js'
import { approveChange, beginChange, dropChange } from '../../../src/delivery/campaign/change.js'
import { comingIn } from '../../../src/delivery/campaign/coming.js'
import { listEnrolled, seriesCounts } from '../../../src/delivery/campaign/counts.js'
import { findOpen, setEntry, setExit } from '../../../src/delivery/campaign/draft.js'
import { findChangeOf } from '../../../src/delivery/campaign/edition.js'
import {
  addMessage,
  dropMessage,
  listMessages,
  moveMessage,
  setMessage,
} from '../../../src/delivery/campaign/message.js'
import {
  endCampaign,
  getSeries,
  listHaltsToTell,
  pauseCampaign,
  resumeCampaign,
  startSeries,
} from '../../../src/delivery/campaign/series.js'
import type { Entry, Start } from '../../../src/delivery/campaign/terms.js'
import { createSeriesWatch } from '../../../src/delivery/campaign/watch.js'
import { restAll } from '../../../src/delivery/engine/token.js'
import { eraseFromDeliveries } from '../../../src/delivery/erase.js'
import { pauseBroadcast, resumeBroadcast } from '../../../src/delivery/lifecycle.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { holdRestored } from '../../../src/delivery/restored.js'
import { closeEnds } from '../../../src/delivery/schedule/deadline.js'
import { deadlineOf } from '../../../src/delivery/schedule/end.js'
import { listReminders } from '../../../src/delivery/schedule/reminding.js'
import { listPausesToTell } from '../../../src/delivery/untold.js'
import { silentLog } from '../../../src/log.js'
import { setHolds, setPinned } from '../../../src/offers/draft/deadline.js'
import { setContent } from '../../../src/offers/variant.js'
import { findFate } from '../../../src/reports/why/fate.js'
import { createSegment, deleteSegment } from '../../../src/segments/segment.js'
import { migratedPath } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import {
  draftOffer,
  draftSeries,
  NO_EXIT,
  ON_START,
  openWorld,
  order,
  remind,
  series,
  subscribe,
  type World,
} from './world.js'

const AT = Date.UTC(2026, 10, 30, 8)
const AT_ONCE = { wait: { kind: 'at_once' } } as const
const IN_A_DAY = { wait: { kind: 'after', ms: DAY } } as const

let world: World
let db: Db

beforeEach(async () => {
  world = await openWorld(await migratedPath())
  db = world.db
  return () => world.db.close()
})

/** Who got which message (from 1), in the order in which they left. */
function got(id: number): string[] {
  const { edition } = getSeries(db, id)
  const positions = new Map<number | null, number>()
  for (let e = 1; e <= edition; e++)
    for (const { broadcastId, position } of listMessages(db, id, e)) positions.set(broadcastId, position)
  return world.left
    .filter(one => positions.has(one.broadcastId))
    .map(one => `${one.person}:${positions.get(one.broadcastId)}`)
}

const rows = (id: number) =>
  db
    .sql<{ row: string }>(
      `select d.subscriber_id || ':' || m.position || ' ' || d.state || coalesce(' ' || d.reason, '') as row from deliveries d
         join campaign_messages m on m.broadcast_id = d.broadcast_id join campaigns c on c.id = m.campaign_id and c.edition = m.edition
       where m.campaign_id = ? order by d.id`,
    )
    .all(id)
    .map(({ row }) => row)

const starting = (on: Start, more: Partial<Entry> = {}): Entry => ({
  on,
  again: { kind: 'once' },
  lastDays: 0,
  ...more,
})

describe('who comes in', () => {
  test('new subscribers, once each, and those of the last days where it says so', async () => {
    const [before, old] = [subscribe(db, AT - 2 * DAY), subscribe(db, AT - 9 * DAY)]
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const also = series(db, { entry: { ...ON_START, lastDays: 7 }, messages: [AT_ONCE] }, AT)
    const now = subscribe(db, AT + 1)
    const moved = subscribe(db, AT + 1, { kind: 'move_in' })
    db.sql(`insert into subscription_events (subscriber_id, kind, at) values (?, 'start', ?)`).run(now, AT + 2)
    await world.tick(AT + 1_000)
    await world.tick(AT + 2_000)
    expect([got(id), got(also)]).toEqual([[`${now}:1`], [`${before}:1`, `${now}:1`]])
    expect([old, moved].every(one => !world.left.some(({ person }) => person === one))).toBe(true)
    expect(await seriesCounts(db, id)).toMatchObject({ entered: 1 })
  })

  test('by a source, whatever the case and by names that were merged into it', async () => {
    const source = db.write(() => createSource(db, { name: 'vk_spring', channel: null, cost: null, createdBy: 1 }, AT))
    const id = series(
      db,
      { entry: starting({ kind: 'subscribed', sources: [source.id], movedIn: false }), messages: [AT_ONCE] },
      AT,
    )
    const [one] = [
      subscribe(db, AT + 1, { source: 'VK_Spring' }),
      subscribe(db, AT + 1, { source: 'insta' }),
      subscribe(db, AT + 1),
    ]
    await world.tick(AT + 1_000)
    expect(got(id)).toEqual([`${one}:1`])
  })

  test('also those who were moved in, where it is wished', async () => {
    const id = series(
      db,
      { entry: starting({ kind: 'subscribed', sources: null, movedIn: true }), messages: [AT_ONCE] },
      AT,
    )
    const moved = subscribe(db, AT + 1, { kind: 'move_in' })
    await world.tick(AT + 1_000)
    expect(got(id)).toEqual([`${moved}:1`])
    const later = AT + 9 * DAY
    const since = subscribe(db, later - 2 * DAY, { kind: 'move_in' })
    const also = series(
      db,
      { entry: starting({ kind: 'subscribed', sources: null, movedIn: true }, { lastDays: 7 }), messages: [AT_ONCE] },
      later,
    )
    await world.tick(later + 1_000)
    expect(got(also)).toEqual([`${since}:1`])
  })

  test('whoever ordered: the first order or any, once it counts, and once it is known whose it was', async () => {
    const [one, two, three] = [subscribe(db, AT - DAY), subscribe(db, AT - DAY), subscribe(db, AT - DAY)]
    order(db, two, AT - 30 * DAY)
    const first = series(db, { entry: starting({ kind: 'ordered', which: 'first' }), messages: [AT_ONCE] }, AT)
    const any = series(
      db,
      { entry: starting({ kind: 'ordered', which: 'any' }, { again: { kind: 'each' } }), messages: [AT_ONCE] },
      AT,
    )
    await world.tick(AT + 1_000)
    const orders = [order(db, one, AT + HOUR), order(db, two, AT + HOUR), order(db, three, AT + HOUR, 'pending')]
    const customers = db
      .sql<{ id: number }>('select id from customers')
      .all()
      .map(({ id }) => id)
    await world.watch.followOrders(customers, AT + 2 * HOUR)
    await world.tick(AT + 2 * HOUR)
    expect([got(first), got(any)]).toEqual([[`${one}:1`], [`${one}:1`, `${two}:1`]])
    db.sql(`update orders set status = 'paid' where id = ?`).run(orders[2] ?? 0)
    await world.watch.followOrders(customers, AT + 3 * HOUR)
    await world.tick(AT + 3 * HOUR)
    order(db, one, AT + 4 * HOUR)
    // After a restart everybody is looked at, and nobody comes in for what they came in for already.
    await world.restart()
    db = world.db
    await world.tick(AT + 5 * HOUR)
    expect([got(first), got(any)]).toEqual([
      [`${one}:1`, `${three}:1`],
      [`${one}:1`, `${two}:1`, `${three}:1`, `${one}:1`],
    ])
  })

  test('whoever orders while a series rests, also where nobody looked before it goes on', async () => {
    const [one, two] = [subscribe(db, AT - DAY), subscribe(db, AT - DAY)]
    const id = series(db, { entry: starting({ kind: 'ordered', which: 'any' }), messages: [AT_ONCE] }, AT)
    await world.tick(AT + 1_000)
    for (const person of [one, two]) {
      db.write(() => pauseCampaign(db, id, AT + 2_000))
      order(db, person, AT + 2_000)
      const customers = db.sql<{ id: number }>('select id from customers').all()
      await world.watch.followOrders(
        customers.map(customer => customer.id),
        AT + 2_000,
      )
      db.write(() => resumeCampaign(db, id, AT + 2_500))
      await world.tick(AT + 3_000)
    }
    expect(got(id)).toEqual([`${one}:1`, `${two}:1`])
  })

  test('whose order came due while nobody could be asked, with the next look', async () => {
    const one = subscribe(db, AT - DAY)
    const id = series(db, { entry: starting({ kind: 'ordered', which: 'any' }), messages: [AT_ONCE] }, AT)
    let answers = true
    const rows: typeof db.jobs.rows = (...asked) =>
      answers ? db.jobs.rows(...asked) : Promise.reject(new Error('nobody answers'))
    const clock = { now: () => AT, monotonic: () => 0 }
    const watch = createSeriesWatch({
      ...{ db: { ...db, jobs: { ...db.jobs, rows } }, clock, log: silentLog, zone: () => 'UTC', changed: () => {} },
    })
    order(db, one, AT + HOUR)
    await watch.run(AT)
    await watch.settleOrders(AT)
    answers = false
    await expect(watch.settleOrders(AT + 2 * HOUR)).rejects.toThrow('nobody answers')
    answers = true
    expect((await seriesCounts(db, id)).entered).toBe(0)
    await watch.settleOrders(AT + 2 * HOUR + MINUTE)
    expect((await seriesCounts(db, id)).entered).toBe(1)
  })

  test('whoever enters or leaves a segment, each time where it says so', async () => {
    const segment = db.write(() =>
      createSegment(db, { name: 'Sleepers', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT),
    )
    const one = subscribe(db, AT - DAY)
    const enters = series(
      db,
      { entry: starting({ kind: 'enters', segmentId: segment.id }, { again: { kind: 'each' } }), messages: [AT_ONCE] },
      AT,
    )
    const leaves = series(db, { entry: starting({ kind: 'leaves', segmentId: segment.id }), messages: [AT_ONCE] }, AT)
    const change = (entered: number, at: number) =>
      db
        .sql('insert into segment_changes (segment_id, subscriber_id, entered, at) values (?, ?, ?, ?)')
        .run(segment.id, one, entered, at)
    change(1, AT + 1)
    await world.tick(AT + 1_000)
    change(0, AT + HOUR)
    change(1, AT + 2 * HOUR)
    await world.tick(AT + 2 * HOUR)
    await world.tick(AT + 3 * HOUR)
    expect([got(enters), got(leaves)]).toEqual([[`${one}:1`, `${one}:1`], [`${one}:1`]])
    expect(db.sql('select listened from segments where id = ?').get(segment.id)).toEqual({ listened: 1 })
  })

  test('whose date it is, by their own clock, each year anew and after a standstill', async () => {
    const birthday = builtIn(db, 'birthday').id
    const born = (person: number, day: string) =>
      db
        .sql(
          `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at) values (?, ?, ?, ?, 'declared', 'test', 0)`,
        )
        .run(birthday, Date.parse(`${day}T00:00Z`) / DAY, person, day)
    const [east, west, leap, other] = [
      subscribe(db, AT - DAY, { zone: 'Asia/Vladivostok' }),
      subscribe(db, AT - DAY, { zone: 'America/Anchorage' }),
      subscribe(db, AT - DAY),
      subscribe(db, AT - DAY),
    ]
    born(east, '1990-12-02')
    born(west, '1985-12-02')
    born(leap, '1996-02-29')
    born(other, '1990-07-01')
    const id = series(
      db,
      { entry: starting({ kind: 'date', attributeId: null, days: 0, yearly: true, minute: 660 }), messages: [AT_ONCE] },
      AT,
    )
    const times: [number, number][] = []
    for (let at = AT; at < AT + 4 * DAY; at += 30 * MINUTE) {
      const before = world.left.length
      await world.tick(at)
      for (const one of world.left.slice(before)) times.push([one.person, at])
    }
    expect(times).toEqual([
      [east, Date.UTC(2026, 11, 2, 1)],
      [west, Date.UTC(2026, 11, 2, 20)],
    ])
    await world.tick(Date.UTC(2027, 1, 27, 12))
    // It stood still on the 28th, and is a day late.
    await world.tick(Date.UTC(2027, 2, 1, 12))
    expect(world.left.at(-1)).toMatchObject({ person: leap, at: Date.UTC(2027, 2, 1, 12) })
    for (const day of [1, 2, 3]) await world.tick(Date.UTC(2027, 11, day, 23))
    expect(got(id).filter(one => one === `${east}:1`)).toHaveLength(2)
    expect(await comingIn(db, getSeries(db, id).entry, 30, Date.UTC(2027, 10, 20))).toBe(2)
  })

  test('whose date only a clock that was ahead had reached comes in on the day itself', async () => {
    const birthday = builtIn(db, 'birthday').id
    const born = (day: string) => {
      const person = subscribe(db, AT - DAY)
      db.sql(
        `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at) values (?, ?, ?, ?, 'declared', 'test', 0)`,
      ).run(birthday, Date.parse(`${day}T00:00Z`) / DAY, person, day)
      return person
    }
    const [passed, told] = [born('1990-12-05'), born('1990-12-20')]
    const on: Start = { kind: 'date', attributeId: null, days: 0, yearly: true, minute: 660 }
    const id = series(db, { entry: starting(on), messages: [AT_ONCE] }, AT)
    await world.tick(AT + 1_000)
    // Three weeks ahead: one was so long ago that nobody is congratulated, the other one is.
    await world.tick(AT + 21 * DAY, 1_000)
    expect(got(id)).toEqual([`${told}:1`])
    for (let at = AT + HOUR; at < AT + 30 * DAY; at += 6 * HOUR)
      await world.tick(at, at === AT + HOUR ? 1_000 : 6 * HOUR)
    expect(got(id)).toEqual([`${told}:1`, `${passed}:1`])
    expect(await seriesCounts(db, id)).toMatchObject({ entered: 2 })
  })

  test('of whom a shop reported something, each time where it says so, and never those who stopped', async () => {
    const { lastInsertRowid } = db
      .sql(
        `insert into event_names (name_folded, name, properties, first_at, last_at) values ('cart', 'Cart', '{}', ?, ?)`,
      )
      .run(AT, AT)
    const name = Number(lastInsertRowid)
    const [one, stopped] = [subscribe(db, AT - DAY), subscribe(db, AT - DAY)]
    db.sql('update subscribers set unsubscribed_at = ? where id = ?').run(AT, stopped)
    const entry = starting({ kind: 'event', nameId: name }, { again: { kind: 'after', days: 7 } })
    const id = series(db, { entry, messages: [AT_ONCE] }, AT)
    const report = (person: number, at: number) =>
      db
        .sql('insert into events (key, subscriber_id, name_id, at, received_at) values (?, ?, ?, ?, ?)')
        .run(`e${at}${person}`, person, name, at, at)
    report(one, AT + 1)
    report(stopped, AT + 1)
    report(one, AT + DAY)
    await world.tick(AT + 2 * DAY)
    await world.tick(AT + 2 * DAY + 1_000)
    report(one, AT + 8 * DAY)
    await world.tick(AT + 8 * DAY)
    expect(got(id)).toEqual([`${one}:1`, `${one}:1`])
    expect(await comingIn(db, entry, 7, AT + 2 * DAY)).toBe(2)
  })

  test('nobody is lost where rows of the log were taken out and their numbers are given anew', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const gone = [1, 2, 3].map(() => subscribe(db, AT + 1, { kind: 'move_in' }))
    await world.tick(AT + 1_000)
    db.write(() => {
      for (const person of gone) db.sql('delete from subscription_events where subscriber_id = ?').run(person)
    })
    const one = subscribe(db, AT + 2_000)
    await world.tick(AT + 3_000)
    expect(got(id)).toEqual([`${one}:1`])
  })

  test('nobody is lost where their number was another one’s within the same second', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const gone = subscribe(db, AT + 1, { kind: 'move_in' })
    await world.tick(AT + 1_000)
    db.sql('delete from subscription_events where subscriber_id = ?').run(gone)
    const one = subscribe(db, AT + 1_500)
    await world.tick(AT + 2_000)
    expect(got(id)).toEqual([`${one}:1`])
  })

  test('nobody is lost where that happened while it rested', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const moved = subscribe(db, AT + 1, { kind: 'move_in' })
    await world.tick(AT + 1_000)
    db.write(() => pauseCampaign(db, id, AT + 2_000))
    db.sql('delete from subscription_events where subscriber_id = ?').run(moved)
    const one = subscribe(db, AT + HOUR)
    db.write(() => resumeCampaign(db, id, AT + 2 * HOUR))
    await world.tick(AT + 2 * HOUR)
    expect(got(id)).toEqual([`${one}:1`])
  })
})

describe('who goes on', () => {
  test('a message is skipped for those it is not meant for, and the next one comes all the same', async () => {
    const onlyIf = { leaf: 'source' as const, values: ['vk'] }
    const id = series(db, { entry: ON_START, messages: [{ ...AT_ONCE, onlyIf }, IN_A_DAY] }, AT)
    const [vk, other] = [subscribe(db, AT + 1, { source: 'vk' }), subscribe(db, AT + 1)]
    await world.tick(AT + 1_000)
    await world.tick(AT + DAY + 2_000)
    expect(rows(id)).toEqual([`${vk}:1 sent`, `${other}:1 skipped only_if`, `${vk}:2 sent`, `${other}:2 sent`])
    expect(await findFate(db, listMessages(db, id, 1)[0]?.broadcastId ?? 0, other, AT + DAY)).toMatchObject({
      kind: 'left',
      reason: 'only_if',
    })
  })

  test.each([
    ['ordered', ''],
    ['clicked', ''],
    ['replied', 'by words'],
    ['replied', 'to a poll'],
  ] as const)('whoever %s is out %s', async (why, how) => {
    const id = series(db, { entry: ON_START, exit: { ...NO_EXIT, [why]: true }, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const [one, other] = [subscribe(db, AT + 1), subscribe(db, AT + 1)]
    await world.tick(AT + 1_000)
    const first = db
      .sql<{ id: number; broadcast: number }>(
        'select id, broadcast_id as broadcast from deliveries where subscriber_id = ?',
      )
      .get(one)
    if (why === 'ordered') order(db, one, AT + HOUR)
    if (why === 'clicked')
      db.sql(
        `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (?, 1, ?, ?, ?, 'human', 'person', '')`,
      ).run(first?.id ?? 0, one, first?.broadcast ?? 0, AT + HOUR)
    if (how === 'to a poll')
      db.sql(
        `insert into poll_votes (subscriber_id, delivery_id, broadcast_id, option, offer_id, folded, at) values (?, ?, ?, 0, 1, 'a', ?)`,
      ).run(one, first?.id ?? 0, first?.broadcast ?? 0, AT + HOUR)
    if (how === 'by words')
      db.sql(
        'insert into replies (subscriber_id, delivery_id, broadcast_id, quoted, message_id, at) values (?, ?, ?, 0, 1, ?)',
      ).run(one, first?.id ?? 0, first?.broadcast ?? 0, AT + HOUR)
    await world.tick(AT + 2 * HOUR)
    expect(await seriesCounts(db, id)).toMatchObject({ entered: 2, onWay: 1, ended: [{ why, people: 1 }] })
    await world.tick(AT + DAY + 2_000)
    await world.tick(AT + DAY + 10 * MINUTE)
    expect(got(id)).toEqual([`${one}:1`, `${other}:1`, `${other}:2`])
    expect(await seriesCounts(db, id)).toMatchObject({
      done: 1,
      onWay: 0,
      messages: [{ sent: 2 }, { sent: 1, waiting: 0 }],
    })
  })

  test('whoever leaves the segment that brought them in is out', async () => {
    const segment = db.write(() =>
      createSegment(db, { name: 'Sleepers', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT),
    )
    const one = subscribe(db, AT - DAY)
    const entry = starting({ kind: 'enters', segmentId: segment.id })
    const id = series(db, { entry, exit: { ...NO_EXIT, left: true }, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const change = (entered: number, at: number) =>
      db
        .sql('insert into segment_changes (segment_id, subscriber_id, entered, at) values (?, ?, ?, ?)')
        .run(segment.id, one, entered, at)
    change(1, AT + 1)
    await world.tick(AT + 1_000)
    change(0, AT + HOUR)
    await world.tick(AT + DAY + 2_000)
    expect(got(id)).toEqual([`${one}:1`])
    expect((await listEnrolled(db, id, { offset: 0, limit: 6, all: true })).people).toMatchObject([
      { subscriberId: one, why: 'left' },
    ])
  })

  test('whoever had no answer may be sent it again after they are through', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    db.sql(`update deliveries set state = 'uncertain', sent_at = null`).run()
    await world.tick(AT + HOUR)
    expect(await seriesCounts(db, id)).toMatchObject({ done: 1 })
    const broadcast = listMessages(db, id, 1)[0]?.broadcastId ?? 0
    db.write(() => resendUncertain(db, broadcast, AT + 2 * HOUR))
    await world.tick(AT + 2 * HOUR)
    expect(got(id)).toEqual([`${one}:1`, `${one}:1`])
  })
})

describe('a series', () => {
  test('is started once, with messages, and by what is there', () => {
    const segment = db.write(() =>
      createSegment(db, { name: 'Got it', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT),
    )
    const start = (id: number) => db.write(() => startSeries(db, id, AT))
    const at = (entry: Entry, messages: Parameters<typeof series>[1]['messages'] = [AT_ONCE]) =>
      draftSeries(db, { entry, messages }, AT)
    expect(() => start(at(ON_START, []))).toThrow('campaign_empty')
    expect(() => start(at(starting({ kind: 'enters', segmentId: 99 })))).toThrow('campaign_segment_gone')
    expect(() => start(at(starting({ kind: 'date', attributeId: 9_999, days: 0, yearly: true, minute: 0 })))).toThrow(
      'campaign_start_gone',
    )
    expect(() => start(at(starting({ kind: 'event', nameId: 9 })))).toThrow('campaign_start_gone')
    const itself = at(starting({ kind: 'enters', segmentId: segment.id }))
    const [message] = listMessages(db, itself, 1)
    const received = { leaf: 'received' as const, count: { atLeast: 1 }, window: null, offer: message?.offerId ?? 0 }
    db.sql('update segments set criterion = ? where id = ?').run(JSON.stringify(received), segment.id)
    expect(() => start(itself)).toThrow('campaign_itself')
    const later = at(ON_START, [AT_ONCE, IN_A_DAY])
    const [first, second] = listMessages(db, later, 1)
    if (first === undefined || second === undefined) throw new Error('no messages')
    db.write(() => setMessage(db, first, { onlyIf: { ...received, offer: second.offerId } }))
    expect(() => start(later)).toThrow('campaign_itself')
    db.write(() => {
      setMessage(db, first, { onlyIf: null })
      setMessage(db, second, { onlyIf: { ...received, offer: first.offerId } })
    })
    start(later)
    expect(() => start(later)).toThrow('campaign_state')
    expect(() => db.write(() => setMessage(db, first, { wait: { kind: 'at_once' } }))).toThrow('campaign_state')
    expect(() => db.write(() => deleteSegment(db, segment.id, AT))).toThrow('segment_in_use')
    const field = {
      label: 'Delivered',
      type: 'date',
      group: 'behavioural',
      options: null,
      purpose: null,
      createdBy: 1,
    } as const
    const { id: attributeId } = db.write(() => createAttribute(db, field, AT))
    at(starting({ kind: 'date', attributeId, days: 3, yearly: false, minute: 660 }))
    expect(() => db.write(() => archiveAttribute(db, attributeId, AT))).toThrow('attribute_in_use')
  })

  test('has its messages in order, ten at most', () => {
    const id = draftSeries(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY, IN_A_DAY] }, AT)
    const place = (position: number) => ({ campaignId: id, edition: 1, position })
    const [one, two, three] = listMessages(db, id, 1).map(({ offerId }) => offerId)
    const offers = () => listMessages(db, id, 1).map(({ offerId, position }) => [position, offerId])
    db.write(() => moveMessage(db, place(3), 1))
    expect(offers()).toEqual([
      [1, three],
      [2, one],
      [3, two],
    ])
    db.write(() => moveMessage(db, place(1), 99))
    expect(offers()).toEqual([
      [1, one],
      [2, two],
      [3, three],
    ])
    db.write(() => dropMessage(db, place(2)))
    expect(offers()).toEqual([
      [1, one],
      [2, three],
    ])
    const offerId = draftOffer(db, 'More', AT)
    db.write(() => {
      for (let i = 0; i < 8; i++) addMessage(db, { campaignId: id, edition: 1 }, { offerId, wait: { kind: 'at_once' } })
    })
    expect(() =>
      db.write(() => addMessage(db, { campaignId: id, edition: 1 }, { offerId, wait: { kind: 'at_once' } })),
    ).toThrow('campaign_full')
  })

  test('rests with everybody in their place, skips what is days late, and goes on with the rest', async () => {
    const id = series(
      db,
      { entry: ON_START, messages: [AT_ONCE, IN_A_DAY, { wait: { kind: 'after', ms: 6 * DAY } }] },
      AT,
    )
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    expect(db.write(() => pauseCampaign(db, id, AT + HOUR))).toBe(true)
    const during = subscribe(db, AT + DAY)
    await world.tick(AT + 2 * DAY)
    expect(got(id)).toEqual([`${one}:1`])
    expect(db.write(() => resumeCampaign(db, id, AT + 5 * DAY))).toBe(true)
    await world.tick(AT + 5 * DAY)
    expect(rows(id)).toEqual([`${one}:1 sent`, `${during}:1 skipped late`, `${during}:2 sent`, `${one}:2 skipped late`])
    await world.tick(AT + 6 * DAY + 2_000)
    await world.tick(AT + 8 * DAY)
    expect(got(id)).toEqual([`${one}:1`, `${during}:2`, `${one}:3`, `${during}:3`])
  })

  test('keeps nobody waiting for a clock that ran ahead, nor out of it', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const orders: Entry = { on: { kind: 'ordered', which: 'any' }, again: { kind: 'each' }, lastDays: 0 }
    const thanks = series(db, { entry: orders, messages: [AT_ONCE] }, AT)
    const buyer = subscribe(db, AT - DAY)
    await world.tick(AT + 1_000)
    const ahead = AT + 300 * DAY
    await world.tick(ahead, 1_000)
    const one = subscribe(db, ahead)
    const buys = async (at: number) => {
      order(db, buyer, at)
      await world.watch.followOrders(
        db
          .sql<{ id: number }>('select id from customers')
          .all()
          .map(({ id }) => id),
        at,
      )
    }
    await buys(ahead)
    for (const hours of [0, 2]) await world.tick(ahead + hours * HOUR + 1_000, 1_000)
    await world.tick(AT + MINUTE, 1_000)
    await buys(AT + MINUTE)
    for (let at = AT + HOUR; at < AT + 2 * DAY; at += HOUR) await world.tick(at)
    expect(got(id)).toEqual([`${one}:1`, `${one}:2`])
    expect(got(thanks)).toEqual([`${buyer}:1`, `${buyer}:1`])
  })

  test('is ended for good: what waits is not sent, and everybody is out', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    expect(db.write(() => endCampaign(db, id, AT + HOUR))).toBe(true)
    expect(db.write(() => endCampaign(db, id, AT + HOUR))).toBe(false)
    expect(await seriesCounts(db, id)).toMatchObject({ onWay: 0, ended: [{ why: 'ended', people: 1 }] })
    subscribe(db, AT + HOUR)
    await world.tick(AT + 2 * DAY)
    expect(got(id)).toEqual([`${one}:1`])
    expect((await listEnrolled(db, id, { offset: 0, limit: 6, all: true })).people).toMatchObject([
      { state: 'ended', why: 'ended' },
    ])
    expect(listMessages(db, id, 1).map(({ broadcastId }) => getBroadcast(db, broadcastId ?? 0).state)).toEqual([
      'finished',
      'finished',
    ])
  })

  test('that is over sends nothing again either', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    db.sql(`update deliveries set state = 'uncertain'`).run()
    db.write(() => endCampaign(db, id, AT + HOUR))
    const [carrier] = listMessages(db, id, 1).map(({ broadcastId }) => broadcastId ?? 0)
    expect(db.write(() => resendUncertain(db, carrier ?? 0, AT + HOUR))).toBe(0)
    expect(getBroadcast(db, carrier ?? 0).state).toBe('finished')
  })

  test('rests by itself when its segment is gone, and its author is told', async () => {
    const segment = db.write(() =>
      createSegment(db, { name: 'Sleepers', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT),
    )
    const id = series(db, { entry: starting({ kind: 'enters', segmentId: segment.id }), messages: [AT_ONCE] }, AT)
    db.sql('update segments set deleted_at = ? where id = ?').run(AT, segment.id)
    await world.tick(AT + 1_000)
    expect(getCampaign(db, id)).toMatchObject({ state: 'paused', halt: 'segment' })
    expect(listHaltsToTell(db)).toEqual([{ id, createdBy: 1, halt: 'segment' }])
    expect(() => db.write(() => resumeCampaign(db, id, AT + HOUR))).toThrow('campaign_segment_gone')
  })

  test('of a backup that is brought back sends nobody what they may have had', async () => {
    const id = series(
      db,
      { entry: ON_START, messages: [AT_ONCE, IN_A_DAY, { wait: { kind: 'after', ms: 3 * DAY } }] },
      AT,
    )
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    db.write(() => holdRestored(db, AT + 2 * DAY))
    expect(getCampaign(db, id)).toMatchObject({ state: 'paused', halt: 'restored' })
    expect(rows(id)).toEqual([`${one}:1 sent`, `${one}:2 uncertain`])
    db.write(() => resumeCampaign(db, id, AT + 2 * DAY))
    await world.tick(AT + 2 * DAY)
    await world.tick(AT + 4 * DAY)
    expect(got(id)).toEqual([`${one}:1`, `${one}:3`])
  })

  test('that rests does not go on by one of its messages, and goes on with all of them', () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const [first = 0, second = 0] = listMessages(db, id, 1).map(({ broadcastId }) => broadcastId ?? 0)
    db.write(() => pauseBroadcast(db, second, 'alarm', '{}'))
    db.write(() => pauseCampaign(db, id, AT))
    db.write(() => resumeBroadcast(db, second, AT))
    expect(getBroadcast(db, second)).toMatchObject({ state: 'paused', pauseReason: 'admin' })
    db.write(() => resumeCampaign(db, id, AT))
    expect([first, second].map(one => getBroadcast(db, one).state)).toEqual(['running', 'running'])
  })

  test('has messages pinned for whoever gets them, in one repair that goes on', async () => {
    const id = draftSeries(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    db.write(() => {
      setPinned(db, listMessages(db, id, 1)[0]?.offerId ?? 0, true)
      startSeries(db, id, AT)
    })
    const pins = () =>
      db
        .sql<{ state: string; n: number }>(
          `select r.state, count(*) as n from repairs r join repair_steps s on s.repair_id = r.id where r.kind = 'pin' group by r.id`,
        )
        .all()
    subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    expect(pins()).toEqual([{ state: 'running', n: 1 }])
    db.sql(`update repair_steps set state = 'done'`).run()
    db.sql(`update repairs set state = 'finished', finished_at = ?`).run(AT + 2_000)
    subscribe(db, AT + HOUR)
    await world.tick(AT + HOUR)
    expect(pins()).toEqual([{ state: 'running', n: 2 }])
  })

  test('has messages that end for each at a time of their own, once, and by what they say', async () => {
    const id = draftSeries(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const offer = listMessages(db, id, 1)[0]?.offerId ?? 0
    db.write(() => {
      setHolds(db, offer, 2 * DAY)
      setPinned(db, offer, true)
      db.sql('update offers set promo_button = 1 where id = ?').run(offer)
      startSeries(db, id, AT)
    })
    const closing = () =>
      db
        .sql<{ step: string }>(
          `select r.kind || ' ' || d.subscriber_id || ' ' || s.state as step from repairs r join repair_steps s on s.repair_id = r.id
             join deliveries d on d.id = s.delivery_id where r.kind <> 'pin' order by r.id, d.id`,
        )
        .all()
        .map(({ step }) => step)
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 90_500)
    const later = [subscribe(db, AT + DAY), subscribe(db, AT + DAY), subscribe(db, AT + DAY)]
    await world.tick(AT + DAY)
    const [of, ...others] = db
      .sql<{ id: number }>('select id from deliveries order by id')
      .all()
      .map(row => row.id)
    // What it says is a full minute.
    expect(deadlineOf(db, of ?? 0)).toBe(AT + 2 * DAY + 2 * MINUTE)
    expect(others.map(delivery => deadlineOf(db, delivery))).toEqual(others.map(() => AT + 3 * DAY))

    expect(await closeEnds(db, AT + 2 * DAY + 2 * MINUTE - 1)).toEqual([])
    const [carrier = 0] = await closeEnds(db, AT + 2 * DAY + 2 * MINUTE)
    expect(carrier).toBe(listMessages(db, id, 1)[0]?.broadcastId)
    expect(closing()).toEqual([`over ${one} queued`, `unpin ${one} queued`])
    // They have said so; then the others go on in the same repair, but for whom it was taken back from, and who is forgotten.
    db.sql(`update repair_steps set state = 'done'`).run()
    db.sql(`update repairs set state = 'finished', finished_at = ?`).run(AT + 2 * DAY)
    db.sql('update deliveries set taken_back_at = ? where subscriber_id = ?').run(AT, later[1] ?? 0)
    db.write(() => eraseFromDeliveries(db, later[2] ?? 0))
    await world.restart()
    db = world.db
    expect(await closeEnds(db, AT + 3 * DAY)).toEqual([carrier])
    expect(await closeEnds(db, AT + 4 * DAY)).toEqual([])
    expect(closing()).toEqual([
      ...[`over ${one} done`, `over ${later[0]} queued`],
      ...[`unpin ${one} done`, `unpin ${later[0]} queued`],
    ])
    expect(db.sql(`select count(*) as n from repairs where kind <> 'pin'`).get()).toEqual({ n: 2 })
  })

  test('gives whoever had no answer and is sent it again an end anew', async () => {
    const id = draftSeries(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    db.write(() => {
      setHolds(db, listMessages(db, id, 1)[0]?.offerId ?? 0, HOUR)
      startSeries(db, id, AT)
    })
    subscribe(db, AT + 1)
    await world.tick(AT + MINUTE)
    const delivery = db.sql<{ id: number; b: number }>('select id, broadcast_id as b from deliveries').get()
    db.sql(`update deliveries set state = 'uncertain', sent_at = null, message_id = null`).run()
    await closeEnds(db, AT + 2 * HOUR)
    db.write(() => resendUncertain(db, delivery?.b ?? 0, AT + 3 * HOUR))
    await world.tick(AT + 3 * HOUR)
    expect(deadlineOf(db, delivery?.id ?? 0)).toBe(AT + 4 * HOUR)
  })

  test('reminds of its messages, each so long after its own, once, and of nothing that needs it no more', async () => {
    const exit = { ...NO_EXIT, ordered: true }
    const id = draftSeries(db, { entry: ON_START, exit, messages: [AT_ONCE, IN_A_DAY] }, AT)
    remind(db, id, [3, 48])
    db.write(() => {
      setHolds(db, listMessages(db, id, 1)[1]?.offerId ?? 0, 60 * HOUR)
      startSeries(db, id, AT)
    })
    const [first = 0, second = 0] = [...listReminders(db, id).values()]
    const reminded = (broadcast: number) => world.left.filter(one => one.broadcastId === broadcast)
    const of = (person: number, nth = 0) =>
      db
        .sql<{ id: number }>(
          `select d.id from campaign_messages m join deliveries d on d.broadcast_id = m.broadcast_id
           where d.subscriber_id = ? and m.position = ?`,
        )
        .get(person, nth + 1)?.id ?? 0
    const people = [1, 2, 3, 4, 5, 6].map(() => subscribe(db, AT + 1))
    const [quiet = 0, clicked = 0, stopped = 0, bought = 0, taken = 0, voted = 0] = people
    await world.tick(AT + MINUTE)
    db.sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
       select id, 1, subscriber_id, broadcast_id, ?, 'human', 'person', 'Chrome' from deliveries where id = ?`,
    ).run(AT + HOUR, of(clicked))
    db.sql(
      `insert into poll_votes (delivery_id, option, subscriber_id, broadcast_id, offer_id, folded, at)
       select id, 0, subscriber_id, broadcast_id, 1, 'yes', ? from deliveries where id = ?`,
    ).run(AT + HOUR, of(voted))
    db.sql('update subscribers set unsubscribed_at = ? where id = ?').run(AT + HOUR, stopped)
    db.sql('update deliveries set taken_back_at = ? where id = ?').run(AT + HOUR, of(taken))
    order(db, bought, AT + HOUR)
    await world.tick(AT + 3 * HOUR)
    expect(reminded(first)).toEqual([])
    await world.restart()
    db = world.db
    await world.tick(AT + 3 * HOUR + MINUTE)
    expect(reminded(first).map(({ person }) => person)).toEqual([quiet])
    const why = db
      .sql<{ person: number; reason: string }>(
        `select subscriber_id as person, reason from deliveries where broadcast_id = ? and state = 'skipped' order by id`,
      )
      .all(first)
    expect(Object.fromEntries(why.map(({ person, reason }) => [person, reason]))).toEqual({
      ...{ [clicked]: 'no_need', [voted]: 'no_need', [taken]: 'no_need' },
      ...{ [stopped]: 'unsubscribed', [bought]: 'ended' },
    })

    // It quotes what it reminds of, ends with it, and a resent message is reminded of once.
    await world.tick(AT + DAY + MINUTE)
    db.sql(`update deliveries set state = 'queued', attempts = 1 where id = ?`).run(of(quiet, 1))
    await world.tick(AT + DAY + 2 * MINUTE)
    const row = db.sql('select count(*) as n from deliveries where broadcast_id = ? and subscriber_id = ?')
    expect(row.get(second, quiet)).toEqual({ n: 1 })
    pauseBroadcast(db, listMessages(db, id, 1)[1]?.broadcastId ?? 0, 'alarm')
    await world.tick(AT + 4 * DAY - HOUR)
    expect(reminded(second)).toEqual([])
    db.write(() => resumeBroadcast(db, listMessages(db, id, 1)[1]?.broadcastId ?? 0, AT + 4 * DAY - HOUR))
    // What it reminded of held for two days and a half.
    await world.tick(AT + 4 * DAY - HOUR)
    expect(reminded(second)).toEqual([])
    expect(
      db.sql('select state, reason from deliveries where broadcast_id = ? and subscriber_id = ?').get(second, quiet),
    ).toEqual({
      state: 'skipped',
      reason: 'too_late',
    })
    db.write(() => endCampaign(db, id, AT + 5 * DAY))
    expect([first, second].map(one => getBroadcast(db, one).state)).toEqual(['finished', 'finished'])
  })

  test('never lets a reminder and the next message come at once, nor a reminder behind it', async () => {
    const id = draftSeries(
      db,
      { entry: ON_START, messages: [AT_ONCE, IN_A_DAY, { wait: { kind: 'after', ms: 2 * DAY } }] },
      AT,
    )
    remind(db, id, [23, 30])
    db.write(() => startSeries(db, id, AT))
    const one = subscribe(db, AT)
    for (let at = AT; at <= AT + 3 * DAY; at += 10 * MINUTE) await world.tick(at)
    const reminders = new Set(listReminders(db, id).values())
    const left = world.left.map(({ broadcastId, at }) => [reminders.has(broadcastId), (at - AT) / HOUR])
    expect(left).toEqual([
      [false, 0],
      [true, 23],
      [false, 24],
      [false, 48],
    ])
    expect(db.sql(`select subscriber_id as one, reason from deliveries where state = 'skipped'`).all()).toEqual([
      { one, reason: 'no_need' },
    ])
  })

  test('rests as a whole where Telegram refuses the token: its author is told once, and lets it go on once', () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const carriers = listMessages(db, id, 1).map(({ broadcastId }) => broadcastId ?? 0)
    expect(db.write(() => restAll(db, '401', AT + 1))).toEqual(carriers)
    expect(getCampaign(db, id)).toMatchObject({ state: 'paused', halt: 'token' })
    expect([listPausesToTell(db), listHaltsToTell(db)]).toEqual([[], [{ id, createdBy: 1, halt: 'token' }]])
    db.write(() => resumeCampaign(db, id, AT + HOUR))
    expect(carriers.map(one => getBroadcast(db, one).state)).toEqual(['running', 'running'])
  })

  test('by sources rests when none of them is there any more', async () => {
    const source = db.write(() => createSource(db, { name: 'vk', channel: null, cost: null, createdBy: 1 }, AT))
    const on = { kind: 'subscribed' as const, sources: [source.id], movedIn: false }
    const id = series(db, { entry: starting(on), messages: [AT_ONCE] }, AT)
    db.sql('delete from source_aliases').run()
    db.sql('delete from sources').run()
    await world.tick(AT + 1_000)
    expect(getCampaign(db, id)).toMatchObject({ state: 'paused', halt: 'segment' })
  })

  test('that waits costs the engine no look at its people', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    expect(listRunning(db, AT)).toEqual([])
    subscribe(db, AT + 1)
    await world.watch.run(AT + 1_000)
    expect(listRunning(db, AT + 1_000).map(one => one.id)).toEqual([listMessages(db, id, 1)[0]?.broadcastId])
  })
})

describe('a change', () => {
  const starts = (on: Start, again: Entry['again'] = { kind: 'once' }): Entry => starting(on, { again })
  const event = (name: string) => {
    const row = db
      .sql(`insert into event_names (name_folded, name, properties, first_at, last_at) values (?, ?, '{}', 0, 0)`)
      .run(name, name)
    return { kind: 'event' as const, nameId: Number(row.lastInsertRowid) }
  }
  const report = (person: number, { nameId }: { nameId: number }, at: number) =>
    db
      .sql('insert into events (key, subscriber_id, name_id, at, received_at) values (?, ?, ?, ?, ?)')
      .run(`e${at} ${person} ${nameId}`, person, nameId, at, at)
  const change = (id: number, entry: Entry, at: number, onTheirWay: 'new' | 'old' = 'new') =>
    db.write(() => {
      beginChange(db, id, at)
      setEntry(db, id, entry)
      approveChange(db, id, { onTheirWay }, at)
    })
  const came = (id: number) =>
    db
      .sql<{ person: number }>('select subscriber_id as person from enrolments where campaign_id = ? order by id')
      .all(id)
      .map(({ person }) => person)

  test('of the start: what happened before counts by the old one, however late it is looked at, what happens after by the new', async () => {
    const [cart, visit] = [event('cart'), event('visit')]
    const [one, two, three] = [subscribe(db, AT - DAY), subscribe(db, AT - DAY), subscribe(db, AT - DAY)]
    const id = series(db, { entry: starts(cart), messages: [AT_ONCE] }, AT)
    report(one, cart, AT + 1)
    report(three, visit, AT + 1)
    change(id, starts(visit), AT + 2)
    report(two, visit, AT + 3)
    report(three, cart, AT + 3)
    for (const at of [1_000, 2_000]) await world.tick(AT + at)
    expect(got(id)).toEqual([`${one}:1`, `${two}:1`])
    // And back again; nobody comes in twice.
    change(id, starts(cart), AT + HOUR)
    report(three, cart, AT + HOUR + 1)
    report(one, cart, AT + HOUR + 1)
    await world.tick(AT + 2 * HOUR)
    await world.restart()
    db = world.db
    await world.tick(AT + 3 * HOUR)
    expect(came(id)).toEqual([one, two, three])
  })

  test('of the start while it rests keeps whoever came before it and whoever came after', async () => {
    const cart = event('cart')
    const [before, during] = [subscribe(db, AT - DAY), subscribe(db, AT - DAY)]
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    db.write(() => pauseCampaign(db, id, AT + 1))
    const newcomer = subscribe(db, AT + 2)
    report(before, cart, AT + 2)
    change(id, starts(cart), AT + HOUR, 'old')
    subscribe(db, AT + HOUR + 1)
    report(during, cart, AT + HOUR + 1)
    db.write(() => resumeCampaign(db, id, AT + 2 * HOUR))
    await world.tick(AT + 2 * HOUR)
    expect(came(id)).toEqual([newcomer, during])
    expect(db.sql('select edition from enrolments order by id').all()).toEqual([{ edition: 1 }, { edition: 2 }])
  })

  test('from one log to another takes nothing for what has the same number in the other', async () => {
    const cart = event('cart')
    const one = subscribe(db, AT - DAY)
    const id = series(db, { entry: starts(cart, { kind: 'each' }), messages: [AT_ONCE] }, AT)
    report(one, cart, AT + 1)
    await world.tick(AT + 1_000)
    await world.tick(AT + 2_000)
    change(id, starts({ kind: 'ordered', which: 'any' }, { kind: 'each' }), AT + HOUR)
    order(db, one, AT + 2 * HOUR)
    const customers = db
      .sql<{ id: number }>('select id from customers')
      .all()
      .map(({ id }) => id)
    await world.watch.followOrders(customers, AT + 3 * HOUR)
    await world.tick(AT + 3 * HOUR)
    expect(db.sql('select max(id) as id from events').get()).toEqual(db.sql('select max(id) as id from orders').get())
    expect(came(id)).toEqual([one, one])
    await world.tick(AT + 4 * HOUR)
    change(id, starts(cart, { kind: 'each' }), AT + 5 * HOUR)
    report(one, cart, AT + 6 * HOUR)
    await world.tick(AT + 7 * HOUR)
    expect(came(id)).toEqual([one, one, one])
  })

  test('to orders loses nobody who gets the number of an order that was taken back since', async () => {
    const people = Array.from({ length: 3 }, () => subscribe(db, AT - DAY))
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    for (const person of people) order(db, person, AT + 1)
    await world.tick(AT + 1_000)
    change(id, starts({ kind: 'ordered', which: 'any' }, { kind: 'each' }), AT + HOUR)
    db.sql('delete from orders').run()
    await world.tick(AT + HOUR + 1_000)
    for (const person of people) order(db, person, AT + 2 * HOUR)
    const customers = db.sql<{ id: number }>('select id from customers').all()
    await world.watch.followOrders(
      customers.map(customer => customer.id),
      AT + 3 * HOUR,
    )
    await world.tick(AT + 3 * HOUR)
    expect(came(id)).toEqual(people)
  })

  test('of a date brings nobody in twice for the same one, nor loses who is between', async () => {
    const birthday = builtIn(db, 'birthday').id
    const born = (day: string) => {
      const person = subscribe(db, AT - DAY)
      db.sql(
        `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at) values (?, ?, ?, ?, 'declared', 'test', 0)`,
      ).run(birthday, Date.parse(`${day}T00:00Z`) / DAY, person, day)
      return person
    }
    const [early, late] = [born('1990-12-03'), born('1990-12-08')]
    const on = (days: number): Start => ({ kind: 'date', attributeId: null, days, yearly: true, minute: 660 })
    const id = series(db, { entry: starts(on(-2)), messages: [AT_ONCE] }, AT)
    const live = async (from: number, upto: number) => {
      for (let at = from; at < upto; at += HOUR) await world.tick(at)
    }
    await live(AT, AT + 2 * DAY)
    expect(came(id)).toEqual([early])
    change(id, starts(on(0)), AT + 2 * DAY)
    await live(AT + 2 * DAY, AT + 14 * DAY)
    expect(came(id)).toEqual([early, late])
    expect(got(id)).toEqual([`${early}:1`, `${late}:1`])
  })

  test.each([
    ['new', 0],
    ['old', 1],
  ] as const)('of the end holds for those on their way who get the %s one', async (onTheirWay, onWay) => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    order(db, one, AT + HOUR)
    await world.tick(AT + HOUR)
    db.write(() => {
      beginChange(db, id, AT + 2 * HOUR)
      setExit(db, id, { ...NO_EXIT, ordered: true })
      approveChange(db, id, { onTheirWay }, AT + 2 * HOUR)
    })
    const two = subscribe(db, AT + 3 * HOUR)
    await world.tick(AT + 3 * HOUR)
    order(db, two, AT + 4 * HOUR)
    await world.tick(AT + 5 * HOUR)
    expect(await seriesCounts(db, id)).toMatchObject({ onWay, ended: [{ why: 'ordered', people: 2 - onWay }] })
    await world.tick(AT + DAY + 2_000)
    expect(got(id).includes(`${one}:2`)).toBe(onTheirWay === 'old')
  })

  test('whose segment only those still on their way go by keeps it', async () => {
    const segment = db.write(() =>
      createSegment(db, { name: 'Sleepers', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT),
    )
    const one = subscribe(db, AT - DAY)
    const enters = starts({ kind: 'enters', segmentId: segment.id })
    const id = series(db, { entry: enters, exit: { ...NO_EXIT, left: true }, messages: [IN_A_DAY] }, AT)
    const moves = (entered: number, at: number) =>
      db
        .sql('insert into segment_changes (segment_id, subscriber_id, entered, at) values (?, ?, ?, ?)')
        .run(segment.id, one, entered, at)
    moves(1, AT + 1)
    await world.tick(AT + 1_000)
    change(id, ON_START, AT + HOUR, 'old')
    expect(() => db.write(() => deleteSegment(db, segment.id, AT))).toThrow('segment_in_use')
    moves(0, AT + 2 * HOUR)
    await world.tick(AT + 3 * HOUR)
    expect(await seriesCounts(db, id)).toMatchObject({ onWay: 0, ended: [{ why: 'left' }] })
    db.write(() => deleteSegment(db, segment.id, AT + 4 * HOUR))
    await world.tick(AT + 4 * HOUR)
    expect(getSeries(db, id).state).toBe('running')
  })

  test('put away leaves the start and the end as they were', () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    db.write(() => {
      beginChange(db, id, AT)
      setEntry(db, id, starts({ kind: 'ordered', which: 'any' }))
      dropChange(db, id)
      beginChange(db, id, AT)
    })
    expect(findOpen(db, id)?.series.entry).toEqual(ON_START)
    db.write(() => approveChange(db, id, { onTheirWay: 'new' }, AT))
    expect(getSeries(db, id)).toMatchObject({ entry: ON_START, exit: NO_EXIT, nth: 0, floor: null })
  })

  const words = (offerId: number, text: string) =>
    db.write(() =>
      setContent(db, offerId, null, { kind: 'text', text, entities: [], fileId: null, preview: false, buttons: [] }),
    )

  test.each(['new', 'old'] as const)(
    'gives those on their way the %s messages, and newcomers the new ones',
    async onTheirWay => {
      const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
      const one = subscribe(db, AT + 1)
      await world.tick(AT + 1_000)
      const edition = db.write(() => beginChange(db, id, AT + HOUR))
      expect(db.write(() => beginChange(db, id, AT + HOUR))).toBe(edition)
      const [, second] = listMessages(db, id, edition)
      words(second?.offerId ?? 0, 'Other words')
      db.write(() =>
        addMessage(
          db,
          { campaignId: id, edition },
          { offerId: draftOffer(db, 'Third', AT), wait: { kind: 'after', ms: 2 * DAY } },
        ),
      )
      db.write(() => approveChange(db, id, { onTheirWay }, AT + 2 * HOUR))
      const [before, after] = [listMessages(db, id, 1), listMessages(db, id, 2)]
      expect(after[0]?.broadcastId).toBe(before[0]?.broadcastId)
      expect(after[1]?.broadcastId).not.toBe(before[1]?.broadcastId)
      const two = subscribe(db, AT + 3 * HOUR)
      for (let at = AT + 3 * HOUR; at < AT + 4 * DAY; at += HOUR) await world.tick(at)
      const had = (person: number) => world.left.filter(left => left.person === person).map(left => left.broadcastId)
      const fresh = after.map(({ broadcastId }) => broadcastId)
      expect(had(two)).toEqual(fresh)
      expect(had(one)).toEqual(onTheirWay === 'new' ? fresh : before.map(({ broadcastId }) => broadcastId))
      expect(getSeries(db, id).moving).toBeNull()
      expect(await seriesCounts(db, id)).toMatchObject({ entered: 2, done: 2, messages: [{ sent: 2 }, {}, {}] })
    },
  )

  test('keeps people where they are, whatever comes before or behind them', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, { wait: { kind: 'after', ms: 2 * DAY } }] }, AT)
    const one = subscribe(db, AT + 1)
    await world.tick(AT + 1_000)
    const edition = db.write(() => beginChange(db, id, AT + HOUR))
    db.write(() => {
      addMessage(
        db,
        { campaignId: id, edition },
        { offerId: draftOffer(db, 'Before all', AT), wait: { kind: 'at_once' } },
      )
      moveMessage(db, { campaignId: id, edition, position: 3 }, 1)
    })
    db.write(() => approveChange(db, id, { onTheirWay: 'new' }, AT + 2 * HOUR))
    for (let at = AT + 2 * HOUR; at < AT + 3 * DAY; at += HOUR) await world.tick(at)
    expect(got(id).filter(row => row.startsWith(`${one}:`))).toEqual([`${one}:2`, `${one}:3`])
  })

  test.each([
    [
      'is written anew',
      (edition: number, id: number) => words(listMessages(db, id, edition)[1]?.offerId ?? 0, 'Other'),
    ],
    ['is taken out', (edition: number, id: number) => dropMessage(db, { campaignId: id, edition, position: 2 })],
  ])('while a message that waits for the morning %s lets the next one wait for it all the same', async (_, change) => {
    await world.db.close()
    const night = { from: 22 * 60, to: 9 * 60 }
    world = await openWorld(await migratedPath(), { ...noRules, quiet: night })
    db = world.db
    const waits = (hours: number) => ({ wait: { kind: 'after', ms: hours * HOUR } }) as const
    const evening = AT + 12 * HOUR
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, waits(3), waits(8)] }, evening)
    const one = subscribe(db, evening + 1)
    for (const hours of [0, 3]) await world.tick(evening + hours * HOUR + 1_000)
    const edition = db.write(() => beginChange(db, id, evening + 4 * HOUR))
    db.write(() => {
      change(edition, id)
      approveChange(db, id, { onTheirWay: 'new' }, evening + 4 * HOUR)
    })
    for (let at = evening + 4 * HOUR; at < evening + 2 * DAY; at += 5 * MINUTE) await world.tick(at)
    const [first, second, third] = world.left.filter(({ person }) => person === one).map(({ at }) => at)
    expect([first, second]).toEqual([evening + 1_000, evening + 13 * HOUR])
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(5 * HOUR)
  })

  test.each([
    ['the first becomes the last', 1, 3, false, [1, 2, 3]],
    ['the first becomes the last, in other words', 1, 3, true, [1, 2, 3]],
    ['the last becomes the first', 3, 1, false, [1, 3, 2]],
    ['the last becomes the second', 3, 2, false, [1, 3, 2]],
  ] as const)('that moves messages (%s) loses none and brings none twice', async (_, from, to, anew, expected) => {
    const waits = [1, 2, 3].map(days => ({ wait: { kind: 'after', ms: days * DAY } }) as const)
    const id = series(db, { entry: ON_START, messages: waits }, AT)
    const one = subscribe(db, AT + 1)
    for (const days of [0, 1]) await world.tick(AT + days * DAY + 1_000)
    const edition = db.write(() => beginChange(db, id, AT + DAY + HOUR))
    if (anew) words(listMessages(db, id, edition)[from - 1]?.offerId ?? 0, 'Other words')
    db.write(() => {
      moveMessage(db, { campaignId: id, edition, position: from }, to)
      approveChange(db, id, { onTheirWay: 'new' }, AT + DAY + HOUR)
    })
    const carriers = listMessages(db, id, 1).map(({ broadcastId }) => broadcastId)
    for (let at = AT + DAY + HOUR; at < AT + 6 * DAY; at += HOUR) await world.tick(at)
    const had = world.left.filter(({ person }) => person === one).map(left => carriers.indexOf(left.broadcastId) + 1)
    expect(had).toEqual(expected)
  })

  test('that follows another before everybody was taken over takes over all of them', async () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    const [, two] = [subscribe(db, AT + 1), subscribe(db, AT + 1)]
    await world.tick(AT + 1_000)
    // So far behind the first that not all are looked at in one go.
    db.sql('update enrolments set id = 9000 where subscriber_id = ?').run(two)
    const editions = () => db.sql<{ edition: number }>('select edition from enrolments order by id').all()
    for (const text of ['Other words', 'Words once more']) {
      db.write(() => pauseCampaign(db, id, AT + HOUR))
      const edition = db.write(() => beginChange(db, id, AT + HOUR))
      words(listMessages(db, id, edition)[1]?.offerId ?? 0, text)
      db.write(() => {
        approveChange(db, id, { onTheirWay: 'new' }, AT + HOUR)
        resumeCampaign(db, id, AT + HOUR)
      })
      await world.tick(AT + HOUR)
    }
    for (let i = 1; i < 4; i++) await world.tick(AT + HOUR + i * 1_000)
    expect(editions()).toEqual([{ edition: 3 }, { edition: 3 }])
    expect(getSeries(db, id).moving).toBeNull()
  })

  test('is put away without a trace', () => {
    const id = series(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    const edition = db.write(() => beginChange(db, id, AT))
    expect(findChangeOf(db, getSeries(db, id))).toBe(edition)
    expect(db.write(() => dropChange(db, id))).toBe(true)
    expect(findChangeOf(db, getSeries(db, id))).toBeNull()
    expect(() => db.write(() => approveChange(db, id, { onTheirWay: 'old' }, AT))).toThrow('campaign_state')
  })
})
