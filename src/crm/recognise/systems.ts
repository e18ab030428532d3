import { fold } from '../../text/fold.js'
import { BOTS } from './systems/bots.js'
import { CRMS } from './systems/crms.js'
import { OWN_ORDERS } from './systems/own.js'
import { PAYMENTS } from './systems/payments.js'
import { SHOPS } from './systems/shops.js'
import type { System } from './systems/system.js'

export type { System } from './systems/system.js'

/** Messages and contacts that Telegram Desktop writes: they hold ids and are no list of people who subscribed. */
const TELEGRAM_DESKTOP: readonly (readonly string[])[] = [
  ['from_id', 'date_unixtime'],
  ['from_id', 'text_entities'],
  ['from_id', 'from', 'type', 'text'],
  ['actor_id', 'date_unixtime'],
  ['user_id', 'first_name', 'phone_number', 'date_unixtime'],
]

const SYSTEMS: readonly System[] = [OWN_ORDERS, ...SHOPS, ...CRMS, ...PAYMENTS, ...BOTS]

const folded = SYSTEMS.map(system => ({
  system,
  rare: system.rare.map(fold),
  without: system.without?.map(fold) ?? [],
}))

/** The system whose rare headers are all among these; null when there is none. */
export function findSystem(headers: readonly string[]): System | null {
  const present = new Set(headers.map(fold))
  const found = folded.find(
    ({ system, rare, without }) =>
      rare.filter(header => present.has(header)).length >= (system.enough ?? rare.length) &&
      !(without.length > 0 && without.every(header => present.has(header))),
  )
  return found?.system ?? null
}

/** True for the headers of an export of Telegram Desktop. */
export function isTelegramDesktop(headers: readonly string[]): boolean {
  const present = new Set(headers.map(header => fold(header).replace(/^.*\./, '')))
  return TELEGRAM_DESKTOP.some(rare => rare.every(header => present.has(header)))
}
