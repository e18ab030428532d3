import { Composer } from 'grammy'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { count } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines, type Rich, rich } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { isPassed, type Press } from '../../../press.js'
import type { AdminDeps } from '../../deps.js'
import { pageRow } from '../../page.js'
import { offers as presses } from '../addresses.js'
import { adminOf, type OfferDeps } from '../deps.js'
import { changeRows, openCard } from '../draft.js'
import { present } from '../hands.js'
import { capped, nameList, rowsOf, sizedLabel, tick } from '../label.js'
import { onDraftPress } from '../turn.js'
import { addressed, addresseeName } from '../versions.js'
import { choicePage, findKept, findReady, keepReady } from './choices.js'
import { findFeature } from './find.js'
import type { Headcount } from './headcount.js'
import { modeScreen } from './mode.js'
import { changeTick, forgetUnused, type Ticks, ticked, ticksNow } from './tick.js'

const SHOWN = 20

/** Who gets the offer, and who does not: ticks of saved segments. */
export function audienceFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  composer.use(findFeature(deps))
  const whom = async (ctx: BotContext, offer: number, page: number) =>
    present(deps, ctx, offer, await whomScreen(deps, ctx, offer, page))
  const leaveOut = async (ctx: BotContext, offer: number, page: number) =>
    present(deps, ctx, offer, await leaveOutScreen(deps, ctx, offer, page))

  onDraftPress(deps, composer, presses.whom, (ctx, { offer, page }) => whom(ctx, offer, page))
  onDraftPress(deps, composer, presses.leaveOut, (ctx, { offer, page }) => leaveOut(ctx, offer, page))

  onDraftPress(deps, composer, presses.tick, async (ctx, values) => {
    const { offer, page } = values
    const there = await changeTick(deps, ctx, values, 'segments')
    await whom(ctx, offer, page)
    if (!there) throw new AppError('segment_not_found')
  })

  onDraftPress(deps, composer, presses.leaveOutTick, async (ctx, values) => {
    const { offer, page } = values
    const there = await changeTick(deps, ctx, values, 'leaveOut')
    await leaveOut(ctx, offer, page)
    if (!there) throw new AppError('segment_not_found')
  })

  onDraftPress(deps, composer, presses.tickReady, async (ctx, values) => {
    await changeReady(ctx, values, 'segments')
    await whom(ctx, values.offer, values.page)
  })

  onDraftPress(deps, composer, presses.leaveOutReady, async (ctx, values) => {
    await changeReady(ctx, values, 'leaveOut')
    await leaveOut(ctx, values.offer, values.page)
  })

  onDraftPress(deps, composer, presses.everyone, async (ctx, { offer, page, generation }) => {
    await ctx.deed(() =>
      changeRows(db, offer, ({ rest }) => ({ rest: isPassed(generation, rest ? 1 : 0) ? rest : !rest })),
    )
    await whom(ctx, offer, page)
  })

  onDraftPress(deps, composer, presses.newSegment, async (ctx, { offer }) => {
    getDraft(db, offer)
    await deps.startNewSegment(ctx, { offerId: offer })
  })

  onDraftPress(deps, composer, presses.whomDone, async (ctx, { offer }) => {
    const { draft } = getDraft(db, offer)
    if (addressed(draft).length < 2) return openCard(deps, ctx, offer)
    await present(deps, ctx, offer, await modeScreen(deps, ctx, offer))
  })

  async function changeReady(
    ctx: BotContext,
    { offer, ready, generation }: { offer: number; ready: number; generation: number },
    list: Ticks,
  ): Promise<void> {
    const choice = await findReady(deps, ctx, ready)
    await ctx.deed(() => {
      if (isPassed(generation, ticksNow(getDraft(db, offer).draft, list, findKept(db, choice)))) return
      const { id, made } = keepReady(db, choice, adminOf(ctx), ctx.at)
      changeRows(db, offer, draft => ({ ...ticked(draft, list, id), made: made ? [...draft.made, id] : draft.made }))
      forgetUnused(db, offer, id, ctx.at)
    })
  }

  return composer
}

