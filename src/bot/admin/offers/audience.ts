import { Composer } from 'grammy'
import { AppError } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import type { Draft } from '../../../offers/offer.js'
import { findSegment, listSegments, type Segment } from '../../../segments/segment.js'
import { count } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import { type Card, key } from '../card.js'
import type { AdminDeps } from '../deps.js'
import { pageRow } from '../page.js'
import { onPress, type Press } from '../press.js'
import type { OfferDeps } from './deps.js'
import { changeRows, openCard, present } from './draft.js'
import { countHeads, type Headcount } from './headcount.js'
import { capped, nameList, rowsOf, sizedLabel, tick } from './label.js'
import { modeScreen } from './mode.js'
import { presses } from './presses.js'
import { addressed, addresseeName } from './versions.js'

const PAGE = 6
const SHOWN = 20

/** Who gets the offer, and who does not: ticks of saved segments. */
export function audienceFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  const whom = async (ctx: BotContext, offer: number, page: number) =>
    present(deps, ctx, offer, await whomScreen(deps, ctx, offer, page))
  const leaveOut = async (ctx: BotContext, offer: number, page: number) =>
    present(deps, ctx, offer, await leaveOutScreen(deps, ctx, offer, page))

  onPress(composer, presses.whom, (ctx, { offer, page }) => whom(ctx, offer, page))
  onPress(composer, presses.leaveOut, (ctx, { offer, page }) => leaveOut(ctx, offer, page))

  onPress(composer, presses.tick, async (ctx, { offer, segment, page }) => {
    const there = await change(offer, segment, draft => ({
      segments: toggled(draft.segments, segment),
      leaveOut: draft.leaveOut.filter(id => id !== segment),
    }))
    await whom(ctx, offer, page)
    if (!there) throw new AppError('segment_not_found')
  })

  onPress(composer, presses.leaveOutTick, async (ctx, { offer, segment, page }) => {
    const there = await change(offer, segment, draft => ({
      leaveOut: toggled(draft.leaveOut, segment),
      segments: draft.segments.filter(id => id !== segment),
    }))
    await leaveOut(ctx, offer, page)
    if (!there) throw new AppError('segment_not_found')
  })

  onPress(composer, presses.everyone, async (ctx, { offer, page }) => {
    await db.group(() => changeRows(db, offer, ({ rest }) => ({ rest: !rest })))
    await whom(ctx, offer, page)
  })

  onPress(composer, presses.newSegment, async (ctx, { offer }) => {
    getDraft(db, offer)
    await deps.startNewSegment(ctx, { offerId: offer })
  })

  onPress(composer, presses.whomDone, async (ctx, { offer }) => {
    const { draft } = getDraft(db, offer)
    if (addressed(draft).length < 2) return openCard(deps, ctx, offer)
    await present(deps, ctx, offer, await modeScreen(deps, ctx, offer))
  })

  /** False when the segment was deleted meanwhile; then nothing changes. */
  function change(offer: number, segment: number, how: (draft: Draft) => Partial<Draft>): Promise<boolean> {
    return db.group(() => {
      if (findSegment(db, segment) === null) return false
      changeRows(db, offer, how)
      return true
    })
  }

  return composer
}

function toggled(ids: readonly number[], id: number): number[] {
  return ids.includes(id) ? ids.filter(other => other !== id) : [...ids, id]
}

/** A page of saved segments; past the end, the last page there is. */
async function segmentPage(deps: AdminDeps, ctx: BotContext, wanted: number) {
  const { db } = deps
  const { total } = listSegments(db, { offset: 0, limit: 0 })
  const page = Math.max(0, Math.min(wanted, Math.ceil(total / PAGE) - 1))
  const { segments } = listSegments(db, { offset: page * PAGE, limit: PAGE })
  const criteria = segments.map(segment => segment.criterion)
  return { page, total, segments, heads: await countHeads(db, criteria, { at: ctx.at, zone: deps.zone() }) }
}

/** To whom: each tick takes the next place in the order. */
export async function whomScreen(deps: AdminDeps, ctx: BotContext, offerId: number, wanted: number): Promise<Card> {
  const { page, total, segments, heads } = await segmentPage(deps, ctx, wanted)
  const { draft } = getDraft(deps.db, offerId)
  const { offerCards: t, admin } = texts(ctx.language)
  const size = sizes(heads, ctx)
  const chosen = capped(draft.segments, SHOWN).map((id, i) =>
    t.chosen(i + 1, addresseeName(deps.db, draft, id, ctx.language)),
  )
  const ticks = segments.map((segment, i) =>
    key(sizedLabel(tick(draft.segments.indexOf(segment.id) + 1), segment.name, size(i)), presses.tick, {
      offer: offerId,
      segment: segment.id,
      page,
    }),
  )
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
      ...pageRow(paged(presses.whom, offerId), { page, size: PAGE, total }),
      [key(label, presses.everyone, { offer: offerId, page })],
      [
        key(t.keys.newSegment, presses.newSegment, { offer: offerId }),
        key(t.keys.leaveOut, presses.leaveOut, { offer: offerId, page: 0 }),
      ],
      [key(admin.done, presses.whomDone, { offer: offerId })],
    ],
  }
}

async function leaveOutScreen(deps: AdminDeps, ctx: BotContext, offerId: number, wanted: number): Promise<Card> {
  const { page, total, segments, heads } = await segmentPage(deps, ctx, wanted)
  const { draft } = getDraft(deps.db, offerId)
  const { offerCards: t, admin } = texts(ctx.language)
  const size = sizes(heads, ctx)
  const label = (segment: Segment, i: number) =>
    sizedLabel(draft.leaveOut.includes(segment.id) ? '🚫' : '☐', segment.name, size(i))
  const ticks = segments.map((segment, i) =>
    key(label(segment, i), presses.leaveOutTick, { offer: offerId, segment: segment.id, page }),
  )
  const names: Rich =
    draft.leaveOut.length === 0 ? rich`${t.nobodyLeftOut}` : rich`${t.leftOutLine(leftOutNames(deps, draft, ctx))}`
  return {
    text: lines([t.leaveOutAsked, names]),
    keyboard: [
      ...rowsOf(ticks),
      ...pageRow(paged(presses.leaveOut, offerId), { page, size: PAGE, total }),
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
    return count((which === 'everyone' ? heads.everyone : heads.each[which]) ?? 0, ctx.language)
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
