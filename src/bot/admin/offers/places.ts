import { type Entry, guarded } from '../../screen.js'
import { findPlaces } from './audience/find.js'
import { leaveOutPlaces } from './audience/leave-out.js'
import { modePlaces } from './audience/mode.js'
import { orderPlaces } from './audience/order.js'
import { whomPlaces } from './audience/whom.js'
import { actionPlaces } from './buttons/actions.js'
import { buttonsPlaces } from './buttons/buttons.js'
import { linkTopicPlaces } from './buttons/link-topics.js'
import { ownButtonsPlaces } from './buttons/own.js'
import { cardPlaces } from './card.js'
import { approvePlaces } from './check/approve.js'
import { carefulPlaces } from './check/careful.js'
import { checkPlaces } from './check/check.js'
import { controlPlaces } from './check/control.js'
import { pendingPlaces } from './check/pending.js'
import { deadlinePlaces, pinPlaces } from './deadline.js'
import { draftsPlaces } from './drafts.js'
import { goalPlaces } from './goal.js'
import { interestPlaces } from './interest.js'
import { kindPlaces } from './kind.js'
import { answerPlaces } from './message/answers.js'
import { editedPlaces } from './message/edited.js'
import { messagePlaces } from './message/message.js'
import { unaskedPlaces } from './message/unasked.js'
import { morePlaces } from './more.js'
import { namePlaces } from './name.js'
import { nudgePlaces } from './nudge.js'
import { perHourPlaces } from './per-hour.js'
import { onItsOwn } from './place.js'
import { promoPlaces } from './promo/promo.js'
import { messagePlaces as seriesMessagePlaces } from './series/message.js'
import { onlyPlaces } from './series/only.js'
import { waitPlaces } from './series/wait.js'
import { testPlaces } from './test/test.js'
import { versionButtonsPlaces } from './versions/buttons.js'
import { versionsPlaces } from './versions/card.js'
import { eachPlaces } from './versions/each.js'
import { termsPlaces } from './versions/terms.js'
import { zonePlaces } from './when/choose-zone.js'
import { clockPlaces } from './when/clock.js'
import { untilPlaces } from './when/until.js'
import { whenPlaces } from './when/when.js'
import { windowPlaces } from './window.js'

/** Everything about offers up to their approval. */
export const offerPlaces: readonly Entry[] = [
  ...draftsPlaces,
  ...cardPlaces,
  ...guarded(onItsOwn, [
    ...whomPlaces,
    ...leaveOutPlaces,
    ...findPlaces,
    ...modePlaces,
    ...orderPlaces,
    ...whenPlaces,
    ...clockPlaces,
    ...zonePlaces,
    ...untilPlaces,
    ...kindPlaces,
    ...morePlaces,
    ...pinPlaces,
    ...perHourPlaces,
    ...checkPlaces,
    ...carefulPlaces,
    ...controlPlaces,
    ...approvePlaces,
    ...versionsPlaces,
    ...versionButtonsPlaces,
    ...eachPlaces,
    ...termsPlaces,
  ]),
  ...messagePlaces,
  ...answerPlaces,
  ...unaskedPlaces,
  ...editedPlaces,
  ...buttonsPlaces,
  ...actionPlaces,
  ...ownButtonsPlaces,
  ...linkTopicPlaces,
  ...goalPlaces,
  ...windowPlaces,
  ...namePlaces,
  ...promoPlaces,
  ...deadlinePlaces,
  ...nudgePlaces,
  ...interestPlaces,
  ...seriesMessagePlaces,
  ...waitPlaces,
  ...onlyPlaces,
  ...testPlaces,
  ...pendingPlaces,
]
