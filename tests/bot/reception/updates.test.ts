import { describe, expect, onTestFinished, test } from 'vitest'
import type { RawUpdate } from '../../../src/bot/reception/backlog.js'
import { createIntake, type IntakeDeps } from '../../../src/bot/reception/updates.js'
import { HOUR, systemClock } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { createLog, silentLog } from '../../../src/log.js'
import { PATIENCE_MS } from '../../../src/sandbox/emulator/patience.js'
import { temporaryDb } from '../../support/db.js'

const from = (id: number, update: number, text = 'hi') => ({
  update_id: update,
  message: { message_id: update, from: { id, first_name: 'A' }, chat: { id }, text },
})

function intake(db: Db, handle: IntakeDeps['handle'], more: Partial<IntakeDeps> = {}) {
  const created = createIntake({ db, clock: systemClock, log: silentLog, handle, patience: 20, ...more })
  onTestFinished(() => created.close())
  return created
}

const rows = (db: Db) =>
  db
    .sql<{ id: number; attempts: number }>(
      'select update_id as id, attempts from updates where handled_at is null order by update_id',
    )
    .all()

/** Waits until `what` holds. */
async function until(what: () => boolean): Promise<void> {
  const since = performance.now()
  while (!what()) {
    if (performance.now() - since > PATIENCE_MS) throw new Error('it never came')
    await new Promise(resolve => setTimeout(resolve, 1))
  }
}

/** A handler whose work the test ends by hand. */
function byHand() {
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const handle = (update: RawUpdate) => {
    begun.push(update.update_id)
    return new Promise<void>(resolve => ends.set(update.update_id, resolve))
  }
  return { begun, handle, end: (id: number) => ends.get(id)?.() }
}

describe('accepting', () => {
  test('what was accepted is on disk, is handled once, and goes', async () => {
    const db = await temporaryDb()
    const { begun, handle, end } = byHand()
    const way = intake(db, handle)
    way.start()
    await way.accept([from(1, 10), from(2, 11)])
    expect(rows(db).map(row => row.id)).toEqual([10, 11])
    await way.accept([from(1, 10)])
    await until(() => begun.length === 2)
    expect(rows(db)).toEqual([
      { id: 10, attempts: 1 },
      { id: 11, attempts: 1 },
    ])
    end(10)
    end(11)
    await until(() => rows(db).length === 0)
    await way.accept([from(1, 10)])
    await until(() => way.waiting() === 0)
    expect(rows(db)).toEqual([])
    expect(begun).toEqual([10, 11])
  })

  test('the same update twice at once is handled once', async () => {
    const db = await temporaryDb()
    const seen: number[] = []
    const way = intake(db, async update => void seen.push(update.update_id))
    way.start()
    await Promise.all([way.accept([from(1, 5)]), way.accept([from(1, 5)]), way.accept([from(1, 5), from(1, 6)])])
    await until(() => rows(db).length === 0)
    expect(seen).toEqual([5, 6])
  })

  test('what is no update is refused, and nothing of its batch is kept', async () => {
    const db = await temporaryDb()
    const way = intake(db, async () => {})
    for (const wrong of [null, 'x', {}, { update_id: '7' }, { update_id: 1.5 }]) {
      await expect(way.accept([from(1, 1), wrong])).rejects.toThrow()
    }
    expect(rows(db)).toEqual([])
  })

  test('when the disk refuses, it is said, and nothing is handled', async () => {
    const db = await temporaryDb()
    const seen: number[] = []
    const way = intake(
      { ...db, group: () => Promise.reject(new Error('disk full')) },
      async update => void seen.push(update.update_id),
    )
    way.start()
    await expect(way.accept([from(1, 1)])).rejects.toThrow('disk full')
    expect([seen, rows(db), way.waiting()]).toEqual([[], [], 0])
  })

  test('waits while thousands are not handled yet', async () => {
    const db = await temporaryDb()
    const { begun, handle, end } = byHand()
    const way = intake(db, handle)
    way.start()
    await way.accept(Array.from({ length: 5_000 }, (_, i) => from(i, i)))
    let accepted = false
    const more = way.accept([from(1, 9_000)]).then(() => {
      accepted = true
    })
    await until(() => begun.length === 500)
    expect([accepted, begun.length]).toEqual([false, 500])
    end(0)
    await more
    expect(rows(db).some(row => row.id === 9_000)).toBe(true)
  })
})

