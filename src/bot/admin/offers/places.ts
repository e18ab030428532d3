import type { Entry } from '../../screen.js'
import { buttonsPlaces } from './buttons/buttons.js'
import { ownButtonsPlaces } from './buttons/own.js'
import { cardPlaces } from './card.js'
import { draftsPlaces } from './drafts.js'
import { editedPlaces } from './message/edited.js'
import { messagePlaces } from './message/message.js'
import { unaskedPlaces } from './message/unasked.js'
import { namePlaces } from './name.js'
import { testPlaces } from './test/test.js'

/** Everything about offers up to their approval. */
export const offerPlaces: readonly Entry[] = [
  ...draftsPlaces,
  ...cardPlaces,
  ...messagePlaces,
  ...unaskedPlaces,
  ...editedPlaces,
  ...buttonsPlaces,
  ...ownButtonsPlaces,
  ...namePlaces,
  ...testPlaces,
]
