import { type Conversation, createConversation } from '@grammyjs/conversations'
import { Composer, type Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { type Card, type Place, samePlace } from '../card.js'
import { editCard } from '../card-message.js'
import type { Asking, BotContext } from '../context.js'
import { isWriting } from '../reception/writing.js'
import { dropPrompt, findPrompt, type Prompt, savePrompt, unplacePrompt } from './prompt.js'

const NAME = 'ask'

/**
 * What an answer came to: the question is closed, or asked once more (the answerer has said why). `pass`: it was none, so the question is closed and the message handled as if none had been
 * open; `leave`: the same, but the question stays open.
 */
export type Answered = 'done' | 'again' | 'pass' | 'leave'

/** Handles the typed answer to one kind of question. A coded error it throws is shown, and the question stays open. */
export type Answerer = (ctx: BotContext, message: Message) => Promise<Answered>

/** How each screen takes an answer, by the name of its address; each checks what was kept with the question. */
export type Answers = Record<string, (args: unknown) => Answerer>

/**
 * Opens a question to this admin by the card that was shown last: the next message that is not a command is its answer,
 * also after a restart. A question of another card is forgotten, and that card says so.
 */
export async function ask(ctx: BotContext, topic: string, args: unknown): Promise<void> {
  const asking = askingOf(ctx)
  const { db, adminId, shown } = asking
  const before = findPrompt(db, adminId)
  const place = shown?.place ?? null
  if (before !== null && !samePlace(before.place, place)) await putAside(ctx, before)
  await db.group(() =>
    savePrompt(
      db,
      adminId,
      { updateId: ctx.update.update_id, topic, args, place, aside: asideOf(ctx, asking) },
      ctx.at,
    ),
  )
  if (ctx.conversation.active(NAME) === 0) await ctx.conversation.enter(NAME)
}

function askingOf({ asking }: BotContext): Asking {
  if (asking === undefined) throw new Error('questions are asked behind questions only')
  return asking
}

function asideOf(ctx: BotContext, { shown, aside }: Asking): Card | null {
  if (aside !== undefined || shown === null) return aside ?? null
  return { text: lines([texts(ctx.language).admin.putAside]), keyboard: shown.card.keyboard }
}

/** The card that asked says no longer that something may be typed. */
async function putAside(ctx: BotContext, { place, aside }: Prompt): Promise<void> {
  if (place !== null && aside !== null) await editCard(ctx.api, aside, place)
}

/**
 * Everything that is typed or sent while a card asks. What is asked is a row of `prompts`; the conversation only waits, and
 * hands one message on to it. Only messages and commands end a question: a reaction or an edit leaves it, and so does a
 * press, unless the card that asks becomes something else. `/cancel` ends it.
 */
export function questions({ db }: { db: Db }, answers: Answers): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.use(async (ctx, next) => {
    if (ctx.from === undefined) return next()
    const asking: Asking = { db, adminId: ctx.from.id, shown: null, aside: undefined }
    ctx.asking = asking
    const before = ctx.onCard
    ctx.onCard = async (place, card) => {
      await before?.(place, card)
      await cardChanged(ctx, asking, place, card)
    }
    await next()
  })

  async function wait(conversation: Conversation<BotContext, Context>): Promise<void> {
    const { message } = await conversation.wait()
    if (message === undefined) await conversation.skip({ next: true })
    await conversation.halt({ next: true })
  }
  composer.use(createConversation(wait, NAME))

  composer.command('cancel', async ctx => {
    const { cancelled, nothingToCancel } = texts(ctx.language).admin
    await ctx.reply((await endPrompt(ctx)) ? cancelled : nothingToCancel)
  })

  composer.on('message', async (ctx, next) => {
    if (!isWriting(ctx)) return next()
    const { message } = ctx
    if (message.text?.startsWith('/')) {
      await endPrompt(ctx)
      return next()
    }
    const prompt = findPrompt(db, ctx.from.id)
    if (prompt === null) return next()
    // An earlier run of this handler took it for what was asked before.
    if (prompt.updateId === ctx.update.update_id) return
    const answered = await take(ctx, prompt, message)
    await settle(ctx, prompt, answered)
    if (answered === 'pass' || answered === 'leave') return next()
  })

  /** A command was given: the card that asked no longer does. @returns false when none asked */
  async function endPrompt(ctx: BotContext): Promise<boolean> {
    const { adminId } = askingOf(ctx)
    const prompt = findPrompt(db, adminId)
    if (prompt === null) return false
    // First what is seen: where that fails, the question stands, and the next run ends both.
    await putAside(ctx, prompt)
    await db.group(() => dropPrompt(db, adminId, prompt.updateId))
    return true
  }

  async function take(ctx: BotContext, prompt: Prompt, message: Message): Promise<Answered> {
    const answerer = answers[prompt.topic]
    // A card of an earlier version asked it.
    if (answerer === undefined) return 'pass'
    try {
      return await answerer(prompt.args)(ctx, message)
    } catch (error) {
      if (!isAppError(error)) throw error
      await ctx.reply(texts(ctx.language).errors[error.code](error.details))
      return 'again'
    }
  }

  /** Keeps what follows from an answer; whatever the answerer asked by itself stands. */
  async function settle(ctx: BotContext, { updateId, topic, args }: Prompt, answered: Answered): Promise<void> {
    const asking = askingOf(ctx)
    const { adminId, shown } = asking
    await db.group(() => {
      if (answered === 'done' || answered === 'pass') return dropPrompt(db, adminId, updateId)
      if (shown === null) return
      const place = shown?.place ?? null
      const { update_id } = ctx.update
      savePrompt(db, adminId, { topic, args, updateId: update_id, place, aside: asideOf(ctx, asking) }, ctx.at)
    })
    const open = findPrompt(db, adminId) !== null
    if (open && ctx.conversation.active(NAME) === 0) await ctx.conversation.enter(NAME)
  }

  return composer
}

/**
 * Another card stands where one stood, or none does. After a press, what stood there asks nothing any more; what is typed
 * is an answer, of which `settle` decides.
 */
async function cardChanged(ctx: BotContext, asking: Asking, place: Place, card: Card | null): Promise<void> {
  if (card !== null) {
    asking.shown = { place, card }
    asking.aside = undefined
  }
  const { db, adminId } = asking
  const prompt = findPrompt(db, adminId)
  if (prompt === null || !samePlace(prompt.place, place)) return
  const pressed = ctx.callbackQuery !== undefined
  await db.group(() => {
    if (pressed) dropPrompt(db, adminId, prompt.updateId)
    else if (card === null) unplacePrompt(db, adminId, prompt.updateId)
  })
}
