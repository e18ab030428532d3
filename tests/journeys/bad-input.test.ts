import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/emulator/profile.js'
import { createTokens } from '../../src/tracking/token.js'
import { approveBroadcast } from '../support/campaign.js'
import { type Hand, type Stage, stageProduct, until } from '../support/product.js'

type Typed = string | ((person: Person) => unknown)

const link = (words: string, url: string) => (person: Person) =>
  person.send(words, { entities: [{ type: 'text_link', offset: 0, length: words.length, url }] })
const sticker = (person: Person) => person.sendSticker()
const voice = (person: Person) => person.sendVoice()
const photo = (caption: string) => (person: Person) => person.sendPhoto({ caption })
const album = (person: Person) =>
  person.sendAlbum([
    { kind: 'photo', caption: 'Boots' },
    { kind: 'photo', caption: 'Hats' },
  ])

async function give(hand: Hand, typed: Typed): Promise<void> {
  if (typeof typed === 'string') await hand.send(typed)
  else await hand.does(typed)
}

/** A draft with a message to everyone, its card open. */
async function draft(s: Stage): Promise<void> {
  await s.ada.send('/new')
  await s.ada.walk('Message')
  await s.ada.send('Hello')
  await s.ada.walk('To whom', 'Everyone', 'Done')
}

