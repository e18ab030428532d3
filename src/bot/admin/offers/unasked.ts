import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { type AppError, isAppError } from '../../../errors.js'
import { type Content, readContent } from '../../../offers/content.js'
import { listTargets } from '../../../offers/link.js'
import { changeDraft, findDraftFrom, type Offer } from '../../../offers/offer.js'
import { checkContent } from '../../../offers/personal.js'
import { setContent } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import { lines, rich } from '../../../text/rich.js'
import { key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { openCard } from './draft.js'
import { keepOrigin } from './edited.js'
import { shownName } from './label.js'
import { TOPIC } from './message.js'
import { answerWith, isTheirOwn, sentOf } from './sent.js'
import { blankOffer, newOffer } from './start.js'
import { takeAlong } from './taken.js'
import { visitNotes } from './visits.js'

/**
 * What an admin sends unasked may become an offer. It takes whatever nobody before it took, so it is mounted after
 * everything that waits for messages of admins; what they write as subscribers (a stop, an answer to an offer) passes.
 */
export function unaskedFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  composer.on('message').filter(
    ctx => ctx.chat.type === 'private' && !isTheirOwn(ctx.message),
    async (ctx, next) => {
      // The answer to a question that is closed now: an earlier run took it.
      if (ctx.deed.isDone()) return
      const content = contentOf(ctx.message)
      if (content === null) return next()
      const { errors, offerCards: t } = texts(ctx.language)
      if (isAppError(content)) return void (await ctx.reply(errors[content.code](content.details)))
      const keyboard = [[key(t.keys.start, presses.start, {}), key(t.keys.keep, presses.keep, {})]]
      await answerWith(ctx, ctx.message, { text: rich`${t.anOffer}`, keyboard })
    },
  )

  onPress(composer, presses.start, async ctx => {
    const sent = readSent(ctx)
    if (sent === null) return stopClock(ctx, texts(ctx.language).offerCards.sentGone)
    const { id } = await takeUp(sent, () => blankOffer(deps, ctx))
    await keepOrigin(deps, sent.message, TOPIC, { offer: id, segment: null })
    const along = await takeAlong(deps, ctx, id, sent.message)
    const addresses = [...listTargets(sent.content).map(({ url }) => url), ...along.addresses]
    const notes = [...along.notes, ...(await visitNotes(deps, ctx.language, id, addresses))]
    await openCard(deps, ctx, id, notes.length === 0 ? undefined : lines(notes))
  })

  onPress(composer, presses.keep, async ctx => {
    const t = texts(ctx.language).offerCards
    const sent = readSent(ctx)
    if (sent === null) return stopClock(ctx, t.sentGone)
    const { id, name } = await takeUp(sent, () => newOffer(deps, ctx))
    await keepOrigin(deps, sent.message, TOPIC, { offer: id, segment: null })
    await showCard(ctx, { text: t.kept(shownName(name)), keyboard: [[key(t.keys.open, presses.open, { offer: id })]] })
  })

  /** The draft that a message becomes; the same one, however often it is asked for. */
  function takeUp(sent: Sent, begin: () => Offer): Promise<Offer> {
    checkContent(sent.content, deps.ownTargets)
    return db.group(() => {
      const known = findDraftFrom(db, sent.origin)
      if (known !== null) return known
      const { id } = begin()
      setContent(db, id, null, sent.content)
      return changeDraft(db, id, () => ({ origin: sent.origin }))
    })
  }

  return composer
}

/** What was sent, and where it stands. */
type Sent = { message: Message; content: Content; origin: { chat: number; message: number } }

function readSent(ctx: BotContext): Sent | null {
  const sent = sentOf(ctx)
  if (sent === null) return null
  return { message: sent, content: readContent(sent), origin: { chat: sent.chat.id, message: sent.message_id } }
}

/** What could be an offer; the error where it cannot; null for what is no message of theirs at all (a pin, a join). */
function contentOf(message: Message): Content | AppError | null {
  try {
    return readContent(message)
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code === 'content_empty' ? null : error
  }
}
