import { count, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Key, key } from '../../card.js'
import { mayPress } from '../../permission.js'
import { presses as replies } from '../../replies/presses.js'
import type { Role } from '../../team.js'
import { presses as fields } from '../fields/presses.js'
import { presses as people } from '../people/presses.js'
import { presses as settings } from '../settings/presses.js'

/** The menu's buttons of further screens, by what this role may do. @param unanswered people who wait for an answer */
export function homeDoors(role: Role, unanswered: number, language: Language): Key[] {
  const { fieldCards, personCards, settingsCards } = texts(language)
  const doors = [
    key(personCards.door, people.ask, {}),
    repliesKey(unanswered, language),
    key(settingsCards.keys.settings, settings.home, {}),
  ]
  const may = [people.ask, replies.list, settings.home].map(({ name }) => mayPress(role, name))
  // Whoever only looks has no settings; what is known of people stands there for everybody else.
  const looks = mayPress(role, settings.home.name) ? [] : [key(fieldCards.key, fields.list, { page: 0 })]
  return [...doors.filter((_door, i) => may[i]), ...looks]
}

/** Leads to those who wait for an answer. */
export function repliesKey(unanswered: number, language: Language): Key {
  const label = texts(language).home.buttons.replies
  return key(unanswered === 0 ? label : `${label} · ${count(unanswered, language)}`, replies.list, { page: 0 })
}
