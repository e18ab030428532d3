import type { Entry } from '../../screen.js'
import { filePlaces } from './file.js'
import { monthPlaces } from './month.js'
import { weekPlaces } from './week.js'

/** What is to go to whom, week by week, as a picture of a month, and as a file. */
export const calendarPlaces: readonly Entry[] = [...weekPlaces, ...monthPlaces, ...filePlaces]
