import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { findSubscriber } from '../../../audience/subscriber.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { MOST_TEST_PEOPLE } from '../../preference.js'
import { onPress } from '../../press.js'
import { fullName, nameOf, roleOf } from '../../team.js'
import type { Topics } from '../ask.js'
import { pageRow } from '../page.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { questionTopic, showQuestion } from './question.js'

const TOPIC = 'settings_tester'
const SIZE = 10
const USERNAME = /^(?:@|(?:https?:\/\/)?t\.me\/)?([a-z]\w{3,31})\/?$/i
const ID = /^(?:id\s*)?(\d{1,15})$/i

/** Why somebody cannot be made a test person, as a sentence of the screen. */
type Unfound = 'testerUnreadable' | 'testerHidden' | 'testerNoAccount' | 'testerUnknown'

/** Those who may see tests besides whoever asks for them. */
export function testersFeature(deps: SettingsDeps): Composer<BotContext> {
  const { preferences } = deps
  const composer = new Composer<BotContext>()

  onPress(composer, presses.testers, (ctx, { page }) => showCard(ctx, testersCard(deps, ctx, page)))

  onPress(composer, presses.addTester, ctx => {
    const { admin, settingsCards: t } = texts(ctx.language)
    return showQuestion(
      ctx,
      { text: t.testerWanted(), keyboard: [[key(admin.back, presses.testers, { page: 0 })]] },
      TOPIC,
    )
  })

  onPress(composer, presses.dropTester, async (ctx, { id }) => {
    await ctx.deed(() => preferences.save.testPeople(preferences.testPeople().filter(one => one !== id)))
    await showCard(ctx, testersCard(deps, ctx, 0))
  })

  return composer
}

/** Somebody to add: a forwarded message, a contact, a username or an id. */
export function testersTopics(deps: SettingsDeps): Topics {
  const { preferences } = deps
  return {
    [TOPIC]: questionTopic(async (ctx, message) => {
      const t = texts(ctx.language).settingsCards
      const found = await findPerson(deps, message)
      if (typeof found === 'string') return { problem: t[found] }
      const name = personName(deps, found)
      if (preferences.testPeople().includes(found)) return { card: testersCard(deps, ctx, 0, t.testerThere(name)) }
      const added = await ctx.deed(z.boolean(), () => {
        const people = preferences.testPeople()
        if (people.length >= MOST_TEST_PEOPLE) return false
        if (!people.includes(found)) preferences.save.testPeople([...people, found])
        return true
      })
      if (!added) return { problem: t.testersFull(MOST_TEST_PEOPLE) }
      return { card: testersCard(deps, ctx, 0, t.testerAdded(name)) }
    }),
  }
}

async function findPerson(deps: SettingsDeps, message: Message): Promise<number | Unfound> {
  const { forward_origin: origin, contact } = message
  if (origin !== undefined) {
    if (origin.type === 'hidden_user') return 'testerHidden'
    return origin.type === 'user' && !origin.sender_user.is_bot
      ? known(deps, origin.sender_user.id)
      : 'testerUnreadable'
  }
  if (contact !== undefined) return contact.user_id === undefined ? 'testerNoAccount' : known(deps, contact.user_id)
  const words = message.text?.normalize('NFKC').trim() ?? ''
  const [, id] = ID.exec(words) ?? []
  if (id !== undefined) return known(deps, Number(id))
  const [, username] = USERNAME.exec(words) ?? []
  if (username === undefined) return 'testerUnreadable'
  const [row] = await deps.db.people.rows<{ id: number }>(
    'select telegram_id as id from subscribers where username = ? collate nocase order by last_seen_at desc limit 1',
    [username],
  )
  return row?.id ?? 'testerUnknown'
}

/** The bot may write only to those who pressed Start; of the team it knows that they did. */
function known(deps: SettingsDeps, telegramId: number): number | Unfound {
  const reachable = findSubscriber(deps.db, telegramId) !== null || roleOf(deps.db, deps, telegramId) !== null
  return reachable ? telegramId : 'testerUnknown'
}

function personName({ db }: SettingsDeps, telegramId: number): string {
  const person = findSubscriber(db, telegramId)
  return shorten(person === null ? (nameOf(db, telegramId) ?? String(telegramId)) : fullName(person), 40)
}

function testersCard(deps: SettingsDeps, ctx: BotContext, wanted: number, note: Piece | null = null): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const people = deps.preferences.testPeople()
  const page = Math.max(0, Math.min(wanted, Math.ceil(people.length / SIZE) - 1))
  const shown = people.slice(page * SIZE, (page + 1) * SIZE)
  const shut = shown.filter(id => (findSubscriber(deps.db, id)?.unreachable ?? null) !== null)
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.testersAsked(people.length, MOST_TEST_PEOPLE),
      ...(shut.length === 0 ? [] : ['', ...shut.map(id => t.testerShut(personName(deps, id)))]),
    ]),
    keyboard: [
      ...pairs(shown.map(id => key(t.testerKey(shorten(personName(deps, id), 16)), presses.dropTester, { id }))),
      ...pageRow(presses.testers, { page, size: SIZE, total: people.length }),
      [...(people.length === MOST_TEST_PEOPLE ? [] : [key(t.add, presses.addTester, {})]), toGroup(admin.back, 'team')],
    ],
  }
}
