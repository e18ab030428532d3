import { listUntold, tellTrouble } from '../../../crm/shop/trouble.js'
import type { NoticeKind } from '../../notice.js'
import { go } from '../../screen.js'
import { connections } from './addresses.js'

/** A shop that is silent though it never is, or whose calls are refused: told once to whoever connected it. */
export const shopTroubles: NoticeKind = ({ db }) =>
  listUntold(db).map(({ id, createdBy, troubleAt }) => ({
    name: `connection:${id}:${troubleAt ?? 0}`,
    to: createdBy,
    say: () => go(connections.open, { id }),
    told: at => tellTrouble(db, id, at),
  }))
