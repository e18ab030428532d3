import type { Broadcast } from '../../../delivery/broadcast.js'
import { paceOf } from '../../../delivery/plan/audience.js'
import { unreachable } from '../../../errors.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Key, key } from '../../card.js'
import { repeat } from '../campaigns/repeat/addresses.js'
import { broadcasts } from './addresses.js'

/**
 * The buttons under a broadcast as it stands at `at`, ms UTC.
 * @param how.startsCarefully not everybody may have it yet
 * @param how.tried the part whose versions are tried; null: none is
 */
export function keyboardOf(
  broadcast: Broadcast,
  at: number,
  language: Language,
  { startsCarefully = false, tried = null }: { startsCarefully?: boolean; tried?: number | null } = {},
): Key[][] {
  const { admin, delivery, repairCards, carefulCards, codeCards, repeatCards, versionCards } = texts(language)
  const { buttons } = delivery
  const { id, state, startedAt } = broadcast
  const pause = key(buttons.pause, broadcasts.pause, { id })
  const stop = key(buttons.stop, broadcasts.stop, { id })
  const fix = key(repairCards.buttons.fix, broadcasts.startRepair, { id })
  const back = [
    ...(broadcast.campaignId === null || broadcast.standing
      ? []
      : [key(repeatCards.keys.ofRun, repeat.runs, { id: broadcast.campaignId, page: 0 })]),
    key(broadcast.standing ? admin.back : buttons.list, broadcasts.back, { id }),
  ]
  const asksToGoOn = startedAt === null || broadcast.pauseReason === 'alarm'
  const codes = broadcast.codes ? [[key(codeCards.keys.codes, broadcasts.codes, { id })]] : []
  const ab = tried === null ? [] : [[key(versionCards.keys.door, broadcasts.trial, { id, part: tried })]]
  const soFar = startedAt === null ? [] : [key(buttons.soFar, broadcasts.report, { id })]
  // The series decides when it rests and when it is over.
  if (broadcast.standing && (state === 'running' || broadcast.pauseReason === 'admin'))
    return [[...soFar, fix], ...codes, back]
  switch (state) {
    case 'scheduled':
      if (isRound(broadcast) || broadcast.startsAt <= at) return [[pause, stop], back]
      return [
        [
          key(buttons.change, broadcasts.change, { id }),
          key(buttons.test, broadcasts.test, { id, generation: broadcast.offerGeneration }),
        ],
        [key(buttons.now, broadcasts.askNow, { id }), key(buttons.cancel, broadcasts.cancel, { id })],
        back,
      ]
    case 'planning':
      return [[pause, stop], back]
    case 'running':
      return [
        [pause, fix],
        [...soFar, stop],
        ...(startsCarefully ? [[key(carefulCards.allNow, broadcasts.askAll, { id })]] : []),
        ...ab,
        ...codes,
        back,
      ]
    case 'paused':
      if (broadcast.pauseReason === 'change') return changingKeys(broadcast, language)
      return [
        [resumeKey(broadcast, asksToGoOn ? buttons.goOn : buttons.resume, language), fix],
        // What reminds may be over while what it reminds of goes on.
        [...soFar, ...(broadcast.standing && broadcast.nudges === null ? [] : [stop])],
        ...ab,
        ...codes,
        back,
      ]
    case 'finished':
    case 'cancelled':
      return [[key(buttons.report, broadcasts.report, { id })], ...codes, back]
    default:
      return unreachable(state)
  }
}

/** What to do with a change that is open. */
export function changingKeys({ id }: Pick<Broadcast, 'id'>, language: Language): Key[][] {
  const { buttons } = texts(language).delivery
  return [
    [key(buttons.goOnChanging, broadcasts.change, { id }), key(buttons.asItWas, broadcasts.asItWas, { id })],
    [key(buttons.cancel, broadcasts.cancel, { id }), key(buttons.list, broadcasts.back, { id })],
  ]
}

/** A question of the survey that is sent by itself; it is made by the program, and not changed by hand. */
function isRound({ parts }: Broadcast): boolean {
  return paceOf(parts) !== null
}

/** The way on; `label` unless the pause has a question that another label answers better. */
export function resumeKey(
  { id, pauseReason, pauseError, generation }: Broadcast,
  label: string,
  language: Language,
): Key {
  const { buttons } = texts(language).delivery
  const found = Number(pauseError)
  if (pauseReason === 'late') return key(buttons.startNow, broadcasts.resume, { id, generation })
  if (pauseReason === 'audience')
    return key(found === 0 ? buttons.tryAgain : buttons.sendTo(found), broadcasts.resume, { id, generation })
  return key(label, broadcasts.resume, { id, generation })
}
