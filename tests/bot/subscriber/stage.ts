import type { InlineKeyboardButton, Update, User } from 'grammy/types'
import { findSubscriber, type Subscriber } from '../../../src/audience/subscriber.js'
import type { Db } from '../../../src/db/open.js'
import { quietData } from '../../../src/delivery/button/quiet.js'
import { texts } from '../../../src/text/index.js'
import { temporaryDb } from '../../support/db.js'
import { createDoor, createWorld } from '../admin/door.js'

export const T = 1_800_000_000_000

export const ann: User = { id: 501, is_bot: false, first_name: 'Ann', language_code: 'en' }

export const bob: User = { id: 502, is_bot: false, first_name: 'Боб', language_code: 'ru' }

export const shop = {
  id: 1,
  is_bot: true,
  first_name: 'Shop',
  username: 'shop_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
} as const

export const en = texts('en').subscriber

export const ru = texts('ru').subscriber

export type Call = {
  method: string
  payload: { text?: string; reply_markup?: { inline_keyboard: InlineKeyboardButton[][] } }
}

/** The whole door on a database of its own, with a Telegram that takes everything. */
export async function setup() {
  const db = await temporaryDb()
  const calls: Call[] = []
  const time = { now: T }
  const refusals = new Map<string, string>()
  let onCall = (_: Call) => {}
  const fetch = async (url: string, init: { body: string }) => {
    const call = { method: url.split('/').at(-1) ?? '', payload: JSON.parse(init.body) }
    calls.push(call)
    onCall(call)
    const description = refusals.get(call.method)
    if (description !== undefined) return { json: async () => ({ ok: false, error_code: 400, description }) }
    return { json: async () => ({ ok: true, result: { message_id: 900 + calls.length } }) }
  }
  const { bot } = createDoor({
    db,
    token: '123456:TOKEN',
    client: { fetch },
    clock: { now: () => time.now, monotonic: () => time.now },
    world: createWorld(),
    zone: 'UTC',
    adminIds: [9],
    // What people write waits in the inbox: here nobody carries it on.
    change: ({ replies }) => ({ replies: { ...replies, postman: { ...replies.postman, wake() {} } } }),
  })
  bot.botInfo = { ...me(), ...shop }
  let updateId = 0
  const handle = async (update: Omit<Update, 'update_id'>) => {
    calls.length = 0
    await bot.handleUpdate({ update_id: ++updateId, ...update })
    return [...calls]
  }
  const chat = (user: User) => ({ id: user.id, type: 'private' as const, first_name: user.first_name })
  const seconds = () => Math.floor(time.now / 1_000)
  return {
    db,
    time,
    refusals,
    handle,
    watch(watcher: (call: Call) => void) {
      onCall = watcher
    },
    write(user: User, text: string, more: object = {}) {
      const command = /^\/\w+/.exec(text)?.[0].length
      const entities = command === undefined ? [] : [{ type: 'bot_command' as const, offset: 0, length: command }]
      const message = {
        message_id: 70 + updateId,
        date: seconds(),
        chat: chat(user),
        from: user,
        text,
        entities,
        ...more,
      }
      return handle({ message })
    },
    press(user: User, data: string, inline_keyboard: InlineKeyboardButton[][] = []) {
      const message = {
        message_id: 55,
        date: seconds(),
        chat: chat(user),
        from: shop,
        text: 'x',
        reply_markup: { inline_keyboard },
      }
      return handle({ callback_query: { id: 'q', from: user, chat_instance: 'c', data, message } })
    },
    member(user: User, status: 'kicked' | 'member', date = seconds()) {
      const old_chat_member = { user: shop, status: 'member' as const }
      const new_chat_member = status === 'kicked' ? { user: shop, status, until_date: 0 } : { user: shop, status }
      return handle({ my_chat_member: { chat: chat(user), from: user, date, old_chat_member, new_chat_member } })
    },
    react(user: User, messageId: number) {
      const message_reaction = {
        chat: chat(user),
        message_id: messageId,
        user,
        date: seconds(),
        old_reaction: [],
        new_reaction: [{ type: 'emoji' as const, emoji: '👍' as const }],
      }
      return handle({ message_reaction })
    },
  }
}

export function me() {
  return {
    can_connect_to_business: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_guest_queries: false,
    supports_join_request_queries: false,
  }
}

export function get(db: Db, user: User): Subscriber {
  const subscriber = findSubscriber(db, user.id)
  if (subscriber === null) throw new Error('nobody')
  return subscriber
}

export const said = (calls: Call[], method: string) => calls.find(call => call.method === method)?.payload.text

export const labels = (calls: Call[]) =>
  calls.flatMap(call => call.payload.reply_markup?.inline_keyboard.map(row => row.map(button => button.text)) ?? [])

export function history(db: Db) {
  return db
    .sql<{ kind: string; source: string | null; wording: string | null; deliveryId: number | null }>(
      'select kind, source, wording, delivery_id as deliveryId from subscription_events order by id',
    )
    .all()
}

/** A broadcast's delivery to somebody, its message in their chat with id 55. */
export function deliver(db: Db, subscriberId: number, id: number, sentAt: number): void {
  db.write(() => {
    db.sql(
      `insert or ignore into offers (id, name_folded, name, goal, state, draft, created_by, created_at)
       values (1, 'a', 'A', 'sell', 'used', '{}', 1, 1)`,
    ).run()
    db.sql(
      `insert or ignore into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
       values (1, 1, 'running', '[]', '[]', 1, 'UTC', 1, 1, 1)`,
    ).run()
    db.sql(
      `insert into deliveries (id, broadcast_id, subscriber_id, occurrence, state, due_at, claimed_at, sent_at, message_id)
       values (?, 1, ?, ?, 'sent', 1, ?, ?, 55)`,
    ).run(id, subscriberId, id, sentAt, sentAt)
  })
}

export const reads = (db: Db) =>
  db.sql('select delivery_id as deliveryId, evidence, grade from reads order by evidence').all()

export const own: InlineKeyboardButton[][] = [
  [
    { text: 'Buy', url: 'https://go.example/r/1' },
    { text: 'Sizes', url: 'https://go.example/r/2' },
  ],
]

export const bell = (id: number) => [
  ...own,
  [{ text: '🔕', callback_data: quietData({ kind: 'delivery', id }, 'ask') }],
]
