import { expect, test } from 'vitest'
import { pauseBroadcast } from '../../src/delivery/lifecycle.js'
import { requeueRefused } from '../../src/delivery/resend.js'
import { temporaryDb } from '../support/db.js'
import { AT, approve, crowd, seed } from './fixture.js'

test('those refused for the content wait again, in whatever words; others, and those of a broadcast that goes on, do not', async () => {
  const db = await temporaryDb()
  const people = 2_300
  seed(db, crowd(people))
  const id = approve(db)
  db.sql(
    `insert into deliveries (broadcast_id, subscriber_id, state, reason, error, due_at)
     select ?, id, 'failed', iif(id % 4 = 0, 'blocked', 'content'), iif(id % 4 = 1, '400 other', '400 bad'), ? from subscribers`,
  ).run(id, AT)
  const waiting = () =>
    db.sql<{ n: number }>(`select count(*) as n from deliveries where state = 'queued' and due_at = ?`).get(AT + 5)?.n
  await requeueRefused(db, id, AT + 5)
  expect(waiting()).toBe(0)
  db.write(() => pauseBroadcast(db, id, 'content', '400 bad'))
  await requeueRefused(db, id, AT + 5)
  expect(waiting()).toBe((people * 3) / 4)
  const left = db
    .sql<{ reason: string }>(`select distinct reason from deliveries where state = 'failed' order by 1`)
    .all()
  expect(left.map(({ reason }) => reason)).toEqual(['blocked'])
})
