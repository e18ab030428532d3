import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { isErased } from '../erase/erasure.js'
import { knownCustomer } from '../linking/known-customer.js'
import { type Linking, linkCustomer } from '../linking.js'
import { readPhone, sameNumbers } from '../phone.js'
import { joinSame, keepJoined } from './joining.js'
import { markStale } from './stale.js'

/**
 * How another system names a customer, null where it does not say; at least one of the first four is needed. `phone` is as
 * it is written there, with the country's code.
 */
export type CustomerKeys = {
  externalId: string | null
  telegramId: number | null
  phone: string | null
  email: string | null
  firstName: string | null
  lastName: string | null
}

const LONGEST = 128
const LONGEST_EMAIL = 320
const EMAIL = /^[^\s@]+@[^\s@]+$/u

/**
 * Takes what another system says of a customer, and looks who of the subscribers they are. They are known again by the
 * strongest of their keys (see `knownCustomer`); who was known without a number takes the one that is told. What is not said
 * (null) stays as it was; told twice, nothing changes.
 * @param at ms UTC
 * @throws AppError `customer_invalid` with `why`: `nobody` (no key at all), `id`, `telegram_id`, `phone`, `email`;
 * `customer_forgotten`: they asked to be forgotten, so nothing of them is taken
 */
export function takeCustomer(
  db: Db,
  keys: CustomerKeys,
  at: number,
): { id: number; kind: 'new' | 'changed' | 'same'; linking: Linking } {
  const taken = keepCustomer(db, keys, at)
  return { ...taken, linking: linkCustomer(db, taken.id, at) }
}

/** `takeCustomer` without looking among the subscribers: for a caller that has more to say first. */
export function keepCustomer(db: Db, keys: CustomerKeys, at: number): { id: number; kind: 'new' | 'changed' | 'same' } {
  const told = readKeys(keys)
  if (isErased(db, told)) throw new AppError('customer_forgotten')
  const known = findByKeys(db, told)
  if (known === null) return { id: joinSame(db, insert(db, told, at), at).id, kind: 'new' }
  const changes = says(known, told)
  if (changes) update(db, known.id, told)
  // They told it as well: it stays when the import that did is taken back.
  else if (known.importId !== null) db.sql('update customers set import_id = null where id = ?').run(known.id)
  if (changes || known.importId !== null) keepJoined(db, known.id)
  const { id } = joinSame(db, known.id, at)
  return { id, kind: changes || id !== known.id ? 'changed' : 'same' }
}

/**
 * The subscriber whom another system means by these keys, who may be a customer of it or not: by their Telegram id, as the
 * customer that the keys name, else by the phone that they shared. Nothing is written.
 * @returns null: nobody, or it is not known which of the subscribers that customer is
 * @throws AppError `customer_invalid` as `takeCustomer`; `customer_forgotten` where they asked to be forgotten
 */
export function whoIsMeant(db: Db, keys: CustomerKeys): number | null {
  const told = readKeys(keys)
  const found = findMeant(db, told)
  if (found === null && isErased(db, told)) throw new AppError('customer_forgotten')
  return found
}

const BY_TELEGRAM = 'select id from subscribers where telegram_id = ? and erased_at is null'
const BY_PHONE = `select id from subscribers
  where phone in (select value from json_each(?)) and erased_at is null limit 2`

function findMeant(db: Db, told: CustomerKeys): number | null {
  const { telegramId, phone } = told
  const known = telegramId === null ? undefined : db.sql<{ id: number }>(BY_TELEGRAM).get(telegramId)
  if (known !== undefined) return known.id
  const subscriberId = findByKeys(db, told)?.subscriberId ?? null
  if (subscriberId !== null || phone === null) return subscriberId
  const [own, another] = db.sql<{ id: number }>(BY_PHONE).all(JSON.stringify(sameNumbers(phone)))
  return another === undefined ? (own?.id ?? null) : null
}

