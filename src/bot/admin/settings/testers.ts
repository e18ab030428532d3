import type { Message } from 'grammy/types'
import { findSubscriber } from '../../../audience/subscriber.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, go, say, screen, takes } from '../../screen.js'
import { MOST_TEST_PEOPLE } from '../../settings/preference.js'
import { fullName, nameOf, roleOf } from '../../team.js'
import { pageRow, pageWithin } from '../page.js'
import { settings, toGroup } from './addresses.js'

const SIZE = 10
const USERNAME = /^(?:@|(?:https?:\/\/)?t\.me\/)?([a-z]\w{3,31})\/?$/i
const ID = /^(?:id\s*)?(\d{1,15})$/i

/** Why somebody cannot be made a test person, as a sentence of the screen. */
type Unfound = 'testerUnreadable' | 'testerHidden' | 'testerNoAccount' | 'testerUnknown'

/** Those who may see tests besides whoever asks for them: a forwarded message, a contact, a username or an id adds one. */
export const testerPlaces: Entry[] = [
  screen(settings.testers, (here, { page: wanted }) => {
    const { admin, settingsCards: t } = here.t
    const people = here.preferences.testPeople()
    const page = pageWithin(wanted, { size: SIZE, total: people.length })
    const shown = people.slice(page * SIZE, (page + 1) * SIZE)
    const shut = shown.filter(id => (findSubscriber(here.db, id)?.unreachable ?? null) !== null)
    return {
      text: lines([
        t.testersAsked(people.length, MOST_TEST_PEOPLE),
        ...(shut.length === 0 ? [] : ['', ...shut.map(id => t.testerShut(personName(here, id)))]),
      ]),
      keyboard: [
        ...pairs(shown.map(id => key(t.testerKey(shorten(personName(here, id), 16)), settings.dropTester, { id }))),
        ...pageRow(settings.testers, { page, size: SIZE, total: people.length }),
        [
          ...(people.length === MOST_TEST_PEOPLE ? [] : [key(t.add, settings.addTester, {})]),
          toGroup(admin.back, 'team'),
        ],
      ],
    }
  }),

  screen(
    settings.addTester,
    here => ({
      text: here.t.settingsCards.testerWanted(),
      keyboard: [[key(here.t.admin.back, settings.testers, { page: 0 })]],
    }),
    {
      words: takes({
        async look(here, { said: { message } }) {
          const found = await findPerson(here, message)
          return typeof found === 'string' ? again(here.t.settingsCards[found]) : found
        },
        do(here, _, found) {
          const { settingsCards: t } = here.t
          const people = here.preferences.testPeople()
          const name = personName(here, found)
          if (people.includes(found)) return go(settings.testers, { page: 0 }, t.testerThere(name))
          if (people.length >= MOST_TEST_PEOPLE) return say(t.testersFull(MOST_TEST_PEOPLE))
          here.preferences.save.testPeople([...people, found])
          return go(settings.testers, { page: 0 }, t.testerAdded(name))
        },
      }),
    },
  ),

  deed(settings.dropTester, ({ preferences }, { id }) => {
    preferences.save.testPeople(preferences.testPeople().filter(one => one !== id))
    return go(settings.testers, { page: 0 })
  }),
]

async function findPerson(here: Here, message: Message): Promise<number | Unfound> {
  const { forward_origin: origin, contact } = message
  if (origin !== undefined) {
    if (origin.type === 'hidden_user') return 'testerHidden'
    return origin.type === 'user' && !origin.sender_user.is_bot
      ? known(here, origin.sender_user.id)
      : 'testerUnreadable'
  }
  if (contact !== undefined) return contact.user_id === undefined ? 'testerNoAccount' : known(here, contact.user_id)
  const words = message.text?.normalize('NFKC').trim() ?? ''
  const [, id] = ID.exec(words) ?? []
  if (id !== undefined) return known(here, Number(id))
  const [, username] = USERNAME.exec(words) ?? []
  if (username === undefined) return 'testerUnreadable'
  const [row] = await here.db.people.rows<{ id: number }>(
    'select telegram_id as id from subscribers where username = ? collate nocase order by last_seen_at desc limit 1',
    [username],
  )
  return row?.id ?? 'testerUnknown'
}

/** The bot may write only to those who pressed Start; of the team it knows that they did. */
function known(here: Here, telegramId: number): number | Unfound {
  const reachable = findSubscriber(here.db, telegramId) !== null || roleOf(here.db, here, telegramId) !== null
  return reachable ? telegramId : 'testerUnknown'
}

function personName({ db }: Here, telegramId: number): string {
  const person = findSubscriber(db, telegramId)
  return shorten(person === null ? (nameOf(db, telegramId) ?? String(telegramId)) : fullName(person), 40)
}
