import { expect, onTestFinished, test } from 'vitest'
import { createReader } from '../../src/db/reader.js'
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
  await expect(db.people.rows('select 1 as one')).rejects.toThrow('ENOENT')
  process.execPath = node
  expect(await db.people.rows('select 1 as one')).toEqual([{ one: 1 }])
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
