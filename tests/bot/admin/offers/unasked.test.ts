import { describe, expect, test } from 'vitest'
import { findPrompt, savePrompt } from '../../../../src/bot/screen/prompt.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { getOffer, listOffers } from '../../../../src/offers/offer.js'
import { findVariant } from '../../../../src/offers/variant.js'
import { ADMIN, NOW, stage } from './stage.js'

const drafts = (s: Awaited<ReturnType<typeof stage>>) =>
  listOffers(s.db, { offset: 0, limit: 20, state: 'draft' }).offers

describe('what an admin sends unasked', () => {
  test.each([
    ['a photo', 'sendPhoto', '🖼 photo'],
    ['a video', 'sendVideo', '🎬 video'],
    ['an animation', 'sendAnimation', '🎞 animation'],
    ['a file', 'sendDocument', '📎 file'],
  ] as const)('%s becomes an offer with one tap', async (_, send, words) => {
    const s = await stage()
    await s.ada.sends(person => person[send]({ caption: 'Autumn boots' }))
    expect(s.ada.text()).toBe('An offer?')
    expect(s.ada.labels()).toEqual(['✍️ Start an offer', '📥 Keep for later'])
    expect(drafts(s)).toEqual([])
    const asked = s.ada.lastId()
    await s.ada.walk('Start an offer')
    expect(s.ada.lastId()).toBe(asked)
    expect(s.ada.text()).toContain('📝 Autumn boots · draft, saved')
    expect(s.ada.text()).toContain(`3 Message — ${words}, 12 of 1,024 characters`)
    expect(s.refused()).toEqual([])
  })

  test('words with their formatting; the addresses in them are opened', async () => {
    const s = await stage()
    const text = 'Boots: shop.ru/boots, gone.ru'
    await s.ada.sends(person => person.send(text, { entities: [{ type: 'bold', offset: 0, length: 5 }] }))
    await s.ada.walk('Start an offer')
    expect(s.ada.text()).toContain(
      '✅ shop.ru/boots opens: “Title of shop.ru”\n⚠️ gone.ru did not open for me: there is no such site.',
    )
    expect(findVariant(s.db, s.offer().id, null)?.content.entities.map(({ type }) => type)).toContain('bold')
  })

  test('so does the answer to a question that no card asks any more', async () => {
    const s = await stage()
    const prompt = { updateId: -1, topic: 'offer_when', args: { offer: 1 }, place: null, aside: null }
    s.db.write(() => savePrompt(s.db, ADMIN, prompt, NOW))
    await s.ada.send('tomorrow 10:00')
    expect(s.ada.text()).toBe('An offer?')
    expect(findPrompt(s.db, ADMIN)).toBeNull()
  })

  test('kept for later it waits under /new, quietly', async () => {
    const s = await stage()
    await s.ada.sends(person => person.sendPhoto({ caption: 'Autumn boots' }))
    await s.ada.walk('Keep for later')
    expect(s.ada.text()).toBe('📥 Saved as Autumn boots. Find it with /new.')
    await s.ada.send('/new')
    await s.ada.walk('Autumn boots')
    expect(s.ada.text()).toContain('3 Message — 🖼 photo, 12 of 1,024')
  })

  test('two presses make one draft; a blank one is used again', async () => {
    const s = await stage()
    await s.ada.send('/new')
    const blank = s.offer().id
    await s.ada.send('/help', 'Hello')
    const asked = s.ada.lastId()
    await Promise.all([s.ada.press('Start an offer', asked), s.ada.forge('of.us', asked), s.ada.forge('of.uk', asked)])
    expect(drafts(s).map(({ id }) => id)).toEqual([blank])
    expect(getOffer(s.db, blank).name).toBe('Hello')
  })

  test('a message that cannot be seen any more is asked for again', async () => {
    const s = await stage()
    await s.ada.send('/new')
    expect(await s.ada.forge('of.us')).toBe('I can no longer find that message. Please send it again.')
    expect(await s.ada.forge('of.uk')).toBe('I can no longer find that message. Please send it again.')
  })

  test('what Telegram would refuse is said when it is started, and nothing is made of it', async () => {
    const s = await stage()
    await s.ada.send('Hi {nome}')
    expect(await s.ada.press('Start an offer')).toContain('I do not know {nome}.')
    expect(drafts(s)).toEqual([])
  })

  test('a sticker is told apart; an album is answered once', async () => {
    const s = await stage()
    await s.ada.sends(person => person.sendSticker())
    expect(s.ada.text()).toContain('A sticker cannot be sent to people.')
    await s.ada.sends(person => person.sendAlbum([{ kind: 'photo', caption: 'Hi' }, { kind: 'photo' }]))
    expect(s.ada.cards()).toHaveLength(1)
  })

  test('a command, a stop word and an answer to an offer are none', async () => {
    const s = await stage()
    await s.ada.send('/help')
    expect(s.ada.text()).toContain('you are an owner')
    await s.ada.send('стоп')
    expect(s.ada.text()).toBe('You are not subscribed: no offers come here.')
    await s.ada.send('/new', 'Hello')
    await s.ada.walk('Test')
    const tested = s.ada.person.messages().find(message => message.text === 'Hello' && message.from.is_bot)
    await s.ada.sends(person => person.send('Nice', { replyTo: tested?.message_id ?? 0 }))
    expect(s.ada.text()).toContain('You are not subscribed yet')
  })

  test('an answer to an album that an admin got as a reader is none, whichever of its messages it quotes', async () => {
    const s = await stage()
    await s.ada.send('/start', '/new', 'Hello')
    await s.ada.walk('To whom', 'Everyone', 'Done', 'Check', 'Send now')
    s.db.sql(`update broadcasts set state = 'planning'`).run()
    await planDeliveries(s.db, s.broadcast()?.id ?? 0, NOW, s.world.rules)
    const [second = 0, first = 0] = s.ada.person
      .messages()
      .filter(({ from }) => from.is_bot)
      .map(one => one.message_id)
      .reverse()
    s.db.sql(`update deliveries set state = 'sent', claimed_at = 1, sent_at = 1, message_id = ?`).run(first)
    s.db
      .sql(
        'insert into delivery_messages (subscriber_id, message_id, delivery_id, position) select subscriber_id, ?, id, 1 from deliveries',
      )
      .run(second)
    for (const replyTo of [first, second]) {
      s.ada.person.send('Nice', { replyTo })
      await s.settled()
      expect(s.ada.shown().some(({ text }) => text === 'An offer?')).toBe(false)
    }
    expect(s.db.sql('select count(*) as n from replies').get()).toEqual({ n: 2 })
  })
})

