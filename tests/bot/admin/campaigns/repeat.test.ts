import { describe, expect, test } from 'vitest'
import { repeat } from '../../../../src/bot/admin/campaigns/repeat/addresses.js'
import { readMinute, readRhythm } from '../../../../src/bot/admin/typed/rhythm.js'
import { DAY, HOUR } from '../../../../src/clock.js'
import { listRuns } from '../../../../src/delivery/campaign/repeat/run.js'
import { getRepeat, repeatOf } from '../../../../src/delivery/campaign/repeat.js'
import { texts } from '../../../../src/text/index.js'
import { outcomes, watchOf } from '../../../delivery/campaign/fixture.js'
import { NOW, stage } from '../offers/stage.js'

describe('a rhythm is read as it is typed', () => {
  const weekly = (...days: number[]) => ({ kind: 'weekly', days })
  const monthly = (day: number) => ({ kind: 'monthly', day })
  const daily = { kind: 'daily' }

  test.each<[string, object, number | null]>([
    ['mon thu 10:00', weekly(1, 4), 600],
    ['Mon, Thu at 10', weekly(1, 4), 600],
    ['mon thu 10', weekly(1, 4), 600],
    ['every Monday and Friday at 9:30 pm', weekly(1, 5), 1_290],
    ['on weekdays at 18.00', weekly(1, 2, 3, 4, 5), 1_080],
    ['mon-fri', weekly(1, 2, 3, 4, 5), null],
    ['fri – sun 12:00', weekly(5, 6, 7), 720],
    ['every day 9:00', daily, 540],
    ['daily at 9 am', daily, 540],
    ['every day 9', daily, 540],
    ['on the 1st at 12:00', monthly(1), 720],
    ['15th', monthly(15), null],
    ['on the last day of each month at 12:00', monthly(31), 720],
    ['пн чт 10:00', weekly(1, 4), 600],
    ['каждый понедельник в 10', weekly(1), 600],
    ['по вторникам и пятницам в 18:00', weekly(2, 5), 1_080],
    ['по будням в 9', weekly(1, 2, 3, 4, 5), 540],
    ['каждую среду', weekly(3), null],
    ['ежедневно в 7 вечера', daily, 1_140],
    ['каждый день в 10', daily, 600],
    ['15 числа в 12:00', monthly(15), 720],
    ['1-го числа каждого месяца в 12:00', monthly(1), 720],
    ['в последний день месяца в 12:00', monthly(31), 720],
    ['раз в неделю по пн', weekly(1), null],
  ])('%s', (typed, days, minute) => {
    expect(readRhythm(typed)).toEqual({ days, minute })
  })

  test.each([
    'every 2 weeks on monday',
    'every second monday',
    'every 2 days',
    'every 2nd day at 10:00',
    'раз в 2 недели по пн',
    'раз в 2 месяца',
    'каждый 2-й день',
    '1 раз в месяц',
    '30 february',
    'mon 25:00',
    'mon 10:75',
    'on the 32nd',
    'on the 0th',
    'mon and the 15th',
    'every day and monday',
    'tomorrow',
    'hello',
    '',
    '10:00',
  ])('and not guessed: %s', typed => {
    expect(readRhythm(typed)).toBeNull()
  })

  test.each([
    ['10:30', 630],
    ['9', 540],
    ['в 18.00', 1_080],
    ['7 pm', 1_140],
    ['в 7 вечера', 1_140],
    ['24:00', null],
    ['99', null],
    ['mon 10:00', null],
  ])('an hour: %s', (typed, minute) => {
    expect(readMinute(typed)).toBe(minute)
  })
})

/** A draft for everybody of three people, and the card of its repeat. */
async function drafted(language: 'en' | 'ru' = 'en') {
  const s = await stage({ language })
  s.addPeople(3, 'site')
  const [whom, everyone, done, when, again] =
    language === 'ru'
      ? ['Кому', 'Все', 'Готово', 'Когда', '🔁 Повторять']
      : ['To whom', 'Everyone', 'Done', 'When', '🔁 Again and again']
  await s.ada.send('/new', 'Boots, 20 % off')
  await s.ada.walk(whom, everyone, done, when, again)
  return s
}

