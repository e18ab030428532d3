import { conversations } from '@grammyjs/conversations'
import { Api, Bot } from 'grammy'
import { onTestFinished } from 'vitest'
import { startSubscriber } from '../../../src/audience/subscription.js'
import { askFeature } from '../../../src/bot/admin/ask.js'
import {
  isPending,
  type OfferDeps,
  offersFeature,
  offersTopics,
  openDraftFor,
  pendingCard,
  segmentSaved,
} from '../../../src/bot/admin/offers/feature.js'
import { siteMap } from '../../../src/bot/admin/site-map.js'
import { arrival } from '../../../src/bot/arrival.js'
import { showCard } from '../../../src/bot/card.js'
import { createCards } from '../../../src/bot/cards.js'
import type { BotContext } from '../../../src/bot/context.js'
import { createConversationStore } from '../../../src/bot/conversation-store.js'
import { hereOf, type Works } from '../../../src/bot/here.js'
import { createPreferences } from '../../../src/bot/preference.js'
import { createRouter, forgetsCards, leads, typedTopics, unaskedMessages } from '../../../src/bot/router.js'
import { createTransport } from '../../../src/bot/sender.js'
import { createSite } from '../../../src/bot/site.js'
import { recordName } from '../../../src/bot/team.js'
import { getBroadcast, listBroadcasts, setProgressCard } from '../../../src/delivery/broadcast.js'
import { type GateRules, noRules } from '../../../src/delivery/gate.js'
import { createPace } from '../../../src/delivery/pace.js'
import { isAppError } from '../../../src/errors.js'
import { silentLog } from '../../../src/log.js'
import { getOffer, listOffers } from '../../../src/offers/offer.js'
import type { Visit } from '../../../src/offers/visit.js'
import { createEmulator } from '../../../src/sandbox/emulator/emulator.js'
import type { Person } from '../../../src/sandbox/emulator/profile.js'
import { createSegment } from '../../../src/segments/segment.js'
import { loadKeys } from '../../../src/tracking/key.js'
import { createTokens } from '../../../src/tracking/token.js'
import { acceptedDeeds } from '../../support/accepted.js'
import { temporaryDb } from '../../support/db.js'

export const ADMIN = 900_000_001
export const COLLEAGUE = 900_000_002
/** Tue 24 Nov 2026, 18:40 in Moscow. */
export const NOW = Date.UTC(2026, 10, 24, 15, 40)

