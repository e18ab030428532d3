import type { InlineKeyboardButton } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { findWish } from '../../../src/audience/subscription/wish.js'
import { isStopWord } from '../../../src/bot/subscriber/stop/words.js'
import { HOUR } from '../../../src/clock.js'
import { quietData } from '../../../src/delivery/button/quiet.js'
import { texts } from '../../../src/text/index.js'
import { ann, bell, bob, deliver, en, get, history, labels, own, reads, ru, said, setup, T } from './stage.js'

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
