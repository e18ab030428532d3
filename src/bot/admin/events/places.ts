import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { listPlaces } from './list.js'
import { propertyPlaces } from './property.js'

/** Settings → Data → Events: what the shop reports of people, and what of it people can be chosen by. */
export const eventPlaces: readonly Entry[] = [...listPlaces, ...cardPlaces, ...propertyPlaces]
