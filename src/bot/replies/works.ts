import type { Api } from 'grammy'
import { findSubscriber } from '../../audience/subscriber.js'
import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Log } from '../../log.js'
import type { Language } from '../../text/format.js'
import { type FirstOwners, fullName, ownerIds, roleOf } from '../team.js'
import { findStaffChat, isNobodyThere } from './staff.js'

/** What passing words on and bringing answers back works with. */
export type ReplyDeps = FirstOwners & {
  db: Db
  api: Api
  clock: Clock
  log: Log
  /** The bot's language: that of the staff group, and of people whose own it does not speak. */
  language: () => Language
  /** Where the shop is reached by other means; null while nobody said. */
  contact: () => string | null
  /** This person (a Telegram id) waits for an answer, or no longer does: whatever shows who waits is drawn again. */
  waits: (telegramId: number) => void
}

/** True when somebody reads what people write. */
export function hasReaders(deps: ReplyDeps): boolean {
  if (findStaffChat(deps.db)?.kind === 'bound') return true
  return ownerIds(deps.db, deps).length > 0 && !isNobodyThere(deps.db)
}

/** True for those who may answer people. */
export function mayAnswer(deps: Pick<ReplyDeps, 'db' | 'adminIds'>, telegramId: number): boolean {
  const role = roleOf(deps.db, deps, telegramId)
  return role === 'owner' || role === 'marketer'
}

/** What to call somebody; null for those who never pressed Start. */
export function knownName(db: Db, telegramId: number): string | null {
  const subscriber = findSubscriber(db, telegramId)
  return subscriber === null ? null : fullName(subscriber)
}
