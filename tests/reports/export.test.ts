import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import papaparse from 'papaparse'
import { describe, expect, onTestFinished, test } from 'vitest'
import { recordValues } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { ownKind, unguardCell } from '../../src/crm/own-file.js'
import { type Db, openDb } from '../../src/db/open.js'
import type { ReadParams } from '../../src/db/reader.js'
import { createArchive } from '../../src/reports/export/archive.js'
import { exportPeople } from '../../src/reports/export/audience.js'
import { type Exported, exportEverything, type Progress } from '../../src/reports/export/everything.js'
import { seedCrowd } from '../../src/sandbox/seed/crowd.js'
import { createSegment } from '../../src/segments/segment.js'
import { temporaryDb, temporaryPath } from '../support/db.js'
import { freezeCriterion } from '../support/list.js'
import { unzip } from '../support/unzip.js'

const AT = Date.UTC(2026, 10, 24, 12)
const ADMIN = 900_000_001

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A shop with something of everything, and people whose names are attacks. */
async function shop(): Promise<Db> {
  const db = await temporaryDb()
  seedCrowd(db, { subscribers: 1_300, deliveries: 2_000, orders: 400, seed: 5, at: AT })
  db.write(() => {
    db.sql(
      `update subscribers set first_name = '=HYPERLINK("http://x","y")', last_name = '+cmd|calc', username = null where id = 1`,
    ).run()
    db.sql(
      `update subscribers set first_name = 'a;b,"c"' || char(13, 10) || 'd', phone = '+37120000001' where id = 2`,
    ).run()
    db.sql(`update subscribers set unsubscribed_at = ?, unreachable = 'blocked' where id = 3`).run(AT)
    const wish = createAttribute(
      db,
      { label: 'Размер', group: 'personality', type: 'many_of', options: ['S', 'M'], purpose: 'to fit', createdBy: 1 },
      AT,
    )
    recordValues(db, 1, wish, { values: ['S', 'M'], provenance: 'declared', origin: 'survey:1' }, AT)
    const words = createAttribute(
      db,
      { label: 'Wish', group: 'personality', type: 'text', options: null, purpose: null, createdBy: 1 },
      AT,
    )
    recordValues(db, 1, words, { values: ['@SUM(1) call me Zelda'], provenance: 'declared', origin: 'survey:2' }, AT)
    db.sql(
      `insert into subscription_events (subscriber_id, kind, source, wording, wording_version, at)
       select id, 'start', source, 'welcome', 'v1', subscribed_at from subscribers`,
    ).run()
    createSegment(db, { name: 'Premium', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, AT)
    db.sql(`insert into settings (key, value) values ('hidden', '"a secret of the shop"')`).run()
    db.sql(
      `insert into holdouts (id, kind, share, from_at, to_at, created_by, created_at) values (1, 'quarter', 1000, ?, ?, 1, 0)`,
    ).run(AT, AT + 1)
    db.sql(
      'insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (1, 1, 1, 0, 0), (1, 2, 0, 1, 0)',
    ).run()
    db.sql(
      `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, by, evidence_at, at, amount, currency)
       values (1, 1, 1, 1, 1, 'click', 0, 0, 150, 'EUR')`,
    ).run()
    db.sql('insert into secrets (key_id, secret, created_at) values (77, ?, 0)').run('c2VjcmV0LXNlY3JldA')
    db.sql(
      `insert into admins (telegram_id, role, name, invited_by, created_at) values (4242424242, 'owner', 'Olga Own', 1, 0)`,
    ).run()
  })
  await freezeCriterion(
    db,
    { name: 'Loyal', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN },
    { at: AT, zone: 'UTC' },
  )
  return db
}

async function filesOf({ paths }: Exported): Promise<Map<string, Buffer>> {
  const parts = await Promise.all(paths.map(path => unzip(readFileSync(path))))
  return new Map(parts.flatMap(part => [...part]))
}

/** The rows of a file, by its headers; what was guarded is read back. */
function rowsOf(files: Map<string, Buffer>, name: string): Record<string, string>[] {
  const bytes = files.get(name)
  if (bytes === undefined) throw new Error(`${name} is not there`)
  const text = bytes.toString('utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const { data, errors } = papaparse.parse<Record<string, string>>(text.slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  expect(errors).toEqual([])
  return data.map(row => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, unguardCell(cell)])))
}

const count = (db: Db, table: string, where = '1') =>
  db.sql<{ n: number }>(`select count(*) as n from ${table} where ${where}`).get()?.n ?? -1

