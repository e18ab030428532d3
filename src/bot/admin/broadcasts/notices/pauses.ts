import { listPausesToTell, recordPauseTold } from '../../../../delivery/untold.js'
import type { NoticeKind } from '../../../notice.js'
import { cardOf } from '../progress.js'

/** It paused by itself: the card comes anew to who approved it. */
export const pauses: NoticeKind = ({ db }) =>
  listPausesToTell(db).map(({ id, createdBy }) => ({
    name: `pause:${id}`,
    to: createdBy,
    say: () => cardOf(id),
    told: at => recordPauseTold(db, id, at),
  }))
