import type { Composer } from 'grammy'
import { z } from 'zod'
import {
  type Broadcast,
  countStates,
  getBroadcast,
  pauseBroadcast,
  resumeBroadcast,
} from '../../../../delivery/broadcast.js'
import type { Language } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { type Card, type Key, key, removeCard, showCard } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { onPress } from '../../../press.js'
import { adminOf } from '../../offers/deps.js'
import { shownName } from '../../offers/label.js'
import { broadcasts } from '../addresses.js'
import type { BroadcastDeps } from '../deps.js'
import { dropProposal } from './proposal.js'

/** True while it rests only to be mended: mending it lets it go on. */
export function isPausedToFix({ state, pauseReason }: Broadcast): boolean {
  return state === 'paused' && pauseReason === 'fix'
}

/** Fix: what is going on pauses at once, without a question, and then one says what is wrong. */
export function addFixMenu(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db } = deps
  onPress(composer, broadcasts.fix, async (ctx, { id }) => {
    getBroadcast(db, id)
    const paused = await ctx.deed(z.boolean(), () => pauseBroadcast(db, id, 'fix'))
    await forgetProposal(deps, ctx)
    await showFixMenu(deps, ctx, id, paused)
  })
}

/** Shows what may be wrong. @param justPaused it was paused by this very press */
async function showFixMenu({ db }: BroadcastDeps, ctx: BotContext, id: number, justPaused: boolean): Promise<void> {
  const broadcast = getBroadcast(db, id)
  const { sent, failed, uncertain } = await countStates(db, id)
  await showCard(ctx, fixMenu(broadcast, sent + failed + uncertain, justPaused, ctx.language))
}

function fixMenu(broadcast: Broadcast, done: number, justPaused: boolean, language: Language): Card {
  const words = texts(language).fixCards
  const { id, offerName } = broadcast
  const question =
    broadcast.state !== 'paused'
      ? words.whatIsWrong
      : justPaused || !isPausedToFix(broadcast)
        ? words.pausedAt(done)
        : words.alreadyPaused(done)
  return {
    text: lines([words.headline(shownName(offerName)), question]),
    keyboard: [
      [key(words.buttons.link, broadcasts.fixLinks, { id, page: 0 })],
      [key(words.buttons.text, broadcasts.fixTexts, { id })],
      [key(words.buttons.people, broadcasts.wrongPeople, { id }), wayOn(broadcast, language)],
    ],
  }
}

/** Out of it without having mended anything. */
function wayOn(broadcast: Broadcast, language: Language): Key {
  const { fixCards, admin } = texts(language)
  const { id, generation } = broadcast
  if (isPausedToFix(broadcast)) return key(fixCards.buttons.nothing, broadcasts.resume, { id, generation })
  return key(admin.back, broadcasts.open, { id })
}

/** Under what was mended: the way on for one that rests because somebody paused it by hand; mending lets others go on. */
export function resumeAfterFix({ id, state, pauseReason, generation }: Broadcast, language: Language): Key[] {
  const waits = state === 'paused' && pauseReason === 'admin'
  return waits ? [key(texts(language).delivery.buttons.resume, broadcasts.resume, { id, generation })] : []
}

/** The way back to the question what is wrong. */
export function backToFix(id: number, language: Language): Key {
  return key(texts(language).admin.back, broadcasts.fix, { id })
}

/**
 * Lets a broadcast go on that rests only to be mended. To be called in the group of what mends it.
 * @returns true when it goes on; `wakeUp` is then due
 */
export function goOn({ db }: BroadcastDeps, id: number, at: number): boolean {
  return isPausedToFix(getBroadcast(db, id)) && resumeBroadcast(db, id, at)
}

/** There is something to send, or to mend. */
export function wakeUp({ startDue, engine }: BroadcastDeps): void {
  startDue()
  engine.wake()
}

/** What this admin has put forward is void, and its preview goes. */
export async function forgetProposal({ db }: BroadcastDeps, ctx: BotContext): Promise<void> {
  const dropped = await db.group(() => dropProposal(db, adminOf(ctx)))
  if (dropped?.kind !== 'text') return
  await removePreview(ctx, dropped.preview)
}

/** Removes a preview from the chat of this admin. */
export async function removePreview(ctx: BotContext, message: number): Promise<void> {
  await removeCard(ctx.api, { chat: adminOf(ctx), message })
}
