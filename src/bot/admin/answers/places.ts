import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { listPlaces } from './list.js'

/** Answers that are written once. */
export const answerPlaces: readonly Entry[] = [...listPlaces, ...cardPlaces]
