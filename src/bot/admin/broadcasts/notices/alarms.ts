import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import type { NoticeKind } from '../../../notice.js'
import { findSetting, saveSetting } from '../../../settings.js'
import { ownerIds } from '../../../team.js'
import { cardOf } from '../progress.js'

const schema = z.object({ generation: z.int(), owners: z.array(z.int()) })
const key = (broadcastId: number) => `alarm:${broadcastId}`

/** It halted because people leave: all owners see its card, not only who approved it, who is told of every pause. */
export const alarms: NoticeKind = works =>
  listAlarmed(works.db).flatMap(({ id, createdBy, generation }) => {
    const known = () => {
      const found = findSetting(works.db, key(id), schema)
      return found?.generation === generation ? found.owners : []
    }
    return ownerIds(works.db, works)
      .filter(owner => owner !== createdBy && !known().includes(owner))
      .map(owner => ({
        name: `alarm:${id}:${generation}:${owner}`,
        to: owner,
        say: () => cardOf(id),
        told: () => saveSetting(works.db, key(id), schema, { generation, owners: [...known(), owner] }),
      }))
  })

function listAlarmed(db: Db): { id: number; createdBy: number; generation: number }[] {
  return db
    .sql<{ id: number; createdBy: number; generation: number }>(
      `select id, created_by as createdBy, generation from broadcasts
       where state = 'paused' and pause_reason = 'alarm' order by id`,
    )
    .all()
}
