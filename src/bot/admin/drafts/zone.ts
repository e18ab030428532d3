import { IANAZone } from 'luxon'
import { z } from 'zod'
import { findSetting, saveSetting } from '../../settings.js'
import type { Works } from '../../works.js'

const zoneSchema = z.string().refine(zone => IANAZone.isValidZone(zone))

const settingOf = (adminId: number) => `zone:${adminId}`

/** The zone this marketer goes by: the one they chose, else the bot's. */
export function zoneOf({ db, zone }: Pick<Works, 'db' | 'zone'>, adminId: number): string {
  return findSetting(db, settingOf(adminId), zoneSchema) ?? zone()
}

/** Remembers the zone a marketer goes by. */
export function saveZone({ db }: Pick<Works, 'db'>, adminId: number, zone: string): void {
  saveSetting(db, settingOf(adminId), zoneSchema, zone)
}
