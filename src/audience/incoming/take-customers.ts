import type { Db } from '../../db/open.js'
import { joinedInto, joinSame } from '../customer/joining.js'
import { knownCustomer, ROW_KEYS } from '../linking/known-customer.js'
import { linkCustomer } from '../linking.js'
import { otherNumber } from '../phone/phone-form.js'
import { type Change, changeOf, columnsOf, differing } from './change.js'
import { goneRows, type PeopleIntake, type Taken } from './take.js'

/** Customers of a file that are taken in, `at` ms UTC. `filePhones`: they may be found by a phone that only a file gave somebody. */
export type CustomerIntake = Pick<PeopleIntake, 'importId' | 'at' | 'forgotten'> & { filePhones?: boolean }

type Here = {
  row: number
  id: number
  externalId: string | null
  telegramId: number | null
  phone: string | null
  email: string | null
  firstName: string | null
  lastName: string | null
}

const RANGE = 'r.id > :after and r.id <= :upto and r.id not in (select value from json_each(:gone))'

/** New customers: those whom nobody told of since the file was looked at. */
const ADD_CUSTOMERS = `
  insert into main.customers (external_id, telegram_id, phone, email, first_name, last_name, by_file_phone,
    import_id, created_at)
  select r.external_id, r.telegram_id, r.phone, r.email, r.first_name, r.last_name, cast(:filePhones as integer), cast(:importId as integer),
    cast(:at as integer)
  from incoming.result r where ${RANGE} and r.id not in (select value from json_each(:here))
    and (r.known_id is null or exists (select 1 from main.customers k where k.erased_at is null
      and k.id = coalesce((select j.into_id from main.joined_customers j where j.id = r.known_id), r.known_id)))
  order by r.id
  on conflict (external_id) do nothing`

/** Whom a row was when the file was looked at, as long as they may still be. */
const WAS_KNOWN = `(select k.id from main.customers k where k.erased_at is null
  and k.id = coalesce((select j.into_id from main.joined_customers j where j.id = r.known_id), r.known_id)
  and (r.external_id is null or k.external_id is null))`

const SAID = `r.external_id as externalId, r.telegram_id as telegramId, r.phone, r.email, r.first_name as firstName,
      r.last_name as lastName from incoming.result r where ${RANGE}`

/** Customers of the slice who were known when the file was looked at. */
const CUSTOMERS_HERE = `
  select * from (select r.id as row, coalesce(
      (select c.id from main.customers c where c.external_id = r.external_id and c.erased_at is null), ${WAS_KNOWN},
      ${knownCustomer(ROW_KEYS, 'main')}) as id, ${SAID} and r.known_id is not null)
  where id is not null order by row`

/** Somebody has a key of theirs: of nearly all new ones nobody has, and no more is asked. */
const NAMED = `(exists (select 1 from main.customers c where c.external_id = r.external_id)
    or exists (select 1 from main.customers c indexed by customers_phone where c.phone in (r.phone, ${otherNumber('r.phone')}))
    or exists (select 1 from main.customers c indexed by customers_email where c.email = r.email)
    or exists (select 1 from main.customers c indexed by customers_telegram where c.telegram_id = r.telegram_id))`

/** And those of whom somebody told since. */
const CUSTOMERS_SINCE = `
  select * from (select r.id as row, case when ${NAMED} then ${knownCustomer(ROW_KEYS, 'main')} end as id, ${SAID}
    and r.known_id is null)
  where id is not null order by row`

/** Those of the new ones who may be in the bot as it is now; a phone of a country that writes one line in two ways is looked up. */
const CUSTOMERS_LINKED = `
  select c.id from main.customers c where c.id > :newest and (
    exists (select 1 from main.subscribers s where s.telegram_id = c.telegram_id)
    or exists (select 1 from main.subscribers s where s.phone = c.phone)
    or c.by_file_phone = 1 and exists (select 1 from main.subscribers s where s.file_phone = c.phone)
    or c.phone glob '+5[245]*') order by c.id`

const SAME_PHONE = `d.phone in (c.phone, ${otherNumber('c.phone')}) and d.id <> c.id`
const SAME_EMAIL = 'd.email = c.email and d.id <> c.id'
const SAME_TELEGRAM = 'd.telegram_id = c.telegram_id and d.id <> c.id'

