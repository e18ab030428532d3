import type { Composer } from 'grammy'
import { z } from 'zod'
import { type Broadcast, getBroadcast, raiseGeneration } from '../../../delivery/broadcast.js'
import { listRepairs } from '../../../delivery/repair.js'
import { AppError } from '../../../errors.js'
import { copyOffer } from '../../../offers/mend.js'
import { changeDraft } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress, stopClock } from '../../press.js'
import { adminOf } from '../offers/deps.js'
import { shownName } from '../offers/label.js'
import { broadcasts } from './addresses.js'
import type { BroadcastDeps } from './deps.js'
import { countGroup, readGroup, saveGroup, wholeGroup, writeToData } from './people.js'

const offered = ['clicked', 'seen', 'notClicked', 'notReached'] as const

/** What comes after a broadcast: writing to some of its people, repeating it, and copying it for others. */
export function addFollowUps(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db } = deps

  onPress(composer, broadcasts.followUps, async (ctx, { id }) => {
    const card = await groupsScreen(deps, ctx, getBroadcast(db, id))
    if (card === null) return stopClock(ctx, texts(ctx.language).fixCards.nobodyThere)
    await showCard(ctx, card)
  })

  onPress(composer, broadcasts.writeTo, async (ctx, { id, ...values }) => {
    const broadcast = getBroadcast(db, id)
    const group = readGroup(values)
    if (group === null) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    const by = { adminId: adminOf(ctx), language: ctx.language }
    const segment = await ctx.deed(z.int(), () => saveGroup(db, broadcast, group, by, ctx.at))
    await deps.openDraftFor(ctx, segment)
  })

  onPress(composer, broadcasts.repeat, (ctx, { id, generation }) => copy(ctx, id, generation, true))
  onPress(composer, broadcasts.copy, (ctx, { id, generation }) => copy(ctx, id, generation, false))

  onPress(composer, broadcasts.rightPeople, async (ctx, { id, generation }) => {
    const broadcast = getBroadcast(db, id)
    const by = { adminId: adminOf(ctx), language: ctx.language }
    const draft = await ctx.deed(z.int(), () => {
      decideOnce(id, generation)
      const still = saveGroup(db, broadcast, wholeGroup('stillHave'), by, ctx.at)
      const made = copyOffer(db, broadcast.offerId, { createdBy: by.adminId, keepAudience: false }, ctx.at)
      return changeDraft(db, made.id, () => ({ leaveOut: [still] })).id
    })
    await deps.openDraft(ctx, draft)
  })

  async function copy(ctx: BotContext, id: number, generation: number, keepAudience: boolean): Promise<void> {
    const { offerId } = getBroadcast(db, id)
    const made = await ctx.deed(z.int(), () => {
      decideOnce(id, generation)
      return copyOffer(db, offerId, { createdBy: adminOf(ctx), keepAudience }, ctx.at).id
    })
    await deps.openDraft(ctx, made)
  }

  /** To be called in a deed. @throws AppError `deed_done` for a button that was pressed already */
  function decideOnce(id: number, generation: number): void {
    if (isPassed(generation, getBroadcast(db, id).generation)) throw new AppError('deed_done')
    raiseGeneration(db, id)
  }
}

/** The groups that hold anybody, with how many they are; null when none does. @throws AppError `query_timeout` */
async function groupsScreen({ db, zone }: BroadcastDeps, ctx: BotContext, broadcast: Broadcast): Promise<Card | null> {
  const { fixCards: words, admin } = texts(ctx.language)
  // Who had it taken back was reached, and of the others nobody can tell them apart.
  const takenBack = listRepairs(db, broadcast.id).some(({ kind }) => kind === 'take_back')
  const sizes = await Promise.all(
    offered
      .filter(kind => !takenBack || kind !== 'notReached')
      .map(async kind => ({ kind, people: await countGroup(db, broadcast, wholeGroup(kind), ctx.at, zone()) })),
  )
  const some = sizes.filter(({ people }) => people > 0)
  if (some.length === 0) return null
  return {
    text: lines([words.followUps(shownName(broadcast.offerName)), words.followUpsHint]),
    keyboard: [
      ...some.map(({ kind, people }) => [
        { label: words.groups[kind](people), data: writeToData(broadcast.id, wholeGroup(kind)) },
      ]),
      [key(admin.back, broadcasts.report, { id: broadcast.id })],
    ],
  }
}
