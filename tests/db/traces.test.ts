import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { forgetContact } from '../../src/audience/contact.js'
import { forgetSearches, keepWords } from '../../src/bot/admin/search.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { temporaryDb } from '../support/db.js'

const PHONE = '+37120123456'
/** As people type it. */
const TYPED = ['+371 20 123 456', '20123456', '20-12-34-56', '371 2012 3456']

test('a number that is forgotten is in no byte of any file', async () => {
  const db = await temporaryDb()
  const folder = dirname(db.path)
  const places = (bytes: string) =>
    readdirSync(folder).filter(
      name => existsSync(join(folder, name)) && readFileSync(join(folder, name)).includes(bytes),
    )
  await db.group(() => {
    db.sql(
      `insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at, phone)
       values (1, 1, 'Anna', 1, 1, 1, 1, ?)`,
    ).run(PHONE)
    db.sql('insert into updates (update_id, body) values (1, ?)').run(`{"contact":{"phone_number":"${PHONE}"}}`)
    for (const words of TYPED) keepWords(db, 7, words, 1)
    keepWords(db, 7, 'boots 2026', 1)
  })
  for (let i = 0; i < 50; i++) await db.group(() => void db.sql('update subscribers set last_seen_at = ?').run(i))
  await db.people.rows('select phone from subscribers')
  expect(places(PHONE).length).toBeGreaterThan(0)
  expect(places('20123456').length).toBeGreaterThan(0)

  await db.group(() => {
    forgetContact(db, 1, 0)
    forgetSearches(db, PHONE)
    db.sql('update updates set body = null').run()
    db.forgetTraces()
  })
  await vi.waitFor(
    () => {
      for (const bytes of [PHONE, ...TYPED]) expect(places(bytes), bytes).toEqual([])
    },
    { timeout: PATIENCE_MS, interval: 50 },
  )
  expect(places('boots 2026').length).toBeGreaterThan(0)
})
