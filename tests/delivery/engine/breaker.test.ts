import { expect, test } from 'vitest'
import { createBreaker, type Ticket } from '../../../src/delivery/engine/breaker.js'

const MOST = 58

function make() {
  const states: string[] = []
  return { breaker: createBreaker(state => states.push(state)), states }
}

test('five requests in a row without an answer open it; an answer between starts the count anew', () => {
  const { breaker, states } = make()
  const fail = () => breaker.unanswered(breaker.begin(0), 0)
  for (let i = 0; i < 4; i++) fail()
  breaker.answered(breaker.begin(0), 0, MOST)
  for (let i = 0; i < 4; i++) fail()
  expect(breaker.state()).toBe('closed')
  fail()
  expect(states).toEqual(['open'])
  expect(breaker.room(MOST)).toBe(0)
})

test('five seconds of silence open it, but only while somebody waits', () => {
  const { breaker } = make()
  breaker.watch(60_000)
  expect(breaker.state()).toBe('closed')
  const ticket = breaker.begin(60_000)
  breaker.watch(64_999)
  expect(breaker.state()).toBe('closed')
  breaker.watch(65_000)
  expect(breaker.state()).toBe('open')
  breaker.unanswered(ticket, 90_000)
  expect(breaker.inFlight()).toBe(0)
})

test('probes come after 1, 2, 4 … 60 s', () => {
  const { breaker } = make()
  for (let i = 0; i < 5; i++) breaker.unanswered(breaker.begin(0), 0)
  const probes: number[] = []
  for (let now = 0; now < 300_000; now += 500) {
    if (!breaker.probeDue(now)) continue
    probes.push(now / 1_000)
    breaker.probed(false, now)
  }
  expect(probes).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243])
})

test('after a good probe one message goes, then two, four, up to all; old hanging requests neither block nor reopen it', () => {
  const { breaker } = make()
  const hanging: Ticket[] = Array.from({ length: 20 }, () => breaker.begin(0))
  breaker.watch(5_000)
  breaker.probed(true, 6_000)
  const sizes: number[] = []
  while (breaker.state() === 'careful') {
    const room = breaker.room(MOST)
    sizes.push(room)
    const tickets = Array.from({ length: room }, () => breaker.begin(6_000))
    expect(breaker.room(MOST)).toBe(0)
    for (const ticket of tickets) breaker.answered(ticket, 6_100, MOST)
  }
  expect(sizes).toEqual([1, 2, 4, 8, 16, 32])
  for (const ticket of hanging) breaker.unanswered(ticket, 30_000)
  expect(breaker.state()).toBe('closed')
  expect(breaker.room(MOST)).toBe(MOST)
})

test('while careful one silence opens it again, and the next probe waits longer', () => {
  const { breaker } = make()
  for (let i = 0; i < 5; i++) breaker.unanswered(breaker.begin(0), 0)
  breaker.probed(true, 1_000)
  breaker.unanswered(breaker.begin(1_000), 2_000)
  expect(breaker.state()).toBe('open')
  expect(breaker.probeDue(3_000)).toBe(false)
  expect(breaker.probeDue(4_000)).toBe(true)
})

test.each([
  ['every second', 2, 10],
  ['every third', 3, 20],
  ['every fourth', 4, 20],
  ['every fifth', 5, 20],
  ['every tenth', 10, 50],
  ['every twentieth', 20, 50],
])('%s request without an answer opens it', (_name, every, unknown) => {
  const { breaker } = make()
  let lost = 0
  for (let n = 1; breaker.state() === 'closed' && n <= 5_000; n++) {
    const ticket = breaker.begin(n)
    if (n % every === 0) {
      lost++
      breaker.unanswered(ticket, n)
    } else breaker.answered(ticket, n, MOST)
  }
  expect([breaker.state(), lost]).toEqual(['open', unknown])
})

test('every fiftieth does not, however long it lasts', () => {
  const { breaker, states } = make()
  for (let n = 1; n <= 20_000; n++) {
    const ticket = breaker.begin(n)
    if (n % 50 === 0) breaker.unanswered(ticket, n)
    else breaker.answered(ticket, n, MOST)
  }
  expect(states).toEqual([])
})

test('where probes succeed and messages are lost, looks become rarer: ten hours cost few people', () => {
  const { breaker } = make()
  let lost = 0
  let sent = 0
  for (let now = 0; now < 36_000_000; now += 500) {
    if (breaker.probeDue(now)) breaker.probed(true, now)
    for (let room = breaker.room(1); room > 0; room--) {
      const ticket = breaker.begin(now)
      if (sent++ % 2 === 0) {
        lost++
        breaker.unanswered(ticket, now)
      } else breaker.answered(ticket, now, MOST)
    }
  }
  expect(lost).toBeLessThan(80)
})