describe('the whole base as files', () => {
  test('has a row for every row, names as they are, no formula that runs, and nothing secret', async () => {
    const db = await shop()
    const folder = temporaryFolder()
    const told: Progress[] = []
    const made = await exportEverything(db, {
      zone: 'UTC',
      ...{ folder, stem: 'all', language: 'en' },
      progress: far => void told.push(far),
    })
    const files = await filesOf(made)
    expect(made.rows).toMatchObject({
      people: 1_300,
      values: count(db, 'attribute_values') + count(db, 'attribute_claims'),
      consent: count(db, 'subscription_events'),
      lists: count(db, 'segment_members'),
      deliveries: count(db, 'deliveries'),
      clicks: count(db, 'clicks'),
      reads: count(db, 'reads'),
      customers: count(db, 'customers'),
      orders: count(db, 'orders'),
      items: count(db, 'order_lines'),
      came_after: 1,
      comparisons: 1,
      sides: 2,
    })
    for (const [name, rows] of Object.entries(made.rows))
      expect([name, rowsOf(files, `${name}.csv`).length]).toEqual([name, rows])

    const people = rowsOf(files, 'people.csv')
    expect(people[0]).toMatchObject({
      ...{ segcast_person: '1', first_name: '=HYPERLINK("http://x","y")', last_name: '+cmd|calc' },
      ...{ 'field: Размер': 'M\nS', 'field: Wish': '@SUM(1) call me Zelda' },
    })
    expect(people[1]).toMatchObject({ first_name: 'a;b,"c"\r\nd', phone: '+37120000001' })
    expect(people[2]).toMatchObject({
      status: 'blocked',
      stopped: 'yes',
      reachable: 'no',
      stopped_at: '2026-11-24T12:00:00.000Z',
    })
    expect(rowsOf(files, 'segments.csv')).toMatchObject([
      { segcast_segment: 'Premium', sentence: 'premium: yes', kind: 'rule' },
      { segcast_segment: 'Loyal', sentence: '', kind: 'list' },
    ])
    expect(rowsOf(files, 'fields.csv')).toContainEqual({
      ...{ segcast_field: 'Размер', group: 'personality', type: 'many_of', options: 'S\nM', purpose: 'to fit' },
      key: expect.any(String),
    })
    const [sent] = rowsOf(files, 'deliveries.csv').filter(({ first_click_at }) => first_click_at !== '')
    expect(sent).toMatchObject({ state: 'sent', first_click_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/) })

    const all = Buffer.concat([...files.values()]).toString('utf8')
    for (const secret of ['a secret of the shop', 'c2VjcmV0LXNlY3JldA', '4242424242', 'Olga Own'])
      expect(all).not.toContain(secret)
    for (const bytes of files.values())
      for (const row of papaparse.parse<string[]>(bytes.toString('utf8').replace(/^\uFEFF/, '')).data)
        expect(row.filter(cell => /^[=+\-@\t\r]/.test(cell) && !/^[+-]\d[\d.]*$/.test(cell))).toEqual([])
    expect(files.get('README.txt')?.toString('utf8')).toContain('people.csv: everybody')
    expect(told.at(-1)).toMatchObject({ file: told[0]?.files, share: 1 })
    expect(statSync(made.paths[0] ?? '').mode & 0o077).toBe(0)
  })

  test('comes in parts of a size, and together they are the same', async () => {
    const db = await shop()
    const whole = await exportEverything(db, { zone: 'UTC', folder: temporaryFolder(), stem: 'all', language: 'ru' })
    const most = 30_000
    const parts = await exportEverything(db, {
      zone: 'UTC',
      folder: temporaryFolder(),
      stem: 'all',
      language: 'ru',
      most,
    })
    expect(whole.paths.length).toBe(1)
    expect(parts.paths.length).toBeGreaterThan(2)
    expect(parts.rows).toEqual(whole.rows)
    const [one, many] = [await filesOf(whole), await filesOf(parts)]
    expect(one.get('people.csv')?.toString('utf8').split('\r\n')[0]).toContain('segcast_person;telegram_id')
    for (const name of Object.keys(whole.rows)) {
      const pieces = [...many].filter(([file]) => new RegExp(`^${name}(?:-\\d+)?\\.csv$`).test(file))
      const rows = pieces.flatMap(([file]) => rowsOf(many, file))
      expect(rows, name).toEqual(rowsOf(one, `${name}.csv`))
      for (const [file] of pieces.slice(1))
        expect(many.get(file)?.toString('utf8').split('\r\n')[0]).toBe(
          one.get(`${name}.csv`)?.toString('utf8').split('\r\n')[0],
        )
    }
  })

  test('asks for a page by an index, and never reads a big table through', async () => {
    const db = await shop()
    const asked = new Map<string, ReadParams>()
    const rows: typeof db.jobs.rows = (sql, params, basis) => {
      if (basis === undefined) asked.set(sql, params ?? [])
      return db.jobs.rows(sql, params, basis)
    }
    const watched = { ...db, jobs: { ...db.jobs, rows } }
    await exportEverything(watched, { zone: 'UTC', folder: temporaryFolder(), stem: 'all', language: 'en' })
    expect(asked.size).toBeGreaterThan(20)
    const big =
      /^SCAN (?:s|subscribers|[dver]|deliveries|clicks|reads|replies|[oclm]|customers|orders|order_lines|attribute_values|attribute_claims|subscription_events|segment_members)\b/
    const whole = [...asked].flatMap(([sql, params]) =>
      db
        .sql<{ detail: string }>(`explain query plan ${sql}`)
        .all(...(Array.isArray(params) ? params : [params]))
        .filter(({ detail }) => big.test(detail))
        .map(({ detail }) => `${detail}: ${sql}`),
    )
    // Offers and their messages are few: as many as people wrote by hand.
    expect(whole.filter(plan => !/from (?:offers|variants|links|broadcasts)/.test(plan))).toEqual([])
  })

  test('ends at once when it is stopped, and says why when the disk takes nothing', async () => {
    const db = await shop()
    const stop = new AbortController()
    const options = { stem: 'all', language: 'en' as const }
    const stopped = exportEverything(db, {
      zone: 'UTC',
      ...options,
      folder: temporaryFolder(),
      signal: stop.signal,
      progress: ({ name }) => name === 'deliveries' && stop.abort(new Error('enough')),
    })
    await expect(stopped).rejects.toThrow('enough')
    await expect(
      exportEverything(db, { zone: 'UTC', ...options, folder: join(temporaryFolder(), 'nowhere') }),
    ).rejects.toThrow('ENOENT')
  })
})

