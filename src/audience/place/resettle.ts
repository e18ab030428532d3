import { sleep } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { retellLocation } from './location.js'
import { findWhereabouts, placeByKnownCity } from './whereabouts.js'

/** Looking one place up takes up to a millisecond: so many in a row, then a rest. */
const AT_ONCE = 5
const REST_MS = 25

/**
 * Places everybody again whom an older rule put where they are (`unsettled`, filled by a migration), a few at a time and
 * once: by the location they shared, else by the town they named. What a person or the team wrote is never changed.
 * Run again, as after a crash, it goes on.
 * @param signal ends it before its time
 */
export async function resettle(db: Db, signal: AbortSignal): Promise<void> {
  const next = db.sql<{ id: number }>(
    `select subscriber_id as id from unsettled order by subscriber_id limit ${AT_ONCE}`,
  )
  const settled = db.sql('delete from unsettled where subscriber_id = ?')
  for (;;) {
    const people = next.all()
    if (people.length === 0) return
    for (const { id } of people) {
      await db.group(() => {
        const place = findWhereabouts(db, id)
        if (place?.from === 'location') retellLocation(db, id, place)
        else placeByKnownCity(db, id)
        settled.run(id)
      })
      if (signal.aborted) return
    }
    await sleep(REST_MS, signal)
    if (signal.aborted) return
  }
}
