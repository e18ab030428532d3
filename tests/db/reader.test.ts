import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createReader } from '../../src/db/reader.js'
import { createReaderProcesses, type ReaderProcesses } from '../../src/db/reader-process.js'
import { temporaryDb } from '../support/db.js'

const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as n from n'

test('a query over the limit is killed, says so, and the next one is answered', async () => {
  const db = await temporaryDb()
  const reader = createReader(db.path, 1_500)
  try {
    const late = reader.rows(endless)
    const next = reader.rows('select 2 as two')
    await expect(late).rejects.toMatchObject({ code: 'query_timeout' })
    expect(await next).toEqual([{ two: 2 }])
  } finally {
    await reader.close()
  }
})

test('a process that cannot be started is an error of the question, not the end of the program', async () => {
  const db = await temporaryDb()
  const node = process.execPath
  onTestFinished(() => {
    process.execPath = node
  })
  process.execPath = '/nowhere/node'
  const reader = createReader(db.path, 5_000)
  onTestFinished(() => reader.close())
  await expect(reader.rows('select 1 as one')).rejects.toThrow('ENOENT')
  process.execPath = node
  expect(await reader.rows('select 1 as one')).toEqual([{ one: 1 }])
})

test('a process that is given back has let go of its database and serves the next one; more than are kept end', async () => {
  const processes = createReaderProcesses(1)
  const taken: ChildProcess[] = []
  const counted: ReaderProcesses = {
    ...processes,
    take() {
      const child = processes.take()
      taken.push(child)
      return child
    },
  }
  const names = ['one', 'two', 'three'] as const
  const [one, two, three] = await Promise.all(
    names.map(async name => {
      const db = await temporaryDb()
      db.sql(`create table only_${name} as select '${name}' as name`).run()
      return { db, name, reader: createReader(db.path, 5_000, undefined, counted) }
    }),
  )
  if (one === undefined || two === undefined || three === undefined) throw new Error('no databases')
  const ask = ({ reader, name }: typeof one) => reader.rows(`select name from only_${name}`)
  const holds = (child: ChildProcess | undefined, path: string) =>
    readdirSync(`/proc/${child?.pid}/fd`).some(fd => readlinkSync(`/proc/${child?.pid}/fd/${fd}`).startsWith(path))

  expect(await ask(one)).toEqual([{ name: 'one' }])
  expect(await ask(two)).toEqual([{ name: 'two' }])
  if (existsSync('/proc/self/fd')) expect(holds(taken[0], one.db.path)).toBe(true)
  await one.reader.close()
  await two.reader.close()
  if (existsSync('/proc/self/fd')) expect(holds(taken[0], one.db.path)).toBe(false)
  expect(taken.map(child => child.signalCode)).toEqual([null, 'SIGKILL'])

  expect(await ask(three)).toEqual([{ name: 'three' }])
  expect(taken[2]).toBe(taken[0])
  // One that ended while it waited is not given to anybody.
  await three.reader.close()
  taken[0]?.kill('SIGKILL')
  await once(taken[0] ?? process, 'exit')
  const again = createReader(three.db.path, 5_000, undefined, counted)
  onTestFinished(() => again.close())
  expect(await ask({ ...three, reader: again })).toEqual([{ name: 'three' }])
  expect(taken[3]).not.toBe(taken[0])
})

test('closing ends a running query and those that wait', async () => {
  const db = await temporaryDb()
  const reader = createReader(db.path, 60_000)
  const running = reader.rows(endless)
  const waiting = reader.rows('select 1')
  const both = Promise.allSettled([running, waiting])
  await reader.close()
  expect((await both).map(result => result.status)).toEqual(['rejected', 'rejected'])
})