const repeatIn = (s: Awaited<ReturnType<typeof drafted>>) => getRepeat(s.db, 1)

describe('an offer that goes again and again', () => {
  test('is made from its When card, checked and begun in four taps, and pauses, goes on and ends', async () => {
    const s = await drafted()
    expect(s.ada.text()).toContain('1 When — every Wednesday at 10:00 Moscow')
    expect(s.ada.text()).toContain('2 To whom each time — each person at most once in 7 days')
    expect(s.ada.text()).toContain('3 Ends — never')
    expect(s.ada.text()).toContain('Next: Wed 25 Nov, 10:00 · Wed 2 Dec, 10:00 · Wed 9 Dec, 10:00')
    await s.ada.walk('Card')
    expect(s.ada.text()).toContain('5 When — 🔁 every Wednesday at 10:00 Moscow')
    await s.ada.walk('Check')
    expect(s.ada.text()).toContain('3 would get it now')
    expect(s.ada.text()).toContain('goes within 3 hours')
    await s.ada.press('✅ Start')
    expect(s.ada.text()).toContain('▶️ Boots, 20 % off · since 24 Nov 2026')
    expect(s.ada.text()).toContain('It runs. First: Wed 25 Nov, 10:00')
    expect(repeatIn(s)).toMatchObject({ state: 'running', nextRunAt: Date.UTC(2026, 10, 25, 7) })
    await s.ada.press('⏸ Pause')
    expect(repeatIn(s).state).toBe('paused')
    await s.ada.press('▶️ Go on')
    expect(repeatIn(s).state).toBe('running')
    await s.ada.walk('⏹ End')
    expect(s.ada.text()).toContain('cannot be started again')
    await s.ada.press('⏹ Yes, end it')
    expect(repeatIn(s).state).toBe('ended')
    expect(s.ada.labels()).not.toContain('⏸ Pause')
    expect(s.refused()).toEqual([])
  })

  test('its days, hour, people and end are tapped or typed', async () => {
    const s = await drafted()
    await s.ada.walk('🗓 When', '☐ Fri')
    expect(s.ada.text()).toContain('every Wed and Fri at 10:00')
    await s.ada.walk('✅ Wed')
    expect(await s.ada.press('✅ Fri')).toContain('has to stay')
    await s.ada.walk('🕙 10:00', '18:00')
    expect(repeatIn(s).course.rhythm).toEqual({ kind: 'weekly', days: [5], minute: 1_080, own: false })
    await s.ada.send('every 2 weeks')
    expect(s.ada.text()).toContain('every day, on days of the week, or on a day of the month')
    await s.ada.send('on the 31st at 12:00')
    expect(s.ada.text()).toContain('on the last day of each month at 12:00 Moscow')
    await s.ada.walk('👥 Each time', 'Only new')
    expect(s.ada.text()).toContain('only people who never got it')
    await s.ada.walk('👥 Each time')
    await s.ada.send('every 2 weeks')
    expect(repeatIn(s).course.to).toEqual({ kind: 'every', days: 14 })
    await s.ada.walk('🏁 Ends')
    for (const wrong of ['30 February', 'nonsense']) {
      await s.ada.send(wrong)
      expect(s.ada.text()).toContain('I need a number of times')
    }
    expect(repeatIn(s).end).toEqual({ kind: 'never' })
    await s.ada.send('29 Feb')
    expect(s.ada.text()).toContain('The next 29 February is in 2028.')
    expect(repeatIn(s).end).toEqual({ kind: 'never' })
    await s.ada.send('29.02.2028')
    expect(s.ada.text()).toContain('3 Ends — after 29 Feb 2028')
    await s.ada.walk('🏁 Ends')
    await s.ada.send('25 Dec')
    expect(s.ada.text()).toContain('3 Ends — after 25 Dec 2026')
    expect(s.ada.text()).toMatch(/Next: Mon 30 Nov, 12:00$/)
    await s.ada.walk('🏁 Ends')
    await s.ada.send('3 times')
    expect(s.ada.text()).toContain('Next: Mon 30 Nov, 12:00 · Thu 31 Dec, 12:00')
    await s.ada.walk('🏁 Ends')
    await s.ada.send('25 Nov')
    expect(s.ada.text()).toContain('It would end before it goes for the first time')
    await s.ada.walk('Check')
    expect(s.ada.labels()).not.toContain('✅ Start')
    await s.ada.walk('🏁 Ends', 'Never', '1️⃣ Only once')
    expect(s.ada.text()).toContain('It goes once')
    expect(s.ada.text()).not.toContain('🔁 on the')
  })

  test.each([
    ['every friday at 11', { kind: 'weekly', days: [5], minute: 660, own: false }],
    ['по вторникам и пятницам в 10:30', { kind: 'weekly', days: [2, 5], minute: 630, own: false }],
    ['on the 1st of every month', { kind: 'monthly', day: 1, minute: 600, own: false }],
    ['mon thu 10:15', { kind: 'weekly', days: [1, 4], minute: 615, own: false }],
    ['fridays', { kind: 'weekly', days: [5], minute: 600, own: false }],
    ['будни в 9', { kind: 'weekly', days: [1, 2, 3, 4, 5], minute: 540, own: false }],
  ])('how often is typed where a moment is asked for as well: %s', async (typed, rhythm) => {
    const s = await drafted()
    await s.ada.walk('1️⃣ Only once')
    expect(repeatOf(s.db, s.offer().id)).toBeNull()
    await s.ada.send(typed)
    expect(repeatOf(s.db, s.offer().id)?.course.rhythm).toEqual(rhythm)
    expect(s.ada.text()).toContain('again and again')
    // What is no rhythm leaves the card ready for one.
    await s.ada.sends(person => person.sendSticker())
    await s.ada.send('every day at 9')
    expect(repeatOf(s.db, s.offer().id)?.course.rhythm).toMatchObject({ kind: 'daily', minute: 540 })
    await s.ada.send('fri 18:30')
    expect(repeatOf(s.db, s.offer().id)?.course.rhythm).toMatchObject({ kind: 'weekly', days: [5] })
  })

  test.each(['en', 'ru'] as const)(
    'what may be one time as well is asked about, and nothing is repeated (%s)',
    async language => {
      const s = await drafted(language)
      await s.ada.walk(texts(language).repeatCards.keys.once)
      const typed = {
        en: ['15', '15 10:00', 'on the 15th', 'the weekend', 'fri-sun', 'last day of the month', 'week 10'],
        ru: ['15 числа', '15-го в 10', 'в выходные', 'пт-вс', 'в последний день месяца'],
      }
      for (const words of typed[language]) {
        await s.ada.send(words)
        expect(s.ada.text()).toBe(texts(language).errors.date_or_rhythm({ text: words }))
        expect([words, repeatOf(s.db, s.offer().id)]).toEqual([words, null])
      }
      await s.ada.send('25.12 10:00')
      expect(s.offer().draft.when).toMatchObject({ kind: 'at' })
    },
  )

  test('a moment takes the place of a repeat, and a discarded draft takes its repeat along', async () => {
    const s = await drafted()
    await s.ada.walk('Card', 'When', 'Tomorrow 10:00')
    expect(s.ada.text()).toContain('📋 Check before sending')
    expect(repeatIn(s).state).toBe('discarded')
    await s.ada.walk('Card', 'When', '🔁 Again and again', 'Card', '🗑 Discard')
    await s.ada.press('🗑 Discard')
    expect(getRepeat(s.db, 2).state).toBe('discarded')
  })

  test('goes also where nobody is in it yet', async () => {
    const s = await stage()
    s.addSegment('Later', 'later')
    await s.ada.send('/new', 'Boots')
    await s.ada.walk('To whom', '☐ Later', 'Done', 'When', '🔁 Again and again', 'Check')
    expect(s.ada.text()).toContain('Nobody is in it now')
    await s.ada.press('✅ Start')
    expect(repeatIn(s).state).toBe('running')
  })

  test('what is changed while it runs holds from the next run on', async () => {
    const s = await drafted()
    await s.ada.walk('Check', '✅ Start', '✏️ Change', '🗓 When')
    await s.ada.send('every day 10:00')
    expect(s.ada.text()).toContain('From the next run on: Wed 25 Nov, 10:00')
    await s.ada.walk('✏️ Change', '✉️ Message, people')
    expect(s.ada.text()).toContain('5 When — 🔁 every day at 10:00 Moscow')
    await s.ada.send('Boots, 30 % off')
    await s.ada.walk('✉️ Put it in', 'Check')
    expect(s.ada.text()).toContain('From its next run on')
    await s.ada.press('✅ From next run')
    expect(repeatIn(s)).toMatchObject({ state: 'running', edition: 2 })
    expect(s.ada.text()).toContain('goes as changed')
  })

  test('its card says what was, what was missed and what is to come', async () => {
    const s = await drafted()
    await s.ada.send('every day 10:00')
    await s.ada.walk('Check', '✅ Start')
    const ten = Date.UTC(2026, 10, 25, 7)
    await watchOf(s.db).run(ten)
    s.clock.wall = ten + DAY + 4 * HOUR
    await watchOf(s.db).run(s.clock.wall)
    expect(outcomes(s.db, 1).map(([, outcome]) => outcome)).toEqual(['begun', 'missed'])
    await s.ada.forge(repeat.open.data({ id: 1 }))
    await s.ada.walk('📋 Runs', 'Wed 25 Nov, 10:00')
    expect(s.ada.labels()).toContain('← Broadcasts')
    await s.ada.walk('🔁 All its runs')
    expect(s.ada.text()).toContain('Thu 26 Nov, 10:00 · missed')
    await s.ada.walk('← Back')
    expect(s.ada.text()).toContain('Went 1 time')
    expect(s.ada.text()).toContain('Missed: 1')
    expect(s.ada.text()).toContain('Next: Fri 27 Nov, 10:00')
    expect(listRuns(s.db, 1, { offset: 0, limit: 9 }).counts).toEqual({ begun: 1, missed: 1, paused: 0 })
  })

  test('speaks Russian', async () => {
    const s = await drafted('ru')
    expect(s.ada.text()).toContain('1 Когда — по средам в 10:00 (Москва)')
    await s.ada.send('по вторникам и пятницам в 18')
    expect(s.ada.text()).toContain('по вторникам и пятницам в 18:00 (Москва)')
    await s.ada.walk('Проверить')
    expect(s.ada.plain()).toContain('Выходит по вторникам и пятницам в 18:00 (Москва): каждому не чаще раза в 7 дней.')
    await s.ada.press('✅ Запустить')
    expect(s.ada.text()).toContain('✅ Запущена. Первая: вт 24 ноября, 18:00'.replace('вт 24', 'пт 27'))
  })
})

