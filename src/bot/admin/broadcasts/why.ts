import { findPeople } from '../../../audience/search.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { again, type Entry, go, type Outcome, screen, takes } from '../../screen.js'
import { whyText } from '../cards/why.js'
import { pageRow } from '../page.js'
import { people } from '../people/addresses.js'
import { findWords, keepWords } from '../search.js'
import { meantBy } from '../words/meant.js'
import { shownName } from '../words/name.js'
import { personLines, personRows } from '../words/person.js'
import { broadcasts } from './addresses.js'

const SIZE = 6

/** Why somebody got a broadcast, or did not: who is meant, and what is known of it. */
export const whyPlaces: Entry[] = [
  screen(
    broadcasts.why,
    (here, { id }) => ({
      text: here.t.whyCards.asked(shownName(getBroadcast(here.db, id).offerName)),
      keyboard: [[key(here.t.admin.back, broadcasts.more, { id })]],
    }),
    {
      words: takes({
        async look(doing, { values: { id }, said: { message } }) {
          const meant = await meantBy(doing, message)
          if (meant.kind === 'unknown') return again(meant.words)
          return meant.kind === 'one' ? go(broadcasts.whyOf, { id, person: meant.id }) : meant.words
        },
        do({ db, me, at, t }, { values: { id } }, words): Outcome {
          const search = keepWords(db, me, words, at)
          return search === null
            ? go(broadcasts.why, { id }, t.personCards.unreadable)
            : go(broadcasts.whyFound, { id, search, page: 0 })
        },
      }),
    },
  ),

  screen(broadcasts.whyFound, async (here, { id, search, page: wanted }) => {
    const { admin, personCards: t } = here.t
    const words = findWords(here.db, here.me, search)
    if (words === null) return go(broadcasts.why, { id })
    const page = Math.max(0, wanted)
    const first = page * SIZE + 1
    const { people: found, total } = await findPeople(here.db, words, { offset: page * SIZE, limit: SIZE })
    return {
      text: lines([t.found(words, total), ...personLines(here, found, first)]),
      keyboard: [
        ...personRows(here, found, first, { data: ({ id: person }) => broadcasts.whyOf.data({ id, person }) }),
        ...pageRow(page => broadcasts.whyFound.data({ id, search, page }), { page, size: SIZE, total }),
        [key(admin.back, broadcasts.why, { id })],
      ],
    }
  }),

  screen(broadcasts.whyOf, async (here, { id, person: personId }) => {
    const { admin, whyCards: t } = here.t
    const person = findSubscriberById(here.db, personId)
    if (person === null) return go(broadcasts.why, { id })
    return {
      text: await whyText(here, { broadcast: getBroadcast(here.db, id), person }),
      keyboard: [
        ...pairs([
          ...(here.may(broadcasts.why) ? [key(t.another, broadcasts.why, { id })] : []),
          key(t.person, people.open, { id: personId }),
        ]),
        [key(admin.back, broadcasts.more, { id })],
      ],
    }
  }),
]