/** To whom: each tick takes the next place in the order. */
export async function whomScreen(deps: AdminDeps, ctx: BotContext, offerId: number, wanted: number): Promise<Card> {
  const { page, size: pageSize, total, saved, choices, heads } = await choicePage(deps, ctx, wanted)
  const { draft } = getDraft(deps.db, offerId)
  const { offerCards: t, admin } = texts(ctx.language)
  const size = sizes(heads, ctx)
  const chosen = capped(draft.segments, SHOWN).map((id, i) =>
    t.chosen(i + 1, addresseeName(deps.db, draft, id, ctx.language)),
  )
  const ticks = choices.map((choice, i) => {
    if (choice.kind === 'ready') {
      const generation = ticksNow(draft, 'segments', choice.id)
      const where = { offer: offerId, ready: choice.mark, page, generation }
      const place = draft.segments.indexOf(choice.id ?? 0) + 1
      return key(sizedLabel(tick(place), choice.name, size(i)), presses.tickReady, where)
    }
    const place = draft.segments.indexOf(choice.id) + 1
    const where = { offer: offerId, segment: choice.id, page, generation: ticksNow(draft, 'segments', choice.id) }
    return key(sizedLabel(tick(place), choice.name, size(i)), presses.tick, where)
  })
  const everyone = draft.segments.length === 0
  const label = sizedLabel(
    draft.rest ? '✅' : '☐',
    everyone ? admin.everyone : admin.everyoneElse,
    everyone ? size('everyone') : null,
  )
  return {
    text: lines([
      t.whomAsked,
      ...chosen,
      draft.segments.length > SHOWN ? t.more(draft.segments.length - SHOWN) : null,
      draft.leaveOut.length === 0 ? null : t.leftOutLine(leftOutNames(deps, draft, ctx)),
      total === 0 ? t.noSegments : null,
    ]),
    keyboard: [
      ...rowsOf(ticks),
      ...pageRow(paged(presses.whom, offerId), { page, size: pageSize, total }),
      [key(label, presses.everyone, { offer: offerId, page, generation: draft.rest ? 1 : 0 })],
      [
        key(t.keys.newSegment, presses.newSegment, { offer: offerId }),
        key(t.keys.leaveOut, presses.leaveOut, { offer: offerId, page: 0 }),
      ],
      [
        ...(saved > pageSize ? [key(admin.find, presses.find, { offer: offerId })] : []),
        key(admin.done, presses.whomDone, { offer: offerId }),
      ],
    ],
  }
}

async function leaveOutScreen(deps: AdminDeps, ctx: BotContext, offerId: number, wanted: number): Promise<Card> {
  const { page, size: pageSize, total, choices, heads } = await choicePage(deps, ctx, wanted)
  const { draft } = getDraft(deps.db, offerId)
  const { offerCards: t, admin } = texts(ctx.language)
  const size = sizes(heads, ctx)
  const ticks = choices.map((choice, i) => {
    if (choice.kind === 'ready') {
      const generation = ticksNow(draft, 'leaveOut', choice.id)
      const where = { offer: offerId, ready: choice.mark, page, generation }
      const mark = draft.leaveOut.includes(choice.id ?? 0) ? '🚫' : '☐'
      return key(sizedLabel(mark, choice.name, size(i)), presses.leaveOutReady, where)
    }
    const mark = draft.leaveOut.includes(choice.id) ? '🚫' : '☐'
    const where = { offer: offerId, segment: choice.id, page, generation: ticksNow(draft, 'leaveOut', choice.id) }
    return key(sizedLabel(mark, choice.name, size(i)), presses.leaveOutTick, where)
  })
  const names: Rich =
    draft.leaveOut.length === 0 ? rich`${t.nobodyLeftOut}` : rich`${t.leftOutLine(leftOutNames(deps, draft, ctx))}`
  return {
    text: lines([t.leaveOutAsked, names]),
    keyboard: [
      ...rowsOf(ticks),
      ...pageRow(paged(presses.leaveOut, offerId), { page, size: pageSize, total }),
      [key(admin.back, presses.whom, { offer: offerId, page: 0 })],
    ],
  }
}

function leftOutNames(deps: AdminDeps, draft: Draft, ctx: BotContext): string {
  return nameList(
    draft.leaveOut.map(id => addresseeName(deps.db, draft, id, ctx.language)),
    ctx.language,
  )
}

/** Sizes as they are written; null when counting took too long. */
function sizes(heads: Headcount | null, ctx: BotContext): (which: number | 'everyone') => string | null {
  return which => {
    if (heads === null) return null
    const people = count((which === 'everyone' ? heads.everyone : heads.each[which]) ?? 0, ctx.language)
    return heads.apart === null ? people : `≈ ${people}`
  }
}

/** A paged press of one offer, for the ‹ › row. */
function paged(definition: Press<'offer' | 'page'>, offer: number): Press<'page'> {
  return {
    name: definition.name,
    data: ({ page }) => definition.data({ offer, page }),
    read: data => definition.read(data),
  }
}