describe('what does not answer a question is said to be so, changes nothing, and may be answered again', () => {
  const questions: { row: string; ask: string[]; bad: [Typed, string][]; good: Typed; after: string }[] = [
    {
      row: 'Message',
      ask: ['Message'],
      bad: [
        [sticker, 'A sticker cannot be sent to people'],
        [person => person.sendLocation(1, 2), 'A place cannot be sent to people'],
        [person => person.sendContact('+1234567'), 'A contact cannot be sent to people'],
        [`{first_name} ${'x'.repeat(4_100)}`, 'This is 4,101 characters; Telegram takes 4,096'],
        [photo('x'.repeat(1_025)), 'This is 1,025 characters; Telegram takes 1,024. Shorten it by 1'],
        [photo(`${'x'.repeat(1_020)} {first_name|friend}`), 'This is 1,027 characters; Telegram takes 1,024.'],
        ['Hello {surname}', 'I do not know {surname}'],
        [link('Boots', 'ftp://shop.example/boots'), 'not a web address'],
        [link('Boots', 'http://192.168.1.7/boots'), 'opens only inside a private network'],
        [link('Boots', 'http://localhost:3000/'), 'opens only inside a private network'],
        [link('Boots', 'https://user:secret@shop.example/'), 'holds a name or password'],
      ],
      good: 'Hello again',
      after: 'Hello again',
    },
    {
      row: 'Buttons',
      ask: ['Buttons'],
      bad: [
        ['Choose boots', 'Line 1, “Choose boots”: I see no “ - ”'],
        ['Choose - shop.example\nSizes shop.example', 'Line 2, “Sizes shop.example”'],
        ['Choose - ftp://shop.example', 'not a web address'],
        ['Choose - javascript:alert(1)', 'Line 1'],
        ['Choose - tel:+37120000000', 'not a web address'],
        ['Choose - http://10.0.0.1/boots', 'opens only inside a private network'],
        ['Choose - http://[::1]/boots', 'opens only inside a private network'],
        ['Choose - intranet/boots', 'Line 1'],
        ['Choose - https://user:secret@shop.example', 'holds a name or password'],
        ['Choose - two words', 'Line 1'],
        [' - shop.example', 'Line 1'],
        [`${'x'.repeat(200)} - shop.example`, 'Shorten it'],
        [Array(9).fill('A - shop.example').join(' | '), 'fit side by side'],
        [sticker, 'I need the buttons as text'],
        [voice, 'I need the buttons as text'],
        [album, 'I need the buttons as text'],
      ],
      good: 'Choose - shop.example',
      after: '4 Buttons — Choose',
    },
    {
      row: 'When',
      ask: ['When'],
      bad: [
        ['yesterday 10:00', 'I cannot read “yesterday 10:00”'],
        ['soonish', 'I cannot read “soonish”'],
        ['31.02 10:00', 'I cannot read'],
        ['25:61', 'I cannot read'],
        ['01.01.2020 10:00', 'This time has passed'],
        ['2020-01-01 10:00', 'This time has passed'],
        ['99999999999999999999', 'I cannot read'],
        ['٢٤.١٢ ١٠:٠٠', 'I cannot read'],
        [sticker, 'I need a date and time'],
        [photo('tomorrow 10:00'), 'I need a date and time'],
      ],
      good: 'tomorrow 10:00',
      after: '10:00',
    },
    {
      row: 'Zone',
      ask: ['When', 'Zone'],
      bad: [
        ['Mars/Base', 'I do not know the zone “Mars/Base”'],
        ["'; drop table offers; --", 'I do not know the zone'],
        [sticker, 'I need a city or a time zone'],
      ],
      good: 'Riga',
      after: 'Riga',
    },
    {
      row: 'Name',
      ask: ['Name'],
      bad: [
        ['x'.repeat(65), 'An offer’s name needs 1 to 64 characters'],
        [sticker, 'I need a name for the offer'],
      ],
      good: 'Autumn',
      after: '📝 Autumn',
    },
  ]

  test.each(questions)('$row', async ({ ask, bad, good, after }) => {
    const s = await stageProduct()
    const { ada } = s
    await draft(s)
    await ada.walk(...ask)
    // A zone is the marketer's own, beside what an offer holds.
    const kept = () => s.picture() + JSON.stringify(s.rows(`select * from settings where key glob 'zone:*'`))
    const before = kept()
    for (const [typed, words] of bad) {
      await give(ada, typed)
      expect(ada.text()).toContain(words)
      expect([words, kept()]).toEqual([words, before])
    }
    await give(ada, good)
    expect(ada.text()).toContain(after)
    expect(kept()).not.toBe(before)
    expect(s.refused()).toEqual([])
  })

  test('a segment’s name, and its days', async () => {
    const s = await stageProduct()
    const { ada } = s
    await ada.send('/segments')
    await ada.walk('New segment', 'From conditions', 'Condition', 'Person', 'All ·', 'Subscribed')
    for (const typed of ['1.5', '0', '-3', 'ten', '99999999', 'over 60 dys ago', 'from 2026-13-01']) {
      await give(ada, typed)
      expect(ada.text()).toContain('👉')
    }
    await give(ada, sticker)
    expect(ada.text()).toContain('When did they subscribe?')
    await ada.send('45')
    await ada.walk('Conditions', 'Save')
    const before = s.picture()
    for (const typed of ['x'.repeat(65), sticker, voice]) {
      await give(ada, typed)
      expect(ada.text()).toContain('64 characters')
      expect(s.picture()).toBe(before)
    }
    await ada.send('Old ones')
    await ada.walk(
      'Back',
      'New segment',
      'From conditions',
      'Condition',
      'Person',
      'All ·',
      'Premium',
      'They have it',
      'Conditions',
      'Save',
    )
    const one = s.picture()
    await ada.send('OLD  ones')
    expect(ada.text()).toContain('already a segment called')
    expect(s.picture()).toBe(one)
  })
})

