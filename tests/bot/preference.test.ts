import { describe, expect, test } from 'vitest'
import { parseFrequency } from '../../src/bot/admin/settings/frequency.js'
import { parseQuiet } from '../../src/bot/admin/settings/quiet.js'
import { isOff } from '../../src/bot/admin/settings/words.js'
import { createPreferences } from '../../src/bot/settings/preference.js'
import { temporaryDb } from '../support/db.js'
import { switchOffGates } from '../support/gates.js'

const config = { timeZone: 'Europe/Riga', language: 'ru' } as const

describe('preferences', () => {
  test('begin with the configuration and what is usual', async () => {
    const preferences = createPreferences(await temporaryDb(), config)
    expect(preferences.rules()).toEqual({
      zone: 'Europe/Riga',
      perDay: 2,
      perWeek: 5,
      quiet: { from: 1_320, to: 540 },
      zones: [],
      control: [],
      own: [],
      quietWay: 'hold',
    })
    expect(preferences.language()).toBe('ru')
    expect(preferences.testPeople()).toEqual([])
    expect([preferences.title(), preferences.contact()]).toEqual([null, null])
  })

  test('what was saved wins over the configuration, at once and in a process to come', async () => {
    const db = await temporaryDb()
    const preferences = createPreferences(db, config)
    expect(preferences.zone()).toBe('Europe/Riga')
    db.write(() => {
      preferences.save.zone('Asia/Tokyo')
      preferences.save.language('en')
      preferences.save.frequency({ perDay: 3, perWeek: null })
      preferences.save.quiet({ from: 0, to: 600 })
      preferences.save.testPeople([5, 6])
      preferences.save.title('Boots & Co')
      preferences.save.contact('@boots')
    })
    for (const one of [preferences, createPreferences(db, config)]) {
      expect(one.rules()).toEqual({
        zone: 'Asia/Tokyo',
        perDay: 3,
        perWeek: null,
        quiet: { from: 0, to: 600 },
        zones: [],
        control: [],
        own: [],
        quietWay: 'hold',
      })
      expect([one.language(), one.testPeople(), one.title(), one.contact()]).toEqual([
        'en',
        [5, 6],
        'Boots & Co',
        '@boots',
      ])
    }
  })

  test('what somebody else saved is seen, what was rolled back is not', async () => {
    const db = await temporaryDb()
    const preferences = createPreferences(db, config)
    expect(preferences.rules().perDay).toBe(2)
    switchOffGates(db)
    expect(preferences.rules()).toEqual({
      zone: 'Europe/Riga',
      perDay: null,
      perWeek: null,
      quiet: null,
      zones: [],
      control: [],
      own: [],
      quietWay: 'hold',
    })
    await db
      .group(() => {
        preferences.save.frequency({ perDay: 9, perWeek: 9 })
        expect(preferences.rules().perDay).toBe(9)
        throw new Error('changed my mind')
      })
      .catch(() => {})
    expect(preferences.rules().perDay).toBeNull()
  })

  test('what does not fit is refused; what no longer fits counts as never set', async () => {
    const db = await temporaryDb()
    const preferences = createPreferences(db, config)
    expect(() => preferences.save.zone('Mars/Base')).toThrow()
    expect(() => preferences.save.frequency({ perDay: 0, perWeek: 5 })).toThrow()
    expect(() => preferences.save.quiet({ from: 0, to: 1_440 })).toThrow()
    expect(() => preferences.save.title('')).toThrow()
    db.sql("insert into settings (key, value) values ('zone', '\"Mars/Base\"'), ('quiet', '\"always\"')").run()
    expect(preferences.rules()).toEqual({
      zone: 'Europe/Riga',
      perDay: 2,
      perWeek: 5,
      quiet: { from: 1_320, to: 540 },
      zones: [],
      control: [],
      own: [],
      quietWay: 'hold',
    })
  })
})

test.each([
  ['22-9', 1_320, 540],
  ['22:00–09:00', 1_320, 540],
  ['22:00 — 9:00', 1_320, 540],
  ['21.30-8', 1_290, 480],
  ['22 9', 1_320, 540],
  ['from 10 pm to 9 am', 1_320, 540],
  ['10pm-9am', 1_320, 540],
  ['12 a.m. - 12 p.m.', 0, 720],
  ['с 22 до 9', 1_320, 540],
  ['С 22:00 до 9:30', 1_320, 570],
  ['с 22 ч до 9 часов', 1_320, 540],
  ['24-8', 0, 480],
  ['0:00‑24:00', 0, 0],
  ['２２－９', 1_320, 540],
])('quiet hours “%s”', (input, from, to) => {
  expect(parseQuiet(input)).toEqual({ from, to })
})

test.each(['', '22', '25-9', '22-9-5', '22:60-9', '13pm-9', 'at night', '-9', '22-'])(
  '“%s” is no quiet hours',
  input => {
    expect(parseQuiet(input)).toBeUndefined()
  },
)

test.each([
  ['3 a day, 10 a week', 3, 10],
  ['10 a week and 3 a day', 3, 10],
  ['3/10', 3, 10],
  ['3 10', 3, 10],
  ['2 в день, 5 в неделю', 2, 5],
  ['5 в неделю, 2 в день', 2, 5],
  ['4 a day', 4, null],
  ['в неделю 7', null, 7],
  ['off', null, null],
  ['Нет.', null, null],
])('frequency “%s”', (input, perDay, perWeek) => {
  expect(parseFrequency(input)).toEqual({ perDay, perWeek })
})

test.each(['', 'often', '3', '0 a day', '51 a day', '3 201', '1 2 3', '2 a month'])('“%s” is no frequency', input => {
  expect(parseFrequency(input)).toBeNull()
})

test.each(['off', 'Off', '«нет»', 'выкл.', 'no limits'])('“%s” switches off', input => {
  expect(isOff(input)).toBe(true)
})
