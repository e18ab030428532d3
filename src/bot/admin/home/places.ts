import type { Entry } from '../../screen.js'
import { firstStepPlaces } from './first-steps.js'
import { linkPlaces } from './links.js'
import { menuPlaces } from './menu.js'
import { needPlaces } from './needs-list.js'

/** `/admin`: how things are, what needs a human, and the ways to everything. */
export const homePlaces: readonly Entry[] = [...menuPlaces, ...needPlaces, ...linkPlaces, ...firstStepPlaces]
