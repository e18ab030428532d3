import { readPhone, sameNumbers } from '../../audience/phone.js'
import type { Db } from '../../db/open.js'
import type { subscribers } from '../../db/schema/index.js'

/** Whom another system means, by one of three names. The phone as it is written there. */
export type To =
  | { by: 'telegram_id'; telegramId: number }
  | { by: 'customer'; externalId: string }
  | { by: 'phone'; phone: string }

/** Why nobody is written to, although somebody may be meant: see docs/adr on service messages. */
export type Unknown =
  /** Nobody here has this name. */
  | 'nobody'
  /** A customer, of whom nobody knows who they are in Telegram. */
  | 'unlinked'
  /** Only a file's phone or a click says who that customer is, or two people are meant alike. */
  | 'unsure'
  /** They were moved in, and never came themselves. */
  | 'never_came'

/** Telegram's word against it; null: none. */
type Unreachable = (typeof subscribers.$inferSelect)['unreachable']

/** Who was meant. */
export type Recipient =
  | { kind: 'person'; subscriberId: number; unreachable: Unreachable }
  | { kind: 'unknown'; why: Unknown }

type Found = { id: number; unreachable: Unreachable; seen: number }

const PERSON = `select s.id, s.unreachable, s.last_seen_at is not null as seen from subscribers s`
/** Ways to be linked by which what is said of an order surely reaches whose order it is. */
const SURE = `coalesce(c.linked_by, 'telegram_id') in ('admin', 'telegram_id', 'phone', 'personal_link')`
const LINKED = `select s.id, s.unreachable, s.last_seen_at is not null as seen, ${SURE} as sure
  from customers c left join subscribers s on s.id = c.subscriber_id and s.erased_at is null`

/**
 * Finds whom somebody's words are for. An order holds what is nobody else's business, so only what the person or an admin
 * vouched for counts: their Telegram id, the number that they shared themselves, a customer linked by one of those, by a
 * personal link or by an admin.
 */
export function findRecipient(db: Db, to: To): Recipient {
  switch (to.by) {
    case 'telegram_id':
      return asRecipient(db.sql<Found>(`${PERSON} where s.telegram_id = ?`).all(to.telegramId))
    case 'customer':
      return amongCustomers(db, 'c.external_id = ?', to.externalId)
    case 'phone': {
      const phone = readPhone(to.phone)?.number
      if (phone === undefined) return { kind: 'unknown', why: 'nobody' }
      // One line may be written in two ways, and Telegram knows another than the shop.
      const written = JSON.stringify(sameNumbers(phone))
      const own = db.sql<Found>(`${PERSON} where s.phone in (select value from json_each(?))`).all(written)
      return own.length > 0
        ? asRecipient(own)
        : amongCustomers(db, 'c.phone in (select value from json_each(?))', written)
    }
  }
}

function amongCustomers(db: Db, which: string, value: string): Recipient {
  const rows = db
    .sql<{ id: number | null; unreachable: Unreachable; seen: number; sure: number }>(
      `${LINKED} where ${which} and c.erased_at is null limit 50`,
    )
    .all(value)
  if (rows.length === 0) return { kind: 'unknown', why: 'nobody' }
  const linked = rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ id, ...row }]))
  if (linked.length === 0) return { kind: 'unknown', why: 'unlinked' }
  const sure = linked.filter(row => row.sure === 1)
  return sure.length === 0 ? { kind: 'unknown', why: 'unsure' } : asRecipient(sure)
}

function asRecipient(found: readonly Found[]): Recipient {
  const [first, another] = found
  if (first === undefined) return { kind: 'unknown', why: 'nobody' }
  if (another !== undefined) return { kind: 'unknown', why: 'unsure' }
  if (first.seen === 0) return { kind: 'unknown', why: 'never_came' }
  return { kind: 'person', subscriberId: first.id, unreachable: first.unreachable }
}
