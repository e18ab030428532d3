import type { Entry } from '../../screen.js'
import { beginPlaces } from './begin.js'
import { builderPlaces } from './builder/places.js'
import { countPlaces } from './count.js'
import { listPlaces } from './list.js'
import { managePlaces } from './manage.js'
import { previewPlaces } from './preview.js'
import { readyPlaces } from './ready.js'
import { savePlaces } from './save.js'
import { segmentPlaces } from './segment.js'
import { watchPlaces } from './watch.js'

/** Segments: the saved ones, new ones from what is ready or from conditions, and /count. */
export const segmentsPlaces: readonly Entry[] = [
  ...[...listPlaces, ...segmentPlaces, ...managePlaces, ...countPlaces],
  ...[...readyPlaces, ...previewPlaces, ...beginPlaces, ...savePlaces, ...builderPlaces],
  ...watchPlaces,
]
