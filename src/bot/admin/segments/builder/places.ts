import type { Entry } from '../../../screen.js'
import { conditionPlaces } from './condition.js'
import { kindPlaces } from './kinds.js'
import { levelPlaces } from './level.js'
import { sentencePlaces } from './sentence.js'
import { sizePlaces } from './size.js'
import { slotPlaces } from './slot.js'
import { tickPlaces } from './values.js'

/** The builder of segments: conditions put together by buttons and by sentences, in a sketch of the admin's own. */
export const builderPlaces: Entry[] = [
  ...[...levelPlaces, ...sizePlaces, ...kindPlaces, ...conditionPlaces],
  ...[...slotPlaces, ...tickPlaces, ...sentencePlaces],
]
