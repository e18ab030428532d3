import type { InlineKeyboardButton, Update, User } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { findSubscriber, type Subscriber } from '../../src/audience/subscriber.js'
import { findWish } from '../../src/audience/subscription/wish.js'
import { usualKept } from '../../src/bot/preference.js'
import { isStopWord } from '../../src/bot/subscriber/stop/words.js'
import { DAY, HOUR } from '../../src/clock.js'
import { personalLink } from '../../src/crm/personal-link.js'
import type { Db } from '../../src/db/open.js'
import { quietData } from '../../src/delivery/button/quiet.js'
import { texts } from '../../src/text/index.js'
import { loadKeys } from '../../src/tracking/key.js'
import { createTokens } from '../../src/tracking/token.js'
import { customerOf, recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { createDoor, createWorld } from './admin/door.js'

const T = 1_800_000_000_000
const ann: User = { id: 501, is_bot: false, first_name: 'Ann', language_code: 'en' }
const bob: User = { id: 502, is_bot: false, first_name: 'Боб', language_code: 'ru' }
const shop = {
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
const en = texts('en').subscriber
const ru = texts('ru').subscriber

type Call = { method: string; payload: { text?: string; reply_markup?: { inline_keyboard: InlineKeyboardButton[][] } } }

/** The whole door on a database of its own, with a Telegram that takes everything. */
async function setup() {
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

function me() {
  return {
    can_connect_to_business: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_guest_queries: false,
    supports_join_request_queries: false,
  }
}

function get(db: Db, user: User): Subscriber {
  const subscriber = findSubscriber(db, user.id)
  if (subscriber === null) throw new Error('nobody')
  return subscriber
}

const said = (calls: Call[], method: string) => calls.find(call => call.method === method)?.payload.text
const labels = (calls: Call[]) =>
  calls.flatMap(call => call.payload.reply_markup?.inline_keyboard.map(row => row.map(button => button.text)) ?? [])

function history(db: Db) {
  return db
    .sql<{ kind: string; source: string | null; wording: string | null; deliveryId: number | null }>(
      'select kind, source, wording, delivery_id as deliveryId from subscription_events order by id',
    )
    .all()
}

/** A broadcast's delivery to somebody, its message in their chat with id 55. */
function deliver(db: Db, subscriberId: number, id: number, sentAt: number): void {
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

const reads = (db: Db) => db.sql('select delivery_id as deliveryId, evidence, grade from reads order by evidence').all()

describe('a personal link', () => {
  type Bot = Awaited<ReturnType<typeof setup>>
  function payload({ db }: Bot, phone = '+37120000034'): string {
    const { id } = recordCustomer(db, { externalId: 'c1', telegramId: null, phone }, T)
    db.sql("update customers set first_name = 'Anna', last_name = 'Petrova' where id = ?").run(id)
    const tokens = createTokens(loadKeys(db, T))
    return new URL(personalLink(db, tokens, 'shop_bot', id)).searchParams.get('start') ?? ''
  }
  const buttons = (calls: Call[]) => calls.flatMap(call => call.payload.reply_markup?.inline_keyboard.flat() ?? [])
  const pressOf = (calls: Call[], label: string) => {
    const button = buttons(calls).find(one => one.text === label)
    return button !== undefined && 'callback_data' in button ? button.callback_data : ''
  }
  const all = (calls: Call[]) => calls.map(call => call.payload.text ?? '').join('\n')

  test.each([
    [ann, en, 'Are you A. P., phone …34?'],
    [bob, ru, 'Это вы: A. P., телефон …34?'],
  ] as const)(
    'subscribes as any Start, asks with initials and two digits, and links by a yes',
    async (user, t, asked) => {
      const bot = await setup()
      const calls = await bot.write(user, `/start ${payload(bot)}`)
      expect(history(bot.db)).toMatchObject([{ kind: 'start', source: 'personal_link', wording: 'welcome' }])
      expect(all(calls)).toContain(asked)
      expect(all(calls)).not.toMatch(/Anna|Petrova|0034/)
      const data = pressOf(calls, t.personal.yes)
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
      expect(said(await bot.press(user, data), 'editMessageText')).toBe(t.personal.linked)
      expect(customerOf(bot.db, get(bot.db, user).id)).toMatchObject({ externalId: 'c1', linkedBy: 'personal_link' })
      expect(said(await bot.press(user, data), 'editMessageText')).toBe(t.personal.yours)
      const again = await bot.write(user, `/start ${payload(bot)}`)
      expect([all(again), history(bot.db)]).toMatchObject([t.personal.yours, [{ source: 'personal_link' }]])
    },
  )

  test('that is not theirs is said so, and whoever stopped offers is asked as well', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    await bot.write(ann, '/stop')
    const start = payload(bot)
    const calls = await bot.write(ann, `/start ${start}`)
    expect(said(await bot.press(ann, pressOf(calls, en.personal.no)), 'editMessageText')).toBe(en.personal.notYou)
    expect(all(await bot.write(ann, `/start ${start}`))).toContain(en.personal.denied)
    expect(customerOf(bot.db, get(bot.db, ann).id)).toBeNull()
    expect(get(bot.db, ann).unsubscribedAt).not.toBeNull()
  })

  test.each(['c_', `c_${'A'.repeat(28)}`, `C_${'A'.repeat(28)}`, 'c_spring'])(
    '%s is nobody’s, and no source',
    async forged => {
      const bot = await setup()
      expect(all(await bot.write(ann, `/start ${forged}`))).toContain(en.personal.unknown)
      expect(history(bot.db)).toMatchObject([{ kind: 'start', source: null }])
      expect(said(await bot.press(ann, `me:is:${'A'.repeat(28)}`), 'editMessageText')).toBe(en.personal.unknown)
    },
  )
})

describe('/start', () => {
  test.each([
    ['/start', null],
    ['/start spring-2026_fb', 'spring-2026_fb'],
    [`/start ${'x'.repeat(64)}`, 'x'.repeat(64)],
    [`/start ${'x'.repeat(65)}`, null],
    ['/start a b', null],
    ['/start весна', null],
  ])('%s', async (text, source) => {
    const bot = await setup()
    const calls = await bot.write(ann, text)
    expect(get(bot.db, ann)).toMatchObject({ source, status: 'active', subscribedAt: T })
    expect(said(calls, 'sendMessage')).toBe(en.welcome('Shop').text)
    expect(history(bot.db)).toEqual([{ kind: 'start', source, wording: 'welcome', deliveryId: null }])
    expect(bot.db.sql('select shown from wordings').all()).toEqual([{ shown: en.welcome('Shop').text }])
  })

  test('the welcome says who writes, what, how often and how to stop, in their language', async () => {
    const bot = await setup()
    const text = said(await bot.write(bob, '/start'), 'sendMessage') ?? ''
    for (const part of ['Shop', 'предложения', 'в неделю', '/stop', '🔕']) expect(text).toContain(part)
  })

  test('after a stop it asks with one button, and only the press subscribes', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    await bot.write(ann, '/stop')
    const asked = await bot.write(ann, '/start again')
    expect(said(asked, 'sendMessage')).toBe(en.askAgain('Shop').text)
    expect(labels(asked)).toEqual([[en.yesOffers]])
    expect(get(bot.db, ann).status).toBe('unsubscribed')
    const pressed = await bot.press(ann, 'me:again')
    expect(said(pressed, 'editMessageText')).toBe(en.resumed)
    expect(get(bot.db, ann)).toMatchObject({ status: 'active', source: null })
    expect(history(bot.db).map(event => [event.kind, event.source, event.wording])).toEqual([
      ['start', null, 'welcome'],
      ['stop', 'command', 'stop'],
      ['source', 'again', null],
      ['resume', 'button', 'again'],
    ])
  })

  test('during a pause it says until when, and the pause stays until the press', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    await bot.press(ann, 'me:settings:pause')
    const told = await bot.write(ann, '/start')
    expect(said(told, 'sendMessage')).toContain('14 Feb 2027')
    expect(labels(told)).toEqual([[en.resume]])
    expect(get(bot.db, ann).pausedUntil).toBe(T + 30 * DAY)
    await bot.press(ann, 'me:resume')
    expect(get(bot.db, ann).pausedUntil).toBeNull()
  })

  test('after a block they are back', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    bot.time.now += HOUR
    await bot.member(ann, 'kicked')
    expect(get(bot.db, ann)).toMatchObject({ status: 'blocked', unreachableAt: T + HOUR })
    bot.time.now += HOUR
    const calls = await bot.write(ann, '/start')
    expect(said(calls, 'sendMessage')).toBe(en.welcome('Shop').text)
    expect(get(bot.db, ann).status).toBe('active')
    expect(history(bot.db).map(event => event.kind)).toEqual(['start', 'block', 'unblock', 'start'])
  })
})

