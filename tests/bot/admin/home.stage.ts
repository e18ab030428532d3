import { conversations } from '@grammyjs/conversations'
import { Bot } from 'grammy'
import { onTestFinished } from 'vitest'
import { askFeature } from '../../../src/bot/admin/ask.js'
import { broadcastsFeature, broadcastsTopics } from '../../../src/bot/admin/broadcasts/feature.js'
import { createProgress } from '../../../src/bot/admin/broadcasts/progress.js'
import type { AdminDeps } from '../../../src/bot/admin/deps.js'
import { homeDoors } from '../../../src/bot/admin/home/doors.js'
import { createHome } from '../../../src/bot/admin/home/home.js'
import type { LinksState } from '../../../src/bot/admin/home/view.js'
import { homeFeature } from '../../../src/bot/admin/home.js'
import { openWelcome } from '../../../src/bot/admin/texts/feature.js'
import { createAlerts } from '../../../src/bot/alert.js'
import { arrival } from '../../../src/bot/arrival.js'
import type { BotContext } from '../../../src/bot/context.js'
import { createConversationStore } from '../../../src/bot/conversation-store.js'
import type { Room } from '../../../src/bot/disk.js'
import type { HearingState } from '../../../src/bot/hearing.js'
import { createPreferences } from '../../../src/bot/preference.js'
import type { Outage } from '../../../src/delivery/engine.js'
import { noRules } from '../../../src/delivery/gate.js'
import { createPace } from '../../../src/delivery/pace.js'
import { silentLog } from '../../../src/log.js'
import { createEmulator } from '../../../src/sandbox/emulator/emulator.js'
import type { Message } from '../../../src/sandbox/emulator/wire.js'
import { loadKeys } from '../../../src/tracking/key.js'
import { createTokens } from '../../../src/tracking/token.js'
import { ADMIN, AT } from '../../reports/fixture.js'
import { acceptedDeeds } from '../../support/accepted.js'
import { temporaryDb } from '../../support/db.js'

export const COLLEAGUE = 900_000_002
export const GB = 1024 ** 3

