import type { Entry } from '../../screen.js'
import { clickIdPlaces } from './click-ids.js'
import { currencyPlaces } from './currency.js'
import { frequencyPlaces } from './frequency.js'
import { homePlaces } from './home.js'
import { keptPlaces } from './kept.js'
import { languagePlaces } from './language.js'
import { marginPlaces } from './margin.js'
import { quietPlaces } from './quiet.js'
import { namePlaces } from './shop.js'
import { testerPlaces } from './testers.js'
import { zonePlaces } from './zone.js'

/** `/settings` of the bot, for those who run it. */
export const settingPlaces: readonly Entry[] = [
  ...[...homePlaces, ...frequencyPlaces, ...quietPlaces, ...testerPlaces],
  ...[...namePlaces, ...zonePlaces, ...languagePlaces, ...currencyPlaces, ...marginPlaces],
  ...[...keptPlaces, ...clickIdPlaces],
]
