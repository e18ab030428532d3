import { describe, expect, test } from 'vitest'
import { approveBroadcast } from '../support/campaign.js'
import { type Hand, type Stage, stageProduct, until } from '../support/product.js'

const NEW_PAGE = 'https://shop.example/boots-2026'

const sent = (s: Stage) => s.count(`deliveries where state = 'sent'`)
const state = (s: Stage) => s.rows<{ state: string }>('select state from broadcasts')[0]?.state
const crowd = (n: number) => Array.from({ length: n }, (_none, i) => i + 1)

/** What the bot's messages in somebody's chat say. */
const chat = (s: Stage, person: number) =>
  s.emulator
    .chat(person)
    .filter(message => message.from.is_bot)
    .map(message => message.text ?? message.caption ?? '')

/** Somebody who has it. */
function holder(s: Stage): number {
  return crowd(40).find(person => chat(s, person).length > 0) ?? 0
}

/** A broadcast to everybody that is on its way, with its card before Ada. */
async function running(people: number, pace = 12) {
  const s = await stageProduct({ people, config: { messagesPerSecond: pace }, patience: 500 })
  approveBroadcast(s.db(), people, s.clock.now())
  // No report comes in between what is looked at.
  s.db().sql('update broadcasts set reported_at = 1').run()
  await until(() => sent(s) >= people / 4, 'a quarter to be sent')
  await open(s.ada)
  return s
}

/** Cards are drawn anew every three seconds: those are over once nothing is repaired any more. */
async function repaired(s: Stage): Promise<void> {
  await until(() => s.count(`repairs where state = 'running'`) === 0, 'nothing to be repaired any more')
  s.passes(3_000)
}

async function open(hand: Hand): Promise<void> {
  await hand.send('/broadcasts')
  await hand.walk('Autumn boots')
}

/** Opens the button of a person's message as their browser does. @returns where they land */
async function click(s: Stage, person: number): Promise<string | null> {
  const message = s.emulator
    .chat(person)
    .findLast(one => one.from.is_bot && one.reply_markup?.inline_keyboard.flat().some(button => button.url))
  if (message === undefined) throw new Error(`${person} has nothing to click on`)
  const address = s.emulator.person(person).addressOf(message.message_id, 'Choose')
  const agent =
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36'
  // Whoever opens it at once may be a machine.
  s.clock.shift += 3_000
  const answer = await s.get(address, { 'user-agent': agent })
  return answer.headers.get('location')
}

describe('a wrong link', () => {
  test('is repaired while it is being sent, in four taps and one message: every later click lands on the new page', async () => {
    const s = await running(40)
    const { ada } = s
    expect(await click(s, holder(s))).toContain('https://shop.example/boots')
    await ada.walk('Fix')
    expect(state(s)).toBe('paused')
    expect(ada.text()).toMatch(/Paused after \d+\. What is wrong\?/)
    await ada.walk('A link')
    expect(ada.text()).toContain('1 Choose → shop.example/boots')
    expect(ada.labels()[0]).toBe('1 Choose · 1 person')
    await ada.walk('Choose')
    await ada.send('“shop.example/boots-2026”')
    expect(ada.text()).toMatch(/Everyone who presses from now on lands there, also in the \d+ messages already sent/)
    expect(ada.text()).toContain('1 person was on the old page.')
    await ada.walk('Change and go on')
    expect(ada.text()).toContain('Choose leads to shop.example/boots-2026 now')
    expect(ada.text()).toContain('Done. The broadcast goes on.')
    expect(ada.labels()).toEqual(['✉️ Write to them', '👥 Who they are', '📣 Broadcast'])
    await until(() => state(s) === 'finished', 'the end')
    for (const person of crowd(40)) expect(await click(s, person)).toContain(NEW_PAGE)
    await open(ada)
    await ada.walk('By link')
    expect(ada.text()).toMatch(/since .+ → shop\.example\/boots-2026: 40 people · 40 times/)
    expect(ada.text()).toMatch(/until .+ → shop\.example\/boots: 1 person · 1 time/)
    expect(s.refused()).toEqual([])
  })

  test('then one writes to those who were on the wrong page', async () => {
    const s = await running(8, 100)
    const { ada } = s
    await until(() => state(s) === 'finished', 'the end')
    await Promise.all([click(s, 2), click(s, 5)])
    await open(ada)
    await ada.walk('More', 'Fix', 'A link', 'Choose')
    await ada.send(NEW_PAGE)
    await ada.walk('Change')
    await ada.walk('Write to the 2')
    expect(ada.text()).toContain('Clicked “Choose” until')
    expect(s.count('segments')).toBe(1)
    await ada.walk('To whom')
    expect(ada.labels().join()).toContain('· 2')
  })

  test.each([
    ['http://10.0.0.1/boots', 'opens only inside a private network'],
    ['tel:+100', 'is not a web address'],
    ['not an address', 'is not an address that a browser opens'],
    ['https://shop.example/boots', 'It leads there already'],
  ])('%s is refused, and the question stays', async (address, words) => {
    const s = await running(4, 100)
    const { ada } = s
    await until(() => state(s) === 'finished', 'the end')
    await open(ada)
    await ada.walk('More', 'Fix', 'A link', 'Choose')
    const before = s.rows('select * from links')
    await ada.send(address)
    expect(ada.text()).toContain(words)
    await ada.does(person => person.sendSticker())
    expect(ada.text()).toBe('I need an address, like shop.com/boots.')
    expect(s.rows('select * from links')).toEqual(before)
    // One that opens and is wrong all the same: the next takes its place, and the old button says what it was for.
    await ada.send('https://shop.example/wrong', NEW_PAGE)
    expect(ada.text()).toContain('Not this one? Just send another address.')
    expect(await ada.forge('b.change-link:1:1')).toContain('This button was for shop.example/wrong')
    await ada.walk('Change')
    expect(await click(s, 1)).toContain(NEW_PAGE)
  })

  test('of two admins who repair it at once the second sees what the first has done', async () => {
    const s = await running(6, 100)
    const { ada, boris } = s
    await until(() => state(s) === 'finished', 'the end')
    for (const hand of [ada, boris]) await open(hand)
    for (const hand of [ada, boris]) await hand.walk('More', 'Fix', 'A link', 'Choose')
    await ada.send('shop.example/ada')
    await boris.send('shop.example/boris')
    const old = ada.lastId()
    await ada.walk('Change')
    await boris.walk('Change')
    expect(boris.text()).toContain('Somebody changed it meanwhile')
    expect(boris.text()).toContain('shop.example/ada')
    expect(await click(s, 1)).toContain('https://shop.example/ada')
    // An old button of what was put forward brings nothing back.
    expect(await ada.forge('b.change-link:1:1', old)).toContain('begin again with Fix')
  })
})

