import { setMessage } from '../../../../delivery/campaign/message.js'
import { expandCriterion } from '../../../../segments/criterion/expand.js'
import { getSegment, listSegments } from '../../../../segments/segment.js'
import { shorten } from '../../../../text/format.js'
import { key, pairs } from '../../../card.js'
import { deed, type Entry, go } from '../../../screen.js'
import { campaigns } from '../../campaigns/addresses.js'
import { pageRow, pageWithin } from '../../page.js'
import { segments } from '../../segments/addresses.js'
import { marked } from '../../words/mark.js'
import { composedPlaces, findComposed, messageScreen } from './message.js'

const SIZE = 6
const LABEL = 30

/** For whom a message is: everybody in the series, or whoever is in a saved segment when its time has come. */
export const onlyPlaces: Entry[] = composedPlaces([
  messageScreen(campaigns.only, (here, { message, place }, { offer, page: wanted }) => {
    const { campaigns: t, admin } = here.t
    const { total } = listSegments(here.db, { offset: 0, limit: 0 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const shown = listSegments(here.db, { offset: page * SIZE, limit: SIZE }).segments
    return {
      text: total === 0 ? t.noSegmentsFor(place) : t.onlyAsked(place),
      keyboard: [
        [key(marked(t.keys.everybody, message.onlyIf === null), campaigns.everybody, { offer })],
        ...shown
          .filter(({ criterion }) => criterion !== null)
          .map(({ id, name }) => [
            key(marked(shorten(name, LABEL), id === message.onlySegmentId), campaigns.onlyIs, { offer, segment: id }),
          ]),
        ...pageRow(page => campaigns.only.data({ offer, page }), { page, size: SIZE, total }),
        ...pairs([key(t.keys.newSegment, segments.add, { offer: 0 }), key(admin.back, campaigns.message, { offer })]),
      ],
    }
  }),

  deed(campaigns.onlyIs, (here, { offer, segment }) => {
    const composed = findComposed(here, offer)
    if (composed === null) return go(campaigns.message, { offer })
    const onlyIf = expandCriterion(here.db, getSegment(here.db, segment).criterion)
    setMessage(here.db, composed.message, { onlyIf, onlySegmentId: segment })
    return go(campaigns.message, { offer })
  }),

  deed(campaigns.everybody, (here, { offer }) => {
    const composed = findComposed(here, offer)
    if (composed !== null) setMessage(here.db, composed.message, { onlyIf: null, onlySegmentId: null })
    return go(campaigns.message, { offer })
  }),
])
