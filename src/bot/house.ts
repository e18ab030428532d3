import type { ApiClientOptions, Bot } from 'grammy'
import type { Config } from '../config.js'
import { noticeKinds } from './admin/notices.js'
import { siteMap } from './admin/site-map.js'
import { createBot } from './bot.js'
import type { BotContext } from './context.js'
import { createExports } from './files/exports.js'
import { type Alerts, createAlerts } from './health/alert.js'
import { findRoom } from './health/disk.js'
import { createSpeeds } from './lanes/speed.js'
import { languageFor } from './language.js'
import { createNotices, type Notices } from './notice.js'
import type { HearingState } from './reception/hearing.js'
import { touchWaiting } from './replies/inbox/waiting.js'
import { createPostman, type Postman } from './replies/postman.js'
import { type Cards, createCards } from './screen/cards.js'
import { createSite } from './screen/site.js'
import { ownerIds } from './team.js'
import type { Works } from './works.js'

/** The bot with all its screens, and what it does unasked. */
export type House = {
  bot: Bot<BotContext>
  cards: Cards
  notices: Notices
  alerts: Alerts
  postman: Postman
  /** Nothing more is drawn, told or carried; waits for what is on its way. */
  close(): Promise<void>
}

/** What it works with: all that it does not make itself. `client`: how the bot's own Api reaches Telegram. */
export type HouseDeps = Omit<Works, 'bot' | 'speeds' | 'postman' | 'exports' | 'room'> & {
  config: Pick<Config, 'botToken'>
  client: ApiClientOptions
  hearing: () => HearingState
}

/** Puts the rooms, the cards and the bot together; nothing moves before an update comes or the clock calls. */
export function createHouse({ config, client, hearing, ...deps }: HouseDeps): House {
  const { db, api, log, clock, preferences } = deps
  const waits = (telegramId: number) => touchWaiting(db, cards, telegramId)
  const replying = { ...deps, language: preferences.language, contact: preferences.contact, waits }
  const postman = createPostman(replying)
  const exports = createExports({ db, api, log })
  const works: Works = {
    ...deps,
    bot: () => bot.botInfo,
    speeds: createSpeeds(clock),
    postman,
    exports,
    room: () => findRoom(db.path),
  }
  const alerts = createAlerts({
    ...works,
    hearing,
    owners: () => ownerIds(db, deps),
    languageFor: id => languageFor(db, id, preferences.language()),
  })
  const site = createSite(siteMap)
  const cards = createCards(works, site)
  const notices = createNotices({ works, site, cards }, noticeKinds)
  const bot = createBot({ config, client, house: { works, site, cards }, replies: { ...replying, postman } })
  return {
    ...{ bot, cards, notices, alerts, postman },
    async close() {
      notices.close()
      cards.close()
      alerts.close()
      await Promise.all([exports.close(), postman.close()])
    },
  }
}
