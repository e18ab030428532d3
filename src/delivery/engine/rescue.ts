import type { Db } from '../../db/open.js'
import { resumeAfterToken } from '../service/pause.js'
import { makeServiceDue, rescueService } from '../service/queue.js'
import { rescueDeliveries } from '../settle.js'
import { rescueSteps } from './step.js'

/** What is on its way has no answer any more: its outcome is unknown. Inside a write. @returns how many messages */
export function rescueMessages(db: Db, why: string): number {
  return rescueDeliveries(db, why) + rescueService(db, why)
}

/**
 * The same of all that a dead process left, repairs and service messages included; nothing is claimed before. Inside a write.
 * @param at ms UTC
 * @returns how many messages have no answer
 */
export function rescueAll(db: Db, why: string, at: number): number {
  rescueSteps(db)
  resumeAfterToken(db)
  makeServiceDue(db, at)
  return rescueMessages(db, why)
}
