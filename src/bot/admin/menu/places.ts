import type { Entry } from '../../screen.js'
import { addPlaces } from './add.js'
import { listPlaces } from './list.js'

/** The menu that subscribers have. */
export const menuPlaces: readonly Entry[] = [...listPlaces, ...addPlaces]
