import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import type { Place } from '../../card.js'
import { findSetting, saveSetting } from '../../settings.js'

const KEY = 'repair_cards'
const schema = z.record(z.string(), z.object({ chat: z.int(), message: z.int() }))

/** Where the card of a repair stands; null when it stands nowhere (any more). */
export function findRepairPlace(db: Db, repairId: number): Place | null {
  return find(db)[repairId] ?? null
}

/** The card of a repair stands there now; whatever stood there before does not. null: it stands nowhere. */
export function setRepairPlace(db: Db, repairId: number, place: Place | null): void {
  const { [repairId]: _, ...others } = find(db)
  saveSetting(db, KEY, schema, place === null ? others : { ...without(others, place), [repairId]: place })
}

/** A message became something else: no repair's card stands there any more. */
export function clearRepairPlace(db: Db, place: Place): void {
  const all = find(db)
  const left = without(all, place)
  if (Object.keys(left).length < Object.keys(all).length) saveSetting(db, KEY, schema, left)
}

function find(db: Db): Record<string, Place> {
  return findSetting(db, KEY, schema) ?? {}
}

function without(places: Record<string, Place>, { chat, message }: Place): Record<string, Place> {
  return Object.fromEntries(
    Object.entries(places).filter(([, place]) => place.chat !== chat || place.message !== message),
  )
}
