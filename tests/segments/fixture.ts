import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import type { EvaluationContext } from '../../src/segments/window.js'

/** Tuesday 24 November 2026, noon in Moscow. */
export const AT = Date.UTC(2026, 10, 24, 9)
export const CONTEXT: EvaluationContext = { at: AT, zone: 'Europe/Moscow' }
export const ago = (days: number) => AT - days * DAY

export type Human = {
  id: number
  name: string
  telegramLanguage: string | null
  chosenLanguage: string | null
  premium: boolean
  source: string | null
  subscribedAt: number
  unsubscribedAt: number | null
  pausedUntil: number | null
  unreachable: 'blocked' | 'deactivated' | null
}
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'skipped'
export type Delivered = {
  id: number
  broadcast: number
  person: number
  state: DeliveryState
  at: number
  takenBackAt?: number
}
export type Evidence = 'press' | 'click' | 'reply' | 'reaction' | 'activity'
export type Read = { delivery: number; evidence: Evidence; at: number }
export type Click = { delivery: number; link: number; at: number; verdict: 'human' | 'machine' | 'unsure' }
export type Broadcast = { id: number; offer: number; startedAt: number }

/** Everything that a criterion may ask about, as plain data. */
export type World = {
  people: Human[]
  offers: { id: number; name: string }[]
  broadcasts: Broadcast[]
  deliveries: Delivered[]
  reads: Read[]
  clicks: Click[]
}

