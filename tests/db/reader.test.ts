import { expect, test } from 'vitest'
import { createReader } from '../../src/db/reader.js'
import { temporaryDb } from '../support/db.js'

const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as n from n'

test('a query over the limit is killed, says so, and the next one is answered', async () => {
  const db = await temporaryDb()
  const reader = createReader(db.path, 300)
  try {
    const late = reader.rows(endless)
    const next = reader.rows('select 2 as two')
    await expect(late).rejects.toMatchObject({ code: 'query_timeout' })
    expect(await next).toEqual([{ two: 2 }])
  } finally {
    await reader.close()
  }
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