describe('a new card', () => {
  test('takes the message at once, without a tap', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.sends(person => person.sendPhoto({ caption: 'Autumn boots' }))
    expect(s.ada.text()).toContain('📝 Autumn boots · draft, saved')
    expect(s.ada.cards()).toHaveLength(1)
  })

  test('begins with the goal, the zone and the marks that this admin used last', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.walk('Goal', 'Sell', 'Buttons', 'UTM', 'Card', 'When', 'Zone')
    await s.ada.send('samara')
    await s.ada.walk('Message')
    await s.ada.send('Hello', '/new')
    await s.ada.walk('Another one')
    expect(s.offer()).toMatchObject({ goal: 'sell', utmCampaign: null, kind: 'marketing' })
    await s.ada.walk('When')
    expect(s.ada.text()).toContain('in Samara')
    await s.boris.send('/new')
    await s.boris.walk('Another one')
    expect(s.offer()).toMatchObject({ goal: 'inform' })
    expect(s.offer().utmCampaign).not.toBeNull()
  })

  test('a ready-made segment is kept while it is ticked, in its place, and gone again when it is not', async () => {
    const s = await stage()
    s.addPeople(3, 'fair')
    await s.ada.send('/new')
    await s.ada.walk('To whom', '☐ Source: fair · 3')
    expect(s.ada.labels()).toContain('1️⃣ Source: fair · 3')
    const rows = () => s.db.sql<{ n: number }>('select count(*) as n from segments where deleted_at is null').get()?.n
    expect(rows()).toBe(1)
    await s.ada.walk('1️⃣ Source: fair · 3')
    expect(rows()).toBe(0)
    await s.ada.walk('Leave out', '☐ Source: fair · 3', 'Back')
    expect(s.ada.text()).toContain('🚫 Left out: Source: fair')
    await s.ada.walk('☐ Source: fair · 3')
    expect(s.offer().draft).toMatchObject({ leaveOut: [], segments: [expect.any(Number)] })
    expect(rows()).toBe(1)
    expect(s.refused()).toEqual([])
  })
})
