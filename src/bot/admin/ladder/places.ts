import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { namePlaces } from './names.js'
import { sentPlaces } from './sent.js'
import { topicPlaces } from './topics.js'

/** The ladder: who stands where, what the steps are called, and the topics that put people on them. */
export const ladderPlaces: readonly Entry[] = [...cardPlaces, ...namePlaces, ...topicPlaces, ...sentPlaces]
