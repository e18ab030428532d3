import { getDraft } from '../../../offers/draft.js'
import { type OfferKind, setKind } from '../../../offers/offer.js'
import { zoneName } from '../../../text/format.js'
import { b, lines, rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import { deed, type Entry, go, say } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'
import { backToCard } from './words.js'

const kinds: readonly OfferKind[] = ['marketing', 'service']

/** Whether it is marketing, with its limits and its quiet hours, or service. */
export const kindPlaces: Entry[] = draftPlaces([
  draftScreen(offers.kind, (here, { offer }) => {
    const { name, kind: chosen } = getDraft(here.db, offer)
    const { offerCards: t } = here.t
    const { perDay, perWeek, quiet, quietWay = 'hold', zone } = here.rules()
    const limits = perDay === null && perWeek === null ? null : t.capWords(perDay, perWeek)
    const hours = quiet === null ? null : t.hours(clockOf(quiet.from), clockOf(quiet.to), zoneName(zone, here.language))
    return {
      text: lines([
        t.kindAsked(shownName(name)),
        rich`${b(t.kinds.marketing)}: ${t.marketingMeans(limits, hours, quietWay)}`,
        rich`${b(t.kinds.service)}: ${t.serviceMeans}`,
      ]),
      keyboard: [
        kinds.map((kind, i) =>
          key(`${kind === chosen ? '✅' : '☐'} ${t.kinds[kind]}`, offers.kindIs, { offer, kind: i }),
        ),
        [backToCard(offer, here.language)],
      ],
    }
  }),

  deed(offers.kindIs, ({ db, t }, { offer, kind }) => {
    const chosen = kinds[kind]
    if (chosen === undefined) return say(t.admin.oldButton)
    setKind(db, offer, chosen)
    changeRows(db, offer, () => ({}))
    return go(offers.open, { offer })
  }),
])

/** "22:00" of minutes after midnight. */
function clockOf(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