describe('somebody who never pressed Start', () => {
  test.each(['hello', '/settings', '/unknown', '/admin'])('%s: is invited, not subscribed', async text => {
    const bot = await setup()
    const calls = await bot.write(ann, text)
    const received = text.startsWith('/') ? [] : [texts('en').replies.received]
    expect(calls.map(call => call.payload.text)).toEqual([...received, en.invitation('Shop').text])
    expect(labels(calls)).toEqual([[en.start]])
    expect(findSubscriber(bot.db, ann.id)).toBeNull()
  })

  test('the button subscribes, in the words of the invitation', async () => {
    const bot = await setup()
    await bot.write(ann, 'hello')
    const calls = await bot.press(ann, 'me:start')
    expect(said(calls, 'editMessageText')).toBe(en.welcome('Shop').text)
    expect(get(bot.db, ann).status).toBe('active')
    expect(history(bot.db)).toEqual([{ kind: 'start', source: null, wording: 'invitation', deliveryId: null }])
  })

  test.each(['me:again', 'me:undo', 'me:resume', 'me:settings:stop', 'me:settings:en'])(
    '%s invites them',
    async data => {
      const bot = await setup()
      const calls = await bot.press(ann, data)
      expect(calls.map(call => call.method).sort()).toEqual(['answerCallbackQuery', 'sendMessage'])
      expect(findSubscriber(bot.db, ann.id)).toBeNull()
    },
  )

  test('may ask for help and privacy, and is told that no offers come', async () => {
    const bot = await setup()
    expect(said(await bot.write(ann, '/help'), 'sendMessage')).toBe(en.help('Shop').text)
    expect(said(await bot.write(bob, '/privacy'), 'sendMessage')).toBe(ru.privacy('Shop', usualKept).text)
    expect(said(await bot.write(ann, 'stop'), 'sendMessage')).toBe(en.notSubscribed)
    expect(findSubscriber(bot.db, ann.id)).toBeNull()
  })
})

