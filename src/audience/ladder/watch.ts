import { HOUR, MINUTE } from '../../clock.js'
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
 * Looks after those who clicked, answered or ordered since the last look, who once clicked a link that got another topic
 * since, and whose step has faded; after everybody at first and every hour, because a refund or a customer who is linked
 * late may change what is old.
 */
export function createLadderWatch(db: Db): LadderWatch {
  let last: { at: number; click: number; order: number } | null = null
  let everybodyAt = Number.NEGATIVE_INFINITY

  return {
    async run(at) {
      const [top] = await db.jobs.rows<{ click: number; order: number }>(
        `select (select coalesce(max(id), 0) from clicks) as click, (select coalesce(max(id), 0) from orders) as "order"`,
      )
      const mark = { at, click: top?.click ?? 0, order: top?.order ?? 0 }
      const who = last === null || at - everybodyAt >= HOUR ? undefined : await concerned(last, at)
      await refreshAwareness(db, at, who)
      if (who === undefined) everybodyAt = at
      last = mark
    },
  }

  /** Undefined: so many that everybody is looked at. */
  async function concerned(since: { at: number; click: number; order: number }, at: number) {
    const params = { at, since: since.at - MARGIN, click: since.click, order: since.order }
    const rows = await db.jobs.rows<{ person: number }>(`${CONCERNED} limit ${MOST + 1}`, params)
    return rows.length > MOST ? undefined : rows.map(({ person }) => person)
  }
}
