import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { filePlaces } from './file.js'
import { listPlaces } from './list.js'
import { makePlaces } from './make.js'
import { mergePlaces } from './merge.js'
import { peoplePlaces } from './people.js'
import { picturePlaces } from './picture.js'

/** Sources: links by which people come, and what becomes of those who do. */
export const sourcePlaces: readonly Entry[] = [
  ...listPlaces,
  ...cardPlaces,
  ...makePlaces,
  ...mergePlaces,
  ...peoplePlaces,
  ...picturePlaces,
  ...filePlaces,
]
