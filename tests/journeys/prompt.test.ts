import { expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/emulator/profile.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { en } from '../../src/text/en.js'
import { approveBroadcast } from '../support/campaign.js'
import { type Hand, type Stage, stageProduct, until } from '../support/product.js'

const { keys, anOffer } = en.offerCards

/** What happens beside a card that asks, and must leave its question alone. */
const asides: Record<string, (s: Stage, written: Message) => Promise<unknown>> = {
  'a reaction': (s, { message_id }) => s.ada.does(person => person.react(message_id, '👍')),
  'a reaction taken back': (s, { message_id }) => s.ada.does(person => person.react(message_id, null)),
  'an edit': (s, { message_id }) => s.ada.does(person => person.edit(message_id, 'other words')),
  'an edit by Telegram': (s, { message_id, text = '' }) => s.ada.does(person => person.edit(message_id, text)),
  'a press on another card': s => s.ada.press('Broadcasts', s.ada.holding('New offer')),
  'a press of long ago': s => s.ada.forge('gone.button', s.ada.holding('New offer')),
  'a press that is refused': s => s.ada.forge('of.c:zz', s.ada.holding('New offer')),
  'a press refused on the card itself': s => s.ada.forge('of.gs:1:zz'),
  'a block and its end': async s => {
    await s.ada.does(person => person.block())
    await s.ada.does(person => person.unblock())
  },
  'a restart': s => s.restart(),
}

/** What may be sent to a card that needs words. */
const things: Record<string, (person: Person) => unknown> = {
  'a photo': person => person.sendPhoto({ caption: 'Hi' }),
  'a sticker': person => person.sendSticker(),
  'a voice message': person => person.sendVoice(),
  'a file': person => person.sendDocument({ caption: 'file' }),
  'an album': person => person.sendAlbum([{ kind: 'photo', caption: 'Hi' }, { kind: 'photo' }]),
}

test('only words and commands end a question; whatever is sent goes to the card that asks', async () => {
  const s = await stageProduct({ people: 3 })
  const { ada } = s
  const written = ada.person.send('/help')
  await ada.send('/admin')
  const needed = () => ada.person.messages().filter(({ text }) => text === en.asked.offerName).length

  async function asked(): Promise<void> {
    await ada.send('/new')
    await ada.walk(keys.name)
  }
  async function answered(what: string): Promise<void> {
    await ada.send(`After ${what}`)
    expect(ada.text(), what).toContain(`📝 After ${what} · draft`)
    await ada.walk(keys.discard, keys.discard)
    await ada.send(`Beside ${what}`)
    expect(ada.text(), 'nothing is open any more').toBe(anOffer)
  }

  for (const [what, happens] of Object.entries(asides)) {
    await asked()
    await happens(s, written)
    await answered(what)
    if (what === 'a press on another card') await ada.send('/admin')
  }
  for (const [what, send] of Object.entries(things)) {
    await asked()
    const before = needed()
    await ada.does(send)
    expect(needed() - before, `${what}: one sentence says what is needed`).toBe(1)
    await answered(what)
  }

  // A command ends it, and the card says so; so does a press of the card itself.
  await asked()
  const card = ada.lastId()
  await ada.send('/segments')
  expect(ada.person.message(card).text).toContain('· draft, saved')
  await ada.send('Hello')
  expect(ada.text()).toBe(anOffer)

  // What asks next takes the place of the question, and the other card no longer says that anything may be typed.
  await asked()
  const offer = ada.lastId()
  await ada.send('/segments')
  await ada.walk(en.segmentCards.add, en.segmentCards.fromConditions)
  expect(ada.person.message(offer).text, 'the card of the offer').toContain('· draft, saved')
  const builder = ada.lastId()
  await ada.send('premium: no')
  expect(ada.text()).toContain('premium')
  await ada.press(keys.name, offer)
  expect(ada.person.messages().some(({ text }) => text === en.admin.putAside)).toBe(true)
  expect(
    ada.person.messages().some(({ message_id }) => message_id === builder),
    'it was brought below',
  ).toBe(false)
  await ada.send('Autumn')
  expect(ada.text()).toContain('📝 Autumn · draft')
  expect(s.refused()).toEqual([])
})

/** What may be sent to an open offer, and how its card tells of it. */
const messages: Record<string, [(hand: Hand) => Promise<void>, string]> = {
  words: [hand => hand.send('−20 % today'), '💬 text, 11 of 4,096'],
  'words that begin like a number': [hand => hand.send('50 % off'), '💬 text, 8 of 4,096'],
  'a photo': [hand => hand.does(person => person.sendPhoto({ caption: 'Boots' })), '🖼 photo, 5 of 1,024'],
  'a video': [hand => hand.does(person => person.sendVideo({ caption: 'Boots' })), '🎬 video, 5 of 1,024'],
  'a file': [hand => hand.does(person => person.sendDocument({ caption: 'Boots' })), '📎 file, 5 of 1,024'],
  'a forward': [
    hand =>
      hand.does(person => person.forward(person.messages().find(({ text }) => text === 'Boots')?.message_id ?? 0)),
    '💬 text, 5 of 4,096',
  ],
}

test('Write them an offer: the open card takes the message that is sent next', async () => {
  const s = await stageProduct({ people: 3 })
  const { ada } = s
  await ada.send('Boots')
  approveBroadcast(s.db(), 3, s.clock.now())
  await until(() => s.count(`broadcasts where state = 'finished'`), 'the broadcast to end')
  s.passes(3_000)
  await ada.sees('Delivered 3 of 3')
  const ways: Record<string, () => Promise<void>> = {
    count: async () => {
      await ada.send('/count premium: no')
      await ada.walk(en.segmentCards.write)
    },
    segment: async () => {
      await ada.send('/segments')
      await ada.walk(en.segmentCards.add, 'Everyone', en.segmentCards.write)
    },
    report: async () => {
      await ada.send('/broadcasts')
      await ada.walk('Autumn boots', 'Write to', en.repairCards.groups.got(3))
    },
  }
  for (const [way, go] of Object.entries(ways)) {
    // The card is the same from wherever one comes: what it takes is tried by one of them.
    for (const [what, [send, told]] of Object.entries(messages).slice(0, way === 'count' ? undefined : 1)) {
      await go()
      expect(ada.text(), `${way}, ${what}`).toContain(en.offerCards.sendOrTap)
      await send(ada)
      expect(ada.text(), `${way}, ${what}`).toContain(`3 Message — ${told}`)
      await ada.send('Another one')
      expect(ada.text()).toContain('has its message already')
      await ada.walk(keys.replace)
      expect(ada.text(), `${way}, ${what}`).toContain('Another one')
      await ada.walk(keys.discard, keys.discard)
    }
  }
})
