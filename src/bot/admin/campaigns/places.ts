import type { Entry } from '../../screen.js'
import { checkPlaces } from './check.js'
import { endPlaces } from './end.js'
import { listPlaces } from './list.js'
import { readyPlaces } from './ready.js'
import { runningPlaces } from './running.js'
import { seriesPlaces } from './series.js'
import { startPlaces } from './start.js'
import { startEventPlaces } from './start-event.js'
import { trialPlaces } from './trial.js'
import { whoPlaces } from './who.js'

/** Campaigns: what the bot does by itself. */
export const campaignPlaces: readonly Entry[] = [
  ...listPlaces,
  ...readyPlaces,
  ...seriesPlaces,
  ...startPlaces,
  ...startEventPlaces,
  ...endPlaces,
  ...trialPlaces,
  ...checkPlaces,
  ...runningPlaces,
  ...whoPlaces,
]
