import { expect, test } from 'vitest'
import { findByName } from '../../src/bot/admin/search.js'
import type { Db } from '../../src/db/open.js'
import { countNewer, countWritten, findWritten, listWritten } from '../../src/delivery/library.js'
import { openChange } from '../../src/delivery/schedule/reschedule.js'
import { archiveOffer, bringBackOffer } from '../../src/offers/offer/archive.js'
import { createOffer, discardOffer, freezeOffer, listOffers, setKind } from '../../src/offers/offer.js'
import { setContent } from '../../src/offers/variant.js'
import { approveBroadcast } from '../support/campaign.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 24, 9)

function draft(db: Db, name: string, at = AT): number {
  const { id } = createOffer(db, { createdBy: 1, name }, at)
  setContent(db, id, null, { kind: 'text', text: name, entities: [], fileId: null, preview: false, buttons: [] })
  return id
}

/** An offer that a broadcast carries. */
function sent(db: Db, how = `state = 'finished'`): number {
  const broadcast = approveBroadcast(db, 3, AT)
  db.sql(`update broadcasts set ${how} where id = ?`).run(broadcast)
  return db.sql<{ id: number }>('select offer_id as id from broadcasts where id = ?').get(broadcast)?.id ?? 0
}

/** It is the message of a campaign. */
function inCampaign(db: Db, offer: number, kind: 'series' | 'repeat', state: string): number {
  const campaign = db
    .sql<{ id: number }>(
      `insert into campaigns (name, name_folded, kind, state, starts, ends, zone, created_by, created_at)
       values (:name, :name, :kind, :state, '{}', '{}', 'UTC', 1, 0) returning id`,
    )
    .get({ name: `campaign ${offer}`, kind, state })
  db.sql(
    `insert into campaign_messages (campaign_id, edition, position, offer_id, wait) values (?, 1, 1, ?, '{}')`,
  ).run(campaign?.id ?? 0, offer)
  return offer
}

const cases: readonly [string, boolean, (db: Db) => number][] = [
  ['a draft', true, db => draft(db, 'Boots')],
  ['a draft without a word', true, db => createOffer(db, { createdBy: 1 }, AT).id],
  ['what was sent', true, db => sent(db)],
  ['what is to go out', true, db => sent(db, `state = 'scheduled'`)],
  ['what was called off later', true, db => sent(db, `state = 'cancelled', finished_at = created_at + 3600000`)],
  ['a repeat that is still a draft', true, db => inCampaign(db, draft(db, 'Boots'), 'repeat', 'draft')],
  ['a repeat that goes once instead', true, db => inCampaign(db, draft(db, 'Boots'), 'repeat', 'discarded')],
  ['a repeat that runs', false, db => inCampaign(db, sent(db), 'repeat', 'running')],
  ['a repeat that is over', false, db => inCampaign(db, sent(db), 'repeat', 'ended')],
  ['a message of a series', false, db => inCampaign(db, draft(db, 'Boots'), 'series', 'draft')],
  ['a message of a series that runs', false, db => inCampaign(db, sent(db, 'standing = 1'), 'series', 'running')],
  ['what was discarded', false, db => discardOffer(db, draft(db, 'Boots')).id],
  [
    'what changes a broadcast',
    false,
    db => {
      approveBroadcast(db, 3, AT + 3_600_000)
      return openChange(db, 1, 1, AT) ?? 0
    },
  ],
  ['a survey', false, db => setKind(db, draft(db, 'Boots'), 'survey').id],
  [
    'what nothing carries',
    false,
    db => {
      const id = draft(db, 'Boots')
      freezeOffer(db, id, AT)
      return id
    },
  ],
]

test.each(cases)('%s: is it in the library? %s', async (_, there, make) => {
  const db = await temporaryDb()
  const id = db.write(() => make(db))
  expect(findWritten(db, id)?.id ?? null).toBe(there ? id : null)
  const { offers, total } = listWritten(db, { offset: 0, limit: 9, archived: false })
  expect(offers.some(offer => offer.id === id)).toBe(there)
  expect(total).toBe(offers.length)
})

test('the newest first, page by page, each with its last sending; found by words of the name', async () => {
  const db = await temporaryDb()
  const ids = db.write(() => ['Winter boots', 'Sandals', 'Summer BOOTS'].map((name, i) => draft(db, name, AT + i)))
  const used = db.write(() => sent(db))
  const page = (offset: number) => listWritten(db, { offset, limit: 2, archived: false })
  expect([page(0), page(2)].map(({ offers, total }) => [offers.map(({ id }) => id), total])).toEqual([
    [[ids[2], ids[1]], 4],
    [[used, ids[0]], 4],
  ])
  const places = [ids[2] ?? 0, ids[1] ?? 0, used, ids[0] ?? 0].map(id => {
    const written = findWritten(db, id)
    return written === null ? null : countNewer(db, written)
  })
  expect(places).toEqual([0, 1, 2, 3])
  expect(findWritten(db, used)?.sending).toMatchObject({ id: 1, state: 'finished', startsAt: AT })
  expect(findWritten(db, ids[0] ?? 0)?.sending).toBeNull()
  const found = (words: string) => findByName(db, 'offers', words, { offset: 0, limit: 9 })
  expect(found('boots s')).toEqual({ ids: [ids[2], used, ids[0]], total: 3 })
  expect(found('boots winter')).toEqual({ ids: [ids[0]], total: 1 })
  expect(found('gloves')).toEqual({ ids: [], total: 0 })
})

test('the archive takes an offer out of the library, the drafts and the search, and deletes nothing', async () => {
  const db = await temporaryDb()
  const [id, used] = db.write(() => [draft(db, 'Boots'), sent(db)] as const)
  const before = db.sql('select * from offers order by id').all()
  const drafts = () => listOffers(db, { offset: 0, limit: 9, state: 'draft' }).total
  expect([drafts(), countWritten(db, false), countWritten(db, true)]).toEqual([1, 2, 0])
  db.write(() => {
    archiveOffer(db, id, AT + 1)
    archiveOffer(db, id, AT + 2)
    archiveOffer(db, used, AT + 1)
  })
  expect([drafts(), countWritten(db, false), countWritten(db, true)]).toEqual([0, 0, 2])
  expect(findWritten(db, id)?.archivedAt).toBe(AT + 1)
  expect(findByName(db, 'offers', 'boots', { offset: 0, limit: 9 }).total).toBe(0)
  expect(findByName(db, 'broadcasts', 'boots', { offset: 0, limit: 9 }).total).toBe(1)
  db.write(() => {
    for (const offer of [id, used]) bringBackOffer(db, offer)
  })
  expect(db.sql('select * from offers order by id').all()).toEqual(before)
  expect(() => archiveOffer(db, 99, AT)).toThrow(expect.objectContaining({ code: 'offer_not_found' }))

  // What is sent after all is what somebody wants to see.
  db.write(() => {
    archiveOffer(db, id, AT)
    freezeOffer(db, id, AT)
  })
  expect(listWritten(db, { offset: 0, limit: 9, archived: true }).total).toBe(0)
})
