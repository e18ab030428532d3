import { findSeries } from '../../../delivery/campaign/campaign.js'
import { listHaltsToTell, recordHaltTold } from '../../../delivery/campaign/series.js'
import type { NoticeKind } from '../../notice.js'
import { go } from '../../screen.js'
import { campaigns } from './addresses.js'

/** A series rests because it cannot go on: its card, which says why, comes to whoever made it. */
export const stoppedSeries: NoticeKind = ({ db }) =>
  listHaltsToTell(db)
    .filter(({ id }) => findSeries(db, id) !== null)
    .map(({ id, createdBy, halt }) => ({
      name: `series:${id}:${halt}`,
      to: createdBy,
      say: () => go(campaigns.open, { id }),
      told: at => recordHaltTold(db, id, at),
    }))
