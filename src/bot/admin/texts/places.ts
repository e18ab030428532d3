import type { Entry } from '../../screen.js'
import { editPlaces } from './edit.js'
import { listPlaces } from './list.js'
import { sourcePlaces } from './sources.js'
import { staffPlaces } from './staff.js'
import { onePlaces } from './text.js'

/** What the bot says by itself, in the shop's own words; and the group in which people are answered. */
export const wordingPlaces: readonly Entry[] = [
  ...listPlaces,
  ...onePlaces,
  ...editPlaces,
  ...sourcePlaces,
  ...staffPlaces,
]
