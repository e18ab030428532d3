import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { countedSql } from '../segments/compile/order.js'
import { type Interval, wilson } from '../statistics/proportion.js'

/** Fewer people say nothing about a share. */
export const FEWEST = 30

/** How long the list looks back, days, today included. */
export const LOOK_BACK = 30

/** People who stayed for so many days, of those who came long enough ago; `knownAt`: when the first of them is known, ms UTC. */
export type Stay = { of: number; stay: number; knownAt: number | null }

/** Orders that count in one currency, with what they came to net of refunds, minor units. */
export type Revenue = { currency: string; orders: number; sum: number }

/**
 * What those who came ordered since they came. `known`: of so many orders are known; `bought`: so many of these ordered something
 * that counts; the currency with the most orders first.
 */
export type Purse = { known: number; bought: number; revenue: Revenue[] }

/**
 * What became of those who came by a source. `visits`: people who opened its counted address; `robots`: openings by robots
 * and by what could not be told, left out. `started`: pressed Start, by whichever of its links. `clicked`: of them, those
 * who clicked an offer.
 */
export type Funnel = {
  visits: number
  robots: number
  started: number
  week: Stay
  month: Stay
  clicked: number
  purse: Purse
}

/** Of a source in the list: its funnel over the newest 30 days, and everybody who ever came by it, with how many of them bought. */
export type SourceFigures = Funnel & { sourceId: number; everStarted: number; everBought: number }

/** SQL: what the source of a payload in this column is called now; the payload itself where nobody made one. */
export const sourceNameOf = (column: string) =>
  `coalesce((select n.name from source_aliases a join sources n on n.id = a.source_id where a.payload = lower(${column})), ${column})`

/** A name that people came by and nobody made a source of. `someone` is one of them, a subscriber. */
export type Stray = { payload: string; people: number; someone: number }

/**
 * Whether somebody of `came` was subscribed and reachable so long after their first Start: by what they did, in its order,
 * whatever they did later.
 */
const stayed = (ms: string) => `(c.erased is null or c.erased > c.at + ${ms})
  and coalesce((select e.kind from subscription_events e where e.subscriber_id = c.id and e.at <= c.at + ${ms}
    and e.kind in ('start', 'resume', 'undo', 'stop', 'move_out') order by e.id desc limit 1), 'start') not in ('stop', 'move_out')
  and coalesce((select e.kind from subscription_events e where e.subscriber_id = c.id and e.at <= c.at + ${ms}
    and e.kind in ('start', 'block', 'unblock', 'deactivate') order by e.id desc limit 1), 'start') not in ('block', 'deactivate')`

const FIGURES = `count(*) as started, min(c.at) as first,
  count(*) filter (where c.at + :week <= :at) as week, count(*) filter (where c.at + :week <= :at and ${stayed(':week')}) as weekStay,
  count(*) filter (where c.at + :month <= :at) as month, count(*) filter (where c.at + :month <= :at and ${stayed(':month')}) as monthStay,
  count(*) filter (where exists (select 1 from clicks k where k.subscriber_id = c.id and k.verdict = 'human')) as clicked`

const CAME_LATELY = `with c as materialized (
    select s.id, s.created_at as at, s.erased_at as erased, coalesce(a.source_id, 0) as source
    from (select id, created_at, erased_at, source from subscribers indexed by subscribers_subscribed_at
        where subscribed_at >= :since and created_at >= :since
      union all select id, created_at, erased_at, source from subscribers indexed by subscribers_erased
        where erased_at is not null and created_at >= :since) s
    left join source_aliases a on a.payload = lower(s.source) where s.source is not null)`

/** Of everybody who came first since then, by the source that their link means; 0: nobody made one. */
export const LATELY = `${CAME_LATELY} select c.source as sourceId, ${FIGURES} from c group by c.source`

const CAME_EVER = `with c as materialized (
    select s.id, s.created_at as at, s.erased_at as erased, a.source_id as source from source_aliases a
    cross join subscribers s indexed by subscribers_source on s.source collate nocase = a.payload
    where a.source_id = :source)`

