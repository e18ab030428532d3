import { Composer } from 'grammy'
import { z } from 'zod'
import { listZones } from '../../../../audience/whereabouts.js'
import type { Db } from '../../../../db/open.js'
import { sameTimeIn, type WallTime } from '../../../../delivery/hours.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { time, zoneName } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { findSetting, saveSetting } from '../../../settings.js'
import type { AdminDeps } from '../../deps.js'
import { offers as presses } from '../addresses.js'
import { adminOf, type OfferDeps } from '../deps.js'
import { changeRows } from '../draft.js'
import { leadOn, present } from '../hands.js'
import { onDraftPress } from '../turn.js'
import { whenWords } from '../words.js'

/** `one`: everybody at the same moment; `own`: everybody when their own clock shows the hour. */
export type Clock = 'one' | 'own'

const clockSchema = z.enum(['one', 'own'])
const settingOf = (adminId: number) => `clock:${adminId}`

/** By which clock this marketer sends; null while they were not asked. */
export function findClock(db: Db, adminId: number): Clock | null {
  return findSetting(db, settingOf(adminId), clockSchema)
}

/** True when somebody's own clock shows this at another moment than the bot's does. */
export function clocksDiffer({ db, zone }: AdminDeps, wall: WallTime): boolean {
  const moment = sameTimeIn(wall, zone())
  return listZones(db).some(other => sameTimeIn(wall, other) !== moment)
}

/** The answer to the question by which clock, which is asked once. */
export function clockFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onDraftPress(deps, composer, presses.clock, async (ctx, { offer, own }) => {
    const { when } = await chooseClock(deps, ctx, offer, own === 1 ? 'own' : 'one')
    const taken = texts(ctx.language).offerCards.whenTaken(whenWords(when, deps.zone(), ctx.language, ctx.at))
    // Everyone's own clock is told by the card and by the check.
    await leadOn(deps, ctx, offer, own === 1 ? undefined : taken)
  })
  return composer
}

/** Sends by this clock from now on. */
export async function chooseClock({ db }: AdminDeps, ctx: BotContext, offer: number, clock: Clock): Promise<Draft> {
  await ctx.deed(() => {
    saveSetting(db, settingOf(adminOf(ctx)), clockSchema, clock)
    const change = ({ when }: Draft) => ({ when: when.kind === 'now' ? when : { ...when, own: clock === 'own' } })
    changeRows(db, offer, change)
  })
  return getDraft(db, offer).draft
}

/** "10:00 by which clock?" @param note what is odd about the moment that was chosen */
export async function askClock(deps: OfferDeps, ctx: BotContext, offer: number, note: Piece): Promise<void> {
  const { admin, offerCards: t } = texts(ctx.language)
  const { when } = getDraft(deps.db, offer).draft
  if (when.kind === 'now') return leadOn(deps, ctx, offer, note)
  const answer = (label: string, own: 0 | 1) => [key(label, presses.clock, { offer, own })]
  await present(deps, ctx, offer, {
    text: lines([note, t.clockAsked(time(when.at, when.zone)), t.clockRemembered]),
    keyboard: [
      answer(t.keys.oneClock(zoneName(when.zone, ctx.language)), 0),
      answer(t.keys.ownClock, 1),
      [key(admin.back, presses.when, { offer })],
    ],
  })
}

/** The row of the When screen that turns it; none where all clocks show the same. */
export function clockRow(deps: AdminDeps, ctx: BotContext, offer: number, when: Draft['when']): Key[][] {
  if (when.kind === 'now' || (!when.own && !clocksDiffer(deps, when))) return []
  const { keys } = texts(ctx.language).offerCards
  return [
    [key(`${when.own ? '✅' : '☐'} ${keys.byOwnClock}`, presses.clockTurn, { offer, generation: when.own ? 1 : 0 })],
  ]
}
