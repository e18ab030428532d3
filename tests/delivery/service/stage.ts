import type { Db } from '../../../src/db/open.js'
import { type AskedMessage, type Taken, takeMessage } from '../../../src/delivery/service/message.js'
import type { To } from '../../../src/delivery/service/recipient.js'
import type { ServiceWords } from '../../../src/delivery/service/words.js'
import { AT } from '../fixture.js'

export const taking = { keyId: null, ownTargets: [] }

export const telegram = (telegramId: number): To => ({ by: 'telegram_id', telegramId })

export function asked(externalId: string, to: To, words: Partial<ServiceWords> = {}): AskedMessage {
  return { externalId, to, text: `Order ${externalId} is on its way`, entities: [], button: null, ...words }
}

export const ask = (db: Db, message: AskedMessage, at = AT): Taken =>
  db.write(() => takeMessage(db, message, taking, at))

/** What came of it, in a word or two. */
export function said(taken: Taken): string {
  if (taken.kind !== 'refused') return taken.kind
  const why = taken.error.details['why']
  return why === undefined ? taken.error.code : `${taken.error.code} ${why}`
}

export type Row = { id: number; state: string; reason: string | null }

export const rows = (db: Db) => db.sql<Row>('select id, state, reason from service_messages order by id').all()

export function link(
  db: Db,
  customer: { externalId: string; phone?: string; subscriber: number | null; by: string | null },
): void {
  db.sql('insert into customers (external_id, phone, subscriber_id, linked_by, created_at) values (?, ?, ?, ?, 1)').run(
    customer.externalId,
    customer.phone ?? null,
    customer.subscriber,
    customer.by,
  )
}
