import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { nextRuns } from '../../../src/delivery/campaign/repeat/rhythm.js'
import { endRepeat } from '../../../src/delivery/campaign/repeat.js'
import { temporaryDb } from '../../support/db.js'
import { AT } from '../fixture.js'
import { rhythms } from './calendar.js'
import { begun, outcomes, watchOf } from './fixture.js'

const MONTH = 31 * DAY
const GRACE = 3 * HOUR

/** How the clock goes on until it is looked at again: as it should, after being down, or leaping. */
const steps = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 4 * 60 }).map(n => n * MINUTE) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 * 24 }).map(n => n * HOUR) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 36 }).map(n => -n * HOUR) },
)

/** What is to become of each run, by the policy alone. */
function expectedOf(planned: readonly number[], looks: readonly number[]): [number, string][] {
  const runs = new Map<number, string>()
  for (const at of looks) {
    for (const [run, outcome] of runs) if (run > at && outcome === 'missed') runs.delete(run)
    for (const run of planned) if (run <= at && !runs.has(run)) runs.set(run, at - run <= GRACE ? 'begun' : 'missed')
  }
  return [...runs].sort(([a], [b]) => a - b)
}

test('over a month with restarts, downtime and a clock that leaps every run is what the policy says, and none is twice', async () => {
  const db = await temporaryDb()
  await fc.assert(
    fc.asyncProperty(
      rhythms,
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      fc.array(fc.tuple(steps, fc.boolean()), { minLength: 5, maxLength: 60 }),
      async (rhythm, zone, walk) => {
        const course = { rhythm, to: { kind: 'everybody' as const } }
        // Clocks change within this month in some of the zones.
        const start = AT - 35 * DAY
        const id = begun(db, start, { course, zone })
        const looks: number[] = []
        let watch = watchOf(db)
        let at = start
        for (const [step, restarts] of walk) {
          at = Math.max(start, at + step)
          if (at > start + MONTH) break
          if (restarts) watch = watchOf(db)
          await watch.run(at)
          looks.push(at)
        }
        const planned = nextRuns(course, { kind: 'never' }, zone, start, 400).filter(run => run <= start + 2 * MONTH)
        expect(outcomes(db, id)).toEqual(expectedOf(planned, looks))
        db.write(() => endRepeat(db, id, at))
      },
    ),
    { numRuns: Number(process.env['REPEAT_RUNS'] ?? 15) },
  )
})
