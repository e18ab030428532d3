import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { analysis } from '../../src/bot/admin/analysis/addresses.js'
import { ladder } from '../../src/bot/admin/ladder/addresses.js'
import { rfm } from '../../src/bot/admin/rfm/addresses.js'
import { segments } from '../../src/bot/admin/segments/addresses.js'
import { packageRoot } from '../../src/db/root.js'
import { temporaryDb } from '../support/db.js'

const cases: [topic: string, args: object, data: string][] = [
  ['segmentName', { sketch: 46_657 }, segments.name.data({ sketch: 46_657 })],
  ['segmentRename', { id: 35, page: 0 }, segments.rename.data({ id: 35, page: 0 })],
  ['segmentSearch', {}, segments.find.data({})],
  ['peopleList', { offer: 0 }, analysis.list.data({ offer: 0 })],
  ['listChange', { id: 36, change: 'replace' }, analysis.changeList.data({ id: 36, change: 2 })],
  ['overlapSearch', { id: 1_295, from: 1 }, analysis.overlapFind.data({ id: 1_295, from: 1 })],
  ['ladder_name', { rung: 5 }, ladder.name.data({ rung: 5 })],
  ['ladder_topic', {}, ladder.add.data({})],
  ['ladder_topic_name', { topic: 1_296 }, ladder.rename.data({ topic: 1_296 })],
  ['rfm_window', {}, rfm.window.data({})],
  ['rfm_steps', { measure: 'frequency' }, rfm.measure.data({ measure: 1 })],
  ['of.c', { data: 'of.c:1' }, 'of.c:1'],
]

test('questions that an earlier version asked about segments, lists and groups are those of their screens now', async () => {
  const db = await temporaryDb()
  const place = { chat: 7, message: 9 }
  db.write(() => {
    for (const [admin, [topic, args]] of cases.entries())
      db.sql(
        'insert into prompts (admin_id, update_id, topic, args, chat, message, at) values (?, 1, ?, ?, 7, 9, 0)',
      ).run(admin, topic, JSON.stringify({ ...args, place }))
    const sql = readFileSync(join(packageRoot(), 'drizzle/0019_asked.sql'), 'utf8')
    for (const statement of sql.split('--> statement-breakpoint')) db.sql(statement).run()
  })
  const rows = db.sql<{ topic: string; args: string }>('select topic, args from prompts order by admin_id').all()
  const kept = rows.map(({ topic, args }) => ({ topic, ...JSON.parse(args) }))
  expect(kept).toMatchObject(cases.map(([, , data]) => ({ topic: data.split(':')[0], data, place })))
})
