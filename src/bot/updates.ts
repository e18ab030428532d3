import { z } from 'zod'
import { type Clock, MINUTE, SECOND, sleep } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'

const LIMIT_MS = MINUTE
const CLOSE_MS = 5 * SECOND
const RUNNING = 500
const WAITING = 5_000
const ATTEMPTS = 2
/** How often an update may find the line too long; each time it has waited 10 s. */
const TURNS = 30
const REMEMBERED = 10_000
const DISK_RETRY_MS = SECOND

/** What the bot asks Telegram for; reactions come only when named. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const

const author = z.looseObject({ id: z.int() })
const incoming = z.looseObject({ update_id: z.int() })
const event = z.looseObject({ from: author.optional(), user: author.optional() })

/** An update as far as the intake cares: its number and whatever else Telegram wrote. */
export type RawUpdate = z.infer<typeof incoming>

/** The way in for updates: what was accepted is on disk before Telegram may forget it. */
export type Intake = {
  /**
   * Keeps updates; resolves once they are on disk, later while thousands wait to be handled. One that is known
   * already is left alone. @throws when the disk refuses, or when something is not an update
   */
  accept(updates: readonly unknown[]): Promise<void>
  /** Handles what an earlier process left, and from now on everything accepted. */
  start(): void
  /** Starts no more handlers and waits 5 s for those at work; what is unfinished is handled by the next process. */
  close(): Promise<void>
  /** Accepted and not handled yet. */
  waiting(): number
}

/** What the intake needs; the numbers are for tests. */
export type IntakeDeps = {
  db: Db
  clock: Clock
  log: Log
  /** Handles one update; throws when it cannot. */
  handle: (update: RawUpdate) => Promise<void>
  /** True for an error that says only that the line was too long: such an update is handled again, and has not failed. */
  isCrowded?: (error: unknown) => boolean
  /** ms that one handler may take before it counts as failed. */
  limit?: number
  /** ms that `close` waits for handlers. */
  patience?: number
}

type Task = { update: RawUpdate; attempts: number }

/**
 * Accepts updates, then handles them: one at a time for each person, all people at once. A handler that fails or takes
 * over a minute is tried once more; after that the update goes, and the log has its number and the error. One whose
 * answer did not get its turn, because hundreds of people came at once, stands in line again, for five minutes.
 */
