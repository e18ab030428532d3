import { describe, expect, test } from 'vitest'
import { createBudget } from '../../../src/crm/api/budget.js'
import { createTurns } from '../../../src/crm/api/turns.js'
import { revokeApiKey } from '../../../src/crm/api-key.js'
import { AT, openCrm } from '../../http/crm-door.js'
import { forgedKeys, makeKeys } from '../../prove/forged.js'
import { temporaryDb } from '../../support/db.js'

test('of 2,000 keys that nobody made none comes in, from addresses that change or from one; right ones do meanwhile', async () => {
  const { db, api } = await openCrm()
  const real = makeKeys(db, 5, AT).map(({ text }) => text)
  const revoked = makeKeys(db, 2, AT)
  for (const { id } of revoked) revokeApiKey(db, id, AT)
  const came = new Set<string>()
  let i = 0
  for (const { key, how } of forgedKeys(
    real,
    revoked.map(({ text }) => text),
    2_000,
    11,
  )) {
    const admission = api.admit(key, i++ % 2 === 0 ? '85.0.0.1' : `85.0.${i >> 8}.${i & 255}`, 'orders')
    if (admission.kind === 'open') throw new Error(`a key came in: ${how}`)
    came.add(admission.kind)
    if (i % 100 !== 0) continue
    const right = api.admit(real[i % 5] ?? '', '84.0.0.1', 'orders')
    expect(right.kind).toBe('open')
    if (right.kind === 'open') right.leave()
  }
  expect([...came].sort()).toEqual(['limited', 'revoked', 'unknown'])
})

describe('the budget', () => {
  test('is thirty at once and ten a minute for each, and forgets whoever was quiet longest', () => {
    const budget = createBudget()
    for (let i = 0; i < 30; i++) {
      expect(budget.wait('a', 0)).toBe(0)
      budget.spend('a', 0)
    }
    expect([budget.wait('a', 0), budget.wait('b', 0), budget.wait('a', 6_000)]).toEqual([6_000, 0, 0])
    for (let i = 0; i < 10_000; i++) budget.spend(`other ${i}`, 1)
    expect(budget.wait('a', 1)).toBe(0)
  })
})

describe('turns', () => {
  test('are shared: a short call does not wait for a long one, and each is told once its last piece is committed', async () => {
    const db = await temporaryDb()
    const turns = createTurns(db)
    const order: string[] = []
    let commits = 0
    const group: typeof db.group = write => db.group(write).finally(() => commits++)
    const own = createTurns({ group })
    const slow = () => {
      const until = performance.now() + 3
      while (performance.now() < until);
      return 'slow'
    }
    const long = own
      .do(Array.from({ length: 12 }, () => ({ bytes: 8_192, run: slow })))
      .then(all => order.push(`long ${all.length}`))
    const short = own.do([{ bytes: 100, run: () => 'short' }]).then(() => order.push('short'))
    await Promise.all([long, short])
    expect(order).toEqual(['short', 'long 12'])
    expect(commits).toBeGreaterThan(2)
    expect(await turns.do([])).toEqual([])
  })

  test('of what takes long have a commit each, whoever else waits, and nobody waits for ever', async () => {
    const db = await temporaryDb()
    const commits: string[][] = []
    const turns = createTurns({
      group: write =>
        db.group(() => {
          commits.push([])
          return write()
        }),
    })
    const piece = (name: string, bytes = 100) => ({ bytes, run: () => void commits.at(-1)?.push(name) })
    const heavy = piece('long', 20_000)
    const many = turns.do(Array.from({ length: 20 }, () => piece('short')))
    const long = turns.do([heavy, heavy])
    const other = turns.do([piece('other'), heavy])
    await Promise.all([many, long, other])
    for (const commit of commits)
      expect(commit.includes('long') ? commit : []).toHaveLength(commit.includes('long') ? 1 : 0)
    expect(commits.flat().sort()).toEqual([...Array(3).fill('long'), 'other', ...Array(20).fill('short')])
    expect(commits.length).toBeLessThanOrEqual(7)
  })

  test('of a thousand tiny pieces do not stand in one commit', async () => {
    const db = await temporaryDb()
    const commits: number[] = []
    const turns = createTurns({
      group: write =>
        db.group(() => {
          commits.push(0)
          return write()
        }),
    })
    const run = () => {
      const until = performance.now() + 0.2
      while (performance.now() < until);
      commits.push((commits.pop() ?? 0) + 1)
    }
    await turns.do(Array.from({ length: 200 }, () => ({ bytes: 12, run })))
    expect(Math.max(...commits)).toBeLessThanOrEqual(64)
  })

  test('that fail take only those with them who had a piece in that commit', async () => {
    const db = await temporaryDb()
    const turns = createTurns(db)
    const write = (name: string) => ({
      bytes: 100,
      run: () => void db.sql('insert into settings (key, value) values (?, 1)').run(name),
    })
    const fails = turns.do([
      write('a'),
      {
        bytes: 100,
        run() {
          throw new Error('the disk is full')
        },
      },
    ])
    await expect(fails).rejects.toThrow('the disk is full')
    await turns.do([write('b')])
    expect(db.sql<{ key: string }>(`select key from settings where key in ('a', 'b')`).all()).toEqual([{ key: 'b' }])
  })
})
