import { Composer } from 'grammy'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { MINUTE } from '../../../../clock.js'
import { AppError } from '../../../../errors.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { type Language, shorten, time, zoneName } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines } from '../../../../text/rich.js'
import { type Card, type Key, key, pairs } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { isPassed } from '../../../press.js'
import { ask, type Topics } from '../../ask.js'
import type { AdminDeps } from '../../deps.js'
import { wordsOf } from '../../words.js'
import { offers as presses } from '../addresses.js'
import { adminOf, type OfferDeps } from '../deps.js'
import { changeRows, openCard } from '../draft.js'
import { leadOn, present } from '../hands.js'
import { draftTopic, onDraftPress } from '../turn.js'
import { backToCard, untilWords, whenWords } from '../words.js'
import { askClock, chooseClock, clockRow, clocksDiffer, findClock } from './clock.js'
import { type Moment, parseMoment, wallClock } from './moment.js'
import { saveZone, zoneOf } from './zone.js'
import { findZone } from './zone-names.js'

const WHEN_TOPIC = 'offer_when'
const ZONE_TOPIC = 'offer_zone'
const SATURDAY = 6

/** When the offer goes, and by whose clock. */
export function whenFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  const show = async (ctx: BotContext, offer: number) => {
    await present(deps, ctx, offer, whenScreen(deps, ctx, offer))
    await ask(ctx, WHEN_TOPIC, { offer })
  }
  onDraftPress(deps, composer, presses.when, (ctx, { offer }) => show(ctx, offer))

  onDraftPress(deps, composer, presses.whenNow, async (ctx, { offer }) => {
    await ctx.deed(() => changeRows(db, offer, () => ({ when: { kind: 'now' } })))
    await leadOn(deps, ctx, offer)
  })

  onDraftPress(deps, composer, presses.whenAt, async (ctx, { offer, minute }) => {
    const at = minute * MINUTE
    if (at <= ctx.at) throw new AppError('date_past')
    await setWhen(deps, ctx, offer, { at, clock: 'plain' })
  })

  onDraftPress(deps, composer, presses.urgent, async (ctx, { offer, generation }) => {
    await ctx.deed(() =>
      changeRows(db, offer, ({ urgent }) => ({ urgent: isPassed(generation, urgent ? 1 : 0) ? urgent : !urgent })),
    )
    await show(ctx, offer)
  })

  onDraftPress(deps, composer, presses.clockTurn, async (ctx, { offer, generation }) => {
    const { when } = getDraft(db, offer).draft
    const own = when.kind === 'at' && when.own
    if (ctx.deed.isDone() || !isPassed(generation, own ? 1 : 0))
      await chooseClock(deps, ctx, offer, own ? 'one' : 'own')
    await show(ctx, offer)
  })

  onDraftPress(deps, composer, presses.zone, async (ctx, { offer }) => {
    const { admin, offerCards: t } = texts(ctx.language)
    await present(deps, ctx, offer, {
      text: t.zoneAsked(zoneOf(deps, adminOf(ctx))),
      keyboard: [[key(admin.back, presses.when, { offer })]],
    })
    await ask(ctx, ZONE_TOPIC, { offer })
  })

  return composer
}

/** The typed moment, and the typed zone. */
export function whenTopics(deps: OfferDeps): Topics {
  const { db } = deps
  const schema = z.object({ offer: z.int() })
  return {
    [WHEN_TOPIC]: draftTopic(deps, schema, async (ctx, { offer }, message) => {
      const words = await wordsOf(ctx, message, 'date')
      if (words === null) return 'again'
      await setWhen(deps, ctx, offer, parseMoment(words, zoneOf(deps, adminOf(ctx)), ctx.at))
      return 'done'
    }),

    [ZONE_TOPIC]: draftTopic(deps, schema, async (ctx, { offer }, message) => {
      const t = texts(ctx.language).offerCards
      const words = await wordsOf(ctx, message, 'zone')
      if (words === null) return 'again'
      const named = findZone(words)
      if (named.kind !== 'zone') {
        const several = named.kind === 'several' ? named.zones.map(zone => zoneName(zone, ctx.language)) : []
        await ctx.reply(
          several.length > 0
            ? texts(ctx.language).settingsCards.zoneSeveral(shorten(words, 60), several)
            : t.zoneUnknown(shorten(words, 60)),
        )
        return 'again'
      }
      const { zone } = named
      const { draft } = getDraft(db, offer)
      const moved = movedTo(draft.when, zone)
      if (moved.kind === 'at' && draft.when.kind === 'at' && draft.when.at > ctx.at && moved.at <= ctx.at)
        throw new AppError('date_past')
      await ctx.deed(() => {
        saveZone(deps, adminOf(ctx), zone)
        changeRows(db, offer, before => ({ when: moved, notLaterThan: limitMovedTo(before, zone) }))
      })
      await openCard(deps, ctx, offer, t.zoneTaken(zoneName(zone, ctx.language)))
      return 'done'
    }),
  }
}

