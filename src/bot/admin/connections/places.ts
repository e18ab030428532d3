import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { listPlaces } from './list.js'
import { retailPlaces } from './retail.js'
import { setupPlaces } from './setup.js'

/** Settings → Data → Connections: shops whose orders come in by themselves. */
export const connectionPlaces: readonly Entry[] = [...listPlaces, ...setupPlaces, ...cardPlaces, ...retailPlaces]
