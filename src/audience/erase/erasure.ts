import { createHmac } from 'node:crypto'
import type { Sql } from '../../db/binding.js'
import { sameNumbers } from '../phone.js'

/** By what somebody was known. */
type Kind = 'telegram_id' | 'phone' | 'external_id' | 'email'

/** What names somebody in a file or a CRM: `phone` is E.164; null or missing: it does not say. */
export type PersonKeys = {
  telegramId: number | null
  phone: string | null
  externalId: string | null
  email?: string | null
}

/** One thing that names somebody. */
type ErasureKey = { kind: Kind; value: string }

/** All that names somebody who is to be forgotten. `phones` are E.164. */
export type Names = { telegramIds: number[]; phones: string[]; externalIds: string[]; emails: string[] }

/** Any connection to the file. */
type Reading = { readonly sql: Sql }

/**
 * Looks whether somebody asked to be forgotten: true for keys of which any belongs to such a person. It reads its secret
 * once, so it is made anew for each file.
 * @returns null where nobody ever asked
 */
export function createForgotten(db: Reading): ((person: PersonKeys) => boolean) | null {
  if (db.sql('select 1 from erasures limit 1').get() === undefined) return null
  const secrets = secretsOf(db)
  return person => keysOf(person).some(key => secrets.some(secret => isKept(db, hashOf(secret, key))))
}

/** True when any of this belongs to somebody who asked to be forgotten. */
export function isErased(db: Reading, person: PersonKeys): boolean {
  return createForgotten(db)?.(person) ?? false
}

/**
 * Keeps that somebody asked to be forgotten: hashes of what named them, and nothing else.
 * @param at ms UTC; where another person has this moment, the next free one is kept, and what is known of them already stays theirs
 */
export function recordErasure(db: Reading, { telegramIds, phones, externalIds, emails }: Names, at: number): void {
  const secrets = secretsOf(db)
  const [secret] = secrets
  if (secret === undefined) throw new Error('there is no key for those who asked to be forgotten')
  const insert = db.sql('insert into erasures (hash, kind, at) values (unhex(?), ?, ?) on conflict do nothing')
  const keys: ErasureKey[] = [
    ...telegramIds.map(id => ({ kind: 'telegram_id' as const, value: String(id) })),
    ...phones.flatMap(sameNumbers).map(value => ({ kind: 'phone' as const, value })),
    ...externalIds.map(value => ({ kind: 'external_id' as const, value })),
    ...emails.map(value => ({ kind: 'email' as const, value: foldEmail(value) })),
  ]
  const known = keys.flatMap(key => secrets.map(one => momentOf(db, hashOf(one, key)))).find(moment => moment !== null)
  const last = db.sql<{ at: number | null }>('select max(at) as at from erasures').get()?.at ?? 0
  const moment = known ?? Math.max(at, last + 1)
  for (const key of keys) insert.run(hashOf(secret, key).toString('hex'), key.kind, moment)
}

/** They pressed Start themselves: files may bring what they know of them again. @returns true when they had been forgotten */
export function liftErasure(db: Reading, telegramId: number): boolean {
  const key = { kind: 'telegram_id' as const, value: String(telegramId) }
  const lifted = secretsOf(db).map(secret =>
    db
      .sql('delete from erasures where at = (select at from erasures where hash = unhex(?))')
      .run(hashOf(secret, key).toString('hex')),
  )
  return lifted.some(({ changes }) => changes > 0)
}

/**
 * Takes over who asked to be forgotten from another file; the keys by which they are known stand here already.
 * @returns false where that file is of a time when nobody could ask
 */
export function takeErasures(db: Reading, from: Reading): boolean {
  if (from.sql("select 1 from sqlite_master where name = 'erasures'").get() === undefined) return false
  const rows = from.sql<{ hash: string; kind: string; at: number }>('select hex(hash) as hash, kind, at from erasures')
  const add = db.sql('insert into erasures (hash, kind, at) values (unhex(?), ?, ?) on conflict do nothing')
  for (const { hash, kind, at } of rows.all()) add.run(hash, kind, at)
  return true
}

/** Those here who had asked to be forgotten: Telegram ids of people, and customers who are nobody's. It looks at everybody. */
export function listForgotten(db: Reading): { people: number[]; customers: number[] } {
  const forgotten = createForgotten(db)
  if (forgotten === null) return { people: [], customers: [] }
  const people = db
    .sql<{ telegramId: number }>('select telegram_id as telegramId from subscribers where telegram_id is not null')
    .all()
    .filter(({ telegramId }) => forgotten({ telegramId, phone: null, externalId: null }))
  const customers = db
    .sql<PersonKeys & { id: number }>(
      `select id, telegram_id as telegramId, phone, external_id as externalId, email
       from customers where erased_at is null and subscriber_id is null`,
    )
    .all()
    .filter(forgotten)
  return { people: people.map(({ telegramId }) => telegramId), customers: customers.map(({ id }) => id) }
}

/** The keys by which the forgotten are known again: one, unless a backup of another file was brought in. */
function secretsOf(db: Reading): string[] {
  return db
    .sql<{ secret: string }>("select secret from secrets where purpose = 'erasures' order by key_id desc")
    .all()
    .map(({ secret }) => secret)
}

/** HMAC-SHA256 of one thing that names somebody. */
function hashOf(secret: string, { kind, value }: ErasureKey): Buffer {
  return createHmac('sha256', secret).update(`${kind}\0${value}`).digest()
}

function isKept(db: Reading, hash: Buffer): boolean {
  return momentOf(db, hash) !== null
}

function momentOf(db: Reading, hash: Buffer): number | null {
  const row = db.sql<{ at: number }>('select at from erasures where hash = unhex(?)').get(hash.toString('hex'))
  return row?.at ?? null
}

function keysOf({ telegramId, phone, externalId, email = null }: PersonKeys): ErasureKey[] {
  return [
    ...(telegramId === null ? [] : [{ kind: 'telegram_id' as const, value: String(telegramId) }]),
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone }]),
    ...(externalId === null ? [] : [{ kind: 'external_id' as const, value: externalId }]),
    ...(email === null ? [] : [{ kind: 'email' as const, value: foldEmail(email) }]),
  ]
}

function foldEmail(email: string): string {
  return email.trim().toLowerCase()
}