describe('buttons', () => {
  /** Anna and Eva have an offer, Anna’s of delivery `o`; a draft of Ada’s is open. */
  async function scene() {
    const s = await stageProduct()
    const anna = s.hand({ id: 11, firstName: 'Anna', language: 'en' })
    const eva = s.hand({ id: 12, firstName: 'Eva', language: 'en' })
    const stranger = s.hand({ id: 13, firstName: 'Nobody', language: 'en' })
    await anna.start()
    await eva.start()
    await stranger.send('hello')
    approveBroadcast(s.db(), 2, s.clock.now())
    // Its report would come between Ada’s cards.
    s.db().sql('update broadcasts set reported_at = created_at').run()
    await until(() => s.count(`broadcasts where state = 'finished'`), 'the offers to arrive')
    // Whatever they do next shows that they are there; from now on that is known.
    for (const hand of [anna, eva]) await hand.send('/help')
    const o = (hand: Hand) =>
      s.rows<{ id: number }>(
        'select d.id from deliveries d join subscribers p on p.id = d.subscriber_id where p.telegram_id = ?',
        hand.person.id,
      )[0]?.id ?? 0
    await draft(s)
    return { s, anna, eva, stranger, o }
  }

  test('old, forged and other people’s data is answered and changes nothing', async () => {
    const { s, anna, eva, stranger, o } = await scene()
    const { ada } = s
    const old = 'This button no longer works'
    const before = s.picture()
    const id = (n: number) => n.toString(36)
    const cases: [Hand, string][] = [
      // The bell of somebody else, of nobody, of nothing.
      ...['q', 's', 'p', 'b', 'u'].map((letter): [Hand, string] => [eva, `o:${id(o(anna))}:${letter}`]),
      ...['s', 'p'].map((letter): [Hand, string] => [stranger, `o:${id(o(anna))}:${letter}`]),
      ...['s', 'p'].map((letter): [Hand, string] => [ada, `o:${id(o(anna))}:${letter}`]),
      ...['o:zzzzzz:s', 'o:0:s', 'o:-1:s', 'o::s', `o:${id(o(eva))}:x`, `o:${id(o(eva))}:s:s`, 'O:1:s'].map(
        (data): [Hand, string] => [eva, data],
      ),
      ...['me:start:x', 'me:', 'null', '{"a":1}', '💥', 'x'.repeat(64), "o:1' or 1=1:s"].map((data): [Hand, string] => [
        eva,
        data,
      ]),
      // An admin’s own buttons, broken.
      ...['of.s', 'of.s:', 'of.s:1:2', 'of.s:1.5', 'of.zz:1', 'of.ta:1', 'zz.zz:1'].map((data): [Hand, string] => [
        ada,
        data,
      ]),
    ]
    const answers = await Promise.all(
      cases.map(async ([{ person }, data]) => {
        const answer = await person.forge(person.lastMessage().message_id, data)
        return [data, answer?.text]
      }),
    )
    expect(answers).toEqual(cases.map(([, data]) => [data, expect.stringContaining(old)]))
    await s.settled()
    expect(s.picture()).toBe(before)
    const card = ada.holding('📋 Check')
    for (const [data, words] of [
      ['of.c:zzzz', 'This offer no longer exists'],
      ['of.s:-5', 'This offer no longer exists'],
      ['of.xx:zzzz', 'This offer no longer exists'],
      ['of.ta:2:1', 'This time has passed'],
      ['of.ta:2:-zzzzzz', 'This time has passed'],
      ['of.gs:2:99', ''],
      ['of.wt:2:zzzz:0', 'This segment no longer exists'],
      ['of.mv:2:zzz', ''],
    ] as const) {
      expect([data, (await ada.forge(data, card)) ?? '']).toEqual([data, expect.stringContaining(words)])
      expect([data, s.picture()]).toEqual([data, before])
    }
    expect(s.refused()).toEqual([])
  })

  test('a press that Telegram takes no answer to any more does what it says all the same', async () => {
    const s = await stageProduct({ people: 1, emulator: { callbackLifetime: -1 } })
    const { ada } = s
    approveBroadcast(s.db(), 1, s.clock.now())
    await until(() => s.count(`broadcasts where state = 'finished'`), 'the offer to arrive')
    const person = s.emulator.person(1)
    const offer = person.lastMessage().message_id
    for (const label of ['🔕', 'Stop offers']) {
      expect(await person.press(offer, label, 20)).toBeNull()
      await s.settled()
    }
    expect(s.count(`subscribers where status = 'unsubscribed'`)).toBe(1)
    await ada.send('/new')
    const card = ada.lastId()
    for (const label of ['Goal', 'Sell']) {
      expect(await ada.person.press(card, label, 20)).toBeNull()
      await s.settled()
    }
    expect(s.count(`offers where goal = 'sell'`)).toBe(1)
    expect(s.log.warnings).toEqual([])
  })

  test('strangers’ presses on subscribers’ buttons subscribe nobody', async () => {
    const { s, stranger } = await scene()
    const before = s.picture()
    for (const data of [
      'me:again',
      'me:undo',
      'me:resume',
      'me:settings:stop',
      'me:settings:pause',
      'me:settings:en',
    ]) {
      await stranger.forge(data)
      expect([data, s.picture(), s.count('subscribers')]).toEqual([data, before, 2])
    }
  })

  test('two presses at once: one broadcast, one stop, one segment', async () => {
    const { s, anna } = await scene()
    const { ada, boris } = s
    await ada.walk('Check')
    const card = ada.lastId()
    await boris.send('/admin')
    const offer = s.rows<{ id: number }>(`select id from offers where state = 'draft'`)[0]?.id.toString(36)
    await Promise.all([ada.person.press(card, 'Send now'), ada.person.press(card, 'Send now')])
    await s.settled()
    expect(s.count('broadcasts')).toBe(2)
    await Promise.all([
      ada.person.press(card, 'Go at once'),
      ada.person.press(card, 'Go at once'),
      boris.person.forge(boris.lastId(), `of.s:${offer}`),
    ])
    await s.settled()
    expect(s.count('broadcasts')).toBe(2)
    await until(() => s.count(`broadcasts where state = 'finished'`) === 2, 'it to be over')
    expect(s.emulator.accepted().filter(({ payload }) => payload['text'] === 'Hello')).toHaveLength(2)

    const message = anna.holding('🔕')
    await anna.press('🔕', message)
    await Promise.all([anna.person.press(message, 'Stop offers'), anna.person.press(message, 'Stop offers')])
    await s.settled()
    expect(s.count(`subscription_events where kind = 'stop'`)).toBe(1)
    await Promise.all([anna.person.press(message, 'Undo'), anna.person.press(message, 'Undo')])
    await s.settled()
    expect(s.count(`subscription_events where kind = 'undo'`)).toBe(1)

    await ada.send('/segments')
    await ada.walk('New segment', 'New this week', 'Save')
    const take = ada.lastId()
    await Promise.all([ada.person.press(take, 'Take this name'), ada.person.press(take, 'Take this name')])
    await s.settled()
    expect(s.count('segments')).toBe(1)
  })

  test('to others the marketer’s commands and buttons do not exist', async () => {
    const { s, anna, stranger } = await scene()
    const { ada } = s
    // Every button that Ada was ever shown.
    const seen = new Set<string>()
    const look = () => {
      for (const message of ada.person.messages())
        for (const button of message.reply_markup?.inline_keyboard?.flat() ?? [])
          if (button.callback_data !== undefined) seen.add(button.callback_data)
    }
    const walk = async (...labels: string[]) => {
      for (const label of labels) {
        await ada.walk(label)
        look()
      }
    }
    await walk('Goal', 'Sell', 'To whom', 'Leave out', 'Back', 'Done', 'Message', 'Card', 'Buttons', 'Card', 'When')
    await walk('Zone', 'Back', 'Card', 'Discard', 'Card', 'Check', 'Card')
    await ada.send('/segments')
    await walk('New segment', 'New this week', 'Save', 'Take this name', 'Who they are', 'Back', 'Delete', 'Back')
    await walk('Change', 'Condition', 'Messages', 'Clicked', 'Which offer', 'Autumn', 'How often')
    await ada.send('/broadcasts')
    look()
    await walk('Autumn', 'By link', 'Back')
    await ada.send('/admin')
    look()
    seen.add('b.pause:1').add('of.s:2')

    const before = s.picture()
    // One of each meaning is enough.
    const meanings = new Map([...seen].map(data => [data.split(':')[0], data]))
    const odd = [...meanings.values()].filter(data => !/^(o|t|me):/.test(data))
    expect(odd.length).toBeGreaterThan(30)
    const commands = ['admin', 'new', 'segments', 'broadcasts', 'cancel', 'count 1', 'keys', 'new@emulated_bot']
    const tryAll = async (hand: Hand) => {
      const nonsense = await hand.forge('nonsense')
      const answers = await Promise.all(odd.map(data => hand.person.forge(hand.lastId(), data)))
      expect(answers.map(answer => answer?.text)).toEqual(odd.map(() => nonsense))
      const last = hand.lastId()
      for (const command of ['nonsense', ...commands]) hand.person.send(`/${command}`)
      await s.settled()
      const said = hand.person.messages().filter(message => message.from.is_bot && message.message_id > last)
      expect(said.map(message => message.text)).toEqual(Array(commands.length + 1).fill(said[0]?.text))
    }
    await Promise.all([tryAll(anna), tryAll(stranger)])
    expect(s.picture()).toBe(before)
  })
})

