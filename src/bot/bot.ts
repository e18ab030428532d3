import { conversations } from '@grammyjs/conversations'
import { type ApiClientOptions, Bot, type Composer } from 'grammy'
import type { Clock } from '../clock.js'
import type { Config } from '../config.js'
import { texts } from '../text/index.js'
import { askFeature, stopAsking } from './admin/ask.js'
import { broadcastsFeature } from './admin/broadcasts/feature.js'
import type { Progress } from './admin/broadcasts/progress.js'
import type { AdminDeps } from './admin/deps.js'
import { showWelcome } from './admin/home/welcome.js'
import { type HomeFeatureDeps, homeFeature } from './admin/home.js'
import { backToOffer, offersFeature, offersTopics, openDraftFor, segmentSaved } from './admin/offers/feature.js'
import { segmentsFeature, segmentsTopics, startNewSegment } from './admin/segments/feature.js'
import { arrival } from './arrival.js'
import type { BotContext } from './context.js'
import { createConversationStore } from './conversation-store.js'
import { rememberedLanguage, rememberLanguage } from './language.js'
import { subscriberFeature } from './subscriber/feature.js'

/** Raised whenever what a conversation waits for changes; what an older one remembers is then dropped. */
const CONVERSATION_VERSION = 1

/** What the bot is made of. `client`: how its own Api reaches Telegram. */
export type BotDeps = {
  config: Pick<Config, 'botToken' | 'adminIds' | 'language'>
  client: ApiClientOptions
  clock: Clock
  admin: AdminDeps
  progress: Progress
  menu: Pick<HomeFeatureDeps, 'home' | 'links' | 'room' | 'look'>
}

/**
 * Assembles the Telegram door: arrival, then the marketer's screens for admins, then what everybody gets. It fetches
 * nothing by itself; `handleUpdate` is called for each update, and throws when a handler does.
 */
export function createBot(deps: BotDeps): Bot<BotContext> {
  const { config, clock, admin } = deps
  const { db } = admin
  const language = () => config.language
  const bot = new Bot<BotContext>(config.botToken, { client: deps.client })
  bot.use(arrival({ db, clock, language }))
  // To everybody else the marketer's commands and buttons do not exist.
  addMarketing(
    bot.filter(ctx => ctx.from !== undefined && config.adminIds.includes(ctx.from.id)),
    deps,
  )
  bot.use(subscriberFeature({ db, clock, language, zone: admin.zone }))
  return bot
}

function addMarketing(composer: Composer<BotContext>, { admin, clock, progress, menu }: BotDeps): void {
  const { db } = admin
  const segmentDeps = {
    ...admin,
    openDraftFor: (ctx: BotContext, segmentId: number) => openDraftFor(admin, ctx, segmentId),
    segmentSaved: (ctx: BotContext, offerId: number, segmentId: number) => segmentSaved(admin, ctx, offerId, segmentId),
    backToOffer: (ctx: BotContext, offerId: number) => backToOffer(admin, ctx, offerId),
    backToAdmin: (ctx: BotContext) => menu.home.show(ctx),
  }
  const offerDeps = {
    ...admin,
    startNewSegment: (ctx: BotContext, back: { offerId: number }) => startNewSegment(segmentDeps, ctx, back),
    broadcastApproved: (ctx: BotContext, id: number) => progress.show(ctx, id),
  }

  composer.use(async (ctx, next) => {
    const id = ctx.from?.id
    if (id !== undefined && ctx.subscriber === null && rememberedLanguage(db, id) !== ctx.language) {
      await db.group(() => rememberLanguage(db, id, ctx.language))
    }
    await next()
  })
  composer.use(
    conversations<BotContext, BotContext>({
      storage: {
        type: 'key',
        version: CONVERSATION_VERSION,
        getStorageKey: ctx => ctx.from?.id.toString(),
        adapter: createConversationStore(db, clock),
      },
    }),
  )
  composer.command('cancel', async ctx => {
    const { cancelled, nothingToCancel } = texts(ctx.language).admin
    const open = Object.keys(ctx.conversation.active()).length > 0
    await stopAsking(ctx)
    await ctx.reply(open ? cancelled : nothingToCancel)
  })
  composer.use(askFeature({ ...offersTopics(admin), ...segmentsTopics(segmentDeps) }))
  composer.use(homeFeature({ ...admin, ...menu, inbox: () => null, showWelcome }))
  composer.use(offersFeature(offerDeps), segmentsFeature(segmentDeps))
  composer.use(broadcastsFeature({ ...admin, progress }))
}
