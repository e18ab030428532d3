import type { Db } from '../../src/db/open.js'
import type { BroadcastState, PauseReason } from '../../src/delivery/broadcast.js'
import { EMPTY_DRAFT } from '../../src/offers/draft.js'

/** Tuesday 24 November 2026, 10:00 in Moscow. */
export const AT = Date.UTC(2026, 10, 24, 7)
export const ADMIN = 900_000_001

export type Row = {
  id: number
  person: number
  variant: number
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'skipped' | 'held_out'
  reason?: string | null
  error?: string | null
  broadcast?: number
}
export type BroadcastRow = {
  id?: number
  name?: string
  goal?: 'inform' | 'sell' | 'bring_back' | 'collect' | 'move_up'
  state: BroadcastState
  pauseReason?: PauseReason
  pauseError?: string
  parts?: { variantId: number; name: string | null }[]
  shownAudience?: number
  startsAt?: number
  startedAt?: number | null
  finishedAt?: number | null
}

export function addPeople(db: Db, n: number): void {
  for (let id = 1; id <= n; id++) {
    db.sql(
      `insert or ignore into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
       values (?, ?, ?, 0, 0, ?, 0)`,
    ).run(id, id, `Person ${id}`, id)
  }
}

/** A broadcast with its own offer; versions get the ids of its parts. */
export function addBroadcast(db: Db, broadcast: BroadcastRow): number {
  const { id = 1, name = `Offer ${id}`, parts = [{ variantId: id * 10 + 1, name: null }] } = broadcast
  db.sql(
    `insert into offers (id, name_folded, name, goal, state, draft, created_by, created_at) values (?, ?, ?, ?, 'used', ?, ?, 0)`,
  ).run(id, name.toLowerCase(), name, broadcast.goal ?? 'sell', JSON.stringify(EMPTY_DRAFT), ADMIN)
  for (const [position, variantId] of [...new Set(parts.map(part => part.variantId))].entries()) {
    const content = {
      kind: 'text',
      text: 'See shop.ru/text',
      entities: [{ type: 'url', offset: 4, length: 12 }],
      fileId: null,
      preview: false,
      buttons: [[{ label: 'Choose boots', url: 'https://shop.ru/boots' }]],
    }
    db.sql('insert into variants (id, offer_id, position, content) values (?, ?, ?, ?)').run(
      variantId,
      id,
      position,
      JSON.stringify(content),
    )
    const links = [
      [1, 'https://shop.ru/text', 'shop.ru/text'],
      [2, 'https://shop.ru/boots', 'Choose boots'],
      [3, 'https://shop.ru/removed', 'Removed while a draft'],
    ] as const
    for (const [number, url, label] of links)
      db.sql('insert into links (variant_id, number, url, label) values (?, ?, ?, ?)').run(
        variantId,
        number,
        url,
        label,
      )
  }
  const startedAt = broadcast.startedAt === undefined ? AT : broadcast.startedAt
  const over = broadcast.state === 'finished' || broadcast.state === 'cancelled'
  db.sql(
    `insert into broadcasts (id, offer_id, state, pause_reason, pause_error, parts, left_out, shown_audience, zone, starts_at,
       started_at, finished_at, created_by, created_at)
     values (?, ?, ?, ?, ?, ?, '[]', ?, 'Europe/Moscow', ?, ?, ?, ?, ?)`,
  ).run(
    id,
    id,
    broadcast.state,
    broadcast.pauseReason ?? null,
    broadcast.pauseError ?? null,
    JSON.stringify(parts.map(part => ({ ...part, segmentId: null, criterion: { leaf: 'everyone' } }))),
    broadcast.shownAudience ?? 300,
    broadcast.startsAt ?? AT,
    startedAt,
    broadcast.finishedAt ?? (over ? AT + 300_000 : null),
    ADMIN,
    id,
  )
  return id
}

export function addRow(db: Db, row: Row): void {
  const claimed = ['sending', 'sent', 'failed', 'uncertain'].includes(row.state)
  db.sql(
    `insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, reason, error, due_at, claimed_at, sent_at)
     values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
  ).run(
    row.id,
    row.broadcast ?? 1,
    row.person,
    row.variant,
    row.state,
    row.reason ?? null,
    row.error ?? null,
    claimed ? AT : null,
    row.state === 'sent' ? AT : null,
  )
}

/** `n` rows alike, for the people after those who have one already. */
export function addRows(db: Db, n: number, row: Omit<Row, 'id' | 'person'>): void {
  const broadcast = row.broadcast ?? 1
  for (let i = 0; i < n; i++) {
    const last = db.sql<{ id: number }>('select coalesce(max(id), 0) as id from deliveries').get()?.id ?? 0
    const people = db.sql<{ n: number }>('select count(*) as n from deliveries where broadcast_id = ?').get(broadcast)
    addRow(db, { ...row, id: last + 1, person: (people?.n ?? 0) + 1 })
  }
}

export type ClickRow = { delivery: number; person: number; link: number; verdict: 'human' | 'machine' | 'unsure' }

export function addClick(db: Db, { delivery, person, link, verdict }: ClickRow, broadcast = 1): void {
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     values (?, ?, ?, ?, ?, ?, 'person', 'x')`,
  ).run(delivery, link, person, broadcast, AT, verdict)
}

export function addRead(
  db: Db,
  read: { delivery: number; person: number; evidence: string; grade: 'confirmed' | 'inferred' },
  broadcast = 1,
): void {
  db.sql('insert or ignore into reads values (?, ?, ?, ?, ?, ?, null)').run(
    read.delivery,
    read.evidence,
    read.grade,
    read.person,
    broadcast,
    AT,
  )
}

export function addReply(db: Db, reply: { delivery: number; person: number }, broadcast = 1): void {
  db.sql(
    'insert into replies (subscriber_id, delivery_id, broadcast_id, quoted, message_id, at) values (?, ?, ?, 0, (select count(*) from replies), ?)',
  ).run(reply.person, reply.delivery, broadcast, AT)
}

export function addEvent(
  db: Db,
  event: { person: number; kind: string; delivery: number | null; why?: string | null },
): void {
  db.sql('insert into subscription_events (subscriber_id, kind, delivery_id, at, why) values (?, ?, ?, ?, ?)').run(
    event.person,
    event.kind,
    event.delivery,
    AT,
    event.why ?? null,
  )
}

/** An order that came after a message, as `refreshConversions` would have written it. Amounts are minor units. */
export type ConversionRow = {
  order: number
  delivery: number
  broadcast?: number
  person: number | null
  by?: 'code' | 'shared' | 'click_id' | 'click' | 'seen'
  at: number
  amount: number
  currency?: string
  discount?: number | null
  link?: number | null
}

export function addConversion(db: Db, row: ConversionRow): void {
  db.sql(
    `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, link, by, evidence_at, at, amount,
       currency, discount) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[row.order, row.person ?? 0, row.delivery, row.broadcast ?? 1, row.person, row.link ?? null, row.by ?? 'click'],
    ...[AT, row.at, row.amount, row.currency ?? 'EUR', row.discount ?? null],
  )
}

/** Takes everything away, so that a property can begin anew. */
export function clear(db: Db): void {
  const tables = [
    ...['clicks', 'reads', 'replies', 'subscription_events', 'conversions', 'holdout_members', 'holdouts', 'repairs'],
    ...['orders', 'customers', 'deliveries', 'broadcasts', 'links', 'variants'],
  ]
  for (const table of [...tables, 'offers', 'subscribers', 'settings']) db.sql(`delete from ${table}`).run()
}