describe('handling', () => {
  test('one at a time for each person, in order, all people at once', async () => {
    const db = await temporaryDb()
    const { begun, handle, end } = byHand()
    const way = intake(db, handle)
    way.start()
    const reaction = { update_id: 4, message_reaction: { user: { id: 1 }, chat: { id: 1 }, message_id: 3 } }
    const press = { update_id: 3, callback_query: { id: 'q', from: { id: 1 } } }
    const chatless = [
      { update_id: 6, poll: { id: 'p' } },
      { update_id: 7, poll: { id: 'p' } },
    ]
    await way.accept([from(1, 1), from(2, 2), press, reaction, ...chatless])
    await until(() => begun.length === 4)
    expect(begun).toEqual([1, 2, 6, 7])
    end(1)
    await until(() => begun.length === 5)
    end(3)
    await until(() => begun.length === 6)
    expect(begun).toEqual([1, 2, 6, 7, 3, 4])
  })

  test('in a burst the team is handled at once; of a stranger with too much waiting only words and a Stop count', async () => {
    const db = await temporaryDb()
    const { begun, handle, end } = byHand()
    const stops: number[] = []
    const keepStop = ({ update_id: id }: RawUpdate) => id === 5_029 && stops.push(id) > 0
    const way = intake(db, handle, { isTeam: id => id === 1, keepStop, ofOne: 20 })
    way.start()
    await way.accept(Array.from({ length: 600 }, (_, i) => from(10 + i, i + 1)))
    await until(() => begun.length === 500)
    await way.accept([from(1, 3_000), from(1, 3_001)])
    await until(() => begun.length === 501)
    expect(begun.at(-1)).toBe(3_000)
    end(3_000)
    await until(() => begun.at(-1) === 3_001)

    const text = (i: number) => (i < 25 || i === 29 ? '/help' : 'I wrote this')
    await way.accept(Array.from({ length: 30 }, (_, i) => from(5_000, 5_000 + i, text(i))))
    end(3_001)
    for (let next = 0; way.waiting() > 0; ) {
      for (; next < begun.length; next++) end(begun[next] ?? 0)
      await new Promise(resolve => setImmediate(resolve))
    }
    const theirs = begun.filter(id => id >= 5_000)
    expect(theirs).toEqual([
      ...Array.from({ length: 20 }, (_, i) => 5_000 + i),
      ...Array.from({ length: 4 }, (_, i) => 5_025 + i),
    ])
    expect(stops).toContain(5_029)
  })

  test('at most 500 at once', async () => {
    const db = await temporaryDb()
    let running = 0
    let most = 0
    const way = intake(db, async () => {
      most = Math.max(most, ++running)
      await new Promise(resolve => setImmediate(resolve))
      running--
    })
    way.start()
    await way.accept(Array.from({ length: 1_200 }, (_, i) => from(i, i)))
    await until(() => rows(db).length === 0)
    expect([most, running]).toEqual([500, 0])
  })

  test('a handler that fails is tried once more; then the update goes and the log has it, without words or token', async () => {
    const db = await temporaryDb()
    const lines: string[] = []
    const tried: number[] = []
    const log = createLog('debug', line => lines.push(line))
    const way = intake(
      db,
      async update => {
        tried.push(update.update_id)
        if (update.update_id === 1 || tried.length < 3) {
          throw new Error('at https://api.telegram.org/bot123456:SECRET-TOKEN-of-a-bot-0123456789/sendMessage')
        }
      },
      { log },
    )
    way.start()
    await way.accept([from(1, 1, 'my secret words'), from(1, 2, 'my secret words')])
    await until(() => rows(db).length === 0)
    expect(tried).toEqual([1, 1, 2])
    expect(lines.filter(line => line.includes('given up')).map(line => JSON.parse(line).update)).toEqual([1])
    expect(lines.join()).not.toMatch(/SECRET-TOKEN|secret words/)
  })

  test('an update whose turn does not come has not failed; after five minutes of it the log is told', async () => {
    const db = await temporaryDb()
    const lines: string[] = []
    let tries = 0
    const crowded = new Error('crowded')
    const log = createLog('debug', line => lines.push(line))
    const handle = async (update: RawUpdate) => {
      if (update.update_id === 2 || ++tries <= 20) throw crowded
    }
    const way = intake(db, handle, { log, isCrowded: error => error === crowded })
    way.start()
    await way.accept([from(1, 1)])
    await until(() => rows(db).length === 0)
    expect([tries, lines]).toEqual([21, []])
    await way.accept([from(1, 2)])
    await until(() => rows(db).length === 0)
    expect(lines.filter(line => line.includes('given up')).map(line => JSON.parse(line).update)).toEqual([2])
  })

  test('a handler that hangs does not hold the person for ever', async () => {
    const db = await temporaryDb()
    const tried: number[] = []
    const way = intake(
      db,
      update => {
        tried.push(update.update_id)
        return update.update_id === 1 ? new Promise(() => {}) : Promise.resolve()
      },
      { limit: 20 },
    )
    way.start()
    await way.accept([from(1, 1), from(1, 2)])
    await until(() => rows(db).length === 0)
    expect(tried).toEqual([1, 1, 2])
  })
})

