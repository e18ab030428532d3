import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { sleep } from '../../src/clock.js'
import { openFile } from '../../src/db/binding.js'
import { openDb } from '../../src/db/open.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { FOLDING } from '../../src/text/fold.js'
import { temporaryDb, temporaryPath } from '../support/db.js'

const HELD_MS = 1_500

test('while another program is writing, small writes wait, and the event loop does not', async () => {
  const db = await temporaryDb()
  const other = openFile(db.path)
  const loop = monitorEventLoopDelay({ resolution: 5 })
  other.exec('begin immediate')
  loop.enable()
  const began = performance.now()
  const written = Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      db.group(() => void db.sql('insert into settings (key, value) values (?, ?)').run(`k${i}`, '1')),
    ),
  )
  const scratch = await db.jobs.scratch(
    'with recursive n(i) as (values (1) union all select i + 1 from n where i < 500) select i from n',
  )
  const merged = db.merge(
    scratch,
    `insert into main.updates (update_id, body) select i, 'x' from scratch.result where rowid > :after and rowid <= :upto`,
  )
  await sleep(HELD_MS)
  expect(db.fault()).toBe('busy')
  other.exec('commit')
  other.close()
  await Promise.all([written, merged])
  loop.disable()
  await scratch.drop()
  expect(performance.now() - began).toBeGreaterThanOrEqual(HELD_MS)
  expect(loop.max / 1e6).toBeLessThan(150)
  expect(db.sql<{ n: number }>('select count(*) as n from settings').get()?.n).toBe(20)
  expect(db.sql<{ n: number }>('select count(*) as n from updates').get()?.n).toBe(500)
  await vi.waitFor(() => expect(db.fault()).toBeNull(), PATIENCE_MS)
  // What it tries to write then leaves all as it was, also the number of the folding.
  expect(db.sql('pragma user_version').get()).toEqual({ user_version: FOLDING })
})

test('damage met while it works is a fault that stays, whoever meets it', async () => {
  for (const meet of ['main', 'reader'] as const) {
    const path = temporaryPath()
    const made = await openDb(path)
    for (let i = 0; i < 300; i++)
      made.sql('insert into updates (update_id, body) values (?, ?)').run(i, 'x'.repeat(3_000))
    await made.close()
    const db = await openDb(path)
    expect(db.fault()).toBeNull()
    const file = openSync(path, 'r+')
    for (let page = 20; page < 300; page++) writeSync(file, Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096)
    fsyncSync(file)
    closeSync(file)
    if (meet === 'main') expect(() => db.sql('select sum(length(body)) from updates').get()).toThrow(/malformed/)
    else await expect(db.people.rows('select sum(length(body)) from updates')).rejects.toThrow(/malformed/)
    expect(db.fault()).toBe('damaged')
    await db.close()
  }
})

describe('a reader does not outlive its parent', () => {
  const alive = (pid: number) => {
    // A process that has ended and was not yet waited for is no process.
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return false
    }
  }
  const parent = fileURLToPath(new URL('../support/reading-parent.js', import.meta.url))

  test.skipIf(!existsSync('/proc/self/status')).each([0, 15, 40, 80, 200, 400])(
    'killed %i ms after it asked',
    async delay => {
      const child = spawn(process.execPath, [parent, temporaryPath()], { stdio: ['ignore', 'pipe', 'inherit'] })
      const [asked] = await once(child.stdout, 'data')
      const reader = Number(String(asked).trim())
      expect(reader).toBeGreaterThan(0)
      await sleep(delay)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await vi.waitFor(() => expect(alive(reader)).toBe(false), { timeout: PATIENCE_MS, interval: 20 })
      expect(spawnSync('kill', ['-0', String(reader)]).status === 0 && alive(reader)).toBe(false)
    },
  )
})
