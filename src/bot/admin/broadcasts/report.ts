import type { Composer } from 'grammy'
import { z } from 'zod'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { resendUncertain } from '../../../delivery/resend.js'
import { findReport, type Report } from '../../../reports/metrics.js'
import { findUsual } from '../../../reports/usual.js'
import { texts } from '../../../text/index.js'
import { type Card, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress, stopClock } from '../../press.js'
import type { AdminDeps } from '../deps.js'
import { broadcasts } from './addresses.js'
import { isOver } from './card.js'
import type { Progress } from './progress.js'
import { linksCard, messagesCard, reportCard, resendCard } from './report-card.js'

/** The report with its pages, and sending again to those for whom Telegram never answered. */
export function addReport(composer: Composer<BotContext>, deps: AdminDeps & { progress: Progress }): void {
  const { db, progress, engine } = deps

  async function show(ctx: BotContext, id: number, cardOf: (report: Report) => Card): Promise<void> {
    const card = cardOf(await findReport(db, id))
    await progress.leave(ctx)
    await showCard(ctx, card)
  }

  const showReport = async (ctx: BotContext, id: number) => {
    const usual = await findUsual(db, id)
    await show(ctx, id, report => reportCard(report, ctx.language, ctx.at, usual))
  }

  onPress(composer, broadcasts.open, (ctx, { id }) =>
    isOver(getBroadcast(db, id)) ? showReport(ctx, id) : progress.show(ctx, id),
  )
  onPress(composer, broadcasts.report, (ctx, { id }) => showReport(ctx, id))
  onPress(composer, broadcasts.messages, (ctx, { id, page }) =>
    show(ctx, id, report => messagesCard(report, page, ctx.language)),
  )
  onPress(composer, broadcasts.links, (ctx, { id, page }) =>
    show(ctx, id, report => linksCard(report, page, ctx.language, ctx.at)),
  )
  onPress(composer, broadcasts.askResend, async (ctx, { id }) => {
    const report = await findReport(db, id)
    if (report.noAnswer === 0 || report.state === 'cancelled') return refuse(ctx, id)
    await showCard(ctx, resendCard(getBroadcast(db, id), report.noAnswer, ctx.language))
  })
  onPress(composer, broadcasts.resend, async (ctx, { id, generation }) => {
    const again = await ctx.deed(z.int(), () =>
      isPassed(generation, getBroadcast(db, id).generation) ? 0 : resendUncertain(db, id, ctx.at),
    )
    if (again === 0) return refuse(ctx, id)
    engine.wake()
    await progress.show(ctx, id)
  })

  async function refuse(ctx: BotContext, id: number): Promise<void> {
    await showReport(ctx, id)
    await stopClock(ctx, texts(ctx.language).reports.nobodyToResend)
  }
}
