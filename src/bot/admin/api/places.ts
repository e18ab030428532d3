import type { Entry } from '../../screen.js'
import { addPlaces } from './add.js'
import { listPlaces } from './list.js'

/** Settings → Data → API keys, which only owners have. */
export const apiPlaces: readonly Entry[] = [...listPlaces, ...addPlaces]
