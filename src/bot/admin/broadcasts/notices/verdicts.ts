import { listTrialsToTell, recordTrialTold } from '../../../../delivery/trial/decide.js'
import type { NoticeKind } from '../../../notice.js'
import { go } from '../../../screen.js'
import { broadcasts } from '../addresses.js'

/** What was seen of versions that were tried, and what the others get, or who is asked; and that nobody answered. */
export const verdicts: NoticeKind = ({ db }) =>
  listTrialsToTell(db).map(untold => ({
    name: `verdict:${untold.broadcastId}:${untold.part}:${untold.generation}`,
    to: untold.createdBy,
    say: () => go(broadcasts.trial, { id: untold.broadcastId, part: untold.part }),
    told: now => recordTrialTold(db, untold, now),
  }))
