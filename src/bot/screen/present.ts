import { GrammyError } from 'grammy'
import type { Db } from '../../db/open.js'
import { type Card, cardOptions, type Place, samePlace } from '../card.js'
import { changeKeys, dropCard, editCard, sendCard, showCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import { type Here, hereFor } from '../here.js'
import { stopClock } from '../press.js'
import type { Go, Say, Shown } from '../screen.js'
import { ask } from './ask.js'
import type { Cards } from './cards.js'
import { type KeptCard, keepCard, listCards, listTwins } from './kept-card.js'
import { isPicture, showPicture } from './picture-card.js'
import { dropPrompt, findPrompt } from './prompt.js'
import { type Rendered, render } from './render.js'
import type { Site } from './site.js'

/**
 * Leads somebody to a screen: it stands where the pressed card stood, or below what was typed. What asks something is
 * answered by what they send next.
 * @param from the card that asked, after an answer: it goes
 * @returns whether it waits for an answer now
 */
export async function arrive(
  { site, cards }: { site: Site; cards: Cards },
  ctx: BotContext,
  here: Here,
  led: Go,
  from: Place | null = null,
): Promise<boolean> {
  const moment = cards.moment()
  const rendered = await render(site, { ...here, meanwhile: card => tellMeanwhile(ctx, card) }, led)
  const { screen, values, data, memo, subject, hash, shown } = rendered
  const asked = ctx.asking?.shown ?? null
  for (const words of led.ahead ?? [])
    await ctx.api.sendMessage(here.me, words.text, cardOptions({ text: words, keyboard: [] }))
  const ways = { below: led.below || ctx.callbackQuery === undefined, anew: screen.options.anew === true }
  const place = isPicture(shown)
    ? await showPicture(site, ctx, here, shown, rendered)
    : await show(ctx, shown, ways, from)
  const kept = { ...place, data, memo, subject, hash, at: here.at }
  const remembered = screen.options.kept !== false
  await here.db.group(() => {
    if (remembered) keepCard(here.db, kept)
    shown.seen?.()
  })
  if (remembered) cards.keep(kept, shown.again ?? null, moment)
  if (screen.options.sole === 'chat') for (const twin of listTwins(here.db, kept)) await dropCard(ctx, twin)
  await dropOthers({ site, cards }, ctx, here, rendered, place)
  if (screen.words === null) {
    // A message of its own beside the card that asks: that one goes on asking.
    if (led.below && ctx.asking !== undefined) ctx.asking.shown = asked
    return false
  }
  const { aside, asks } = screen.options
  if (ctx.asking !== undefined && asks === false) ctx.asking.aside = null
  if (ctx.asking !== undefined && aside !== undefined)
    ctx.asking.aside = (await render(site, here, aside(here, values))).shown
  await ask(ctx, screen.to.name, { data, memo: shown.memo ?? memo, place })
  return true
}

/** Answers a press with words, and puts the buttons that come with them under what was pressed. */
export async function tell(ctx: BotContext, { words, brief, keys }: Say): Promise<void> {
  await stopClock(ctx, words, brief === true)
  if (keys !== undefined) await changeKeys(ctx, keys)
}

/** What is pressed says that it takes longer; below what is typed, nothing stands yet that could say so. */
async function tellMeanwhile(ctx: BotContext, card: Card): Promise<void> {
  const pressed = ctx.callbackQuery?.message
  if (pressed !== undefined && !('photo' in pressed)) await showCard(ctx, card)
}

async function show(
  ctx: BotContext,
  shown: Shown,
  { below, anew }: { below: boolean; anew: boolean },
  from: Place | null,
): Promise<Place> {
  const pressed = ctx.callbackQuery?.message
  const here = pressed === undefined ? null : { chat: pressed.chat.id, message: pressed.message_id }
  const old = from ?? here
  const wasPicture = pressed !== undefined && 'photo' in pressed
  if (!below && !wasPicture && !anew) return showCard(ctx, shown)
  const place = await sendCard(ctx, shown, shown.replyTo)
  if ((from !== null || !below) && old !== null) await dropCard(ctx, old)
  return place
}

/** Where one card about a thing may stand, the others go, or become what says where it went. */
async function dropOthers(
  house: { site: Site; cards: Cards },
  ctx: BotContext,
  here: Here,
  rendered: Rendered,
  place: Place,
): Promise<void> {
  const { sole } = rendered.screen.options
  const { subject, values } = rendered
  if (sole === undefined || sole === 'chat' || subject === null) return
  const others = listCards(here.db, subject).filter(card => card.subject === subject && !samePlace(card, place))
  for (const other of others) {
    if (other.chat === place.chat) await dropCard(ctx, other)
    else await handOver(house, ctx, here, other, there => sole(there, values, here))
  }
}

async function handOver(
  { site, cards }: { site: Site; cards: Cards },
  ctx: BotContext,
  here: Here,
  other: KeptCard,
  card: (there: Here) => Shown,
): Promise<void> {
  const there = hereFor(here, other.chat, here.at)
  const free = await cards.reserve(other)
  try {
    if (there !== null) await editCard(ctx.api, card(there), other)
  } catch (error) {
    // Who blocked the bot needs no card.
    if (!(error instanceof GrammyError)) throw error
  } finally {
    free()
    await cards.forget(other)
    await stopTaking(site, here.db, other)
  }
}

/** It no longer takes what is sent; the answer to a question that stood there is told who went on. */
async function stopTaking(site: Site, db: Db, card: KeptCard): Promise<void> {
  const prompt = findPrompt(db, card.chat)
  const entry = site.find(card.data)?.entry
  if (prompt === null || !samePlace(prompt.place, card) || entry?.kind !== 'screen') return
  if (entry.options.asks !== false || prompt.topic !== entry.to.name) return
  await db.group(() => dropPrompt(db, card.chat, prompt.updateId))
}
