import { beforeEach, describe, expect, test } from 'vitest'
import { builtIn } from '../../../src/audience/attribute.js'
import { createSource } from '../../../src/audience/source.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { comingIn } from '../../../src/delivery/campaign/entering/coming.js'
import { seriesCounts } from '../../../src/delivery/campaign/series/counts.js'
import { getSeries, pauseCampaign, resumeCampaign } from '../../../src/delivery/campaign/series.js'
import type { Start } from '../../../src/delivery/campaign/terms.js'
import { createSeriesWatch } from '../../../src/delivery/campaign/walk/watch.js'
import { silentLog } from '../../../src/log.js'
import { createSegment } from '../../../src/segments/segment.js'
import { AT, AT_ONCE, begin, db, got, restart, starting, world } from './stage.js'
import { ON_START, order, series, subscribe } from './world.js'

beforeEach(() => begin())

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
    await restart()
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
