import { Composer } from 'grammy'
import { texts } from '../../text/index.js'
import { showCard } from '../card.js'
import type { BotContext } from '../context.js'
import { onPress, stopClock } from '../press.js'
import { goOnRestored } from '../restored.js'
import { roleOf } from '../team.js'
import type { AdminDeps } from './deps.js'
import { presses } from './home/addresses.js'
import { recordWelcomeLooked } from './home/first-day.js'
import type { Home } from './home/home.js'
import { linksCard } from './home/links.js'
import { leaveUnanswered } from './home/needs.js'
import { needsCard } from './home/needs-card.js'
import { findAllNeeds, type HomeSources } from './home/view.js'

/** What the menu needs of the screens around it. */
export type HomeFeatureDeps = Pick<AdminDeps, 'publicUrl' | 'adminIds'> &
  HomeSources & {
    home: Home
    /** Looks now whether links open from outside. */
    look: () => Promise<boolean>
    /** How that look calls itself. */
    agent: string
    /** What stands behind `/r/` in a link that proves by being opened that links open, for this owner. */
    proof: (ownerId: number) => string
    /** Shows the words that newcomers read. */
    showWelcome: (ctx: BotContext) => Promise<void>
  }

/** `/admin` and what is behind its own buttons. It sees every press first, so that no menu is edited under another screen. */
export function homeFeature(deps: HomeFeatureDeps): Composer<BotContext> {
  const { db, home, publicUrl } = deps
  const composer = new Composer<BotContext>()

  composer.on('callback_query', async (ctx, next) => {
    await home.leave(ctx)
    await next()
  })
  composer.command('admin', ctx => home.send(ctx))
  onPress(composer, presses.home, ctx => home.show(ctx))

  const showNeeds = async (ctx: BotContext) => {
    await showCard(ctx, needsCard(await findAllNeeds(deps, ctx.at), ctx.language))
  }
  onPress(composer, presses.needs, showNeeds)
  onPress(composer, presses.leave, async (ctx, { id }) => {
    await ctx.deed(() => leaveUnanswered(db, id))
    await showNeeds(ctx)
  })

  onPress(composer, presses.goOn, async ctx => {
    await ctx.deed(() => goOnRestored(db))
    await showNeeds(ctx)
  })

  const showLinks = (ctx: BotContext) => {
    const admin = ctx.from?.id ?? 0
    const state = deps.links()
    const proof =
      state.kind === 'shut' && roleOf(db, deps, admin) === 'owner' ? `${publicUrl}/r/${deps.proof(admin)}` : null
    return showCard(ctx, linksCard({ state, publicUrl, agent: deps.agent, zone: deps.zone(), proof }, ctx.language))
  }
  onPress(composer, presses.links, showLinks)
  onPress(composer, presses.look, async ctx => {
    await deps.look()
    await showLinks(ctx)
  })

  onPress(composer, presses.bot, async ctx => {
    await stopClock(ctx, texts(ctx.language).home.connected(ctx.me.username))
    await home.show(ctx)
  })
  onPress(composer, presses.welcome, async ctx => {
    await ctx.deed(() => recordWelcomeLooked(db))
    await deps.showWelcome(ctx)
  })
  return composer
}
