import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listCards } from '../../../../src/bot/screen/kept-card.js'
import { findPrompt, savePrompt } from '../../../../src/bot/screen/prompt.js'
import { packageRoot } from '../../../../src/db/root.js'
import { createOffer, getOffer } from '../../../../src/offers/offer.js'
import { temporaryDb } from '../../../support/db.js'

const ADA = 900_000_001
const BORIS = 900_000_002

test('open cards of drafts, and what they ask, are carried over where cards became rows', async () => {
  const db = await temporaryDb()
  const upgrade = readFileSync(join(packageRoot(), 'drizzle/0017_offers.sql'), 'utf8').split('--> statement-breakpoint')
  db.write(() => {
    for (let i = 1; i <= 40; i++) createOffer(db, { createdBy: ADA }, i)
    const stand = db.sql(`update offers set draft = json_set(draft, '$.card', json(?)) where id = ?`)
    for (let id = 31; id <= 40; id++) stand.run(JSON.stringify({ chat: ADA, message: id, by: 'Ada' }), id)
    stand.run(JSON.stringify({ chat: BORIS, message: 7, by: 'Boris' }), 1)
    db.sql(`update offers set state = 'used' where id = 39`).run()
    const asked = { updateId: 1, aside: null }
    savePrompt(
      db,
      ADA,
      { ...asked, topic: 'offer_own_buttons', args: { offer: 37, segment: null }, place: { chat: ADA, message: 37 } },
      1,
    )
    savePrompt(db, BORIS, { ...asked, topic: 'offer_name', args: { offer: 1 }, place: null }, 1)
    for (const statement of upgrade) db.sql(statement).run()
  })
  expect(listCards(db).map(({ chat, message, data, subject }) => [chat, message, data, subject])).toEqual([
    // The newest eight of her chat; what is no draft any more has no card.
    ...[32, 33, 34, 35, 36, 37, 38, 40].map(id => [
      ADA,
      id,
      id === 37 ? 'of.bv:11:0' : `of.c:${id.toString(36)}`,
      `offer:${id}`,
    ]),
    [BORIS, 7, 'of.c:1', 'offer:1'],
  ])
  expect([findPrompt(db, ADA), findPrompt(db, BORIS)]).toMatchObject([
    { topic: 'of.bv', args: { data: 'of.bv:11:0', memo: null, place: { chat: ADA, message: 37 } } },
    { topic: 'of.nm', args: { data: 'of.nm:1', memo: null, place: { chat: BORIS, message: 0 } } },
  ])
  expect(getOffer(db, 1).draft).not.toHaveProperty('card')
  expect(db.sql(`select count(*) as n from offers where draft -> '$.card' is not null`).get()).toEqual({ n: 0 })
})
