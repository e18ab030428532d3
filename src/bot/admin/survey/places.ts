import type { Entry } from '../../screen.js'
import { addPlaces } from './add.js'
import { laterPlaces } from './later.js'
import { listPlaces } from './list.js'
import { questionPlaces } from './question.js'
import { resultPlaces } from './results.js'
import { stepPlaces } from './step.js'
import { topicPlaces } from './topics.js'

/** Settings → Survey: its questions, when they are asked, and what came of them. */
export const surveyPlaces: readonly Entry[] = [
  ...[...listPlaces, ...questionPlaces, ...addPlaces, ...stepPlaces],
  ...[...topicPlaces, ...laterPlaces, ...resultPlaces],
]
