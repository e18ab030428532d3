import { type Clock, SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { describeError, type Log } from '../../log.js'
import { findBroadcast, type Running } from '../broadcast.js'
import { findHarm, findRows, isAlarming, packHarm, type Rows } from '../careful/alarm.js'
import { type CarefulStart, findCarefulStart, goOnCarefully } from '../careful.js'
import { pauseBroadcast } from '../lifecycle.js'
import type { Commit } from './commit.js'

const WAVES_MS = SECOND
const HARM_MS = 5 * SECOND

/** Looks after what is being sent: whose turn comes next where a start is careful, and whether people are driven away. */
export type Watch = {
  /** Looks at the waves, and now and then, beside the loop, at who left; call it each time the loop goes round. */
  look(running: readonly Running[]): Promise<void>
  /** Resolves when nobody is counted any more. */
  idle(): Promise<void>
}

/** Creates it. @param deps.changed told of every broadcast that went on or halted */
export function createWatch(deps: {
  db: Db
  clock: Clock
  log: Log
  commit: Commit
  changed: (broadcastId: number) => void
}): Watch {
  const { db, clock, log } = deps
  /** Rows of a broadcast stay the same from its start on. */
  const known = new Map<number, Rows>()
  let wavesAt = Number.NEGATIVE_INFINITY
  let harmAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | null = null

  async function openNext(running: readonly Running[]): Promise<void> {
    for (const { id } of running) {
      const start = findCarefulStart(db, id)
      // A wave whose time has come waits for the last word about those before it.
      if (start === null || start.wave > 2 || isDue(start)) continue
      await goOn(id)
    }
  }

  function isDue({ opensAt }: CarefulStart): boolean {
    return opensAt !== null && opensAt <= clock.now()
  }

  async function goOn(id: number): Promise<void> {
    const at = clock.now()
    const changed = await deps.commit(() => {
      const start = findCarefulStart(db, id)
      const broadcast = findBroadcast(db, id)
      if (start === null || broadcast?.state !== 'running') return false
      return goOnCarefully(db, start, broadcast, at)
    })
    if (changed) deps.changed(id)
  }

  /** Of a series they grow. */
  async function rowsOf(id: number): Promise<Rows> {
    const before = known.get(id)
    if (before !== undefined) return before
    const standing = findBroadcast(db, id)?.standing === true
    const rows = await findRows(db, id, standing)
    if (!standing) known.set(id, rows)
    return rows
  }

  async function judge(id: number): Promise<void> {
    const rows = await rowsOf(id)
    const harm = await findHarm(db, { id }, rows)
    const broadcast = findBroadcast(db, id)
    if (harm === null || broadcast?.state !== 'running') return
    const limits = { blocks: broadcast.blockLimit, stops: broadcast.stopLimit }
    if (!isAlarming(harm, limits, broadcast.careful)) return
    if (!(await deps.commit(() => pauseBroadcast(db, id, 'alarm', packHarm(harm))))) return
    log.warn({ broadcast: id, ...harm, limits }, 'people leave because of a broadcast: it halts')
    deps.changed(id)
  }

  async function judgeAll(running: readonly Running[]): Promise<void> {
    for (const id of known.keys()) if (!running.some(one => one.id === id)) known.delete(id)
    for (const { id } of running) {
      try {
        await judge(id)
        const start = findCarefulStart(db, id)
        if (start !== null && isDue(start)) await goOn(id)
      } catch (error) {
        log.warn({ broadcast: id, error: describeError(error) }, 'who left could not be counted; it is tried again')
      }
    }
  }

  return {
    async look(running) {
      const now = clock.monotonic()
      if (now - harmAt >= HARM_MS && asking === null && running.length > 0) {
        harmAt = now
        asking = judgeAll(running).finally(() => {
          asking = null
        })
      }
      if (now - wavesAt < WAVES_MS) return
      wavesAt = now
      await openNext(running)
    },
    async idle() {
      await asking
    },
  }
}
