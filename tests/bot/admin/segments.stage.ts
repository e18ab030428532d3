import { conversations } from '@grammyjs/conversations'
import { Bot } from 'grammy'
import { onTestFinished } from 'vitest'
import { startSubscriber } from '../../../src/audience/subscription.js'
import { askFeature } from '../../../src/bot/admin/ask.js'
import { segmentsFeature, segmentsTopics, startNewSegment } from '../../../src/bot/admin/segments/feature.js'
import { arrival } from '../../../src/bot/arrival.js'
import type { BotContext } from '../../../src/bot/context.js'
import { createConversationStore } from '../../../src/bot/conversation-store.js'
import { createPreferences } from '../../../src/bot/preference.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { scheduleBroadcast } from '../../../src/delivery/broadcast.js'
import { createOffer, freezeOffer } from '../../../src/offers/offer.js'
import { listVariants, setContent } from '../../../src/offers/variant.js'
import { createEmulator } from '../../../src/sandbox/emulator/emulator.js'
import { acceptedDeeds } from '../../support/accepted.js'
import { temporaryDb } from '../../support/db.js'

export const ADMIN = 900_000_001
/** Tue 24 Nov 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 12)

const clock = { now: () => NOW, monotonic: () => performance.now() }

/** What happened at the doors to the other screens. */
type Passed = { door: 'draft' | 'saved' | 'back' | 'admin'; numbers: number[] }

