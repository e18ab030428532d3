import { getDraft } from '../../../../offers/draft.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, type Shown } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { pageRow, pageWithin } from '../../page.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'

const PAGE = 8

/** Who is in several segments gets the message of the first of them. */
export const orderPlaces: Entry[] = draftPlaces([
  draftScreen(offers.order, (here, { offer }) => orderCard(here, offer, 0)),
  draftScreen(offers.orderPage, (here, { offer, page }) => orderCard(here, offer, page)),

  deed(offers.moveUp, ({ db }, { offer, segment, generation }) => {
    const { draft } = changeRows(db, offer, ({ segments }) =>
      isPassed(generation, segments.indexOf(segment)) ? {} : { segments: movedUp(segments, segment) },
    )
    return go(offers.orderPage, { offer, page: Math.max(0, Math.floor(draft.segments.indexOf(segment) / PAGE)) })
  }),
])

function orderCard({ db, language, t: { offerCards: t, admin } }: Here, offer: number, wanted: number): Shown {
  const { draft } = getDraft(db, offer)
  const all = addressed(draft)
  const page = pageWithin(wanted, { size: PAGE, total: all.length })
  const first = page * PAGE
  const name = (id: number | null) => addresseeName(db, draft, id, language)
  return {
    text: lines([t.orderAsked, ...all.slice(first, first + PAGE).map((id, i) => t.chosen(first + i + 1, name(id)))]),
    keyboard: [
      ...draft.segments
        .slice(first, first + PAGE)
        .map((segment, i) => [key(`⬆️ ${name(segment)}`, offers.moveUp, { offer, segment, generation: first + i })]),
      ...pageRow(page => offers.orderPage.data({ offer, page }), { page, size: PAGE, total: all.length }),
      [key(admin.back, offers.whomDone, { offer })],
    ],
  }
}

/** One place up; the first goes to the end. */
function movedUp(ids: readonly number[], id: number): number[] {
  const place = ids.indexOf(id)
  if (place < 0) return [...ids]
  const others = ids.filter(other => other !== id)
  return place === 0 ? [...others, id] : [...others.slice(0, place - 1), id, ...others.slice(place - 1)]
}
