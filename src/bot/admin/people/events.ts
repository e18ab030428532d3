import { dateTime, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { listReported } from '../../../tracking/reported.js'
import { type Entry, screen } from '../../screen.js'
import { shownName } from '../words/name.js'
import { personName, seesNames } from '../words/person.js'
import { people } from './addresses.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const SIZE = 6
const PROPERTIES = 4
const NAME = 40
const VALUE = 60

/** What the shop reported of them, the newest first. What came with it may tell who they are, so it is for those who may know. */
export const personEventPlaces: Entry[] = [
  screen(
    people.events,
    async (here, { id, page: wanted }) => {
      const t = here.t.personCards
      const name = personName(here, getPerson(here, id))
      const { total } = await listReported(here.db, id, { offset: 0, limit: 0 })
      const page = Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
      const { events } = await listReported(here.db, id, { offset: page * SIZE, limit: SIZE })
      const named = seesNames(here)
      return {
        text: lines([
          t.events(name),
          ...(events.length === 0 ? ['', t.noEvents] : []),
          ...events.flatMap(event => {
            const shown = named ? event.properties.slice(0, PROPERTIES) : []
            const more = named ? event.properties.length - shown.length : 0
            return [
              t.event(dateTime(event.at, here.zone(), here.language, here.at), shownName(shorten(event.name, NAME))),
              ...shown.map(([property, value]) => t.property(shorten(property, NAME), shorten(value, VALUE))),
              ...(more === 0 ? [] : [t.moreProperties(more)]),
            ]
          }),
        ]),
        keyboard: [...pagesOfPerson(people.events, id, { page, size: SIZE, total }), back(here, id)],
      }
    },
    { costly: true },
  ),
]
