import { describe, expect, onTestFinished, test } from 'vitest'
import { createTransport } from '../../../../src/bot/lanes/sender.js'
import { HOUR, MINUTE } from '../../../../src/clock.js'
import { createEngine } from '../../../../src/delivery/engine.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { closeEnds, closeOffers } from '../../../../src/delivery/schedule/deadline.js'
import { silentLog } from '../../../../src/log.js'
import { deadlineWords } from '../../../../src/offers/draft/deadline.js'
import { parseCode } from '../../../../src/offers/promo/code.js'
import { setPromoCode } from '../../../../src/offers/promo.js'
import { PATIENCE_MS } from '../../../../src/sandbox/emulator/patience.js'
import { NOW, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

/** Wed 25 Nov 2026, 21:00 in Moscow. */
const END = Date.UTC(2026, 10, 25, 18)

/** A draft to everybody, and one reader of the same language. */
async function drafted(text: string, language: 'en' | 'ru' = 'en') {
  const s = await stage({ language })
  const reader = s.emulator.user({ id: 501, firstName: 'Rita', language })
  reader.send('/start')
  await s.settled()
  await s.ada.send('/new', text)
  return { s, reader }
}

/** Goes out to everybody by the engine. */
async function sendOut(s: Stage) {
  await s.ada.walk('To whom', 'Everyone', 'Done', 'Check', 'Send now')
  const id = s.broadcast()?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning'`).run()
  await planDeliveries(s.db, id, NOW, s.world.rules)
  const engine = createEngine({
    db: s.db,
    clock: s.clock,
    log: silentLog,
    pace: s.door().pace,
    transport: createTransport(s.door().api),
    rules: () => s.world.rules,
    zone: () => 'Europe/Moscow',
    address: (delivery, link) => `https://go.example/r/${delivery}-${link}`,
    event: () => {},
  })
  engine.start()
  onTestFinished(() => engine.stop())
  return { id, engine }
}

const until = (s: Stage, what: string, done: () => boolean) => s.emulator.waitFor(done, PATIENCE_MS, what)
const keys = (message: { reply_markup?: { inline_keyboard: { text: string }[][] } }) =>
  (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text)

describe('an offer that holds until a moment', () => {
  test('shows it where {until} stands, or on a line below, as a moment of its reader’s clock', async () => {
    const { s } = await drafted('Boots until {until}, {first_name|friend}')
    const { ada } = s
    await ada.walk('⋯ More', '⏰ Until …')
    expect(ada.plain()).toContain('by the clock of Moscow')
    await ada.send('tomorrow 21:00')
    expect(ada.plain()).toContain('⏰ Until — Wed 25 Nov, 21:00 Moscow; each reads it by their own clock')
    await ada.walk('👁 Test')
    const words = 'Wed 25 Nov, 21:00 Moscow'
    const copy = ada.shown().find(({ text }) => text?.startsWith('Boots until'))
    expect(copy?.text).toBe(`Boots until ${words}, Rita`)
    const moment = { type: 'date_time', unix_time: END / 1_000, date_time_format: 'wDt' }
    expect(copy?.entities).toEqual([{ ...moment, offset: 12, length: words.length }])
    await ada.send('Boots')
    await ada.walk('✉️ Put it in', '👁 Test')
    const plain = ada.shown().findLast(({ text }) => text?.startsWith('Boots\n'))
    expect(plain?.text).toBe(`Boots\n\n⏰ ${words}`)
    expect(plain?.entities).toEqual([{ ...moment, offset: 9, length: words.length }])
    expect(s.refused()).toEqual([])
  })

  test('in Russian as well', async () => {
    const { s } = await drafted('Скидка {до}', 'ru')
    await s.ada.walk('⋯', '⏰ Действует до')
    await s.ada.send('завтра 21:00')
    expect(s.ada.plain()).toContain('⏰ Действует до — ср 25 ноября, 21:00 Москва')
    await s.ada.walk('👁')
    expect(s.ada.shown().find(({ text }) => text?.startsWith('Скидка'))?.text).toBe('Скидка ср 25 ноября, 21:00 Москва')
  })

  test.each([
    ['23.11 10:00', 'This time has passed'],
    ['whenever', 'I cannot read'],
    ['30.02 10:00', 'I cannot read'],
  ])('%s is no end', async (typed, words) => {
    const { s } = await drafted('Boots')
    await s.ada.walk('⋯ More', '⏰ Until …')
    await s.ada.send(typed)
    expect(s.ada.plain()).toContain(words)
    expect(s.offer().deadline).toBeNull()
  })

  test('is not sent with {until} and no end, nor when it would be over before it begins, nor too long with its line', async () => {
    const { s } = await drafted('Boots until {until}')
    const { ada } = s
    await ada.walk('To whom', 'Everyone', 'Done', 'Check')
    expect(ada.plain()).toContain('the offer has no end')
    await ada.walk('⏰ Until …', 'Wed 25 Nov, 21:00', 'When')
    await ada.send('26.11 10:00')
    await ada.walk(...(ada.labels().includes('📋 Check') ? ['📋 Check'] : []))
    expect(ada.plain()).toContain('over before it begins')
    await ada.walk('Card', 'When', '▶️ Now', 'Card', 'Message')
    await ada.send('x'.repeat(4_090))
    await ada.walk('Check')
    expect(ada.plain()).toContain('too long for Telegram')
    expect(ada.labels().some(label => label.includes('Send now'))).toBe(false)
  })

  test('on a button is refused: there it would be the same for everybody', async () => {
    const { s } = await drafted('Boots')
    await s.ada.walk('Buttons')
    await s.ada.send('Until {until} - shop.ru')
    expect(s.ada.plain()).toContain('On a button a time is the same for everybody')
  })
})

test('once it is over its buttons say so, nothing is given any more, and it is pinned no longer', async () => {
  const { s, reader } = await drafted('Boots')
  const { ada } = s
  await ada.walk('Buttons')
  await ada.send('Shop - shop.ru')
  await ada.walk('⋯ More', '📌 Pin it')
  expect(ada.plain()).toContain('📌 Pinned in the chat')
  await ada.walk('⏰ Until …')
  await ada.send('tomorrow 21:00')
  s.db.write(() => setPromoCode(s.db, s.offer().id, parseCode('AUTUMN')))
  s.db.sql('update offers set promo_button = 1').run()
  const { id, engine } = await sendOut(s)
  await until(s, 'the message to be pinned', () => reader.pinned().length === 1)
  const { message_id: message } = reader.lastMessage()
  expect(keys(reader.message(message))).toEqual(['Shop', '🎟 Show my code', '🔕'])

  // Not before its time, and once however often it is looked at.
  expect(await closeOffers(s.db, END - 1)).toEqual([])
  s.clock.wall = END + HOUR
  expect((await reader.press(message, 'Show my code'))?.text).toContain('ended')
  expect(await closeOffers(s.db, s.clock.wall)).toEqual([id])
  expect(await closeOffers(s.db, s.clock.wall)).toEqual([])
  engine.wake()
  await until(s, 'the buttons to say so', () => keys(reader.message(message))[0] === '⌛ It is over')
  await until(s, 'it to be pinned no longer', () => reader.pinned().length === 0)
  expect(keys(reader.message(message))).toEqual(['⌛ It is over', '🔕'])
  expect((await reader.press(message, 'It is over'))?.text).toBe('This offer ended on Wed 25 Nov, 21:00 Moscow.')
  await s.settled()
  expect(s.db.sql('select count(*) as n from promo_codes').get()).toEqual({ n: 0 })
  // Nobody is told of what was approved with the offer.
  expect(s.db.sql(`select count(*) as n from repairs where reported_at is null`).get()).toEqual({ n: 0 })
  expect(s.refused()).toEqual([])
})

test('it may hold so long from when somebody gets it, and then says so to each at their own time', async () => {
  const { s, reader } = await drafted('Boots {until}')
  const { ada } = s
  await ada.walk('Buttons')
  await ada.send('Shop - shop.ru')
  await ada.walk('⋯ More', '⏰ Until …', 'For 2 days')
  expect(ada.plain()).toContain('⏰ Holds for 2 days from when they get it')
  await ada.walk('⋯ More', '⏰ Until …')
  await ada.send('1 hour 20 min')
  expect(ada.plain()).toContain('from 1 hour to 90 days')
  await ada.send('36 часов')
  expect(s.offer()).toMatchObject({ deadline: null, holds: 36 * HOUR })
  await ada.walk('⋯ More', '⏰ Until …')
  // A moment takes its place, also one that is typed as so long from now, and the other way round.
  await ada.send('in 5 hours')
  expect(s.offer().holds).toBeNull()
  expect(Math.abs((s.offer().deadline ?? 0) - NOW - 5 * HOUR)).toBeLessThanOrEqual(MINUTE)
  await ada.walk('⋯ More', '⏰ Until …', 'For 1 day', '👁 Test')
  expect(ada.shown().find(({ text }) => text?.startsWith('Boots '))?.text).toMatch(
    /^Boots Wed 25 Nov, \d\d:\d\d Moscow$/,
  )
  await ada.walk('Card')
  const { id, engine } = await sendOut(s)
  const sent = s.db.sql(`select 1 from deliveries where state = 'sent'`)
  await expect.poll(() => sent.get()).toBeDefined()
  const { message_id: message, text, entities } = reader.lastMessage()
  const { claimed } = s.db.sql<{ claimed: number }>('select claimed_at as claimed from deliveries').get() ?? {
    claimed: 0,
  }
  const ends = Math.ceil((claimed + 24 * HOUR) / MINUTE) * MINUTE
  const words = deadlineWords(ends, 'Europe/Moscow', 'en')
  expect(text).toBe(`Boots ${words}`)
  expect(entities?.find(({ type }) => type === 'date_time')).toMatchObject({ unix_time: ends / 1_000 })
  expect(await closeEnds(s.db, ends - 1)).toEqual([])
  s.clock.wall = ends
  expect(await closeEnds(s.db, ends)).toEqual([id])
  engine.wake()
  await until(s, 'the buttons to say so', () => keys(reader.message(message))[0] === '⌛ It is over')
  expect(reader.message(message).text).toBe(text)
  expect((await reader.press(message, 'It is over'))?.text).toBe(`This offer ended on ${words}.`)
  await s.settled()
  expect(s.refused()).toEqual([])
})

test('whoever waits longer than it holds gets nothing', async () => {
  const { s, reader } = await drafted('Boots')
  const { ada } = s
  await ada.walk('⋯ More', '⏰ Until …')
  await ada.send('tomorrow 21:00')
  await ada.walk('To whom', 'Everyone', 'Done', 'Check', 'Send now')
  const id = s.broadcast()?.id ?? 0
  expect(s.broadcast()?.notLaterThan).toBe(END)
  s.db.sql(`update broadcasts set state = 'planning'`).run()
  await planDeliveries(s.db, id, NOW, s.world.rules)
  expect(claimDeliveries(s.db, id, 9, END + 1, s.world.rules).messages).toEqual([])
  expect(s.db.sql('select state, reason from deliveries').all()).toEqual([{ state: 'skipped', reason: 'too_late' }])
  expect(reader.messages().some(({ text }) => text === 'Boots')).toBe(false)
})
