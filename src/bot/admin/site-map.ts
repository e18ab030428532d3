import type { Entry } from '../screen.js'
import { createPlaces } from './fields/create.js'
import { fieldPlaces } from './fields/field.js'
import { listPlaces } from './fields/list.js'
import { optionPlaces } from './fields/options.js'
import { buttonsPlaces } from './offers/buttons/buttons.js'
import { ownButtonsPlaces } from './offers/buttons/own.js'
import { cardPlaces } from './offers/card.js'
import { draftsPlaces } from './offers/drafts.js'
import { editedPlaces } from './offers/message/edited.js'
import { messagePlaces } from './offers/message/message.js'
import { unaskedPlaces } from './offers/message/unasked.js'
import { namePlaces } from './offers/name.js'
import { builderPlaces } from './segments/builder/places.js'

const offers = [
  ...[
    draftsPlaces,
    cardPlaces,
    messagePlaces,
    unaskedPlaces,
    editedPlaces,
    buttonsPlaces,
    ownButtonsPlaces,
    namePlaces,
  ],
].flat()

/** The site map: every screen and deed of the team. */
export const siteMap: readonly Entry[] = [
  ...offers,
  ...listPlaces,
  ...fieldPlaces,
  ...createPlaces,
  ...optionPlaces,
  ...builderPlaces,
]
