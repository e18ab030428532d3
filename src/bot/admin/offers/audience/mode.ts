import { Composer } from 'grammy'
import { getDraft } from '../../../../offers/draft.js'
import { missingMessages } from '../../../../offers/variant.js'
import { getSegment } from '../../../../segments/segment.js'
import { texts } from '../../../../text/index.js'
import { concat, lines, rich } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { isPassed } from '../../../press.js'
import type { AdminDeps } from '../../deps.js'
import { offers as presses } from '../addresses.js'
import type { OfferDeps } from '../deps.js'
import { changeRows, openCard } from '../draft.js'
import { askMessages, present } from '../hands.js'
import { capped, nameList, shownName } from '../label.js'
import { onDraftPress } from '../turn.js'
import { addressed, addresseeName } from '../versions.js'
import { countHeads } from './headcount.js'

const SHOWN = 30

/** One message for all or one for each, everyone else or not, and the order. */
export function modeFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.mode, async (ctx, { offer, each }) => {
    await ctx.deed(() => changeRows(db, offer, () => ({ each: each === 1 })))
    const { draft } = getDraft(db, offer)
    if (draft.each && missingMessages(db, offer).length > 0) await askMessages(deps, ctx, offer)
    else await openCard(deps, ctx, offer)
  })

  onDraftPress(deps, composer, presses.rest, async (ctx, { offer, generation }) => {
    await ctx.deed(() =>
      changeRows(db, offer, ({ rest }) => ({ rest: isPassed(generation, rest ? 1 : 0) ? rest : !rest })),
    )
    await present(deps, ctx, offer, await modeScreen(deps, ctx, offer))
  })

  onDraftPress(deps, composer, presses.order, (ctx, { offer }) =>
    present(deps, ctx, offer, orderScreen(deps, ctx, offer)),
  )

  onDraftPress(deps, composer, presses.moveUp, async (ctx, { offer, segment, generation }) => {
    await ctx.deed(() =>
      changeRows(db, offer, ({ segments }) =>
        isPassed(generation, segments.indexOf(segment)) ? {} : { segments: movedUp(segments, segment) },
      ),
    )
    await present(deps, ctx, offer, orderScreen(deps, ctx, offer))
  })

  return composer
}

/** One place up; the first goes to the end. */
function movedUp(ids: readonly number[], id: number): number[] {
  const place = ids.indexOf(id)
  if (place < 0) return [...ids]
  const others = ids.filter(other => other !== id)
  return place === 0 ? [...others, id] : [...others.slice(0, place - 1), id, ...others.slice(place - 1)]
}

/** What the ticks come to: sizes, how many are in several, and the choice of one message or one for each. */
export async function modeScreen(deps: AdminDeps, ctx: BotContext, offerId: number): Promise<Card> {
  const { db } = deps
  const { draft } = getDraft(db, offerId)
  const { offerCards: t, admin } = texts(ctx.language)
  const segments = draft.segments.map(id => getSegment(db, id))
  const heads = await countHeads(
    db,
    segments.map(segment => segment.criterion),
    { at: ctx.at, zone: deps.zone() },
    draft.leaveOut.map(id => getSegment(db, id).criterion),
  )
  const parts = segments.map(({ name }, i) => t.part(shownName(name), heads?.each[i] ?? null))
  if (draft.rest) {
    const others = heads === null ? null : heads.everyone - heads.any
    parts.push(t.part(segments.length === 0 ? admin.everyone : admin.everyoneElse, others))
  }
  const leftOut = draft.leaveOut.map(id => addresseeName(db, draft, id, ctx.language))
  const people = heads === null ? null : draft.rest ? heads.everyone : heads.any
  const offer = { offer: offerId }
  return {
    text: lines([
      concat(capped(parts, SHOWN), ' · '),
      // That a sample found nobody in two segments is not that there is nobody.
      heads === null || segments.length < 2 || (heads.apart !== null && heads.several === 0)
        ? null
        : t.overlap(heads.several),
      people === null ? null : t.total(people),
      heads === null || heads.apart === null ? null : t.estimated(heads.apart),
      leftOut.length === 0 ? null : t.leftOutLine(nameList(leftOut, ctx.language)),
      rich`\n${t.modeAsked}`,
    ]),
    keyboard: [
      [
        key(t.keys.forAll, presses.mode, { offer: offerId, each: 0 }),
        key(t.keys.forEach, presses.mode, { offer: offerId, each: 1 }),
      ],
      [
        key(t.keys.order, presses.order, offer),
        key(`${draft.rest ? '✅' : '☐'} ${admin.everyoneElse}`, presses.rest, {
          ...offer,
          generation: draft.rest ? 1 : 0,
        }),
      ],
      [key(admin.back, presses.whom, { offer: offerId, page: 0 })],
    ],
  }
}

function orderScreen(deps: AdminDeps, ctx: BotContext, offerId: number): Card {
  const { draft } = getDraft(deps.db, offerId)
  const { offerCards: t, admin } = texts(ctx.language)
  const name = (id: number | null) => addresseeName(deps.db, draft, id, ctx.language)
  return {
    text: lines([t.orderAsked, ...capped(addressed(draft), SHOWN).map((id, i) => t.chosen(i + 1, name(id)))]),
    keyboard: [
      ...capped(draft.segments).map((id, generation) => [
        key(`⬆️ ${name(id)}`, presses.moveUp, { offer: offerId, segment: id, generation }),
      ]),
      [key(admin.back, presses.whomDone, { offer: offerId })],
    ],
  }
}
