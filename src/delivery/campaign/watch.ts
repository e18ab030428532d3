import { ZodError } from 'zod'
import { type Clock, MINUTE, SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { isAppError, unreachable } from '../../errors.js'
import { describeError, type Log } from '../../log.js'
import { refreshSegment } from '../../segments/membership.js'
import { AHEAD } from '../../tracking/conversion.js'
import { findCampaign, type Series } from './campaign.js'
import { moveSome } from './change.js'
import { followDates, followLog, followOrders } from './following.js'
import { pauseCampaign } from './series.js'
import { isStartGone, NEWEST, segmentOf, watchStart } from './start.js'
import { endSome, isDue, listEnds, type Range, type Road, roadOf, walkSome } from './walk.js'

/** So many people are taken on in one write: some milliseconds. */
const AT_ONCE = 50
/** So many enrolments are looked at in one write. */
const ROWS = 250
/** Less than this is how clocks are kept right. */
const NOTICED_MS = 2 * SECOND
/** So often it is looked who is in the segments that series start by. */
const SEGMENTS_MS = 15 * MINUTE

/** Lets people into series, takes them on, and out. */
export type SeriesWatch = {
  /** Does what is due at `at`, ms UTC; call it every second. */
  run(at: number): Promise<void>
  /** Whoever's orders came, changed or went, and who was linked or unlinked; null: everybody. */
  followOrders(customers: readonly number[] | null, at: number): Promise<void>
  /** Orders whose time has come since the last look. */
  settleOrders(at: number): Promise<void>
  /** Looks who entered and left the segments that series start by, now and then. */
  lookAtSegments(at: number): Promise<void>
}

/** What it needs. */
export type SeriesWatchDeps = {
  db: Db
  clock: Clock
  log: Log
  /** The bot's zone, for rules of segments. */
  zone: () => string
  /** Told of a series of which something changed, and whether messages of it wait to be sent. */
  changed: (campaignId: number, given: number) => void
}

/** What is stored of a series, or a rule in it, cannot be read: that does not mend itself. */
function isForGood(error: unknown): boolean {
  const coded = isAppError(error) && error.code !== 'query_timeout'
  return coded || error instanceof ZodError || error instanceof SyntaxError
}

/** Creates it. What it knows by itself is only how far it looked; what has to be done is read from what is stored. */
export function createSeriesWatch({ db, clock, log, zone, changed }: SeriesWatchDeps): SeriesWatch {
  /** Series that start by orders and were looked at as a whole since the program began, or they went on. */
  const settled = new Set<number>()
  /** How far those on their way were moved into which new edition, by series. */
  const moved = new Map<number, { edition: number; upto: number }>()
  const datesAt = new Map<number, number>()
  const segmentsAt = new Map<number, number>()
  let swept = 0
  /** How far everybody is looked at again, since the clock was set back; null: nobody is. */
  let again: number | null = null
  let wall: number | null = null
  let monotonic = 0
  let ordersSince: number | null = null

  const idsOf = (state: string) =>
    db
      .sql<{ id: number }>(`select id from campaigns where state = ? and kind = 'series' order by id`)
      .all(state)
      .map(({ id }) => id)

  function find(id: number): Series | null {
    const campaign = findCampaign(db, id)
    return campaign?.kind === 'series' && campaign.state === 'running' ? campaign : null
  }

  /** One write about a series that runs, which may rest since it was read. @returns what the write comes to; null: it rests */
  function writing<T>(id: number, write: (road: Road) => T): Promise<{ came: T } | null> {
    return db.group(() => {
      const series = find(id)
      return series === null ? null : { came: write(roadOf(db, series)) }
    })
  }

  async function tend(id: number, at: number): Promise<void> {
    const series = find(id)
    if (series === null) return
    if (!(await stands(series, at))) return
    let given = await enter(series, at)
    while (isDue(db, id, at)) {
      const walked = await writing(id, road => walkSome(db, road, AT_ONCE, at))
      if (walked === null) break
      given += walked.came
      changed(id, walked.came)
    }
    if (given > 0) changed(id, given)
    if (series.moving !== null) await move(id, series.moving, at)
  }

  /** What it starts by is still there; else it rests until somebody decides. */
  async function stands(series: Series, at: number): Promise<boolean> {
    const segment = segmentOf(series.entry.on)
    if (isStartGone(db, series.entry.on)) return halt(series.id, 'segment', at)
    if (segment !== null && db.sql('select 1 from segments where id = ? and listened = 1').get(segment) === undefined)
      await db.group(() => watchStart(db, series.entry.on))
    return true
  }

  async function halt(id: number, why: 'segment' | 'unreadable', at: number): Promise<false> {
    await db.group(() => void pauseCampaign(db, id, at, why))
    log.warn({ campaign: id, why }, 'a series rests')
    changed(id, 0)
    return false
  }

  function enter(series: Series, at: number): Promise<number> {
    switch (series.entry.on.kind) {
      case 'subscribed':
        return followLog(db, writing, series, NEWEST.subscribed, at)
      case 'enters':
      case 'leaves':
        return followLog(db, writing, series, NEWEST.segment, at)
      case 'event':
        return followLog(db, writing, series, NEWEST.event, at)
      case 'date':
        return followMinute(series, at)
      case 'ordered':
        return followAllOrders(series, at)
      default:
        return unreachable(series.entry.on)
    }
  }

  /** Minutes are what hours are named by. */
  async function followMinute(series: Series, at: number): Promise<number> {
    const minute = Math.floor(at / MINUTE)
    if (datesAt.get(series.id) === minute) return 0
    datesAt.set(series.id, minute)
    return followDates(db, writing, series, at)
  }

  async function followAllOrders(series: Series, at: number): Promise<number> {
    if (settled.has(series.id)) return 0
    const given = await followOrders(db, writing, series, null, at)
    settled.add(series.id)
    return given
  }

  /** Enrolments in the order of their ids, so that each is looked at once. @returns the next range; null behind the last */
  function nextRange(after: number): Range | null {
    const top = db.sql<{ id: number | null }>('select max(id) as id from enrolments').get()?.id ?? 0
    return after >= top ? null : { after, upto: Math.min(top, after + ROWS) }
  }

  async function move(id: number, edition: number, at: number): Promise<void> {
    for (let i = 0; i < 20; i++) {
      const before = moved.get(id)
      const range = nextRange(before?.edition === edition ? before.upto : 0)
      if (range === null) {
        moved.delete(id)
        await writing(
          id,
          () => db.sql('update campaigns set moving = null where id = ? and moving = ?').run(id, edition).changes,
        )
        changed(id, 0)
        return
      }
      if ((await writing(id, road => moveSome(db, road.series, range, at))) === null) return
      moved.set(id, { edition, upto: range.upto })
    }
  }

  /** Whoever has ordered or stopped is out before their next message is due, so that the figures say so. */
  async function sweep(running: readonly number[], at: number): Promise<void> {
    const range = nextRange(swept) ?? nextRange(0)
    if (range === null) return
    swept = range.upto
    for (const id of running) {
      const series = find(id)
      // Hardly ever is there any, and nothing is to be written for none.
      if (series === null || listEnds(db, series, range, at).length === 0) continue
      const ended = await writing(id, road => endSome(db, road.series, range, at))
      if (ended !== null && ended.came > 0) changed(id, 0)
    }
  }

  /** Of a series that was ended everybody is out, a few at a time. */
  async function endRest(): Promise<void> {
    const over = db
      .sql<{ id: number }>(
        `select c.id from campaigns c where c.state = 'ended' and c.kind = 'series' and exists (select 1 from enrolments n
           indexed by enrolments_state where n.campaign_id = c.id and n.state = 'on_way')`,
      )
      .all()
    for (const { id } of over)
      await db.group(
        () =>
          void db
            .sql(
              `update enrolments set state = 'ended', why = 'ended', next_at = null,
               ended_at = (select ended_at from campaigns where id = ?)
             where id in (select id from enrolments indexed by enrolments_state where campaign_id = ? and state = 'on_way' limit ?)`,
            )
            .run(id, id, ROWS),
      )
  }

  /** True where the wall clock went back since the last look; at the first, where somebody came in, or a series began, after now. */
  function wentBack(at: number): boolean {
    const expected = wall === null ? null : wall + (clock.monotonic() - monotonic)
    wall = at
    monotonic = clock.monotonic()
    if (expected !== null) return expected - at >= NOTICED_MS
    const newest = db
      .sql<{ at: number }>(
        `select max(coalesce((select entered_at from enrolments order by id desc limit 1), 0),
           coalesce((select max(started_at) from campaigns where kind = 'series'), 0)) as at`,
      )
      .get()
    return newest !== undefined && newest.at - at >= NOTICED_MS
  }

  /** By a clock that was ahead people wait longer than they should: each is looked at anew, and whatever is known of them was by now at the latest. */
  async function lookAgain(at: number): Promise<void> {
    const range = again === null ? null : nextRange(again)
    again = range?.upto ?? null
    if (range === null) return
    await db.group(() => {
      const moment = { at, ...range }
      db.sql(
        `update enrolments set next_at = :at, started_at = min(started_at, :at), entered_at = min(entered_at, :at)
         where id > :after and id <= :upto and state = 'on_way' and (next_at > :at or entered_at > :at)`,
      ).run(moment)
      // Whoever was through with it by then may come in again for what happens now.
      db.sql(
        `update enrolments set started_at = min(started_at, :at), entered_at = min(entered_at, :at), ended_at = min(ended_at, :at)
         where id > :after and id <= :upto and state <> 'on_way' and (ended_at > :at or started_at > :at)`,
      ).run(moment)
      // What left has left, however far ahead that seemed: what follows waits for no such day.
      db.sql(
        `update deliveries set sent_at = min(sent_at, :at), claimed_at = min(claimed_at, :at)
         where (sent_at > :at or claimed_at > :at) and id in (select d.id from enrolments n not indexed
           cross join campaign_messages m on m.campaign_id = n.campaign_id and m.broadcast_id is not null
           cross join deliveries d on d.broadcast_id = m.broadcast_id and d.subscriber_id = n.subscriber_id and d.occurrence = n.occurrence
           where n.id > :after and n.id <= :upto and n.state = 'on_way')`,
      ).run(moment)
    })
  }

  async function followCustomers(customers: readonly number[], at: number): Promise<void> {
    const running = idsOf('running')
    if (customers.length === 0 || running.length === 0) return
    await db.group(
      () =>
        void db
          .sql(
            `update enrolments set next_at = :at where next_at > :at and state = 'on_way' and subscriber_id in (
             select subscriber_id from customers where id in (select value from json_each(:who)) and subscriber_id is not null)`,
          )
          .run({ at, who: JSON.stringify(customers) }),
    )
    for (const id of running) {
      const series = find(id)
      if (series?.entry.on.kind !== 'ordered') continue
      const given = await followOrders(db, writing, series, customers, at)
      if (given > 0) changed(id, given)
    }
  }

  return {
    async run(at) {
      if (wentBack(at)) {
        again = 0
        await db.group(
          () =>
            void db
              .sql(
                `update campaigns set started_at = min(started_at, :at),
                   position = iif(starts ->> '$.on.kind' = 'date', min(position, :at), position)
                 where kind = 'series' and state in ('running', 'paused') and (started_at > :at or position > :at)`,
              )
              .run({ at }),
        )
      }
      if (again !== null) await lookAgain(at)
      const running = idsOf('running')
      for (const id of settled) if (!running.includes(id)) settled.delete(id)
      const well: number[] = []
      for (const id of running) {
        try {
          await tend(id, at)
          well.push(id)
        } catch (error) {
          log.error({ campaign: id, error: describeError(error) }, 'a series stumbled')
          if (isForGood(error)) await halt(id, 'unreadable', at)
        }
      }
      await sweep(well, at)
      await endRest()
    },

    async followOrders(customers, at) {
      if (customers === null) settled.clear()
      else await followCustomers(customers, at)
    },

    async settleOrders(at) {
      const last = { since: ordersSince ?? at }
      ordersSince = at
      if (idsOf('running').length === 0 || db.sql(`${AHEAD} limit 1`).get(last) === undefined) return
      const ahead = await db.jobs.rows<{ id: number }>(AHEAD, last)
      await followCustomers(
        ahead.map(({ id }) => id),
        at,
      )
    },

    async lookAtSegments(at) {
      for (const id of idsOf('running')) {
        const series = find(id)
        const segment = series === null ? null : segmentOf(series.entry.on)
        const now = clock.monotonic()
        if (segment === null || now - (segmentsAt.get(segment) ?? Number.NEGATIVE_INFINITY) < SEGMENTS_MS) continue
        segmentsAt.set(segment, now)
        try {
          await refreshSegment(db, segment, { zone: zone(), at })
        } catch (error) {
          log.warn(
            { segment, error: describeError(error) },
            'who is in the segment of a series could not be asked; it is tried again',
          )
        }
      }
    },
  }
}
