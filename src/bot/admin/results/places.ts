import type { Entry } from '../../screen.js'
import { filePlaces } from './file.js'
import { homePlaces } from './home.js'
import { listPlaces } from './lists.js'

/** What came of everything that was sent, quarter by quarter. */
export const resultPlaces: readonly Entry[] = [...homePlaces, ...listPlaces, ...filePlaces]
