import { expect, test } from 'vitest'
import { dueWeek } from '../../../src/bot/admin/summary/notices.js'
import { createPreferences } from '../../../src/bot/settings/preference.js'
import { findSummary } from '../../../src/bot/settings/summary.js'
import { DAY, HOUR } from '../../../src/clock.js'
import { weekAt } from '../../../src/reports/results/week.js'
import { texts } from '../../../src/text/index.js'
import { addBroadcast, addPeople } from '../../reports/fixture.js'
import { ADMIN, COLLEAGUE, stage } from './stage.js'

/** Sunday 29 November 2026, 12:00 UTC. */
const AT = Date.UTC(2026, 10, 29, 12)
/** The Monday after it, nine o'clock. */
const NINE = Date.UTC(2026, 10, 30, 9)

test('a week is told of from Monday at nine by the clock of the bot', () => {
  const week = weekAt(AT, 'UTC').number
  expect([NINE - 1, NINE, NINE + 7 * DAY - 1].map(at => dueWeek(at, 'UTC'))).toEqual([week - 1, week, week])
  expect(dueWeek(NINE - 3 * HOUR, 'Europe/Moscow')).toBe(week)
  expect(dueWeek(NINE - 3 * HOUR - 1, 'Europe/Moscow')).toBe(week - 1)
})

test.each(['en', 'ru'] as const)(
  'each owner gets the summary once a week, until they want it no more (%s)',
  async language => {
    const s = await stage({ at: AT, language })
    const { summaryCards: t, settingsCards, admin } = texts(language)
    createPreferences(s.db, { timeZone: 'UTC', language }).save.zone('UTC')
    addPeople(s.db, 200)
    addBroadcast(s.db, { id: 1, name: 'Boots', state: 'finished', startedAt: AT - DAY, finishedAt: AT })
    s.db.sql('update broadcasts set reported_at = 1').run()
    s.db
      .sql(
        `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, reason, due_at, claimed_at, sent_at)
       select 1, id, 11, iif(id <= 150, 'sent', 'skipped'), iif(id <= 150, null, 'cap'), ?, iif(id <= 150, ?, null), iif(id <= 150, ?, null)
       from subscribers where id <= 153`,
      )
      .run(AT - DAY, AT - DAY, AT - DAY)
    for (const [person, kind] of [
      [1, 'start'],
      [2, 'start'],
      [3, 'block'],
    ] as const)
      s.db
        .sql('insert into subscription_events (subscriber_id, kind, at, delivery_id) values (?, ?, ?, ?)')
        .run(person, kind, AT - HOUR, kind === 'block' ? 3 : null)
    const heading = t.title('').text
    const summaries = () =>
      [s.ada, s.boris].map(hand => hand.shown().filter(({ text }) => text?.includes(heading)).length)
    const run = async () => {
      for (let twice = 0; twice < 2; twice++) {
        s.door().notices.run(s.clock.wall)
        await s.door().notices.idle()
      }
    }
    // Whoever is new is told of no week before they came.
    await run()
    expect(summaries()).toEqual([0, 0])
    const known = weekAt(AT, 'UTC').number - 1
    expect([findSummary(s.db, ADMIN), findSummary(s.db, COLLEAGUE)]).toEqual(Array(2).fill({ on: true, told: known }))

    s.clock.wall = NINE - 1
    await run()
    expect(summaries()).toEqual([0, 0])
    s.clock.wall = NINE
    await run()
    expect(summaries()).toEqual([1, 1])
    const text = s.ada.plain()
    expect(text).toContain(t.growth({ came: 2, moved: 0, stopped: 0, blocked: 1 }).text)
    expect(text).toContain(t.weekBefore({ came: 0, moved: 0, stopped: 0, blocked: 0 }))
    expect(text).toContain(t.sentBlocked(150, language === 'en' ? '6.7' : '6,7').text)
    expect(text).toContain(t.leftOut(3, 3).text)
    expect(text).toContain(t.noOrders)
    await s.restart()
    await run()
    expect(summaries()).toEqual([1, 1])

    await s.ada.walk(t.keys.leftOut(3))
    expect(s.ada.plain()).toContain('Person 151')
    await s.ada.walk(admin.back, t.keys.before, t.keys.next, t.keys.off)
    expect(s.ada.plain()).toContain(t.doesNot)
    s.clock.wall = NINE + 7 * DAY
    s.db.sql(`insert into subscription_events (subscriber_id, kind, at) values (9, 'start', ?)`).run(NINE + DAY)
    await run()
    expect(summaries()).toEqual([1, 2])

    // Asked for again in the middle of a week, it comes with the next one; a week in which nothing happened is not told.
    await s.ada.send('/settings')
    await s.ada.walk(settingsCards.groups.mine, settingsCards.ways.weekly, t.keys.on)
    const before = summaries()
    await run()
    expect(summaries()).toEqual(before)
    s.clock.wall = NINE + 14 * DAY
    await run()
    expect(summaries()).toEqual(before)
    expect(s.refused()).toEqual([])
  },
)
