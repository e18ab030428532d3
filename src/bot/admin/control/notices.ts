import { listUnreported, recordReported } from '../../../audience/holdout.js'
import type { NoticeKind } from '../../notice.js'
import { go } from '../../screen.js'
import { ownerIds } from '../../team.js'
import { control } from './addresses.js'

/** What a quarter came to: told once to the owners, when it is over and orders of its last day had time to come. */
export const quarterResults: NoticeKind = ({ db, adminIds }, at) =>
  listUnreported(db, at).flatMap(({ id }) =>
    ownerIds(db, { adminIds }).map(to => ({
      name: `control:${id}:${to}`,
      to,
      say: () => go(control.result, { id }),
      told: (now: number) => recordReported(db, id, now),
    })),
  )
