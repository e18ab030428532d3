import { rename } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { zoneOf } from '../../audience/place/geography.js'
import { findCities } from '../../audience/place/town.js'
import type { Bringing, BringingDeps } from '../../crm/bringing.js'
import { listInbox } from '../../crm/import/inbox.js'
import type { Db } from '../../db/open.js'
import { texts } from '../../text/index.js'
import { languageFor } from '../language.js'
import type { Preferences } from '../settings/preference.js'
import { findSetting, saveSetting } from '../settings.js'

/** What files are read with: the shop's country and currency, and words in the language of the shop and of whoever brought one. */
export function importingOf(
  db: Db,
  preferences: Preferences,
): Pick<BringingDeps, 'shop' | 'zone' | 'labels' | 'words'> {
  return {
    shop: () => ({ country: countryOfZone(preferences.zone()), currency: preferences.saidCurrency() }),
    zone: preferences.zone,
    labels: () => {
      const { roles } = texts(preferences.language()).fileWords
      return { tags: roles.tags, gender: roles.gender }
    },
    words: adminId => {
      const { importCards, fileWords } = texts(languageFor(db, adminId, preferences.language()))
      return { ...importCards.leftOutHeadings, reasons: { ...importCards.asideBecause, ...fileWords.mend } }
    },
  }
}

/** The country whose clock a zone is named after: the largest town of that name on that clock; null for UTC and the like. */
export function countryOfZone(zone: string): string | null {
  const town = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? ''
  const there = findCities(town).filter(({ lat, lon }) => zoneOf(lat, lon) === zone)
  return there.sort((a, b) => b.population - a.population)[0]?.country ?? null
}

const KEY = 'brought_files'
const waitingSchema = z.array(z.int())

/** Takes the files that lie in the inbox, one at a time; their cards are shown to an owner by the next notice. */
export function createCollector({
  db,
  bringing,
  owner,
}: {
  db: Db
  bringing: Pick<Bringing, 'receive'>
  owner: () => number | null
}): { run(at: number): Promise<void> } {
  let busy = false
  return {
    async run(at) {
      const adminId = owner()
      if (busy || adminId === null) return
      busy = true
      try {
        for (const path of listInbox(db.path)) {
          const id = await bringing.receive({ adminId, name: basename(path), write: to => rename(path, to) }, at)
          await db.group(() => saveSetting(db, KEY, waitingSchema, [...listUntold(db), id]))
        }
      } finally {
        busy = false
      }
    },
  }
}

/** Files that were brought by the command line, and whose card nobody has seen yet. */
export function listUntold(db: Db): number[] {
  return findSetting(db, KEY, waitingSchema) ?? []
}

/** Their card has been shown. To be called in a group. */
export function noteTold(db: Db, id: number): void {
  saveSetting(
    db,
    KEY,
    waitingSchema,
    listUntold(db).filter(other => other !== id),
  )
}