export function createIntake(deps: IntakeDeps): Intake {
  const { db, clock, log, handle } = deps
  const limit = deps.limit ?? LIMIT_MS
  const closing = new AbortController()
  const known = new Set<number>()
  const handled = new Set<number>()
  const people = new Map<string, Task[]>()
  const ready: string[] = []
  const running = new Map<Promise<void>, Task>()
  let started = false
  const roomMade: (() => void)[] = []

  function enqueue(update: RawUpdate, attempts: number): void {
    if (known.has(update.update_id) || handled.has(update.update_id)) return
    known.add(update.update_id)
    const person = personOf(update)
    const queue = people.get(person)
    if (queue !== undefined) {
      queue.push({ update, attempts })
      return
    }
    people.set(person, [{ update, attempts }])
    ready.push(person)
  }

  function dispatch(): void {
    while (started && !closing.signal.aborted && running.size < RUNNING) {
      const person = ready.shift()
      if (person === undefined) return
      const task = people.get(person)?.[0]
      if (task === undefined) continue
      const work = run(task)
        .then(() => advance(person, task))
        .finally(() => {
          running.delete(work)
          dispatch()
        })
      running.set(work, task)
    }
  }

  /** The person's next update may be handled, unless this one is still to be done. */
  function advance(person: string, task: Task): void {
    if (closing.signal.aborted) return
    const queue = people.get(person)
    queue?.shift()
    if (queue === undefined || queue.length === 0) people.delete(person)
    else ready.push(person)
    known.delete(task.update.update_id)
    if (known.size >= WAITING) return
    for (const resolve of roomMade.splice(0)) resolve()
  }

  async function run(task: Task): Promise<void> {
    const id = task.update.update_id
    let turns = 0
    while (!closing.signal.aborted) {
      if (task.attempts >= ATTEMPTS) {
        log.error({ update: id }, 'an update was given up: its handler never ended')
        return forget(id)
      }
      // Counted before it is handled, so that an update that kills the process is not tried for ever.
      if (!(await commit(() => db.sql('update updates set attempts = attempts + 1 where update_id = ?').run(id))))
        return
      task.attempts++
      try {
        await withLimit(handle(task.update), limit)
        return forget(id)
      } catch (error) {
        if (deps.isCrowded?.(error) === true && ++turns < TURNS) {
          if (!(await commit(() => takeBack(task)))) return
          task.attempts--
          continue
        }
        const details = { update: id, attempt: task.attempts, error: describeError(error) }
        if (task.attempts < ATTEMPTS) {
          log.warn(details, 'an update was not handled; trying once more')
          continue
        }
        log.error(details, 'an update was given up')
        return forget(id)
      }
    }
  }

  /** An attempt that did not count. */
  function takeBack({ update }: Task): void {
    db.sql('update updates set attempts = max(0, attempts - 1) where update_id = ?').run(update.update_id)
  }

  async function forget(id: number): Promise<void> {
    handled.add(id)
    if (handled.size > REMEMBERED) for (const oldest of handled.values()) if (handled.delete(oldest)) break
    await commit(() => db.sql('delete from updates where update_id = ?').run(id))
  }

  /** Writes until the disk takes it; false when the intake closes before that. */
  async function commit(write: () => unknown): Promise<boolean> {
    for (;;) {
      try {
        await db.group(() => void write())
        return true
      } catch (error) {
        log.error({ error: describeError(error) }, 'the list of updates cannot be written')
      }
      if (closing.signal.aborted) return false
      await sleep(DISK_RETRY_MS, closing.signal)
    }
  }

  return {
    async accept(updates) {
      const parsed = updates.map(update => incoming.parse(update))
      while (known.size >= WAITING && !closing.signal.aborted) {
        await new Promise<void>(resolve => roomMade.push(resolve))
      }
      const fresh = parsed.filter(update => !known.has(update.update_id) && !handled.has(update.update_id))
      if (fresh.length === 0) return
      await db.group(() => {
        for (const update of fresh) {
          // The same update may have come twice at once, and be handled by now.
          if (handled.has(update.update_id)) continue
          db.sql('insert or ignore into updates (update_id, body) values (?, ?)').run(
            update.update_id,
            JSON.stringify(update),
          )
        }
      })
      for (const update of fresh) enqueue(update, 0)
      dispatch()
    },
    start() {
      const rows = db.sql<{ body: string; attempts: number }>('select body, attempts from updates order by update_id')
      for (const row of rows.all()) enqueue(incoming.parse(JSON.parse(row.body)), row.attempts)
      started = true
      dispatch()
    },
    async close() {
      closing.abort()
      for (const resolve of roomMade.splice(0)) resolve()
      const patience = deps.patience ?? CLOSE_MS
      const since = clock.monotonic()
      const over = new AbortController()
      await Promise.race([Promise.all(running.keys()), sleep(patience, over.signal)])
      over.abort()
      if (running.size === 0) return
      log.warn({ handlers: running.size, ms: Math.round(clock.monotonic() - since) }, 'closed before handlers ended')
      // An update that closing cut short has not failed.
      const cut = [...running.values()].filter(task => !handled.has(task.update.update_id))
      await db.group(() => {
        for (const task of cut) takeBack(task)
      })
    },
    waiting: () => known.size,
  }
}

/** Whose turn an update takes: the person's; one of nobody takes its own. */
function personOf(update: RawUpdate): string {
  for (const [name, value] of Object.entries(update)) {
    if (name === 'update_id') continue
    const parsed = event.safeParse(value)
    const id = parsed.data?.from?.id ?? parsed.data?.user?.id
    if (id !== undefined) return `person ${id}`
  }
  return `update ${update.update_id}`
}

async function withLimit(work: Promise<void>, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${limit} ms`)), limit)
    timer.unref()
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
