import { describe, expect, test } from 'vitest'
import { findCard } from '../../../../src/bot/screen/kept-card.js'
import { HOUR } from '../../../../src/clock.js'
import { listBroadcasts } from '../../../../src/delivery/broadcast.js'
import { ADMIN, NOW, stage } from './stage.js'

describe('approval', () => {
  async function ready() {
    const s = await stage()
    s.addPeople(100, 'a')
    s.addSegment('Loyal', 'a')
    await s.ada.send('/new')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    await s.ada.walk('To whom', 'Loyal', 'Done', 'Check')
    return s
  }

  test('two presses at once send once', async () => {
    const s = await ready()
    const card = s.ada.lastId()
    const answers = await Promise.all([s.ada.press('Send now', card), s.ada.press('Send now', card)])
    expect(answers.filter(words => words !== null)).toEqual([
      '“Hello” cannot be changed any more. Start another with /new.',
    ])
    expect(listBroadcasts(s.db, { offset: 0, limit: 9 }).total).toBe(1)
  })

  test('an audience that grew by more than a tenth and 50 people is shown again', async () => {
    const s = await ready()
    s.addPeople(51, 'a')
    await s.ada.walk('Send now')
    expect(s.ada.text()).toContain('⚠️ It was 100 when you looked, now it is 151. Please look again.')
    expect(s.broadcast()).toBeNull()
    await s.ada.walk('Send now')
    expect(s.broadcast()?.shownAudience).toBe(151)
  })

  test('a smaller change is not', async () => {
    const s = await ready()
    s.addPeople(50, 'a')
    await s.ada.walk('Send now')
    expect(s.broadcast()).not.toBeNull()
  })

  test('an offer that changed since it was shown is shown again', async () => {
    const s = await ready()
    const offer = s.offer().id.toString(36)
    await s.ada.walk('Card', 'Buttons')
    await s.ada.send('Boots - shop.ru')
    // The check may have outlived its removal; its button must not send what nobody looked at.
    await s.ada.forge(`of.s:${offer}`)
    expect(s.ada.text()).toContain('⚠️ The offer has changed since you looked.')
    expect(s.broadcast()).toBeNull()
  })

  test('while links do not open from outside, an offer with links is not sent', async () => {
    const s = await ready()
    await s.ada.walk('Card', 'Buttons')
    await s.ada.send('Boots - shop.ru')
    s.world.links = { kind: 'shut', since: NOW, why: 'silent' }
    await s.ada.walk('Check', 'Send now')
    expect(s.ada.text()).toContain('⚠️ Links do not open from outside')
    expect(s.broadcast()).toBeNull()
    s.world.links = { kind: 'open' }
    await s.ada.walk('Send now')
    expect(s.broadcast()?.state).toBe('scheduled')
  })

  test('nobody in it, nothing to approve', async () => {
    const s = await ready()
    s.db.sql('update subscribers set unsubscribed_at = 1').run()
    expect(await s.ada.press('Send now')).toBe('Nobody would get it, so it cannot be sent. Choose other people.')
    expect(s.ada.labels()).toEqual(['👁 Test', '← Card'])
    expect(s.ada.text()).toContain('− 100 stopped offers\n= 0 will get it\nNobody would get it')
    expect(s.broadcast()).toBeNull()
  })

  test('a time that passed while she looked is refused, and named as missing afterwards', async () => {
    const s = await ready()
    await s.ada.walk('Card', 'When', 'Today 20:00')
    s.clock.wall += 2 * HOUR
    expect(await s.ada.press('Schedule')).toBe(
      'This time has passed. Write one that is still to come, like tomorrow 10:00.',
    )
    await s.ada.walk('Card', 'Check')
    expect(s.ada.text()).toContain('· This time has passed.')
    await s.ada.walk('When')
    expect(s.ada.labels()).not.toContain('Today 20:00')
    await s.ada.walk('Tomorrow 10:00', 'Schedule')
    expect(findCard(s.db, { chat: ADMIN, message: s.ada.lastId() })?.data).toBe('b.card:1:0')
  })

  test('a goal that is judged by clicks wants something to click on', async () => {
    const s = await ready()
    await s.ada.walk('Card', 'Goal', 'Sell', 'Check')
    expect(s.ada.text()).toContain('⚠️ Its goal needs clicks, but there is nothing to click on.')
    await s.ada.walk('Card', 'Buttons')
    await s.ada.send('Boots - shop.ru')
    await s.ada.walk('Check')
    expect(s.ada.text()).not.toContain('⚠️')
  })
})

describe('drafts', () => {
  test('/new goes on with an unfinished offer or starts another, and a blank one is used again', async () => {
    const s = await stage()
    const { ada } = s
    await ada.send('/new')
    const blank = s.offer().id
    await ada.send('/new')
    expect(s.offer().id).toBe(blank)
    expect(ada.cards()).toHaveLength(1)
    await ada.walk('Message')
    await ada.send('<b>Boots</b> & *socks*')
    await ada.send('/new')
    expect(ada.text()).toBe('You have unfinished offers. Continue one of them, or start a new one?')
    expect(ada.labels()).toEqual(['📝 <b>Boots</b> & *socks*', '➕ Another one', '🗂 All offers', '← Back'])
    await ada.walk('Another one')
    expect(s.offer().id).not.toBe(blank)
    expect(ada.text()).toContain('📝 New offer')
    await ada.send('/new')
    await ada.walk('Boots')
    expect(ada.text()).toContain('📝 <b>Boots</b> & *socks* · draft, saved')
    expect(s.refused()).toEqual([])
  })

  test('discarding asks once; the card of a discarded or sent offer does nothing any more', async () => {
    const s = await stage()
    const { ada } = s
    await ada.send('/new')
    await ada.walk('Message')
    await ada.send('Hello')
    const offer = s.offer().id
    await ada.walk('Discard', 'Card', 'Discard', 'Discard')
    expect(ada.text()).toBe('🗑 Hello is discarded. Start another with /new.')
    const gone = '“Hello” cannot be changed any more. Start another with /new.'
    for (const name of [
      'c',
      'g',
      'm',
      'b',
      't',
      'p',
      'q',
      's',
      'x',
      'xx',
      'nm',
      'wd',
      'wo',
      'tn',
      'tz',
      'bx',
      'bu',
      'wn',
      'wr',
    ])
      expect([name, await ada.forge(`of.${name}:${offer.toString(36)}`)]).toEqual([name, gone])
    for (const name of ['w', 'l', 'we', 'gs', 'wm', 'wu', 'mv', 'mk', 'mb'])
      expect([name, await ada.forge(`of.${name}:${offer.toString(36)}:0`)]).toEqual([name, gone])
    expect(ada.text()).toBe('🗑 Hello is discarded. Start another with /new.')
  })

  test('an answer that comes when the offer is gone ends the question', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    await s.ada.walk('Buttons')
    await s.boris.send('/new')
    await s.boris.walk('Hello', 'Discard', 'Discard')
    await s.ada.send('Boots - shop.ru')
    expect(s.ada.text()).toBe('“Hello” cannot be changed any more. Start another with /new.')
    await s.ada.send('Boots - shop.ru')
    expect(s.ada.text()).toBe('An offer?')
  })

  test('an offer can be named by hand', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.walk('Name')
    await s.ada.send('x'.repeat(65))
    expect(s.ada.text()).toContain('An offer’s name needs 1 to 64 characters')
    await s.ada.send('Autumn 🍁 نادي')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    expect(s.ada.text()).toContain('📝 \u2068Autumn 🍁 نادي\u2069 · draft')
  })
})
