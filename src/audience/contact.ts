import type { Db } from '../db/open.js'
import { recordValues, withdrawFrom } from './attribute/value.js'
import { builtIn } from './attribute.js'
import { concernedBy, linkSubscriber } from './linking.js'
import { readTelegramPhone, sameNumbers } from './phone.js'

/** What brought the values that a shared number tells. */
export const CONTACT = 'contact'

/** Somebody's verified phone number, E.164; null when they did not share it. */
export function findPhone(db: Db, subscriberId: number): string | null {
  return db.sql<{ phone: string | null }>('select phone from subscribers where id = ?').get(subscriberId)?.phone ?? null
}

/**
 * They shared the number of their own account, as Telegram vouches: it is theirs from now on (a number that was somebody
 * else's has moved), its country is noted as observed, and they are looked for among the customers.
 * @param phone as Telegram writes it; whoever calls has seen that the contact is the sender's own
 * @param at ms UTC
 * @returns the number, E.164; null when it is none, and nothing changed
 */
export function recordContact(db: Db, subscriberId: number, phone: string, at: number): string | null {
  const read = readTelegramPhone(phone)
  if (read === null) return null
  const before = db.sql<{ id: number }>('select id from subscribers where phone = ? and id <> ?')
  for (const form of new Set([read.number, ...sameNumbers(read.number)])) {
    const row = before.get(form, subscriberId)
    if (row !== undefined) forgetContact(db, row.id, at)
  }
  const concerned = concernedBy(db, subscriberId)
  db.sql('update subscribers set phone = ? where id = ?').run(read.number, subscriberId)
  if (read.country !== null)
    recordValues(
      db,
      subscriberId,
      builtIn(db, 'country'),
      { values: [read.country], provenance: 'observed', origin: CONTACT },
      at,
    )
  linkSubscriber(db, subscriberId, at, concerned)
  return read.number
}

/**
 * Forgets somebody's number, and what it told: their country, and which customer they are, if only the number said so.
 * @param at ms UTC
 */
export function forgetContact(db: Db, subscriberId: number, at: number): void {
  const concerned = concernedBy(db, subscriberId)
  db.sql('update subscribers set phone = null where id = ?').run(subscriberId)
  linkSubscriber(db, subscriberId, at, concerned)
  withdrawFrom(db, subscriberId, builtIn(db, 'country'), 'observed', CONTACT)
}
