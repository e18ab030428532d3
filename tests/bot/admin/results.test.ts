import { expect, test } from 'vitest'
import { texts } from '../../../src/text/index.js'
import { AT, addBroadcast, addConversion, addPeople, addReply, addRow, addRows } from '../../reports/fixture.js'
import { stage } from './broadcasts/stage.js'

const DAY = 86_400_000
const { resultCards: t, whyCards, reports, moneyCards } = texts('en')

/** A shop with orders and three broadcasts: two of this quarter, one of the one before. */
async function shop(language: 'en' | 'ru' = 'en') {
  const on = await stage(language)
  const { db } = on
  db.write(() => {
    addPeople(db, 40)
    addBroadcast(db, { id: 1, name: 'Boots', state: 'finished' })
    addBroadcast(db, { id: 2, name: 'News', state: 'finished', startedAt: AT - DAY, finishedAt: AT - DAY })
    addBroadcast(db, { id: 3, name: 'Summer', state: 'finished', startedAt: AT - 90 * DAY, finishedAt: AT - 90 * DAY })
    addRows(db, 35, { broadcast: 1, variant: 11, state: 'sent' })
    addRow(db, { id: 900, person: 40, broadcast: 1, variant: 11, state: 'skipped', reason: 'cap' })
    addRows(db, 35, { broadcast: 2, variant: 21, state: 'sent' })
    addRows(db, 5, { broadcast: 3, variant: 31, state: 'sent' })
    addReply(db, { delivery: 901, person: 1 }, 2)
    db.sql(`update broadcasts set evaluated_at = started_at, reported_at = 1`).run()
    db.sql(`insert into customers (id, external_id, subscriber_id, created_at) values (1, 'c', 1, 0)`).run()
    db.sql(
      `insert into orders (id, external_id, customer_id, at, status, total, currency) values (1, 'o1', 1, ?, 'paid', 5000, 'EUR')`,
    ).run(AT)
    addConversion(db, { order: 1, delivery: 1, person: 1, at: AT, amount: 5_000 })
    db.sql(`update subscribers set first_name = 'Anna', last_name = 'P.' where id = 40`).run()
  })
  return on
}

test('a quarter at a glance, by broadcast and by segment, and quarters back and forth: a tap each', async () => {
  const on = await shop()
  await on.send('/admin')
  await on.press(t.door)
  expect(on.text()).toContain('Results · this quarter, Oct – Dec 2026')
  expect(on.text()).toContain('2 broadcasts, 70 messages')
  expect(on.text()).toContain('Came after them: 1 order, €50 (100 % of all orders)')
  expect(on.text()).toContain('Best: “Boots”, 1 order, 0 stopped')
  await on.press(t.keys.broadcasts)
  expect(on.text()).toContain('1. Boots · 24 Nov 2026 · delivered 35 · 1 order of 1 person, €50 · stopped 0')
  expect(on.text()).toContain('2. News · 23 Nov 2026 · delivered 35 · stopped 0 · replied 1')
  await on.press('1. Boots')
  expect(on.text()).toContain('Came after it: 1 order, €50 (after a click 1)')
  await on.send('/admin')
  await on.press(t.door)
  await on.press(t.keys.segments)
  expect(on.text()).toContain('1. Everyone · 2 broadcasts · delivered 70')
  await on.press('Back')
  await on.press(t.keys.replies)
  expect(on.text()).toContain('1. News · 1 person (2.9 %)')
  await on.press('Back')
  await on.press('‹ Jul')
  expect(on.text()).toMatch(/Results · Jul – Sept? 2026/)
  expect(on.text()).toContain('1 broadcast, 5 messages')
  await on.press('Oct – Dec 2026 ›')
  expect(on.text()).toContain('this quarter')
  await on.press(t.keys.quarters)
  const before = expect.stringMatching(/^Jul – Sept? 2026$/)
  expect(on.labels()).toEqual([['Oct – Dec 2026, so far'], [before], ['← Back', '📄 File']])
  expect(on.refused()).toEqual([])
})

test('in Russian, and where nothing was sent', async () => {
  const ru = await shop('ru')
  await ru.send('/admin')
  await ru.press('📊 Результаты')
  expect(ru.text()).toContain('Результаты · этот квартал, октябрь – декабрь 2026')
  expect(ru.text()).toContain('2 рассылки, 70 сообщений')
  const on = await stage()
  await on.send('/admin')
  await on.press(t.door)
  expect(on.text()).toContain(t.nothingYet)
  expect(on.labels()[0]).toEqual(['✍️ New offer'])
})

test('why did Anna not get this: three taps and her name, from the report; and from her card', async () => {
  const on = await shop()
  await on.send('/broadcasts')
  await on.press('Boots')
  for (const label of [reports.buttons.more, whyCards.door]) await on.press(label)
  expect(on.text()).toContain('Who? Send a name')
  await on.send('Nobody of this name')
  expect(on.text()).toContain('I found nobody')
  await on.send('anna')
  expect(on.text()).toBe(
    '❔ Anna P. · Boots\n\n➖ Left out: had as many messages already as the shop allows.\nIt is no longer known which ones.',
  )
  await on.press(whyCards.another)
  await on.send('Person')
  await on.press('1. Person')
  expect(on.text()).toContain('✅ Got it Tue 24 Nov, 10:00.')
  await on.send('/who Anna P.')
  await on.press(whyCards.door)
  expect(on.text()).toContain('1. ➖ Boots · Tue 24 Nov, 10:00\n2. ▫️ News · Mon 23 Nov, 10:00')
  await on.press('2. News')
  expect(on.text()).toContain('Was in none of its segments when it was decided who gets it, Mon 23 Nov, 10:00.')
  expect(on.text()).toContain('Today they would get it, as everyone else.')
  expect(on.refused()).toEqual([])
})

test('by hour, each figure explained, and what is missing to reckon', async () => {
  const on = await shop()
  await on.send('/broadcasts')
  await on.press('Boots')
  expect(on.labels()[0]).toEqual([moneyCards.keys.next])
  await on.press(moneyCards.keys.next)
  expect(on.text()).toContain('shows only beside people who did not get it')
  await on.press('Back')
  await on.press(reports.buttons.more)
  await on.press(moneyCards.hours.key)
  expect(on.text()).toContain('0–1 h: clicked 0 · 1 order')
  await on.press('Back')
  await on.press('📖 Figures')
  await on.press('Because of it')
  expect(on.text()).toContain('How many bought more than without it')
  expect(on.labels()[0]).toEqual(['🔗 Where it comes from'])
  expect(on.refused()).toEqual([])
})
