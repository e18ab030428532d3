import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { exports } from '../../../src/bot/admin/exports/addresses.js'
import { listActs } from '../../../src/bot/audit.js'
import { downloadFile } from '../../../src/bot/lanes/download.js'
import { texts } from '../../../src/text/index.js'
import { until } from '../../support/product.js'
import { unzip } from '../../support/unzip.js'
import { GB } from './door.js'
import { ADMIN, addPerson, stage } from './segments.stage.js'

const t = texts('en').exportCards

/** Files of an export that lie beside the database. */
function left(path: string): string[] {
  return readdirSync(dirname(path)).filter(name => name.startsWith(`${basename(path)}.scratch-`))
}

/** Nothing is being made any more, and what it came to is kept. */
async function over(s: Awaited<ReturnType<typeof stage>>): Promise<void> {
  await until(() => s.door().works.exports.far(ADMIN) === undefined, 'the end of it')
  await until(
    () => s.db.sql(`select 1 from settings where key = 'export' and value ->> '$.state' <> 'running'`).get(),
    'its end',
  )
}

async function arrived(s: Awaited<ReturnType<typeof stage>>, files: number) {
  const sent = () => s.admin.messages().filter(({ document, from }) => from.is_bot && document !== undefined)
  await s.emulator.waitFor(() => sent().length === files, 20_000, 'the files')
  await over(s)
  return sent()
}

test('an owner takes everything out by one button, once, and it is written down', async () => {
  const s = await stage()
  for (let i = 0; i < 3; i++) addPerson(s.db)
  await s.send('/settings')
  await s.walk('🔒 People’s data', '📦 Export everything')
  expect(s.text()).toContain('No keys, no tokens')
  const asked = s.lastId()
  const old = s.labels()
  await s.press(t.start)
  // The same press again makes no second one.
  await s.forge(exports.start.data({ generation: 0 }), asked)
  const [file] = await arrived(s, 1)
  expect(old).toEqual([t.start, texts('en').admin.back])
  expect(file?.document?.file_name).toBe('segcast-2026-11-24.zip')
  const files = await unzip((await downloadFile(s.door().api, file?.document?.file_id ?? '', GB)) ?? Buffer.alloc(0))
  expect(files.get('people.csv')?.toString('utf8').trim().split('\r\n')).toHaveLength(4)
  await s.forge(exports.progress.data({}), asked)
  expect(s.admin.messages().find(({ message_id }) => message_id === asked)?.text).toContain(
    '1 file below, with 3 people',
  )
  const { acts } = listActs(s.db, null, { offset: 0, limit: 9 })
  expect(acts.map(({ admin, address }) => [admin, address.split(':')[0]])).toEqual([[ADMIN, 'xp.start']])
  expect(left(s.db.path)).toEqual([])
  expect(s.refused()).toEqual([])
})

test('nobody but an owner does, and a full disk is not written to', async () => {
  const s = await stage()
  s.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'marketer', 'Nina', 0)`).run()
  const nina = s.hand(s.emulator.user({ id: 77, firstName: 'Nina', language: 'en' }))
  nina.person.start()
  await nina.send('/admin')
  for (const data of [exports.home.data({}), exports.start.data({ generation: 0 })])
    expect(await nina.forge(data)).toBe(texts('en').settingsCards.onlyOwners)
  s.world.room = { free: 1, low: true }
  await s.send('/settings')
  await s.forge(exports.home.data({}))
  expect(await s.press(t.start)).toBe(t.noRoom)
  expect([left(s.db.path), s.db.sql('select 1 from audit_log').all()]).toEqual([[], []])
})

test('what is stopped, fails or dies leaves nothing, and the card says so', async () => {
  const s = await stage()
  addPerson(s.db)
  await s.send('/settings')
  await s.forge(exports.home.data({}))
  const { clear } = s.emulator.fault({ kind: 'error', methods: ['sendDocument'] })
  await s.press(t.start)
  await over(s)
  await s.forge(exports.progress.data({}))
  expect(s.text()).toBe(t.failed)
  clear()
  s.db.sql(`update settings set value = json_set(value, '$.state', 'running') where key = 'export'`).run()
  await s.forge(exports.progress.data({}))
  expect(s.text()).toBe(t.broken)
  expect(left(s.db.path)).toEqual([])
})
