import { conversations } from '@grammyjs/conversations'
import { type ApiClientOptions, Bot, type Composer } from 'grammy'
import type { Config } from '../config.js'
import { texts } from '../text/index.js'
import { albumParts } from './admin/offers/message/album.js'
import { settings, toGroup } from './admin/settings/addresses.js'
import { openedInvitations } from './admin/team/join.js'
import type { Key } from './card.js'
import { type BotContext, personOf } from './context.js'
import { deeds } from './deed.js'
import { hearLanguage } from './language.js'
import { onPress } from './press.js'
import { arrival } from './reception/arrival.js'
import { createConversationStore, storageKey } from './reception/conversation-store.js'
import { teamAnswers } from './replies/answer/private.js'
import type { Postman } from './replies/postman.js'
import { staffGroup } from './replies/staff/group.js'
import type { ReplyDeps } from './replies/works.js'
import { questions } from './screen/ask.js'
import { fitting } from './screen/fitting.js'
import { createRouter, forgetsCards, type RouterDeps, typedAnswers, unaskedMessages } from './screen/router.js'
import { sharing } from './subscriber/button/share.js'
import { subscriberChat } from './subscriber/chat.js'
import { pollAnswers } from './subscriber/poll.js'
import { showOwnSettings } from './subscriber/settings.js'
import { writtenAnswers } from './subscriber/survey/typed.js'
import { mayPress, permission, reachesScreens } from './team/permission.js'
import { fullName, nameOf, recordName, roleOf } from './team.js'
import type { Works } from './works.js'

/** Raised whenever what a conversation waits for changes; what an older one remembers is then dropped. */
const CONVERSATION_VERSION = 2

/** What the bot is made of. `client`: how its own Api reaches Telegram. */
export type BotDeps = {
  config: Pick<Config, 'botToken'>
  client: ApiClientOptions
  /** The screens of the team, and what they work with. */
  house: RouterDeps
  /** How what people write reaches those who answer, and their answers come back. */
  replies: ReplyDeps & { postman: Postman }
}

/**
 * Assembles the Telegram door: arrival, invitations, the marketer's screens for the team, then what everybody gets. It fetches
 * nothing by itself; `handleUpdate` is called for each update, and throws when a handler does.
 */
export function createBot(deps: BotDeps): Bot<BotContext> {
  const { config, house, replies } = deps
  const { works } = house
  const { db, clock, zone, tokens } = works
  const { language } = works.preferences
  const bot = new Bot<BotContext>(config.botToken, { client: deps.client })
  bot.use(deeds(db))
  bot.filter(ctx => ctx.chat !== undefined && ctx.chat.type !== 'private', staffGroup(deps.replies))
  bot.use(arrival({ db, clock, language }), pollAnswers({ db, zone }))
  // Before the marketer's screens, which would take what somebody of the team writes for the beginning of an offer.
  bot.use(writtenAnswers({ db }))
  bot.use(openedInvitations(works), teamAnswers(deps.replies))
  // To everybody else the marketer's commands and buttons do not exist.
  addTeam(
    bot.filter(ctx => ctx.from !== undefined && roleOf(db, works, ctx.from.id) !== null),
    house,
  )
  const { rungNames, kept, quiet } = works.preferences
  bot.use(
    subscriberChat({
      ...{ db, clock, tokens, language, zone, rungNames, kept, quiet, replies },
      above: ctx => settingsAbove(works, ctx),
    }),
  )
  return bot
}

function addTeam(composer: Composer<BotContext>, house: RouterDeps): void {
  const { works } = house
  const { db, clock } = works

  composer.use(permission(works), async (ctx, next) => {
    ctx.api.config.use(fitting)
    await remember(works, ctx)
    await next()
  })
  const adapter = createConversationStore(db, clock)
  composer.use(
    conversations<BotContext, BotContext>({
      storage: { type: 'key', version: CONVERSATION_VERSION, getStorageKey: storageKey, adapter },
    }),
    adapter.keepOnFailure,
  )
  composer.use(forgetsCards(house.cards))
  composer.use(albumParts(house))
  composer.use(questions(works, typedAnswers(house)))
  const screens = composer.filter(ctx =>
    reachesScreens(ctx, ctx.from === undefined ? null : roleOf(db, works, ctx.from.id)),
  )
  screens.use(createRouter(house))
  onPress(screens, settings.own, ctx => showOwnSettings(ctx, { ...works, above: one => settingsAbove(works, one) }))
  // Those who run the bot may be subscribers too, and share their own number and place.
  screens.use(sharing({ db }))
  // What nobody waited for may become an offer; so this comes last.
  screens.use(unaskedMessages(house))
}

/** Remembers what the bot needs to write unasked to somebody of the team, who may be no subscriber. */
async function remember(works: Works, ctx: BotContext): Promise<void> {
  if (ctx.from === undefined) return
  const { db, preferences } = works
  const { id } = ctx.from
  const name = fullName(personOf(ctx.from))
  const first = roleOf(db, works, id) === 'owner' ? preferences.save.firstLanguage : null
  if (ctx.subscriber === null) await hearLanguage(db, id, ctx.language, first)
  if (nameOf(db, id) !== name) await db.group(() => recordName(db, id, name))
}

/** The button from somebody's own settings back to the settings of the bot, for those who may see them. */
function settingsAbove(works: Works, ctx: BotContext): Key | null {
  const role = ctx.from === undefined ? null : roleOf(works.db, works, ctx.from.id)
  return role === null || !mayPress(role, settings.home.name) ? null : toGroup(texts(ctx.language).admin.back, 'mine')
}
