import { beforeEach, describe, expect, test } from 'vitest'
import { builtIn } from '../../../src/audience/attribute.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { addMessage, dropMessage, listMessages, moveMessage } from '../../../src/delivery/campaign/message.js'
import { approveChange, beginChange, dropChange } from '../../../src/delivery/campaign/series/change.js'
import { seriesCounts } from '../../../src/delivery/campaign/series/counts.js'
import { findOpen, setEntry, setExit } from '../../../src/delivery/campaign/series/draft.js'
import { findChangeOf } from '../../../src/delivery/campaign/series/edition.js'
import { getSeries, pauseCampaign, resumeCampaign } from '../../../src/delivery/campaign/series.js'
import type { Entry, Start } from '../../../src/delivery/campaign/terms.js'
import { setContent } from '../../../src/offers/variant.js'
import { createSegment, deleteSegment } from '../../../src/segments/segment.js'
import { noRules } from '../../support/gates.js'
import { AT, AT_ONCE, begin, db, got, IN_A_DAY, restart, starting, world } from './stage.js'
import { draftOffer, NO_EXIT, ON_START, order, series, subscribe } from './world.js'

beforeEach(() => begin())

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
    await restart()
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
    await begin({ ...noRules, quiet: night })
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
