import { expect, test } from 'vitest'
import { findReport } from '../../src/reports/metrics.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { findEntry } from '../../src/segments/kinds/buttons.js'
import { texts } from '../../src/text/index.js'
import { type Hand, stageProduct, until } from '../support/product.js'

const CHROME =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36'
const PREVIEW = 'TelegramBot (like TwitterBot)'
const CURL = 'curl/8.5.0'

const CAPTIONS = {
  en: { boots: 'Hello {first_name|friend}, boots at −20 %', hats: '{first_name|friend}! Hats are here, see all hats' },
  ru: { boots: 'Здравствуйте, {first_name|друг}! Ботинки −20 %', hats: '{first_name|друг}, шляпы: see all hats' },
} as const

test.each(['en', 'ru'] as const)(
  'two segments, a photo offer with a message for each, tested, sent, reported: %s',
  async language => {
    const s = await stageProduct({ admin: { firstName: 'Ada 👩‍💻', language } })
    const { ada } = s
    const { segmentCards, offerCards, segments, offers, admin, delivery, reports } = texts(language)
    const { keys } = offerCards
    const captions = CAPTIONS[language]

    // People come by two links, and one by none.
    const come = async (id: number, firstName: string, source?: string) => {
      const person = s.hand({ id, firstName, language: id % 2 === 0 ? 'ru' : 'en' })
      await person.start(source)
      return person
    }
    const boots = [
      await come(101, 'Anna', 'boots'),
      await come(102, 'Лена 🌸', 'boots'),
      await come(103, 'محمد', 'boots'),
      await come(104, '{last_name}', 'boots'),
      await come(105, 'Stopped', 'boots'),
      await come(106, 'Gone', 'boots'),
    ] as const
    const hats = [
      await come(201, '𝓚𝓪𝓽𝓮', 'hats'),
      await come(202, 'Z', 'hats'),
      await come(203, '👨‍👩‍👧', 'hats'),
      await come(204, '<b>Bob</b>', 'hats'),
    ] as const
    const outsider = await come(300, 'Nobody’s')
    const silence = outsider.lastId()
    await boots[4].send('/stop')
    await boots[5].does(person => person.deactivate())

    // A ready-made segment, and one from a condition.
    await ada.send('/segments')
    const { origin } = segmentCards.readyGroups
    await ada.walk(segmentCards.add, origin, segments.ready.source('boots'), segmentCards.save, segmentCards.takeName)
    expect(ada.text()).toContain(segments.ready.source('boots'))
    await ada.walk(admin.back, segmentCards.add, segmentCards.fromConditions, segmentCards.addCondition)
    await ada.walk(
      segmentCards.menus.origin,
      findEntry('source')?.label[language] ?? '',
      'hats',
      admin.done,
      segmentCards.conditions,
      segmentCards.save,
    )
    await ada.send('Hats 🎩')
    expect(ada.text()).toContain('Hats 🎩')

    // The card, row by row.
    await ada.send('/new')
    await ada.walk(keys.goal, offers.goals.sell, keys.whom, segments.ready.source('boots'), 'Hats 🎩', admin.done)
    await ada.walk(keys.forEach)
    await ada.does(person => person.sendPhoto({ caption: captions.boots, entities: [bold(0, 5)] }))
    await ada.does(person => person.sendPhoto({ caption: captions.hats, entities: [hatsLink(captions.hats)] }))
    expect(ada.text()).toContain(offerCards.versions(2, 2))
    await ada.walk(keys.buttons)
    await ada.send('Choose — shop.example/boots?utm_source=own | “Sizes” - https://shop.example/sizes')
    const gone = offerCards.notOpening.unknown_host
    expect(ada.text()).toContain(offerCards.doesNotOpen('shop.example/boots?utm_source=own', gone))

    // The test: both messages, whose links say that they work and count nowhere.
    await ada.walk(keys.test)
    const tests = ada.person.messages().filter(message => message.from.is_bot && message.photo !== undefined)
    const readers = [boots, hats].map(people => people.map(({ person }) => person.profile().first_name))
    const possible = [captions.boots, captions.hats].map((caption, i) =>
      (readers[i] ?? []).map(name => caption.replace(/\{.+?\}/, name.includes('محمد') ? `\u2068${name}\u2069` : name)),
    )
    expect(tests).toHaveLength(2)
    tests.forEach((message, i) => void expect(possible[i]).toContain(message.caption))
    const tested = await s.get(ada.person.addressOf(tests[0]?.message_id ?? 0, 'Sizes'), { 'user-agent': CHROME })
    expect(tested.headers.get('location')).toContain('https://shop.example/sizes?utm_source=')
    await ada.sees(offerCards.buttonWorks(2, 'shop.example/sizes'))
    await s.get(ada.person.addressOf(tests[1]?.message_id ?? 0, 'all hats'), { 'user-agent': CHROME })
    await ada.sees(offerCards.linkWorks('see all hats', 'shop.example/hats'))
    await ada.press('🔕', tests[0]?.message_id)
    await ada.press(texts(language).subscriber.stopOffers, tests[0]?.message_id)
    expect(s.count('clicks') + s.count('reads') + s.count('deliveries')).toBe(0)
    expect(s.count(`subscription_events where kind = 'stop'`), 'Ada’s stop was only a test').toBe(1)

    // The check, then the real thing.
    const card = ada.holding(keys.check)
    await ada.press(keys.check, card)
    const check = ada.person.message(card).text
    for (const words of [
      offerCards.inSegments(10),
      offerCards.leftOut(1, offerCards.reasons.unsubscribed),
      offerCards.willGet(9).text,
      `${segments.ready.source('boots')} 5 · Hats 🎩 4`,
    ])
      expect(check).toContain(words)
    await ada.press(keys.sendNow, card)
    await ada.press(keys.atOnce, card)
    const broadcast = await until(() => s.rows<{ id: number }>(`select id from broadcasts`)[0]?.id, 'the broadcast')
    await until(() => s.count(`broadcasts where state = 'finished'`), 'the end of it')

    // Everybody has exactly theirs.
    const [anna, lena, muhammad, braces] = boots.map(offerOf)
    expect([anna, lena, muhammad, braces].map(message => message?.caption)).toEqual([
      captions.boots.replace(/\{.+?\}/, 'Anna'),
      captions.boots.replace(/\{.+?\}/, 'Лена 🌸'),
      captions.boots.replace(/\{.+?\}/, '\u2068محمد\u2069'),
      captions.boots.replace(/\{.+?\}/, '{last_name}'),
    ])
    expect(hats.map(offerOf).map(message => message?.caption)).toEqual(
      ['𝓚𝓪𝓽𝓮', 'Z', '👨‍👩‍👧', '<b>Bob</b>'].map(name => captions.hats.replace(/\{.+?\}/, name)),
    )
    expect(offerOf(boots[4])).toBeUndefined()
    expect(outsider.lastId()).toBe(silence)
    for (const person of hats) {
      const message = offerOf(person)
      const [link] = message?.caption_entities?.filter(entity => entity.type === 'text_link') ?? []
      expect(message?.caption?.slice(link?.offset, (link?.offset ?? 0) + (link?.length ?? 0))).toBe('see all hats')
    }
    const accepted = s.emulator.accepted().filter(one => one.method === 'sendPhoto' && one.chat < 900_000_000)
    expect(accepted.map(one => one.chat).sort()).toEqual([101, 102, 103, 104, 201, 202, 203, 204])
    expect(new Set(s.emulator.people().flatMap(person => addressesOf(person.messages()))).size).toBe(2 * 2 + 1 + 20)

    // They act, some seconds later; a robot and a preview do too.
    s.clock.shift += 10_000
    const opens = async (person: Hand, label: string, agent: string, method = 'GET') => {
      const address = person.person.addressOf(offerOf(person)?.message_id ?? 0, label)
      const visit = await fetch(address, { redirect: 'manual', method, headers: { 'user-agent': agent } })
      return visit.headers.get('location')
    }
    const [opened, click] = (await opens(boots[0], 'Choose', CHROME))?.split('&sgc=') ?? []
    expect(opened).toBe(
      `https://shop.example/boots?utm_source=own&utm_medium=bot&utm_campaign=${s.rows<{ c: string }>('select utm_campaign as c from offers')[0]?.c}`,
    )
    expect(click).toMatch(/^[\w-]{28}$/)
    await opens(boots[0], 'Choose', CHROME)
    await opens(boots[0], 'Sizes', CURL)
    await opens(boots[1], 'Choose', PREVIEW)
    await opens(boots[1], 'Choose', CHROME, 'HEAD')
    await boots[2].press('🔕', offerOf(boots[2])?.message_id)
    const under = boots[2].labels(offerOf(boots[2])?.message_id)
    const stop = (['en', 'ru'] as const).map(one => texts(one).subscriber.stopOffers).find(one => under.includes(one))
    await boots[2].press(stop ?? '', offerOf(boots[2])?.message_id)
    await boots[3].send('how much?')
    expect(await opens(hats[0], 'all hats', CHROME)).toContain('https://shop.example/hats')
    await hats[1].does(person => person.send('how much?', { replyTo: offerOf(hats[1])?.message_id ?? 0 }))
    await hats[2].does(person => person.react(offerOf(hats[2])?.message_id ?? 0, '🔥'))
    await hats[3].does(person => person.block())

    const report = await findReport(s.db(), broadcast)
    expect(report).toMatchObject({
      state: 'finished',
      goal: 'sell',
      planned: 10,
      delivered: 8,
      notDelivered: [{ reason: 'deactivated', people: 1 }],
      leftOut: [{ reason: 'unsubscribed', people: 1 }],
      noAnswer: 0,
      waiting: 0,
      seen: { certain: 5, probably: 1 },
      clicked: 2,
      replied: 2,
      stopped: 1,
      paused: 0,
      blocked: 1,
      openings: { human: 3, machine: 3, unsure: 0 },
    })
    expect(report.messages.map(({ names, delivered, clicked }) => ({ names, delivered, clicked }))).toEqual([
      { names: [segments.ready.source('boots')], delivered: 4, clicked: 1 },
      { names: ['Hats 🎩'], delivered: 4, clicked: 1 },
    ])
    expect(
      report.links.filter(link => link.openings > 0).map(({ url, people, openings }) => [url, people, openings]),
    ).toEqual([
      ['https://shop.example/boots?utm_source=own', 1, 2],
      ['https://shop.example/hats', 1, 1],
    ])

    // The report comes by itself, and shows the same after a look.
    await ada.sees(reports.headline('').text)
    // Somebody's words may come below it meanwhile.
    const told = ada.holding(reports.buttons.refresh)
    await ada.press(reports.buttons.refresh, told)
    const shown = ada.person.message(told).text ?? ''
    for (const words of [
      reports.delivered(8, 9, language === 'en' ? '88.9 %' : '88,9 %').text,
      `${reports.notDelivered(1, '')}${reports.failures.deactivated}`,
      `${reports.leftOut(1, '')}${reports.exclusions.unsubscribed}`,
      reports.openings(3, 0),
    ])
      expect(shown).toContain(words)
    expect(await ada.press(reports.buttons.byLink, told)).toBeNull()
    expect(ada.person.message(told).text).toContain('shop.example/hats')
    for (const label of [admin.back, reports.buttons.byMessage, admin.back, delivery.buttons.list])
      expect(await ada.press(label, told)).toBeNull()
    expect(ada.labels(told)[0]).toContain('✅')
    // All but what a person wrote, which comes as it is.
    const latin = ada.person.messages().filter(isLatinOnly).map(wordsOf)
    if (language === 'ru') expect(latin.filter(words => words !== 'how much?')).toEqual([])
    expect(s.refused().filter(line => !line.includes('deactivated'))).toEqual([])
  },
)

