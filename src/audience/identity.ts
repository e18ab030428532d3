import type { Db } from '../db/open.js'
import { fold } from '../text/fold.js'
import { sameNumbers } from './phone.js'

/**
 * By what everything about one person is found: their id of ours (null: they never pressed Start), their Telegram id, and
 * whatever else names them, here and in the CRM. `customers` are theirs alone; `shared` name them too, but belong to
 * somebody else. Whom only a click names may be anybody to whom they passed a message on, and is neither. `names` are folded: the whole name, then its parts.
 */
export type Identity = {
  subscriberId: number | null
  telegramId: number
  username: string | null
  names: { whole: string[]; parts: string[] }
  phones: string[]
  externalIds: string[]
  emails: string[]
  telegramIds: number[]
  customers: number[]
  shared: number[]
}

type Named = { firstName: string | null; lastName: string | null }
type Row = Named & { id: number; username: string | null; phone: string | null; filePhone: string | null }
type Customer = Named & {
  id: number
  externalId: string | null
  telegramId: number | null
  phone: string | null
  email: string | null
  subscriberId: number | null
}

/** Everything that names the person with this Telegram id, as it is known now. */
export function findIdentity(db: Pick<Db, 'sql'>, telegramId: number): Identity {
  const row = db
    .sql<Row>(
      `select id, first_name as firstName, last_name as lastName, username, phone, file_phone as filePhone
       from subscribers where telegram_id = ?`,
    )
    .get(telegramId)
  const own = row?.phone == null ? [] : [...new Set([row.phone, ...sameNumbers(row.phone)])]
  const found = db
    .sql<Customer>(
      `select id, external_id as externalId, telegram_id as telegramId, phone, email, first_name as firstName,
         last_name as lastName, subscriber_id as subscriberId from customers where id in (
         select id from customers where subscriber_id = ? and linked_by is not 'click'
         union select id from customers where telegram_id = ?
         union select id from customers where phone in (select value from json_each(?)))`,
    )
    .all(row?.id ?? null, telegramId, JSON.stringify(own))
  const isTheirs = ({ subscriberId }: Customer) => subscriberId === null || subscriberId === row?.id
  const theirs = found.filter(isTheirs)
  const named: Named[] = row === undefined ? theirs : [row, ...theirs]
  return {
    subscriberId: row?.id ?? null,
    telegramId,
    username: row?.username ?? null,
    names: namesOf(named),
    phones: distinct([...own, row?.filePhone ?? null, ...theirs.map(({ phone }) => phone)]),
    externalIds: distinct(theirs.map(({ externalId }) => externalId)),
    emails: distinct(theirs.map(({ email }) => email)),
    telegramIds: distinct([telegramId, ...theirs.map(customer => customer.telegramId)]),
    customers: theirs.map(({ id }) => id),
    shared: found.filter(customer => !isTheirs(customer)).map(({ id }) => id),
  }
}

function namesOf(named: readonly Named[]): Identity['names'] {
  const parts = named.map(({ firstName, lastName }) => distinct([firstName, lastName]).map(fold).filter(isWord))
  return {
    whole: distinct(parts.flatMap(words => [words.join(' '), words.toReversed().join(' ')])).filter(isWord),
    parts: distinct(parts.flat()),
  }
}

function isWord(text: string): boolean {
  return text !== ''
}

function distinct<T>(values: readonly (T | null)[]): T[] {
  return [...new Set(values.filter(value => value !== null))]
}
