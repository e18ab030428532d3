import { getDraft } from '../../../../offers/draft.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { key } from '../../../card.js'
import { deed, type Entry, go } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { offers } from '../addresses.js'
import { capped } from '../label.js'
import { draftPlaces, draftScreen } from '../place.js'

const SHOWN = 30

/** Who is in several segments gets the message of the first of them. */
export const orderPlaces: Entry[] = draftPlaces([
  draftScreen(offers.order, ({ db, language, t: { offerCards: t, admin } }, { offer }) => {
    const { draft } = getDraft(db, offer)
    const name = (id: number | null) => addresseeName(db, draft, id, language)
    return {
      text: lines([t.orderAsked, ...capped(addressed(draft), SHOWN).map((id, i) => t.chosen(i + 1, name(id)))]),
      keyboard: [
        ...capped(draft.segments).map((segment, generation) => [
          key(`⬆️ ${name(segment)}`, offers.moveUp, { offer, segment, generation }),
        ]),
        [key(admin.back, offers.whomDone, { offer })],
      ],
    }
  }),

  deed(offers.moveUp, ({ db }, { offer, segment, generation }) => {
    changeRows(db, offer, ({ segments }) =>
      isPassed(generation, segments.indexOf(segment)) ? {} : { segments: movedUp(segments, segment) },
    )
    return go(offers.order, { offer })
  }),
])

/** One place up; the first goes to the end. */
function movedUp(ids: readonly number[], id: number): number[] {
  const place = ids.indexOf(id)
  if (place < 0) return [...ids]
  const others = ids.filter(other => other !== id)
  return place === 0 ? [...others, id] : [...others.slice(0, place - 1), id, ...others.slice(place - 1)]
}
