import type { CampaignMessage } from '../../../delivery/campaign/message.js'
import { findOpen, noteTest } from '../../../delivery/campaign/series/draft.js'
import { placeOf, welcomes } from '../../../delivery/campaign/series/place.js'
import { getSeries } from '../../../delivery/campaign/series.js'
import { AppError } from '../../../errors.js'
import { getOffer } from '../../../offers/draft.js'
import { concat } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import type { Here } from '../../here.js'
import { after, below, deed, type Entry, go, say } from '../../screen.js'
import { renderContent } from '../../settings/texts.js'
import { type Copy, copiesFor, problemsOf, putTests } from '../drafts/trial.js'
import { waitWords } from '../words/series.js'
import { campaigns } from './addresses.js'
import { openPlaces } from './series.js'
import { welcomeOf } from './welcome.js'

/** Every message of a series to whoever asks, one after another, by the same renderer and way out as they leave by. */
export const trialPlaces: Entry[] = openPlaces([
  deed(campaigns.test, {
    async look(doing, { id }) {
      const open = findOpen(doing.db, id)
      const copies: Copy[] = []
      for (const message of open?.messages ?? [])
        for (const copy of await copiesFor(doing, message.offerId, { kind: 'typical' }, [doing.me]))
          copies.push({ ...copy, head: concat([headOf(doing, id, message), copy.head], ' · ') })
      const nothing = open === null || copies.length + welcomes(open.series) === 0
      return nothing ? say(doing.t.offerCards.testNothing) : copies
    },
    do(doing, { id, generation }, copies) {
      const { db, me, t } = doing
      const series = getSeries(db, id)
      if (isPassed(generation, series.generation)) throw new AppError('deed_done')
      noteTest(db, id)
      if (welcomes(series) === 1) {
        const head = t.campaigns.testHead(1, t.campaignTerms.waits.atOnce)
        doing.send(me, { method: 'sendMessage', payload: { text: head.text } })
        doing.send(me, renderContent(welcomeOf(doing), doing.self))
      }
      for (const copy of copies) {
        const offer = copy.version.offerId
        for (const { parcel } of putTests(doing, { offer, generation: getOffer(db, offer).generation }, [copy]))
          doing.send(me, parcel)
      }
      return below(go(campaigns.check, { id }))
    },
    came(here, { id }, posted) {
      const problems = problemsOf(here.t, posted).filter(problem => problem !== null)
      return after(problems, below(go(campaigns.check, { id })))
    },
  }),
])

function headOf(here: Here, id: number, { position, wait }: CampaignMessage) {
  return here.t.campaigns.testHead(placeOf(getSeries(here.db, id), position), waitWords(here, wait))
}

/** How many of these messages came to whoever looks, as tests. */
export function countTested({ db, me }: Pick<Here, 'db' | 'me'>, messages: readonly CampaignMessage[]): number {
  const row = db
    .sql<{ n: number }>(
      `select count(distinct v.offer_id) as n from variants v join tests t on t.variant_id = v.id
       where t.admin_id = ? and v.offer_id in (select value from json_each(?))`,
    )
    .get(me, JSON.stringify(messages.map(({ offerId }) => offerId)))
  return row?.n ?? 0
}
