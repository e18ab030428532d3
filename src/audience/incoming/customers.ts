import type { SqliteFile } from '../../db/binding.js'
import { knownCustomer, ROW_KEYS } from '../linking/known-customer.js'
import { oneNumber, otherNumber } from '../phone/phone-form.js'
import { CHANGES } from './changes-file.js'
import { leaveOutForgotten, type MatchContext } from './people.js'

/** What a file of customers would change; `here` of them are found in the bot, by Telegram id or by their own phone. */
export type CustomerCounts = { people: number; new: number; changed: number; same: number; here: number }

/** What the file says of a customer that differs from what is known. What it does not say stays as it was. */
const TOUCHED = `
  (r.external_id is not null and c.external_id is null) or (r.telegram_id is not null and r.telegram_id is not c.telegram_id) or (r.phone is not null and r.phone is not c.phone)
  or (r.email is not null and r.email is not c.email)
  or (r.first_name is not null and substr(r.first_name, 1, 128) is not c.first_name)
  or (r.last_name is not null and substr(r.last_name, 1, 128) is not c.last_name)`

/**
 * Customers of whom the file says that a key is another now: a row that names them by the old one, and by nothing stronger,
 * is somebody else.
 */
const LEAVING = `insert or replace into leaving select k.customer,
      max(r.phone is not null and coalesce(r.phone not in (c.phone, ${otherNumber('c.phone')}), 1)),
      max(r.email is not null and r.email is not c.email), max(r.telegram_id is not null and r.telegram_id is not c.telegram_id)
    from temp.known k join basis.result r on r.rowid = k.row join source.customers c on c.id = k.customer
    where exists (select 1 from basis.result where external_id is null)
      and k.row not in (select row from temp.double) and (${TOUCHED}) group by k.customer`

/** By what a row names its customer: the strongest of its keys. */
const KEY = `coalesce('n' || r.external_id, 'p' || ${oneNumber('r.phone')}, 'e' || r.email, 't' || r.telegram_id)`

/** Customers of a file who are in the bot, by what they are found there; `filePhone`: by a phone that nobody confirmed. */
export type Found = { telegramId: number; phone: number; filePhone: number; otherwise: number }

/**
 * Works out what a file of customers would change, as `matchPeople` does for people of another bot. They are known
 * again by the rule of `knownCustomer`.
 */
export function matchCustomers(file: SqliteFile, { forgotten }: Pick<MatchContext, 'forgotten'>): CustomerCounts {
  file.exec(CHANGES)
  tellDoubles(file)
  file.exec(`insert or ignore into main.left_out (row, line, reason) select row, line, 'twice' from temp.double`)
  const counts = compareCustomers(file, { forgotten })
  const { telegramId, phone } = findInBot(file)
  return { ...counts, here: telegramId + phone }
}

/**
 * Of customers of a file who are told apart (see `tellDoubles`), those who are new and those who change stand in
 * `main.result`, and `temp.known` says who of the others is which of ours.
 */
export function compareCustomers(
  file: SqliteFile,
  { forgotten }: Pick<MatchContext, 'forgotten'>,
): Omit<CustomerCounts, 'here'> {
  if (forgotten !== null) {
    leaveOutForgotten(file, forgotten)
    // Whoever is forgotten by one of their keys is forgotten.
    file.exec(`insert or ignore into main.left_out (row, line, reason)
      select r.rowid, r.line, 'forgotten' from basis.result r join temp.double d on r.rowid in (d.first, d.row)
      where exists (select 1 from temp.double e join main.left_out o on o.row in (e.first, e.row)
        where e.first = d.first and o.reason = 'forgotten')`)
  }
  file.exec(`
    create temp table known (row integer primary key, customer integer not null);
    insert into known select r.rowid, c.id from basis.result r
      cross join source.customers c on c.external_id = r.external_id where c.erased_at is null;
    create temp table leaving (customer integer primary key, phone integer, email integer, telegram_id integer);
    insert or ignore into known select row, customer from (
      select r.rowid as row, ${knownCustomer(ROW_KEYS, 'source')} as customer from basis.result r) where customer is not null;
    ${LEAVING};
    insert or ignore into known select row, customer from (
      select r.rowid as row, ${knownCustomer(ROW_KEYS, 'source', 'temp.leaving')} as customer from basis.result r
      where exists (select 1 from temp.leaving where phone or email or telegram_id) and r.rowid not in (select row from known)
    ) where customer is not null;
    ${LEAVING};
    delete from known where row in (select k.row from temp.known k join temp.leaving l on l.customer = k.customer
      join basis.result r on r.rowid = k.row where r.external_id is null and case when r.phone is not null then l.phone
        when r.email is not null then l.email else l.telegram_id end);
    delete from known where row in (select row from main.left_out union all select row from temp.double);
    delete from known where row in (select k.row from temp.known k join basis.result r on r.rowid = k.row
      where r.external_id is not null and k.customer in (
        select l.customer from temp.known l join basis.result q on q.rowid = l.row
          join source.customers c on c.id = l.customer and c.external_id is null
        where q.external_id is not null group by l.customer having count(*) > 1));`)
  const into = `insert into main.result (row, external_id, telegram_id, phone, email, first_name, last_name, known_id)
    select r.rowid, r.external_id, r.telegram_id, r.phone, r.email, substr(r.first_name, 1, 128), substr(r.last_name, 1, 128)`
  // Those who are known first: a key that one of them leaves may be somebody else's.
  file.exec(`${into}, k.customer from temp.known k join basis.result r on r.rowid = k.row
    join source.customers c on c.id = k.customer where c.erased_at is null and (${TOUCHED}) order by k.row`)
  file.exec(`${into}, null from basis.result r where r.rowid not in (select row from temp.known)
    and r.rowid not in (select row from main.left_out) and r.rowid not in (select row from temp.double)
    order by r.external_id, r.rowid`)
  const count = (sql: string) => file.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const fresh = count('select count(*) as n from main.result where known_id is null')
  const changed = count('select count(*) as n from main.result where known_id is not null')
  const known = count('select count(*) as n from temp.known')
  return { people: fresh + known, new: fresh, changed, same: known - changed }
}

