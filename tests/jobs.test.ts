import { expect, test } from 'vitest'
import { systemClock } from '../src/clock.js'
import { createJobs } from '../src/jobs.js'
import { silentLog } from '../src/log.js'

test('a job is woken every second, never twice at once, and stopping waits for the run under way', async () => {
  let runs = 0
  let end = () => {}
  let begun = () => {}
  const started = new Promise<void>(resolve => {
    begun = resolve
  })
  const job = {
    name: 'slow',
    cron: '* * * * * *',
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
