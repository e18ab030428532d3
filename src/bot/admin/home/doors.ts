import { count, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Key, key } from '../../card.js'
import { forRole, mayPress } from '../../permission.js'
import { presses as replies } from '../../replies/addresses.js'
import type { Role } from '../../team.js'
import { fields } from '../fields/addresses.js'
import { ladder } from '../ladder/addresses.js'
import { presses as people } from '../people/addresses.js'
import { rfm } from '../rfm/addresses.js'
import { settings } from '../settings/addresses.js'

/** The menu's buttons of further screens, by what this role may do. @param unanswered people who wait for an answer */
export function homeDoors(role: Role, unanswered: number, language: Language): Key[] {
  const { fieldCards, personCards, settingsCards } = texts(language)
  const { keys, ways } = settingsCards
  const doors = forRole(role, [
    key(personCards.door, people.ask, {}),
    repliesKey(unanswered, language),
    key(keys.settings, settings.home, {}),
  ])
  if (mayPress(role, settings.home.name)) return doors
  // Whoever only looks has no settings, where these stand for everybody else.
  return [
    ...doors,
    key(fieldCards.key, fields.list, { page: 0 }),
    key(ways.rfm, rfm.home, {}),
    key(ways.ladder, ladder.home, {}),
  ]
}

/** Leads to those who wait for an answer. */
export function repliesKey(unanswered: number, language: Language): Key {
  const label = texts(language).home.buttons.replies
  return key(unanswered === 0 ? label : `${label} · ${count(unanswered, language)}`, replies.list, { page: 0 })
}