const own: InlineKeyboardButton[][] = [
  [
    { text: 'Buy', url: 'https://go.example/r/1' },
    { text: 'Sizes', url: 'https://go.example/r/2' },
  ],
]
const bell = (id: number) => [...own, [{ text: '🔕', callback_data: quietData({ kind: 'delivery', id }, 'ask') }]]

describe('the team', () => {
  test.each([
    ['an owner', 9, 'en', ['/admin', '/new', '/who', '/count', '/settings', 'you are an owner']],
    ['a marketer', 77, 'ru', ['/new', 'вы маркетолог', '/count']],
    ['an analyst', 78, 'en', ['/admin', '/segments', 'you are an analyst']],
  ] as const)('%s reads at the first Start, and by /help, what they can do', async (_who, id, language_code, parts) => {
    const bot = await setup()
    bot.db
      .sql(
        `insert into admins (telegram_id, role, name, created_at) values (77, 'marketer', 'M', 1), (78, 'analyst', 'N', 1)`,
      )
      .run()
    const user = { ...ann, id, language_code }
    const sent = (calls: Call[]) =>
      calls.filter(call => call.method === 'sendMessage').map(call => call.payload.text ?? '')
    const [welcome, team, ...more] = sent(await bot.write(user, '/start'))
    expect([welcome, more]).toEqual([texts(language_code).subscriber.welcome('Shop').text, []])
    const [help] = sent(await bot.write(user, '/help'))
    for (const part of parts) {
      expect(team).toContain(part)
      expect(help).toContain(part)
    }
    expect(help).toContain(texts(language_code).subscriber.help('Shop').text)
    if (id === 78) expect(help).not.toContain('/new')
    expect(sent(await bot.write(user, '/start')).length, 'only at the first').toBe(1)
  })
})

