import type { Entry } from '../../screen.js'
import { cardPlaces } from './card.js'
import { checkPlaces } from './check.js'
import { columnPlaces } from './columns.js'
import { decisionPlaces } from './decide.js'
import { foundPlaces } from './found.js'
import { homePlaces } from './home.js'
import { questionPlaces } from './question.js'
import { receivePlaces } from './receive.js'
import { statusPlaces } from './statuses.js'
import { whomPlaces } from './whom.js'

/** Files that bring people: dropped, read, asked about, brought in, taken back. */
export const importPlaces: readonly Entry[] = [
  ...receivePlaces,
  ...homePlaces,
  ...cardPlaces,
  ...columnPlaces,
  ...questionPlaces,
  ...decisionPlaces,
  ...foundPlaces,
  ...statusPlaces,
  ...whomPlaces,
  ...checkPlaces,
]
