import type { Entry } from '../../screen.js'
import { weekPlaces } from './week.js'

/** Settings → Only mine → Weekly summary. */
export const summaryPlaces: readonly Entry[] = weekPlaces
