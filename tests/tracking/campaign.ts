import type { Db } from '../../src/db/open.js'
import type { Hit } from '../../src/tracking/click.js'

/** When the message of `seedCampaign` was sent, ms UTC. */
export const SENT_AT = Date.UTC(2026, 9, 5, 12)

/** An ordinary phone. */
export const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'

/** A delivery to write: subscriber 1 or 2, broadcast 1 or 2. */
export type Sending = {
  id: number
  subscriber?: number
  broadcast?: number
  state?: 'queued' | 'sending' | 'sent' | 'uncertain' | 'failed'
  claimedAt?: number | null
  sentAt?: number | null
  messageId?: number | null
}

/** Two people and two broadcasts of one offer with links 1 to 4 and UTM campaign "spring"; test 1 of the same message. */
export function seedCampaign(db: Db): void {
  db.write(() => {
    const run = (sql: string) => void db.sql(sql).run()
    for (const id of [1, 2]) {
      run(`insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
        values (${id}, ${1_000 + id}, 'Person', 1, 1, ${id}, 1)`)
    }
    run(`insert into offers (id, name_folded, name, goal, state, draft, utm_campaign, created_by, created_at)
      values (1, 'spring', 'Spring', 'sell', 'used', '{}', 'spring', 1, 1)`)
    run(`insert into variants (id, offer_id, position, content) values (1, 1, 0, '{}')`)
    for (const link of [1, 2, 3, 4]) {
      run(`insert into links (variant_id, number, url, label)
        values (1, ${link}, 'https://shop.example/${link}', 'Link')`)
    }
    for (const id of [1, 2]) {
      run(`insert into broadcasts
        (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
        values (${id}, 1, 'running', '[]', '[]', 2, 'UTC', 1, 1, 1)`)
    }
    run('insert into tests (id, variant_id, admin_id, at) values (1, 1, 9, 1)')
  })
}

/** Writes one delivery: by default sent to subscriber 1 in broadcast 1 at `SENT_AT`, as message 100 + its id. */
export function seedDelivery(db: Db, sending: Sending): void {
  const { id, subscriber = 1, broadcast = 1, state = 'sent' } = sending
  const sentAt = sending.sentAt === undefined ? SENT_AT : sending.sentAt
  const claimedAt = sending.claimedAt === undefined ? sentAt : sending.claimedAt
  const messageId = sending.messageId === undefined ? 100 + id : sending.messageId
  db.sql(
    `insert into deliveries
      (id, broadcast_id, subscriber_id, occurrence, variant_id, state, due_at, claimed_at, sent_at, message_id)
     values (?, ?, ?, ?, 1, ?, 1, ?, ?, ?)`,
  ).run(id, broadcast, subscriber, id, state, claimedAt, sentAt, messageId)
}

/** A person's opening of a token, with what differs. */
export function hit(token: string, different: Partial<Hit> = {}): Hit {
  return { token, method: 'GET', agent: PHONE, address: '85.10.20.30', prefetch: false, ...different }
}

/** Notes every statement that is asked of the database from now on. */
export function watchStatements(db: Db): { db: Db; statements: Set<string> } {
  const statements = new Set<string>()
  return {
    statements,
    db: {
      ...db,
      sql<Row>(text: string) {
        statements.add(text)
        return db.sql<Row>(text)
      },
    },
  }
}

/** What the planner says of a statement, one line a step. */
export function explain(db: Db, statement: string): string[] {
  const parameters = Array.from(statement.matchAll(/\?/g), () => null)
  return db
    .sql<{ detail: string }>(`explain query plan ${statement}`)
    .all(...parameters)
    .map(row => row.detail)
}
