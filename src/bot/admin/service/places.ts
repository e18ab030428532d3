import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { lastPlaces } from './last.js'

/** Order messages: what the shop's systems tell one person at a time. */
export const servicePlaces: readonly Entry[] = [...cardPlaces, ...lastPlaces]
