import type { Db } from '../../src/db/open.js'
import { createCampaign } from '../../src/delivery/campaign/campaign.js'
import { addMessage } from '../../src/delivery/campaign/message.js'
import { startSeries } from '../../src/delivery/campaign/series.js'
import type { Entry, Wait } from '../../src/delivery/campaign/terms.js'
import { createOffer } from '../../src/offers/offer.js'
import { setContent } from '../../src/offers/variant.js'

const MORNING = 11 * 60

/** What a series of a test is, where it is not as usual: a welcome of two messages, two and five days later. */
export type SeriesOptions = { name?: string; on?: Entry['on']; waits?: readonly Wait[]; createdBy: number }

/** A drafted series with written messages. To be called in a group. @returns its id and the offers of its messages */
export function draftSeries(db: Db, options: SeriesOptions, at: number): { id: number; offers: number[] } {
  const { name = 'Welcome', createdBy } = options
  const waits = options.waits ?? [
    { kind: 'days', days: 2, minute: MORNING },
    { kind: 'days', days: 5, minute: MORNING },
  ]
  const id = createCampaign(
    db,
    {
      name,
      ready: null,
      kind: 'series',
      zone: 'Europe/Moscow',
      createdBy,
      entry: {
        on: options.on ?? { kind: 'subscribed', sources: null, movedIn: false },
        again: { kind: 'once' },
        lastDays: 0,
      },
      exit: { ordered: true, clicked: false, replied: false, left: false },
    },
    at,
  )
  const offers = waits.map((wait, i) => {
    const offer = createOffer(db, { createdBy, goal: 'sell', name: `Hint ${i + 1}` }, at)
    setContent(db, offer.id, null, {
      kind: 'text',
      text: `Hint ${i + 1}, {first_name|friend}`,
      entities: [],
      fileId: null,
      preview: false,
      buttons: [],
    })
    addMessage(db, { campaignId: id, edition: 1 }, { offerId: offer.id, wait })
    return offer.id
  })
  return { id, offers }
}

/** The same, started. To be called in a group. */
export function startedSeries(db: Db, options: SeriesOptions, at: number): { id: number; offers: number[] } {
  const made = draftSeries(db, options, at)
  startSeries(db, made.id, at)
  return made
}

/** Somebody is on their way in a series. To be called in a group. @param position how many messages they have behind them */
export function enrol(
  db: Db,
  id: number,
  person: number,
  { position, at, nextAt }: { position: number; at: number; nextAt: number | null },
): void {
  db.sql(
    `insert into enrolments (campaign_id, subscriber_id, occurrence, edition, started_at, entered_at, position, next_at, state)
     values (?, ?, 0, (select edition from campaigns where id = ?), ?, ?, ?, ?, 'on_way')`,
  ).run(id, person, id, at, at, position, nextAt)
}
