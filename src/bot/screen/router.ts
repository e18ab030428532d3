import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { isAppError, unreachable } from '../../errors.js'
import { type Rich, rich } from '../../text/rich.js'
import type { Values } from '../address.js'
import { telegramEntities } from '../card.js'
import { dropCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import { type Here, hereOf, mayGo } from '../here.js'
import { stopClock } from '../press.js'
import {
  type Again,
  type Arrival,
  type Command,
  type Gone,
  inWords,
  type NotForMe,
  type Outcome,
  type Said,
  type Screen,
  type Stay,
  type Words,
} from '../screen.js'
import { refusal } from '../team/permission.js'
import type { Works } from '../works.js'
import { run } from './act.js'
import type { Answered, Answerer, Answers } from './ask.js'
import type { Cards } from './cards.js'
import { arrive, tell } from './present.js'
import { guard, type Site } from './site.js'

/** What the router works with. */
export type RouterDeps = { works: Works; site: Site; cards: Cards }

/** What is kept while a screen waits for an answer: where it is, what it has to know, and where its card stands. */
const standingSchema = z.object({
  data: z.string(),
  memo: z.string().nullable(),
  place: z.object({ chat: z.int(), message: z.int() }),
})

/**
 * The one way to every screen and deed of the team: whoever presses a button or gives a command is led where it points,
 * if they may go there. A deed is done once, and what it came to leads on; the card is shown where the pressed one
 * stands, or below what was typed. A coded error is words in a pop-up.
 */
export function createRouter({ works, site, cards }: RouterDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.on('callback_query:data', async (ctx, next) => {
    const { data, message } = ctx.callbackQuery
    const led = site.find(data)
    const here = hereOf(works, ctx)
    if (led === null || here === null) return next()
    const { errors } = here.t
    const { access } = led.entry.to
    if (!mayGo(here.role, access)) return stopClock(ctx, refusal(here.role, access, here.language))
    const free = await cards.reserve(
      message === undefined ? null : { chat: message.chat.id, message: message.message_id },
    )
    const slow = led.entry.kind === 'way' && led.entry.slow
    try {
      if (slow) await stopClock(ctx)
      const outcome = await follow(ctx, here, led, data)
      if (outcome.kind === 'say') return await (slow ? reply(ctx, rich`${outcome.words}`) : tell(ctx, outcome))
      if (outcome.kind === 'go') await arrive({ site, cards }, ctx, here, outcome)
      if (outcome.kind === 'gone' && message !== undefined)
        await dropCard(ctx, { chat: message.chat.id, message: message.message_id })
      if (!slow) await stopClock(ctx, outcome.kind === 'go' ? outcome.popUp : undefined)
    } catch (error) {
      if (!isAppError(error)) {
        if (message !== undefined) await cards.doubt({ chat: message.chat.id, message: message.message_id })
        throw error
      }
      const words = errors[error.code](error.details)
      await (slow ? reply(ctx, rich`${words}`) : stopClock(ctx, words))
    } finally {
      free()
    }
  })

  async function follow(
    ctx: BotContext,
    here: Here,
    { entry, values }: NonNullable<ReturnType<Site['find']>>,
    data: string,
  ): Promise<Outcome | Gone | Stay> {
    // What an earlier run did may have changed what the guards ask about: then only showing is left.
    const elsewhere = ctx.deed.isDone() ? null : guard(entry, here, values)
    if (elsewhere !== null) return elsewhere
    if (entry.kind === 'way') return entry.lead(here, values, ctx.callbackQuery?.message ?? null)
    if (entry.kind === 'screen') return { kind: 'go', data, note: null, below: false }
    return run(cards, ctx, here, entry.act, values, { address: data, subject: entry.to.subject(values) })
  }

  async function give(ctx: BotContext, { name, act }: Command, rest: string): Promise<void> {
    const here = hereOf(works, ctx)
    if (here === null) return
    try {
      const outcome = await run(cards, ctx, here, act, rest, { address: `/${name}`, subject: null })
      if (outcome.kind === 'say') await ctx.reply(outcome.words)
      else await arrive({ site, cards }, ctx, here, outcome)
    } catch (error) {
      if (!isAppError(error)) throw error
      await ctx.reply(here.t.errors[error.code](error.details))
    }
  }
  for (const command of site.commands) composer.command(command.name, ctx => give(ctx, command, ctx.match))

  for (const arrival of site.arrivals.filter(({ kind }) => kind === 'edited'))
    composer.on('edited_message', async (ctx, next) => {
      if (!(await receive({ works, site, cards }, ctx, arrival, ctx.editedMessage))) await next()
    })

  return composer
}

/** What is sent although nothing waits for it. It comes last: it takes what nobody before it took. */
export function unaskedMessages(deps: RouterDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  for (const arrival of deps.site.arrivals.filter(({ kind }) => kind === 'unasked'))
    composer.on('message').filter(
      ctx => ctx.chat.type === 'private',
      async (ctx, next) => {
        // The answer to a question that is closed now: an earlier run took it.
        if (ctx.deed.isDone()) return
        if (!(await receive(deps, ctx, arrival, ctx.message))) await next()
      },
    )
  return composer
}

/** @returns false when it was left to others */
async function receive(
  { works, site, cards }: RouterDeps,
  ctx: BotContext,
  { kind, act }: Arrival,
  message: Message,
): Promise<boolean> {
  const here = hereOf(works, ctx)
  if (here === null) return false
  try {
    const outcome = await run(cards, ctx, here, act, saidOf(message, null), { address: kind, subject: null })
    switch (outcome.kind) {
      case 'leave':
      case 'pass':
        return false
      case 'again':
        await reply(ctx, outcome.words)
        return true
      case 'say':
        await ctx.reply(outcome.words)
        return true
      case 'go':
        await arrive({ site, cards }, ctx, here, outcome)
        return true
      default:
        return unreachable(outcome)
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    await ctx.reply(here.t.errors[error.code](error.details))
    return true
  }
}

function saidOf(message: Message, memo: string | null): Said {
  return { message, text: message.text?.normalize('NFC').trim() ?? '', memo }
}

/** What is typed to the screens that take it, each by the name of its address. */
export function typedAnswers(deps: RouterDeps): Answers {
  return Object.fromEntries(
    deps.site.screens.flatMap(screen => {
      const { words } = screen
      return words === null ? [] : [[screen.to.name, answererOf(deps, screen, words)] as const]
    }),
  )
}

function answererOf({ works, site, cards }: RouterDeps, screen: Screen, words: Words): (args: unknown) => Answerer {
  return args =>
    async (ctx: BotContext, message: Message): Promise<Answered> => {
      const standing = standingSchema.safeParse(args)
      const here = hereOf(works, ctx)
      const values = standing.success ? screen.to.read(standing.data.data) : null
      if (!standing.success || here === null || values === null) return 'pass'
      const { memo, place } = standing.data
      // The card that asked may go now: it is not drawn again meanwhile.
      const free = await cards.reserve(place)
      try {
        // What an earlier run did may have changed what the guards ask about: then only showing is left.
        const elsewhere = ctx.deed.isDone() ? null : guard(screen, here, values)
        const outcome = elsewhere ?? (await answer(ctx, here, { screen, words, values }, saidOf(message, memo)))
        switch (outcome.kind) {
          case 'leave':
          case 'pass':
            return outcome.kind
          case 'again':
            await reply(ctx, outcome.words)
            return 'again'
          case 'say':
            await ctx.reply(outcome.words)
            return elsewhere === null ? 'again' : 'done'
          case 'go': {
            const asks = await arrive({ site, cards }, ctx, here, outcome, outcome.below ? null : place)
            if (outcome.popUp !== undefined) await ctx.reply(outcome.popUp)
            return outcome.below && !asks ? 'again' : 'done'
          }
          default:
            return unreachable(outcome)
        }
      } finally {
        free()
      }
    }

  async function answer(
    ctx: BotContext,
    here: Here,
    { screen, words, values }: { screen: Screen; words: Words; values: Values },
    said: Said,
  ): Promise<Outcome | Again | NotForMe> {
    const asked = inWords(words, here, values, said)
    if (asked !== null) return asked
    const done = { address: screen.to.data(values), subject: screen.to.subject(values) }
    return run(cards, ctx, here, words.act, { values, said }, done)
  }
}

async function reply(ctx: BotContext, words: Rich): Promise<void> {
  await ctx.reply(words.text, { entities: telegramEntities(words) })
}

/** Whatever is shown without the router takes the place of what it kept there. Comes before everything that shows cards. */
export function forgetsCards(cards: Cards): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(async (ctx, next) => {
    ctx.onCard = place => cards.forget(place)
    await next()
  })
  return composer
}
