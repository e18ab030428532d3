import type { Message } from 'grammy/types'
import { findPeople } from '../../../audience/search.js'
import { findSubscriber } from '../../../audience/subscriber.js'
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
import { findWords, keepWords, wordsToFind } from '../search.js'
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
      if (rest.trim() !== '') return byWords(doing, rest)
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
          const found = await byMessage(doing, message)
          return found.kind === 'say' ? again(found.words) : found
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
function byReply(here: Here, replied: Message): Promise<Go | Say | Several> | Go | Say {
  const writer = findConcerned(here.db, replied.chat.id, replied.message_id)
  return writer === null ? byMessage(here, replied) : byTelegramId(here, writer)
}

async function byMessage(here: Here, message: Message): Promise<Go | Say | Several> {
  const t = here.t.personCards
  const { forward_origin: origin, contact } = message
  if (origin?.type === 'hidden_user') return say(t.hidden)
  if (origin !== undefined)
    return origin.type === 'user' ? byTelegramId(here, origin.sender_user.id) : say(t.unreadable)
  if (contact?.user_id !== undefined) return byTelegramId(here, contact.user_id)
  const words = contact?.phone_number.replace(/^\+?/, '+') ?? message.text
  return words === undefined ? say(t.unreadable) : byWords(here, words)
}

function byTelegramId({ db, t }: Here, telegramId: number): Go | Say {
  const person = findSubscriber(db, telegramId)
  return person === null ? say(t.personCards.unknown) : go(people.open, { id: person.id })
}

async function byWords({ db, t }: Here, typed: string): Promise<Go | Say | Several> {
  const words = wordsToFind(typed)
  if (words === null) return say(t.personCards.unreadable)
  const { people: found, total } = await findPeople(db, words, { offset: 0, limit: 1 })
  const [first] = found
  if (first === undefined) return say(t.personCards.nobody(words).text)
  return total === 1 ? go(people.open, { id: first.id }) : { kind: 'several', words }
}
