import type { Entry } from '../../screen.js'
import { listPlaces } from './list.js'
import { onePlaces } from './one.js'

/** All offers that were ever written: the list, its archive, the search for a name, and each of them. */
export const libraryPlaces: readonly Entry[] = [...listPlaces, ...onePlaces]
