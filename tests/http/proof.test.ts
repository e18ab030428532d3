import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/clock.js'
import { createProof } from '../../src/http/proof.js'
import { hit } from '../tracking/campaign.js'

function setup(stored: number | null = null) {
  const time = { now: 1_000 }
  const proved: [number, number][] = []
  const proof = createProof({
    clock: { now: () => time.now, monotonic: () => time.now },
    stored,
    proved: (adminId, until) => void proved.push([adminId, until]),
    leadsTo: () => 'https://t.me/shop_bot',
  })
  return { time, proved, proof }
}

test('a link proves once, by a person, within an hour, for a week', () => {
  const { time, proved, proof } = setup()
  const code = proof.issue(7)
  expect(code).toMatch(/^[\w-]{28}$/)
  expect(proof.until()).toBeNull()
  const found = { kind: 'found', url: 'https://t.me/shop_bot' }
  expect(proof.open(hit(code, { prefetch: true }))).toEqual({ kind: 'early' })
  expect(proof.open(hit(code, { agent: 'TelegramBot (like TwitterBot)' }))).toEqual(found)
  expect(proof.open(hit(code, { address: '149.154.161.4' }))).toEqual(found)
  expect(proof.open(hit(code, { method: 'HEAD' }))).toEqual(found)
  expect(proof.open(hit(code, { agent: 'curl/8' }))).toEqual(found)
  expect(proved).toEqual([])
  expect(proof.open(hit(code))).toEqual(found)
  expect(proved).toEqual([[7, 1_000 + 7 * DAY]])
  expect(proof.until()).toBe(1_000 + 7 * DAY)
  expect(proof.open(hit(code))).toBeNull()
  time.now += 7 * DAY
  expect(proof.until()).toBeNull()
})

test('a link is forgotten after an hour, and another one is none of ours', () => {
  const { time, proof } = setup()
  const code = proof.issue(7)
  time.now += HOUR
  expect(proof.open(hit(code))).toBeNull()
  expect(proof.open(hit('A'.repeat(28)))).toBeNull()
})

test('what an earlier process was shown still holds', () => {
  expect(setup(2_000).proof.until()).toBe(2_000)
  expect(setup(1_000).proof.until()).toBeNull()
})
