import type { Entry } from '../../screen.js'
import { controlPlaces } from './control.js'
import { progressPlaces } from './progress.js'
import { repairPlaces } from './repair.js'
import { reportPlaces } from './report.js'
import { withdrawnPlaces } from './withdrawn.js'

/** What is or was being sent: how it goes, what became of it, and repairing it. */
export const broadcastPlaces: readonly Entry[] = [
  ...progressPlaces,
  ...controlPlaces,
  ...withdrawnPlaces,
  ...reportPlaces,
  ...repairPlaces,
]
