import { replyPlaces } from '../replies/places.js'
import type { Entry } from '../screen.js'
import { analysisPlaces } from './analysis/places.js'
import { answerPlaces } from './answers/places.js'
import { apiPlaces } from './api/places.js'
import { broadcastPlaces } from './broadcasts/places.js'
import { calendarPlaces } from './calendar/places.js'
import { campaignPlaces } from './campaigns/places.js'
import { repeatPlaces } from './campaigns/repeat/places.js'
import { connectionPlaces } from './connections/places.js'
import { controlPlaces } from './control/places.js'
import { eventPlaces } from './events/places.js'
import { exportPlaces } from './exports/places.js'
import { fieldPlaces } from './fields/places.js'
import { goalPlaces } from './goal/places.js'
import { homePlaces } from './home/places.js'
import { importPlaces } from './imports/places.js'
import { interestPlaces } from './interests/places.js'
import { ladderPlaces } from './ladder/places.js'
import { menuPlaces } from './menu/places.js'
import { offerPlaces } from './offers/places.js'
import { orderPlaces } from './orders/places.js'
import { peoplePlaces } from './people/places.js'
import { shopPlaces } from './places/places.js'
import { resultPlaces } from './results/places.js'
import { rfmPlaces } from './rfm/places.js'
import { segmentsPlaces } from './segments/places.js'
import { servicePlaces } from './service/places.js'
import { settingPlaces } from './settings/places.js'
import { sourcePlaces } from './sources/places.js'
import { summaryPlaces } from './summary/places.js'
import { surveyPlaces } from './survey/places.js'
import { teamPlaces } from './team/places.js'
import { wordingPlaces } from './texts/places.js'
import { whoisPlaces } from './whois/places.js'

/** The site map: every screen and deed of the team, a room a line. */
export const siteMap: readonly Entry[] = [
  ...homePlaces,
  ...replyPlaces,
  // Before offers, which take whatever else is sent.
  ...exportPlaces,
  ...importPlaces,
  ...offerPlaces,
  ...broadcastPlaces,
  ...campaignPlaces,
  ...repeatPlaces,
  ...calendarPlaces,
  ...resultPlaces,
  ...servicePlaces,
  ...settingPlaces,
  ...interestPlaces,
  ...fieldPlaces,
  ...shopPlaces,
  ...segmentsPlaces,
  ...analysisPlaces,
  ...rfmPlaces,
  ...ladderPlaces,
  ...peoplePlaces,
  ...orderPlaces,
  ...whoisPlaces,
  ...sourcePlaces,
  ...goalPlaces,
  ...controlPlaces,
  ...surveyPlaces,
  ...summaryPlaces,
  ...apiPlaces,
  ...eventPlaces,
  ...connectionPlaces,
  ...teamPlaces,
  ...wordingPlaces,
  ...answerPlaces,
  ...menuPlaces,
]
