import type { NoticeKind } from '../notice.js'
import { alarms } from './broadcasts/notices/alarms.js'
import { codesRunningOut } from './broadcasts/notices/codes.js'
import { pauses } from './broadcasts/notices/pauses.js'
import { openChanges, reminders } from './broadcasts/notices/reminders.js'
import { repairs } from './broadcasts/notices/repairs.js'
import { endReports, laterReports } from './broadcasts/notices/reports.js'
import { verdicts } from './broadcasts/notices/verdicts.js'
import { stoppedSeries } from './campaigns/notices.js'
import { missedRuns, stoppedRepeats } from './campaigns/repeat/notices.js'
import { shopTroubles } from './connections/notices.js'
import { quarterResults } from './control/notices.js'
import { broughtFiles } from './imports/brought.js'
import { weeklySummaries } from './summary/notices.js'

/** All that the team is told unasked. */
export const noticeKinds: readonly NoticeKind[] = [
  pauses,
  alarms,
  codesRunningOut,
  reminders,
  openChanges,
  verdicts,
  endReports,
  laterReports,
  repairs,
  missedRuns,
  stoppedRepeats,
  broughtFiles,
  shopTroubles,
  quarterResults,
  stoppedSeries,
  weeklySummaries,
]
