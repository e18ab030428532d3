import { expect, test } from 'vitest'
import { createHold } from '../../src/delivery/engine/hold.js'
import type { Log } from '../../src/log.js'

type Ending = { id: number; broadcast: number }

/** A hold whose writes fail as told; `disk` fails every write, `ours` only those of outcomes. */
function held(fails: (tries: number) => 'disk' | 'ours' | null) {
  const seen = { tries: 0, paused: [] as number[], told: 0, errors: 0, failing: [] as boolean[], over: false }
  const count = () => void seen.errors++
  const log: Log = { debug() {}, info() {}, warn() {}, error: count }
  const hold = createHold<Ending, string>({
    group: async write => {
      if (fails(seen.tries) === 'disk') throw new Error('database or disk is full')
      return write()
    },
    write: ({ id }) => {
      seen.tries++
      if (fails(seen.tries) === 'ours') throw new Error('no such column')
      return `written ${id}`
    },
    nameOf: ({ id, broadcast }) => ({ delivery: id, broadcast }),
    log,
    failing: failing => void seen.failing.push(failing),
    isOver: () => seen.over,
    pause: ({ broadcast }) => {
      if (seen.paused.includes(broadcast)) return null
      seen.paused.push(broadcast)
      return () => {
        seen.told++
      }
    },
    every: { trying: 0, paused: 0 },
  })
  return { seen, hold }
}

test('an outcome that only patience writes pauses nothing', async () => {
  const { seen, hold } = held(tries => (tries < 9 ? 'ours' : null))
  expect(await hold({ id: 1, broadcast: 7 })).toBe('written 1')
  expect(seen).toMatchObject({ tries: 9, paused: [], errors: 8 })
  expect(seen.failing.at(-1)).toBe(false)
})

test('one that we cannot write pauses its broadcast once, loudly, and is held until it is written', async () => {
  const { seen, hold } = held(tries => (tries < 25 ? 'ours' : null))
  expect(await hold({ id: 1, broadcast: 7 })).toBe('written 1')
  expect(seen).toMatchObject({ tries: 25, paused: [7], told: 1, errors: 25 })
})

test('a full disk pauses nothing, however long it lasts', async () => {
  let calls = 0
  const { seen, hold } = held(() => (++calls < 60 ? 'disk' : null))
  expect(await hold({ id: 1, broadcast: 7 })).toBe('written 1')
  expect(seen).toMatchObject({ tries: 1, paused: [] })
})

test('the end of the process gives it up', async () => {
  const { seen, hold } = held(() => 'ours')
  const held1 = hold({ id: 1, broadcast: 7 })
  seen.over = true
  await expect(held1).rejects.toThrow('no such column')
})
