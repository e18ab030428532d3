import { Composer } from 'grammy'
import { z } from 'zod'
import { texts } from '../../text/index.js'
import { keysUnder } from '../card.js'
import { changeKeys } from '../card-message.js'
import type { BotContext } from '../context.js'
import { isMuted } from '../replies/inbox/kept.js'
import { findEntry, reopen } from '../replies/inbox.js'
import { countAskedOn } from '../replies/ready.js'
import { own } from './addresses.js'
import { answer, onButton } from './press.js'
import type { SubscriberDeps } from './works.js'

/** Under an answer that came by itself: its writer asks for somebody, and what they wrote is passed on after all. */
export function askedForPeople({ db, replies }: Pick<SubscriberDeps, 'db' | 'replies'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onButton(composer, own.askPerson, async (ctx, { entry }) => {
    const { from } = ctx
    const t = texts(ctx.language)
    if (from === undefined) return
    const opened = await ctx.deed(z.boolean(), () => {
      const written = findEntry(db, entry)
      if (written === null || written.telegramId !== from.id || isMuted(db, from.id)) return false
      const by = reopen(db, entry)
      if (by !== null) countAskedOn(db, by)
      return by !== null
    })
    if (opened) {
      replies.waits(from.id)
      replies.postman.wake()
    }
    const pressed = own.askPerson.data({ entry })
    const left = keysUnder(ctx.callbackQuery?.message)
      .map(row => row.filter(key => !('data' in key && key.data === pressed)))
      .filter(row => row.length > 0)
    await Promise.all([answer(ctx, opened ? t.replies.askedPerson : t.replies.askedBefore), changeKeys(ctx, left)])
  })
  return composer
}