const bold = (offset: number, length: number) => ({ type: 'bold' as const, offset, length })

const hatsLink = (caption: string) => ({
  type: 'text_link' as const,
  offset: caption.indexOf('see all hats'),
  length: 'see all hats'.length,
  url: 'https://shop.example/hats',
})

/** The offer in somebody's chat. */
function offerOf(hand: Hand): Message | undefined {
  return hand.person.messages().find(message => message.photo !== undefined)
}

function addressesOf(messages: readonly Message[]): string[] {
  return messages.flatMap(message => [
    ...(message.reply_markup?.inline_keyboard ?? []).flat().flatMap(button => button.url ?? []),
    ...(message.caption_entities ?? []).flatMap(entity => entity.url ?? []).filter(url => url.includes('/r/')),
  ])
}

const wordsOf = (message: Message) => message.text ?? message.caption ?? ''

/** True for words of the bot that are surely not Russian. */
function isLatinOnly(message: Message): boolean {
  return message.from.is_bot && /[a-z]{4}/i.test(wordsOf(message)) && !/[а-я]/i.test(wordsOf(message))
}

test('a segment made on the way to an offer, its name typed: one card, and nothing is removed twice', async () => {
  const s = await stageProduct({ people: 2 })
  const { ada } = s
  await ada.send('/new')
  await ada.walk('To whom', 'New segment', 'New this week', 'Save')
  await ada.send('Fresh people')
  expect(ada.text()).toContain('1. Fresh people')
  await until(
    () => ada.person.messages().filter(message => message.reply_markup !== undefined).length === 1,
    'one card',
  )
  expect(s.refused()).toEqual([])
})
