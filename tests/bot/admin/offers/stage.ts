import { startSubscriber } from '../../../../src/audience/subscription.js'
import { listBroadcasts } from '../../../../src/delivery/broadcast.js'
import { getOffer, listOffers } from '../../../../src/offers/offer.js'
import { createSegment } from '../../../../src/segments/segment.js'
import type { Language } from '../../../../src/text/format.js'
import { ADMIN } from '../door.js'
import { stage as wholeStage } from '../stage.js'

export { ADMIN, COLLEAGUE } from '../door.js'
/** Tue 24 Nov 2026, 18:40 in Moscow. */
export const NOW = Date.UTC(2026, 10, 24, 15, 40)

/** The stage of offers: tests are sent at once, and a few shops answer as theirs do. */
export async function stage(options: { language?: Language; name?: string; customEmoji?: boolean } = {}) {
  const { language = 'en', name = 'Ada', customEmoji = true } = options
  const on = await wholeStage({
    at: NOW,
    language,
    colleague: 'en',
    ada: { firstName: name },
    emulator: { customEmoji },
    rate: 10,
    goes: true,
  })
  const { db, clock } = on
  on.world.visit = address => {
    const { host } = new URL(address)
    // A shop whose signed addresses take no parameter more.
    if (host.startsWith('signed') && address.includes('utm_'))
      return { kind: 'fails', why: { reason: 'status', status: 403 } }
    return host.startsWith('gone')
      ? { kind: 'fails', why: { reason: 'unknown_host' } }
      : { kind: 'opens', title: `Title of ${host}` }
  }

  /** People of a source, who are the people of the segment of that source. */
  function addPeople(n: number, source: string): void {
    db.write(() => {
      for (let i = 0; i < n; i++) {
        const person = {
          telegramId: nextPerson++,
          firstName: 'Anna',
          lastName: null,
          username: null,
          telegramLanguage: null,
          premium: false,
        }
        startSubscriber(db, person, { source, wording: { name: 'start', language: 'en', shown: 'Hello' } }, NOW)
      }
    })
  }

  return {
    ...on,
    addPeople,
    addSegment(name: string, ...sources: string[]) {
      const criterion = { leaf: 'source' as const, values: sources }
      return db.write(() => createSegment(db, { name, criterion, createdBy: ADMIN }, clock.wall))
    },
    /** The newest broadcast; null while there is none. */
    broadcast: () => listBroadcasts(db, { offset: 0, limit: 1 }).broadcasts[0] ?? null,
    /** The newest offer. */
    offer: () => getOffer(db, listOffers(db, { offset: 0, limit: 1 }).offers[0]?.id ?? 0),
  }
}

let nextPerson = 1_000
