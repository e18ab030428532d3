import type { Entry } from '../screen.js'
import { createPlaces } from './fields/create.js'
import { fieldPlaces } from './fields/field.js'
import { listPlaces } from './fields/list.js'
import { optionPlaces } from './fields/options.js'
import { offerPlaces } from './offers/places.js'
import { builderPlaces } from './segments/builder/places.js'

/** The site map: every screen and deed of the team. */
export const siteMap: readonly Entry[] = [
  ...offerPlaces,
  ...listPlaces,
  ...fieldPlaces,
  ...createPlaces,
  ...optionPlaces,
  ...builderPlaces,
]
