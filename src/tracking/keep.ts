import { SECOND, sleep } from '../clock.js'
import { faultOf } from '../db/fault.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import type { Dropped } from './dropped.js'
import type { Verdict, Why } from './verdict.js'

const INSERT_CLICK = `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
  values (?, ?, ?, ?, ?, ?, ?, ?)`

const INSERT_READ = `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
  values (?, 'click', 'confirmed', ?, ?, ?) on conflict (delivery_id, evidence) do nothing`

const DOUBT_CLICKS = `update clicks set verdict = 'unsure', why = 'burst'
  where delivery_id = ? and at between ? and ? and verdict = 'human'`

const DROP_READ = `delete from reads where delivery_id = ? and evidence = 'click' and at between ? and ?`

const BURST_MS = SECOND
const MOST = 100_000
const CHUNK = 200
const RETRY_MS = SECOND
const PATIENCE_MS = 300

/** One opening as it is stored. */
export type Click = {
  deliveryId: number
  link: number
  subscriberId: number
  broadcastId: number
  at: number
  verdict: Verdict
  why: Why
  agent: string
}

/** `written`: on disk. `kept`: in memory until the disk takes it. `dropped`: only counted, too many are kept already. */
export type Kept = 'written' | 'kept' | 'dropped'

/** The writer of clicks. */
export type Keep = {
  /** Joins the open batch; resolves once the click is on disk, or after 0.3 s when that takes longer. Never rejects. */
  keep(click: Click): Promise<Kept>
  /** Clicks that wait in memory. */
  waiting(): number
  /** Tries once more to write what waits; what the disk does not take is lost, and the log says how many. */
  close(): Promise<void>
}

/**
 * Makes the writer: clicks that come before the open batch is committed join it as one write. What cannot be written waits
 * in memory, up to 100,000 (about 20 MB), in their order, and is written by itself when the disk takes it again.
 */
export function createKeep(db: Pick<Db, 'sql' | 'group'>, dropped: Dropped, log: Log): Keep {
  let open: { clicks: Click[]; written: Promise<Kept> } | null = null
  let waiting: Click[] = []
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const store = (clicks: readonly Click[]) =>
    db.group(() => {
      for (const click of clicks) recordClick(db, click)
    })

  async function write(clicks: Click[]): Promise<Kept> {
    try {
      await db.group(() => {
        open = null
        for (const click of clicks) recordClick(db, click)
      })
      return 'written'
    } catch (error) {
      open = null
      if (faultOf(error) === null) return drop(clicks, error)
      if (waiting.length === 0)
        log.error(
          { error: describeError(error).message },
          'clicks cannot be recorded; they are kept, and people redirected',
        )
      return queue(clicks)
    }
  }

  /** Not the disk's fault: it would fail again, as when the person was erased meanwhile. */
  function drop(clicks: readonly Click[], error: unknown): Kept {
    log.error({ error: describeError(error), clicks: clicks.length }, 'clicks could not be recorded')
    for (const click of clicks) dropped.record('failed', click.at)
    return 'dropped'
  }

  function queue(clicks: readonly Click[]): Kept {
    const room = closed ? 0 : Math.max(0, MOST - waiting.length)
    waiting.push(...clicks.slice(0, room))
    for (const click of clicks.slice(room)) dropped.record('failed', click.at)
    if (waiting.length > 0) timer ??= setTimeout(() => void retry(), RETRY_MS).unref()
    return clicks.length > room ? 'dropped' : 'kept'
  }

  /** Writes what waits, oldest first, until the disk refuses. */
  async function retry(): Promise<void> {
    const had = waiting.length
    try {
      while (waiting.length > 0) {
        const chunk = waiting.slice(0, CHUNK)
        const one = chunk.slice(0, 1)
        const done = await store(chunk).then(
          () => chunk,
          refused => storeOne(one, refused),
        )
        waiting = waiting.slice(done.length)
      }
      if (had > 0) log.info({ clicks: had }, 'clicks are recorded again')
      dropped.retry()
      timer = undefined
    } catch {
      timer = closed ? undefined : setTimeout(() => void retry(), RETRY_MS).unref()
    }
  }

  /** After a chunk was refused for something in it. @throws what the disk is to blame for */
  async function storeOne(one: readonly Click[], refused: unknown): Promise<readonly Click[]> {
    if (faultOf(refused) !== null) throw refused
    try {
      await store(one)
    } catch (error) {
      if (faultOf(error) !== null) throw error
      drop(one, error)
    }
    return one
  }

  return {
    keep(click) {
      // Behind those that wait already, so that their order stays.
      if (waiting.length > 0) return Promise.resolve(queue([click]))
      if (open === null) {
        const clicks = [click]
        open = { clicks, written: inTime<Kept>(write(clicks), 'kept') }
      } else open.clicks.push(click)
      return open.written
    },
    waiting: () => waiting.length,
    async close() {
      clearTimeout(timer)
      closed = true
      if (waiting.length > 0) await retry()
      if (waiting.length > 0) log.error({ clicks: waiting.length }, 'clicks were lost: the disk took none to the end')
    },
  }
}

/** A person does not wait for a disk, nor for another program that is writing. @param late what is said after 0.3 s */
export async function inTime<T>(written: Promise<T>, late: T): Promise<T> {
  const early = new AbortController()
  const slow = sleep(PATIENCE_MS, early.signal).then(() => late)
  const said = await Promise.race([written, slow])
  early.abort()
  return said
}

/**
 * Appends a click; a human one is also confirmed evidence that the message was read. A burst takes back what the same
 * scanner did in the second before, when it still looked like a person. Call it inside a group.
 */
function recordClick(db: Pick<Db, 'sql'>, click: Click): void {
  const { deliveryId, link, subscriberId, broadcastId, at, verdict, why, agent } = click
  db.sql(INSERT_CLICK).run(deliveryId, link, subscriberId, broadcastId, at, verdict, why, agent)
  if (verdict === 'human') db.sql(INSERT_READ).run(deliveryId, subscriberId, broadcastId, at)
  if (why === 'burst') {
    db.sql(DOUBT_CLICKS).run(deliveryId, at - BURST_MS, at)
    db.sql(DROP_READ).run(deliveryId, at - BURST_MS, at)
  }
}
