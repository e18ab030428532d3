import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { parseButtons } from '../../../offers/button.js'
import { type Button, type Content, readContent, withWords } from '../../../offers/content.js'
import { checkContent } from '../../../offers/personal.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, rich } from '../../../text/rich.js'
import { type Card, key, moveCard, type Place, removeCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { resetText, saveText } from '../../texts.js'
import { type Answered, ask, type Topics, topic } from '../ask.js'
import { wordsOf } from '../words.js'
import { presses } from './addresses.js'
import { textCard } from './card.js'
import type { TextDeps } from './deps.js'
import { sendPreview } from './preview.js'
import { contentOf, type Numbers, numbersOf, type Which, whichOf } from './which.js'

const CONTENT = 'text_content'
const BUTTONS = 'text_buttons'
const SHOWN = 1_500

const argsSchema = z.object({
  numbers: z.object({ name: z.int(), language: z.int(), source: z.int() }),
  place: z.object({ chat: z.int(), message: z.int() }),
})

/** Changing a text: by sending it as it should look, its buttons as lines. */
export function editFeature(deps: TextDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  const asking = (topicName: string, card: (ctx: BotContext, which: Which) => Card) => {
    return async (ctx: BotContext, numbers: Numbers) => {
      const place = await showCard(ctx, card(ctx, whichOf(db, numbers)))
      await ask(ctx, topicName, { numbers, place })
    }
  }
  onPress(composer, presses.change, asking(CONTENT, contentQuestion))
  onPress(composer, presses.buttons, asking(BUTTONS, buttonsQuestion))

  onPress(composer, presses.noButtons, async (ctx, numbers) => {
    const which = whichOf(db, numbers)
    await keep(deps, ctx, which, { ...contentOf(db, which, ctx.me.first_name), buttons: [] })
    await showCard(ctx, textCard(db, ctx, which))
  })

  onPress(composer, presses.reset, async (ctx, numbers) => {
    const which = whichOf(db, numbers)
    await ctx.deed(() => resetText(db, which.name, which.language, which.source))
    await showCard(ctx, textCard(db, ctx, which))
  })

  onPress(composer, presses.preview, async (ctx, numbers) => {
    const which = whichOf(db, numbers)
    const pressed = ctx.callbackQuery?.message
    const old = pressed === undefined ? null : { chat: pressed.chat.id, message: pressed.message_id }
    await showSaved(deps, ctx, which, old, texts(ctx.language).textCards.previewHead)
  })

  function contentQuestion(ctx: BotContext, which: Which): Card {
    const { textCards: t, offers } = texts(ctx.language)
    const medium = contentOf(db, which, ctx.me.first_name).kind !== 'text'
    return {
      text: lines([
        ...headOf(ctx, which),
        t.ask,
        medium ? t.askWords : null,
        which.name === 'welcome' ? t.howToStop : null,
        rich`\n${offers.placeholderHint}`,
      ]),
      keyboard: [[backTo(ctx, which)]],
    }
  }

  function buttonsQuestion(ctx: BotContext, which: Which): Card {
    const { textCards: t, offers, offerCards } = texts(ctx.language)
    const typed = linesOf(contentOf(db, which, ctx.me.first_name).buttons)
    return {
      text: lines([
        ...headOf(ctx, which),
        t.askButtons,
        offers.buttonsHint,
        typed === '' ? null : offerCards.buttonsNow(shorten(typed, SHOWN)),
      ]),
      keyboard: [
        ...(typed === '' ? [] : [[key(t.keys.noButtons, presses.noButtons, numbersOf(db, which))]]),
        [backTo(ctx, which)],
      ],
    }
  }

  const backTo = (ctx: BotContext, which: Which) =>
    key(texts(ctx.language).admin.back, presses.open, numbersOf(db, which))

  return composer
}

function headOf(ctx: BotContext, { name, language, source }: Which) {
  const t = texts(ctx.language).textCards
  return [t.one(t.names[name], t.languages[language]), ...(source === null ? [] : [t.forSource(source)]), '']
}

function linesOf(buttons: Button[][]): string {
  return buttons.map(row => row.map(({ label, url }) => `${label} - ${url}`).join(' | ')).join('\n')
}

/** What is sent as an answer to these questions. */
export function editTopics(deps: TextDeps): Topics {
  const { db, ownTargets } = deps
  const albums = new Map<number, string>()

  /** An album arrives as several messages; one answer is enough for all of them. */
  function repeatsAlbum(message: Message): boolean {
    const album = message.media_group_id
    if (album === undefined) return false
    const known = albums.get(message.chat.id) === album
    albums.set(message.chat.id, album)
    return known
  }

  return {
    [CONTENT]: topic(argsSchema, async (ctx, { numbers, place }, message): Promise<Answered> => {
      if (repeatsAlbum(message)) return 'again'
      const which = whichOf(db, numbers)
      const sent = readContent(message)
      const content = withWords(contentOf(db, which, ctx.me.first_name), sent)
      await keep(deps, ctx, which, content)
      await showSaved(deps, ctx, which, place, texts(ctx.language).textCards.saved)
      return 'done'
    }),
    [BUTTONS]: topic(argsSchema, async (ctx, { numbers, place }, message): Promise<Answered> => {
      const words = await wordsOf(ctx, message, 'buttons')
      if (words === null) return 'again'
      const which = whichOf(db, numbers)
      const buttons = parseButtons(words, ownTargets)
      await keep(deps, ctx, which, { ...contentOf(db, which, ctx.me.first_name), buttons })
      await showSaved(deps, ctx, which, place, texts(ctx.language).textCards.saved)
      return 'done'
    }),
  }
}

/** Keeps it, once Telegram is sure to take it for everybody. @throws AppError as `checkContent` */
async function keep(
  { db, ownTargets }: TextDeps,
  ctx: BotContext,
  { name, language, source }: Which,
  content: Content,
): Promise<void> {
  checkContent(content, ownTargets)
  await ctx.deed(() => saveText(db, name, language, source, content))
}

/** Shows how it looks, and the card again below it. */
async function showSaved(
  deps: TextDeps,
  ctx: BotContext,
  which: Which,
  old: Place | null,
  head: string,
): Promise<void> {
  const { db } = deps
  if (old !== null) await removeCard(ctx.api, old)
  await ctx.reply(head)
  const problem = await sendPreview(ctx, contentOf(db, which, ctx.me.first_name))
  const note = problem === null ? null : texts(ctx.language).textCards.previewFailed(problem)
  await moveCard(ctx, textCard(db, ctx, which, note), null)
}
