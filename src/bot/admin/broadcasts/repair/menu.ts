import { type Broadcast, countStates, getBroadcast } from '../../../../delivery/broadcast.js'
import { pauseBroadcast, resumeBroadcast } from '../../../../delivery/lifecycle.js'
import type { Language } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, screen } from '../../../screen.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { clearPreviews } from './preview.js'
import { dropProposal } from './proposal.js'

/** True while it rests only to be repaired: repairing it lets it go on. */
export function isPausedToRepair({ state, pauseReason }: Broadcast): boolean {
  return state === 'paused' && pauseReason === 'fix'
}

/** Fix: what is going on pauses at once, without a question, and then one says what is wrong. */
export const menuPlaces: Entry[] = [
  deed(broadcasts.startRepair, {
    look: () => null,
    do({ db, me }, { id }) {
      getBroadcast(db, id)
      dropProposal(db, me)
      return go(broadcasts.whatIsWrong, { id, paused: Number(pauseBroadcast(db, id, 'fix')) })
    },
    after: clearPreviews,
  }),

  screen(broadcasts.whatIsWrong, async ({ db, t, language }, { id, paused }) => {
    const { repairCards: words } = t
    const broadcast = getBroadcast(db, id)
    const { sent, failed, uncertain } = await countStates(db, id)
    const done = sent + failed + uncertain
    const question =
      broadcast.state !== 'paused'
        ? words.whatIsWrong
        : paused === 1 || !isPausedToRepair(broadcast)
          ? words.pausedAt(done)
          : words.alreadyPaused(done)
    return {
      text: lines([words.headline(shownName(broadcast.offerName)), question]),
      keyboard: [
        [key(words.buttons.link, broadcasts.repairLinks, { id, page: 0 })],
        [key(words.buttons.text, broadcasts.repairTexts, { id })],
        [key(words.buttons.people, broadcasts.wrongPeople, { id }), wayOn(broadcast, language)],
      ],
    }
  }),
]

/** Out of it without having repaired anything. */
function wayOn(broadcast: Broadcast, language: Language): Key {
  const { repairCards, admin } = texts(language)
  const { id, generation } = broadcast
  if (isPausedToRepair(broadcast)) return key(repairCards.buttons.nothing, broadcasts.resume, { id, generation })
  return key(admin.back, broadcasts.open, { id })
}

/** Under what was repaired: the way on for one that rests because somebody paused it by hand; others go on by that. */
export function resumeKeys({ id, state, pauseReason, generation }: Broadcast, language: Language): Key[] {
  const waits = state === 'paused' && pauseReason === 'admin'
  return waits ? [key(texts(language).delivery.buttons.resume, broadcasts.resume, { id, generation })] : []
}

/** The way back to the question what is wrong. */
export function backToMenu(id: number, language: Language): Key {
  return key(texts(language).admin.back, broadcasts.startRepair, { id })
}

/**
 * Lets a broadcast go on that rests only to be repaired. To be called in the deed that repairs it.
 * @returns true when it goes on; `wakeUp` is then due
 */
export function goOn({ db, at }: Here, id: number): boolean {
  return isPausedToRepair(getBroadcast(db, id)) && resumeBroadcast(db, id, at)
}

/** There is something to send, or to repair. */
export function wakeUp({ startDue, engine }: Here): void {
  startDue()
  engine.wake()
}
