import type { Entry } from '../../screen.js'
import { closePlaces } from './close.js'
import { growthPlaces } from './growth.js'
import { listChangePlaces } from './list-change.js'
import { listPlaces } from './lists.js'
import { mapPlaces } from './map.js'
import { overlapPlaces } from './overlap.js'
import { portraitPlaces } from './portrait.js'

/** What segments and everybody are looked at with, and the lists that are made of segments. */
export const analysisPlaces: readonly Entry[] = [
  ...[...portraitPlaces, ...growthPlaces, ...overlapPlaces, ...mapPlaces, ...closePlaces],
  ...[...listPlaces, ...listChangePlaces],
]
