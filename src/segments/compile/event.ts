import type { Count } from '../parts.js'
import { isAmong, type Sql, sql } from './sql.js'

/** Whether a number of times, at least one, is enough. */
export type Times = (n: Sql) => Sql

/** A count as a test of those to whom it happened at all; `reached` false means everybody but them. */
export function timesOf(count: Count): { reached: boolean; times: Times } {
  if (count === 'none') return { reached: false, times: n => sql`${n} >= 1` }
  if ('atLeast' in count) return { reached: true, times: n => sql`${n} >= ${count.atLeast}` }
  if ('atMost' in count) return { reached: false, times: n => sql`${n} > ${count.atMost}` }
  if ('exactly' in count) return { reached: true, times: n => sql`${n} = ${count.exactly}` }
  return { reached: true, times: n => sql`${n} between ${count.from} and ${count.to}` }
}

/**
 * People to whom something happened so many times.
 * @param people a query for the ids of those for whom a number of times passes, each once
 */
export function happened(count: Count, people: (times: Times) => Sql): Sql {
  const { reached, times } = timesOf(count)
  const found = people(times)
  return reached ? isAmong(found, { once: true }) : sql`(s.id not in (${found}))`
}

/** Where events `e` are kept, by which index in the order of people, what of them is counted, and which of them count. */
export type EventRows = { table: Sql; index: Sql; what: Sql; test: Sql }

/**
 * People by their events. Those of any offer are one pass over the index (subscriber, time), which counts without
 * sorting: at a million people a quarter of the time of asking the index person by person.
 */
export function byPerson({ table, index, what, test }: EventRows, times: Times): Sql {
  return sql`select e.subscriber_id from ${table} e indexed by ${index} where ${test}
    group by e.subscriber_id having ${times(what)}`
}

/** True where it is asked whether something happened at all, and not how often. */
export function asksWhether(count: Count): boolean {
  return count === 'none' || ('atLeast' in count && count.atLeast === 1)
}

/**
 * Whether something happened (`count` as of `asksWhether`), by a look at each person's first event that counts: where most
 * people have several, a third of the time of a pass over all of them.
 */
export function everHappened(count: Count, { table, index, test }: Omit<EventRows, 'what'>): Sql {
  const found = sql`exists (select 1 from ${table} e indexed by ${index} where e.subscriber_id = s.id and ${test})`
  return count === 'none' ? sql`(not ${found})` : sql`(${found})`
}

/**
 * People by their events about one offer, from its broadcasts on (`cross join` keeps SQLite to that order, whatever
 * ANALYZE found).
 */
export function ofOffer(offer: number, { table, what, test }: Omit<EventRows, 'index'>, times: Times): Sql {
  return sql`select e.subscriber_id from broadcasts b cross join ${table} e on e.broadcast_id = b.id
      where b.offer_id = ${offer} and ${test} group by e.subscriber_id having ${times(what)}`
}

/** True where somebody to whom it never happened passes. */
export function holdsWithout(count: Count): boolean {
  return count === 'none' || 'atMost' in count
}
