import { describe, expect, test } from 'vitest'
import { findVariant } from '../../../../src/offers/variant.js'
import { stage } from './stage.js'

async function written() {
  const s = await stage()
  s.addSegment('Loyal', 'a')
  await s.ada.send('/new', 'Hello')
  return s
}

describe('two admins, one draft', () => {
  test('who takes it over is told, and so is who had it', async () => {
    const s = await written()
    const card = s.ada.lastId()
    await s.boris.send('/new')
    await s.boris.walk('Hello')
    expect(s.boris.text()).toContain('Ada had it open until now.')
    expect(s.ada.person.message(card).text).toBe('📝 Hello · Boris is working on it now.')
    expect(s.ada.labels()).toEqual(['📝 Open it here'])
    await s.ada.walk('Open it here')
    expect(s.ada.text()).toContain('Boris had it open until now.')
    expect(s.boris.text()).toBe('📝 Hello · Ada is working on it now.')
    expect(s.refused()).toEqual([])
  })

  test('an answer to a question from before is not taken; the card is shown as it is now', async () => {
    const s = await written()
    await s.ada.walk('Message')
    await s.boris.send('/new')
    await s.boris.walk('Hello', 'Message')
    await s.boris.send('By Boris')
    await s.ada.send('By Ada')
    expect(findVariant(s.db, s.offer().id, null)?.content.text).toBe('By Boris')
    expect(s.ada.text()).toContain('📝 By Boris · draft, saved')
    expect(s.ada.text()).toContain('⚠️ Boris has changed it in the meantime, so your last step was not saved.')
    await s.ada.walk('Message')
    await s.ada.send('By Ada')
    expect(findVariant(s.db, s.offer().id, null)?.content.text).toBe('By Ada')
  })

  test('a press on a card that outlived its removal does nothing but show the draft', async () => {
    const s = await written()
    const offer = s.offer().id.toString(36)
    const card = s.ada.lastId()
    await s.boris.send('/new')
    await s.boris.walk('Hello', 'Goal', 'Sell')
    for (const data of [`of.gs:${offer}:0`, `of.we:${offer}:0`, `of.s:${offer}`, `of.xx:${offer}`]) {
      await s.ada.forge(data, card)
      expect(s.ada.text()).toContain('⚠️ Boris has changed it in the meantime')
      await s.boris.walk('Open it here')
    }
    expect(s.offer()).toMatchObject({ goal: 'sell', state: 'draft', draft: { rest: false } })
    expect(s.broadcast()).toBeNull()
  })

  test('who has the card and blocked the bot does not keep the other from it', async () => {
    const s = await written()
    s.ada.person.block()
    await s.boris.send('/new')
    await s.boris.walk('Hello', 'Goal', 'Sell')
    expect(s.offer().goal).toBe('sell')
  })
})

describe('the card', () => {
  test('scrolled far away it works on; the answer brings it back below', async () => {
    const s = await written()
    const card = s.ada.lastId()
    await s.ada.sends(person => {
      for (let i = 0; i < 3; i++) person.send('/help')
    })
    await s.ada.press('Buttons', card)
    await s.ada.send('Boots - shop.ru')
    expect(s.ada.lastId()).toBeGreaterThan(card)
    expect(s.ada.text()).toContain('4 Buttons — Boots')
    expect(s.ada.cards().filter(({ text }) => text?.startsWith('📝'))).toHaveLength(1)
  })

  test('deleted, it comes back with the next answer, or with /new', async () => {
    const s = await written()
    await s.ada.walk('Buttons')
    s.ada.person.remove(s.ada.lastId())
    await s.ada.send('Boots - shop.ru')
    expect(s.ada.text()).toContain('4 Buttons — Boots')
    s.ada.person.remove(s.ada.lastId())
    await s.ada.send('/new')
    await s.ada.walk('Hello', 'Goal', 'Sell')
    expect(s.ada.text()).toContain('1 Goal — Sell')
  })

  test('deleted under her finger, it is sent anew', async () => {
    const s = await written()
    const card = s.ada.lastId()
    const answered = s.ada.person.press(card, 'Goal')
    s.ada.person.remove(card)
    await answered
    await s.settled()
    expect(s.ada.text()).toContain('🎯 What is Hello for?')
    expect(s.ada.lastId()).not.toBe(card)
  })
})

describe('a tick sets what its button shows', () => {
  test.each([
    ['a saved segment', ['To whom'], 'Loyal'],
    ['a ready-made one', ['To whom'], 'New this week'],
    ['a saved one to leave out', ['To whom', 'Leave out'], 'Loyal'],
    ['a ready-made one to leave out', ['To whom', 'Leave out'], 'New this week'],
  ])('%s, pressed twice by two thumbs', async (_, way, name) => {
    const s = await stage()
    const { ada } = s
    s.addPeople(3, 'loyal')
    s.addSegment('Loyal', 'loyal')
    await ada.send('/new')
    await ada.walk(...way)
    const button = (sign: string) => {
      const keys = (ada.person.lastMessage().reply_markup?.inline_keyboard ?? []).flat()
      const found = keys.find(key => key.text.includes(name) && key.text.startsWith('☐') === (sign === '☐'))
      if (found?.callback_data === undefined) throw new Error(`no ${sign} ${name}`)
      return found.callback_data
    }
    const sign = way.length === 1 ? '✅' : '🚫'
    const chosen = () => [...s.offer().draft.segments, ...s.offer().draft.leaveOut]
    const tick = button('☐')
    for (let i = 0; i < 3; i++) await ada.forge(tick)
    expect(chosen()).toHaveLength(1)
    const untick = button(sign)
    for (let i = 0; i < 3; i++) await ada.forge(untick)
    expect(chosen()).toEqual([])
    expect(s.offer().draft.made).toEqual([])
  })

  test.each(['UTM marks', 'Count Telegram links'])('%s, pressed twice by two thumbs', async name => {
    const s = await stage()
    const { ada } = s
    await ada.send('/new', 'Hello')
    await ada.walk('Buttons')
    await ada.send('Chat - t.me/shop')
    await ada.walk('Buttons')
    const button = () =>
      (ada.person.lastMessage().reply_markup?.inline_keyboard ?? []).flat().find(key => key.text.includes(name))
    const before = button()
    for (let i = 0; i < 2; i++) await ada.forge(before?.callback_data ?? '')
    const turned = button()
    expect(turned?.text).not.toBe(before?.text)
    for (let i = 0; i < 2; i++) await ada.forge(turned?.callback_data ?? '')
    expect(button()?.text).toBe(before?.text)
  })
})
