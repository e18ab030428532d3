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
import { addPlacePlaces } from './places/add.js'
import { placeListPlaces } from './places/list.js'
import { placePlaces } from './places/place.js'
import { currencyPlaces } from './settings/currency.js'
import { frequencyPlaces } from './settings/frequency.js'
import { homePlaces } from './settings/home.js'
import { languagePlaces } from './settings/language.js'
import { quietPlaces } from './settings/quiet.js'
import { shopPlaces } from './settings/shop.js'
import { testerPlaces } from './settings/testers.js'
import { zonePlaces } from './settings/zone.js'

const offers = [
  ...[draftsPlaces, cardPlaces, messagePlaces, unaskedPlaces, editedPlaces],
  ...[buttonsPlaces, ownButtonsPlaces, namePlaces],
]
const fields = [listPlaces, fieldPlaces, createPlaces, optionPlaces]
const places = [placeListPlaces, placePlaces, addPlacePlaces]
const settings = [
  ...[homePlaces, frequencyPlaces, quietPlaces, shopPlaces],
  ...[zonePlaces, languagePlaces, currencyPlaces, testerPlaces],
]

/** The site map: every screen and deed of the team, room by room. */
export const siteMap: readonly Entry[] = [offers, fields, places, settings].flat(2)
