import { IANAZone } from 'luxon'
import { z } from 'zod'
import { findSetting, saveSetting } from '../../settings.js'
import type { AdminDeps } from '../deps.js'

const zoneSchema = z.string().refine(zone => IANAZone.isValidZone(zone))

const settingOf = (adminId: number) => `zone:${adminId}`

/** The zone this marketer goes by: the one they chose, else the bot's. */
export function zoneOf({ db, zone }: AdminDeps, adminId: number): string {
  return findSetting(db, settingOf(adminId), zoneSchema) ?? zone()
}

/** Remembers the zone a marketer goes by. */
export function saveZone({ db }: AdminDeps, adminId: number, zone: string): void {
  saveSetting(db, settingOf(adminId), zoneSchema, zone)
}

/** The zone that was typed: an IANA name in any case, or its last part when only one has it; null when there is none. */
export function parseZone(input: string): string | null {
  const wanted = folded(input)
  if (wanted === '') return null
  if (wanted === 'utc' || wanted === 'gmt') return 'UTC'
  const names = Intl.supportedValuesOf('timeZone')
  const exact = names.find(name => folded(name) === wanted)
  if (exact !== undefined) return exact
  const cities = names.filter(name => folded(name.split('/').at(-1) ?? '') === wanted)
  if (cities.length === 1) return cities[0] ?? null
  // Aliases such as Europe/Kiev are known to the platform but not listed by it.
  const named = input.trim().replaceAll(' ', '_')
  return named.includes('/') && IANAZone.isValidZone(named) ? named : null
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[«»“”„"'‘’]/g, '')
    .trim()
    .replace(/[\s‐‑‒–—―−-]+/g, '_')
}