/** The menu, the alerts and the broadcast screens in a bot of their own; both clocks and all that they look at are in the test's hands. */
export async function stage(language: 'en' | 'ru' = 'en') {
  const db = await temporaryDb()
  const emulator = await createEmulator({ limits: null, name: 'Boots & Co' })
  const admin = emulator.user({ id: ADMIN, firstName: 'Ada', language })
  const colleague = emulator.user({ id: COLLEAGUE, firstName: 'Boris', language })
  const clock = { wall: AT, mono: 0, now: () => clock.wall, monotonic: () => clock.mono }
  const world = {
    links: { kind: 'open' } as LinksState,
    /** What a look at the links finds. */
    found: { kind: 'open' } as LinksState,
    room: { free: 50 * GB, low: false } as Room,
    outage: 'closed' as Outage,
    hearing: { kind: 'heard' } as HearingState,
    owners: [ADMIN, COLLEAGUE],
  }
  const bot = new Bot<BotContext>(emulator.token, { client: { apiRoot: emulator.apiRoot } })
  const deps: AdminDeps = {
    db,
    log: silentLog,
    api: bot.api,
    adminIds: [ADMIN, COLLEAGUE],
    preferences: createPreferences(db, { timeZone: 'Europe/Moscow', language }),
    zone: () => 'Europe/Moscow',
    rules: () => noRules,
    publicUrl: 'https://go.example',
    ownTargets: [],
    tokens: createTokens(loadKeys(db, AT)),
    transport: {
      send: async () => ({ kind: 'unreached', why: 'not asked here' }),
      edit: async () => ({ kind: 'unreached', why: 'not asked here' }),
      remove: async () => ({ kind: 'unreached', why: 'not asked here' }),
      probe: async () => true,
    },
    pace: createPace({ rate: 29, clock }),
    engine: { health: () => ({ ok: true, outage: world.outage, inFlight: 0 }), wake() {} },
    startDue() {},
    linksOpen: async () => world.links.kind === 'open',
  }
  const sources = { ...deps, links: () => world.links, room: async () => world.room }
  const home = createHome({ ...sources, clock, languageFor: () => language, doors: homeDoors })
  const createOwn = () =>
    createAlerts({
      ...sources,
      clock,
      hearing: () => world.hearing,
      owners: () => world.owners,
      languageFor: () => language,
    })
  let alerts = createOwn()
  const progress = createProgress({ ...deps, clock, languageFor: () => language })
  bot.use(acceptedDeeds(db), arrival({ db, clock, language: () => language }))
  bot.use(
    conversations<BotContext, BotContext>({
      storage: {
        type: 'key',
        getStorageKey: ctx => ctx.from?.id.toString(),
        adapter: createConversationStore(db, clock),
      },
    }),
  )
  const broadcastDeps = {
    ...deps,
    progress,
    visit: async () => ({ kind: 'opens', title: null }) as const,
    openDraft: async () => {},
    openDraftFor: async () => {},
  }
  bot.use(askFeature({ db }, broadcastsTopics(broadcastDeps)))
  bot.use(
    homeFeature({
      ...sources,
      home,
      look: async () => {
        world.links = world.found
        return world.links.kind === 'open'
      },
      agent: 'Mozilla/5.0 (compatible; segcast)',
      proof: owner => `proof-of-${owner}`,
      showWelcome: ctx => openWelcome({ db }, ctx),
    }),
  )
  bot.use(broadcastsFeature(broadcastDeps))
  const faults: unknown[] = []
  bot.catch(error => void faults.push(error.error))
  admin.start()
  colleague.start()
  await bot.init()
  void bot.start()
  onTestFinished(async () => {
    home.close()
    alerts.close()
    progress.close()
    await bot.stop()
    emulator.clearFaults()
    await emulator.close()
    if (faults.length > 0) throw faults[0]
  })
  const settled = () => emulator.waitFor(() => emulator.pendingUpdates() === 0, 10_000, 'the bot to be done')
  await settled()

  return {
    db,
    emulator,
    admin,
    colleague,
    clock,
    world,
    pace: deps.pace,
    /** Time goes by as with the jobs: every five seconds they look. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 5_000) {
        clock.wall += Math.min(left, 5_000)
        clock.mono += Math.min(left, 5_000)
        await alerts.run(clock.wall)
        await home.run(clock.wall)
      }
    },
    /** A new process on the same database. */
    restart() {
      alerts.close()
      alerts = createOwn()
    },
    async send(text: string, person = admin) {
      person.send(text)
      await settled()
    },
    async press(label: string, message?: number, person = admin) {
      const answer = await person.press(message ?? person.lastMessage().message_id, label)
      await settled()
      if (answer === null) throw new Error(`${label} was not answered`)
      return answer.text
    },
    shown: (person = admin) => person.messages().filter(message => message.from.is_bot),
    text: (person = admin) => plain(person.lastMessage()),
    labels: (person = admin) =>
      (person.lastMessage().reply_markup?.inline_keyboard ?? []).map(row => row.map(button => button.text)),
    calls: (method: string) => emulator.calls().filter(call => call.method === method).length,
    /** Messages sent since then: to whom, the first words, and whether they came without sound. */
    sentSince: (calls: number) =>
      emulator
        .accepted()
        .filter(call => call.method === 'sendMessage')
        .slice(calls)
        .map(({ payload: { chat_id: to, text, disable_notification: quiet } }) => ({
          to,
          text: String(text),
          silent: quiet === true,
        })),
    sent: () => emulator.accepted().filter(call => call.method === 'sendMessage').length,
  }
}

/** A message's text; the no-break spaces of Russian numbers are shown as plain ones. */
export function plain(message: Message): string {
  return (message.text ?? '').replace(/[\u00a0\u202f]/g, ' ')
}

export type Stage = Awaited<ReturnType<typeof stage>>

/** The first day is over. */
export function endFirstDay(on: Stage): void {
  on.db.sql(`insert into settings (key, value) values ('first_day_over', 'true')`).run()
}
