import cron from 'node-cron'
import { type Clock, SECOND, sleep } from './clock.js'
import { describeError, type Log } from './log.js'

const STOP_MS = 5 * SECOND

/** Something that must happen now and then. It decides from the database what is due; the ticker only wakes it. */
export type Job = {
  name: string
  /** Six fields, seconds first, in the machine's own time. */
  cron: string
  /** Does what is due at `at`, ms UTC. */
  run(at: number): Promise<void> | void
}

/** The ticking table of jobs. */
export type Jobs = {
  start(): void
  /** No new runs; resolves when those under way are over, after 5 s at the latest: the next process does the rest. */
  stop(): Promise<void>
}

/** Wakes each job by its cron line, never twice at once; a job that throws is logged and tried at its next time. */
export function createJobs(table: readonly Job[], clock: Clock, log: Log): Jobs {
  const running = new Map<string, Promise<void>>()
  const tasks = table.map(job =>
    cron.createTask(job.cron, () => wake(job), { name: job.name, suppressMissedWarning: true }),
  )

  function wake(job: Job): void {
    if (running.has(job.name)) return
    const run = Promise.resolve()
      .then(() => job.run(clock.now()))
      .catch(error => log.error({ job: job.name, error: describeError(error) }, 'a job failed'))
      .finally(() => running.delete(job.name))
    running.set(job.name, run)
  }

  return {
    start() {
      for (const task of tasks) void task.start()
    },
    async stop() {
      await Promise.all(tasks.map(task => task.destroy()))
      const patience = new AbortController()
      await Promise.race([Promise.all(running.values()), sleep(STOP_MS, patience.signal)])
      patience.abort()
    },
  }
}