describe('the bell under an offer', () => {
  const choices = [
    [en.less, en.pause],
    [en.stopOffers, en.back],
  ]
  const { too_many, not_for_me, bought, other } = en.reasons
  const why = [[en.why], [too_many, not_for_me], [bought, other]]
  const steps = [
    ['ask', choices, undefined, 'active', false],
    ['back', [['🔕']], undefined, 'active', false],
    ['less', [[en.undo]], en.lessSaid, 'active', false],
    ['usual', [['🔕']], en.undone, 'active', false],
    ['stop', [[en.undo], ...why], en.stopped, 'unsubscribed', false],
    ['undo', [['🔕']], en.undone, 'active', false],
    ['pause', [[en.undo]], en.pausedToast('14 Feb 2027'), 'active', true],
    ['undo', [['🔕']], en.undone, 'active', false],
  ] as const

  test('is played in place: the offer’s own buttons stay, what it means is kept', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    const { id } = get(bot.db, ann)
    deliver(bot.db, id, 70, T)
    let keyboard: InlineKeyboardButton[][] = bell(70)
    for (const [action, rows, toast, status, paused] of steps) {
      const calls = await bot.press(ann, quietData({ kind: 'delivery', id: 70 }, action), keyboard)
      keyboard =
        calls.find(call => call.method === 'editMessageReplyMarkup')?.payload.reply_markup?.inline_keyboard ?? []
      expect([action, keyboard.slice(0, 1)]).toEqual([action, own])
      expect(keyboard.slice(1).map(row => row.map(button => button.text))).toEqual(rows)
      expect(said(calls, 'answerCallbackQuery')).toBe(toast)
      expect(get(bot.db, ann).status).toBe(status)
      expect(get(bot.db, ann).pausedUntil !== null).toBe(paused)
    }
    expect(keyboard).toEqual(bell(70))
    expect(reads(bot.db)).toContainEqual({ deliveryId: 70, evidence: 'press', grade: 'confirmed' })
    expect(history(bot.db).slice(1)).toEqual([
      { kind: 'less', source: 'button', wording: 'less', deliveryId: 70 },
      { kind: 'usual', source: 'undo', wording: 'usual', deliveryId: 70 },
      { kind: 'stop', source: 'button', wording: 'stop', deliveryId: 70 },
      { kind: 'undo', source: 'undo', wording: 'undo', deliveryId: 70 },
      { kind: 'pause', source: 'button', wording: 'pause', deliveryId: 70 },
      { kind: 'undo', source: 'undo', wording: 'undo', deliveryId: 70 },
    ])
  })

  test('a stop is on disk before it is confirmed, and pressing twice changes nothing more', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    const statuses: string[] = []
    bot.watch(() => void statuses.push(get(bot.db, ann).status))
    const data = quietData({ kind: 'delivery', id: 70 }, 'stop')
    await Promise.all([bot.press(ann, data, bell(70)), bot.press(ann, data, bell(70))])
    expect(statuses).toEqual(['unsubscribed', 'unsubscribed', 'unsubscribed', 'unsubscribed'])
    expect(history(bot.db).map(event => event.kind)).toEqual(['start', 'stop'])
  })

  test('why is asked once after a stop, the first answer counts, and coming back takes it along', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    const { id } = get(bot.db, ann)
    deliver(bot.db, id, 70, T)
    const reasons = () => bot.db.sql(`select why from subscription_events where kind = 'stop' order by id`).all()
    const press = (action: Parameters<typeof quietData>[1], keyboard = bell(70)) =>
      bot.press(ann, quietData({ kind: 'delivery', id: 70 }, action), keyboard)
    // Nothing to explain before a stop.
    await press('too_many')
    const stopped = await press('stop')
    const asked = stopped.find(call => call.method === 'editMessageReplyMarkup')?.payload.reply_markup?.inline_keyboard
    const look = await press('why', asked)
    expect(look.map(call => [call.method, call.payload.text])).toEqual([['answerCallbackQuery', en.whyToast]])
    const told = await press('bought', asked)
    expect([said(told, 'answerCallbackQuery'), labels(told).slice(1)]).toEqual([en.reasonTaken, [[en.undo]]])
    await press('other', asked)
    expect(reasons()).toEqual([{ why: 'bought' }])
    expect(labels(await press('stop')).slice(1)).toEqual([[en.undo]])
    await press('undo')
    await press('too_many', asked)
    await bot.write(ann, '/stop')
    expect(labels(await bot.press(ann, 'me:why:not_for_me', [[{ text: en.undo, callback_data: 'me:undo' }]]))).toEqual([
      [en.undo],
    ])
    expect(reasons()).toEqual([{ why: 'bought' }, { why: 'not_for_me' }])
  })

  test('less often cannot follow a stop, lasts through a pause, and ends by its own Undo', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    const { id } = get(bot.db, ann)
    deliver(bot.db, id, 70, T)
    const press = (action: Parameters<typeof quietData>[1]) =>
      bot.press(ann, quietData({ kind: 'delivery', id: 70 }, action), bell(70))
    await press('less')
    await press('less')
    await press('pause')
    await press('undo')
    expect(findWish(bot.db, id)).toEqual({ perWeek: 1, perMonth: null })
    await press('usual')
    expect(findWish(bot.db, id)).toBe(null)
    await press('stop')
    const calls = await press('less')
    expect(said(calls, 'answerCallbackQuery')).toBe(en.alreadyStopped)
    expect([findWish(bot.db, id), get(bot.db, ann).status]).toEqual([null, 'unsubscribed'])
    expect(history(bot.db).map(event => event.kind)).toEqual(['start', 'less', 'pause', 'undo', 'usual', 'stop'])
  })

  test('a pause cannot follow a stop', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    await bot.write(ann, '/stop')
    const calls = await bot.press(ann, quietData({ kind: 'delivery', id: 70 }, 'pause'), bell(70))
    expect(said(calls, 'answerCallbackQuery')).toBe(en.alreadyStopped)
    expect(get(bot.db, ann)).toMatchObject({ status: 'unsubscribed', pausedUntil: null })
  })

  test.each(['ask', 'stop', 'pause', 'less', 'usual', 'bought', 'undo'] as const)(
    'somebody else’s or a forged one (%s) is an old button',
    async action => {
      const bot = await setup()
      await bot.write(ann, '/start')
      await bot.write(bob, '/start')
      deliver(bot.db, get(bot.db, ann).id, 70, T)
      const before = history(bot.db)
      for (const id of [70, 71, 999_999]) {
        const calls = await bot.press(bob, quietData({ kind: 'delivery', id }, action), bell(id))
        expect(calls.map(call => [call.method, call.payload.text])).toEqual([['answerCallbackQuery', ru.oldButton]])
      }
      expect([history(bot.db), get(bot.db, bob).status, reads(bot.db)]).toEqual([before, 'active', []])
    },
  )

  test('somebody of the team is told so and gets no newcomer’s words', async () => {
    const bot = await setup()
    for (const data of ['of.gone:1', 'other_platform_42', 'tm.x']) {
      const calls = await bot.press({ ...ann, id: 9 }, data, bell(70))
      expect(calls.map(call => [call.method, call.payload.text])).toEqual([
        ['answerCallbackQuery', texts('en').admin.oldButton],
      ])
    }
  })

  test('under a test the same is played and nothing is kept', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    const before = history(bot.db)
    const target = { kind: 'test', id: 3 } as const
    let keyboard: InlineKeyboardButton[][] = [...own, [{ text: '🔕', callback_data: quietData(target, 'ask') }]]
    for (const [action, rows, toast] of steps) {
      const calls = await bot.press(ann, quietData(target, action), keyboard)
      keyboard =
        calls.find(call => call.method === 'editMessageReplyMarkup')?.payload.reply_markup?.inline_keyboard ?? []
      expect(keyboard.slice(1).map(row => row.map(button => button.text))).toEqual(rows)
      expect(said(calls, 'answerCallbackQuery')).toBe(toast === undefined ? undefined : en.test(toast))
    }
    expect([history(bot.db), get(bot.db, ann).status, get(bot.db, ann).pausedUntil]).toEqual([before, 'active', null])
  })

  test('a message that can no longer be edited is answered in words', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    const old = { message_id: 55, date: 0 as const, chat: { id: ann.id, type: 'private' as const, first_name: 'Ann' } }
    const press = (action: 'ask' | 'stop') => {
      const data = quietData({ kind: 'delivery', id: 70 }, action)
      return bot.handle({ callback_query: { id: 'q', from: ann, chat_instance: 'c', data, message: old } })
    }
    expect((await press('ask')).map(call => call.payload.text)).toEqual([en.tooOld])
    expect((await press('stop')).map(call => call.payload.text)).toEqual([en.stopped])
    expect(get(bot.db, ann).status).toBe('unsubscribed')
  })

  test.each([
    ['answerCallbackQuery', 'Bad Request: query is too old and response timeout expired or query ID is invalid', true],
    ['editMessageReplyMarkup', 'Bad Request: message is not modified: specified new message content …', true],
    ['editMessageReplyMarkup', 'Bad Request: message to edit not found', true],
    ['editMessageReplyMarkup', 'Bad Request: reply markup is too long', false],
  ])('%s refused (%s): forgiven %s', async (method, description, forgiven) => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    bot.refusals.set(method, description)
    const pressed = bot.press(ann, quietData({ kind: 'delivery', id: 70 }, 'stop'), bell(70))
    await (forgiven ? expect(pressed).resolves.toBeDefined() : expect(pressed).rejects.toThrow('too long'))
    expect(get(bot.db, ann).status).toBe('unsubscribed')
  })
})