/** The segment screens alone, in a bot of their own, talking to an emulated Telegram; an admin who uses them. */
export async function stage(options: { language?: string } = {}) {
  const db = await temporaryDb()
  const emulator = await createEmulator({ limits: null })
  const admin = emulator.user({ id: ADMIN, firstName: 'Ada', language: options.language ?? 'en' })
  const passed: Passed[] = []
  let bot = await startBot()
  onTestFinished(async () => {
    await bot.stop()
    await emulator.close()
  })

  async function startBot() {
    const bot = new Bot<BotContext>(emulator.token, { client: { apiRoot: emulator.apiRoot } })
    const say = (ctx: BotContext, words: string) => ctx.reply(words).then(() => {})
    const deps = {
      db,
      zone: () => 'Europe/Moscow',
      preferences: createPreferences(db, { timeZone: 'Europe/Moscow', language: 'en' }),
      openDraftFor: async (ctx: BotContext, id: number) => {
        passed.push({ door: 'draft', numbers: [id] })
        await say(ctx, 'the draft')
      },
      segmentSaved: async (ctx: BotContext, offer: number, id: number) => {
        passed.push({ door: 'saved', numbers: [offer, id] })
        await say(ctx, 'the draft again')
      },
      backToOffer: async (ctx: BotContext, offer: number) => {
        passed.push({ door: 'back', numbers: [offer] })
        await say(ctx, 'the draft again')
      },
      backToAdmin: async (ctx: BotContext) => {
        passed.push({ door: 'admin', numbers: [] })
        await say(ctx, 'the menu')
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
    bot.use(askFeature({ db }, segmentsTopics(deps)), segmentsFeature(deps))
    bot.command('whom', ctx => startNewSegment(deps, ctx, { offerId: 77 }))
    await bot.init()
    void bot.start()
    return bot
  }

  const settled = () => emulator.waitFor(() => emulator.pendingUpdates() === 0, 10_000, 'the bot to be done')

  return {
    db,
    emulator,
    admin,
    passed,
    settled,
    /** A new process on the same database. */
    async restart() {
      await bot.stop()
      bot = await startBot()
    },
    async send(text: string) {
      admin.send(text)
      await settled()
    },
    async sticker() {
      admin.sendSticker()
      await settled()
    },
    /** Presses a button of the newest card, or of an out of date. @returns the words of the pop-up, null without one */
    async press(label: string, message = admin.lastMessage().message_id) {
      const answer = await admin.press(message, label)
      await settled()
      if (answer === null) throw new Error(`${label} was not answered`)
      return answer.text
    },
    /** Several presses, one after another, on the newest card. */
    async walk(...labels: string[]) {
      for (const label of labels) {
        const answer = await this.press(label)
        if (answer !== null) throw new Error(`${label}: ${answer}`)
      }
    },
    text: () => admin.lastMessage().text ?? '',
    labels: () => (admin.lastMessage().reply_markup?.inline_keyboard ?? []).flat().map(button => button.text),
    lastId: () => admin.lastMessage().message_id,
    /** Calls that Telegram refused, except those that are expected whenever somebody presses twice. */
    refused: () =>
      emulator
        .calls()
        .filter(call => call.code !== 200 && !/not modified|query is too old/.test(call.description ?? ''))
        .map(call => `${call.method}: ${call.description}`),
  }
}

let nextPerson = 1_000

/** Adds a subscriber. @returns their id */
export function addPerson(
  db: Db,
  person: {
    name?: string
    last?: string
    username?: string
    language?: string
    premium?: boolean
    source?: string
    days?: number
  } = {},
): number {
  const { subscriber } = db.write(() =>
    startSubscriber(
      db,
      {
        telegramId: nextPerson++,
        firstName: person.name ?? 'Anna',
        lastName: person.last ?? null,
        username: person.username ?? null,
        telegramLanguage: person.language ?? null,
        premium: person.premium ?? false,
      },
      { source: person.source ?? null, wording: { name: 'start', language: 'en', shown: 'Hello' } },
      NOW - (person.days ?? 1) * DAY,
    ),
  )
  return subscriber.id
}

/** An offer with two links that was sent to these people `days` ago. @returns the offer's id */
export function sendOffer(db: Db, words: string, people: number[], days: number): number {
  const at = NOW - days * DAY
  return db.write(() => {
    const offer = createOffer(db, { createdBy: ADMIN }, at)
    setContent(db, offer.id, null, {
      kind: 'text',
      text: words,
      entities: [],
      fileId: null,
      preview: false,
      buttons: [
        [
          { label: 'Boots', url: 'https://shop.example/boots' },
          { label: 'Sizes', url: 'https://shop.example/sizes' },
        ],
      ],
    })
    freezeOffer(db, offer.id, at)
    const parts = listVariants(db, offer.id).map(variant => ({
      variantId: variant.id,
      segmentId: null,
      name: null,
      criterion: { leaf: 'everyone' as const },
    }))
    const id = scheduleBroadcast(
      db,
      { offerId: offer.id, parts, leftOut: [], startsAt: at, zone: 'UTC', shownAudience: 1, createdBy: ADMIN },
      at,
    )
    db.sql(`update broadcasts set state = 'finished', started_at = ?, finished_at = ? where id = ?`).run(at, at, id)
    for (const person of people)
      db.sql(
        `insert into deliveries (broadcast_id, subscriber_id, state, due_at, sent_at) values (?, ?, 'sent', ?, ?)`,
      ).run(id, person, at, at)
    return offer.id
  })
}

/** Somebody opens a link of the offer, which also shows that they saw it. */
export function click(db: Db, offerId: number, person: number, link: number, days: number): void {
  const at = NOW - days * DAY
  const row = db
    .sql<{ delivery: number; broadcast: number }>(
      `select d.id as delivery, b.id as broadcast from deliveries d join broadcasts b on b.id = d.broadcast_id
       where b.offer_id = ? and d.subscriber_id = ?`,
    )
    .get(offerId, person)
  if (row === undefined) throw new Error('they were not sent this offer')
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     values (?, ?, ?, ?, ?, 'human', 'test', 'test')`,
  ).run(row.delivery, link, person, row.broadcast, at)
  db.sql(
    `insert or ignore into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
     values (?, 'click', 'confirmed', ?, ?, ?)`,
  ).run(row.delivery, person, row.broadcast, at)
}
