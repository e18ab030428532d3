import { zoneOf } from '../audience/geography.js'
import { findCities } from '../audience/town.js'
import type { BringingDeps } from '../crm/bringing.js'
import type { Db } from '../db/open.js'
import { texts } from '../text/index.js'
import { languageFor } from './language.js'
import type { Preferences } from './preference.js'

/** What files are read with: the shop's country and currency, and words in the language of the shop and of whoever brought one. */
export function importingOf(
  db: Db,
  preferences: Preferences,
): Pick<BringingDeps, 'shop' | 'zone' | 'labels' | 'words'> {
  return {
    shop: () => ({ country: countryOfZone(preferences.zone()), currency: preferences.currency() }),
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
