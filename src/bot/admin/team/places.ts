import type { Entry } from '../../screen.js'
import { actPlaces } from './acts.js'
import { invitationPlaces } from './invitation.js'
import { memberPlaces } from './list.js'

/** Settings → Team, which only owners have. */
export const teamPlaces: readonly Entry[] = [...memberPlaces, ...invitationPlaces, ...actPlaces]
