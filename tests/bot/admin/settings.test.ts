import { IANAZone } from 'luxon'
import { describe, expect, test } from 'vitest'
import { zoneOfCity } from '../../../src/audience/place/zone-city.js'
import { settings } from '../../../src/bot/admin/settings/addresses.js'
import { createPreferences, MOST_TEST_PEOPLE } from '../../../src/bot/settings/preference.js'
import { texts } from '../../../src/text/index.js'
import { type Hand, type StageOptions, stageProduct } from '../../support/product.js'

const admin = texts('en').admin
const t = texts('en').settingsCards
const { groups, ways } = t

/** The product, with Ada in its settings. */
async function stage(options: StageOptions = {}) {
  const product = await stageProduct({ ...options, config: { timeZone: 'UTC', ...options.config } })
  const { db, ada } = product
  db().sql("delete from settings where key in ('frequency', 'quiet')").run()
  await ada.send('/settings')
  return { ...product, preferences: createPreferences(db(), product.config) }
}

/** Presses are answered in place: the settings stay one message, with rows of two and labels that fit a phone. */
function expectTidy(hand: Hand, card: number): void {
  expect(hand.lastId()).toBe(card)
  const rows = hand.person.message(card).reply_markup?.inline_keyboard ?? []
  for (const row of rows) {
    expect(row.length).toBeLessThanOrEqual(2)
    for (const { text } of row) expect(text.length, text).toBeLessThanOrEqual(20)
  }
}

test.each(['en', 'ru'] as const)('every screen opens in place and leads back (%s)', async language => {
  const { ada, refused } = await stage({ admin: { language } })
  const words = texts(language)
  const card = ada.lastId()
  const { groups, ways, keys, title, about } = words.settingsCards
  for (const [name, group] of Object.entries(groups)) {
    await ada.walk(group)
    expectTidy(ada, card)
    expect(ada.text()).toContain(about[name as keyof typeof about])
    for (const way of ada.labels().filter(label => Object.values<string>(ways).includes(label))) {
      // What is asked for a list of people stands below, because people are typed there; files have their door in the menu,
      // and lead back there.
      if (way === ways.list || way === ways.import) continue
      await ada.walk(way)
      expectTidy(ada, card)
      await ada.walk(ada.labels().includes(keys.settings) ? keys.settings : (ada.labels().at(-1) ?? ''))
      expect(ada.text(), way).toContain(about[name as keyof typeof about])
    }
    await ada.walk(words.admin.back)
    expect(ada.text()).toContain(title('Boot shop').text)
  }
  await ada.walk(keys.menu)
  expect(ada.labels()).toContain(keys.settings)
  await ada.walk(keys.settings)
  expectTidy(ada, card)
  expect(refused()).toEqual([])
})

describe('how often', () => {
  test('by buttons, which say what should be', async () => {
    const { ada, preferences } = await stage()
    expect(ada.text()).toContain('How often: 2 a day, 5 a week')
    await ada.walk(groups.often, ways.frequency, '3 a day', '7 a week')
    expect(preferences.frequency()).toEqual({ perDay: 3, perWeek: 7 })
    expect(ada.labels()).toEqual(expect.arrayContaining(['✅ 3 a day', '✅ 7 a week']))
    await ada.walk('3 a day', t.caps.anyWeek)
    expect(preferences.frequency()).toEqual({ perDay: 3, perWeek: null })
    await ada.walk(t.caps.off)
    expect(preferences.rules()).toMatchObject({ perDay: null, perWeek: null })
    await ada.walk(admin.back)
    expect(ada.text()).toContain(t.caps.none)
  })

  test('typed; what cannot be read is asked again', async () => {
    const { ada, preferences } = await stage()
    await ada.walk(groups.often, ways.frequency)
    await ada.send('as you like')
    expect(ada.text()).toBe(t.frequencyUnreadable(50, 200))
    await ada.send('4 в день, 12 в неделю')
    expect(ada.text()).toContain('✅ Not more often than: 4 a day, 12 a week')
    expect(preferences.frequency()).toEqual({ perDay: 4, perWeek: 12 })
  })

  test('forged numbers change nothing', async () => {
    const { ada, preferences } = await stage()
    for (const most of [-1, 51, 1e9]) {
      expect(await ada.forge(settings.perDay.data({ most }))).toBe(t.frequencyUnreadable(50, 200))
    }
    expect(preferences.frequency()).toEqual({ perDay: 2, perWeek: 5 })
  })
})

