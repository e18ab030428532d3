import { describe, expect, test } from 'vitest'
import { createTransport } from '../../../../src/bot/lanes/sender.js'
import { HOUR } from '../../../../src/clock.js'
import { getBroadcast, listBroadcasts } from '../../../../src/delivery/broadcast.js'
import { createRepeat } from '../../../../src/delivery/campaign/repeat.js'
import { createLetters } from '../../../../src/delivery/engine/letter.js'
import { pauseBroadcast, resumeBroadcast } from '../../../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { sendNow, withdrawBroadcast } from '../../../../src/delivery/schedule/reschedule.js'
import { createSchedule } from '../../../../src/delivery/schedule.js'
import { settleDelivery } from '../../../../src/delivery/settle.js'
import { silentLog } from '../../../../src/log.js'
import { getOffer } from '../../../../src/offers/offer.js'
import { texts } from '../../../../src/text/index.js'
import { ADMIN, NOW, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

/** A draft with a button to three readers, and the card of its reminder. */
async function drafted() {
  const s = await stage()
  const readers = [501, 502, 503].map(id => s.emulator.user({ id, firstName: `Rita ${id}` }))
  for (const reader of readers) {
    reader.send('/start')
    await s.settled()
  }
  await s.ada.send('/new', 'Boots until Sunday')
  await s.ada.walk('Buttons')
  await s.ada.send('Shop - shop.ru')
  await s.ada.walk('To whom', 'Everyone', 'Done', '⋯ More', '🔔 Remind')
  return { s, readers }
}

const all = (s: Stage) => listBroadcasts(s.db, { offset: 0, limit: 9 }).broadcasts

/** Sends a broadcast to everybody whom it is for. */
async function sendOut(s: Stage, id: number, at: number): Promise<number> {
  s.db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(s.db, id, at, s.world.rules)
  const letters = createLetters(s.db, { address: (delivery, link) => `https://go.example/r/${delivery}-${link}` })
  const transport = createTransport(s.door().api)
  const { messages } = claimDeliveries(s.db, id, 10, at, s.world.rules)
  for (const message of messages) {
    const sent = await transport.send(message.telegramId, letters.write(message))
    if (sent.kind !== 'accepted') throw new Error(JSON.stringify(sent))
    settleDelivery(s.db, message, { kind: 'sent', messageId: sent.messageId }, at)
  }
  return messages.length
}

describe('a reminder', () => {
  test('comes to whoever got the first message and pressed nothing, and quotes it', async () => {
    const { s, readers } = await drafted()
    const { ada } = s
    // How long is asked on the same card as the words, and neither is taken for the other.
    await ada.send('in 2 days')
    expect(ada.plain()).toContain('After 2 days: 💬')
    expect(ada.plain()).toContain('Just a reminder: this still holds.')
    await ada.send('36 days')
    expect(ada.plain()).toContain('1 hour to 30 days')
    await ada.send('on friday')
    expect(ada.plain()).toContain('send them with one word more')
    await ada.sends(person => person.sendSticker())
    await ada.send('6 h')
    expect(getOffer(s.db, s.offer().id).draft.nudge).toMatchObject({
      hours: 6,
      content: { text: '🔔 Just a reminder: this still holds.' },
    })
    await ada.walk('After 1 day')
    await ada.send('Only today left, {first_name|friend}')
    expect(ada.plain()).toContain('Only today left')
    await ada.walk('Card')
    expect(ada.plain()).toContain('🔔 Reminder — 1 day later, to whoever pressed nothing')
    await ada.walk('Check')
    expect(ada.plain()).toContain('🔔 Reminder — 1 day later')
    await ada.walk('Send now')
    const [second, first] = all(s)
    expect(second?.nudges).toBe(first?.id)
    expect(second?.offerName).toBe('Boots until Sunday · reminder')
    expect(second?.startsAt).toBe((first?.startsAt ?? 0) + 24 * HOUR)
    expect(await sendOut(s, first?.id ?? 0, NOW)).toBe(3)
    const got = readers.map(reader => reader.lastMessage().message_id)
    s.db
      .sql(
        `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
         select id, 1, subscriber_id, broadcast_id, ?, 'human', 'person', 'Chrome' from deliveries where id = 1`,
      )
      .run(NOW)
    expect(await sendOut(s, second?.id ?? 0, NOW + 24 * HOUR)).toBe(2)
    const pressed = s.db.sql<{ id: number }>('select subscriber_id as id from deliveries where id = 1').get()?.id
    expect(readers[(pressed ?? 1) - 1]?.lastMessage().message_id).toBe(got[(pressed ?? 1) - 1])
    for (const [i, reader] of readers.entries()) {
      const last = reader.lastMessage()
      if (i + 1 === pressed) continue
      expect(last.text).toBe(`Only today left, Rita ${501 + i}`)
      expect(last.reply_to_message?.message_id).toBe(got[i])
      expect(last.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual(['Shop', '🔕'])
    }
    expect(s.refused()).toEqual([])
  })

  test('of whom nobody is left is over, and a first message that is gone is quoted by nobody', async () => {
    const { s, readers } = await drafted()
    await s.ada.walk('After 3 h', 'Card', 'Check', 'Send now')
    const [second, first] = all(s)
    expect(await sendOut(s, second?.id ?? 0, NOW)).toBe(0)
    expect(s.db.sql('select state from broadcasts where id = ?').get(second?.id ?? 0)).toEqual({ state: 'running' })
    s.db.sql(`update broadcasts set state = 'scheduled', started_at = null where id = ?`).run(second?.id ?? 0)
    await sendOut(s, first?.id ?? 0, NOW)
    for (const reader of readers) reader.remove(reader.lastMessage().message_id)
    expect(await sendOut(s, second?.id ?? 0, NOW + 3 * HOUR)).toBe(3)
    expect(readers[0]?.lastMessage().reply_to_message).toBeUndefined()
    expect(s.refused()).toEqual([])
  })

  test('goes with its broadcast: called off, brought forward, and changed with it', async () => {
    const { s } = await drafted()
    const { ada } = s
    await ada.walk('After 3 h', 'Card', 'When')
    await ada.send('26.11 10:00')
    await ada.walk(...(ada.labels().includes('📋 Check') ? ['📋 Check'] : []), 'Schedule')
    const [second, first] = all(s)
    const begins = first?.startsAt ?? 0
    expect(second?.startsAt).toBe(begins + 3 * HOUR)
    s.db.write(() => sendNow(s.db, first?.id ?? 0, begins - HOUR))
    expect(all(s)[0]?.startsAt).toBe(begins + 2 * HOUR)
    s.db.write(() => withdrawBroadcast(s.db, first?.id ?? 0, begins - HOUR))
    expect(all(s).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  })

  test.each([
    ['later', '26.11 18:00', 8 * HOUR],
    ['to earlier than so long after it', '26.11 11:30', 1.5 * HOUR],
  ])('that was moved by hand %s comes at that moment, to whoever had the first by then', async (_, moment, after) => {
    const { s, readers } = await drafted()
    const { ada } = s
    await ada.walk('After 3 h', 'Card', 'When')
    await ada.send('26.11 10:00')
    await ada.walk(...(ada.labels().includes('📋 Check') ? ['📋 Check'] : []), 'Schedule')
    const [second, first] = all(s)
    const [firstId, secondId, begins] = [first?.id ?? 0, second?.id ?? 0, first?.startsAt ?? 0]
    await ada.send('/broadcasts')
    await ada.walk('🕙🔔 Boots', '✏️ Change')
    expect(ada.plain()).toContain('2 To whom — whoever got it and pressed nothing')
    await ada.walk('When')
    await ada.send(moment)
    await ada.walk(...(ada.labels().includes('📋 Check') ? ['📋 Check'] : []), 'Schedule')
    expect(getBroadcast(s.db, secondId)).toMatchObject({
      state: 'scheduled',
      startsAt: begins + after,
      nudges: firstId,
    })
    expect(await sendOut(s, firstId, begins)).toBe(3)
    // One of them got it long after the others, and is reminded with them all the same.
    s.db.sql('update deliveries set sent_at = ? where broadcast_id = ? and id = 1').run(begins + HOUR, firstId)
    expect(await sendOut(s, secondId, begins + after)).toBe(3)
    for (const reader of readers) expect(reader.lastMessage().reply_to_message).toBeDefined()
    expect(s.refused()).toEqual([])
  })

  test('waits for a first message that begins late, and comes as much later', async () => {
    const { s } = await drafted()
    await s.ada.walk('After 3 h', 'Card', 'Check', 'Send now')
    const [second, first] = all(s)
    const [firstId, secondId] = [first?.id ?? 0, second?.id ?? 0]
    const begins = first?.startsAt ?? 0
    s.db.write(() => pauseBroadcast(s.db, firstId, 'admin'))
    const schedule = createSchedule({
      ...{ db: s.db, clock: s.clock, log: silentLog, changed: () => {} },
      rules: () => s.world.rules,
    })
    await schedule.run(begins + 4 * HOUR)
    expect(getBroadcast(s.db, secondId).state).toBe('scheduled')
    s.db.write(() => resumeBroadcast(s.db, firstId, begins + 5 * HOUR))
    expect(getBroadcast(s.db, secondId).startsAt).toBe(begins + 8 * HOUR)
    await sendOut(s, firstId, begins + 6 * HOUR)
    expect(getBroadcast(s.db, secondId).startsAt).toBe(begins + 9 * HOUR)
    schedule.close()
  })

  test('comes after each run of what goes out again and again', async () => {
    const { s } = await drafted()
    await s.ada.walk('After 1 day')
    const offer = getOffer(s.db, s.offer().id)
    s.db.write(() => {
      const course = { rhythm: { kind: 'daily', minute: 600, own: false }, to: { kind: 'everybody' } } as const
      createRepeat(s.db, offer, { course, end: { kind: 'never' }, zone: 'Europe/Moscow', createdBy: ADMIN }, NOW)
    })
    await s.ada.walk('Card', 'Check')
    expect(s.ada.plain()).toContain('🔔 Reminder — 1 day later, to whoever pressed nothing')
    expect(s.ada.plain()).toContain('whoever gets that is not reminded of the one before')
    await s.ada.walk(texts('en').repeatCards.keys.start)
    expect(s.ada.plain()).toContain('🔔 Reminder — 1 day later, to whoever pressed nothing')
  })

  test('says neither a code nor an end that there is not', async () => {
    const { s } = await drafted()
    const { ada } = s
    await ada.send('Take {code}')
    expect(ada.plain()).toContain('Leave {code} out of it')
    await ada.send('Only until {until}')
    await ada.walk('Card', 'Check')
    expect(ada.plain()).toContain('the offer has no end')
    expect(ada.labels().some(label => label.includes('Send now'))).toBe(false)
  })

  test('may be left out again, and never comes after the end', async () => {
    const { s } = await drafted()
    const { ada } = s
    await ada.walk('After 3 days', 'Card', '⋯ More', '⏰ Until …')
    await ada.send('tomorrow 21:00')
    await ada.walk('Check')
    expect(ada.plain()).toContain('Its reminder would come after its end.')
    await ada.walk('🔔 Remind', '🚫 No reminder', 'Card', 'Check', 'Send now')
    expect(all(s)).toHaveLength(1)
    expect(getOffer(s.db, s.offer().id).draft.nudge).toBeNull()
  })
})
