import { startSubscriber } from '../../../../src/audience/subscription.js'
import { DAY } from '../../../../src/clock.js'
import type { Db } from '../../../../src/db/open.js'
import { scheduleBroadcast } from '../../../../src/delivery/lifecycle.js'
import { createOffer, freezeOffer, listOffers } from '../../../../src/offers/offer.js'
import { listVariants, setContent } from '../../../../src/offers/variant.js'
import type { Language } from '../../../../src/text/format.js'
import { ADMIN } from '../door.js'
import { stage as wholeStage } from '../stage.js'

export { ADMIN } from '../door.js'
/** Tue 24 Nov 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 12)

/** The stage of segments, with Ada's hands. */
export async function stage(options: { language?: Language } = {}) {
  const on = await wholeStage({ at: NOW, ...options })
  const { db, ada } = on
  const admin = ada.person
  return {
    ...on,
    ...ada,
    admin,
    async sticker() {
      admin.sendSticker()
      await on.settled()
    },
    /** The drafts, the newest first: to which segments each goes. */
    drafts: () =>
      listOffers(db, { offset: 0, limit: 20, state: 'draft' }).offers.map(({ id, draft }) => ({
        id,
        segments: draft.segments,
        everyone: draft.rest,
      })),
    /** Asks for a segment from the card of a new draft. */
    async askFromDraft() {
      await ada.send('/new')
      if (ada.labels().some(label => label.includes('Another one'))) await ada.walk('Another one')
      await ada.walk('To whom', 'New segment')
    },
  }
}

let nextPerson = 1_000

/** Adds a subscriber. @returns their id */
export function addPerson(
  db: Db,
  person: {
    name?: string
    last?: string
    username?: string
    language?: string
    premium?: boolean
    source?: string
    days?: number
  } = {},
): number {
  const { subscriber } = db.write(() =>
    startSubscriber(
      db,
      {
        telegramId: nextPerson++,
        firstName: person.name ?? 'Anna',
        lastName: person.last ?? null,
        username: person.username ?? null,
        telegramLanguage: person.language ?? null,
        premium: person.premium ?? false,
      },
      { source: person.source ?? null, wording: { name: 'start', language: 'en', shown: 'Hello' } },
      NOW - (person.days ?? 1) * DAY,
    ),
  )
  return subscriber.id
}

/** An offer with two links that was sent to these people `days` ago. @returns the offer's id */
export function sendOffer(db: Db, words: string, people: number[], days: number): number {
  const at = NOW - days * DAY
  return db.write(() => {
    const offer = createOffer(db, { createdBy: ADMIN }, at)
    setContent(db, offer.id, null, {
      kind: 'text',
      text: words,
      entities: [],
      fileId: null,
      preview: false,
      buttons: [
        [
          { label: 'Boots', url: 'https://shop.example/boots' },
          { label: 'Sizes', url: 'https://shop.example/sizes' },
        ],
      ],
    })
    freezeOffer(db, offer.id, at)
    const parts = listVariants(db, offer.id).map(variant => ({
      variantId: variant.id,
      segmentId: null,
      name: null,
      criterion: { leaf: 'everyone' as const },
    }))
    const id = scheduleBroadcast(
      db,
      { offerId: offer.id, parts, leftOut: [], startsAt: at, zone: 'UTC', shownAudience: 1, createdBy: ADMIN },
      at,
    )
    db.sql(`update broadcasts set state = 'finished', started_at = ?, finished_at = ? where id = ?`).run(at, at, id)
    for (const person of people)
      db.sql(
        `insert into deliveries (broadcast_id, subscriber_id, state, due_at, sent_at) values (?, ?, 'sent', ?, ?)`,
      ).run(id, person, at, at)
    return offer.id
  })
}

/** Somebody opens a link of the offer, which also shows that they saw it. */
export function click(db: Db, offerId: number, person: number, link: number, days: number): void {
  const at = NOW - days * DAY
  const row = db
    .sql<{ delivery: number; broadcast: number }>(
      `select d.id as delivery, b.id as broadcast from deliveries d join broadcasts b on b.id = d.broadcast_id
       where b.offer_id = ? and d.subscriber_id = ?`,
    )
    .get(offerId, person)
  if (row === undefined) throw new Error('they were not sent this offer')
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     values (?, ?, ?, ?, ?, 'human', 'test', 'test')`,
  ).run(row.delivery, link, person, row.broadcast, at)
  db.sql(
    `insert or ignore into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
     values (?, 'click', 'confirmed', ?, ?, ?)`,
  ).run(row.delivery, person, row.broadcast, at)
}