describe('quiet hours', () => {
  test('by buttons', async () => {
    const { ada, preferences } = await stage()
    await ada.walk(groups.often, ways.quiet, 'From 21:00', 'To 10:00')
    expect(preferences.quiet()).toEqual({ from: 1_260, to: 600 })
    expect(ada.text()).toContain('21:00–10:00 · UTC')
    await ada.walk(t.quietOff)
    expect(preferences.quiet()).toBeNull()
    await ada.walk('To 08:00')
    expect(preferences.quiet()).toEqual({ from: 1_320, to: 480 })
    expect(await ada.forge(settings.from.data({ minute: 480 }))).toBe(t.quietSame)
    expect(preferences.quiet()).toEqual({ from: 1_320, to: 480 })
  })

  test.each([
    ['22-9', { from: 1_320, to: 540 }],
    ['С 21:30 до 10', { from: 1_290, to: 600 }],
    ['off', null],
  ])('typed as %s', async (words, quiet) => {
    const { ada, preferences } = await stage()
    await ada.walk(groups.often, ways.quiet)
    await ada.send('at night')
    expect(ada.text()).toBe(t.quietUnreadable)
    await ada.send('9-9')
    expect(ada.text()).toBe(t.quietSame)
    await ada.send(words)
    expect(preferences.quiet()).toEqual(quiet)
    expect(ada.labels()).toContain(groups.often)
  })
})

describe('test people', () => {
  test('come by a forwarded message, a contact, a username or an id, and go by a tap', async () => {
    const { ada, boris, hand, preferences } = await stage()
    const anna = hand({ id: 11, firstName: 'Anna', lastName: 'Novak', username: 'anna_novak' })
    const eva = hand({ id: 12, firstName: 'Eva' })
    for (const one of [anna, eva]) await one.start()
    await boris.send('/admin')
    await ada.walk(groups.team, ways.testPeople)
    expect(ada.text()).toContain('Tests go to whoever asks')
    const added = async (deed: () => Promise<unknown>, name: string) => {
      await ada.walk(t.add)
      await deed()
      expect(ada.text()).toContain(t.testerAdded(name).text)
    }
    await added(() => ada.send('https://t.me/Anna_Novak'), 'Anna Novak')
    await added(() => forwardFrom(ada, eva), 'Eva')
    await added(() => ada.send(String(boris.person.id)), 'Boris')
    expect(preferences.testPeople()).toEqual([11, 12, boris.person.id])
    await ada.walk(t.add)
    await ada.does(person => person.sendContact('+37129000000'))
    expect(ada.text()).toContain(t.testerAdded('Ada').text)
    await ada.walk(t.testerKey('Anna Novak'), t.testerKey('Ada'))
    expect(preferences.testPeople()).toEqual([12, boris.person.id])
    await ada.walk(t.add)
    await forwardFrom(ada, null)
    expect(ada.text()).toBe(t.testerHidden)
    await ada.send('@nobody_here')
    expect(ada.text()).toBe(t.testerUnknown)
    await ada.send('999')
    expect(ada.text()).toBe(t.testerUnknown)
    await ada.send('the boss')
    expect(ada.text()).toBe(t.testerUnreadable)
    await ada.send('12')
    expect(ada.text()).toContain(t.testerThere('Eva').text)
    await eva.does(person => person.block())
    await ada.walk(admin.back, ways.testPeople)
    expect(ada.text()).toContain(t.testerShut('Eva'))
  })

  test('are no more than 20', async () => {
    const { ada, preferences, db, hand } = await stage()
    await hand({ id: 500, firstName: 'Late' }).start()
    await ada.walk(groups.team, ways.testPeople, t.add)
    db().write(() => preferences.save.testPeople(Array.from({ length: MOST_TEST_PEOPLE }, (_none, i) => i + 1)))
    await ada.send('500')
    expect(ada.text()).toBe(t.testersFull(MOST_TEST_PEOPLE))
    await ada.send('/settings')
    await ada.walk(groups.team, ways.testPeople)
    expect(ada.labels()).not.toContain(t.add)
    await ada.walk('›')
    expect(ada.labels()).toContain(t.testerKey('20'))
  })
})