async function setWhen(deps: OfferDeps, ctx: BotContext, offer: number, moment: Moment): Promise<void> {
  const t = texts(ctx.language).offerCards
  const wall = { at: moment.at, zone: zoneOf(deps, adminOf(ctx)) }
  const clock = findClock(deps.db, adminOf(ctx))
  const differ = clocksDiffer(deps, wall)
  const when: Draft['when'] = { kind: 'at', ...wall, own: differ && clock === 'own' }
  await ctx.deed(() => changeRows(deps.db, offer, () => ({ when })))
  const odd = momentNotes(moment, ctx.language)
  const note = lines([t.whenTaken(whenWords(when, deps.zone(), ctx.language, ctx.at)), ...odd])
  if (differ && clock === null) return askClock(deps, ctx, offer, note)
  // Everyone's own clock is told by the card and by the check.
  if (when.own) return leadOn(deps, ctx, offer, odd.length === 0 ? undefined : lines(odd))
  await leadOn(deps, ctx, offer, note)
}

/** What is odd about a moment that was typed. */
export function momentNotes({ clock, usual }: Moment, language: Language): string[] {
  const t = texts(language).offerCards
  const odd = { plain: [], skipped: [t.skipped], twice: [t.twice] }[clock]
  return usual === true ? [...odd, t.usualHour] : odd
}

/** The same time by another zone's clock. */
function movedTo(when: Draft['when'], zone: string): Draft['when'] {
  if (when.kind === 'now') return when
  const shown = DateTime.fromMillis(when.at, { zone: when.zone })
  return { ...when, at: wallClock(shown, shown, zone).at, zone }
}

/** The end moves with the zone as the beginning does. */
function limitMovedTo({ when, notLaterThan }: Draft, zone: string): number | null {
  if (notLaterThan === null || when.kind === 'now') return notLaterThan
  const moved = movedTo({ ...when, at: notLaterThan }, zone)
  return moved.kind === 'at' ? moved.at : null
}

function whenScreen(deps: AdminDeps, ctx: BotContext, offer: number): Card {
  const t = texts(ctx.language).offerCards
  const zone = zoneOf(deps, adminOf(ctx))
  const draft = getDraft(deps.db, offer)
  const { when, notLaterThan, urgent } = draft.draft
  const limit = notLaterThan === null ? null : untilWords(draft, deps.zone(), ctx.language, ctx.at)
  return {
    text: lines([
      t.whenAsked(time(ctx.at, zone), zoneName(zone, ctx.language)),
      when.kind === 'now' && limit === null
        ? null
        : t.whenNow(whenWords(when, deps.zone(), ctx.language, ctx.at), limit),
      urgent ? t.urgentRow : null,
    ]),
    keyboard: [
      ...pairs([key(t.keys.nowKey, presses.whenNow, { offer }), ...presets(ctx, offer, zone)]),
      [
        key(t.keys.until, presses.until, { offer }),
        key(`${urgent ? '✅' : '☐'} ${t.keys.urgent}`, presses.urgent, { offer, generation: urgent ? 1 : 0 }),
      ],
      ...clockRow(deps, ctx, offer, when),
      [key(t.keys.zone, presses.zone, { offer }), backToCard(offer, ctx.language)],
    ],
  }
}

/** Usual times that are still to come, as moments: a card of yesterday must not mean another day today. */
function presets(ctx: BotContext, offer: number, zone: string): Key[] {
  const t = texts(ctx.language).offerCards
  const today = DateTime.fromMillis(ctx.at, { zone })
  const saturday = today.plus({ days: (SATURDAY + 7 - today.weekday) % 7 })
  const usual: [string, Moment][] = [
    [t.today('20:00'), wallClock(today, { hour: 20, minute: 0 }, zone)],
    [t.tomorrow('10:00'), wallClock(today.plus({ days: 1 }), { hour: 10, minute: 0 }, zone)],
    [t.saturday('12:00'), wallClock(saturday, { hour: 12, minute: 0 }, zone)],
  ]
  return usual
    .filter(([, { at }]) => at > ctx.at)
    .map(([label, { at }]) => key(label, presses.whenAt, { offer, minute: Math.floor(at / MINUTE) }))
}
