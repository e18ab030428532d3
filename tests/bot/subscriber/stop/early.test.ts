import { describe, expect, onTestFinished, test } from 'vitest'
import { seedSubscribers } from '../../../../bench/seed.js'
import { createIntake } from '../../../../src/bot/reception/updates.js'
import { own } from '../../../../src/bot/subscriber/addresses.js'
import { keepEarlyStop } from '../../../../src/bot/subscriber/stop/early.js'
import { systemClock } from '../../../../src/clock.js'
import type { Db } from '../../../../src/db/open.js'
import { quietData } from '../../../../src/delivery/button/quiet.js'
import { silentLog } from '../../../../src/log.js'
import { approveBroadcast } from '../../../support/campaign.js'
import { temporaryDb } from '../../../support/db.js'

const T = 1_800_000_000_000
const PERSON = 1
const OWNER = 2
const from = (id: number) => ({ id, is_bot: false, first_name: 'Ann', language_code: 'en' })
const chat = (id: number) => ({ id, type: 'private', first_name: 'Ann' })

const say = (text: string, id = PERSON, place: object = chat(id)) => ({
  message: { message_id: 5, date: T / 1_000, chat: place, from: from(id), text },
})
const press = (data: string, id = PERSON) => ({
  callback_query: { id: 'q', from: from(id), chat_instance: 'c', data, message: { message_id: 9, chat: chat(id) } },
})
const member = (status: string) => ({
  my_chat_member: { chat: chat(PERSON), from: from(PERSON), date: T / 1_000, new_chat_member: { status } },
})

/** Two subscribers, and a delivery of the first. */
async function stage(): Promise<Db> {
  const db = await temporaryDb()
  db.write(() => {
    seedSubscribers(db, 2, T - 1_000)
    approveBroadcast(db, 1, T)
    db.sql(
      `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, due_at, claimed_at, sent_at, message_id)
       values (1, 1, 1, 'sent', ?, ?, ?, 9)`,
    ).run(T - 500, T - 500, T - 500)
  })
  return db
}

const stopped = (db: Db, id = PERSON) =>
  db.sql<{ at: number | null }>('select unsubscribed_at as at from subscribers where telegram_id = ?').get(id)?.at !==
  null
const blocked = (db: Db) =>
  db.sql<{ why: string | null }>('select unreachable as why from subscribers where telegram_id = 1').get()?.why
const keep = (db: Db, update: object) =>
  keepEarlyStop({ db, adminIds: [OWNER], language: () => 'en' }, { update_id: 1, ...update }, T)

describe('what comes in as a Stop', () => {
  test.each([
    ['the command', say('/stop')],
    ['the command with the bot’s name', say('/stop@shop_bot')],
    ['a word', say('Stop!')],
    ['a Russian word', say('Отпишите меня, пожалуйста'.split(',')[0] ?? '')],
    ['the owner’s command', say('/stop', OWNER)],
    ['the button under an offer', press(quietData({ kind: 'delivery', id: 1 }, 'stop'))],
    ['the button in the settings', press(own.settingsStop.data({}))],
  ])('%s is kept at once, once', async (_, update) => {
    const db = await stage()
    expect([keep(db, update), keep(db, update)]).toEqual([true, false])
    expect(stopped(db, _ === 'the owner’s command' ? OWNER : PERSON)).toBe(true)
    expect(db.sql(`select count(*) as n from subscription_events where kind = 'stop'`).get()).toEqual({ n: 1 })
  })

  test('a block is kept at once', async () => {
    const db = await stage()
    expect(keep(db, member('kicked'))).toBe(false)
    expect([blocked(db), stopped(db)]).toEqual(['blocked', false])
  })

  test.each([
    ['words that only begin so', say('stop sending me the small ones')],
    ['another command', say('/stopwatch')],
    ['a word of the team, which may answer a card', say('stop', OWNER)],
    ['a word in a group', say('stop', PERSON, { id: -5, type: 'supergroup', title: 'x' })],
    ['a stranger’s', say('/stop', 77)],
    ['somebody else’s button', press(quietData({ kind: 'delivery', id: 1 }, 'stop'), OWNER)],
    ['a button of a test', press(quietData({ kind: 'test', id: 1 }, 'stop'))],
    ['the question before it', press(quietData({ kind: 'delivery', id: 1 }, 'ask'))],
    ['an unblock', member('member')],
    ['nothing known', { poll: { id: 'p' } }],
  ])('%s is none', async (_, update) => {
    const db = await stage()
    expect(keep(db, update)).toBe(false)
    expect([stopped(db), stopped(db, OWNER), blocked(db)]).toEqual([false, false, null])
  })
})

test('a Stop survives a handler that always fails, also where they wanted offers again just before', async () => {
  const db = await stage()
  const way = createIntake({
    db,
    clock: systemClock,
    log: silentLog,
    keepStop: (update, at) => keepEarlyStop({ db, adminIds: [], language: () => 'en' }, update, at),
    handle: async ({ update_id: id }) => {
      // What they did before the Stop is handled after it came in.
      if (id === 1) db.write(() => void db.sql('update subscribers set unsubscribed_at = null').run())
      else throw new Error('always')
    },
  })
  onTestFinished(() => way.close())
  await way.accept([
    { update_id: 1, ...say('/start') },
    { update_id: 2, ...say('/stop') },
  ])
  expect(stopped(db)).toBe(true)
  way.start()
  while (way.waiting() > 0) await new Promise(resolve => setImmediate(resolve))
  expect(stopped(db)).toBe(true)
})