/**
 * Rows of one customer beyond the first: `temp.double` has them with their line, and which row is the first: the one that
 * tells most of the keys. They are told apart by the rule of `knownCustomer`: a row without a number is of the only one in the file whose phone it has.
 */
export function tellDoubles(file: SqliteFile): void {
  const out = (reason: string, where: string) =>
    `insert or ignore into main.left_out (row, line, reason) select r.rowid, r.line, '${reason}' from basis.result r where ${where}`
  file.exec(out('no_key', `${KEY} is null`))
  file.exec('create temp table alias (key text primary key, "of" text not null) without rowid')
  const mixed = ALIASES.filter(add => file.prepare(add).run().changes > 0).length > 0
  const key = mixed ? `coalesce((select a."of" from temp.alias a where a.key = ${KEY}), ${KEY})` : KEY
  const fullest = 'r.external_id is null, r.phone is null, r.email is null, r.line, r.rowid'
  file.exec(`create temp table double (row integer primary key, line integer not null, first integer not null);
    insert into double select row, line, first from (
      select r.rowid as row, r.line, first_value(r.rowid) over same as first, row_number() over same as turn
      from basis.result r where ${KEY} is not null window same as (partition by ${key} order by ${fullest}))
    where turn > 1;
    create index temp.double_first on double (first);`)
  for (const column of ['phone', 'email', 'telegram_id', 'first_name', 'last_name'] as const) file.exec(fillUp(column))
}

/** The first row says what another one of that customer says and it does not. */
function fillUp(column: string): string {
  const said = `from temp.double d cross join basis.result q on q.rowid = d.row and q.${column} is not null`
  return `update basis.result as r set ${column} = (
      select q.${column} ${said} where d.first = r.rowid order by d.line, d.row limit 1)
    where r.${column} is null and r.rowid in (select d.first ${said})`
}

const ALIASED = `coalesce((select a."of" from temp.alias a where a.key = ${KEY}), ${KEY})`

/** Weaker keys by which some rows are named, and the only customer of the file who has each; the stronger keys first. */
const ALIASES = [
  `insert into temp.alias select 'p' || phone, 'n' || min(number) from (
     select ${oneNumber('r.phone')} as phone, r.external_id as number from basis.result r
     where r.external_id is not null and r.phone is not null)
   where exists (select 1 from basis.result r where r.external_id is null and r.phone is not null)
   group by phone having count(distinct number) = 1`,
  ...(['email', 'telegram_id'] as const).map(column => {
    const weaker = column === 'email' ? '' : 'and r.email is null'
    const stronger = column === 'email' ? '' : 'or r.email is not null'
    return `insert into temp.alias select '${column[0]}' || value, min(key) from (
       select r.${column} as value, ${ALIASED} as key from basis.result r
       where r.${column} is not null and (r.external_id is not null or r.phone is not null ${stronger}))
     where exists (select 1 from basis.result r
       where r.external_id is null and r.phone is null ${weaker} and r.${column} is not null)
     group by value having count(distinct key) = 1`
  }),
]

/**
 * Who of a file is in the bot, each by the strongest that speaks for it: `main.found` has them, in the order of the file.
 * What is not certain, such as a phone that two people have, finds nobody.
 */
export function findInBot(file: SqliteFile): Found {
  file.exec(`
    create temp table filed (phone text primary key, subscriber integer) without rowid;
    insert into filed select file_phone, min(id) from source.subscribers
      where phone is null and file_phone in (select phone from basis.result) and erased_at is null
      group by file_phone having count(*) = 1;
    insert into main.found (row, subscriber, by, called) select row, subscriber, by, called from (
      select r.rowid as row, ${FOUND}, ${CALLED} as called from basis.result r left join temp.known k on k.row = r.rowid
        left join source.customers c on c.id = k.customer
      where r.rowid not in (select row from main.left_out) and r.rowid not in (select row from temp.double))
    where subscriber is not null order by row;`)
  const rows = file.prepare<[], { by: string; n: number }>('select by, count(*) as n from main.found group by by').all()
  const of = (by: string) => rows.find(row => row.by === by)?.n ?? 0
  const all = rows.reduce((sum, { n }) => sum + n, 0)
  const [telegramId, phone, filePhone] = [of('telegram_id'), of('phone'), of('file_phone')]
  return { telegramId, phone, filePhone, otherwise: all - telegramId - phone - filePhone }
}

const CALLED = `coalesce(nullif(trim(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '')), ''), r.external_id)`
const BY_ID = '(select s.id from source.subscribers s where s.telegram_id = r.telegram_id)'
const BY_PHONE = `(select min(s.id) from source.subscribers s where s.phone in (r.phone, ${otherNumber('r.phone')})
  having count(*) = 1)`
const BY_FILE = '(select f.subscriber from temp.filed f where f.phone = r.phone)'
const FOUND = `coalesce(c.subscriber_id, ${BY_ID}, ${BY_PHONE}, ${BY_FILE}) as subscriber,
  case when c.subscriber_id is not null then coalesce(c.linked_by, 'admin') when ${BY_ID} is not null then 'telegram_id'
    when ${BY_PHONE} is not null then 'phone' else 'file_phone' end as by`
