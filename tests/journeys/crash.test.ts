import { expect, test } from 'vitest'
import { HOUR } from '../../src/clock.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { crash } from '../prove/crash.js'
import { presses } from '../prove/presses.js'
import { trouble } from '../prove/trouble.js'
import { winners } from '../prove/winners.js'
import { migratedPath } from '../support/db.js'

test('kills −9 under faults: nobody twice, nobody lost, only what was on its way is unknown, of order messages too', async () => {
  const plan = { path: await migratedPath(), people: 120, service: 60, kills: 3, pace: 100, seed: 5, faults: true }
  const result = await crash(plan)
  expect(result).toMatchObject({ unfinished: 0, doubled: 0, falselySent: 0, wrongCodes: 0 })
  expect(result.sent + result.uncertain + result.failed).toBe(120)
  expect(result.service).toMatchObject({ unfinished: 0, doubled: 0, falselySent: 0 })
  expect(result.service.sent + result.service.uncertain + result.service.failed).toBe(60)
  expect(result.lostToKills).toBe(result.kills.reduce((a, b) => a + b, 0))
})

test('an outage leaves at most two seconds of pace unknown, and the rest goes out by itself', async () => {
  const outage = { kind: 'html', ms: 2_000 } as const
  const result = await crash({
    path: await migratedPath(),
    people: 120,
    kills: 0,
    pace: 40,
    seed: 6,
    faults: false,
    outage,
  })
  expect(result.uncertain).toBeLessThanOrEqual(2 * 40 + 5)
  expect(result.uncertain).toBeGreaterThan(0)
  expect(result.sent + result.uncertain).toBe(120)
  expect(result.doubled).toBe(0)
})

test('kills while people press Stop: what was confirmed is in the history', async () => {
  const result = await presses({ path: await migratedPath(), people: 40, kills: 3, seed: 4 })
  expect(result.confirmed).toBeGreaterThan(20)
  expect(result.missing).toBe(0)
})

test('kills −9 while versions are tried and the better one goes: one version each, once, and the others the one decided on', async () => {
  const result = await winners({ path: await migratedPath(), broadcasts: 2, people: 240, kills: 2, seed: 14 })
  expect(result).toMatchObject({ unfinished: 0, doubled: 0, falselySent: 0, wrongVersion: 0, undecided: 0 })
  expect(result.sent + result.uncertain).toBe(480)
  expect(result.uncertain).toBe(result.lostToKills)
  expect(result.decided.better).toBeGreaterThan(0)
})

test('lost answers and leaps of the clock while people say Stop: nobody twice, nobody lost, no Stop lost, /health says so', async () => {
  const result = await trouble({
    path: await migratedPath(),
    people: 160,
    pace: 40,
    seed: 8,
    stops: 12,
    async trouble(emulator, clock) {
      const fault = emulator.fault({ kind: 'cut', when: 'after', methods: ['send*'], probability: 0.5 })
      await emulator.waitFor(() => fault.hits() >= 10, PATIENCE_MS, 'ten answers to be lost')
      fault.clear()
      for (const hours of [-1, 8, -48, 48]) {
        clock.move(hours * HOUR)
        await new Promise(resolve => setTimeout(resolve, 300))
      }
    },
  })
  expect(result).toMatchObject({ unfinished: 0, doubled: 0, falselySent: 0, lostStops: 0 })
  expect(result.sent + result.uncertain + result.failed + result.skipped).toBe(160)
  expect(result.uncertain).toBeLessThanOrEqual(25)
  expect(result.longestUnsaid).toBeLessThan(5)
})