test('an offer may keep to so many messages an hour, picked or typed', async () => {
  const s = await stage()
  s.addPeople(3, 'site')
  await s.ada.send('/new', 'Boots, 20 % off')
  await s.ada.walk('To whom', 'Everyone', 'Done', '⋯ More', '🐢 Per hour', '1,000 an hour')
  expect(s.ada.text()).toContain('🐢 At most 1,000 an hour.')
  for (const [typed, perHour] of [
    ['2 тыс. в час', 2_000],
    ['1 500', 1_500],
    ['at most 1,000/h', 1_000],
    ['не больше 90 сообщений в час', 90],
    ['60', 60],
  ] as const) {
    await s.ada.walk('🐢 Per hour')
    await s.ada.send(typed)
    expect(s.offer().draft.perHour).toBe(perHour)
  }
  await s.ada.walk('🐢 Per hour')
  for (const wrong of ['0', '-5', '1.5', 'many', '10000000', '30 February', '5 times', '100 a day', '400 в минуту'])
    await s.ada.send(wrong)
  expect(s.offer().draft.perHour).toBe(60)
  await s.ada.send('60 an hour')
  await s.ada.walk('Card', 'Check')
  expect(s.ada.text()).toContain('At most 60 an hour')
  expect(s.ada.text()).toMatch(/Last: about .*18:43/)
  await s.ada.press('Send now')
  expect(s.broadcast()).toMatchObject({ perHour: 60 })
  expect(NOW).toBe(s.clock.wall)
})
