import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { movementPlaces } from './movement.js'
import { rulePlaces } from './rules.js'

/** The RFM groups of customers, the rules that make them, and who moved between them. */
export const rfmPlaces: readonly Entry[] = [...cardPlaces, ...rulePlaces, ...movementPlaces]
