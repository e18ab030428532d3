import { z } from 'zod'
import { findSubscriber, languageOf, type Subscriber } from '../../../audience/subscriber.js'
import { causeOf, recordUnreachable, stopOffers } from '../../../audience/subscription.js'
import type { Db } from '../../../db/open.js'
import { parseQuietData } from '../../../delivery/button/quiet.js'
import { pickLanguage } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { recordPress } from '../../../tracking/read.js'
import { findText } from '../../settings/texts.js'
import { type FirstOwners, roleOf } from '../../team.js'
import { own } from '../addresses.js'
import { words } from '../own.js'
import type { SubscriberDeps } from '../works.js'
import { isStopWord } from './words.js'

const user = z.object({ id: z.int(), language_code: z.string().optional() })
const chat = z.object({ type: z.literal('private') })
const shape = z.union([
  z.object({ message: z.object({ from: user, chat, text: z.string() }) }),
  z.object({
    callback_query: z.object({
      from: user,
      data: z.string(),
      message: z.object({ message_id: z.int(), chat }),
    }),
  }),
  z.object({
    my_chat_member: z.object({
      from: user,
      chat,
      new_chat_member: z.object({ status: z.literal('kicked') }),
    }),
  }),
])

const COMMAND = /^\/stop(@\w+)?(\s|$)/

/** What finding a Stop needs. */
export type EarlyStopDeps = FirstOwners & Pick<SubscriberDeps, 'db' | 'language'>

/**
 * Keeps the Stop that an update holds, whatever its handler will come to: the command, a message that says only that,
 * the button under an offer or in the settings, and a block. Its handler comes in its turn, keeps it once more (what the
 * person did before may have been handled in between) and answers.
 * @param update as Telegram wrote it
 * @param at ms UTC
 * @returns true when they stopped by it; false for anything else, and for a block
 */
export function keepEarlyStop(deps: EarlyStopDeps, update: unknown, at: number): boolean {
  const { data } = shape.safeParse(update)
  if (data === undefined) return false
  if ('my_chat_member' in data) {
    const { from } = data.my_chat_member
    const subscriber = findSubscriber(deps.db, from.id)
    if (subscriber !== null) recordUnreachable(deps.db, subscriber.id, 'blocked', at)
    return false
  }
  const { from } = 'message' in data ? data.message : data.callback_query
  const subscriber = findSubscriber(deps.db, from.id)
  if (subscriber === null) return false
  const language = languageOf(subscriber, pickLanguage(from.language_code ?? null, deps.language()))
  const stop = stopper(deps.db, subscriber, language, at)
  if ('callback_query' in data) {
    const { message, data: pressed } = data.callback_query
    if (own.settingsStop.read(pressed) !== null) return stop('settings', null, texts(language).subscriber.stopOffers)
    const quiet = parseQuietData(pressed)
    if (quiet?.action !== 'stop' || quiet.target.kind === 'test') return false
    const deliveryId = quiet.target.id
    if (!recordPress(deps.db, { deliveryId, subscriberId: subscriber.id, messageId: message.message_id }, at))
      return false
    return stop('button', deliveryId, texts(language).subscriber.stopped)
  }
  const { text } = data.message
  const cause = causeOf(deps.db, subscriber.id, at)
  if (COMMAND.test(text)) return stop('command', cause, texts(language).subscriber.stopped)
  // What the team types may be the answer to a question of a card.
  if (!isStopWord(text) || roleOf(deps.db, deps, from.id) !== null) return false
  return stop('word', cause, texts(language).subscriber.stopped)
}

function stopper(db: Db, { id }: Subscriber, language: 'en' | 'ru', at: number) {
  return (
    source: 'settings' | 'button' | 'command' | 'word',
    deliveryId: number | null,
    usual: Parameters<typeof words>[2],
  ) => {
    const wording = words({ language }, 'stop', findText(db, 'stop', language, null) ?? usual)
    return stopOffers(db, id, { source, wording, deliveryId }, at)
  }
}
