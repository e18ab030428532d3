import type { Composer } from 'grammy'
import { z } from 'zod'
import { SECOND } from '../../../../clock.js'
import { cancelBroadcast, getBroadcast, raiseGeneration } from '../../../../delivery/broadcast.js'
import { listRepairs, startTakeBack, TAKE_BACK_MS } from '../../../../delivery/repair.js'
import { AppError } from '../../../../errors.js'
import { dateTime, duration, zoneName } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { type Card, type Key, key, showCard } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { isPassed, onPress } from '../../../press.js'
import { go } from '../../../screen.js'
import { adminOf } from '../../offers/deps.js'
import { shownName } from '../../offers/label.js'
import { broadcasts } from '../addresses.js'
import { isOver } from '../card.js'
import type { BroadcastDeps } from '../deps.js'
import { countHolders, type Holders } from './holders.js'
import { backToFix, forgetProposal, wakeUp } from './menu.js'

/** Sent to the wrong people: nobody else gets it, and as far as Telegram allows it is deleted from their chats. */
export function addWrongPeople(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db, lead } = deps

  onPress(composer, broadcasts.wrongPeople, async (ctx, { id }) => {
    await forgetProposal(deps, ctx)
    await showWrongPeople(ctx, id)
  })

  onPress(composer, broadcasts.askTakeBack, async (ctx, { id }) => {
    const holders = await countHolders(db, id, null, ctx.at)
    if (!canTakeBack(holders)) return showWrongPeople(ctx, id)
    await showCard(ctx, askScreen(deps, ctx, id, holders))
  })

  onPress(composer, broadcasts.takeBack, async (ctx, { id, generation }) => {
    getBroadcast(db, id)
    const repair = await ctx.deed(z.int(), () => {
      // A second press, or a colleague's, does not begin it again.
      const running = listRepairs(db, id).find(one => one.kind === 'take_back' && one.state === 'running')
      if (running !== undefined) return running.id
      if (isPassed(generation, getBroadcast(db, id).generation)) throw new AppError('deed_done')
      raiseGeneration(db, id)
      cancelBroadcast(db, id, ctx.at)
      return startTakeBack(db, id, adminOf(ctx), ctx.at)
    })
    wakeUp(deps)
    await lead(ctx, go(broadcasts.repair, { repair: repair }))
  })

  async function showWrongPeople(ctx: BotContext, id: number): Promise<void> {
    const running = listRepairs(db, id).find(one => one.kind === 'take_back' && one.state === 'running')
    if (running !== undefined) return lead(ctx, go(broadcasts.repair, { repair: running.id }))
    await showCard(ctx, wrongPeopleScreen(deps, ctx, id, await countHolders(db, id, null, ctx.at)))
  }
}

/** Something is there that Telegram still deletes. */
function canTakeBack({ have, tooOld }: Holders): boolean {
  return have > tooOld
}

function wrongPeopleScreen({ db }: BroadcastDeps, ctx: BotContext, id: number, holders: Holders): Card {
  const { fixCards: words } = texts(ctx.language)
  const broadcast = getBroadcast(db, id)
  const over = isOver(broadcast)
  const waiting = broadcast.startedAt === null ? broadcast.shownAudience : holders.waiting
  const takeBack: Key[] = canTakeBack(holders)
    ? [key(over ? words.buttons.takeBackOnly : words.buttons.stopAndTakeBack, broadcasts.askTakeBack, { id })]
    : []
  const onlyStop: Key[] = over ? [] : [key(words.buttons.onlyStop, broadcasts.onlyStop, { id })]
  return {
    text: lines([
      words.headline(shownName(broadcast.offerName)),
      over ? words.onlyHave(holders.have) : words.wrongPeople(holders.have, waiting),
      holders.have > 0 && !canTakeBack(holders) ? words.tooLate : null,
    ]),
    keyboard: [takeBack, onlyStop, [backToFix(id, ctx.language)]].filter(row => row.length > 0),
  }
}

/** Asks once, with all that one should know before. */
function askScreen({ db, pace, zone }: BroadcastDeps, ctx: BotContext, id: number, holders: Holders): Card {
  const { fixCards: words, admin } = texts(ctx.language)
  const { have, tooOld, firstAt, seen, clicked, unanswered } = holders
  const deletable = have - tooOld
  const until = firstAt === null ? null : firstAt + TAKE_BACK_MS
  const deadline =
    until === null ? null : `${dateTime(until, zone(), ctx.language, ctx.at)} ${zoneName(zone(), ctx.language)}`
  return {
    text: lines([
      words.headline(shownName(getBroadcast(db, id).offerName)),
      words.takeBackAsked(deletable, duration((deletable * SECOND) / pace.rate(), ctx.language)),
      deadline === null ? null : words.possibleUntil(deadline),
      tooOld === 0 ? null : words.someTooOld(tooOld),
      seen + clicked === 0 ? null : words.notification(seen, clicked),
      unanswered === 0 ? null : words.unansweredRemain(unanswered),
      words.cannotBeUndone,
    ]),
    keyboard: [
      [key(admin.back, broadcasts.wrongPeople, { id })],
      [
        key(words.buttons.takeBack(deletable), broadcasts.takeBack, {
          id,
          generation: getBroadcast(db, id).generation,
        }),
      ],
    ],
  }
}
