import { listUnreported, recordReported } from '../../../audience/holdout.js'
import type { NoticeKind } from '../../notice.js'
import { go } from '../../screen.js'
import { control } from './addresses.js'

/** What a quarter came to: told once to whoever began it, when it is over and orders of its last day had time to come. */
export const quarterResults: NoticeKind = ({ db }, at) =>
  listUnreported(db, at).map(({ id, createdBy }) => ({
    name: `control:${id}`,
    to: createdBy,
    say: () => go(control.result, { id }),
    told: now => recordReported(db, id, now),
  }))
