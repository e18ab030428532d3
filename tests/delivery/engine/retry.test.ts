import { expect, test } from 'vitest'
import { createRetry } from '../../../src/delivery/engine/retry.js'
import type { Log } from '../../../src/log.js'

type Ending = { id: number; broadcast: number }

/** Writes that fail as told; `disk` fails every write, `ours` only those of outcomes. */
function retrying(fails: (tries: number) => 'disk' | 'ours' | null) {
  const seen = { tries: 0, paused: [] as number[], told: 0, errors: 0, failing: [] as boolean[], over: false }
  const count = () => void seen.errors++
  const log: Log = { debug() {}, info() {}, warn() {}, error: count }
  const retry = createRetry<Ending, string>({
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
  return { seen, retry }
}

test('an outcome that only patience writes pauses nothing', async () => {
  const { seen, retry } = retrying(tries => (tries < 9 ? 'ours' : null))
  expect(await retry({ id: 1, broadcast: 7 })).toBe('written 1')
  expect(seen).toMatchObject({ tries: 9, paused: [], errors: 8 })
  expect(seen.failing.at(-1)).toBe(false)
})

test('one that we cannot write pauses its broadcast once, loudly, and is kept until it is written', async () => {
  const { seen, retry } = retrying(tries => (tries < 25 ? 'ours' : null))
  expect(await retry({ id: 1, broadcast: 7 })).toBe('written 1')
  expect(seen).toMatchObject({ tries: 25, paused: [7], told: 1, errors: 25 })
})

test('a full disk pauses nothing, however long it lasts', async () => {
  let calls = 0
  const { seen, retry } = retrying(() => (++calls < 60 ? 'disk' : null))
  expect(await retry({ id: 1, broadcast: 7 })).toBe('written 1')
  expect(seen).toMatchObject({ tries: 1, paused: [] })
})

test('the end of the process gives it up', async () => {
  const { seen, retry } = retrying(() => 'ours')
  const given = retry({ id: 1, broadcast: 7 })
  seen.over = true
  await expect(given).rejects.toThrow('no such column')
})
