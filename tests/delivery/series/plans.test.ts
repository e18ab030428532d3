import { expect, test } from 'vitest'
import { DAY } from '../../../src/clock.js'
import { getCampaign, type Series } from '../../../src/delivery/campaign/campaign.js'
import { celebratingSql } from '../../../src/delivery/campaign/entering/dates.js'
import type { Intake } from '../../../src/delivery/campaign/entering/intake.js'
import { arrivalsSql, orderedSql } from '../../../src/delivery/campaign/entering.js'
import type { Entry } from '../../../src/delivery/campaign/terms.js'
import { dueSql, endsSql } from '../../../src/delivery/campaign/walk.js'
import type { Sql } from '../../../src/segments/compile/sql.js'
import { temporaryDb } from '../../support/db.js'
import { draftSeries, ON_START } from './world.js'

const AT = Date.UTC(2026, 10, 30)
const ALL = { ordered: true, clicked: true, replied: true, left: true }

test('what is asked every second is found by indexes, with and without statistics', async () => {
  const db = await temporaryDb()
  const terms = { messages: [{ wait: { kind: 'at_once' } as const }] }
  const of = (entry: Entry): Series => {
    const campaign = getCampaign(db, draftSeries(db, { ...terms, entry, exit: ALL }, AT))
    if (campaign.kind !== 'series') throw new Error('no series')
    return campaign
  }
  const on = (start: Entry['on']): Entry => ({ ...ON_START, on: start })
  const started = of(ON_START)
  const now = (series: Series): Intake => ({ ...series, upto: null, of: null })
  const enters = of(on({ kind: 'enters', segmentId: 1 }))
  const event = of(on({ kind: 'event', nameId: 1 }))
  const ordered = of(on({ kind: 'ordered', which: 'first' }))
  const birthday = of(on({ kind: 'date', attributeId: null, days: 0, yearly: true, minute: 600 }))
  const day = { zone: 'Europe/Riga', day: 20_000, at: AT }
  const asked: [string, Sql | null][] = [
    ['who is due', dueSql(started.id, AT)],
    ['whose end has come', endsSql(enters, { after: 0, upto: 250 }, AT)],
    ['who subscribed', arrivalsSql(db, now(started), 10, 20)],
    ['who entered a segment', arrivalsSql(db, now(enters), 10, 20)],
    ['of whom something was reported', arrivalsSql(db, now(event), 10, 20)],
    ['who ordered', orderedSql(now(ordered), [1, 2], AT)],
    ['who ordered of all', orderedSql({ ...now(ordered), startedAt: AT - DAY }, null, AT)],
    ['whose birthday it is', celebratingSql(db, birthday.entry, day, 0, 50)],
  ]
  const scans = () =>
    asked.flatMap(([what, query]) =>
      query === null
        ? [what]
        : db
            .sql<{ detail: string }>(`explain query plan ${query.text}`)
            .all(...query.params)
            .filter(({ detail }) => /^SCAN (?!json_each|.*VIRTUAL TABLE|CONSTANT)/u.test(detail))
            .map(({ detail }) => `${what}: ${detail}`),
    )
  expect(scans()).toEqual([])
  const ends = endsSql(enters, { after: 0, upto: 250 }, AT)
  const [first] = db.sql<{ detail: string }>(`explain query plan ${ends.text}`).all(...ends.params)
  expect(first?.detail).toBe('SEARCH n USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
  db.sql('analyze').run()
  expect(scans()).toEqual([])
})
