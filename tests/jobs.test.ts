import { afterEach, describe, expect, test, vi } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND, systemClock } from '../src/clock.js'
import { createJobs, type Job } from '../src/jobs.js'
import { silentLog } from '../src/log.js'

test('a job is woken by its beat, never twice at once, and stopping waits for the run under way', async () => {
  let runs = 0
  let end = () => {}
  let begun = () => {}
  const started = new Promise<void>(resolve => {
    begun = resolve
  })
  const job: Job = {
    name: 'slow',
    when: { every: 5 },
    run() {
      runs++
      begun()
      return new Promise<void>(resolve => {
        end = resolve
      })
    },
  }
  const jobs = createJobs([job], systemClock, silentLog)
  jobs.start()
  await started
  await new Promise(resolve => setTimeout(resolve, 30))
  let stopped = false
  const stopping = jobs.stop().then(() => {
    stopped = true
  })
  await new Promise(resolve => setImmediate(resolve))
  expect(stopped).toBe(false)
  end()
  await stopping
  expect(runs).toBe(1)
})

describe('whatever the wall clock does', () => {
  afterEach(() => vi.useRealTimers())

  /** A second every second, an hour's work at minute 7, and a wall clock that somebody sets. */
  function ticker(at: number) {
    // No product runs here, so that time can be ours.
    vi.useFakeTimers({ now: at, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    const ran: { second: number[]; hour: number[] } = { second: [], hour: [] }
    let monotonic = 0
    const clock = { now: () => Date.now(), monotonic: () => monotonic }
    const jobs = createJobs(
      [
        { name: 'second', when: { every: SECOND }, run: now => void ran.second.push(now) },
        { name: 'hour', when: { cron: '0 7 * * * *' }, run: now => void ran.hour.push(now) },
      ],
      clock,
      silentLog,
    )
    jobs.start()
    return {
      ran,
      jobs,
      async passes(ms: number) {
        for (let left = ms; left > 0; left -= SECOND) {
          monotonic += SECOND
          await vi.advanceTimersByTimeAsync(SECOND)
        }
      },
      leaps: (ms: number) => void vi.setSystemTime(Date.now() + ms),
    }
  }

  // The moments at which clocks go back an hour: Berlin, London and Kyiv at 01 UTC, New York at 06 UTC, Lord Howe by half.
  test.each(['2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z', '2026-11-01T05:30:00Z', '2026-04-04T14:30:00Z'])(
    'the autumn hour of %s is an hour like any other',
    async at => {
      const { ran, jobs, passes } = ticker(Date.parse(at))
      await passes(90 * MINUTE)
      expect(ran.second.length).toBe(90 * 60)
      expect(ran.hour.length).toBeGreaterThanOrEqual(1)
      await jobs.stop()
    },
  )

  test.each([
    ['ahead by 1 h', HOUR],
    ['ahead by 8 h', 8 * HOUR],
    ['ahead by 48 h', 2 * DAY],
    ['ahead by 400 days', 400 * DAY],
    ['back by 1 h', -HOUR],
    ['back by 8 h', -8 * HOUR],
    ['back by 48 h', -2 * DAY],
  ])('%s: every second goes on, the hour is woken for now, nothing is walked', async (_name, leap) => {
    const start = Date.parse('2026-11-29T12:10:00Z')
    const { ran, jobs, passes, leaps } = ticker(start)
    await passes(10 * SECOND)
    leaps(leap)
    const began = process.cpuUsage()
    await passes(2 * MINUTE)
    expect(ran.second.length).toBe(130)
    // Once at once after a leap ahead, which may have passed its time; not at all after one back.
    expect(ran.hour.length).toBe(leap > 0 ? 1 : 0)
    await passes(HOUR)
    expect(ran.hour.length).toBe(leap > 0 ? 2 : 1)
    expect(process.cpuUsage(began).user).toBeLessThan(20_000_000)
    await jobs.stop()
  })
})
