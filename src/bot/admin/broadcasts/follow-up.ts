import type { Composer } from 'grammy'
import { type Broadcast, getBroadcast } from '../../../delivery/broadcast.js'
import { copyOffer } from '../../../offers/mend.js'
import { changeDraft } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { adminOf } from '../offers/deps.js'
import { shownName } from '../offers/label.js'
import type { BroadcastDeps } from './deps.js'
import { countGroup, readGroup, saveGroup, wholeGroup, writeToData } from './people.js'
import { presses } from './presses.js'

const offered = ['clicked', 'seen', 'notClicked', 'notReached'] as const

/** What comes after a broadcast: writing to some of its people, repeating it, and copying it for others. */
export function addFollowUps(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db, progress } = deps

  onPress(composer, presses.followUps, async (ctx, { id }) => {
    const card = await groupsScreen(deps, ctx, getBroadcast(db, id))
    if (card === null) return stopClock(ctx, texts(ctx.language).fixCards.nobodyThere)
    await progress.leave(ctx)
    await showCard(ctx, card)
  })

  onPress(composer, presses.writeTo, async (ctx, { id, ...values }) => {
    const broadcast = getBroadcast(db, id)
    const group = readGroup(values)
    if (group === null) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    const by = { adminId: adminOf(ctx), language: ctx.language }
    const segment = await db.group(() => saveGroup(db, broadcast, group, by, ctx.at))
    await progress.leave(ctx)
    await deps.openDraftFor(ctx, segment)
  })

  onPress(composer, presses.repeat, (ctx, { id }) => copy(ctx, getBroadcast(db, id), true))
  onPress(composer, presses.copy, (ctx, { id }) => copy(ctx, getBroadcast(db, id), false))

  onPress(composer, presses.rightPeople, async (ctx, { id }) => {
    const broadcast = getBroadcast(db, id)
    const by = { adminId: adminOf(ctx), language: ctx.language }
    const draft = await db.group(() => {
      const still = saveGroup(db, broadcast, wholeGroup('stillHave'), by, ctx.at)
      const made = copyOffer(db, broadcast.offerId, { createdBy: by.adminId, keepAudience: false }, ctx.at)
      return changeDraft(db, made.id, () => ({ leaveOut: [still] }))
    })
    await progress.leave(ctx)
    await deps.openDraft(ctx, draft.id)
  })

  async function copy(ctx: BotContext, { offerId }: Broadcast, keepAudience: boolean): Promise<void> {
    const made = await db.group(() => copyOffer(db, offerId, { createdBy: adminOf(ctx), keepAudience }, ctx.at))
    await progress.leave(ctx)
    await deps.openDraft(ctx, made.id)
  }
}

/** The groups that hold anybody, with how many they are; null when none does. @throws AppError `query_timeout` */
async function groupsScreen({ db, zone }: BroadcastDeps, ctx: BotContext, broadcast: Broadcast): Promise<Card | null> {
  const { fixCards: words, admin } = texts(ctx.language)
  const sizes = await Promise.all(
    offered.map(async kind => ({ kind, people: await countGroup(db, broadcast, wholeGroup(kind), ctx.at, zone()) })),
  )
  const some = sizes.filter(({ people }) => people > 0)
  if (some.length === 0) return null
  return {
    text: lines([words.followUps(shownName(broadcast.offerName)), words.followUpsHint]),
    keyboard: [
      ...some.map(({ kind, people }) => [
        { label: words.groups[kind](people), data: writeToData(broadcast.id, wholeGroup(kind)) },
      ]),
      [key(admin.back, presses.report, { id: broadcast.id })],
    ],
  }
}