describe('a wrong text', () => {
  test('those who have it see it change, those who wait get the right one', async () => {
    const s = await running(40)
    const { ada } = s
    await click(s, holder(s))
    await ada.walk('Fix', 'Text, photo')
    expect(ada.text()).toContain('Autumn boots are here, {first_name|friend}.')
    await ada.send('Winter boots are here, {first_name|friend}.')
    expect(ada.text()).toContain('Was “Autumn”, now “Winter”.')
    expect(ada.text()).toMatch(/\d+ messages will be edited silently/)
    expect(ada.text()).toMatch(/\d+ people waiting will get the right one/)
    expect(ada.text()).toContain('1 person surely saw the old one.')
    await ada.sees('Winter boots are here, Ada.')
    await ada.walk('Edit and go on')
    await repaired(s)
    const end = await ada.sees('✅ Edited')
    expect(end.text).toMatch(/✅ Edited \d+\.$/m)
    expect(
      chat(s, ada.person.id).filter(text => text.startsWith('Winter')),
      'the preview is gone',
    ).toEqual([])
    await until(() => state(s) === 'finished', 'the end')
    for (const person of crowd(40)) expect(chat(s, person)).toEqual([expect.stringMatching(/^Winter boots are here, /)])
    for (const person of [1, 40]) expect(await click(s, person)).toContain('https://shop.example/boots')
    const card = ada.holding('Write to them')
    await ada.press('Write to them', card)
    expect(ada.person.message(card).text).toContain('Saw “Autumn boots')
    expect(s.refused()).toEqual([])
  })

  test('what Telegram refuses is counted by its reason, and a restart tells of it once', async () => {
    const s = await running(10, 100)
    const { ada } = s
    await until(() => state(s) === 'finished', 'the end')
    s.emulator.person(2).block()
    s.emulator.person(3).remove(s.emulator.person(3).lastMessage().message_id)
    await s.settled()
    await open(ada)
    await ada.walk('More', 'Fix', 'Text, photo')
    await ada.send('Winter boots are here.')
    s.emulator.fault({ kind: 'hang', methods: ['editMessageText'], chats: [5] })
    await ada.walk('Edit')
    await until(() => s.count(`repair_steps where state <> 'working'`) >= 9, 'all but one')
    await s.restart(() => s.emulator.clearFaults())
    await repaired(s)
    const end = await ada.sees('✅ Edited')
    expect(end.text).toContain('Edited 8; 2 could not be')
    expect(end.text).toContain('blocked the bot 1')
    expect(end.text).toContain('they deleted the message 1')
    await s.restart()
    s.passes(20_000)
    await new Promise(resolve => setTimeout(resolve, 1_200))
    expect(chat(s, ada.person.id).filter(text => text.includes('✅ Edited'))).toHaveLength(1)
    expect(chat(s, 5)).toEqual(['Winter boots are here.'])
  })

  test('buttons alone, words alone, stickers, albums', async () => {
    const s = await running(4, 100)
    const { ada } = s
    await until(() => state(s) === 'finished', 'the end')
    await open(ada)
    await ada.walk('More', 'Fix', 'Text, photo')
    await ada.does(person => person.sendSticker())
    expect(ada.text()).toContain('A sticker cannot be sent to people')
    await ada.does(person => person.sendAlbum([{ kind: 'photo' }, { kind: 'photo' }]))
    expect(ada.text()).toContain('An album will not do here')
    await ada.send('Autumn boots are here, {first_name|friend}.')
    await ada.press('Buttons', ada.holding('Buttons')).catch(() => null)
    await open(ada)
    await ada.walk('More', 'Fix', 'Text, photo', 'Buttons')
    expect(ada.text()).toContain('Choose - https://shop.example/boots')
    await ada.send('Buy - shop.example/buy')
    expect(ada.text()).toContain('Other buttons.')
    await ada.walk('✅ Edit')
    await repaired(s)
    await ada.sees('✅ Edited 4')
    const [button] = s.emulator.person(1).lastMessage().reply_markup?.inline_keyboard.flat() ?? []
    expect(button?.text).toBe('Buy')
    expect((await s.get(button?.url ?? '')).headers.get('location')).toContain('https://shop.example/buy')
    expect(chat(s, 1)).toEqual(['Autumn boots are here, Boris.'])
  })

  test('a text becomes a photo; then words alone keep the photo and the buttons', async () => {
    const s = await running(4, 100)
    const { ada } = s
    await until(() => state(s) === 'finished', 'the end')
    await open(ada)
    await ada.walk('More', 'Fix', 'Text, photo')
    await ada.does(person => person.sendPhoto({ caption: 'Look, {first_name|friend}' }))
    expect(ada.text()).toContain('Another picture or file.')
    await ada.walk('✅ Edit')
    await until(() => crowd(4).every(person => chat(s, person).join().startsWith('Look, ')), 'the photo')
    await repaired(s)
    await ada.sees('✅ Edited 4')
    await open(ada)
    await ada.walk('More', 'Fix', 'Text, photo')
    expect(ada.text()).toContain('If you send only text, the media and the buttons stay')
    await ada.send('Look at this')
    await ada.walk('✅ Edit')
    await until(() => crowd(4).every(person => chat(s, person).join() === 'Look at this'), 'the words')
    const message = s.emulator.person(1).lastMessage()
    expect(message.photo).toBeDefined()
    expect(message.reply_markup?.inline_keyboard.flat().map(button => button.text)).toEqual(['Choose', '🔕'])
    expect(await click(s, 1)).toContain('https://shop.example/boots')
    expect(s.refused()).toEqual([])
  })

  test('of two who correct it at once the second begins with what the first has written', async () => {
    const s = await running(6, 100)
    const { ada, boris } = s
    await until(() => state(s) === 'finished', 'the end')
    for (const hand of [ada, boris]) await open(hand)
    for (const hand of [ada, boris]) await hand.walk('More', 'Fix', 'Text, photo')
    await ada.send('By Ada.')
    await boris.send('By Boris.')
    await ada.walk('✅ Edit')
    await boris.walk('✅ Edit')
    expect(boris.text()).toContain('Somebody changed it meanwhile')
    expect(boris.text()).toContain('By Ada.')
    await until(() => state(s) === 'finished', 'the end')
    await until(() => crowd(6).every(person => chat(s, person).join() === 'By Ada.'), 'everybody to read Ada')
  })
})

