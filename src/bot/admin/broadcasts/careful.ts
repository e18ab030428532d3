import { countStates, getBroadcast } from '../../../delivery/broadcast.js'
import { findCarefulStart, openWaves } from '../../../delivery/careful.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import { deed, type Entry, screen } from '../../screen.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'
import { cardOf } from './progress.js'

/** A careful start for the impatient: to everybody at once, asked first. */
export const carefulPlaces: Entry[] = [
  screen(broadcasts.askAll, async ({ db, t }, { id }) => {
    const { state, offerName, generation } = getBroadcast(db, id)
    const start = findCarefulStart(db, id)
    if (state !== 'running' || start === null || start.wave > 2) return cardOf(id)
    const { queued, sending } = await countStates(db, id)
    const { carefulCards: words, admin } = t
    return {
      text: words.askAll(shownName(offerName), queued + sending),
      keyboard: [
        [key(admin.back, broadcasts.open, { id })],
        [key(words.reallyAll(queued + sending), broadcasts.all, { id, generation })],
      ],
    }
  }),

  deed(broadcasts.all, {
    look: () => null,
    do({ db }, { id, generation }) {
      // What halted or was paused since is another matter.
      if (!isPassed(generation, getBroadcast(db, id).generation)) openWaves(db, id)
      return cardOf(id)
    },
    hint: ({ engine }) => engine.wake(),
  }),
]