/** Those of the new ones who may be the same as somebody who is known otherwise: `joinSame` tells. */
const CUSTOMERS_JOINED = `
  select c.id from main.customers c where c.id > :newest and (
    exists (select 1 from main.customers d indexed by customers_phone where ${SAME_PHONE})
    or exists (select 1 from main.customers d indexed by customers_email where ${SAME_EMAIL})
    or exists (select 1 from main.customers d indexed by customers_telegram where ${SAME_TELEGRAM}))
  and (
    exists (select 1 from main.customers d indexed by customers_phone where ${SAME_PHONE} and d.external_id is null)
    or c.external_id is null and exists (select 1 from main.customers d indexed by customers_phone where ${SAME_PHONE})
    or exists (select 1 from main.customers d indexed by customers_email where ${SAME_EMAIL} and d.phone is null and d.external_id is null)
    or c.phone is null and c.external_id is null and exists (select 1 from main.customers d indexed by customers_email where ${SAME_EMAIL})
    or c.phone is null and c.email is not null
      and exists (select 1 from main.customers d indexed by customers_email where ${SAME_EMAIL} and d.phone is not null and d.external_id is null)
    or c.external_id is null and c.email is not null
      and exists (select 1 from main.customers d indexed by customers_email where ${SAME_EMAIL} and d.phone is null)
    or c.telegram_id is not null and exists (select 1 from main.customers d where ${SAME_TELEGRAM}))
  order by c.id`

/**
 * Takes some customers of a file in: within a slice of `takeIn`, which has the file of changes as `incoming`. They are
 * linked to subscribers by the rules of `linkCustomer`; a phone that only a file gave a subscriber links nobody unless `filePhones`.
 */
export function takeCustomers(db: Db, intake: CustomerIntake, after: number, upto: number): Taken {
  const { importId, at, forgotten } = intake
  const filePhones = intake.filePhones === true ? 1 : 0
  const range = { after, upto, gone: goneRows(db, forgotten, after, upto) }
  const change = (rows: readonly Here[]) =>
    rows.flatMap(({ row: _, ...customer }) => changeCustomer(db, { ...customer, importId, filePhones }, at))
  const newest = db.sql<{ id: number | null }>('select max(id) as id from customers').get()?.id ?? 0
  const known = db.sql<Here>(CUSTOMERS_HERE).all(range)
  const changed = change(known)
  const since = db.sql<Here>(CUSTOMERS_SINCE).all(range)
  const here = JSON.stringify([...known, ...since].map(({ row }) => row))
  db.sql(ADD_CUSTOMERS).run({ ...range, importId, at, filePhones, here })
  const joined = db
    .sql<{ id: number }>(CUSTOMERS_JOINED)
    .all({ newest })
    .flatMap(({ id }) => joinSame(db, id, at, importId).changes)
  for (const { id } of db.sql<{ id: number }>(CUSTOMERS_LINKED).all({ newest })) linkCustomer(db, id, at)
  return { newest, changes: [...changed, ...joined, ...change(since)] }
}

type Told = Omit<Here, 'row'> & { importId: number; filePhones: number }

/** Who a row is now: a row before it may have joined them with another one, or given them the number of somebody else. */
function whoNow(db: Db, { id, externalId }: Told): number | null {
  const may = (customer: number) =>
    db
      .sql(
        'select 1 from customers where id = :customer and (:externalId is null or coalesce(external_id, :externalId) = :externalId)',
      )
      .get({ customer, externalId }) !== undefined
  if (may(id)) return id
  const joined = joinedInto(db, id)
  return joined !== null && may(joined.into) ? joined.into : null
}

function addCustomer(db: Db, { id: _, ...told }: Told, at: number): Change[] {
  const { id } =
    db
      .sql<{ id: number }>(
        `insert into customers (external_id, telegram_id, phone, email, first_name, last_name, by_file_phone, import_id, created_at)
         values (:externalId, :telegramId, :phone, :email, :firstName, :lastName, :filePhones, :importId, :at)
         on conflict (external_id) do nothing returning id`,
      )
      .get({ ...told, at }) ?? {}
  if (id === undefined) return []
  const joined = joinSame(db, id, at, told.importId)
  linkCustomer(db, joined.id, at)
  return joined.changes
}

function changeCustomer(db: Db, row: Told, at: number): Change[] {
  const now = whoNow(db, row)
  if (now === null) return addCustomer(db, row, at)
  const told = { ...row, id: now }
  const before = columnsOf(db, 'customers', told.id)
  if (before === null) return []
  const { changes } = db
    .sql(
      `update customers set external_id = coalesce(external_id, :externalId), telegram_id = coalesce(:telegramId, telegram_id), phone = coalesce(:phone, phone),
         email = coalesce(:email, email), first_name = coalesce(:firstName, first_name),
         last_name = coalesce(:lastName, last_name), by_file_phone = max(by_file_phone, :filePhones), import_id = :importId
       where id = :id and erased_at is null and (coalesce(external_id, :externalId) is not external_id or coalesce(:telegramId, telegram_id) is not telegram_id
         or coalesce(:phone, phone) is not phone or coalesce(:email, email) is not email
         or coalesce(:firstName, first_name) is not first_name or coalesce(:lastName, last_name) is not last_name
         or by_file_phone < :filePhones)`,
    )
    .run(told)
  const own = changeOf('customers', told.id, differing(before, columnsOf(db, 'customers', told.id) ?? before))
  const { id, changes: joined } = joinSame(db, told.id, at, told.importId)
  if (changes > 0) linkCustomer(db, id, at)
  return [...own, ...joined]
}
