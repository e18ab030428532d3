import { createPreferences } from '../../src/bot/settings/preference.js'
import type { Db } from '../../src/db/open.js'
import type { GateRules } from '../../src/delivery/gate.js'

/** No rule but the person's own will. */
export const noRules: GateRules = { zone: 'UTC', perDay: null, perWeek: null, quiet: null }

/** No caps and no quiet hours: for tests that are about something else, at whatever hour they run. */
export function switchOffGates(db: Db): void {
  const { save } = createPreferences(db, { timeZone: 'UTC', language: 'en' })
  db.write(() => {
    save.frequency(null)
    save.quiet(null)
  })
}
