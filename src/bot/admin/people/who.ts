import type { Message } from 'grammy/types'
import { findPeople } from '../../../audience/search.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { findConcerned } from '../../replies/copies.js'
import {
  again,
  below,
  command,
  type Doing,
  type Entry,
  type Go,
  go,
  type Say,
  say,
  screen,
  takes,
  way,
} from '../../screen.js'
import { home } from '../home/addresses.js'
import { pageRow } from '../page.js'
import { findWords, keepWords } from '../search.js'
import { type Meant, meantBy, meantById, meantByWords } from '../words/meant.js'
import { personLines, personRows } from '../words/person.js'
import { people } from './addresses.js'

const SIZE = 6

/** Words that several people may mean. */
type Several = { kind: 'several'; words: string }

/** `/who`: one person, by their name, number or id, a forwarded message, a contact, or in reply to what they wrote. */
export const whoPlaces: Entry[] = [
  command('who', {
    look(doing, rest) {
      const replied = doing.message?.reply_to_message
      if (rest.trim() !== '') return meantByWords(doing, rest).then(leadTo)
      return replied === undefined ? go(people.ask, {}) : byReply(doing, replied)
    },
    do: (doing, _, { words }) => keep(doing, words),
  }),

  screen(
    people.ask,
    ({ t: { admin, personCards: t } }) => ({ text: t.asked(), keyboard: [[key(admin.back, home.home, {})]] }),
    {
      words: takes({
        async look(doing, { said: { message } }) {
          const meant = await meantBy(doing, message)
          return meant.kind === 'unknown' ? again(meant.words) : leadTo(meant)
        },
        do: (doing, _, { words }) => keep(doing, words),
      }),
    },
  ),

  screen(people.found, async (here, { search, page: wanted }) => {
    const { admin, personCards: t } = here.t
    const words = findWords(here.db, here.me, search)
    if (words === null) return go(people.ask, {})
    const page = Math.max(0, wanted)
    const { people: found, total } = await findPeople(here.db, words, { offset: page * SIZE, limit: SIZE })
    const first = page * SIZE + 1
    return {
      text: lines([t.found(words, total), ...personLines(here, found, first)]),
      keyboard: [
        ...personRows(here, found, first, people.open),
        ...pageRow(page => people.found.data({ search, page }), { page, size: SIZE, total }),
        [key(admin.back, people.ask, {})],
      ],
    }
  }),
  way(people.below, (_, { id }) => below(go(people.open, { id }))),
]

function keep({ db, me, t, at }: Doing, words: string): Go | Say {
  const search = keepWords(db, me, words, at)
  return search === null ? say(t.personCards.unreadable) : go(people.found, { search, page: 0 })
}

/** A message in this chat that somebody of the team replied to; what was passed on is of whoever wrote it. */
async function byReply(here: Here, replied: Message): Promise<Go | Say | Several> {
  const writer = findConcerned(here.db, replied.chat.id, replied.message_id)
  return leadTo(writer === null ? await meantBy(here, replied) : meantById(here, writer))
}

function leadTo(meant: Meant): Go | Say | Several {
  if (meant.kind === 'several') return meant
  return meant.kind === 'one' ? go(people.open, { id: meant.id }) : say(meant.words)
}
