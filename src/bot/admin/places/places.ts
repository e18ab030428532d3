import type { Entry } from '../../screen.js'
import { addPlaces } from './add.js'
import { listPlaces } from './list.js'
import { onePlaces } from './place.js'

/** Settings → Places: what conditions can measure a distance from. */
export const shopPlaces: readonly Entry[] = [...listPlaces, ...onePlaces, ...addPlaces]