describe('a disk that cannot be written', () => {
  const fault = (code: string) => Object.assign(new Error('it cannot be written'), { code })

  test.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_BUSY_SNAPSHOT'])(
    '%s spends no attempt, however often it comes, and holds up nobody else',
    async code => {
      const db = await temporaryDb()
      const tried: number[] = []
      let full = true
      const handle = async ({ update_id: id }: RawUpdate) => {
        tried.push(id)
        // As grammY throws what a handler threw.
        if (id === 1 && full) throw Object.assign(new Error('in a handler'), { error: fault(code) })
      }
      const way = intake(db, handle, { diskRetry: 1 })
      way.start()
      await way.accept([from(1, 1), from(1, 2), from(2, 3)])
      await until(() => tried.filter(id => id === 1).length >= 5)
      expect([tried.includes(2), tried.includes(3)]).toEqual([false, true])
      expect(rows(db).find(({ id }) => id === 1)?.attempts).toBeLessThan(2)
      full = false
      await until(() => rows(db).length === 0)
      expect(tried.at(-1)).toBe(2)
    },
  )

  test('any other fault of SQLite is a failure of the handler', async () => {
    const db = await temporaryDb()
    let tries = 0
    const handle = async () => {
      tries++
      throw fault('SQLITE_CONSTRAINT_UNIQUE')
    }
    const way = intake(db, handle, { diskRetry: 1 })
    way.start()
    await way.accept([from(1, 1)])
    await until(() => rows(db).length === 0)
    expect(tries).toBe(2)
  })

  test('while nothing can be written it is looked a few times a second, not without end', async () => {
    const db = await temporaryDb()
    let full = false
    let looks = 0
    const group: Db['group'] = write => {
      if (!full) return db.group(write)
      looks++
      return Promise.reject(fault('SQLITE_FULL'))
    }
    const seen: number[] = []
    const way = intake({ ...db, group }, async ({ update_id: id }) => void seen.push(id), { diskRetry: 20 })
    await way.accept(Array.from({ length: 300 }, (_, i) => from(i, i)))
    full = true
    way.start()
    await until(() => looks > 300)
    const since = performance.now()
    const before = looks
    await until(() => performance.now() - since > 100)
    expect(looks - before).toBeLessThan(20 * 10)
    full = false
    await until(() => rows(db).length === 0)
    expect(seen.length).toBe(300)
  })
})

describe('a Stop', () => {
  test('is kept with the update, again when it is given up, and a fault in keeping it loses nothing', async () => {
    const db = await temporaryDb()
    const kept: number[] = []
    const keepStop = ({ update_id: id }: RawUpdate) => {
      kept.push(id)
      if (id === 2) throw new Error('a fault of ours')
      return id === 1
    }
    const handle = async ({ update_id: id }: RawUpdate) => {
      if (id === 1) throw new Error('always')
    }
    const way = intake(db, handle, { keepStop })
    await way.accept([from(1, 1), from(2, 2)])
    expect(kept).toEqual([1, 2])
    expect(db.sql('select update_id as id, stopped from updates order by update_id').all()).toEqual([
      { id: 1, stopped: 1 },
      { id: 2, stopped: 0 },
    ])
    way.start()
    await until(() => rows(db).length === 0)
    expect(kept).toEqual([1, 2, 1])
  })
})