describe('segments', () => {
  test('an offer to an empty segment cannot be sent; one in use cannot be deleted; a deleted one is not chosen', async () => {
    const s = await stageProduct()
    const { ada } = s
    s.emulator.user({ id: 21, firstName: 'Anna' }).start('fair')
    await s.settled()
    await ada.send('/segments')
    await ada.walk('New segment', 'Where from', 'Source: fair', 'Save', 'Take this name', 'Back')
    await ada.walk(
      'New segment',
      'From conditions',
      'Condition',
      'Person',
      'All ·',
      'Premium',
      'They have it',
      'Conditions',
      'Save',
    )
    await ada.send('Premium')
    await ada.send('/new')
    await ada.walk('Message')
    await ada.send('Hello')
    await ada.walk('To whom', 'Premium', 'Done', 'Check')
    expect(ada.text()).toContain('Nobody would get it')
    expect(ada.labels()).not.toContain('✅ Send now')
    const before = s.picture()
    expect(await ada.forge('of.s:1')).toContain('Nobody would get it')
    expect(s.picture()).toBe(before)

    await ada.send('/segments')
    await ada.walk('Premium', 'Delete')
    expect(await ada.press('Yes, delete')).toContain('“Hello” uses this')
    expect(s.picture()).toBe(before)

    // Boris deletes the other one while it stands on Ada’s screen.
    await ada.send('/new')
    await ada.walk('Hello', 'To whom')
    const screen = ada.lastId()
    await s.boris.send('/segments')
    await s.boris.walk('Source: fair', 'Delete')
    expect(await s.boris.press('Yes, delete')).toBe('“Source: fair” is deleted.')
    const after = s.picture()
    expect(await ada.press('Source: fair', screen)).toContain('This segment no longer exists')
    expect(s.picture()).toBe(after)
    expect(s.refused()).toEqual([])
  })
})

