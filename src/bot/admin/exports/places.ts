import type { Entry } from '../../screen.js'
import { backPlaces } from './back.js'
import { everythingPlaces } from './everything.js'

/** Files that go out, and come back. */
export const exportPlaces: readonly Entry[] = [...everythingPlaces, ...backPlaces]