describe('wrong people', () => {
  test('it is stopped and taken back from everybody, but for those who are told', async () => {
    const s = await running(40)
    const { ada } = s
    await click(s, holder(s))
    await ada.walk('Fix')
    await until(() => s.count(`deliveries where state = 'sending'`) === 0, 'the last answers')
    s.emulator.person(crowd(40).findLast(person => chat(s, person).length > 0) ?? 0).block()
    await s.settled()
    await ada.walk('Wrong people')
    const got = sent(s)
    expect(ada.text()).toContain(`${got} people have it, ${40 - got} are waiting and will not get it.`)
    await ada.walk('Stop and take back')
    expect(ada.text()).toContain(`Deletes ${got} messages from their chats`)
    expect(ada.text()).toContain('Possible until')
    expect(ada.text()).toContain('1 surely saw it, 1 clicked')
    expect(state(s)).toBe('paused')
    await ada.walk(`Take back ${got}`)
    await repaired(s)
    const end = await ada.sees('✅ Taken back')
    const left = crowd(40).filter(person => chat(s, person).length > 0)
    const taken = s.count('deliveries where taken_back_at is not null')
    expect(end.text).toContain(
      left.length === 0 ? `Taken back ${taken}; none remain` : `Taken back ${taken}; ${left.length}`,
    )
    expect(taken + left.length).toBe(got)
    expect(state(s)).toBe('cancelled')
    const card = ada.holding('Same offer')
    await ada.press('Same offer', card)
    expect(ada.person.message(card).text).toContain('To whom — choose')
    await ada.press('To whom', card)
    expect(ada.person.message(card).text).toContain('Still have “Autumn boots')
    expect(sent(s), 'nobody else got it').toBe(got)
    await open(ada)
    await ada.walk('Write to')
    expect(ada.labels()).toContain('👆 Clicked · 1')
    expect(ada.labels().join(), 'whom it was taken back from was reached').not.toContain('not reached')
  })

  test('after 48 hours it says that Telegram does not delete any more', async () => {
    const s = await running(4, 100)
    const { ada } = s
    await until(() => state(s) === 'finished', 'the end')
    s.db().sql('update deliveries set sent_at = sent_at - 48 * 3600000').run()
    await open(ada)
    await ada.walk('More', 'Fix', 'Wrong people')
    expect(ada.text()).toContain('4 people have it.')
    expect(ada.text()).toContain('younger than 48 hours')
    expect(ada.labels()).toEqual(['← Back'])
    await ada.forge('b.take-back:1')
    await until(() => s.count('repairs') === 1, 'it to begin')
    await repaired(s)
    await ada.sees('Taken back 0; 4 remain (too old 4)')
    expect(crowd(4).every(person => chat(s, person).length === 1)).toBe(true)
  })

  test('only stopped: the others get nothing, what was sent stays', async () => {
    const s = await running(40)
    const { ada } = s
    await ada.walk('Fix', 'Wrong people', 'Only stop')
    await until(() => s.count(`deliveries where state = 'sending'`) === 0, 'the last answers')
    expect(state(s)).toBe('cancelled')
    const got = sent(s)
    await open(ada)
    expect(ada.text()).toContain(`Not sent, because it was ended: ${40 - got}`)
    expect(crowd(40).filter(person => chat(s, person).length > 0)).toHaveLength(got)
  })
})

