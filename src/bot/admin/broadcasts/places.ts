import type { Entry } from '../../screen.js'
import { carefulPlaces } from './careful.js'
import { changePlaces } from './change.js'
import { codePlaces } from './codes.js'
import { controlPlaces } from './control.js'
import { countedPlaces } from './counted.js'
import { figurePlaces } from './figures.js'
import { followUpPlaces } from './follow-up.js'
import { listPlaces } from './list.js'
import { peoplePlaces } from './people.js'
import { progressPlaces } from './progress.js'
import { linkPlaces } from './repair/link.js'
import { menuPlaces } from './repair/menu.js'
import { repairPlaces } from './repair/repair.js'
import { textPlaces } from './repair/text.js'
import { wrongPeoplePlaces } from './repair/wrong-people.js'
import { reportPlaces } from './report.js'
import { reportPictures } from './report-pictures.js'
import { trialPlaces } from './versions/card.js'
import { whyPlaces } from './why.js'

/** What is or was being sent: the list, how it goes, what became of it and comes after it, and repairing it. */
export const broadcastPlaces: readonly Entry[] = [
  ...listPlaces,
  ...progressPlaces,
  ...controlPlaces,
  ...changePlaces,
  ...carefulPlaces,
  ...trialPlaces,
  ...codePlaces,
  ...reportPlaces,
  ...reportPictures,
  ...figurePlaces,
  ...whyPlaces,
  ...countedPlaces,
  ...followUpPlaces,
  ...peoplePlaces,
  ...menuPlaces,
  ...linkPlaces,
  ...textPlaces,
  ...wrongPeoplePlaces,
  ...repairPlaces,
]