describe('across processes', () => {
  test('what was handled is known when Telegram sends it to the next process', async () => {
    const db = await temporaryDb()
    const seen: number[] = []
    const handle = async ({ update_id: id }: RawUpdate) => void seen.push(id)
    const first = intake(db, handle)
    first.start()
    await first.accept([from(1, 1, 'my words')])
    await until(() => rows(db).length === 0)
    await first.close()
    const next = intake(db, handle)
    await next.accept([from(1, 1, 'my words'), from(1, 2)])
    next.start()
    await until(() => rows(db).length === 0)
    expect(seen).toEqual([1, 2])
    expect(db.sql('select body from updates').all()).toEqual([{ body: null }, { body: null }])
  })

  test('numbers go once Telegram confirmed them, or after 25 hours', async () => {
    const db = await temporaryDb()
    const numbers = () =>
      db
        .sql<{ id: number }>('select update_id as id from updates order by id')
        .all()
        .map(({ id }) => id)
    const way = intake(db, async ({ update_id: id }) => {
      if (id === 3) await new Promise(() => {})
    })
    way.start()
    await way.accept([from(1, 1), from(1, 2), from(3, 3), from(1, 4), from(1, 5)])
    await until(() => rows(db).length === 1)
    way.confirmed(5)
    await until(() => numbers().length === 2)
    expect(numbers()).toEqual([3, 5])
    await way.dropOld(systemClock.now() + 24 * HOUR)
    expect(numbers()).toEqual([3, 5])
    await way.dropOld(systemClock.now() + 26 * HOUR)
    expect(numbers()).toEqual([3])
    const plan = (which: string) =>
      db.sql<{ detail: string }>(`explain query plan select update_id from updates where ${which} limit 500`).all()
    expect(plan('handled_at < 5').map(({ detail }) => detail)).toEqual([expect.stringContaining('updates_handled')])
    expect(plan('handled_at is null').map(({ detail }) => detail)).toEqual([expect.stringContaining('updates_handled')])
    expect(plan('update_id < 5 and handled_at is not null').join()).not.toContain('SCAN')
  })

  test('what a crash left is handled first; what was at work at four of them is given up', async () => {
    const db = await temporaryDb()
    db.write(() => {
      for (const [id, attempts] of [
        [3, 0],
        [2, 4],
        [1, 3],
      ] as const) {
        db.sql('insert into updates (update_id, body, attempts) values (?, ?, ?)').run(
          id,
          JSON.stringify(from(1, id)),
          attempts,
        )
      }
    })
    const lines: string[] = []
    const seen: number[] = []
    const log = createLog('error', line => lines.push(line))
    const way = intake(db, async update => void seen.push(update.update_id), { log })
    way.start()
    await way.accept([from(1, 3), from(1, 4)])
    await until(() => rows(db).length === 0)
    expect(seen).toEqual([1, 3, 4])
    expect(lines.map(line => JSON.parse(line).update)).toEqual([2])
  })

  /** A process with 30 people's updates before it, which dies as soon as `dies` says so; then no handler comes to an end. */
  async function life(
    db: Db,
    dies: (id: number, begun: readonly number[]) => boolean,
    handled: number[],
    lost: number[],
  ) {
    const begun: number[] = []
    let dead = false
    const log = createLog('error', line => lost.push(JSON.parse(line).update))
    const way = intake(
      db,
      async ({ update_id: id }) => {
        begun.push(id)
        dead ||= dies(id, begun)
        if (dead) return new Promise(() => {})
        handled.push(id)
      },
      { log },
    )
    way.start()
    await until(() => dead || rows(db).length === 0)
    return { begun, dead }
  }

  function thirtyPeople(db: Db): void {
    db.write(() => {
      for (let id = 1; id <= 30; id++) {
        db.sql('insert into updates (update_id, body) values (?, ?)').run(id, JSON.stringify(from(id, id)))
      }
    })
  }

  test('kills from outside, ten in a row at the moment of the start, cost no update', async () => {
    const db = await temporaryDb()
    thirtyPeople(db)
    const [handled, lost]: number[][] = [[], []]
    for (let kill = 1; kill <= 10; kill++)
      expect((await life(db, () => true, handled ?? [], lost ?? [])).dead).toBe(true)
    expect(handled).toEqual([])
    await life(db, () => false, handled ?? [], lost ?? [])
    expect(handled?.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_none, i) => i + 1))
    expect(lost).toEqual([])
  })

  test('one that kills the process is found among those beside it, and goes; no other does', async () => {
    const db = await temporaryDb()
    thirtyPeople(db)
    const handled: number[] = []
    const lost: number[] = []
    let lives = 0
    // It strikes once everything that may be at work with it is at work.
    const kills = (_id: number, begun: readonly number[]) => begun.includes(7)
    while ((await life(db, kills, handled, lost)).dead) expect(++lives).toBeLessThan(10)
    expect(lives).toBe(4)
    // What ended just before a death may be handled again, as anywhere: a deed happens once all the same.
    expect([...new Set(handled)].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_none, i) => i + 1).filter(id => id !== 7),
    )
    expect(lost).toEqual([7])
  })

  test('closing waits for handlers; what it cuts short has lost no attempt', async () => {
    const db = await temporaryDb()
    const { begun, handle, end } = byHand()
    const way = intake(db, handle, { patience: 30 })
    way.start()
    await way.accept([from(1, 1), from(1, 2), from(2, 3)])
    await until(() => begun.length === 2)
    const closed = way.close()
    end(1)
    await closed
    expect(begun).toEqual([1, 3])
    expect(rows(db)).toEqual([
      { id: 2, attempts: 0 },
      { id: 3, attempts: 0 },
    ])
    const seen: number[] = []
    const next = intake(db, async update => void seen.push(update.update_id))
    next.start()
    await until(() => rows(db).length === 0)
    expect(seen).toEqual([2, 3])
  })
})