/** Of everybody who ever came first by one source. */
export const EVER = `${CAME_EVER} select :source as sourceId, ${FIGURES} from c`

/** What they ordered since: a row for each source and currency; without a currency, of how many orders are known and how many bought. */
const PURSES = `, k as materialized (select c.source, c.id, c.at, u.id as customer from c cross join customers u on u.subscriber_id = c.id),
  o as materialized (
    select k.source, k.id, o.currency, count(*) as orders, sum(o.total - o.refunded) as sum
    from k cross join orders o indexed by orders_customer on o.customer_id = k.customer
    where o.at >= k.at and ${countedSql.text} group by k.source, k.id, o.currency)
  select source as sourceId, null as currency, count(*) as known, 0 as bought, 0 as orders, 0 as sum from k group by source
  union all select source, null, 0, count(distinct id), 0, 0 from o group by source
  union all select source, currency, 0, 0, sum(orders), sum(sum) from o group by source, currency`

export const LATELY_PURSES = `${CAME_LATELY}${PURSES}`
export const EVER_PURSES = `${CAME_EVER}${PURSES}`

/** How many of those who ever came by each source bought. */
export const EVERY_BUYER = `select a.source_id as sourceId, count(*) as people
  from source_aliases a cross join subscribers s indexed by subscribers_source on s.source collate nocase = a.payload
    cross join customers u on u.subscriber_id = s.id
  where exists (
    select 1 from orders o indexed by orders_customer where o.customer_id = u.id and o.at >= s.created_at and ${countedSql.text})
  group by a.source_id`

/** How many ever came first by each source. */
export const EVERYBODY = `select a.source_id as sourceId, count(*) as people from source_aliases a
  cross join subscribers s indexed by subscribers_source on s.source collate nocase = a.payload group by a.source_id`

/** Names that nobody made a source of, by how many came by them. */
export const STRAYS = `select min(s.source) as payload, min(s.id) as someone, count(*) as people, sum(count(*)) over () as everybody, count(*) over () as names
  from subscribers s indexed by subscribers_source where s.source is not null and s.source <> ''
    and not exists (select 1 from source_aliases a where a.payload = lower(s.source))
  group by s.source collate nocase order by people desc, 1 limit :limit`

type PurseRow = {
  sourceId: number
  currency: string | null
  known: number
  bought: number
  orders: number
  sum: number
}

type Row = {
  sourceId: number
  started: number
  first: number | null
  week: number
  weekStay: number
  month: number
  monthStay: number
  clicked: number
}

/**
 * What became of those who came in the newest 30 days (UTC), by source; sources that nobody came by are among them, and 0
 * stands for names that nobody made.
 * @param at ms UTC
 * @throws AppError `query_timeout` after 5 s
 */
export async function sourceFigures(db: Db, at: number): Promise<SourceFigures[]> {
  const day = Math.floor(at / DAY) - LOOK_BACK + 1
  const [rows, purses, visits, ever, buyers] = await Promise.all([
    db.people.rows<Row>(LATELY, { ...spans(at), since: day * DAY }),
    db.people.rows<PurseRow>(LATELY_PURSES, { since: day * DAY }),
    db.people.rows<{ sourceId: number; verdict: string; n: number }>(
      'select source_id as sourceId, verdict, sum(n) as n from source_visits where day >= :day group by source_id, verdict',
      { day },
    ),
    db.people.rows<{ sourceId: number; people: number }>(EVERYBODY),
    db.people.rows<{ sourceId: number; people: number }>(EVERY_BUYER),
  ])
  const made = db.sql<{ id: number }>('select id from sources').all()
  return [0, ...made.map(({ id }) => id)].map(sourceId => ({
    sourceId,
    everStarted: ever.find(row => row.sourceId === sourceId)?.people ?? 0,
    everBought: buyers.find(row => row.sourceId === sourceId)?.people ?? 0,
    ...funnelOf(
      rows.find(row => row.sourceId === sourceId),
      visits.filter(row => row.sourceId === sourceId),
      purses.filter(row => row.sourceId === sourceId),
    ),
  }))
}

