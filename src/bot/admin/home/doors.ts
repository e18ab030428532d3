import { count, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { replies } from '../../replies/addresses.js'
import { fields } from '../fields/addresses.js'
import { goal } from '../goal/addresses.js'
import { imports } from '../imports/addresses.js'
import { ladder } from '../ladder/addresses.js'
import { people } from '../people/addresses.js'
import { rfm } from '../rfm/addresses.js'
import { service } from '../service/addresses.js'
import { settings } from '../settings/addresses.js'
import { sources } from '../sources/addresses.js'

/** The menu's buttons of further screens. @param unanswered people who wait for an answer */
export function doorsOf({ may, language, t }: Here, unanswered: number): Key[] {
  const { keys, ways } = t.settingsCards
  return [
    ...(may(people.ask) ? [key(t.personCards.door, people.ask, {})] : []),
    key(t.sourceCards.door, sources.list, { page: 0 }),
    ...(may(imports.home) ? [key(t.importCards.door, imports.home, { page: 0 })] : []),
    key(t.goalCards.door, goal.home, {}),
    ...(may(replies.list) ? [repliesKey(unanswered, language)] : []),
    ...(may(settings.home)
      ? [key(keys.settings, settings.home, {})]
      : // Whoever only looks has no settings, where these stand for everybody else.
        [
          key(t.fieldCards.key, fields.list, { page: 0 }),
          key(ways.rfm, rfm.home, {}),
          key(ways.ladder, ladder.home, {}),
          key(ways.service, service.home, {}),
        ]),
  ]
}

/** Leads to those who wait for an answer. */
export function repliesKey(unanswered: number, language: Language): Key {
  const label = texts(language).home.buttons.replies
  return key(unanswered === 0 ? label : `${label} · ${count(unanswered, language)}`, replies.list, { page: 0 })
}
