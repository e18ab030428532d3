import type { Entry } from '../../screen.js'
import { customerPlaces } from './customer.js'
import { homePlaces } from './home.js'
import { linkPlaces } from './links.js'

/** Orders: how many are known, of whom, and how more come in. */
export const orderPlaces: readonly Entry[] = [...homePlaces, ...linkPlaces, ...customerPlaces]
