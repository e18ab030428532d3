import { Composer } from 'grammy'
import { z } from 'zod'
import { AppError } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import { createOffer, type Draft, discardOffer, findHabits, listOffers, type Offer } from '../../../offers/offer.js'
import { findVariant } from '../../../offers/variant.js'
import { getSegment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { rich } from '../../../text/rich.js'
import { type Card, key, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { AdminDeps } from '../deps.js'
import { pageRow } from '../page.js'
import { offers as presses } from './addresses.js'
import { whomScreen } from './audience/audience.js'
import { adminOf } from './deps.js'
import { changeRows, openCard } from './draft.js'
import { backToCard } from './draft-card.js'
import { present } from './hands.js'
import { shownName } from './label.js'
import { onDraftPress } from './turn.js'
import { isEveryone } from './versions.js'

const PAGE = 5

/** `/new`, the card itself, and the end of a draft. */
export function startFeature(deps: AdminDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  composer.command('new', async ctx => {
    const { offers, total } = drafts(0)
    if (total <= PAGE && offers.every(offer => isBlank(deps, offer))) return startAnother(deps, ctx)
    await sendCard(ctx, draftsScreen(ctx, 0))
  })

  onPress(composer, presses.drafts, (ctx, { page }) => showCard(ctx, draftsScreen(ctx, page)))
  onPress(composer, presses.another, ctx => startAnother(deps, ctx))
  onPress(composer, presses.open, async (ctx, { offer }) => {
    const { card } = getDraft(db, offer).draft
    const other = card === null || card.chat === ctx.chatId ? undefined : (card.by ?? '…')
    const t = texts(ctx.language).offerCards
    await openCard(deps, ctx, offer, other === undefined ? undefined : t.wasOpenBy(shownName(other)))
  })

  onDraftPress(deps, composer, presses.discard, async (ctx, { offer }) => {
    const t = texts(ctx.language).offerCards
    await present(deps, ctx, offer, {
      text: t.discardAsked(shownName(getDraft(db, offer).name)),
      keyboard: [[backToCard(offer, ctx.language)], [key(t.keys.discard, presses.discardYes, { offer })]],
    })
  })

  onDraftPress(deps, composer, presses.discardYes, async (ctx, { offer }) => {
    const name = await ctx.deed(z.string(), () => {
      const { name, draft } = getDraft(db, offer)
      // What changes a broadcast goes with its own button only, which puts the broadcast back on its clock.
      if (draft.changing !== null) throw new AppError('offer_not_a_draft', { name })
      discardOffer(db, offer)
      return name
    })
    await showCard(ctx, { text: texts(ctx.language).offerCards.discarded(shownName(name)), keyboard: [] })
  })

  function drafts(page: number) {
    return listOffers(db, { offset: page * PAGE, limit: PAGE, state: 'draft' })
  }

  /** Unfinished offers, the newest first. */
  function draftsScreen(ctx: BotContext, wanted: number): Card {
    const { total } = drafts(0)
    const page = Math.max(0, Math.min(wanted, Math.ceil(total / PAGE) - 1))
    const t = texts(ctx.language).offerCards
    return {
      text: rich`${t.unfinished}`,
      keyboard: [
        ...drafts(page).offers.map(({ id, name }) => [key(`📝 ${shorten(name, 40)}`, presses.open, { offer: id })]),
        ...pageRow(presses.drafts, { page, size: PAGE, total }),
        [key(t.another, presses.another, {})],
      ],
    }
  }

  return composer
}

/** Nothing was put into it yet. */
function isBlank(deps: AdminDeps, { id, draft }: Pick<Offer, 'id' | 'draft'>): boolean {
  const { segments, rest, leaveOut, buttons, named, when } = draft
  const empty = segments.length + leaveOut.length + buttons.length === 0 && !rest && !named && when.kind === 'now'
  return empty && findVariant(deps.db, id, null) === null
}

/** Opens a new card; one that this admin left blank is used again. What is sent next is its message. */
async function startAnother(deps: AdminDeps, ctx: BotContext): Promise<void> {
  const id = await ctx.deed(z.int(), () => blankOffer(deps, ctx).id)
  await openCard(deps, ctx, id, texts(ctx.language).offerCards.sendOrTap)
}

/** The offer for this segment that this admin began and put nothing else into: a second press opens no other. */
function begunFor(deps: AdminDeps, ctx: BotContext, segmentId: number): Offer | undefined {
  const { offers } = listOffers(deps.db, { offset: 0, limit: PAGE, state: 'draft' })
  return offers.find(
    ({ id, createdBy, draft }) =>
      createdBy === adminOf(ctx) &&
      draft.segments.length === 1 &&
      draft.segments[0] === segmentId &&
      isBlank(deps, { id, draft: { ...draft, segments: [] } }),
  )
}

/** The offer that this admin left blank, or a new one. To be called in a group. */
export function blankOffer(deps: AdminDeps, ctx: BotContext): Offer {
  const createdBy = adminOf(ctx)
  const drafts = listOffers(deps.db, { offset: 0, limit: PAGE, state: 'draft' }).offers
  const blank = drafts.find(offer => offer.createdBy === createdBy && isBlank(deps, offer))
  return blank ?? newOffer(deps, ctx)
}

/** A new offer with the goal and the marks that this admin used last. To be called in a group. */
export function newOffer({ db }: AdminDeps, ctx: BotContext): Offer {
  const createdBy = adminOf(ctx)
  return createOffer(db, { createdBy, name: texts(ctx.language).offers.unnamed, ...findHabits(db, createdBy) }, ctx.at)
}

/** Starts an offer for a segment; what is sent next is its message. @throws AppError `segment_not_found` */
export async function openDraftFor(deps: AdminDeps, ctx: BotContext, segmentId: number): Promise<void> {
  const { criterion } = getSegment(deps.db, segmentId)
  // Everyone stands in the card once, saved under a name or not.
  const whom: Partial<Draft> = isEveryone(criterion) ? { rest: true } : { segments: [segmentId] }
  const id = await ctx.deed(z.int(), () => {
    const offer = begunFor(deps, ctx, segmentId) ?? blankOffer(deps, ctx)
    return changeRows(deps.db, offer.id, () => whom).id
  })
  await openCard(deps, ctx, id, texts(ctx.language).offerCards.sendOrTap)
}

/** A segment that was made for this offer is ticked. @throws AppError `segment_not_found`, `offer_not_a_draft` */
export async function segmentSaved(
  deps: AdminDeps,
  ctx: BotContext,
  offerId: number,
  segmentId: number,
): Promise<void> {
  const { criterion } = getSegment(deps.db, segmentId)
  await ctx.deed(() =>
    changeRows(deps.db, offerId, ({ segments, leaveOut }) =>
      // As in `openDraftFor`: a segment of everyone is ticked as everyone.
      isEveryone(criterion)
        ? { rest: true }
        : {
            segments: segments.includes(segmentId) ? segments : [...segments, segmentId],
            leaveOut: leaveOut.filter(id => id !== segmentId),
          },
    ),
  )
  await backToOffer(deps, ctx, offerId)
}

/** Shows again to whom the draft goes: no segment was made after all. @throws AppError `offer_not_a_draft` */
export async function backToOffer(deps: AdminDeps, ctx: BotContext, offerId: number): Promise<void> {
  await present(deps, ctx, offerId, await whomScreen(deps, ctx, offerId, 0))
}
