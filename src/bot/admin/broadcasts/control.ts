import { findBroadcast, getBroadcast } from '../../../delivery/broadcast.js'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from '../../../delivery/lifecycle.js'
import { requeueRefused } from '../../../delivery/resend.js'
import { restoreBroadcast, withdrawBroadcast } from '../../../delivery/schedule/reschedule.js'
import { isPassed } from '../../address.js'
import { deed, type Entry, say } from '../../screen.js'
import { broadcasts } from './addresses.js'
import { cardOf } from './progress.js'
import type { Face } from './progress-view.js'

/**
 * Pause, Resume, Stop and End, and Cancel with its way back. Each press does what it says if that is still possible, and then the card shows what is
 * true, so that two presses at once, or an old button, cannot do harm.
 */
export const controlPlaces: Entry[] = [
  pause(broadcasts.pause, 'progress'),
  pause(broadcasts.stop, 'stop'),

  deed(broadcasts.resume, {
    async look({ db, at }, { id, generation }) {
      const { state, generation: now } = getBroadcast(db, id)
      // An old button does not undo what was decided since: a colleague's stop, for one.
      if (state !== 'paused' || isPassed(generation, now)) return cardOf(id)
      return requeueRefused(db, id, at)
    },
    do({ db, at }, { id, generation }) {
      if (!isPassed(generation, getBroadcast(db, id).generation)) resumeBroadcast(db, id, at)
      return cardOf(id)
    },
    hint({ startDue, engine }) {
      startDue()
      engine.wake()
    },
  }),

  deed(broadcasts.end, ({ db, at }, { id, generation }) => {
    const broadcast = getBroadcast(db, id)
    if (isPassed(generation, broadcast.generation)) return cardOf(id)
    if (broadcast.startedAt === null) withdrawBroadcast(db, id, at)
    // The question was asked of a stopped broadcast; one that goes on again is not ended by its old answer.
    else if (broadcast.state === 'paused') cancelBroadcast(db, id, at)
    return cardOf(id)
  }),

  deed(broadcasts.onlyStop, ({ db, at }, { id }) => {
    if (getBroadcast(db, id).startedAt === null) withdrawBroadcast(db, id, at)
    else cancelBroadcast(db, id, at)
    return cardOf(id)
  }),

  deed(broadcasts.cancel, ({ db, at }, { id }) => {
    withdrawBroadcast(db, id, at)
    return cardOf(id)
  }),
  deed(broadcasts.uncancel, ({ db, at, t }, { id }) => {
    const restored = restoreBroadcast(db, id, at)
    return !restored && findBroadcast(db, id)?.state === 'cancelled' ? say(t.delivery.notRestored) : cardOf(id)
  }),
]

function pause(to: typeof broadcasts.pause, face: Face): Entry {
  return deed(to, ({ db }, { id }) => {
    getBroadcast(db, id)
    pauseBroadcast(db, id, 'admin')
    return cardOf(id, face)
  })
}
