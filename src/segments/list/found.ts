import { createPauses } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Cell, Entry, Keys } from './entry.js'

/** A line in which nobody was found, as it is written. */
export type Missing = { line: number; written: string }

/** Whom entries name: people found, lines of nobody whom the bot knows, and how often somebody came again. */
export type Found = { people: number[]; missing: Missing[]; repeated: number }

/** People found by one kind of key in one column: their ids of ours, by the number of the entry. */
type Hits = Map<number, number>
type Column = { id: Hits; username: Hits; phone: Hits }

/** A column of people, and those it names. */
type Named = { column: number; people: Hits; distinct: number }

const BATCH = 1_000
/** One column of a table finds nearly all of its people; cells side by side, one person each, find many times more. */
const MANY_IN_A_LINE = 1.5
const AGREES = 0.9

/**
 * Looks entries up, a few thousand at a time. Of a table the column counts that finds the most people, so that a number
 * of the CRM is no Telegram id; others speak where it is silent, if they name the same people elsewhere. In a column of
 * bare digits ids or phones count, whichever find more. Lines that hold nothing but people, each another one, are a list.
 * @throws AppError `query_timeout` after 5 s for one batch
 */
export async function findEntries(db: Db, entries: readonly Entry[]): Promise<Found> {
  const columns = await lookUp(db, entries)
  const named = columns
    .map((hits, column) => ({ column, ...peopleOf(hits) }))
    .sort((a, b) => b.distinct - a.distinct || a.column - b.column)
  const [best] = named
  if (best === undefined || isList(entries, named, best)) return gather(entries, named, 'each')
  return gather(entries, [best, ...named.filter(other => other !== best && speaksFor(best, other))], 'first')
}

async function lookUp(db: Db, entries: readonly Entry[]): Promise<Column[]> {
  const pauses = createPauses()
  const columns: Column[] = []
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH)
    const known = await peopleCalled(db, batch)
    for (const [i, { cells }] of batch.entries()) {
      await pauses.take()
      for (const [column, { keys }] of cells.entries()) {
        columns[column] ??= { id: new Map(), username: new Map(), phone: new Map() }
        const note = (hits: Hits, person: number | undefined) => person !== undefined && hits.set(from + i, person)
        note(columns[column].id, known.get(`id ${keys?.id === undefined ? '' : String(Number(keys.id))}`))
        note(columns[column].username, known.get(`username ${keys?.username ?? ''}`))
        note(columns[column].phone, firstOf(known, keys))
      }
    }
  }
  return columns
}

function firstOf(known: ReadonlyMap<string, number>, keys: Keys | null): number | undefined {
  const form = keys?.phones?.find(phone => known.has(`phone ${phone}`))
  return form === undefined ? undefined : known.get(`phone ${form}`)
}

/** Who is called so: `id 7001`, `username anna_p`, `phone +371…`, shared by the person or known from the CRM. What several people have names nobody. */
async function peopleCalled(db: Db, entries: readonly Entry[]): Promise<Map<string, number>> {
  const all = <Value>(of: (keys: Keys) => readonly Value[]) =>
    JSON.stringify(entries.flatMap(({ cells }) => cells.flatMap(({ keys }) => (keys === null ? [] : of(keys)))))
  const ids = all(({ id }) => (id === undefined ? [] : [Number(id)]))
  const usernames = all(({ username }) => (username === undefined ? [] : [username]))
  const phones = all(({ phones }) => phones ?? [])
  const rows = await db.people.rows<{ by: string; value: string; id: number }>(
    `select 'id' as by, cast(s.telegram_id as text) as value, s.id as id from subscribers s
       where s.telegram_id in (select value from json_each(?))
     union all
     select 'username', lower(s.username), min(s.id) from subscribers s
       where json_array_length(?) > 0 and lower(s.username) in (select value from json_each(?))
       group by lower(s.username) having count(*) = 1
     union all
     select 'phone', c.phone, min(c.subscriber_id) from customers c
       where c.subscriber_id is not null and c.phone in (select value from json_each(?))
       group by c.phone having count(distinct c.subscriber_id) = 1
     union all
     select 'phone', s.phone, s.id from subscribers s where s.phone in (select value from json_each(?))`,
    [ids, usernames, usernames, phones, phones],
  )
  // Written last wins: what a person shared is surer than what the CRM says of them.
  return new Map(rows.map(({ by, value, id }) => [`${by} ${value}`, id]))
}

function peopleOf({ id, username, phone }: Column): { people: Hits; distinct: number } {
  const digits = new Set(id.values()).size >= new Set(phone.values()).size ? [phone, id] : [id, phone]
  const people: Hits = new Map([...digits.flatMap(hits => [...hits]), ...username])
  return { people, distinct: new Set(people.values()).size }
}

/** True for people side by side. */
function isList(entries: readonly Entry[], named: readonly Named[], best: Named): boolean {
  const everybody = new Set(named.flatMap(({ people }) => [...people.values()]))
  if (entries.length > 1 && everybody.size < MANY_IN_A_LINE * best.distinct) return false
  return entries.every(({ cells }) => cells.every(isPersonOrNothing))
}

function isPersonOrNothing({ written, keys }: Cell): boolean {
  return written === '' || keys !== null
}

/** True when the other column, wherever both name somebody, names the same person. */
function speaksFor(best: Named, other: Named): boolean {
  const both = [...other.people].filter(([entry]) => best.people.has(entry))
  const same = both.filter(([entry, person]) => best.people.get(entry) === person)
  return both.length > 0 && same.length >= AGREES * both.length
}

/** @param per whether each column names a person of its own, or the first that names anybody counts */
async function gather(entries: readonly Entry[], named: readonly Named[], per: 'each' | 'first'): Promise<Found> {
  const pauses = createPauses()
  const people = new Set<number>()
  const missing: Missing[] = []
  let repeated = 0
  const add = (person: number) => {
    if (people.has(person)) repeated += 1
    else people.add(person)
  }
  for (const [i, { line, written, cells }] of entries.entries()) {
    await pauses.take()
    const hits = named.filter(({ people }) => people.has(i))
    for (const { people } of per === 'each' ? hits : hits.slice(0, 1)) add(people.get(i) ?? 0)
    if (per === 'each' && hits.length > 0) {
      const silent = cells.filter(({ written }, column) => written !== '' && !hits.some(hit => hit.column === column))
      missing.push(...silent.map(({ written }) => ({ line, written })))
    } else if (hits.length === 0) missing.push({ line, written })
  }
  return { people: [...people], missing, repeated }
}
