import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'

/** A row that says nothing but how somebody is called. */
const NAME_ONLY = `r.first_name is not null
  and coalesce(r.telegram_id, r.phone, r.email, r.external_id, r.username) is null`

/** The one subscriber whom customers with this phone or e-mail are; null where they are several, for nobody is guessed. */
const oneCustomer = (key: 'phone' | 'email') =>
  `(select iif(count(distinct c.subscriber_id) = 1, min(c.subscriber_id), null) from main.customers c where c.${key} = r.${key})`

/**
 * How many lines a bare list has, those that cannot be read among them, and whom they name: by Telegram id, by phone (their
 * own, that of a customer, that with which they moved in), by e-mail or number of a customer, by username, and by name. But
 * for the first and their own phone, what several people have names none of them. Ids of ours, each once, asked in the jobs'
 * reader.
 * @param read the scratch file of `interpret`
 */
export async function findListedPeople(
  db: Db,
  read: Pick<Scratch, 'path'>,
): Promise<{ lines: number; people: number[] }> {
  const basis: Scratch = { path: read.path, count: 0, drop: () => Promise.resolve() }
  const rows = await db.jobs.rows<{ line: number; person: number | null }>(
    `with named as materialized (select lower(username) as name, min(id) as id from main.subscribers
        where username is not null and exists (select 1 from basis.result where username is not null) group by 1 having count(*) = 1),
       phoned as materialized (select file_phone as phone, min(id) as id from main.subscribers
        where file_phone is not null and exists (select 1 from basis.result where phone is not null) group by 1 having count(*) = 1),
       called as materialized (select first_name, last_name, min(id) as id from main.subscribers
        where first_name is not null and exists (select 1 from basis.result r where ${NAME_ONLY})
        group by 1, 2 having count(*) = 1)
     select r.rowid as line, coalesce(
        (select s.id from main.subscribers s where s.telegram_id = r.telegram_id),
        (select s.id from main.subscribers s where s.phone = r.phone),
        ${oneCustomer('phone')},
        p.id,
        ${oneCustomer('email')},
        (select c.subscriber_id from main.customers c where c.external_id = r.external_id),
        n.id, k.id) as person
     from basis.result r left join named n on n.name = lower(r.username)
       left join phoned p on p.phone = r.phone
       left join called k on ${NAME_ONLY} and k.first_name = r.first_name and k.last_name is r.last_name
     order by r.rowid`,
    [],
    basis,
  )
  const unread = await db.jobs.rows<{ n: number }>('select count(*) as n from basis.left_out', [], basis)
  const people = new Set<number>()
  for (const { person } of rows) if (person !== null) people.add(person)
  return { lines: rows.length + (unread[0]?.n ?? 0), people: [...people] }
}
