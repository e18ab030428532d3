import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { DAY } from '../../src/clock.js'
import { filesOf } from '../../src/crm/import/folder.js'
import { getImport } from '../../src/crm/import/record.js'
import { createImports } from '../../src/crm/import.js'
import { silentLog } from '../../src/log.js'
import { temporaryDb } from '../support/db.js'
import { AT, bring, drop, dump, importsOf, matcher, OWNER, preparation, writeScratch } from './import.fixture.js'
import { landed, people } from './import-people.js'

test('a cancelled import takes back what landed; one that was cut off by a restart is completed', async () => {
  const db = await temporaryDb()
  const rows = people(3_000)
  const before = dump(db)
  const imports = importsOf(db)
  const cancelled = await drop(imports, rows)
  await imports.begin(cancelled.id, { by: OWNER, ground: 'contract' }, AT)
  await landed(db, cancelled.id)
  await imports.cancel(cancelled.id)
  await imports.idle()
  expect(getImport(db, cancelled.id)).toMatchObject({ state: 'cancelled', finishedAt: AT })
  expect(dump(db)).toEqual(before)

  const { id } = await drop(imports, rows)
  await imports.begin(id, { by: OWNER, ground: 'contract' }, AT)
  await landed(db, id)
  await imports.close()
  expect(getImport(db, id).state).toBe('merging')
  const next = importsOf(db)
  next.resume()
  await next.idle()
  expect(getImport(db, id).state).toBe('done')
  expect(db.sql('select count(*) as n, count(distinct telegram_id) as ids from subscribers').get()).toEqual({
    n: 3_000,
    ids: 3_000,
  })
  expect(db.sql('select first, last from import_ranges where import_id = ?').all(id)).toEqual([
    { first: 1, last: 3_000 },
  ])
  expect(readdirSync(dirname(db.path)).filter(name => name.includes('import'))).toEqual([])
})

test('an undo that was cut off goes on; so does an import whose files are gone, the other way', async () => {
  const db = await temporaryDb()
  const before = dump(db)
  const imports = importsOf(db)
  const id = await bring(imports, people(2_000))
  await imports.undo(id, AT)
  await imports.close()
  const next = importsOf(db)
  next.resume()
  await next.idle()
  expect(getImport(db, id)).toMatchObject({ state: 'undone', undoneAt: AT })
  expect(dump(db)).toEqual(before)

  const lost = await drop(next, people(2_000))
  await next.begin(lost.id, { by: OWNER, ground: 'contract' }, AT)
  await landed(db, lost.id)
  await next.close()
  rmSync(filesOf(db, lost.id).folder, { recursive: true })
  const last = importsOf(db)
  last.resume()
  await last.idle()
  expect(getImport(db, lost.id).state).toBe('cancelled')
  expect(dump(db)).toEqual(before)
})

test('two imports at once wait for one another; the second knows whom the first brought', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const [one, two] = [
    await drop(imports, people(500)),
    await drop(
      imports,
      people(500).map(row => ({ ...row, fields: { tags: ['a', 'b'] } })),
    ),
  ]
  await Promise.all([one, two].map(({ id }) => imports.begin(id, { by: OWNER, ground: 'contract' }, AT)))
  await imports.idle()
  expect([one, two].map(({ id }) => getImport(db, id).state)).toEqual(['done', 'done'])
  expect(db.sql('select count(*) as n from subscribers').get()).toEqual({ n: 500 })
  expect(db.sql('select count(*) as n from attribute_values').get()).toEqual({ n: 1_000 })
  for (const { id } of [two, one]) await imports.undo(id, AT)
  await imports.idle()
  expect(db.sql('select count(*) as n from subscribers').get()).toEqual({ n: 0 })
})

test('files that nobody decides about go after a day, what was changed is forgotten after thirty, strange folders at once', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const done = await bring(imports, people(20))
  const waiting = await drop(imports, people(20, 9_000))
  const folders = () => readdirSync(dirname(db.path)).filter(name => name.includes('.import-'))
  mkdirSync(`${db.path}.import-new-x`)
  mkdirSync(`${db.path}.import-999`)
  imports.resume()
  expect(folders()).toHaveLength(1)
  await imports.upkeep(AT + DAY - 1)
  expect(getImport(db, waiting.id).state).toBe('ready')
  await imports.upkeep(AT + DAY)
  expect(getImport(db, waiting.id).state).toBe('cancelled')
  expect(folders()).toEqual([])
  const changes = db.sql<{ n: number }>(
    'select (select count(*) from import_changes) + (select sum(last - first + 1) from import_ranges) as n',
  )
  await imports.upkeep(AT + 30 * DAY)
  expect(changes.get()?.n).toBe(20)
  await imports.upkeep(AT + 30 * DAY + 1)
  expect(db.sql('select 1 from import_ranges union all select 1 from import_changes').all()).toEqual([])
  await expect(imports.undo(done, AT + 31 * DAY)).rejects.toMatchObject({ code: 'import_over' })
  await expect(imports.cancel(done)).rejects.toMatchObject({ code: 'import_over' })
  await expect(imports.begin(done, { by: OWNER, ground: '' }, AT)).rejects.toMatchObject({ code: 'import_over' })
})

test('a file that cannot be read changes nothing and can be tried again with other answers', async () => {
  const db = await temporaryDb()
  const imports = createImports({ db, log: silentLog, now: () => AT, team: () => [], matcher })
  const ready = await drop(imports, people(5))
  const broken = {
    kind: 'subscribers',
    mapping: '{}',
    choice: {},
    labels: {},
    words: { line: '', column: '', reason: '', reasons: {} },
  } as const
  await expect(
    imports.prepare(ready.id, { ...broken, read: () => Promise.reject(new Error('broken')) }, AT),
  ).rejects.toThrow('broken')
  await expect(imports.begin(ready.id, { by: 1, ground: '' }, AT)).rejects.toMatchObject({ code: 'import_over' })
  const again = await imports.prepare(
    ready.id,
    { ...broken, read: async (_, into) => writeScratch(into, people(7)) },
    AT,
  )
  expect(again.counts?.new).toBe(7)
  await imports.cancel(ready.id)
  await imports.close()
  expect(existsSync(filesOf(db, ready.id).folder)).toBe(false)
})

test('what was worked out before new answers can no longer be brought in, pressed twice it comes in once', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const { id } = await drop(imports, people(30))
  const again = imports.prepare(id, preparation(people(40)), AT)
  const begin = () => imports.begin(id, { by: OWNER, ground: 'contract' }, AT)
  await new Promise(resolve => setImmediate(resolve))
  await expect(begin()).rejects.toMatchObject({ code: 'import_over' })
  expect((await again).counts?.new).toBe(40)
  const pressed = await Promise.allSettled([begin(), begin()])
  expect(pressed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(imports.prepare(id, preparation([]), AT)).rejects.toMatchObject({ code: 'import_over' })
  await imports.idle()
  expect(getImport(db, id)).toMatchObject({ state: 'done', counts: { new: 40 } })
})
