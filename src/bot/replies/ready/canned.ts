import { Composer } from 'grammy'
import { z } from 'zod'
import { findSubscriber } from '../../../audience/subscriber.js'
import { recordUnreachable } from '../../../audience/subscription.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { pageRow, pageWithin } from '../../admin/page.js'
import { type Key, key } from '../../card.js'
import { changeKeys } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import type { Posted } from '../../lanes/outbox.js'
import { stopClock } from '../../press.js'
import type { Addressed } from '../../settings/texts.js'
import { onButton } from '../../subscriber/press.js'
import { ready } from '../addresses.js'
import { say } from '../answer.js'
import { countAnswers, recordCopy } from '../copies.js'
import { findEntry, recordAnswered, type Written } from '../inbox.js'
import { goneAs } from '../postman/attempt.js'
import { headingKeys } from '../postman/header.js'
import { countSent, findReady, listReady } from '../ready.js'
import type { ReplyDeps } from '../works.js'
import { handOver, putContent } from './hand.js'

const SIZE = 8
const LABEL = 32

/**
 * Ready answers under what was passed on: one press opens them in the place of its keys, the next sends one to whoever
 * wrote. The same in the staff group and in the chats of those who may answer.
 */
export function cannedAnswers(deps: ReplyDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  const words = (ctx: BotContext) => texts(ctx.language).replies

  onButton(composer, ready.list, async (ctx, { entry, page }) => {
    const written = findEntry(db, entry)
    const keys = written === null ? null : listKeys(ctx, written, page)
    if (keys === null) return stopClock(ctx, words(ctx).readyGone)
    await Promise.all([stopClock(ctx), changeKeys(ctx, keys)])
  })

  /** The ready answers, each for whoever wrote this, as they stand now; null where there are none. */
  function listKeys(ctx: BotContext, { id: entry, telegramId }: Written, wanted: number): Key[][] | null {
    const { total } = listReady(db, { offset: 0, limit: 0 })
    if (total === 0) return null
    const after = countAnswers(db, telegramId)
    const page = pageWithin(wanted, { size: SIZE, total })
    const shown = listReady(db, { offset: page * SIZE, limit: SIZE }).ready
    return [
      ...shown.map(({ id, name }) => [key(shorten(name, LABEL), ready.send, { entry, answer: id, after })]),
      ...pageRow(to => ready.list.data({ entry, page: to }), { page, size: SIZE, total }),
      [key(texts(ctx.language).admin.back, ready.back, { entry })],
    ]
  }

  onButton(composer, ready.back, async (ctx, { entry }) => {
    const written = findEntry(db, entry)
    await Promise.all([stopClock(ctx), written === null ? undefined : changeKeys(ctx, usualKeys(ctx, written))])
  })

  onButton(composer, ready.send, async (ctx, { entry, answer: id, after }) => {
    const written = findEntry(db, entry)
    const answer = findReady(db, id)
    if (written === null || (answer === null && !ctx.deed.isDone())) return stopClock(ctx, words(ctx).readyGone)
    const person = personWith(written.telegramId)
    // Pressed twice, or while a colleague answered: they would read it once more.
    const put = await ctx.deed(z.boolean(), () => {
      if (answer === null || countAnswers(db, person.telegramId) !== after) return false
      countSent(db, id, 'byStaff')
      putContent(db, ctx, person, answer.content)
      return true
    })
    if (!put) {
      const keys = listKeys(ctx, written, 0)
      return Promise.all([stopClock(ctx, words(ctx).readyMeanwhile), keys === null ? undefined : changeKeys(ctx, keys)])
    }
    await stopClock(ctx)
    const sent = await handOver(db, ctx, person, answer?.content ?? null)
    if (sent !== null) await confirm(ctx, written, answer?.name ?? '—', sent)
  })

  function usualKeys(ctx: BotContext, written: Written): Key[][] {
    const inGroup = ctx.chat?.type !== 'private'
    const language = inGroup ? deps.language() : ctx.language
    return headingKeys(db, findSubscriber(db, written.telegramId)?.id ?? null, written, language, inGroup)
  }

  function personWith(telegramId: number): Addressed {
    const known = findSubscriber(db, telegramId)
    return {
      telegramId,
      firstName: known?.firstName ?? '',
      lastName: known?.lastName ?? null,
      username: known?.username ?? null,
    }
  }

  /** Says below what was pressed that it arrived, or why it did not. */
  async function confirm(ctx: BotContext, written: Written, name: string, sent: Posted): Promise<void> {
    const pressed = ctx.callbackQuery?.message
    const { telegramId } = written
    const tell = (said: string) => (pressed === undefined ? undefined : say(ctx, pressed, said))
    const t = words(ctx)
    if (sent.state === 'sent') {
      await db.group(() => {
        recordCopy(db, { chat: telegramId, message: sent.messageId, telegramId, inboxId: null }, ctx.at)
        recordAnswered(db, telegramId, ctx.at)
      })
      deps.waits(telegramId)
      await changeKeys(ctx, usualKeys(ctx, written))
      await tell(t.readySent(name))
      return
    }
    if (sent.state !== 'refused') return void (await tell(sent.state === 'uncertain' ? t.unsure : t.later))
    if (sent.code === 429 || sent.code === 401) return void (await tell(t.later))
    const gone = goneAs({ code: sent.code, why: sent.description })
    if (gone === null) return void (await tell(t.kindRefused))
    const known = findSubscriber(db, telegramId)
    await db.group(() => {
      if (known !== null) recordUnreachable(db, known.id, gone, ctx.at)
      recordAnswered(db, telegramId, ctx.at)
    })
    deps.waits(telegramId)
    const who = known?.firstName ?? t.somebody
    await tell(gone === 'blocked' ? t.blocked(who) : t.gone(who))
  }

  return composer
}
