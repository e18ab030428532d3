import { startSubscriber } from '../../../../src/audience/subscription.js'
import { DAY } from '../../../../src/clock.js'
import { type Campaign, findCampaign, listCampaigns, type Series } from '../../../../src/delivery/campaign/campaign.js'
import { listMessages } from '../../../../src/delivery/campaign/message.js'
import { findVariant } from '../../../../src/offers/variant.js'
import type { Language } from '../../../../src/text/format.js'
import { texts } from '../../../../src/text/index.js'
import type { Stage } from '../stage.js'

/** Tue 24 Nov 2026, 12:00 in Moscow. */
export const AT = Date.UTC(2026, 10, 24, 9)

export async function room(on: Stage, language: Language = 'en'): Promise<void> {
  await on.ada.send('/admin')
  await on.ada.walk(texts(language).campaigns.door)
}

/** The newest campaign. */
export function newest(on: Stage): Campaign {
  const [campaign] = listCampaigns(on.db, ['draft', 'running', 'paused', 'ended'], { offset: 0, limit: 1 }).campaigns
  if (campaign === undefined) throw new Error('there is no campaign')
  return campaign
}

export function series(on: Stage, id = newest(on).id): Series {
  const campaign = findCampaign(on.db, id)
  if (campaign?.kind !== 'series') throw new Error('it is no series')
  return campaign
}

export const messagesOf = (on: Stage, { id, edition } = newest(on)) => listMessages(on.db, id, edition)

export const textOf = (on: Stage, offer: number) => findVariant(on.db, offer, null)?.content.text

/** People who subscribed `ago` ms before now. */
export async function people(on: Stage, n: number, ago: number): Promise<void> {
  await on.db.group(() => {
    for (let i = 0; i < n; i++)
      startSubscriber(
        on.db,
        {
          ...{ telegramId: 5_000 + i, firstName: `Anna ${i}`, lastName: null, username: null },
          ...{ telegramLanguage: null, premium: false },
        },
        { source: null, wording: { name: 'start', language: 'en', shown: 'Hello' } },
        on.clock.wall - ago,
      )
  })
}

/** An order, a birthday and an event that the shop reported are known of a subscriber. */
export async function knowEverything(on: Stage): Promise<void> {
  await people(on, 1, 30 * DAY)
  await on.db.group(() => {
    const { db } = on
    db.sql(`insert into customers (id, external_id, subscriber_id, created_at) values (1, 'c1', 1, 0)`).run()
    db.sql(
      `insert into orders (external_id, customer_id, at, status, total, currency) values ('o1', 1, ?, 'paid', 1000, 'EUR')`,
    ).run(AT - DAY)
    db.sql(
      `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
       select id, 7000, 1, '1989-03-02', 'declared', 'survey', 0 from attributes where key = 'birthday'`,
    ).run()
    db.sql(
      `insert into event_names (name_folded, name, properties, first_at, last_at) values ('cart left', 'Cart left', '[]', 0, 0)`,
    ).run()
  })
}
