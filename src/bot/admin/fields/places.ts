import type { Entry } from '../../screen.js'
import { createPlaces } from './create.js'
import { onePlaces } from './field.js'
import { listPlaces } from './list.js'
import { optionPlaces } from './options.js'

/** Settings → Fields: what is known of people, and what else should be. */
export const fieldPlaces: readonly Entry[] = [...listPlaces, ...onePlaces, ...createPlaces, ...optionPlaces]
