import { MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { refreshAwareness } from '../ladder.js'
import { CONCERNED } from './statement.js'

/** Past so many people at once it is quicker to look at everybody. */
const MOST = 5_000

/** How far the look back reaches over the last one: what was noted then may have been stored a little later. */
const MARGIN = 2 * MINUTE

/** Keeps the ladder current. */
export type LadderWatch = { run(at: number): Promise<void> }

/**
 * Looks after those who clicked or answered since the last look, who once clicked a link that got another topic since, and
 * whose step has faded; after everybody at first. Whoever's orders changed is the order watch's (`order-watch.ts`).
 */
export function createLadderWatch(db: Db): LadderWatch {
  let last: { at: number; click: number } | null = null

  return {
    async run(at) {
      const [top] = await db.jobs.rows<{ click: number }>('select coalesce(max(id), 0) as click from clicks')
      await refreshAwareness(db, at, last === null ? undefined : await concerned(last, at))
      last = { at, click: top?.click ?? 0 }
    },
  }

  /** Undefined: so many that everybody is looked at. */
  async function concerned(since: { at: number; click: number }, at: number) {
    const params = { at, since: since.at - MARGIN, click: since.click }
    const rows = await db.jobs.rows<{ person: number }>(`${CONCERNED} limit ${MOST + 1}`, params)
    return rows.length > MOST ? undefined : rows.map(({ person }) => person)
  }
}
