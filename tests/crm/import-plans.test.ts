import { expect, test } from 'vitest'
import { CHANGES } from '../../src/audience/incoming/changes-file.js'
import { openFile } from '../../src/db/binding.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb, temporaryPath } from '../support/db.js'
import { AT, bring, importsOf, type Row } from './import.fixture.js'

/** Tables that may hold a row for each person; the others are short. */
const LONG =
  /\bSCAN (?:main\.)?(s(?! USING INDEX segments)|c|e|f|r|d|subscribers|subscription_events|attribute_values|attribute_claims|customers|customer_conflicts|import_changes|deliveries|clicks|reads|segment_members|orders|order_lines|m(?! VIRTUAL)|o(?! USING INTEGER PRIMARY KEY)|awareness|wishes)\b/

test('no statement of an import or of its undoing walks through a long table', async () => {
  const db = await temporaryDb()
  const texts = new Set<string>()
  const watched: Db = {
    ...db,
    sql: text => {
      texts.add(text)
      return db.sql(text)
    },
  }
  const imports = importsOf(watched)
  db.sql(`insert into customers (external_id, telegram_id, created_at) values ('7', 60, 1)`).run()
  const people: Row[] = [50, 51, 60].map(id => ({
    telegram_id: id,
    first_name: 'A',
    phone: '+37120000001',
    fields: { size: '1' },
  }))
  const ids = [
    await bring(imports, people),
    await bring(
      imports,
      people.map(row => ({ ...row, first_name: 'B', stopped: 1, reachable: 0, fields: { size: '2' } })),
    ),
    await bring(imports, [{ external_id: '7', phone: '+37120000001' }, { phone: '+37120000002' }], {
      kind: 'customers',
    }),
  ]
  const buyers: Row[] = [{ phone: '+37120000001' }, { external_id: '9' }]
  for (const total of [100, 200])
    ids.push(
      await bring(imports, buyers, {
        kind: 'orders',
        orders: [1, 2].map(person => ({
          order_id: `A-${person}`,
          person,
          total,
          lines: [{ product: 'Cap', quantity: 1 }],
        })),
      }),
    )
  for (const id of ids.reverse()) await imports.undo(id, AT)
  await imports.idle()
  const incoming = temporaryPath()
  const file = openFile(incoming)
  file.exec(CHANGES)
  file.close()
  db.sql(`attach '${incoming}' as incoming`).run()
  // As where rows are removed: what refers to them is asked for by the statements themselves.
  db.sql('pragma foreign_keys = off').run()
  const plans = [...texts]
    .filter(text => /^\s*(?:insert|update|delete|select|with)\b/i.test(text))
    .map(text => {
      const explained = db.sql<{ detail: string }>(
        `explain query plan ${text.replace(/(?<![\w'])(?::\w+|\?)/g, 'null')}`,
      )
      return { text, plan: explained.all().map(({ detail }) => detail) }
    })
  expect(plans.filter(({ text }) => text.includes('incoming.')).length).toBeGreaterThan(5)
  expect(plans.length).toBeGreaterThan(40)
  expect(plans.filter(({ plan }) => plan.some(line => LONG.test(line)))).toEqual([])
})
