import { expect, test } from 'vitest'
import { shopLine } from '../../../../src/bot/settings/shop-line.js'
import { createLetters } from '../../../../src/delivery/engine/letter.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { NOW, stage } from './stage.js'

const LINE = 'Advertising. Boots & Co LLC'

async function shop() {
  const s = await stage()
  s.addPeople(1, 'a')
  await s.ada.send('/settings')
  await s.ada.walk('💬 What they read', '💬 Texts', '⚖️ Line below')
  return s
}

test('nothing stands below offers until the shop sends a line, and none again once it is taken away', async () => {
  const s = await shop()
  const { ada } = s
  expect(ada.plain()).toContain('There is nothing below offers.')
  expect(shopLine(s.db, 'en')).toBeNull()
  await ada.walk('✏️ Change')
  await ada.send('x'.repeat(301))
  expect(ada.plain()).toContain('the line under offers may have 300')
  await ada.sends(person => person.sendPhoto({ caption: LINE }))
  expect(ada.plain()).toContain('Only words fit here')
  await ada.send(LINE)
  // Whoever reads in another language reads it as well.
  expect([shopLine(s.db, 'en')?.text, shopLine(s.db, 'ru')?.text]).toEqual([LINE, LINE])
  await ada.walk('🚫 No line')
  expect(shopLine(s.db, 'en')).toBeNull()
})

test('it stands below an offer, its test and its picture; never below an order message; what leaves no room for it is not sent', async () => {
  const s = await shop()
  const { ada } = s
  await ada.walk('✏️ Change')
  await ada.send(LINE)
  await ada.send('/new', 'Boots for {first_name|friend}')
  await ada.walk('👁 Test')
  expect(ada.shown().find(({ text }) => text?.startsWith('Boots for'))?.text).toBe(`Boots for Anna\n\n${LINE}`)

  await ada.send('x'.repeat(4_080))
  await ada.walk('✉️ Put it in', 'To whom', 'Everyone', 'Done', 'Check')
  expect(ada.plain()).toContain('With the shop’s line below, the message is 13 characters too long')
  await ada.walk('Message')
  await ada.sends(person => person.sendVideoNote())
  await ada.walk('Check')
  expect(ada.plain()).toContain('a round video has no room for words')
  await ada.walk('Message')
  await ada.sends(person => person.sendPhoto())
  await ada.walk('Check', 'Send now')
  const id = s.broadcast()?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning'`).run()
  await planDeliveries(s.db, id, NOW, s.world.rules)
  const [message] = claimDeliveries(s.db, id, 9, NOW, s.world.rules).messages
  if (message === undefined) throw new Error('nobody gets it')
  const line = { shopLine: () => shopLine(s.db, 'en') }
  const write = () => createLetters(s.db, { address: () => '', ...line }).write(message).payload['caption']
  expect(write()).toBe(LINE)
  s.db.sql(`update offers set kind = 'service'`).run()
  expect(write()).toBeUndefined()
  expect(s.refused()).toEqual([])
})
