import { expect, test } from 'vitest'
import { createLimits, type Departure } from '../../../src/delivery/engine/limit.js'

function make() {
  const rests: number[] = []
  const limits = createLimits({ limited: (_lane, seconds) => void rests.push(seconds) })
  return { limits, rests }
}

test('a chat that is limited while another is not waits alone', () => {
  const { limits, rests } = make()
  const [bad, before] = [limits.leave(1), limits.leave(2)]
  expect(limits.limited(bad, 30)).toBe('again')
  // It left before the limit was met, so it says nothing.
  limits.answered(before, true)
  expect(limits.room()).toBe(1)
  const asked = limits.leave(3)
  expect(limits.room()).toBe(0)
  limits.answered(asked, true)
  expect(limits.room()).toBe(Number.POSITIVE_INFINITY)
  expect(rests).toEqual([])
})

test('a limit that the one who is asked meets too is the token’s', () => {
  const { limits, rests } = make()
  limits.limited(limits.leave(1), 5)
  expect(limits.limited(limits.leave(2), 7)).toBe('again')
  expect(rests).toEqual([7])
  expect(limits.room()).toBe(Number.POSITIVE_INFINITY)
})

test('three chats at once are enough, and what was on its way meanwhile only makes the rest longer', () => {
  const { limits, rests } = make()
  const leaving = [1, 2, 3, 4, 5].map(chat => limits.leave(chat))
  expect(leaving.map(departure => limits.limited(departure, departure.nth))).toEqual(Array(5).fill('again'))
  expect(rests).toEqual([3, 4, 5])
  expect(limits.room()).toBe(Number.POSITIVE_INFINITY)
})

test('a refusal and silence say nothing of limits: somebody else is asked', () => {
  const { limits, rests } = make()
  limits.limited(limits.leave(1), 5)
  limits.answered(limits.leave(2), false)
  expect(limits.room()).toBe(1)
  limits.lost(limits.leave(3))
  expect(limits.room()).toBe(1)
  limits.answered(limits.leave(4), true)
  expect([limits.room(), rests]).toEqual([Number.POSITIVE_INFINITY, []])
})

test('a chat that lets nothing in is given up at the fifth time, and never asks anybody else again', () => {
  const { limits, rests } = make()
  const others = (departure: Departure) => limits.answered(departure, true)
  expect(limits.limited(limits.leave(1), 5)).toBe('again')
  others(limits.leave(2))
  const verdicts = [2, 3, 4, 5].map(() => {
    const verdict = limits.limited(limits.leave(1), 5)
    expect(limits.room()).toBe(Number.POSITIVE_INFINITY)
    return verdict
  })
  expect(verdicts).toEqual(['again', 'again', 'again', 'end'])
  expect(rests).toEqual([])
})

test('one that lets a message in begins anew', () => {
  const { limits } = make()
  limits.limited(limits.leave(1), 5)
  limits.answered(limits.leave(2), true)
  for (let i = 0; i < 3; i++) expect(limits.limited(limits.leave(1), 5)).toBe('again')
  limits.answered(limits.leave(1), true)
  expect(limits.limited(limits.leave(1), 5)).toBe('again')
  expect(limits.room()).toBe(1)
})

test('where nobody else is there to ask, the chat itself is asked after its wait, and given up in the end', () => {
  const { limits, rests } = make()
  const verdicts = Array.from({ length: 6 }, () => limits.limited(limits.leave(1), 5))
  expect(verdicts).toEqual(['again', 'again', 'again', 'again', 'again', 'end'])
  expect([limits.room(), rests]).toEqual([1, []])
})

test('one that asks for hours a second time is given up at once', () => {
  const { limits } = make()
  expect(limits.limited(limits.leave(1), 10_072)).toBe('again')
  limits.answered(limits.leave(2), true)
  expect(limits.limited(limits.leave(1), 10_072)).toBe('end')
})

test('chats with limits of their own do not hide that of the token', () => {
  const { limits, rests } = make()
  limits.limited(limits.leave(1), 5)
  limits.answered(limits.leave(2), true)
  limits.limited(limits.leave(1), 5)
  limits.limited(limits.leave(3), 9)
  limits.limited(limits.leave(4), 9)
  expect(rests).toEqual([9])
})
