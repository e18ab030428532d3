import { describe, expect, test } from 'vitest'
import { findSubscriber } from '../../../src/audience/subscriber.js'
import { usualKept } from '../../../src/bot/settings/preference.js'
import { DAY, HOUR } from '../../../src/clock.js'
import { personalLink } from '../../../src/crm/personal-link.js'
import { texts } from '../../../src/text/index.js'
import { loadKeys } from '../../../src/tracking/key.js'
import { createTokens } from '../../../src/tracking/token.js'
import { customerOf, recordCustomer } from '../../support/customer.js'
import { ann, bob, type Call, en, get, history, labels, ru, said, setup, T } from './stage.js'

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