describe('links', () => {
  test('forged, cut and foreign tokens are the same 404 as any wrong path, and leave no trace', async () => {
    const s = await stageProduct()
    const anna = s.hand({ id: 31, firstName: 'Anna' })
    await anna.start()
    approveBroadcast(s.db(), 1, s.clock.now())
    await until(() => s.count(`broadcasts where state = 'finished'`), 'the offer to arrive')
    const good = new URL(anna.person.addressOf(anna.lastId(), 'Choose')).pathname.slice(3)
    const key = { id: 1, secret: Buffer.alloc(32, 7) }
    const foreign = createTokens({ current: key, byId: new Map([[key.id, key]]) }).delivery(1, 1)
    const flipped = (at: number) => good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1)
    const bad = [
      ...[...good].map((_letter, at) => flipped(at)),
      ...[0, 1, 10, good.length - 1].map(length => good.slice(0, length)),
      `x${good}`,
      `${good.slice(0, 14)}x${good.slice(14)}`,
      good.toLowerCase() === good ? good.toUpperCase() : good.toLowerCase(),
      foreign,
      'A'.repeat(good.length),
      'A'.repeat(10_000),
      '%00',
      '%F0%9F%92%A5',
      '..%2f..%2fhealth',
      '__proto__',
    ]
    const before = s.picture()
    const nowhere = await (await s.get('/nowhere')).text()
    for (const token of bad) {
      const answer = await s.get(`/r/${token}`)
      expect([token.slice(0, 60), answer.status, await answer.text()]).toEqual([token.slice(0, 60), 404, nowhere])
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(`${s.config.publicUrl}/r/${good}`, { method, redirect: 'manual' })
      expect([method, answer.status]).toEqual([method, 404])
    }
    expect(s.picture()).toBe(before)
    const real = await s.get(`/r/${good}?anything=1`)
    expect([real.status, real.headers.get('location')]).toEqual([302, expect.stringContaining('shop.example/boots')])
    expect(real.headers.get('cache-control')).toBe('no-store')
    expect(s.count('clicks')).toBe(1)
  })
})
