import { getDraft } from '../../../../offers/draft.js'
import { findListed } from '../../../../segments/segment.js'
import { rich } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import { deed, type Entry, go, say, words } from '../../../screen.js'
import { pageRow, pageWithin } from '../../page.js'
import { findByName, findWords, keepWords } from '../../search.js'
import { offers } from '../addresses.js'
import { sizedLabel, tick } from '../label.js'
import { draftPlaces, draftScreen } from '../place.js'
import { tickSegment, ticksNow } from './tick.js'

const PAGE = 6

/** Segments to tick, looked for by words of their names. */
export const findPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.find,
    ({ t: { admin } }, { offer }) => ({
      text: rich`${admin.askFind}`,
      keyboard: [[key(admin.back, offers.whom, { offer, page: 0 })]],
    }),
    {
      words: words<'offer'>(
        ({ db, me, t, at }, { offer }, { text }) => {
          const search = keepWords(db, me, text, at)
          return search === null ? say(t.admin.wordsNeeded) : go(offers.found, { offer, search, page: 0 })
        },
        here => here.t.admin.wordsNeeded,
      ),
    },
  ),

  draftScreen(offers.found, ({ db, me, t: { admin } }, { offer, search, page: wanted }) => {
    const { draft } = getDraft(db, offer)
    // Words from too long ago find everything.
    const words = findWords(db, me, search) ?? ''
    const { total } = findByName(db, 'segments', words, { offset: 0, limit: 1 })
    const page = pageWithin(wanted, { size: PAGE, total })
    const { ids } = findByName(db, 'segments', words, { offset: page * PAGE, limit: PAGE })
    return {
      text: admin.found(words, total),
      keyboard: [
        ...ids.map(segment => {
          const place = draft.segments.indexOf(segment) + 1
          const label = sizedLabel(tick(place), findListed(db, segment)?.name ?? '…', null)
          const generation = ticksNow(draft, 'segments', segment)
          return [key(label, offers.tickFound, { offer, segment, search, page, generation })]
        }),
        ...pageRow(page => offers.found.data({ offer, search, page }), { page, size: PAGE, total }),
        [key(admin.findAgain, offers.find, { offer }), key(admin.all, offers.whom, { offer, page: 0 })],
        [key(admin.done, offers.whomDone, { offer })],
      ],
    }
  }),

  deed(offers.tickFound, (doing, values) => tickSegment(doing, 'segments', values, go(offers.found, values))),
])
