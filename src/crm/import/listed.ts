import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'

/**
 * Whom the lines of a bare list name, by Telegram id, own number, number or e-mail of a customer, customer's number, then
 * username: ids of ours, each once. Asked in the jobs' reader of the file that was read.
 * @param read the scratch file of `interpret`
 */
export async function findListedPeople(
  db: Db,
  read: Pick<Scratch, 'path'>,
): Promise<{ lines: number; people: number[] }> {
  const basis: Scratch = { path: read.path, count: 0, drop: () => undefined }
  const rows = await db.jobs.rows<{ line: number; person: number | null }>(
    `with named as materialized (select lower(username) as name, min(id) as id from main.subscribers
        where username is not null and exists (select 1 from basis.result where username is not null) group by 1)
     select r.rowid as line, coalesce(
        (select s.id from main.subscribers s where s.telegram_id = r.telegram_id),
        (select s.id from main.subscribers s where s.phone = r.phone),
        (select c.subscriber_id from main.customers c where c.phone = r.phone and c.subscriber_id is not null limit 1),
        (select c.subscriber_id from main.customers c where c.external_id = r.external_id),
        n.id) as person
     from basis.result r left join named n on n.name = lower(r.username) order by r.rowid`,
    [],
    basis,
  )
  const people = new Set<number>()
  for (const { person } of rows) if (person !== null) people.add(person)
  return { lines: rows.length, people: [...people] }
}