test('nothing was wrong after all: it goes on; old buttons change nothing', async () => {
  const s = await running(30)
  const { ada } = s
  await ada.walk('Fix')
  await ada.walk('Nothing, go on')
  expect(state(s)).toBe('running')
  await until(() => state(s) === 'finished', 'the end')
  for (const data of ['b.edit:1:9', 'b.change-link:1:9', 'b.stop-repair:9', 'b.fix:zz', 'b.write-to:1:9:0:0'])
    expect(await ada.forge(data), data).not.toBeNull()
})

test('what follows: write to those who clicked, saw, did not click; repeat and copy', async () => {
  const s = await stageProduct({ people: 6, config: { messagesPerSecond: 100 } })
  const { ada } = s
  s.emulator.person(6).block()
  approveBroadcast(s.db(), 6, s.clock.now())
  await until(() => state(s) === 'finished', 'the end')
  await Promise.all([click(s, 1), click(s, 2)])
  s.passes(3_000)
  await ada.sees('📊')
  await open(ada)
  await ada.walk('Write to')
  expect(ada.labels()).toEqual([
    '👆 Clicked · 2',
    '👁 Saw for certain · 2',
    '💤 Did not click · 3',
    '📭 Without it today · 1',
    '📬 Got it · 5',
    ...['👥 Clicked', '👥 Saw it', '👥 Did not click', '👥 Without it', '👥 Got it'],
    '← Back',
  ])
  await ada.walk('👥 Clicked')
  expect(ada.text()).toMatch(/^👥 Clicked “Autumn boots.* · 2 people/)
  expect(ada.labels()).toContain('✍️ Write them an offer')
  await ada.walk('Back')
  await ada.walk('Did not click')
  expect(ada.text()).toContain('Did not click “Autumn boots')
  await open(ada)
  await ada.walk('Write to', 'Did not click')
  expect(s.count('segments'), 'the same people are one segment').toBe(1)
  await open(ada)
  await ada.walk('More', 'same people')
  expect(ada.text()).toContain('draft, saved')
  await open(ada)
  await ada.walk('More', 'other people')
  expect(ada.text()).toContain('choose')
  expect(s.refused().filter(line => !line.includes('blocked'))).toEqual([])
})