/** The offer screens alone, in a bot of their own, talking to an emulated Telegram; two admins who use them. */
export async function stage(options: { language?: string; name?: string; customEmoji?: boolean } = {}) {
  const db = await temporaryDb()
  const emulator = await createEmulator({ limits: null, customEmoji: options.customEmoji ?? true })
  const clock = { at: NOW, now: () => clock.at, monotonic: () => performance.now() }
  const admin = emulator.user({ id: ADMIN, firstName: options.name ?? 'Ada', language: options.language ?? 'en' })
  const colleague = emulator.user({ id: COLLEAGUE, firstName: 'Boris', language: 'en' })
  const bot = new Bot<BotContext>(emulator.token, { client: { apiRoot: emulator.apiRoot } })
  for (const { id, first_name: name } of [admin.profile(), colleague.profile()]) recordName(db, id, name)
  const approved: number[] = []
  const wished: number[] = []
  const visited: string[] = []
  /** What tests may change while they go. */
  const gate: { rules: GateRules; linksOpen: boolean } = { rules: noRules, linksOpen: true }
  let starts = 0
  const works: Works = {
    db,
    log: silentLog,
    api: bot.api,
    adminIds: [ADMIN, COLLEAGUE],
    preferences: createPreferences(db, { timeZone: 'Europe/Moscow', language: 'en' }),
    zone: () => 'Europe/Moscow',
    publicUrl: 'https://go.example',
    ownTargets: ['http://127.0.0.1:4000'],
    tokens: createTokens(loadKeys(db, NOW)),
    rules: () => gate.rules,
    transport: createTransport(new Api(emulator.token, { apiRoot: emulator.apiRoot })),
    pace: createPace({ rate: 10, clock }),
    engine: { health: () => ({ ok: true, outage: 'closed', inFlight: 0 }), wake() {} },
    startDue: () => {
      starts += 1
    },
    linksOpen: async () => gate.linksOpen,
    async visit(address: string): Promise<Visit> {
      visited.push(address)
      const { host } = new URL(address)
      // A shop whose signed addresses take no parameter more.
      if (host.startsWith('signed') && address.includes('utm_'))
        return { kind: 'fails', why: { reason: 'status', status: 403 } }
      return host.startsWith('gone')
        ? { kind: 'fails', why: { reason: 'unknown_host' } }
        : { kind: 'opens', title: `Title of ${host}` }
    },
    clock,
    bot: () => bot.botInfo,
  }
  const site = createSite(siteMap)
  const house = { works, site, cards: createCards(works, site) }
  const deps: OfferDeps = {
    ...works,
    ...leads(house),
    async startNewSegment(ctx, { offerId }) {
      wished.push(offerId)
      const { id } = addSegment('Fresh', 'fresh')
      await segmentSaved(deps, ctx, offerId, id)
    },
    async broadcastApproved(ctx, id) {
      const broadcast = getBroadcast(db, id)
      if (!isPending(broadcast, clock.at)) return void approved.push(id)
      const place = await showCard(ctx, pendingCard(broadcast, ctx.language))
      await db.group(() => setProgressCard(db, id, place))
    },
  }
  bot.use(acceptedDeeds(db), arrival({ db, clock, language: () => 'en' }))
  bot.use(
    conversations<BotContext, BotContext>({
      storage: {
        type: 'key',
        getStorageKey: ctx => ctx.from?.id.toString(),
        adapter: createConversationStore(db, clock),
      },
    }),
  )
  bot.use(forgetsCards(house.cards), askFeature({ db }, { ...typedTopics(house), ...offersTopics(deps) }))
  bot.use(createRouter(house), offersFeature(deps))

  bot.command('offerfor', async ctx => {
    try {
      await openDraftFor(deps, ctx, hereOf(works, ctx), Number(ctx.match))
    } catch (error) {
      if (!isAppError(error)) throw error
      await ctx.reply(error.code)
    }
  })
  bot.use(unaskedMessages(house))
  bot.on('message', async ctx => void (await ctx.reply('nobody took this')))
  const faults: unknown[] = []
  bot.catch(error => void faults.push(error.error))
  await bot.init()
  // A test may be over before its first poll began.
  bot.start().catch(() => {})
  onTestFinished(async () => {
    await bot.stop()
    await emulator.close()
    if (faults.length > 0) throw faults[0]
  })

  const settled = () => emulator.waitFor(() => emulator.pendingUpdates() === 0, 10_000, 'the bot to be done')

  /** People of a source, who are the people of the segment of that source. */
  function addPeople(n: number, source: string): void {
    db.write(() => {
      for (let i = 0; i < n; i++) {
        const person = {
          telegramId: nextPerson++,
          firstName: 'Anna',
          lastName: null,
          username: null,
          telegramLanguage: null,
          premium: false,
        }
        startSubscriber(db, person, { source, wording: { name: 'start', language: 'en', shown: 'Hello' } }, NOW)
      }
    })
  }

  function addSegment(name: string, ...sources: string[]) {
    const criterion = { leaf: 'source' as const, values: sources }
    return db.write(() => createSegment(db, { name, criterion, createdBy: ADMIN }, clock.at))
  }

  /** What an admin does and sees in their chat with the bot. */
  function handsOf(person: Person) {
    const last = () => person.lastMessage()
    return {
      person,
      async send(...texts: string[]) {
        for (const text of texts) person.send(text)
        await settled()
      },
      async sends(what: (person: Person) => unknown) {
        what(person)
        await settled()
      },
      /** Presses a button of the newest card, or of another. @returns the words of the pop-up, null without one */
      async press(label: string, message = last().message_id): Promise<string | null> {
        const answer = await person.press(message, label)
        await settled()
        if (answer === null) throw new Error(`${label} was not answered`)
        return answer.text ?? null
      },
      async forge(data: string, message = last().message_id) {
        const answer = await person.forge(message, data)
        await settled()
        return answer?.text ?? null
      },
      /** Several presses, one after another, none of which may be refused. */
      async walk(...labels: string[]) {
        for (const label of labels) {
          const words = await this.press(label)
          if (words !== null) throw new Error(`${label}: ${words}`)
        }
      },
      text: () => last().text ?? '',
      labels: () => (last().reply_markup?.inline_keyboard ?? []).flat().map(button => button.text),
      lastId: () => last().message_id,
      /** Messages of the bot that carry a card. */
      cards: () => person.messages().filter(message => message.from.is_bot && message.reply_markup !== undefined),
    }
  }

  return {
    db,
    emulator,
    clock,
    deps,
    approved,
    wished,
    visited,
    gate,
    settled,
    addPeople,
    addSegment,
    ada: handsOf(admin),
    boris: handsOf(colleague),
    starts: () => starts,
    /** The newest broadcast; null while there is none. */
    broadcast: () => listBroadcasts(db, { offset: 0, limit: 1 }).broadcasts[0] ?? null,
    /** The newest offer. */
    offer: () => getOffer(db, listOffers(db, { offset: 0, limit: 1 }).offers[0]?.id ?? 0),
    /** Calls that Telegram refused, except those that are expected whenever somebody presses twice. */
    refused: () =>
      emulator
        .calls()
        .filter(call => call.code !== 200 && !/not modified|query is too old/.test(call.description ?? ''))
        .map(call => `${call.method}: ${call.description}`),
  }
}

let nextPerson = 1_000
