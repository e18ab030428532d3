import { createPreferences } from '../../src/bot/preference.js'
import type { Db } from '../../src/db/open.js'

/** No caps and no quiet hours: for tests that are about something else, at whatever hour they run. */
export function switchOffGates(db: Db): void {
  const { save } = createPreferences(db, { timeZone: 'UTC', language: 'en' })
  db.write(() => {
    save.frequency(null)
    save.quiet(null)
  })
}
