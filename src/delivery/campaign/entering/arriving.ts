import { MINUTE } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { unreachable } from '../../../errors.js'
import type { Series } from '../campaign.js'
import type { Buyers } from './buyers.js'
import { followDates, followLog, type LastRows, type RowLog, type Writing } from './following.js'
import { type Intake, intakesOf } from './intake.js'
import { isStartGone, NEWEST, PRINTS } from './start.js'

/** What lets people into series needs. */
export type ArrivingDeps = {
  db: Db
  writing: Writing
  buyers: Buyers
  /** True while people are out first whose date only a clock that was ahead had reached. */
  setBack: () => boolean
}

/**
 * Lets people into a series, by the start that holds and by those that held before. What it knows by itself is only how far it looked.
 * @returns asked with a moment, ms UTC, how many messages they were given
 */
export function createArriving({
  db,
  writing,
  buyers,
  setBack,
}: ArrivingDeps): (series: Series, at: number) => Promise<number> {
  const lastRows: LastRows = new Map()
  const datesAt = new Map<string, number>()

  async function enterBy(series: Series, intake: Intake, at: number): Promise<number> {
    const by = (log: RowLog) => followLog(db, writing, { series, intake, log, lastRows }, at)
    switch (intake.entry.on.kind) {
      case 'subscribed':
        return await by({ newest: NEWEST.subscribed, print: PRINTS.subscribed })
      case 'enters':
      case 'leaves':
        return await by({ newest: NEWEST.segment, print: PRINTS.segment })
      case 'event':
        return await by({ newest: NEWEST.event, print: PRINTS.event })
      case 'date':
        return setBack() ? 0 : await followMinute(series, intake, at)
      case 'ordered':
        return await buyers.followAll(series, at)
      default:
        return unreachable(intake.entry.on)
    }
  }

  /** Minutes are what hours are named by. */
  async function followMinute(series: Series, intake: Intake, at: number): Promise<number> {
    const name = `${series.id} ${series.edition} ${intake.of ?? 'now'}`
    const minute = Math.floor(at / MINUTE)
    if (datesAt.get(name) === minute) return 0
    datesAt.set(name, minute)
    return await followDates(db, writing, { series, intake }, at)
  }

  return async (series, at) => {
    let given = 0
    // What an earlier one went by may be gone: nobody can come in by it any more.
    const intakes = intakesOf(series).filter(({ of, entry }) => of === null || !isStartGone(db, entry.on))
    for (const intake of intakes) given += await enterBy(series, intake, at)
    return given
  }
}