/** What became of everybody who ever came by a source. @param at ms UTC @throws AppError `query_timeout` after 5 s */
export async function sourceFunnel(db: Db, source: number, at: number): Promise<Funnel> {
  const [[row], purses] = await Promise.all([
    db.people.rows<Row>(EVER, { ...spans(at), source }),
    db.people.rows<PurseRow>(EVER_PURSES, { source }),
  ])
  const visits = db
    .sql<{ verdict: string; n: number }>(
      'select verdict, sum(n) as n from source_visits where source_id = ? group by verdict',
    )
    .all(source)
  return funnelOf(row, visits, purses)
}

/** Names that people came by and nobody made, the most frequent first. @throws AppError `query_timeout` after 5 s */
export async function findStrays(db: Db, limit: number): Promise<{ strays: Stray[]; people: number; names: number }> {
  const rows = await db.people.rows<Stray & { everybody: number; names: number }>(STRAYS, { limit })
  const strays = rows.map(({ payload, people, someone }) => ({ payload, people, someone }))
  return { strays, people: rows[0]?.everybody ?? 0, names: rows[0]?.names ?? 0 }
}

/** Of those who opened the counted address, the share that pressed Start. */
export type Conversion = { of: number; started: number; interval: Interval }

/**
 * Null where no honest share is known: fewer than 30 opened the address, or more pressed Start than opened it, because
 * the bare link goes round as well.
 */
export function conversionOf({ visits, started }: Pick<Funnel, 'visits' | 'started'>): Conversion | null {
  if (visits < FEWEST || started > visits) return null
  return { of: visits, started, interval: wilson(started, visits) }
}

/** Where most people were lost: before they pressed Start, or in the first week after it. */
export type Loss = { where: 'start' | 'week'; people: number }

/** Null while nobody is known to be lost, or too few came to say. */
export function lossOf(funnel: Funnel): Loss | null {
  const before = conversionOf(funnel) === null ? 0 : funnel.visits - funnel.started
  const after = funnel.week.of < FEWEST ? 0 : funnel.week.of - funnel.week.stay
  if (before + after === 0) return null
  return before >= after ? { where: 'start', people: before } : { where: 'week', people: after }
}

/** All sources together that have an honest share; null while there is none. `stay`: of those who started, after a week. */
export function togetherOf(funnels: readonly Funnel[]): (Conversion & { week: Stay }) | null {
  const counted = funnels.filter(({ visits, started }) => visits > 0 && started <= visits)
  const add = (of: (funnel: Funnel) => number) => counted.reduce((sum, funnel) => sum + of(funnel), 0)
  const conversion = conversionOf({ visits: add(({ visits }) => visits), started: add(({ started }) => started) })
  if (conversion === null) return null
  return { ...conversion, week: { of: add(({ week }) => week.of), stay: add(({ week }) => week.stay), knownAt: null } }
}

function spans(at: number) {
  return { at, week: 7 * DAY, month: 30 * DAY }
}

function funnelOf(
  row: Row | undefined,
  visits: readonly { verdict: string; n: number }[],
  purses: readonly PurseRow[],
): Funnel {
  const { started = 0, first = null, week = 0, weekStay = 0, month = 0, monthStay = 0, clicked = 0 } = row ?? {}
  const stay = (of: number, stays: number, days: number): Stay => ({
    ...{ of, stay: stays },
    knownAt: of > 0 || first === null ? null : first + days * DAY,
  })
  const human = visits.find(({ verdict }) => verdict === 'human')?.n ?? 0
  return {
    visits: human,
    robots: visits.reduce((sum, { n }) => sum + n, 0) - human,
    purse: purseOf(purses),
    ...{ started, clicked, week: stay(week, weekStay, 7), month: stay(month, monthStay, 30) },
  }
}

function purseOf(rows: readonly PurseRow[]): Purse {
  return {
    known: rows.reduce((n, { known }) => n + known, 0),
    bought: rows.reduce((n, { bought }) => n + bought, 0),
    revenue: rows
      .flatMap(({ currency, orders, sum }) => (currency === null ? [] : [{ currency, orders, sum }]))
      .sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1)),
  }
}
