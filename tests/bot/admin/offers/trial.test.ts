import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { findZone } from '../../../../src/audience/place/zone-name.js'
import { announceTestOpened } from '../../../../src/bot/admin/offers/test/opened.js'
import { setContent } from '../../../../src/offers/variant.js'
import { NOW, stage } from './stage.js'

async function started(...rows: string[]) {
  const s = await stage()
  await s.ada.send('/new')
  await s.ada.walk(...rows)
  return s
}

describe('when', () => {
  test('nonsense and the past are asked again; the card names the zone', async () => {
    const s = await started('When')
    await s.ada.send('soon')
    expect(s.ada.text()).toBe('I cannot read “soon” as a date and time. Write it like 24.11 10:00.')
    await s.ada.send('today 18:00')
    expect(s.ada.text()).toContain('This time has passed.')
    await s.ada.send('завтра 10:00')
    expect(s.ada.text()).toContain('5 When — Wed 25 Nov, 10:00 Moscow')
    await s.ada.walk('When')
    expect(s.ada.text()).toContain('Chosen: Wed 25 Nov, 10:00 Moscow.')
    await s.ada.walk('Now')
    expect(s.offer().draft.when).toEqual({ kind: 'now' })
  })

  test('a zone of her own is remembered, moves the time, and stands beside the bot’s', async () => {
    const s = await started('When', 'Tomorrow 10:00', 'When', 'Zone')
    await s.ada.send('Atlantis')
    expect(s.ada.text()).toBe('I do not know the zone “Atlantis”. Write it like Europe/Riga, Asia/Almaty or UTC.')
    await s.ada.send('samara')
    expect(s.ada.text()).toContain('5 When — Wed 25 Nov, 10:00 Samara (09:00 Moscow)')
    expect(s.offer().draft.when).toEqual({
      kind: 'at',
      at: Date.UTC(2026, 10, 25, 6),
      zone: 'Europe/Samara',
      own: false,
    })
    await s.ada.walk('When')
    expect(s.ada.text()).toContain('Now it is 19:40 in Samara.')
    await s.ada.send('23:30')
    expect(s.ada.text()).toContain('5 When — Tue 24 Nov, 23:30 Samara (22:30 Moscow)')
  })

  test('an hour that the clock jumps over is said to be one', async () => {
    const s = await started('When', 'Zone')
    await s.ada.send('Europe/Berlin')
    await s.ada.walk('When')
    await s.ada.send('28.03.2027 02:30')
    expect(s.ada.text()).toContain('Sun 28 Mar 2027, 03:30 Berlin')
    expect(s.ada.text()).toContain('That night the clock jumps over this time')
  })

  test.each([
    ['Europe/Samara', 'Europe/Samara'],
    ['europe/samara', 'Europe/Samara'],
    [' New York ', 'America/New_York'],
    ['“New\u00a0York”', 'America/New_York'],
    ['«Samara»', 'Europe/Samara'],
    ['Port—of—Spain', 'America/Port_of_Spain'],
    ['utc', 'UTC'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Narnia', null],
    ['', null],
    ['../../etc/passwd', null],
  ])('zone %s', (input, zone) => {
    const found = findZone(input)
    // The platform may list a zone under its older name; the clock is the same.
    const clock = (name: string | null) => (name === null ? null : DateTime.fromMillis(NOW, { zone: name }).toISO())
    expect(clock(found.kind === 'zone' ? found.zone : null)).toBe(clock(zone))
  })
})

describe('the test', () => {
  test('without a message there is nothing to test', async () => {
    const s = await started()
    expect(await s.ada.press('Test')).toBe('There is no message to test yet. Write it first.')
  })

  test('Telegram’s refusal is shown in its own words', async () => {
    const s = await started()
    s.db.write(() =>
      setContent(s.db, s.offer().id, null, {
        kind: 'photo',
        text: 'Hi',
        entities: [],
        fileId: 'nonsense',
        preview: false,
        buttons: [],
      }),
    )
    await s.ada.walk('Test')
    const refusal = s.ada.person.messages().find(message => message.text?.startsWith('❌'))
    expect(refusal?.text).toMatch(/^❌ Telegram refuses it: Bad Request: .+/)
    expect(s.ada.text()).toContain('Fix what Telegram refuses')
    expect(s.ada.labels()).toContain('← Card')
  })

  test('a 429, and an answer that never came, are said as what they are', async () => {
    const s = await started('Message')
    await s.ada.sends(person => person.sendPhoto({ caption: 'Hi' }))
    s.emulator.fault({ kind: 'limit', retryAfter: 1, methods: ['sendPhoto'], times: 1 })
    await s.ada.walk('Test')
    expect(s.ada.person.messages().map(message => message.text)).toContain(
      '❌ Telegram asks us to wait. Please test again in a minute.',
    )
    s.emulator.fault({ kind: 'cut', methods: ['sendPhoto'], times: 1 })
    await s.ada.walk('Test')
    expect(s.ada.person.messages().map(message => message.text)).toContain(
      '❓ Telegram did not answer: it may have arrived, or not. I will not send it again by myself.',
    )
  })

  test.each(['🦊🦊', 'نادية', '<b>Ada</b>', '*_`[Ada](x)'])('a name like %s stands as it is', async name => {
    const s = await stage({ name })
    await s.ada.send('/new')
    await s.ada.walk('Message')
    await s.ada.send('Hi {first_name|friend}!')
    await s.ada.walk('Test')
    const texts = s.ada.person.messages().map(message => message.text?.replace(/[\u2068\u2069]/g, ''))
    expect(texts).toContain(`Hi ${name}!`)
  })

  test('a link in the text is announced by its words, in the admin’s language; a test that is gone by nothing', async () => {
    const s = await started('Message')
    await s.ada.send('Look at shop.ru/boots now')
    await s.ada.walk('Test')
    const shown = s.ada.person.messages().find(message => message.from.is_bot && message.text?.startsWith('Look'))
    const address = s.ada.person.addressOf(shown?.message_id ?? 0, 'shop.ru')
    const opened = s.door().tokens.open(address.replace('https://go.example/r/', ''))
    if (opened?.kind !== 'test') throw new Error('not a link of a test')
    await announceTestOpened(s.door().api, s.db, opened, () => 'ru')
    expect(s.ada.text()).toBe('✅ Ссылка «shop.ru/boots» работает → shop.ru/boots')
    const before = s.emulator.accepted().length
    await announceTestOpened(s.door().api, s.db, { testId: 999, link: 1 }, () => 'en')
    await announceTestOpened(s.door().api, s.db, { testId: opened.testId, link: 99 }, () => 'en')
    expect(s.emulator.accepted()).toHaveLength(before)
  })
})
