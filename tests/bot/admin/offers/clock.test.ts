import { describe, expect, test } from 'vitest'
import { reminderAt } from '../../../../src/delivery/schedule/reminder.js'
import type { Language } from '../../../../src/text/format.js'
import { NOW, stage } from './stage.js'

const TEN = Date.UTC(2026, 10, 25, 7)
const HOUR = 3_600_000

/** Two people whose clock nobody knows, one in Vladivostok (+7 h) and one in Riga (−1 h), and an offer for all of them. */
async function written(zones: readonly string[] = ['Asia/Vladivostok', 'Europe/Riga'], language: Language = 'en') {
  const s = await stage({ language })
  s.addPeople(2 + zones.length, 'site')
  const place = s.db.sql('update subscribers set time_zone = ? where id = ?')
  s.db.write(() => {
    for (const [i, zone] of zones.entries()) place.run(zone, i + 1)
  })
  s.world.rules = { ...s.world.rules, zone: 'Europe/Moscow', zones }
  const [whom, everyone, done, when] =
    language === 'ru' ? ['Кому', 'Все', 'Готово', 'Когда'] : ['To whom', 'Everyone', 'Done', 'When']
  await s.ada.send('/new', 'Boots, 20 % off')
  await s.ada.walk(whom, everyone, done, when)
  return s
}

describe('everyone’s own clock', () => {
  test('is asked for once, told in the check, and kept with the broadcast', async () => {
    const s = await written()
    await s.ada.press('Tomorrow 10:00')
    expect(s.ada.text()).toContain('10:00 by which clock?')
    expect(s.ada.labels()).toEqual(['Moscow, all at once', 'Everyone’s own', '← Back'])
    await s.ada.press('Everyone’s own')
    expect(s.ada.text()).toContain('🌍 Wed 25 Nov, 10:00 by everyone’s own clock.')
    expect(s.ada.text()).toContain('Those whose clock is not known get it by the bot’s clock: 2 people.')
    expect(s.ada.text()).toContain('First: Wed 25 Nov, 03:00 Moscow.')
    expect(s.ada.text()).toContain('Last: about 11:00.')
    expect(s.ada.text()).toContain('Who exactly is decided at 03:00;')
    expect(s.ada.text().match(/own clock/g)?.length).toBe(1)
    await s.ada.press('Schedule')
    const broadcast = s.broadcast()
    expect(broadcast).toMatchObject({
      startsAt: TEN - 7 * HOUR,
      ownClock: { at: TEN, zone: 'Europe/Moscow' },
      zone: 'Europe/Moscow',
    })
    expect(reminderAt(broadcast ?? { startsAt: 0, createdAt: 0 })).toBe(TEN - 7 * HOUR - HOUR / 4)
    expect(s.refused()).toEqual([])
  })

  test('is remembered, not asked next time, and turned on the screen of the time', async () => {
    const s = await written()
    await s.ada.walk('Tomorrow 10:00', 'all at once')
    expect(s.ada.text()).not.toContain('own clock')
    await s.ada.walk('Card', 'When', 'Sat 12:00')
    expect(s.ada.text()).toContain('📋 Check before sending')
    expect(s.offer().draft.when).toMatchObject({ own: false })
    await s.ada.walk('Card', 'When')
    await s.ada.press('☐ Own clocks')
    expect(s.ada.text()).toContain('Chosen: Sat 28 Nov, 12:00 by everyone’s own clock.')
    expect(s.ada.labels()).toContain('✅ Own clocks')
    await s.ada.send('fri 18:30')
    expect(s.offer().draft.when).toMatchObject({ own: true })
    await s.ada.walk('Card')
    expect(s.ada.text()).toContain('5 When — Fri 27 Nov, 18:30 by everyone’s own clock')
  })

  test('whose hour is over when it is approved gets it at once, and the check says how many', async () => {
    const s = await written()
    await s.ada.walk('Today 20:00', 'Everyone’s own')
    expect(s.ada.text()).toContain('For some it is past 20:00 already, so they get it at once: 1 person.')
    expect(s.ada.text()).toContain('First: Tue 24 Nov, 18:41 Moscow.')
    await s.ada.press('Schedule')
    expect(s.broadcast()).toMatchObject({ startsAt: NOW + 60_000 })
  })

  test.each([
    ['nobody told where they are', []],
    ['all clocks show the same', ['Europe/Moscow', 'Europe/Istanbul']],
  ])('is no question where %s', async (_what, zones) => {
    const s = await written(zones)
    await s.ada.press('Tomorrow 10:00')
    expect(s.ada.text()).toContain('📋 Check before sending')
    await s.ada.walk('Card', 'When')
    expect(s.ada.labels().join()).not.toContain('Own clocks')
  })

  test('speaks Russian', async () => {
    const s = await written(undefined, 'ru')
    await s.ada.press('Завтра 10:00')
    expect(s.ada.text()).toContain('10:00 по каким часам?')
    await s.ada.press('У каждого свои')
    expect(s.ada.text()).toContain('10:00 по часам каждого.')
    expect(s.ada.text()).toContain('получат по часам бота: 2 человека.')
  })

  test('people in their night are told of where all get it at once', async () => {
    const s = await written()
    s.world.rules = { ...s.world.rules, quiet: { from: 22 * 60, to: 9 * 60 } }
    await s.ada.walk('Today 20:00', 'all at once')
    expect(s.ada.text()).toContain('🌙 Quiet hours where 1 person lives')
  })
})
