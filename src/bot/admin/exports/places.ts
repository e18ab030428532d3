import type { Entry } from '../../screen.js'
import { everythingPlaces } from './everything.js'

/** Files that go out. */
export const exportPlaces: readonly Entry[] = everythingPlaces
