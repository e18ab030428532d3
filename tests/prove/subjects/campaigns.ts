import { campaigns as places } from '../../../src/bot/admin/campaigns/addresses.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { findCampaign } from '../../../src/delivery/campaign/campaign.js'
import { findMessageOf, listMessages, setMessage } from '../../../src/delivery/campaign/message.js'
import { beginChange } from '../../../src/delivery/campaign/series/change.js'
import { getOpen } from '../../../src/delivery/campaign/series/draft.js'
import { seriesPrint } from '../../../src/delivery/campaign/series/print.js'
import { endCampaign, pauseCampaign } from '../../../src/delivery/campaign/series.js'
import { createSegment } from '../../../src/segments/segment.js'
import { draftSeries, enrol, type SeriesOptions, startedSeries } from '../../support/series.js'
import { ADMIN, askedAt, besides, press, type Subject, subject } from './scene.js'

const draft = (db: Db, at: number, more: Partial<SeriesOptions> = {}) =>
  draftSeries(db, { createdBy: ADMIN, ...more }, at)
const offerOf = (db: Db, at: number, n = 0) => draft(db, at).offers[n] ?? 0
const print = (db: Db, id: number) => seriesPrint(db, getOpen(db, id))
const generation = (db: Db, id: number) => findCampaign(db, id)?.generation ?? 0
const vip = (db: Db, at: number) =>
  createSegment(db, { name: 'VIP', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, at).id

/** A series that runs, and in which nobody is yet: whoever is would be taken out of it a little later when it ends. */
const empty = (db: Db, at: number) => startedSeries(db, { createdBy: ADMIN }, at).id

/** A series that runs, with somebody on their way. */
function running(db: Db, at: number): number {
  const { id } = startedSeries(db, { createdBy: ADMIN }, at)
  enrol(db, id, 1, { position: 0, at, nextAt: at + 2 * DAY })
  return id
}

/** The same, with a change that was begun. */
function changing(db: Db, at: number): number {
  const id = running(db, at)
  beginChange(db, id, at)
  return id
}

/** One that starts by a date of people’s own. */
const dated = (db: Db, at: number) =>
  draft(db, at, { on: { kind: 'date', attributeId: null, days: 0, yearly: true, minute: 660 } }).id

function event(db: Db): number {
  db.sql(
    `insert into event_names (id, name_folded, name, properties, first_at, last_at) values (1, 'cart', 'Cart', '[]', 0, 0)`,
  ).run()
  return 1
}

const paused = subject('a series is paused', (db, at) => press(places.pause.data({ id: empty(db, at) })))
const resumed = subject('a series goes on', (db, at) => {
  const id = running(db, at)
  pauseCampaign(db, id, at)
  return press(places.resume.data({ id, generation: generation(db, id) }))
})
const added = subject('a message is added to a series', (db, at) =>
  press(places.add.data({ id: draft(db, at).id, after: 2 })),
)

/** Deeds on series: made, composed, tested, started, paused, changed, ended. */
export const campaigns: readonly Subject[] = [
  subject('a series is made', () => press(places.make.data({}))),
  subject('a ready-made series is made', () => press(places.ready.data({ which: 0 }))),
  subject('a series for an RFM group is made', db => {
    db.sql(`insert into customers (id, external_id, subscriber_id, created_at) values (1, 'c1', 1, 0)`).run()
    db.sql(
      `insert into orders (external_id, customer_id, at, status, total, currency) values ('o1', 1, 0, 'paid', 1000, 'EUR')`,
    ).run()
    return press(places.readyFor.data({ group: 0 }))
  }),
  subject('a series is renamed', (db, at) => askedAt(db, places.name.data({ id: draft(db, at).id }), 'Hello')),
  subject('a series is deleted', (db, at) => press(places.delete.data({ id: draft(db, at).id }))),
  added,
  subject('the words of a message are sent', (db, at) =>
    askedAt(db, places.message.data({ offer: offerOf(db, at) }), 'Other words'),
  ),
  subject('how long a message waits is chosen', (db, at) =>
    press(places.waitIs.data({ offer: offerOf(db, at), hours: 72 })),
  ),
  subject('how long a message waits is typed', (db, at) =>
    askedAt(db, places.wait.data({ offer: offerOf(db, at) }), '3 hours'),
  ),
  subject('the hour of a message is chosen', (db, at) =>
    press(places.hourIs.data({ offer: offerOf(db, at), minute: 540 })),
  ),
  subject('the hour of a message is typed', (db, at) =>
    askedAt(db, places.hour.data({ offer: offerOf(db, at) }), '9:30'),
  ),
  subject('a message is only for some', (db, at) =>
    press(places.onlyIs.data({ offer: offerOf(db, at), segment: vip(db, at) })),
  ),
  subject('a message is for everybody', (db, at) => {
    const offer = offerOf(db, at)
    const message = findMessageOf(db, offer)
    if (message !== null)
      setMessage(db, message, { onlyIf: { leaf: 'premium', value: true }, onlySegmentId: vip(db, at) })
    return press(places.everybody.data({ offer }))
  }),
  subject('a message of a series is pinned', (db, at) => press(places.pin.data({ offer: offerOf(db, at), on: 1 }))),
  subject('a message comes earlier', (db, at) => press(places.place.data({ offer: offerOf(db, at, 1), position: 1 }))),
  subject('a message is taken out', (db, at) => press(places.drop.data({ offer: offerOf(db, at) }))),
  subject('a series starts by a subscription', (db, at) => press(places.subscribedIs.data({ id: dated(db, at) }))),
  subject('a series starts by a source', (db, at) =>
    press(places.source.data({ id: draft(db, at).id, source: 1, on: 1, page: 0 })),
  ),
  subject('a series is also for those moved in', (db, at) =>
    press(places.movedIn.data({ id: draft(db, at).id, on: 1, page: 0 })),
  ),
  subject('a series starts by an order', (db, at) => press(places.orderedIs.data({ id: draft(db, at).id, any: 1 }))),
  subject('a series starts by a segment', (db, at) =>
    press(places.segmentIs.data({ id: draft(db, at).id, leaves: 0, segment: vip(db, at) })),
  ),
  subject('a series starts by a date', (db, at) => press(places.dateIs.data({ id: draft(db, at).id, field: 0 }))),
  subject('days before a date are chosen', (db, at) => press(places.daysIs.data({ id: dated(db, at), days: 362 }))),
  subject('days before a date are typed', (db, at) =>
    askedAt(db, places.days.data({ id: dated(db, at) }), '3 days before'),
  ),
  subject('a date comes every year', (db, at) => press(places.yearly.data({ id: dated(db, at), on: 1 }))),
  subject('a series starts by an event', (db, at) =>
    press(places.eventIs.data({ id: draft(db, at).id, event: event(db) })),
  ),
  subject('a series takes people in again', (db, at) =>
    press(places.againIs.data({ id: draft(db, at, { on: { kind: 'ordered', which: 'any' } }).id, days: 30 })),
  ),
  subject('after how long a series takes people in again is typed', (db, at) =>
    askedAt(db, places.again.data({ id: draft(db, at, { on: { kind: 'ordered', which: 'any' } }).id }), '45 days'),
  ),
  subject('a series ends by a click', (db, at) => press(places.endsIs.data({ id: draft(db, at).id, which: 1, on: 1 }))),
  subject('a series is tested', (db, at) => press(places.test.data({ id: draft(db, at).id, generation: 0 }))),
  subject('a series is also for those of the last days', (db, at) =>
    press(places.lastDays.data({ id: draft(db, at).id, on: 1 })),
  ),
  subject('a series is started', (db, at) => {
    const { id } = draft(db, at)
    return press(places.start.data({ id, generation: print(db, id) }))
  }),
  paused,
  besides(paused, 'ends it', db => void db.write(() => endCampaign(db, newest(db), Date.now()))),
  resumed,
  besides(resumed, 'pauses it again', db => void db.write(() => pauseCampaign(db, newest(db), Date.now()))),
  subject('a change of a series is begun', (db, at) => press(places.change.data({ id: running(db, at) }))),
  subject('a change of a series is used', (db, at) => {
    const id = changing(db, at)
    return press(places.apply.data({ id, all: 1, generation: print(db, id) }))
  }),
  subject('a change of a series is thrown away', (db, at) => {
    const id = changing(db, at)
    return press(places.undo.data({ id, generation: generation(db, id) }))
  }),
  subject('a series is ended', (db, at) => {
    const id = empty(db, at)
    return press(places.end.data({ id, generation: generation(db, id) }))
  }),
  besides(added, 'takes one out', db => {
    const id = newest(db)
    const last = listMessages(db, id, 1).at(-1)
    if (last !== undefined) db.sql('delete from campaign_messages where offer_id = ?').run(last.offerId)
  }),
]

const newest = (db: Db) => db.sql<{ id: number }>('select max(id) as id from campaigns').get()?.id ?? 0
