import type { Entry } from '../../screen.js'
import { resultPlaces } from './result.js'
import { sizePlaces } from './sizes.js'
import { standingPlaces } from './standing.js'

/** The control group of the quarter: people who get no offers, so that it can be said what offers bring. */
export const controlPlaces: readonly Entry[] = [...standingPlaces, ...sizePlaces, ...resultPlaces]
