import { type Db, openDb } from '../../../src/db/open.js'
import { listRunning } from '../../../src/delivery/broadcast.js'
import { createCampaign } from '../../../src/delivery/campaign/campaign.js'
import { addMessage, listMessages, type MessageTerms } from '../../../src/delivery/campaign/message.js'
import { startSeries } from '../../../src/delivery/campaign/series.js'
import type { Entry, Exit } from '../../../src/delivery/campaign/terms.js'
import { createSeriesWatch, type SeriesWatch } from '../../../src/delivery/campaign/walk/watch.js'
import { claimTurn } from '../../../src/delivery/engine/turn.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { rescueDeliveries, settleDelivery } from '../../../src/delivery/settle.js'
import { silentLog } from '../../../src/log.js'
import { changeDraft, createOffer } from '../../../src/offers/offer.js'
import { setContent } from '../../../src/offers/variant.js'
import { noRules } from '../../support/gates.js'
import { readers } from '../../support/migrated.js'

/** A message that left: of which broadcast and occurrence, to whom, when by the wall clock. */
export type Left = { broadcastId: number; occurrence: number; person: number; at: number }

export const NO_EXIT: Exit = { ordered: false, clicked: false, replied: false, left: false }
export const ON_START: Entry = {
  on: { kind: 'subscribed', sources: null, movedIn: false },
  again: { kind: 'once' },
  lastDays: 0,
}

/** A draft of an offer of one text message. */
export function draftOffer(db: Db, text: string, at: number): number {
  return db.write(() => {
    const { id } = createOffer(db, { createdBy: 1, name: text }, at)
    setContent(db, id, null, { kind: 'text', text, entities: [], fileId: null, preview: false, buttons: [] })
    return id
  })
}

/** A series that is started. @returns its id */
export function series(
  db: Db,
  terms: { entry: Entry; exit?: Exit; zone?: string; messages: (Partial<MessageTerms> & Pick<MessageTerms, 'wait'>)[] },
  at: number,
): number {
  const id = draftSeries(db, terms, at)
  db.write(() => startSeries(db, id, at))
  return id
}

/** The same as a draft. */
export function draftSeries(
  db: Db,
  { entry, exit = NO_EXIT, zone = 'UTC', messages }: Parameters<typeof series>[1],
  at: number,
): number {
  const id = db.write(() =>
    createCampaign(db, { kind: 'series', name: 'Series', ready: null, zone, createdBy: 1, entry, exit }, at),
  )
  for (const [i, message] of messages.entries()) {
    const offerId = draftOffer(db, `Message ${i + 1}`, at)
    db.write(() => addMessage(db, { campaignId: id, edition: 1 }, { ...message, offerId }))
  }
  return id
}

/** Lets messages of a draft be reminded of so many hours later. */
export function remind(db: Db, id: number, hours: readonly (number | null)[]): void {
  for (const [i, { offerId }] of listMessages(db, id, 1).entries()) {
    const after = hours[i] ?? null
    if (after === null) continue
    const content = {
      kind: 'text' as const,
      text: 'Still there',
      entities: [],
      fileId: null,
      preview: false,
      buttons: [],
    }
    db.write(() => changeDraft(db, offerId, () => ({ nudge: { hours: after, content } })))
  }
}

/** Somebody who pressed Start. @returns their id */
export function subscribe(
  db: Db,
  at: number,
  more: { zone?: string | null; source?: string; kind?: 'start' | 'move_in' } = {},
): number {
  return db.write(() => {
    const telegram = (db.sql<{ n: number | null }>('select max(telegram_id) as n from subscribers').get()?.n ?? 100) + 1
    const { lastInsertRowid } = db
      .sql(
        `insert into subscribers (telegram_id, first_name, source, subscribed_at, last_seen_at, dice, created_at, time_zone)
         values (?, 'Anna', ?, ?, ?, ?, ?, ?)`,
      )
      .run(telegram, more.source ?? null, at, at, (telegram * 7_919_317) % (2 ** 31 - 1), at, more.zone ?? null)
    const id = Number(lastInsertRowid)
    db.sql('insert into subscription_events (subscriber_id, kind, source, at) values (?, ?, ?, ?)').run(
      id,
      more.kind ?? 'start',
      more.source ?? null,
      at,
    )
    return id
  })
}

/** An order of somebody that counts. */
export function order(db: Db, person: number, at: number, status = 'paid'): number {
  return db.write(() => {
    db.sql(
      `insert into customers (external_id, subscriber_id, created_at) select ?, ?, ?
       where not exists (select 1 from customers where subscriber_id = ?)`,
    ).run(`c${person}`, person, at, person)
    const customer = db.sql<{ id: number }>('select id from customers where subscriber_id = ?').get(person)?.id ?? 0
    const { lastInsertRowid } = db
      .sql(`insert into orders (external_id, customer_id, at, status, total, currency) values (?, ?, ?, ?, 100, 'EUR')`)
      .run(`o${Math.random()}`, customer, at, status)
    return Number(lastInsertRowid)
  })
}

/** A process that works with the file, its clocks moved by hand. */
export type World = {
  db: Db
  watch: SeriesWatch
  /** What left so far. */
  left: Left[]
  /** One second of everything, at this moment of the wall clock; `lasted`: ms of the other clock since the last. */
  tick(at: number, lasted?: number): Promise<void>
  /** The process ends and another one begins. */
  restart(): Promise<void>
}

/** Opens it. */
export async function openWorld(path: string, rules: GateRules = noRules): Promise<World> {
  let now = 0
  let monotonic = 0
  let turn = 0
  const clock = { now: () => now, monotonic: () => monotonic }
  const work = (db: Db) => createSeriesWatch({ db, clock, log: silentLog, zone: () => 'UTC', changed: () => {} })
  const db = await openDb(path, { readers })
  const world: World = {
    db,
    watch: work(db),
    left: [],
    async tick(at, lasted = Math.max(0, at - now)) {
      if (now !== 0) monotonic += lasted
      now = at
      await world.watch.run(at)
      const { db } = world
      for (;;) {
        const claimed = db.write(() => claimTurn(db, listRunning(db, at), 100, ++turn, at, rules))
        db.write(() => {
          for (const message of claimed.messages) {
            const row = db.sql<{ occurrence: number }>('select occurrence from deliveries where id = ?').get(message.id)
            settleDelivery(db, message, { kind: 'sent', messageId: message.id }, at)
            world.left.push({
              broadcastId: message.broadcastId,
              occurrence: row?.occurrence ?? 0,
              person: message.subscriberId,
              at,
            })
          }
        })
        if (claimed.messages.length + claimed.skipped === 0) return
      }
    },
    async restart() {
      await world.db.close()
      world.db = await openDb(path, { readers })
      world.db.write(() => rescueDeliveries(world.db, 'restart'))
      world.watch = work(world.db)
    },
  }
  return world
}
