import { expect, test } from 'vitest'
import { forge, killWorkers, mutate } from '../../prove/hooks.js'

test('no forged signature is taken', () => {
  expect(forge(2_000)).toBe(0)
})

test('a spoilt body ends the call, never us, and writes nothing by half', async () => {
  const { wrong, ended } = await mutate(150, 3)
  expect(wrong).toEqual([])
  expect(Object.keys(ended).length).toBeGreaterThan(4)
})

test('what was answered before a kill is worked off by the next start, once', async () => {
  const { answered, wrong } = await killWorkers(1, 4)
  expect(wrong).toEqual([])
  expect(answered).toBeGreaterThan(29)
})
