import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { Values } from '../address.js'
import { keysUnder } from '../card.js'
import type { BotContext } from '../context.js'
import { onPress, stopClock } from '../press.js'
import { tell } from '../screen/present.js'
import { inPassing, type Say, saySchema } from '../screen.js'
import { replies } from './addresses.js'
import { setMuted } from './inbox/kept.js'
import { findEntry, recordAnswered } from './inbox.js'
import { muteKey } from './postman/header.js'
import type { Postman } from './postman.js'
import type { ReplyDeps } from './works.js'

/** Who pressed a key under what was passed on, when, and where it stands. */
type Presser = { db: Db; at: number; language: Language; pressed: Message | null }

/** No answer is needed: the keys under the heading go. */
export function settle({ db, at, language }: Presser, { entry }: Values<'entry'>): Say {
  const written = findEntry(db, entry)
  if (written !== null) recordAnswered(db, written.telegramId, at)
  return inPassing(texts(language).replies.done, [])
}

/** Mutes somebody, or lets them be heard again; the key that was pressed turns into the other. */
export function setHeard({ db, at, language, pressed }: Presser, values: Values<'person' | 'muted'>): Say {
  const { person } = values
  const on = values.muted === 1
  setMuted(db, person, on, at)
  const words = texts(language).replies
  const data = replies.mute.data(values)
  const turned = muteKey(person, on, language)
  const keys = keysUnder(pressed).map(row => row.map(key => ('data' in key && key.data === data ? turned : key)))
  return inPassing(on ? words.muted : words.unmuted, keys)
}

/** The same keys in the staff group, where everybody who is in it may press them. */
export function groupKeys({
  db,
  postman,
  waits,
}: Pick<ReplyDeps, 'db' | 'waits'> & { postman: Postman }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const presserOf = ({ at, language, callbackQuery }: BotContext): Presser => {
    return { db, at, language, pressed: callbackQuery?.message ?? null }
  }
  onPress(composer, replies.done, async (ctx, values) => {
    await tell(ctx, await ctx.deed(saySchema, () => settle(presserOf(ctx), values)))
    const written = findEntry(db, values.entry)
    if (written !== null) waits(written.telegramId)
  })
  onPress(composer, replies.mute, async (ctx, values) => {
    await tell(ctx, await ctx.deed(saySchema, () => setHeard(presserOf(ctx), values)))
    waits(values.person)
  })
  onPress(composer, replies.more, async (ctx, { person }) => {
    const { chatId } = ctx
    await stopClock(ctx)
    if (chatId === undefined || (await postman.bringKept(spotOf(chatId, presserOf(ctx).pressed), person))) return
    await ctx.reply(texts(ctx.language).replies.later)
  })
  return composer
}

/** Where a key was pressed. */
export function spotOf(chat: number, pressed: Message | null): { chat: number; topic: number | null } {
  return { chat, topic: pressed?.is_topic_message === true ? (pressed.message_thread_id ?? null) : null }
}
