import { Composer } from 'grammy'
import { z } from 'zod'
import { openPersonalLink, PERSONAL, refusePersonalLink, usePersonalLink } from '../../../crm/personal-link.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { sendCard, showCard } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import { own } from '../addresses.js'
import { answer, onButton } from '../press.js'
import { invite } from '../start.js'
import { askAtStart } from '../survey/ballot.js'
import type { SubscriberDeps } from '../works.js'

const saidSchema = z.enum(['linked', 'waits', 'yours', 'used', 'known', 'denied', 'unknown'])

/** The answers to what a personal link asks. They hold the link's own token, which proves itself anew: what was forged or used says so. */
export function personalAnswers({ db, tokens }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  /** What a newcomer is asked at the start waited behind this. */
  async function goOn(ctx: BotContext): Promise<void> {
    if (ctx.subscriber !== null && ctx.subscriber.unsubscribedAt === null)
      await askAtStart(db, ctx, ctx.subscriber.id, card => sendCard(ctx, card))
  }

  onButton(composer, own.personalYes, async (ctx, { token }) => {
    const { subscriber } = ctx
    if (subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
    const said = await ctx.deed(saidSchema, () => usePersonalLink(db, tokens, token, subscriber.id, ctx.at))
    const text = texts(ctx.language).subscriber.personal[said]
    await Promise.all([answer(ctx), showCard(ctx, { text: lines([text]), keyboard: [] })])
    await goOn(ctx)
  })
  onButton(composer, own.personalNo, async (ctx, { token }) => {
    const { subscriber } = ctx
    if (subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
    const no = await ctx.deed(z.boolean(), () => refusePersonalLink(db, tokens, token, subscriber.id, ctx.at))
    const t = texts(ctx.language).subscriber.personal
    const opened = no ? null : openPersonalLink(db, tokens, PERSONAL + token, subscriber.id)
    const text = opened === null || opened.kind === 'asks' ? t.notYou : t[opened.kind]
    await Promise.all([answer(ctx), showCard(ctx, { text: lines([text]), keyboard: [] })])
    await goOn(ctx)
  })
  return composer
}
