import cron from 'node-cron'
import { type Clock, SECOND, sleep } from './clock.js'
import { describeError, type Log } from './log.js'

const STOP_MS = 5 * SECOND
const LOOK_MS = 5 * SECOND
const LEAP_MS = 5 * SECOND

/**
 * When a job is woken: a `beat` every so many ms of the monotonic clock, whatever the wall clock does; or by calendar, in
 * UTC, where no hour comes twice or never (five fields or six, seconds first).
 */
export type When = { every: number } | { cron: string }

/** Something that must happen now and then. It decides from the database what is due; the ticker only wakes it. */
export type Job = {
  name: string
  when: When
  /** Does what is due at `at`, ms UTC. */
  run(at: number): Promise<void> | void
}

/** The ticking table of jobs. */
export type Jobs = {
  start(): void
  /** No new runs; resolves when those under way are over, after 5 s at the latest: the next process does the rest. */
  stop(): Promise<void>
}

/**
 * Wakes each job at its times, never twice at once, and always for the present: times that passed while the machine
 * slept, or that the clock leapt over, are not made up for. A job that throws is logged and woken at its next time. When
 * the wall clock leaps, calendar jobs follow the new time, and after a leap ahead are woken once.
 */
export function createJobs(table: readonly Job[], clock: Clock, log: Log): Jobs {
  const running = new Map<string, Promise<void>>()
  const beats: NodeJS.Timeout[] = []
  let calendar: ReturnType<typeof cron.createTask>[] = []
  let offset = 0

  function wake(job: Job): void {
    if (running.has(job.name)) return
    const run = Promise.resolve()
      .then(() => job.run(clock.now()))
      .catch(error => log.error({ job: job.name, error: describeError(error) }, 'a job failed'))
      .finally(() => running.delete(job.name))
    running.set(job.name, run)
  }

  function beginCalendar(): void {
    calendar = table.flatMap(job => {
      if (!('cron' in job.when)) return []
      const options = { name: job.name, timezone: 'UTC', suppressMissedWarning: true }
      const task = cron.createTask(job.when.cron, () => wake(job), options)
      void task.start()
      return [task]
    })
  }

  const endCalendar = () => Promise.all(calendar.splice(0).map(task => task.destroy()))
  const wallOffset = () => clock.now() - clock.monotonic()

  /** After a leap of the wall clock starts node-cron anew: it would wait for the old time to come again, or run all the times in between. */
  async function look(): Promise<void> {
    const leap = wallOffset() - offset
    if (Math.abs(leap) < LEAP_MS) return
    offset += leap
    log.warn({ seconds: Math.round(leap / SECOND) }, 'the wall clock leapt')
    await endCalendar()
    beginCalendar()
    if (leap > 0) for (const job of table) if ('cron' in job.when) wake(job)
  }

  return {
    start() {
      offset = wallOffset()
      for (const job of table) if ('every' in job.when) beats.push(setInterval(() => wake(job), job.when.every))
      const failed = (error: unknown) =>
        log.error({ error: describeError(error) }, 'a leap of the clock was not followed')
      beats.push(setInterval(() => void look().catch(failed), LOOK_MS))
      beginCalendar()
    },
    async stop() {
      for (const beat of beats.splice(0)) clearInterval(beat)
      await endCalendar()
      const patience = new AbortController()
      await Promise.race([Promise.all(running.values()), sleep(STOP_MS, patience.signal)])
      patience.abort()
    },
  }
}
