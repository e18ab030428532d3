import { Composer } from 'grammy'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { HOUR, MINUTE } from '../../../../clock.js'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import { dateTime, time, zoneName } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { type Card, key, pairs } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { ask, type Topics } from '../../ask.js'
import { wordsOf } from '../../words.js'
import { offers as presses } from '../addresses.js'
import { startOf } from '../check/count.js'
import { adminOf, type OfferDeps } from '../deps.js'
import { changeRows } from '../draft.js'
import { leadOn, present } from '../hands.js'
import { draftTopic, onDraftPress } from '../turn.js'
import { untilWords } from '../words.js'
import { parseMoment, wallClock } from './moment.js'
import { momentNotes } from './when.js'
import { zoneOf } from './zone.js'

const TOPIC = 'offer_until'
const EVENINGS = [18, 21] as const

/** Not later than: whoever still waits then gets nothing. */
export function untilFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.until, async (ctx, { offer }) => {
    await present(deps, ctx, offer, untilScreen(deps, ctx, offer))
    await ask(ctx, TOPIC, { offer })
  })

  onDraftPress(deps, composer, presses.untilAt, async (ctx, { offer, minute }) => {
    const at = minute === 0 ? null : minute * MINUTE
    await setUntil(deps, ctx, offer, at)
    await leadOn(deps, ctx, offer)
  })

  return composer
}

/** The typed end. */
export function untilTopics(deps: OfferDeps): Topics {
  return {
    [TOPIC]: draftTopic(deps, z.object({ offer: z.int() }), async (ctx, { offer }, message) => {
      const words = await wordsOf(ctx, message, 'end')
      if (words === null) return 'again'
      const { draft } = getDraft(deps.db, offer)
      // "21:00" is meant on the day it goes, not on the day it is written.
      const from = Math.max(ctx.at, draft.when.kind === 'at' ? draft.when.at : 0)
      const moment = parseMoment(words, zoneOf(deps, adminOf(ctx)), from)
      await setUntil(deps, ctx, offer, moment.at)
      const notes = momentNotes(moment, ctx.language)
      await leadOn(deps, ctx, offer, notes.length === 0 ? undefined : lines(notes))
      return 'done'
    }),
  }
}

/** @throws AppError `date_past` when it would end before it begins */
async function setUntil(deps: OfferDeps, ctx: BotContext, offer: number, at: number | null): Promise<void> {
  const { db } = deps
  if (at !== null && at <= startOf(getDraft(db, offer), ctx.at)) throw new AppError('date_past')
  await ctx.deed(() => changeRows(db, offer, () => ({ notLaterThan: at })))
}

function untilScreen(deps: OfferDeps, ctx: BotContext, offerId: number): Card {
  const { offerCards: t } = texts(ctx.language)
  const offer = getDraft(deps.db, offerId)
  const zone = zoneOf(deps, adminOf(ctx))
  const start = startOf(offer, ctx.at)
  const day = DateTime.fromMillis(start, { zone })
  const ends = [
    ...EVENINGS.map(hour => wallClock(day, { hour, minute: 0 }, zone).at).filter(at => at > start + HOUR),
    wallClock(day.plus({ days: 1 }), { hour: 21, minute: 0 }, zone).at,
  ]
  const label = (at: number) =>
    DateTime.fromMillis(at, { zone }).hasSame(day, 'day') ? time(at, zone) : dateTime(at, zone, ctx.language, ctx.at)
  const { notLaterThan } = offer.draft
  return {
    text: lines([
      t.untilAsked(zoneName(zone, ctx.language)),
      notLaterThan === null ? null : t.untilNow(untilWords(offer, deps.zone(), ctx.language, ctx.at)),
    ]),
    keyboard: [
      ...pairs([
        ...ends.map(at => key(label(at), presses.untilAt, { offer: offerId, minute: Math.floor(at / MINUTE) })),
        ...(notLaterThan === null ? [] : [key(t.keys.noEnd, presses.untilAt, { offer: offerId, minute: 0 })]),
      ]),
      [key(texts(ctx.language).admin.back, presses.when, { offer: offerId })],
    ],
  }
}
