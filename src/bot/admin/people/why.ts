import { findBroadcast } from '../../../delivery/broadcast.js'
import { listStandings } from '../../../reports/why/standing.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key } from '../../card.js'
import { type Entry, go, screen } from '../../screen.js'
import { whyText } from '../cards/why.js'
import { shownName } from '../words/name.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const SIZE = 6
const OFFER = 60

/** What became of each broadcast for somebody, the newest first, and why. */
export const whyPlaces: Entry[] = [
  screen(people.why, (here, { id, page: wanted }) => {
    const { whyCards: t } = here.t
    const name = personName(here, getPerson(here, id))
    const page = Math.max(0, wanted)
    const { standings, total } = listStandings(here.db, id, { offset: page * SIZE, limit: SIZE })
    const number = (i: number) => page * SIZE + i + 1
    return {
      text: lines([
        t.standings(name),
        '',
        ...(standings.length === 0 ? [t.noBroadcasts] : []),
        ...standings.map(({ name: offer, at, state }, i) => {
          const when = dateTime(at, here.zone(), here.language, here.at)
          return `${number(i)}. ${t.marks[state ?? 'none']} ${shownName(shorten(offer, OFFER))} · ${when}`
        }),
        ...(standings.length === 0 ? [] : ['', t.legend]),
      ]),
      keyboard: [
        ...standings.map(({ broadcastId, name: offer }, i) => [
          key(shorten(`${number(i)}. ${offer}`, ALONE), people.whyOf, { id, broadcast: broadcastId }),
        ]),
        ...pagesOfPerson(people.why, id, { page, size: SIZE, total }),
        back(here, id),
      ],
    }
  }),

  screen(people.whyOf, async (here, { id, broadcast: broadcastId }) => {
    const broadcast = findBroadcast(here.db, broadcastId)
    if (broadcast === null) return go(people.why, { id, page: 0 })
    return {
      text: await whyText(here, { broadcast, person: getPerson(here, id) }),
      keyboard: [[key(here.t.admin.back, people.why, { id, page: 0 })], back(here, id)],
    }
  }),
]
