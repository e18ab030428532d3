import { HOUR } from '../../../clock.js'
import { weekAt } from '../../../reports/results/week.js'
import type { NoticeKind } from '../../notice.js'
import { go } from '../../screen.js'
import { findSummary, saveSummary } from '../../settings/summary.js'
import { ownerIds } from '../../team.js'
import { unlessSlow } from '../patience.js'
import { summary } from './addresses.js'
import { hasHappened } from './week.js'

/** On Monday at nine it is told what the week before came to. */
const HOURS = 9

/** The week that may be told of at this moment, by its number. */
export function dueWeek(at: number, zone: string): number {
  return weekAt(at - HOURS * HOUR, zone).number - 1
}

/** What the last week came to, told to each owner once; an owner who is new hears of the first week that ends after they came. */
export const weeklySummaries: NoticeKind = ({ db, adminIds, zone }, at) => {
  const week = dueWeek(at, zone())
  return ownerIds(db, { adminIds }).flatMap(to => {
    const known = findSummary(db, to)
    if (known !== null && (!known.on || known.told >= week)) return []
    // They may have switched it off meanwhile.
    const told = () => saveSummary(db, to, { on: findSummary(db, to)?.on ?? true, told: week })
    const say = async () =>
      known !== null && (await unlessSlow(hasHappened(db, week, zone()), true)) ? go(summary.week, { week }) : null
    return [{ name: `summary:${week}:${to}`, to, say, told, passes: true as const }]
  })
}