/**
 * What of the keys would change by whom somebody is linked: of a customer who is linked, another Telegram id or another
 * phone than the one that is known. Null where nothing would.
 * @throws AppError as `takeCustomer`
 */
export function changesLink(db: Db, keys: CustomerKeys): 'telegram_id' | 'phone' | null {
  const told = readKeys(keys)
  const known = findByKeys(db, told)
  if (known === null || known.subscriberId === null) return null
  const { telegramId, phone } = told
  if (telegramId !== null && known.telegramId !== null && telegramId !== known.telegramId) return 'telegram_id'
  if (phone === null || known.phone === null || sameNumbers(known.phone).includes(phone)) return null
  return 'phone'
}

/** Keys as they are kept: `phone` E.164, `email` in small letters. */
function readKeys(keys: CustomerKeys): CustomerKeys {
  const invalid = (why: string) => new AppError('customer_invalid', { why })
  const text = (written: string | null) => {
    const trimmed = written?.trim() ?? ''
    return trimmed === '' ? null : trimmed
  }
  const externalId = text(keys.externalId)
  const written = text(keys.phone)
  const phone = written === null ? null : (readPhone(written)?.number ?? null)
  const email = text(keys.email)?.toLowerCase() ?? null
  const { telegramId } = keys
  if (externalId !== null && externalId.length > LONGEST) throw invalid('id')
  if (telegramId !== null && !(Number.isSafeInteger(telegramId) && telegramId > 0)) throw invalid('telegram_id')
  if (written !== null && phone === null) throw invalid('phone')
  if (email !== null && (email.length > LONGEST_EMAIL || !EMAIL.test(email))) throw invalid('email')
  if (externalId === null && telegramId === null && phone === null && email === null) throw invalid('nobody')
  const name = (written: string | null) =>
    text(written?.replace(/[\s\p{Cc}]+/gu, ' ') ?? null)?.slice(0, LONGEST) ?? null
  return { externalId, telegramId, phone, email, firstName: name(keys.firstName), lastName: name(keys.lastName) }
}

type Known = CustomerKeys & { id: number; subscriberId: number | null; importId: number | null }

const KNOWN = `select id, external_id as externalId, telegram_id as telegramId, phone, email, first_name as firstName,
  last_name as lastName, subscriber_id as subscriberId, import_id as importId from customers where id = ${knownCustomer(
    { externalId: ':externalId', phone: ':phone', email: ':email', telegramId: ':telegramId' },
    'main',
  )}`

function findByKeys(db: Db, { externalId, phone, email, telegramId }: CustomerKeys): Known | null {
  return db.sql<Known>(KNOWN).get({ externalId, phone, email, telegramId }) ?? null
}

/** Whether anything is told of them that is not known. */
function says(known: Known, told: CustomerKeys): boolean {
  if (told.externalId !== null && known.externalId === null) return true
  return TOLD.some(([, key]) => told[key] !== null && told[key] !== known[key])
}

function insert(db: Db, told: CustomerKeys, at: number): number {
  const row = db
    .sql<{ id: number }>(
      `insert into customers (external_id, telegram_id, phone, email, first_name, last_name, created_at)
       values (:externalId, :telegramId, :phone, :email, :firstName, :lastName, :at) returning id`,
    )
    .get({ ...told, at })
  if (row === undefined) throw new Error('the customer was not stored')
  return row.id
}

const TOLD = [
  ['telegram_id', 'telegramId'],
  ['phone', 'phone'],
  ['email', 'email'],
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
] as const

/** What an import said of them is no longer the last word. */
function update(db: Db, id: number, told: CustomerKeys): void {
  const set = TOLD.map(([column, key]) => `${column} = coalesce(:${key}, ${column})`).join(', ')
  db.sql(
    `update customers set external_id = coalesce(external_id, :externalId), ${set}, import_id = null where id = :id`,
  ).run({ ...told, id })
  markStale(db, [id])
}
