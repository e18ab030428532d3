import { ZodError } from 'zod'
import { type Clock, MINUTE } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { isAppError } from '../../../errors.js'
import { describeError, type Log } from '../../../log.js'
import { refreshSegment, watchSegment } from '../../../segments/people/membership.js'
import { findCampaign, type Series } from '../campaign.js'
import { createArriving } from '../entering/arriving.js'
import { createBuyers } from '../entering/buyers.js'
import { createSetback } from '../entering/setback.js'
import { isStartGone, segmentOf } from '../entering/start.js'
import { moveSome } from '../series/change.js'
import { pauseCampaign } from '../series.js'
import { endSome, isDue, listEnds, nextRange, ROWS, type Road, roadOf, walkSome } from '../walk.js'
import { segmentLeft } from './exit.js'

/** So many people are taken on in one write: some milliseconds. */
const AT_ONCE = 50
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
  /** How far those on their way were moved into which new edition, by series. */
  const moved = new Map<number, { edition: number; upto: number }>()
  const segmentsAt = new Map<number, number>()
  let swept = 0

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

  /** The same for what lets people in, while the series starts as it did when it was read. */
  function entering<T>(read: Series, write: (road: Road) => T): Promise<{ came: T } | null> {
    return db.group(() => {
      const series = find(read.id)
      return series === null || series.edition !== read.edition ? null : { came: write(roadOf(db, series)) }
    })
  }

  const setback = createSetback(db, clock)
  const buyers = createBuyers({ db, running: () => idsOf('running'), find, writing: entering, changed })
  const enter = createArriving({ db, writing: entering, buyers, setBack: setback.looking })

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
    if (isStartGone(db, series.entry.on)) return halt(series.id, 'segment', at)
    const listened = db.sql('select 1 from segments where id = ? and listened = 1')
    const deaf = segmentsOf(series).filter(segment => listened.get(segment) === undefined)
    if (deaf.length > 0)
      await db.group(() => {
        for (const segment of deaf) watchSegment(db, segment)
      })
    return true
  }

  async function halt(id: number, why: 'segment' | 'unreadable', at: number): Promise<false> {
    await db.group(() => void pauseCampaign(db, id, at, why))
    log.warn({ campaign: id, why }, 'a series rests')
    changed(id, 0)
    return false
  }

  /** The segments that have to do with who comes in and goes out, as far as they are still there. */
  function segmentsOf({ entry, before }: Series): number[] {
    const ends = before.map(earlier => segmentLeft(earlier.entry, earlier.exit))
    const there = db.sql(`select 1 from segments where id = ? and deleted_at is null and kind = 'rule'`)
    return [...new Set([segmentOf(entry.on), ...ends])].flatMap(id =>
      id === null || there.get(id) === undefined ? [] : [id],
    )
  }

  async function move(id: number, edition: number, at: number): Promise<void> {
    for (let i = 0; i < 20; i++) {
      const before = moved.get(id)
      const range = nextRange(db, before?.edition === edition ? before.upto : 0)
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
    const range = nextRange(db, swept) ?? nextRange(db, 0)
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

  return {
    async run(at) {
      await setback.look(at)
      const running = idsOf('running')
      buyers.keep(running)
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

    followOrders: buyers.follow,
    settleOrders: buyers.settle,

    async lookAtSegments(at) {
      for (const id of idsOf('running')) {
        const series = find(id)
        for (const segment of series === null ? [] : segmentsOf(series)) {
          const now = clock.monotonic()
          if (now - (segmentsAt.get(segment) ?? Number.NEGATIVE_INFINITY) < SEGMENTS_MS) continue
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
      }
    },
  }
}
