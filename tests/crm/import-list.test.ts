import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { recordValues } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { DAY } from '../../src/clock.js'
import { findListedPeople } from '../../src/crm/import/listed.js'
import { getImport } from '../../src/crm/import/record.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { AT, bring, dump, importsOf, OWNER, type Row, writeScratch } from './import.fixture.js'
import { landed, press } from './import-people.js'

test('a field set for a list of people is the team’s word, goes on after a restart, and can be undone', async () => {
  const db = await temporaryDb()
  const vip = createAttribute(
    db,
    { label: 'VIP', group: 'behavioural', type: 'yes_no', options: null, purpose: null, createdBy: OWNER },
    AT,
  )
  db.write(() => {
    for (let id = 1; id <= 800; id++) press(db, id, 'P')
  })
  recordValues(db, 5, vip, { values: ['no'], provenance: 'declared', origin: 'survey:1' }, AT - DAY)
  const before = dump(db)
  const imports = importsOf(db)
  const people = Array.from({ length: 700 }, (_, i) => i + 1)
  const file = { adminId: OWNER, name: 'vip.txt', write: (path: string) => writeFile(path, '1') }
  const { id: of } = await imports.receive(file, AT)
  const list = { of, adminId: OWNER, people, attributeId: vip.id, values: ['yes'] }
  const { id } = await imports.setField(list, AT)
  // A second run of the same press finds the list left, by the commit that began the import.
  await expect(imports.setField(list, AT)).rejects.toThrow('import_over')
  expect(getImport(db, of).state).toBe('cancelled')
  expect(db.sql('select count(*) as n from imports').get()).toEqual({ n: 2 })
  await landed(db, id)
  await imports.close()
  const next = importsOf(db)
  next.resume()
  await next.idle()
  expect(getImport(db, id)).toMatchObject({ state: 'done', kind: 'list', counts: { changed: 700 } })
  const known = db.sql(`select shown, provenance, origin, count(*) as n from attribute_values group by 1, 2, 3`).all()
  expect(known).toEqual([{ shown: 'yes', provenance: 'corrected', origin: `admin:${OWNER}`, n: 700 }])
  await next.undo(id, AT)
  await next.idle()
  expect(dump(db)).toEqual(before)
})

test('lines of a list name people by whatever they hold, a name only where one person has it', async () => {
  const db = await temporaryDb()
  await bring(importsOf(db), [
    { telegram_id: 1_001, first_name: 'Анна', last_name: 'Петрова', username: 'Anna_P' },
    { telegram_id: 1_002, first_name: 'Bob', phone: '+37120000002' },
    { telegram_id: 1_003, first_name: 'Ann', last_name: 'Smith' },
    { telegram_id: 1_004, first_name: 'Ann', last_name: 'Smith' },
    { telegram_id: 1_005, first_name: 'Eve', phone: '+37120000009' },
    { telegram_id: 1_006, first_name: 'Gus', phone: '+37120000009' },
  ])
  const ours = new Map(
    db
      .sql<{ id: number; telegram: number }>('select id, telegram_id as telegram from subscribers')
      .all()
      .map(({ id, telegram }) => [id, telegram]),
  )
  const bob = [...ours].find(([, telegram]) => telegram === 1_002)?.[0] ?? 0
  recordCustomer(db, { externalId: 'c1', telegramId: null, phone: null }, AT)
  db.write(() => db.sql(`update customers set subscriber_id = ?, email = 'bob@shop.test'`).run(bob))
  for (const [i, telegram] of [1_003, 1_004].entries()) {
    recordCustomer(db, { externalId: `d${i}`, telegramId: null, phone: '+37120000005' }, AT)
    const who = [...ours].find(([, one]) => one === telegram)?.[0] ?? 0
    db.write(() => db.sql('update customers set subscriber_id = ? where external_id = ?').run(who, `d${i}`))
  }
  const path = join(dirname(db.path), 'list.db')
  const named = async (row: Row) => {
    rmSync(path, { force: true })
    writeScratch(path, [row], [])
    return (await findListedPeople(db, { path })).people.map(id => ours.get(id))
  }
  expect([
    await named({ telegram_id: 1_003 }),
    await named({ username: 'anna_p' }),
    await named({ first_name: 'Анна', last_name: 'Петрова' }),
    await named({ first_name: 'Ann', last_name: 'Smith' }),
    await named({ first_name: 'Анна' }),
    await named({ email: 'bob@shop.test' }),
    await named({ external_id: 'c1' }),
    await named({ phone: '+37120000002' }),
    await named({ telegram_id: 9, first_name: 'Bob' }),
    // One phone of two people, and of two customers: neither is guessed.
    await named({ phone: '+37120000009' }),
    await named({ phone: '+37120000005' }),
  ]).toEqual([[1_003], [1_001], [1_001], [], [], [1_002], [1_002], [1_002], [], [], []])
  rmSync(path, { force: true })
})
