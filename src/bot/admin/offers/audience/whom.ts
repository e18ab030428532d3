import { getDraft } from '../../../../offers/draft.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { key } from '../../../card.js'
import { deed, type Entry, go, way } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { segments } from '../../segments/addresses.js'
import { offers } from '../addresses.js'
import { capped, sizedLabel } from '../label.js'
import { draftPlaces, draftScreen } from '../place.js'
import { choicePage } from './choices.js'
import { leftOutLine } from './leave-out.js'
import { sizeWords, tickPlaces, tickRows } from './tick.js'

const SHOWN = 20

/** To whom: each tick takes the next place in the order. */
export const whomPlaces: Entry[] = draftPlaces([
  draftScreen(offers.whom, async (here, { offer, page: wanted }) => {
    const { db, language } = here
    const shown = await choicePage(here, wanted)
    const { page, size, total, saved } = shown
    const { draft } = getDraft(db, offer)
    const { offerCards: t, admin } = here.t
    const alone = draft.segments.length === 0
    const everyone = sizedLabel(
      draft.rest ? '✅' : '☐',
      alone ? admin.everyone : admin.everyoneElse,
      alone ? sizeWords(here, shown, 'everyone') : null,
    )
    return {
      text: lines([
        t.whomAsked,
        ...capped(draft.segments, SHOWN).map((id, i) => t.chosen(i + 1, addresseeName(db, draft, id, language))),
        draft.segments.length > SHOWN ? t.more(draft.segments.length - SHOWN) : null,
        leftOutLine(here, draft),
        total === 0 ? t.noSegments : null,
      ]),
      keyboard: [
        ...tickRows(here, offer, 'segments', shown),
        [key(everyone, offers.everyone, { offer, page, generation: draft.rest ? 1 : 0 })],
        [
          key(t.keys.newSegment, offers.newSegment, { offer }),
          key(t.keys.leaveOut, offers.leaveOut, { offer, page: 0 }),
        ],
        [
          ...(saved > size ? [key(admin.find, offers.find, { offer })] : []),
          key(admin.done, offers.whomDone, { offer }),
        ],
      ],
    }
  }),

  ...tickPlaces('segments'),

  deed(offers.everyone, ({ db }, { offer, page, generation }) => {
    changeRows(db, offer, ({ rest }) => ({ rest: isPassed(generation, rest ? 1 : 0) ? rest : !rest }))
    return go(offers.whom, { offer, page })
  }),

  way(offers.newSegment, (_, { offer }) => go(segments.add, { offer })),

  way(offers.whomDone, ({ db }, { offer }) =>
    go(addressed(getDraft(db, offer).draft).length < 2 ? offers.open : offers.chooseMode, { offer }),
  ),
])
