import type { Entry } from '../../screen.js'
import { filePlaces } from './file.js'
import { onePlaces } from './one.js'

/** Who is who: customers of whom it is not certain who they are. */
export const whoisPlaces: readonly Entry[] = [...onePlaces, ...filePlaces]
