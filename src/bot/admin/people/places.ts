import type { Entry } from '../../screen.js'
import { correctPlaces } from './correct.js'
import { customerPlaces } from './customer.js'
import { dataPlaces } from './data.js'
import { detailPlaces } from './details.js'
import { personEventPlaces } from './events.js'
import { fieldPlaces } from './fields.js'
import { forgetPlaces } from './forget.js'
import { messagePlaces } from './messages.js'
import { orderPlaces } from './orders.js'
import { personPlaces } from './person.js'
import { scorePlaces } from './scores.js'
import { stepPlaces } from './step.js'
import { whoPlaces } from './who.js'
import { whyPlaces } from './why.js'

/** `/who`: one person, what is known of them and what can be done. */
export const peoplePlaces: readonly Entry[] = [
  ...[...whoPlaces, ...personPlaces, ...fieldPlaces, ...correctPlaces],
  ...[
    ...stepPlaces,
    ...scorePlaces,
    ...messagePlaces,
    ...whyPlaces,
    ...detailPlaces,
    ...customerPlaces,
    ...orderPlaces,
    ...personEventPlaces,
  ],
  ...[...dataPlaces, ...forgetPlaces],
]
