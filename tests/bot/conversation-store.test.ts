import { type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations'
import { Bot, type Context } from 'grammy'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createConversationStore } from '../../src/bot/reception/conversation-store.js'
import { findSetting, saveSetting } from '../../src/bot/settings.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'

const TOKEN = '123456:SECRET-TOKEN-of-a-bot-0123456789'
const clock = { now: () => 1_000, monotonic: () => 0 }

/** A bot with one conversation that asks for a name; each call is a new process on the same database. */
function process(db: Db, names: string[]) {
  const fetch = async (url: string) => {
    if (url.endsWith('/sendMessage')) throw new Error(`cannot reach ${url}`)
    return { json: async () => ({ ok: true, result: true }) }
  }
  const botInfo = { id: 1, is_bot: true, first_name: 'B', username: 'b' }
  const bot = new Bot<ConversationFlavor<Context>>(TOKEN, { client: { fetch } })
  Object.assign(bot, { me: botInfo })
  bot.use(
    conversations({
      storage: {
        type: 'key',
        version: 1,
        getStorageKey: ctx => String(ctx.from?.id),
        adapter: createConversationStore(db, clock),
      },
    }),
  )
  bot.use(
    createConversation(async (conversation, ctx) => {
      await ctx.reply('Your name?').catch(() => undefined)
      const answer = await conversation.waitFor('message:text')
      await conversation.external(() => void names.push(answer.message.text))
    }, 'name'),
  )
  bot.on('message:text', ctx => ctx.conversation.enter('name'))
  return (update_id: number, text: string) =>
    bot.handleUpdate({
      update_id,
      message: {
        message_id: update_id,
        date: 1,
        chat: { id: 5, type: 'private', first_name: 'A' },
        from: { id: 5, is_bot: false, first_name: 'A' },
        text,
      },
    })
}

test('a conversation survives a restart, by the person’s id, and its state holds no token', async () => {
  const db = await temporaryDb()
  const names: string[] = []
  await process(db, names)(1, 'hello')
  const rows = db.sql<{ key: string; state: string; at: number }>('select * from conversations').all()
  expect(rows.map(row => [row.key, row.at])).toEqual([['5', 1_000]])
  expect(rows[0]?.state).toContain('sendMessage')
  expect(rows[0]?.state).not.toContain('SECRET')
  expect(rows[0]?.state).not.toContain('hello')
  await process(db, names)(2, 'Ann')
  expect(names).toEqual(['Ann'])
  expect(db.sql('select * from conversations').all()).toEqual([])
})

test('a state that cannot be read counts as none', async () => {
  const db = await temporaryDb()
  const store = createConversationStore(db, clock)
  expect(await store.read('5')).toBeUndefined()
  for (const state of ['null', '7', '{}', '{"version":1,"state":{}}', '{"version":[0,1]}']) {
    db.write(() => db.sql('insert or replace into conversations (key, state, at) values (?, ?, 1)').run('5', state))
    expect(await store.read('5')).toBeUndefined()
  }
  await store.write('5', { version: [0, 1], state: {} })
  expect(await store.read('5')).toEqual({ version: [0, 1], state: {} })
  await store.delete('5')
  expect(await store.read('5')).toBeUndefined()
})

test('settings come back as they were saved, and never in a shape their reader does not know', async () => {
  const db = await temporaryDb()
  const zone = z.object({ name: z.string() })
  expect(findSetting(db, 'zone', zone)).toBeNull()
  db.write(() => saveSetting(db, 'zone', zone, { name: 'Europe/Riga' }))
  db.write(() => saveSetting(db, 'zone', zone, { name: 'Asia/Almaty' }))
  expect(findSetting(db, 'zone', zone)).toEqual({ name: 'Asia/Almaty' })
  expect(findSetting(db, 'zone', z.object({ name: z.number() }))).toBeNull()
  expect(() => saveSetting<unknown>(db, 'zone', zone, { name: 5 })).toThrow()
})
