import type { Outage } from '../../../delivery/engine.js'
import { dayStart } from '../../../delivery/gate/hours.js'
import { isAppError } from '../../../errors.js'
import type { Works } from '../../works.js'
import { type Course, findCourse } from './course.js'
import { type FirstDay, findFirstDay } from './first-day.js'
import { findNeeds, type Need } from './needs.js'
import { findReach, type Reach } from './reach.js'

/** All that the menu shows. Whatever could not be counted in time is null or empty, and its line is left out. */
export type HomeView = {
  at: number
  zone: string
  reach: Reach | null
  needs: Need[]
  course: Course
  outage: Outage
  /** Until when Telegram asked broadcasts to rest, ms UTC; null: they do not. */
  restsUntil: number | null
  /** Null when the first day is over. */
  firstDay: FirstDay | null
}

const NOTHING: Course = { now: [], others: 0, next: null, last: null }

/** Looks at everything. @param at ms UTC */
export async function findHome(sources: Works, at: number): Promise<HomeView> {
  const { db, pace, engine } = sources
  const zone = sources.zone()
  const [reach, needs, course] = await Promise.all([
    findReach(db, dayStart(at, zone), at),
    findAllNeeds(sources, at),
    inTime(findCourse(db, pace.rate(), at), NOTHING),
  ])
  return {
    at,
    zone,
    reach,
    needs,
    course,
    outage: engine.health().outage,
    restsUntil: pace.rest()?.until ?? null,
    firstDay: findFirstDay(db, ['open', 'proven'].includes(sources.links().kind)),
  }
}

/** Everything that needs a human, the most urgent first. @param at ms UTC */
export async function findAllNeeds(sources: Pick<Works, 'db' | 'links' | 'room'>, at: number): Promise<Need[]> {
  const links = sources.links()
  const [room, needs] = await Promise.all([sources.room(), inTime(findNeeds(sources.db, at), [])])
  return [
    ...(links.kind === 'shut' ? [{ kind: 'links' as const, why: links.why }] : []),
    ...(room.low ? [{ kind: 'disk' as const, free: room.free }] : []),
    ...needs,
  ]
}

async function inTime<T>(counting: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await counting
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return otherwise
  }
}