test('an archive holds what it was given, whatever the size of its parts', async () => {
  const folder = temporaryFolder()
  const archive = createArchive(folder, 'a', 1)
  archive.text('README.txt', 'hello')
  await archive.file('t', 'h\r\n', pieces(['1\r\n', '2\r\n']))
  await archive.file('empty', 'h\r\n', pieces([]))
  const paths = await archive.end()
  const all = await Promise.all(paths.map(path => unzip(readFileSync(path))))
  const text = all
    .flatMap(files => [...files])
    .map(([name, bytes]) => [name, bytes.toString('utf8').replace('\uFEFF', '')])
  expect(
    text
      .filter(([name]) => name?.startsWith('t'))
      .map(([, words]) => words?.replace('h\r\n', ''))
      .join(''),
  ).toBe('1\r\n2\r\n')
  expect(text).toContainEqual(['README.txt', 'hello'])
  expect(text.some(([name]) => name?.startsWith('empty'))).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(paths.map(path => path.slice(folder.length + 1)).sort())
})

async function* pieces(all: readonly string[]): AsyncGenerator<string> {
  yield* all
}

describe('the people of a segment as a file', () => {
  const audience = {
    name: 'Premium',
    criterion: { leaf: 'premium' as const, value: true },
    context: { at: AT, zone: 'UTC' },
  }

  test('holds them all, with their fields, and is known as a list of ours', async () => {
    const db = await shop()
    const options = { folder: temporaryFolder(), stem: 'premium', delimiter: ',' as const }
    const { paths, people } = await exportPeople(db, audience, { known: true }, options)
    const rows = rowsOf(new Map([['f', readFileSync(paths[0] ?? '')]]), 'f')
    const premium = count(db, 'subscribers', 'premium = 1')
    expect([people, rows.length]).toEqual([premium, premium])
    expect(ownKind(Object.keys(rows[0] ?? {}))).toBe('list')
    expect(rows.every(row => row['segcast_list'] === 'Premium' && row['telegram_id'] !== '')).toBe(true)
  })

  test('holds nobody’s name for an analyst, and the same number for the same person in each file', async () => {
    const db = await shop()
    db.sql('update subscribers set premium = 1 where id = 1').run()
    const number = (id: number) => `n${id * 7}`
    const files = await Promise.all(
      ['a', 'b'].map(async stem => {
        const options = { folder: temporaryFolder(), stem, delimiter: ',' as const }
        const { paths } = await exportPeople(db, audience, { known: false, number }, options)
        return readFileSync(paths[0] ?? '', 'utf8')
      }),
    )
    expect(files[0]).toBe(files[1])
    const people = db
      .sql<{ name: string; last: string | null; username: string | null; id: number }>(
        'select first_name as name, last_name as last, username, telegram_id as id from subscribers where premium = 1',
      )
      .all()
    for (const { name, last, username, id } of people)
      for (const known of [name, last, username, String(id)]) if (known !== null) expect(files[0]).not.toContain(known)
    expect(files[0]).not.toContain('Zelda')
    expect(files[0]).toContain('n7,')
  })
})

test('what a process that died left of an export is swept when the database is opened', async () => {
  const path = temporaryPath()
  await (await openDb(path)).close()
  const left = mkdtempSync(`${path}.scratch-export-`)
  writeFileSync(join(left, 'segcast.zip'), 'half of it')
  await (await openDb(path)).close()
  expect(existsSync(left)).toBe(false)
})
