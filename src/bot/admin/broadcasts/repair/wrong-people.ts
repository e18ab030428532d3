import { SECOND } from '../../../../clock.js'
import type { Db } from '../../../../db/open.js'
import { getBroadcast } from '../../../../delivery/broadcast.js'
import { cancelBroadcast, cancelNudges, raiseGeneration } from '../../../../delivery/lifecycle.js'
import { listRepairs, type Repair, startTakeBack, TAKE_BACK_MS } from '../../../../delivery/repair.js'
import { AppError } from '../../../../errors.js'
import { dateTime, duration, zoneName } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { key } from '../../../card.js'
import { deed, type Entry, go, screen } from '../../../screen.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { isOver } from '../progress-view.js'
import { countHolders, type Holders } from './holders.js'
import { backToMenu, wakeUp } from './menu.js'

/** Sent to the wrong people: nobody else gets it, and as far as Telegram allows it is deleted from their chats. */
export const wrongPeoplePlaces: Entry[] = [
  screen(broadcasts.wrongPeople, async ({ db, at, t, language }, { id }) => {
    const running = findTakeBack(db, id)
    if (running !== undefined) return go(broadcasts.repair, { repair: running.id })
    const { repairCards: words } = t
    const broadcast = getBroadcast(db, id)
    const holders = await countHolders(db, id, null, at)
    const over = isOver(broadcast)
    const waiting = broadcast.startedAt === null ? broadcast.shownAudience : holders.waiting
    const takeBack = over ? words.buttons.takeBackOnly : words.buttons.stopAndTakeBack
    return {
      text: lines([
        words.headline(shownName(broadcast.offerName)),
        over ? words.onlyHave(holders.have) : words.wrongPeople(holders.have, waiting),
        holders.have > 0 && !canTakeBack(holders) ? words.tooLate : null,
      ]),
      keyboard: [
        ...(canTakeBack(holders) ? [[key(takeBack, broadcasts.askTakeBack, { id })]] : []),
        ...(over ? [] : [[key(words.buttons.onlyStop, broadcasts.onlyStop, { id })]]),
        [backToMenu(id, language)],
      ],
    }
  }),

  // Asks once, with all that one should know before.
  screen(broadcasts.askTakeBack, async ({ db, at, t, language, pace, zone }, { id }) => {
    const { repairCards: words, admin } = t
    const holders = await countHolders(db, id, null, at)
    if (!canTakeBack(holders)) return go(broadcasts.wrongPeople, { id })
    const { have, tooOld, firstAt, seen, clicked, unanswered } = holders
    const { offerName, generation } = getBroadcast(db, id)
    const deletable = have - tooOld
    const until = firstAt === null ? null : dateTime(firstAt + TAKE_BACK_MS, zone(), language, at)
    return {
      text: lines([
        words.headline(shownName(offerName)),
        words.takeBackAsked(deletable, duration((deletable * SECOND) / pace.rate(), language)),
        until === null ? null : words.possibleUntil(`${until} ${zoneName(zone(), language)}`),
        tooOld === 0 ? null : words.someTooOld(tooOld),
        seen + clicked === 0 ? null : words.notification(seen, clicked),
        unanswered === 0 ? null : words.unansweredRemain(unanswered),
        words.cannotBeUndone,
      ]),
      keyboard: [
        [key(admin.back, broadcasts.wrongPeople, { id })],
        [key(words.buttons.takeBack(deletable), broadcasts.takeBack, { id, generation })],
      ],
    }
  }),

  deed(broadcasts.takeBack, {
    look: () => null,
    do({ db, me, at }, { id, generation }) {
      const { generation: now } = getBroadcast(db, id)
      // A second press, or a colleague's, does not begin it again.
      const running = findTakeBack(db, id)
      if (running !== undefined) return go(broadcasts.repair, { repair: running.id })
      if (isPassed(generation, now)) throw new AppError('deed_done')
      raiseGeneration(db, id)
      cancelBroadcast(db, id, at)
      // Also of one that is over already.
      cancelNudges(db, id, at)
      return go(broadcasts.repair, { repair: startTakeBack(db, id, me, at) })
    },
    hint: wakeUp,
  }),
]

function findTakeBack(db: Db, id: number): Repair | undefined {
  return listRepairs(db, id).find(one => one.kind === 'take_back' && one.state === 'running')
}

/** Something is there that Telegram still deletes. */
function canTakeBack({ have, tooOld }: Holders): boolean {
  return have > tooOld
}