describe('time zone', () => {
  test('a city, a zone or a Russian name; it wins over the configuration', async () => {
    const { ada, preferences, restart } = await stage({ config: { timeZone: 'Asia/Tokyo' } })
    await ada.walk(groups.shop, ways.zone)
    expect(ada.text()).toContain('Tokyo')
    await ada.send('Atlantis')
    expect(ada.text()).toBe(t.zoneUnknown('Atlantis'))
    await ada.send('самара')
    expect(ada.text()).toContain('✅ Time zone: Samara')
    expect(preferences.rules().zone).toBe('Europe/Samara')
    await ada.walk(groups.shop, ways.zone)
    await ada.send('new york')
    expect(preferences.zone()).toBe('America/New_York')
    await restart()
    await ada.send('/settings')
    expect(ada.text()).toContain('New York')
  })

  test.each([
    ['Москва', 'Europe/Moscow'],
    ['санкт петербург', 'Europe/Moscow'],
    ['Нижний Новгород', 'Europe/Moscow'],
    ['КИШИНЁВ', 'Europe/Chisinau'],
    ['Алма-Ата', 'Asia/Almaty'],
    ['St. Petersburg', 'Europe/Moscow'],
    ['Tel Aviv', 'Asia/Jerusalem'],
  ])('%s', (city, zone) => {
    expect(zoneOfCity(city)).toBe(zone)
    expect(IANAZone.isValidZone(zone)).toBe(true)
  })
})

test('language of the bot: for people whose own it does not speak', async () => {
  const { ada, hand } = await stage()
  await ada.walk(groups.shop, ways.language, 'Русский')
  expect(ada.labels()).toContain('✅ Русский')
  const chen = hand({ id: 21, firstName: 'Chen', language: 'zh' })
  await chen.start()
  expect(chen.text()).toContain('Здравствуйте')
})

describe('the language of the bot, where nobody has said one', () => {
  const unsaid = { language: null } as const
  const unspoken = { id: 21, firstName: 'Chen', language: 'zh' }

  test('is that of the first owner who writes, and stays so', async () => {
    const { preferences, ada, boris, hand } = await stage({ config: unsaid, admin: { language: 'ru' } })
    expect([preferences.language(), preferences.currency()]).toEqual(['ru', 'RUB'])
    await boris.send('/admin')
    await ada.send('/start')
    expect(preferences.language()).toBe('ru')
    const chen = hand(unspoken)
    await chen.start()
    expect(chen.text()).toContain('Здравствуйте')
  })

  test('is what the configuration says, and what the chat says before that', async () => {
    const { preferences, config, db } = await stage({ config: { language: 'en' }, admin: { language: 'ru' } })
    expect(preferences.language()).toBe('en')
    db().write(() => preferences.save.language('ru'))
    expect(createPreferences(db(), { ...config, language: null }).language()).toBe('ru')
  })

  test('is English where a team has spoken to a bot that did not ask', async () => {
    const { preferences, ada, db } = await stage({ config: unsaid, admin: { language: 'ru' } })
    db().sql("delete from settings where key = 'first_language'").run()
    db().sql("update settings set value = '\"en\"' where key like 'language:%'").run()
    await ada.send('/admin')
    expect(preferences.language()).toBe('en')
  })
})