export async function openTemporary(): Promise<{ db: Db; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-segments-'))
  const db = await openDb(join(folder, 'test.db'))
  return {
    db,
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Replaces whatever is in the database by the world. */
export function fill(db: Db, world: World): void {
  db.write(() => {
    for (const table of ['clicks', 'reads', 'deliveries', 'broadcasts', 'links', 'variants', 'offers', 'subscribers'])
      db.sql(`delete from ${table}`).run()
    for (const p of world.people) addPerson(db, p)
    for (const { id, name } of world.offers)
      db.sql(
        "insert into offers (id, name, name_folded, goal, state, draft, created_by, created_at) values (?, ?, ?, 'inform', 'used', '{}', 1, 0)",
      ).run(id, name, name.toLowerCase())
    for (const { id, offer, startedAt } of world.broadcasts)
      db.sql(
        "insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, started_at, created_by, created_at) values (?, ?, 'finished', '[]', '[]', 0, 'UTC', ?, ?, 1, 0)",
      ).run(id, offer, startedAt, startedAt)
    for (const d of world.deliveries) addDelivery(db, d)
    for (const { delivery, evidence, at } of world.reads) {
      const { person, broadcast } = byId(world.deliveries, delivery)
      const grade = evidence === 'activity' ? 'inferred' : 'confirmed'
      db.sql('insert into reads values (?, ?, ?, ?, ?, ?, null)').run(delivery, evidence, grade, person, broadcast, at)
    }
    for (const { delivery, link, at, verdict } of world.clicks) {
      const { person, broadcast } = byId(world.deliveries, delivery)
      db.sql(
        "insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (?, ?, ?, ?, ?, ?, 'x', 'x')",
      ).run(delivery, link, person, broadcast, at, verdict)
    }
  })
}

export function byId<T extends { id: number }>(rows: T[], id: number): T {
  const row = rows.find(row => row.id === id)
  if (row === undefined) throw new Error(`no row ${id}`)
  return row
}

function addPerson(db: Db, p: Human): void {
  db.sql(
    `insert into subscribers (id, telegram_id, first_name, telegram_language, chosen_language, premium, source,
      subscribed_at, unsubscribed_at, paused_until, unreachable, last_seen_at, dice, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[p.id, 7_000_000_000 + p.id, p.name, p.telegramLanguage, p.chosenLanguage, p.premium ? 1 : 0, p.source],
    ...[p.subscribedAt, p.unsubscribedAt, p.pausedUntil, p.unreachable, AT, (p.id * 1_000_003) % 2_147_483_647, AT],
  )
}

function addDelivery(db: Db, { id, broadcast, person, state, at, takenBackAt }: Delivered): void {
  const claimedAt = state === 'queued' || state === 'skipped' ? null : at
  const sentAt = state === 'sent' ? at : null
  db.sql(
    `insert into deliveries (id, broadcast_id, subscriber_id, occurrence, state, due_at, claimed_at, sent_at, taken_back_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, broadcast, person, id, state, at, claimedAt, sentAt, takenBackAt ?? null)
}

const human = (id: number, name: string, facts: Partial<Human>): Human => ({
  id,
  name,
  telegramLanguage: 'en',
  chosenLanguage: null,
  premium: false,
  source: null,
  subscribedAt: ago(200),
  unsubscribedAt: null,
  pausedUntil: null,
  unreachable: null,
  ...facts,
})

const spring = 1
const boots = 2

/**
 * Eight people. Ann clicks everything, Bob blocked the bot, Cat stopped offers, Dan is on pause and Telegram never
 * answered for two of his messages, Eve reads but only robots click for her, Finn is new, nothing ever reached Gus,
 * and all that is known of Hana is dated after the evaluation.
 */
export const EIGHT: World = {
  people: [
    human(1, 'ann', { telegramLanguage: 'en-GB', premium: true, source: 'fb_spring', subscribedAt: ago(400) }),
    human(2, 'bob', { telegramLanguage: 'ru', source: 'fb_spring', unreachable: 'blocked' }),
    human(3, 'cat', { chosenLanguage: 'ru', premium: true, unsubscribedAt: ago(30) }),
    human(4, 'dan', { telegramLanguage: null, subscribedAt: ago(60), pausedUntil: AT + DAY }),
    human(5, 'eve', { telegramLanguage: 'pt-br', source: 'tg_ads', subscribedAt: ago(60) - 1, pausedUntil: AT }),
    human(6, 'finn', { telegramLanguage: 'de', source: 'FB_spring', subscribedAt: ago(7) }),
    human(7, 'gus', { telegramLanguage: 'EN', source: "x') or 1=1 --", subscribedAt: ago(7) - 1 }),
    human(8, 'hana', { telegramLanguage: 'uk', subscribedAt: AT + 1 }),
  ],
  offers: [
    { id: spring, name: 'Spring sale' },
    { id: boots, name: 'Autumn boots' },
  ],
  broadcasts: [
    { id: 1, offer: spring, startedAt: ago(40) },
    { id: 2, offer: spring, startedAt: ago(10) },
    { id: 3, offer: boots, startedAt: ago(5) },
  ],
  deliveries: [
    { id: 11, broadcast: 1, person: 1, state: 'sent', at: ago(40) },
    { id: 12, broadcast: 2, person: 1, state: 'sent', at: ago(10) },
    { id: 13, broadcast: 3, person: 1, state: 'sent', at: ago(5) },
    { id: 21, broadcast: 1, person: 2, state: 'sent', at: ago(40) },
    { id: 31, broadcast: 1, person: 3, state: 'sent', at: ago(40) },
    { id: 41, broadcast: 1, person: 4, state: 'sent', at: ago(40) },
    { id: 42, broadcast: 2, person: 4, state: 'uncertain', at: ago(10) },
    { id: 43, broadcast: 3, person: 4, state: 'uncertain', at: ago(5) },
    { id: 51, broadcast: 1, person: 5, state: 'sent', at: ago(40) },
    { id: 53, broadcast: 3, person: 5, state: 'sent', at: ago(5) },
    { id: 71, broadcast: 1, person: 7, state: 'failed', at: ago(40) },
    { id: 72, broadcast: 2, person: 7, state: 'skipped', at: ago(10) },
    { id: 73, broadcast: 3, person: 7, state: 'queued', at: ago(5) },
    { id: 74, broadcast: 3, person: 7, state: 'sending', at: ago(5) },
    { id: 83, broadcast: 3, person: 8, state: 'sent', at: AT + 1 },
  ],
  reads: [
    { delivery: 11, evidence: 'press', at: ago(40) },
    { delivery: 12, evidence: 'click', at: ago(10) },
    { delivery: 31, evidence: 'activity', at: ago(39) },
    { delivery: 53, evidence: 'activity', at: ago(5) },
    { delivery: 53, evidence: 'reaction', at: ago(4) },
    { delivery: 83, evidence: 'press', at: AT + 1 },
  ],
  clicks: [
    { delivery: 11, link: 1, at: ago(40), verdict: 'human' },
    { delivery: 12, link: 1, at: ago(10), verdict: 'human' },
    { delivery: 12, link: 2, at: ago(9), verdict: 'human' },
    { delivery: 13, link: 1, at: ago(1), verdict: 'unsure' },
    { delivery: 53, link: 1, at: ago(5), verdict: 'machine' },
    { delivery: 83, link: 1, at: AT + 1, verdict: 'human' },
  ],
}
