import { getDraft } from '../../../../offers/draft.js'
import { missingMessages } from '../../../../offers/variant.js'
import { getSegment } from '../../../../segments/segment.js'
import { concat, lines, rich } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { key } from '../../../card.js'
import { deed, type Entry, go } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { capped } from '../label.js'
import { draftPlaces, draftScreen } from '../place.js'
import { countHeads } from './headcount.js'
import { leftOutLine } from './leave-out.js'

const SHOWN = 30

/** What the ticks come to: sizes, how many are in several, and the choice of one message or one for each. */
export const modePlaces: Entry[] = draftPlaces([
  draftScreen(offers.chooseMode, async (here, { offer }) => {
    const { db } = here
    const { draft } = getDraft(db, offer)
    const { offerCards: t, admin } = here.t
    const segments = draft.segments.map(id => getSegment(db, id))
    const heads = await countHeads(
      db,
      segments.map(({ criterion }) => criterion),
      { at: here.at, zone: here.zone() },
      draft.leaveOut.map(id => getSegment(db, id).criterion),
    )
    const parts = segments.map(({ name }, i) => t.part(shownName(name), heads?.each[i] ?? null))
    if (draft.rest) {
      const others = heads === null ? null : heads.everyone - heads.any
      parts.push(t.part(segments.length === 0 ? admin.everyone : admin.everyoneElse, others))
    }
    // That a sample found nobody in two segments is not that there is nobody.
    const several =
      heads === null || segments.length < 2 || (heads.apart !== null && heads.several === 0) ? null : heads.several
    return {
      text: lines([
        concat(capped(parts, SHOWN), ' · '),
        several === null ? null : t.overlap(several),
        heads === null ? null : t.total(draft.rest ? heads.everyone : heads.any),
        heads === null || heads.apart === null ? null : t.estimated(heads.apart),
        leftOutLine(here, draft),
        rich`\n${t.modeAsked}`,
      ]),
      keyboard: [
        [key(t.keys.forAll, offers.mode, { offer, each: 0 }), key(t.keys.forEach, offers.mode, { offer, each: 1 })],
        [
          key(t.keys.order, offers.order, { offer }),
          key(`${draft.rest ? '✅' : '☐'} ${admin.everyoneElse}`, offers.rest, {
            offer,
            generation: draft.rest ? 1 : 0,
          }),
        ],
        [key(admin.back, offers.whom, { offer, page: 0 })],
      ],
    }
  }),

  deed(offers.mode, ({ db }, { offer, each }) => {
    const { draft } = changeRows(db, offer, () => ({ each: each === 1 }))
    return go(draft.each && missingMessages(db, offer).length > 0 ? offers.message : offers.open, { offer })
  }),

  deed(offers.rest, ({ db }, { offer, generation }) => {
    changeRows(db, offer, ({ rest }) => ({ rest: isPassed(generation, rest ? 1 : 0) ? rest : !rest }))
    return go(offers.chooseMode, { offer })
  }),
])
