import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { createRandom } from '../../../src/sandbox/emulator/random.js'
import { anyWait, live } from './life.js'

const NIGHT = { from: 22 * 60, to: 9 * 60 }
const runs = Number(process.env['SERIES_RUNS'] ?? 5)

test('over a month with restarts, downtime and clock jumps each person gets what the policy says, and nothing twice', async () => {
  const lived = await live({
    seed: 7,
    days: 32,
    every: 20 * MINUTE,
    people: 90,
    changes: 8,
    agreed: {
      waits: [
        { kind: 'at_once' },
        { kind: 'days', days: 2, minute: 660 },
        { kind: 'after', ms: 60 * HOUR },
        { kind: 'days', days: 5, minute: null },
      ],
      endsByOrder: true,
      quiet: NIGHT,
    },
  })
  for (const { told, came, wanted } of lived.people) expect({ told, came }).toEqual({ told, came: wanted })
  expect([lived.twice, lived.wrongEnds]).toEqual([0, 0])
  expect(lived.ended).toBeGreaterThan(80)
  // The month was busy enough for each rule to bite.
  const all = lived.people.flatMap(({ came }) => came)
  expect(all.filter(({ at }) => at !== null).length).toBeGreaterThan(80)
  expect(new Set(all.map(({ reason }) => reason))).toEqual(new Set([null, 'late', 'ended', 'unsubscribed']))
  expect([lived.restarts, lived.backs, lived.downs, lived.pauses, lived.changes].every(n => n > 0)).toBe(true)
})

test('over a month nobody is reminded twice, of what they never got, after the next message, or after they stopped', async () => {
  const lived = await live({
    ...{ seed: 11, days: 32, every: 20 * MINUTE, people: 70, changes: 6, remindsAfter: 20 },
    agreed: {
      waits: [{ kind: 'at_once' }, { kind: 'days', days: 2, minute: 660 }, { kind: 'days', days: 5, minute: null }],
      endsByOrder: true,
      quiet: NIGHT,
    },
  })
  expect([lived.twice, lived.wrongEnds, lived.wrongReminders]).toEqual([0, 0, 0])
  expect(lived.reminders).toBeGreaterThan(15)
  expect([lived.restarts, lived.backs, lived.downs, lived.pauses, lived.changes].every(n => n > 0)).toBe(true)
})

test('whatever the series, however it is changed and whatever happens, nobody gets a message twice, too early, too late or after its end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer({ min: 1, max: 1_000_000 }),
        messages: fc.integer({ min: 1, max: 6 }),
        endsByOrder: fc.boolean(),
        quiet: fc.constantFrom(null, NIGHT, { from: 13 * 60, to: 14 * 60 }),
        every: fc.constantFrom(5 * MINUTE, 30 * MINUTE, 2 * HOUR),
      }),
      async ({ seed, messages, endsByOrder, quiet, every }) => {
        const random = createRandom(seed)
        const waits = Array.from({ length: messages }, (_none, i) => anyWait(random, i))
        const lived = await live({
          seed,
          days: (200 * every) / DAY,
          every,
          people: 12,
          changes: 3,
          agreed: { waits, endsByOrder, quiet },
        })
        for (const { told, came, wanted } of lived.people)
          expect({ waits, told, came }).toEqual({ waits, told, came: wanted })
        expect([lived.twice, lived.wrongEnds]).toEqual([0, 0])
      },
    ),
    {
      ...{ numRuns: runs, seed: Number(process.env['SERIES_SEED'] ?? 20_261_130) },
      // Somebody comes and orders in a pause, in which the end is changed for those who come from then on.
      examples: [[{ seed: 999_985, messages: 1, endsByOrder: false, quiet: null, every: 2 * HOUR }]],
    },
  )
}, 900_000)
