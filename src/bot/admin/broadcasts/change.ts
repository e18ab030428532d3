import { getBroadcast } from '../../../delivery/broadcast.js'
import { leaveAsItWas, openChange, sendNow } from '../../../delivery/schedule/reschedule.js'
import { dateTime, zoneName } from '../../../text/format.js'
import { rich } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import { after, below, deed, type Entry, go, saying, screen } from '../../screen.js'
import { type Copy, copiesFor, problemsOf, putTests } from '../drafts/trial.js'
import { offers } from '../offers/addresses.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'
import { cardOf } from './progress.js'

/**
 * What can be done with a broadcast before it begins: change it, test it, send it now. Each press does what it says if
 * that is still possible, and then what stands there shows what is true.
 */
export const changePlaces: Entry[] = [
  deed(broadcasts.change, ({ db, me, at, t }, { id }) => {
    const draft = openChange(db, id, me, at)
    return draft === null ? saying(cardOf(id), t.offerCards.begunAlready) : go(offers.open, { offer: draft })
  }),

  deed(broadcasts.asItWas, {
    look: () => null,
    do({ db, at }, { id }) {
      leaveAsItWas(db, id, at)
      return cardOf(id)
    },
    hint: ({ startDue }) => startDue(),
  }),

  deed(broadcasts.test, {
    look: (doing, { id }) => copiesFor(doing, getBroadcast(doing.db, id).offerId, { kind: 'typical' }, [doing.me]),
    do(doing, { id, generation }, copies: Copy[]) {
      const { offerId: offer } = getBroadcast(doing.db, id)
      for (const { chat, parcel } of putTests(doing, { offer, generation }, copies)) doing.send(chat, parcel)
      return below(cardOf(id))
    },
    came: (here, { id }, posted) =>
      after(
        problemsOf(here.t, posted).filter(problem => problem !== null),
        below(cardOf(id)),
      ),
  }),

  screen(broadcasts.askNow, (here, { id }) => {
    const { state, offerName, shownAudience, startsAt, zone, generation } = getBroadcast(here.db, id)
    const { delivery: words, admin, offerCards } = here.t
    if (state !== 'scheduled') return { ...cardOf(id), note: rich`${offerCards.begunAlready}` }
    const when = `${dateTime(startsAt, zone, here.language, here.at)} ${zoneName(zone, here.language)}`
    return {
      text: words.askNow(shownName(offerName), shownAudience, when),
      keyboard: [
        [key(admin.back, broadcasts.open, { id })],
        [key(words.buttons.reallyNow(shownAudience), broadcasts.now, { id, generation })],
      ],
    }
  }),

  deed(broadcasts.now, {
    look: () => null,
    do({ db, at }, { id, generation }) {
      // Changed since it was asked, it is another message for other people.
      if (!isPassed(generation, getBroadcast(db, id).generation)) sendNow(db, id, at)
      return cardOf(id)
    },
    hint: ({ startDue }) => startDue(),
  }),
]
