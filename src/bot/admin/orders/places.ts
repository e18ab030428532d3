import type { Entry } from '../../screen.js'
import { homePlaces } from './home.js'

/** Orders: how many are known, of whom, and how more come in. */
export const orderPlaces: readonly Entry[] = homePlaces
