import { conversations } from '@grammyjs/conversations'
import { Bot } from 'grammy'
import { onTestFinished } from 'vitest'
import { askFeature } from '../../../src/bot/admin/ask.js'
import { broadcastsFeature, broadcastsTopics } from '../../../src/bot/admin/broadcasts/feature.js'
import { createProgress } from '../../../src/bot/admin/broadcasts/progress.js'
import type { AdminDeps } from '../../../src/bot/admin/deps.js'
import { arrival } from '../../../src/bot/arrival.js'
import type { BotContext } from '../../../src/bot/context.js'
import { createConversationStore } from '../../../src/bot/conversation-store.js'
import { createPreferences } from '../../../src/bot/preference.js'
import type { BreakerState } from '../../../src/delivery/engine/breaker.js'
import { noRules } from '../../../src/delivery/gate.js'
import { createPace } from '../../../src/delivery/pace.js'
import { silentLog } from '../../../src/log.js'
import { createEmulator } from '../../../src/sandbox/emulator/emulator.js'
import type { Message } from '../../../src/sandbox/emulator/wire.js'
import { loadKeys } from '../../../src/tracking/key.js'
import { createTokens } from '../../../src/tracking/token.js'
import { ADMIN, AT, addBroadcast, addPeople, addRows } from '../../reports/fixture.js'
import { acceptedDeeds } from '../../support/accepted.js'
import { temporaryDb } from '../../support/db.js'

export const COLLEAGUE = 900_000_002

