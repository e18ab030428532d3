import type { Subscriber } from '../../../audience/subscriber.js'
import { key } from '../../card.js'
import { erasePerson } from '../../forget/erase.js'
import { findActs } from '../../forget/traces.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { roleOf } from '../../team.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { getPerson } from './person.js'

/** Forgetting somebody at their request: asked once, then nothing of them is left. */
export const forgetPlaces: Entry[] = [
  screen(people.askErase, (here, { id }) => {
    const { personCards: t } = here.t
    const person = getPerson(here, id)
    if (isInTeam(here, person)) return go(people.open, { id }, t.eraseInTeam)
    return {
      text: t.eraseAsked(personName(here, person)),
      keyboard: [[key(here.t.admin.card, people.open, { id }), key(t.eraseYes, people.erase, { id })]],
    }
  }),

  deed(people.erase, {
    async look(here, { id }) {
      const person = getPerson(here, id)
      if (isInTeam(here, person)) return go(people.open, { id }, here.t.personCards.eraseInTeam)
      const { telegramId } = person
      return { telegramId, acts: await findActs(here.db, telegramId) }
    },
    do({ db, at, t }, _, { telegramId, acts }) {
      erasePerson(db, telegramId, acts, at)
      return go(people.ask, {}, t.personCards.done.erased)
    },
  }),
]

function isInTeam(here: Here, { telegramId }: Subscriber): boolean {
  return roleOf(here.db, here, telegramId) !== null
}
