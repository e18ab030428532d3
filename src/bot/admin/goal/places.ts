import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'

/** The one goal of the shop. */
export const goalPlaces: readonly Entry[] = cardPlaces
