import { describe, expect, test } from 'vitest'
import { findSubscriber } from '../../../src/audience/subscriber.js'
import { HOUR } from '../../../src/clock.js'
import { texts } from '../../../src/text/index.js'
import { ann, bell, bob, deliver, en, get, history, labels, reads, ru, said, setup, shop, T } from './stage.js'

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
    // Telegram edits too, so an edit says nothing of them.
    deliver(bot.db, get(bot.db, ann).id, 71, bot.time.now)
    bot.time.now += HOUR
    const chat = { id: ann.id, type: 'private' as const, first_name: 'Ann' }
    const date = T / 1_000
    await bot.handle({ edited_message: { message_id: 72, date, edit_date: date, chat, from: ann, text: 'Thanks!' } })
    expect(get(bot.db, ann).lastSeenAt).toBe(T + HOUR)
    expect(reads(bot.db)).toHaveLength(1)
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
