import type { SqliteFile } from '../../db/binding.js'
import { CHANGES, leaveOutForgotten, type MatchContext } from './people.js'

/** What a file of customers would change; `here` of them are found in the bot, by Telegram id or by their own phone. */
export type CustomerCounts = { people: number; new: number; changed: number; same: number; here: number }

/** What the file says of a customer that differs from what is known. What it does not say stays as it was. */
const TOUCHED = `
  (r.telegram_id is not null and r.telegram_id is not c.telegram_id) or (r.phone is not null and r.phone is not c.phone)
  or (r.email is not null and r.email is not c.email)
  or (r.first_name is not null and substr(r.first_name, 1, 128) is not c.first_name)
  or (r.last_name is not null and substr(r.last_name, 1, 128) is not c.last_name)`

/** By what a row names its customer: the number in the CRM, else the phone, else the e-mail. */
const KEY = `coalesce('n' || r.external_id, 'p' || r.phone, 'e' || r.email, 't' || r.telegram_id)`

/** Who may be in the bot; a phone of a country where one line is written in two ways is looked up when it is taken in. */
const LINKED = `
  exists (select 1 from source.subscribers s where s.telegram_id = r.telegram_id)
  or exists (select 1 from source.subscribers s where s.phone = r.phone)
  or r.phone glob '+5[245]*'`

/**
 * Works out what a file of customers would change, as `matchPeople` does for people of another bot. Without a number of
 * the CRM they are known again by their phone, then by their e-mail.
 */
export function matchCustomers(file: SqliteFile, { forgotten }: Pick<MatchContext, 'forgotten'>): CustomerCounts {
  file.exec(CHANGES)
  const out = (reason: string, where: string) =>
    `insert or ignore into main.left_out (row, line, reason) select r.rowid, r.line, '${reason}' from basis.result r where ${where}`
  file.exec(out('no_key', `${KEY} is null`))
  file.exec(`insert or ignore into main.left_out (row, line, reason) select row, line, 'twice' from (
    select r.rowid as row, r.line, row_number() over (partition by ${KEY} order by r.line) as turn
    from basis.result r where ${KEY} is not null) where turn > 1`)
  if (forgotten !== null) leaveOutForgotten(file, forgotten)
  file.exec(`
    create temp table known (row integer primary key, customer integer not null);
    insert into known select r.rowid, c.id from basis.result r cross join source.customers c on c.external_id = r.external_id;
    insert or ignore into known select r.rowid, min(c.id) from basis.result r
      cross join source.customers c on c.phone = r.phone where r.external_id is null group by r.rowid;
    insert or ignore into known select r.rowid, min(c.id) from basis.result r
      cross join source.customers c on c.email = r.email
      where r.external_id is null and r.phone is null group by r.rowid;
    delete from known where row in (select row from main.left_out);`)
  const into = `insert into main.result (row, external_id, telegram_id, phone, email, first_name, last_name, linked, known_id)
    select r.rowid, r.external_id, r.telegram_id, r.phone, r.email, substr(r.first_name, 1, 128), substr(r.last_name, 1, 128),
      ${LINKED}`
  file.exec(`${into}, null from basis.result r where r.rowid not in (select row from temp.known)
    and r.rowid not in (select row from main.left_out) order by r.external_id`)
  file.exec(`${into}, k.customer from temp.known k join basis.result r on r.rowid = k.row
    join source.customers c on c.id = k.customer where c.erased_at is null and (${TOUCHED}) order by k.row`)
  const count = (sql: string) => file.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const fresh = count('select count(*) as n from main.result where known_id is null')
  const changed = count('select count(*) as n from main.result where known_id is not null')
  const known = count('select count(*) as n from temp.known')
  const here = count(`select count(*) as n from basis.result r where r.rowid not in (select row from main.left_out)
    and (exists (select 1 from source.subscribers s where s.telegram_id = r.telegram_id)
      or exists (select 1 from source.subscribers s where s.phone = r.phone))`)
  return { people: fresh + known, new: fresh, changed, same: known - changed, here }
}
