import { SECOND } from '../../../../clock.js'
import { countRepair, listUnreportedRepairs, type Repair, recordRepairReported } from '../../../../delivery/repair.js'
import type { Here } from '../../../here.js'
import type { NoticeKind } from '../../../notice.js'
import { go } from '../../../screen.js'
import { broadcasts } from '../addresses.js'
import { wentOver } from '../repair/repair.js'

/** So long after the end a card that stands somewhere has said so. */
const SETTLES_MS = 5 * SECOND

/** What came of a repair, unless its card stands before them and says it. */
export const repairs: NoticeKind = ({ db }, at) =>
  listUnreportedRepairs(db, at, SETTLES_MS).map(repair => ({
    name: `repair:${repair.id}`,
    to: repair.createdBy,
    shownBy: broadcasts.repair.data({ repair: repair.id }),
    say: async there => ((await isSilent(there, repair)) ? null : go(broadcasts.repair, { repair: repair.id })),
    told: now => recordRepairReported(db, repair.id, now),
  }))

/** Nothing had to be repaired, or another repair will tell: nobody waits to hear of it. */
async function isSilent({ db }: Here, repair: Repair): Promise<boolean> {
  if (wentOver(db, repair)) return true
  const { done, failed } = await countRepair(db, repair)
  return done + failed.length === 0
}