describe('stopping by word', () => {
  test.each([
    'stop',
    'STOP!',
    ' Stop. ',
    'Unsubscribe',
    'стоп',
    'Стоп 🛑️',
    '«Отписаться»',
    'ОТПИШИТЕ МЕНЯ!!!',
    'Хватит…',
    'ｓｔｏｐ',
  ])('%s is a stop', word => expect(isStopWord(word)).toBe(true))
  test.each(['', '🛑', 'stop by your shop', "don't stop", 'когда стоп-кран?', 'не отписывайте меня', 'unsubscribed?'])(
    '%s is none',
    word => expect(isStopWord(word)).toBe(false),
  )

  test('keeps it with the message that caused it, offers Undo, and is no reply', async () => {
    const bot = await setup()
    await bot.write(bob, '/start')
    deliver(bot.db, get(bot.db, bob).id, 70, T)
    bot.time.now += HOUR
    const calls = await bot.write(bob, 'Отпишите меня!')
    const { too_many, not_for_me, bought, other } = ru.reasons
    const why = [[ru.why], [too_many, not_for_me], [bought, other]]
    expect([said(calls, 'sendMessage'), labels(calls)]).toEqual([ru.stopped, [[ru.undo], ...why]])
    expect(history(bot.db).at(-1)).toEqual({ kind: 'stop', source: 'word', wording: 'stop', deliveryId: 70 })
    expect(bot.db.sql('select count(*) as n from replies').get()).toEqual({ n: 0 })
    const again = await bot.write(bob, '/stop')
    expect([said(again, 'sendMessage'), labels(again)]).toEqual([ru.alreadyStopped, [[ru.yesOffers]]])
    await bot.press(bob, 'me:undo')
    expect(get(bot.db, bob).status).toBe('active')
    expect(history(bot.db).map(event => event.kind)).toEqual(['start', 'stop', 'undo'])
  })
})

