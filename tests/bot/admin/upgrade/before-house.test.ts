import { expect, test } from 'vitest'
import { listCards } from '../../../../src/bot/screen/kept-card.js'
import { findPrompt } from '../../../../src/bot/screen/prompt.js'
import { SECOND } from '../../../../src/clock.js'
import { headOf, readThen, stageThen } from './before-house.js'

/** Buttons of then that lead to other words today, each with the reason. */
const changed: Record<string, { says: string | null; head: string; why: string }> = {
  'sg.kinds:3:0': {
    says: null,
    head: '✍️ Just write it: women from Riga who have not bought for 90 days. Or ',
    why: 'the picker has rooms, and says first that one may just write',
  },
  'la.tx:1': {
    says: null,
    head: 'Archive Boots? It can no longer be chosen. What people showed by it st',
    why: 'it asks with the word of its button',
  },
  'pp.ask': { says: null, head: '👤 Who should I look up?', why: 'it is asked in everyday words' },
  'sv.drop:1:0': {
    says: null,
    head: 'Stop asking “Warm words” from now on? The answers so far and their fig',
    why: 'a question has a mark of its own at its end',
  },
  'sg.five:1:0': { says: null, head: '👥 Everybody · 15 people', why: 'all of them, in pages, not five by chance' },
  'sg.five:2:0': { says: null, head: '👥 Warm words · 0 people', why: 'all of them, in pages, not five by chance' },
  'b.fix-buttons:9:o:1': {
    says: null,
    head: '🔧 Autumn boots are here 19',
    why: 'that it was cancelled stands on the card, no more in a pop-up',
  },
  'b.now:7:0': {
    says: null,
    head: '✖️ Autumn boots are here 17 is cancelled. It is a draft again; nothing',
    why: 'it was cancelled before: its card says so, with the way to the draft',
  },
  'rf.moves': {
    says: null,
    head: '🔀 Who changed groups · 24 Oct 2026 → 24 Nov 2026',
    why: 'it is called so in both languages: who clicked went over, in Russian',
  },
  'b.edit:9:1': {
    says: 'This was cancelled or changed already. Please start again with Fix.',
    head: '⏸ You went on in another card. Tap a button to come back to this one.',
    why: 'the answer is the same; the card had been put aside',
  },
}

test('cards and questions from before screens had addresses go on working', async () => {
  const then = readThen()
  expect(then.cards.length).toBeGreaterThanOrEqual(60)
  const on = await stageThen(then)
  const { db, ada } = on
  const handOf = (chat: number) => {
    const hand = on.owners.find(({ person }) => person.id === chat)
    if (hand === undefined) throw new Error(`${chat} is not there`)
    return hand
  }

  // What kept itself current then does so today.
  const draw = async () => {
    on.clock.mono += 3 * SECOND
    const { cards } = on.door()
    cards.run(on.clock.wall)
    await cards.idle()
  }
  await draw()
  const kept = listCards(db)
  const names = kept.map(({ data }) => data.split(':')[0])
  expect(names).toEqual(expect.arrayContaining(['b.card', 'b.repair', 'of.c', 'of.nm', 'of.b']))
  const labelsOf = (chat: number, id: number) => handOf(chat).person.message(id).reply_markup?.inline_keyboard ?? []
  expect(kept.filter(({ chat, message }) => labelsOf(chat, message).length === 0)).toEqual([])
  const { text: before } = ada.person.message(then.progress)
  db.sql(`update deliveries set state = 'sent', sent_at = ?, claimed_at = ? where state = 'queued'`).run(
    then.at,
    then.at,
  )
  on.door().cards.touch('broadcast')
  for (const { subject } of kept) if (subject !== null) on.door().cards.touch(subject)
  await draw()
  expect(ada.person.message(then.progress).text).not.toBe(before)

  const different: object[] = []
  for (const { admin, topic, to, words, head, asks } of then.answers) {
    const hand = handOf(admin)
    await hand.send(words)
    const is = { head: headOf(hand.person.lastMessage()), asks: findPrompt(db, admin) !== null }
    // A card may ask again today where it did not; what asked goes on asking.
    if (is.head !== head || (asks && !is.asks)) different.push({ topic, to, words, was: { head, asks }, is })
  }
  expect(different).toEqual([])

  for (const { card, data, label, ...was } of then.presses) {
    const standing = ada.shown().map(({ message_id }) => message_id)
    const place = card !== null && standing.includes(card) ? card : ada.lastId()
    const answer = await ada.person.forge(place, data)
    await on.settled()
    const fresh = ada.shown().findLast(({ message_id }) => !standing.includes(message_id))
    const led = fresh ?? ada.shown().find(({ message_id }) => message_id === place)
    const is = { says: answer === null ? 'no answer' : answer.text, head: led === undefined ? '' : headOf(led) }
    const { says, head } = changed[data] ?? was
    if (is.says !== says || is.head !== head) different.push({ data, label, was, is })
  }
  expect(different).toEqual([])
  // What somebody wrote to the bot was gone from their chat before.
  expect(on.refused()).toEqual(['copyMessage: Bad Request: message to copy not found'])
})
