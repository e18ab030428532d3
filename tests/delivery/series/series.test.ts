import { beforeEach, describe, expect, test } from 'vitest'
import { archiveAttribute, createAttribute } from '../../../src/audience/attribute.js'
import { createSource } from '../../../src/audience/source.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { getBroadcast, listRunning } from '../../../src/delivery/broadcast.js'
import { getCampaign } from '../../../src/delivery/campaign/campaign.js'
import {
  addMessage,
  dropMessage,
  listMessages,
  moveMessage,
  setMessage,
} from '../../../src/delivery/campaign/message.js'
import { approveChange, beginChange } from '../../../src/delivery/campaign/series/change.js'
import { listEnrolled, seriesCounts } from '../../../src/delivery/campaign/series/counts.js'
import {
  endCampaign,
  listHaltsToTell,
  pauseCampaign,
  resumeCampaign,
  startSeries,
} from '../../../src/delivery/campaign/series.js'
import type { Entry } from '../../../src/delivery/campaign/terms.js'
import { restAll } from '../../../src/delivery/engine/token.js'
import { eraseFromDeliveries } from '../../../src/delivery/erase.js'
import { pauseBroadcast, resumeBroadcast } from '../../../src/delivery/lifecycle.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { holdRestored } from '../../../src/delivery/restored.js'
import { closeEnds } from '../../../src/delivery/schedule/deadline.js'
import { deadlineOf } from '../../../src/delivery/schedule/end.js'
import { listReminders } from '../../../src/delivery/schedule/reminding.js'
import { listPausesToTell } from '../../../src/delivery/untold.js'
import { setHolds, setPinned } from '../../../src/offers/draft/deadline.js'
import { changeDraft } from '../../../src/offers/offer.js'
import { findFate } from '../../../src/reports/why/fate.js'
import { createSegment, deleteSegment } from '../../../src/segments/segment.js'
import { AT, AT_ONCE, begin, db, got, IN_A_DAY, restart, rows, starting, world } from './stage.js'
import { draftOffer, draftSeries, NO_EXIT, ON_START, order, remind, series, subscribe } from './world.js'

beforeEach(() => begin())

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
    await restart()
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
    await restart()
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

  test.each([
    ['new', 0],
    ['old', 1],
  ] as const)('that is changed to remind no more ends what waits for those who get the %s', async (onTheirWay, n) => {
    const id = draftSeries(db, { entry: ON_START, messages: [AT_ONCE, IN_A_DAY] }, AT)
    remind(db, id, [3, 3])
    db.write(() => startSeries(db, id, AT))
    subscribe(db, AT + 1)
    await world.tick(AT + MINUTE)
    db.write(() => {
      const [first, second] = listMessages(db, id, beginChange(db, id, AT + HOUR))
      changeDraft(db, first?.offerId ?? 0, () => ({ nudge: null }))
      expect(second?.earlier).toBe(2)
      approveChange(db, id, { onTheirWay }, AT + HOUR)
    })
    const [first = 0, second = 0] = listReminders(db, id).values()
    for (const hours of [2, 4, 24, 25, 28]) await world.tick(AT + hours * HOUR + MINUTE)
    const left = (broadcast: number) => world.left.filter(({ broadcastId }) => broadcastId === broadcast).length
    expect([left(first), left(second)]).toEqual([n, 1])
  })

  test('reminds nobody of its last message who did what it ends by since', async () => {
    const id = draftSeries(db, { entry: ON_START, exit: { ...NO_EXIT, ordered: true }, messages: [AT_ONCE] }, AT)
    remind(db, id, [3])
    db.write(() => startSeries(db, id, AT))
    const [bought, quiet] = [subscribe(db, AT + 1), subscribe(db, AT + 1)]
    for (const minutes of [1, 30]) await world.tick(AT + minutes * MINUTE)
    expect(db.sql('select distinct state from enrolments').all()).toEqual([{ state: 'done' }])
    order(db, bought, AT + HOUR)
    await world.tick(AT + 4 * HOUR)
    const [reminder = 0] = listReminders(db, id).values()
    expect(
      db.sql(`select subscriber_id as one, state, reason from deliveries where broadcast_id = ?`).all(reminder),
    ).toEqual([
      { one: bought, state: 'skipped', reason: 'ended' },
      { one: quiet, state: 'sent', reason: null },
    ])
  })

  test('reminds whoever came in again of what they got last alone, until that ends', async () => {
    const entry: Entry = { on: { kind: 'ordered', which: 'any' }, again: { kind: 'each' }, lastDays: 0 }
    const id = draftSeries(db, { entry, messages: [AT_ONCE] }, AT)
    remind(db, id, [3])
    db.write(() => {
      setHolds(db, listMessages(db, id, 1)[0]?.offerId ?? 0, 10 * HOUR)
      startSeries(db, id, AT)
    })
    const buyer = subscribe(db, AT - DAY)
    for (const at of [AT + MINUTE, AT + 2 * HOUR]) {
      order(db, buyer, at)
      const customers = db.sql<{ id: number }>('select id from customers').all()
      await world.watch.followOrders(
        customers.map(one => one.id),
        at,
      )
      for (const minutes of [0, 30]) await world.tick(at + minutes * MINUTE)
    }
    // By a clock that was ahead the first one ended later.
    db.sql('update delivery_ends set at = at + ? where delivery_id = (select min(delivery_id) from delivery_ends)').run(
      DAY,
    )
    await world.tick(AT + 3 * HOUR + 2 * MINUTE)
    await world.tick(AT + 5 * HOUR + MINUTE)
    const [reminder = 0] = listReminders(db, id).values()
    const reminded = db
      .sql<{ id: number; reason: string | null }>(
        'select id, reason from deliveries where broadcast_id = ? order by id',
      )
      .all(reminder)
    expect(reminded.map(({ reason }) => reason)).toEqual(['no_need', null])
    expect(deadlineOf(db, reminded[1]?.id ?? 0)).toBe(AT + 12 * HOUR)
  })

  test('reminds nobody by a clock that ran ahead', async () => {
    const id = draftSeries(db, { entry: ON_START, messages: [AT_ONCE] }, AT)
    remind(db, id, [3])
    db.write(() => startSeries(db, id, AT))
    await world.tick(AT + 1_000)
    const ahead = AT + 300 * DAY
    await world.tick(ahead, 1_000)
    subscribe(db, ahead)
    await world.tick(ahead + 1_000, 1_000)
    for (let minutes = 1; minutes < 190; minutes += 10) await world.tick(AT + minutes * MINUTE)
    expect(world.left.map(({ at }) => (at - AT) / HOUR > 4)).toEqual([true, false])
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