test('title and contact: written, shown, taken away', async () => {
  const { ada, preferences } = await stage()
  const card = ada.lastId()
  await ada.walk(groups.shop, ways.shop, t.titleKey)
  expectTidy(ada, card)
  await ada.send('x'.repeat(65))
  expect(ada.text()).toBe(t.tooLong(65, 64))
  await ada.does(person => person.sendSticker())
  expect(ada.text()).toBe(texts('en').asked.shopName)
  await ada.send('Boots\n &  Co')
  expect(ada.text()).toContain('Title: Boots & Co')
  await ada.walk(t.contactKey)
  await ada.send('+371 29 000 000, @boots')
  expect(preferences.contact()).toBe('+371 29 000 000, @boots')
  await ada.walk(t.noContact)
  expect([preferences.title(), preferences.contact()]).toEqual(['Boots & Co', null])
  await ada.walk(admin.back, admin.back)
  expect(ada.text()).toContain('Settings · Boots & Co')
})

test('what is kept of 100: by a button, typed, and taken away', async () => {
  const { ada, preferences } = await stage()
  expect(ada.text()).toContain('what you keep is not set')
  await ada.walk(groups.shop, ways.margin)
  expect(preferences.margin()).toBeNull()
  expect(ada.text()).toContain('Of €100 that a customer pays')
  await ada.walk('30')
  expect(preferences.margin()).toBe(30)
  expect(ada.labels()).toContain('✅ 30')
  for (const [typed, kept] of [
    ['35', 35],
    ['0', 0],
    ['100 %', 100],
    ['42 of 100', 42],
    ['37,5 из 100 €', 37.5],
    ['€41', 41],
  ] as const) {
    await ada.send(typed)
    expect(preferences.margin(), typed).toBe(kept)
  }
  for (const wrong of ['101', '-1', 'a third', '35 and 40', '']) {
    if (wrong !== '') await ada.send(wrong)
    expect(preferences.margin(), wrong).toBe(41)
  }
  await ada.send('/settings')
  expect(ada.text()).toContain('you keep 41 of €100')
  await ada.walk(groups.shop, ways.margin, t.noMargin)
  expect(preferences.margin()).toBeNull()
  expect(ada.labels()).not.toContain(t.noMargin)
})

test('an admin’s own settings are reached from those of the bot, and lead back', async () => {
  const { ada, rows } = await stage()
  await ada.walk(groups.mine)
  expect(ada.labels()).not.toContain(ways.own)
  await ada.start()
  await ada.send('/settings')
  const card = ada.lastId()
  await ada.walk(groups.mine, ways.own, texts('en').subscriber.pause)
  expect(rows('select 1 from subscribers where paused_until is not null')).toHaveLength(1)
  await ada.walk(admin.back, admin.back)
  expectTidy(ada, card)
  expect(ada.text()).toContain('Settings · Boot shop')
})

test('what is typed while they are open is searched in them, in either language; anything else is no business of theirs', async () => {
  const { ada } = await stage()
  const cases: [string, string[]][] = [
    ['quiet', [ways.quiet]],
    ['Quiet hours', [ways.quiet]],
    ['часы', [ways.quiet, ways.zone]],
    ['ЛЕСТНИЦА', [ways.ladder]],
    ['gdpr', [ways.privacy]],
    ['how often', [ways.frequency, ways.quiet, ways.interests, ways.control]],
  ]
  for (const [words, found] of cases) {
    await ada.send(words)
    expect(ada.labels(), words).toEqual([...found, admin.back])
  }
  // Back from what was found; a word that means nothing leaves them open.
  await ada.walk(ways.frequency, admin.back, admin.back)
  await ada.send('zeppelin')
  expect(ada.text()).toContain('zeppelin: no such setting')
  await ada.send('ладья')
  expect(ada.text()).toContain('ладья: no such setting')
  expect(ada.labels()).toContain(groups.often)
  await ada.send('Boots for the rain')
  expect(ada.text()).toBe(texts('en').offerCards.anOffer)
})

/** Forwards a message that came from somebody else, or from somebody who hides their account (null). */
function forwardFrom(hand: Hand, sender: Hand | null): Promise<void> {
  return hand.does(person => {
    const origin =
      sender === null
        ? { type: 'hidden_user', sender_user_name: 'Somebody' }
        : { type: 'user', sender_user: sender.person.profile() }
    Object.assign(person.send('Hello'), { forward_origin: { ...origin, date: 1_700_000_000 } })
  })
}