test('/settings is one card, edited in place', async () => {
  const bot = await setup()
  await bot.write(ann, '/start')
  const share = (text: typeof en) => [[text.sharePhone], [text.sharePlace], [text.myData, text.forgetMe]]
  const opened = await bot.write(ann, '/settings')
  expect(labels(opened)).toEqual([
    ['✅ English', 'Русский'],
    [en.less, en.pause],
    [en.wishes.key],
    [en.stopOffers],
    ...share(en),
  ])
  const press = async (data: string) => {
    const calls = await bot.press(ann, data)
    expect(calls.map(call => call.method).sort()).toEqual(['answerCallbackQuery', 'editMessageText'])
    return [said(calls, 'editMessageText')?.split('\n').at(-1), labels(calls)]
  }
  const languages = ['English', '✅ Русский']
  expect(await press('me:settings:ru')).toEqual([
    ru.statusActive,
    [languages, [ru.less, ru.pause], [ru.wishes.key], [ru.stopOffers], ...share(ru)],
  ])
  expect(await press('me:settings:pause')).toEqual([
    '⏸ Предложения на паузе до 14 февраля 2027.',
    [languages, [ru.less, ru.resume], [ru.wishes.key], [ru.stopOffers], ...share(ru)],
  ])
  expect(await press('me:settings:resume')).toEqual([
    ru.statusActive,
    [languages, [ru.less, ru.pause], [ru.wishes.key], [ru.stopOffers], ...share(ru)],
  ])
  expect(await press('me:settings:less')).toEqual([
    ru.wishes.known(ru.wishes.often.weekly),
    [languages, [ru.usual, ru.pause], [ru.wishes.key], [ru.stopOffers], ...share(ru)],
  ])
  expect((await press('me:settings:usual'))[0]).toBe(ru.statusActive)
  const { too_many, not_for_me, bought, other } = ru.reasons
  const why = [[ru.why], [too_many, not_for_me], [bought, other]]
  expect(await press('me:settings:stop')).toEqual([ru.statusStopped, [...why, languages, [ru.yesOffers], ...share(ru)]])
  expect(await press('me:settings:resume')).toEqual([
    ru.statusActive,
    [languages, [ru.less, ru.pause], [ru.wishes.key], [ru.stopOffers], ...share(ru)],
  ])
  expect(said(await bot.write(ann, '/help'), 'sendMessage')).toBe(ru.help('Shop').text)
  expect(history(bot.db).map(event => event.kind)).toEqual([
    'start',
    'language',
    'pause',
    'resume',
    'less',
    'usual',
    'stop',
    'resume',
  ])
})

