import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { findSetting, saveSetting } from '../../settings.js'

const OVER = 'first_day_over'
const LOOKED = 'welcome_looked_at'
const flag = z.literal(true)
/** Taken back before it began, it counts for nothing. */
const APPROVED = `broadcasts where started_at is not null or state <> 'cancelled'`
const BROUGHT = `imports where state = 'done'`

/** A bot with so many people has its own. */
const ENOUGH_PEOPLE = 100
const PEOPLE = `subscribers limit 1 offset ${ENOUGH_PEOPLE - 1}`

/** What is done of the first day. The bot is connected, or nobody would read this. `people`: they were brought, or came. */
export type FirstDay = { links: boolean; people: boolean; welcome: boolean; test: boolean }

/**
 * The first day's list; null once all of it was done, or an offer was approved.
 * @param linksOpen whether links open from outside, as far as that is known
 */
export function findFirstDay(db: Db, linksOpen: boolean): FirstDay | null {
  if (findSetting(db, OVER, flag) !== null || exists(db, APPROVED)) return null
  return {
    links: linksOpen,
    people: exists(db, BROUGHT) || exists(db, PEOPLE),
    welcome: findSetting(db, LOOKED, flag) !== null,
    test: exists(db, 'tests'),
  }
}

/** True when nothing is left to be done. */
export function isDone({ links, people, welcome, test }: FirstDay): boolean {
  return links && people && welcome && test
}

/** The list does not come back, whatever happens to what is on it. */
export function endFirstDay(db: Db): void {
  saveSetting(db, OVER, flag, true)
}

/** Somebody has looked at the welcome that newcomers read. */
export function recordWelcomeLooked(db: Db): void {
  saveSetting(db, LOOKED, flag, true)
}

function exists(db: Db, rows: 'tests' | typeof APPROVED | typeof BROUGHT | typeof PEOPLE): boolean {
  return db.sql<{ found: number }>(`select exists (select 1 from ${rows}) as found`).get()?.found === 1
}
