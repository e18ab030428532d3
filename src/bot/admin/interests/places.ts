import type { Entry } from '../../screen.js'
import { listPlaces } from './list.js'

/** What people may choose to hear about. */
export const interestPlaces: readonly Entry[] = listPlaces