/** The broadcast screens in a bot of their own, talking to an emulated Telegram; both clocks are in the test's hands. */
export async function stage(language: 'en' | 'ru' = 'en') {
  const db = await temporaryDb()
  const emulator = await createEmulator({ limits: null })
  const admin = emulator.user({ id: ADMIN, firstName: 'Ada', language })
  const colleague = emulator.user({ id: COLLEAGUE, firstName: 'Boris', language })
  const clock = { wall: AT, mono: 0, now: () => clock.wall, monotonic: () => clock.mono }
  const engine = { outage: 'closed' as BreakerState, woken: 0, started: 0 }
  const bot = new Bot<BotContext>(emulator.token, { client: { apiRoot: emulator.apiRoot } })
  const deps: AdminDeps = {
    db,
    log: silentLog,
    api: bot.api,
    adminIds: [ADMIN, COLLEAGUE],
    preferences: createPreferences(db, { timeZone: 'Europe/Moscow', language: 'en' }),
    zone: () => 'Europe/Moscow',
    publicUrl: 'https://go.example',
    ownTargets: [],
    tokens: createTokens(loadKeys(db, AT)),
    rules: () => noRules,
    transport: {
      send: async () => ({ kind: 'unreached', why: 'not asked here' }),
      edit: async () => ({ kind: 'unreached', why: 'not asked here' }),
      remove: async () => ({ kind: 'unreached', why: 'not asked here' }),
      probe: async () => true,
    },
    pace: createPace({ rate: 29, clock }),
    engine: {
      health: () => ({ ok: true, outage: engine.outage, inFlight: 0 }),
      wake: () => {
        engine.woken++
      },
    },
    startDue: () => {
      engine.started++
    },
    linksOpen: async () => true,
  }
  const createOwn = () => createProgress({ ...deps, clock, languageFor: () => language })
  let progress = createOwn()
  bot.use(acceptedDeeds(db), arrival({ db, clock, language: () => language }))
  // A closure, so that a new process can take the old one's place.
  const current: typeof progress = {
    show: (...args) => progress.show(...args),
    showRepair: (...args) => progress.showRepair(...args),
    stopRepair: (...args) => progress.stopRepair(...args),
    leave: ctx => progress.leave(ctx),
    changed: id => progress.changed(id),
    outage: state => progress.outage(state),
    run: at => progress.run(at),
    idle: () => progress.idle(),
    close: () => progress.close(),
  }
  const opened: string[] = []
  const broadcastDeps = {
    ...deps,
    progress: current,
    visit: async () => ({ kind: 'opens', title: null }) as const,
    openDraft: async (_ctx: BotContext, offerId: number) => void opened.push(`offer ${offerId}`),
    openDraftFor: async (_ctx: BotContext, segmentId: number) => void opened.push(`segment ${segmentId}`),
  }
  bot.use(
    conversations<BotContext, BotContext>({
      storage: {
        type: 'key',
        getStorageKey: ctx => ctx.from?.id.toString(),
        adapter: createConversationStore(db, clock),
      },
    }),
  )
  bot.use(askFeature({ db }, broadcastsTopics(broadcastDeps)), broadcastsFeature(broadcastDeps))
  const faults: unknown[] = []
  bot.catch(error => void faults.push(error.error))
  admin.start()
  colleague.start()
  await bot.init()
  void bot.start()
  onTestFinished(async () => {
    progress.close()
    await bot.stop()
    emulator.clearFaults()
    await emulator.close()
    if (faults.length > 0) throw faults[0]
  })
  const settled = () => emulator.waitFor(() => emulator.pendingUpdates() === 0, 10_000, 'the bot to be done')
  await settled()

  const tick = async (ms = 0) => {
    clock.wall += ms
    clock.mono += ms
    progress.run(clock.wall)
    await progress.idle()
  }

  return {
    db,
    emulator,
    admin,
    colleague,
    clock,
    engine,
    pace: deps.pace,
    /** The drafts that were opened, in their order. */
    opened,
    progress: current,
    tick,
    /** Time goes by as in a job: a tick every second. */
    async pass(seconds: number) {
      for (let i = 0; i < seconds; i++) await tick(1_000)
    },
    /** A new process on the same database. */
    restart() {
      progress.close()
      progress = createOwn()
    },
    async send(text: string, person = admin) {
      person.send(text)
      await settled()
    },
    /** Presses a button of the newest message, or of an out of date. @returns the words of the pop-up, null without one */
    async press(label: string, message = admin.lastMessage().message_id, person = admin) {
      const answer = await person.press(message, label)
      await settled()
      if (answer === null) throw new Error(`${label} was not answered`)
      return answer.text
    },
    async forge(data: string) {
      const answer = await admin.forge(admin.lastMessage().message_id, data)
      await settled()
      return answer?.text ?? null
    },
    /** Messages of the bot that stand in the admin's chat. */
    shown: (person = admin) => person.messages().filter(message => message.from.is_bot),
    text: (person = admin) => plain(person.lastMessage()),
    labels: (person = admin) =>
      (person.lastMessage().reply_markup?.inline_keyboard ?? []).map(row => row.map(button => button.text)),
    calls: (method: string) => emulator.calls().filter(call => call.method === method).length,
    /** Calls that Telegram refused although nothing of the kind was meant to happen. */
    refused: () =>
      emulator
        .calls()
        .filter(call => call.code !== 200 && !/not modified/.test(call.description ?? ''))
        .map(call => `${call.method}: ${call.description}`),
  }
}

/** A message's text; the no-break spaces of Russian numbers are shown as plain ones. */
export function plain(message: Message): string {
  return (message.text ?? '').replace(/[\u00a0\u202f]/g, ' ')
}

/** A bot with the broadcast screens and the hands of its admins. */
export type Stage = Awaited<ReturnType<typeof stage>>

/** A running broadcast with `sent` of `all` done and its card in the admin's chat. */
export async function running(
  on: Stage,
  all = 40,
  sent = 10,
  change: Parameters<typeof addBroadcast>[1] = { state: 'running' },
) {
  on.db.write(() => {
    addPeople(on.db, all)
    addBroadcast(on.db, { name: 'Boots', ...change })
    addRows(on.db, sent, { variant: 11, state: 'sent' })
    addRows(on.db, all - sent, { variant: 11, state: 'queued' })
  })
  await on.send('/broadcasts')
  await on.press('Boots')
}

/** So many of those who wait get it. */
export function deliver(on: Stage, n: number): void {
  on.db
    .sql(
      `update deliveries set state = 'sent', claimed_at = ?, sent_at = ?
       where id in (select id from deliveries where state = 'queued' order by id limit ?)`,
    )
    .run(AT, AT, n)
}
