import { isDeepStrictEqual } from 'node:util'
import { Composer } from 'grammy'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { rfmMovement } from '../../../audience/rfm/movement.js'
import { LONGEST_WINDOW, MEASURES, type Measure, type RfmRules } from '../../../audience/rfm/rules.js'
import { findRefresh, refreshRfm } from '../../../audience/rfm.js'
import { date } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, rich } from '../../../text/rich.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { showInstead } from '../analysis/photo.js'
import { ask, type Topics, topic } from '../ask.js'
import { marked } from '../settings/words.js'
import { presses } from './addresses.js'
import { rfmCard } from './card.js'
import { type RfmDeps, termsNow } from './deps.js'
import { parseSteps, pointWords } from './words.js'

const WINDOW_TOPIC = 'rfm_window'
const STEPS_TOPIC = 'rfm_steps'
const WINDOWS = [3, 6, 12, 24] as const
const MOVES = 20

const place = z.object({ chat: z.int(), message: z.int() })

/** The groups of customers by their orders, and the rules that make them. */
export function rfmFeature(deps: RfmDeps): Composer<BotContext> {
  const { preferences } = deps
  const composer = new Composer<BotContext>()
  onPress(composer, presses.home, async ctx => {
    const terms = termsNow(deps)
    if (!isDeepStrictEqual(findRefresh(deps.db)?.terms, terms)) await refreshRfm(deps.db, terms, ctx.at)
    await showInstead(deps.db, ctx, await rfmCard(deps, ctx))
  })
  onPress(composer, presses.groups, async (ctx, { page }) => showInstead(deps.db, ctx, await rfmCard(deps, ctx, page)))
  onPress(composer, presses.movement, async ctx => showCard(ctx, await movementCard(deps, ctx)))

  onPress(composer, presses.window, async ctx => {
    await ask(ctx, WINDOW_TOPIC, { place: await showCard(ctx, windowCard(deps, ctx)) })
  })
  onPress(composer, presses.months, async (ctx, { months }) => {
    if (months < 1 || months > LONGEST_WINDOW) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await change(deps, ctx, { windowMonths: months })
    await showCard(ctx, await rfmCard(deps, ctx))
  })

  onPress(composer, presses.measure, async (ctx, { measure }) => {
    const chosen = MEASURES[measure]
    if (chosen === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await ask(ctx, STEPS_TOPIC, { place: await showCard(ctx, measureCard(deps, ctx, chosen)), measure: chosen })
  })
  onPress(composer, presses.shares, async (ctx, { measure }) => {
    const chosen = MEASURES[measure]
    if (chosen === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    if (preferences.rfm()[chosen] !== 'shares') await change(deps, ctx, { [chosen]: 'shares' })
    await showCard(ctx, await rfmCard(deps, ctx))
  })
  return composer
}

/** What is typed there. */
export function rfmTopics(deps: RfmDeps): Topics {
  return {
    [WINDOW_TOPIC]: topic(z.object({ place }), async (ctx, { place }, message) => {
      const months = Number(/^\s*(\d{1,3})/.exec(message.text ?? '')?.[1] ?? 0)
      if (months < 1 || months > LONGEST_WINDOW) {
        await ctx.reply(texts(ctx.language).rfmCards.windowUnreadable(LONGEST_WINDOW))
        return 'again'
      }
      await change(deps, ctx, { windowMonths: months })
      await moveCard(ctx, await rfmCard(deps, ctx), place)
      return 'done'
    }),
    [STEPS_TOPIC]: topic(z.object({ place, measure: z.enum(MEASURES) }), async (ctx, { place, measure }, message) => {
      const steps = parseSteps(message.text ?? '', measure, termsNow(deps))
      if (steps === null) {
        await ctx.reply(texts(ctx.language).rfmCards.stepsUnreadable)
        return 'again'
      }
      await change(deps, ctx, { [measure]: { steps } })
      await moveCard(ctx, await rfmCard(deps, ctx), place)
      return 'done'
    }),
  }
}

/** Keeps other rules and counts everybody anew. */
async function change(deps: RfmDeps, ctx: BotContext, rules: Partial<RfmRules>): Promise<void> {
  const { db, preferences } = deps
  await ctx.deed(() => preferences.save.rfm({ ...preferences.rfm(), ...rules }))
  await refreshRfm(db, termsNow(deps), ctx.at)
}

function windowCard({ preferences }: RfmDeps, ctx: BotContext): Card {
  const { admin, rfmCards: t } = texts(ctx.language)
  const now = preferences.rfm().windowMonths
  const choices = WINDOWS.map(months => key(marked(t.months(months), months === now), presses.months, { months }))
  return { text: t.windowAsked(now), keyboard: [...pairs(choices), [key(admin.back, presses.home, {})]] }
}

function measureCard({ db, preferences }: RfmDeps, ctx: BotContext, measure: Measure): Card {
  const { admin, rfmCards: t } = texts(ctx.language)
  const byShares = preferences.rfm()[measure] === 'shares'
  const refresh = findRefresh(db)
  const points =
    refresh?.cuts == null ? null : pointWords(measure, refresh.cuts[measure], refresh.terms.currency, ctx.language)
  const unit = measure === 'money' ? t.units.money(preferences.currency()) : t.units[measure]
  return {
    text: lines([t.measureAsked(t.measures[measure], byShares ? t.shares : t.steps, points), unit]),
    keyboard: [
      [
        key(marked(t.keys.shares, byShares), presses.shares, { measure: MEASURES.indexOf(measure) }),
        key(admin.back, presses.home, {}),
      ],
    ],
  }
}

async function movementCard(deps: RfmDeps, ctx: BotContext): Promise<Card> {
  const { admin, labels, rfmCards: t } = texts(ctx.language)
  const zone = deps.zone()
  const from = DateTime.fromMillis(ctx.at, { zone }).minus({ months: 1 }).toMillis()
  const all = await rfmMovement(deps.db, termsNow(deps), from, ctx.at)
  const moved = all.filter(move => move.from !== move.to).sort((a, b) => b.customers - a.customers)
  const sum = (moves: typeof all) => moves.reduce((total, { customers }) => total + customers, 0)
  const rarer = sum(moved.slice(MOVES))
  return {
    text: lines([
      t.movement(date(from, zone, ctx.language), date(ctx.at, zone, ctx.language)),
      '',
      ...moved
        .slice(0, MOVES)
        .map(({ from, to, customers }) => t.move(labels.cells[from], labels.cells[to], customers)),
      moved.length === 0 ? t.nobodyMoved : null,
      rarer === 0 ? null : t.more(rarer),
      t.stayed(sum(all.filter(move => move.from === move.to && move.from !== 'not_linked'))),
      '',
      rich`${t.movementHelp}`,
    ]),
    keyboard: [[key(admin.back, presses.home, {})]],
  }
}