describe('what people do', () => {
  test('a block and an unblock change whether they can be reached, never their will', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    await bot.write(ann, '/stop')
    deliver(bot.db, get(bot.db, ann).id, 70, T + HOUR)
    bot.time.now += HOUR + 500
    await bot.member(ann, 'kicked')
    expect(get(bot.db, ann).status).toBe('blocked')
    expect(history(bot.db).at(-1)).toMatchObject({ kind: 'block', deliveryId: 70 })
    expect(reads(bot.db)).toEqual([])
    bot.time.now += HOUR
    await bot.member(ann, 'member')
    expect(get(bot.db, ann).status).toBe('unsubscribed')
    await bot.member(ann, 'kicked', T / 1_000 + 2 * 3_600 - 60)
    await bot.member(bob, 'kicked')
    expect(get(bot.db, ann).status).toBe('blocked')
    expect(findSubscriber(bot.db, bob.id)).toBeNull()
  })

  test('every update keeps names current and is a sign of life', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    bot.time.now += HOUR
    const renamed = { ...ann, first_name: 'עַנָּה', last_name: '🙂', username: 'anna', is_premium: true as const }
    expect(said(await bot.write(renamed, 'thanks'), 'sendMessage')).toBe(texts('en').replies.received)
    expect(await bot.write(renamed, 'thanks again')).toEqual([])
    expect(get(bot.db, ann)).toMatchObject({
      firstName: 'עַנָּה',
      lastName: '🙂',
      username: 'anna',
      premium: true,
      lastSeenAt: T + HOUR,
    })
    expect(reads(bot.db)).toEqual([{ deliveryId: 70, evidence: 'activity', grade: 'inferred' }])
    expect(bot.db.sql('select delivery_id as deliveryId, quoted from replies').all()).toEqual([
      { deliveryId: 70, quoted: 0 },
      { deliveryId: 70, quoted: 0 },
    ])
  })

  test('a reply that quotes an offer belongs to it, whatever its state', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    bot.db.write(() => bot.db.sql(`update deliveries set state = 'uncertain', sent_at = null, message_id = null`).run())
    const quoted = {
      message_id: 55,
      date: T / 1_000,
      chat: { id: ann.id, type: 'private', first_name: 'Ann' },
      from: shop,
      reply_markup: { inline_keyboard: bell(70) },
    }
    await bot.write(ann, 'how much?', { reply_to_message: quoted })
    expect(reads(bot.db)).toEqual([{ deliveryId: 70, evidence: 'reply', grade: 'confirmed' }])
    expect(bot.db.sql('select delivery_id as deliveryId, quoted from replies').all()).toEqual([
      { deliveryId: 70, quoted: 1 },
    ])
  })

  test('a reaction proves that it was seen', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    deliver(bot.db, get(bot.db, ann).id, 70, T)
    await bot.react(ann, 55)
    expect(reads(bot.db)).toContainEqual({ deliveryId: 70, evidence: 'reaction', grade: 'confirmed' })
  })

  test('unknown commands and buttons get a hint', async () => {
    const bot = await setup()
    await bot.write(ann, '/start')
    expect(said(await bot.write(ann, '/admin'), 'sendMessage')).toBe(en.unknownCommand)
    for (const [i, data] of ['o:zz:x', 'menu:1', 'me:settings:xx', 'me:'].entries()) {
      const menu = i === 0 ? [en.help('Shop').text] : []
      expect((await bot.press(ann, data)).map(call => call.payload.text)).toEqual([en.oldMenu, ...menu])
    }
    bot.time.now += 61_000
    expect((await bot.press(bob, 'menu:1')).map(call => call.payload.text)).toEqual([
      ru.oldMenu,
      ru.invitation('Shop').text,
    ])
    expect(bot.db.sql('select count(*) as n from replies').get()).toEqual({ n: 0 })
  })

  test('groups are left, bots and what Telegram itself writes are left alone', async () => {
    const bot = await setup()
    const group = { id: -100, type: 'group' as const, title: 'G' }
    const message = { message_id: 1, date: T / 1_000, chat: group, from: ann, text: 'hi' }
    expect((await bot.handle({ message })).map(({ method }) => method)).toEqual(['sendMessage', 'leaveChat'])
    expect(await bot.write({ ...ann, is_bot: true }, '/start')).toEqual([])
    expect(await bot.write(ann, '', { text: undefined, message_auto_delete_timer_changed: {} })).toEqual([])
    expect(findSubscriber(bot.db, ann.id)).toBeNull()
  })
})
