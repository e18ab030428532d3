import type { Db } from '../../db/open.js'
import { pauseCampaign } from '../campaign/series.js'
import { pauseAll } from '../lifecycle.js'

/**
 * Telegram refuses the bot's token, so nothing can be sent: all broadcasts rest. A series rests as a whole, so that its author is told once
 * and lets it go on once, however many messages it has. To be called in a group.
 * @param at ms UTC
 * @returns the broadcasts that rest now
 */
export function restAll(db: Db, error: string, at: number): number[] {
  const standing = db
    .sql<{ id: number; campaign: number }>(
      `select b.id, c.id as campaign from campaigns c join broadcasts b on b.campaign_id = c.id
       where c.state = 'running' and c.kind = 'series' and b.standing = 1 and b.state = 'running' order by b.id`,
    )
    .all()
  for (const id of new Set(standing.map(({ campaign }) => campaign))) pauseCampaign(db, id, at, 'token')
  return [...standing.map(({ id }) => id), ...pauseAll(db, 'unauthorized', error)]
}
