import { Composer } from 'grammy'
import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { key } from '../card.js'
import { sendCard, showCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import { erasePerson } from '../forget/erase.js'
import { findActs } from '../forget/traces.js'
import { roleOf } from '../team.js'
import { own } from './addresses.js'
import { answer, dropKeyboard, onButton } from './press.js'
import type { SubscriberDeps } from './works.js'

/**
 * `/forget`: asks once, then everything about the person goes, whether they ever pressed Start or only wrote. Those who
 * work here have to leave the team first, for what they do here is known by them.
 */
export function forgetting({ db, replies }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const works = ({ from }: BotContext) => from !== undefined && roleOf(db, replies, from.id) !== null

  async function ask(ctx: BotContext): Promise<void> {
    const t = texts(ctx.language).subscriber
    if (works(ctx)) return void (await sendCard(ctx, { text: lines([t.forgetInTeam]), keyboard: [] }))
    const keyboard = [[key(t.forgetNot, own.forgetNot, {}), key(t.forgetMeYes, own.forgetYes, {})]]
    await sendCard(ctx, { text: t.forgetAsked(ctx.me.first_name), keyboard })
  }

  composer.command('forget', ask)
  onButton(composer, own.forget, async ctx => void (await Promise.all([answer(ctx), ask(ctx)])))
  onButton(composer, own.forgetNot, async ctx => {
    await Promise.all([answer(ctx, texts(ctx.language).subscriber.forgetKept), dropKeyboard(ctx)])
  })
  onButton(composer, own.forgetYes, async ctx => {
    const t = texts(ctx.language).subscriber
    const { from } = ctx
    if (from === undefined) return
    if (works(ctx)) return answer(ctx, t.forgetInTeam)
    const acts = await findActs(db, from.id)
    await ctx.deed(() => erasePerson(db, from.id, acts, ctx.at))
    await Promise.all([answer(ctx), showCard(ctx, { text: t.forgotten(ctx.me.first_name), keyboard: [] })])
  })
  return composer
}
