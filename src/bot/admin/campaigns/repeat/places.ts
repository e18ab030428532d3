import type { Entry } from '../../../screen.js'
import { cardPlaces, ofRepeat } from './card.js'
import { eachPlaces } from './each.js'
import { endsPlaces } from './ends.js'
import { rhythmPlaces } from './rhythm.js'
import { runningPlaces } from './running.js'
import { runsPlaces } from './runs.js'

/** Offers that go again and again, from their rhythm to their end. */
export const repeatPlaces: readonly Entry[] = [
  ...cardPlaces,
  ...ofRepeat([...rhythmPlaces, ...eachPlaces, ...endsPlaces, ...runningPlaces, ...runsPlaces]),
]
