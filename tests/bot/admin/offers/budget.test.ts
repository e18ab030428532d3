import { expect, test } from 'vitest'
import type { Language } from '../../../../src/text/format.js'
import { NOW, stage } from './stage.js'

const TOMORROW_10 = Date.UTC(2026, 10, 25, 7)

/** The marketer's hand on the phone; every tap and every message is counted. */
async function counted(language: Language) {
  const s = await stage({ language })
  s.addPeople(5, 'champions')
  s.addPeople(6, 'loyal')
  s.addPeople(7, 'asleep')
  let taps = 0
  let messages = 0
  return {
    s,
    async tap(...labels: string[]) {
      for (const label of labels) {
        taps += 1
        await s.ada.walk(label)
      }
    },
    async photo(caption: string) {
      messages += 1
      await s.ada.sends(person => person.sendPhoto({ caption }))
    },
    async type(text: string) {
      messages += 1
      await s.ada.send(text)
    },
    spent: () => ({ taps, messages }),
  }
}

const BUTTONS = 'Choose boots - shop.ru/boots | Sizes - shop.ru/sizes'

const one = {
  en: {
    start: ['Start an offer', 'To whom', '☐ Source: loyal · 6', 'Done', 'Buttons'],
    later: ['Test', 'When', 'Tomorrow 10:00', 'Schedule'],
    now: ['Test', 'Check', 'Send now'],
  },
  ru: {
    start: ['Начать', 'Кому', '☐ Источник: loyal · 6', 'Готово', 'Кнопки'],
    later: ['Тест', 'Когда', 'Завтра 10:00', 'Запланировать'],
    now: ['Тест', 'Проверить', 'Отправить'],
  },
} as const

test.each(['en', 'ru'] as const)(
  'one message with photo and two buttons to a ready-made segment, tested and scheduled: 9 taps, 2 messages (%s)',
  async language => {
    const { s, tap, photo, type, spent } = await counted(language)
    await photo('Autumn boots −20 %')
    await tap(...one[language].start)
    await type(BUTTONS)
    await tap(...one[language].later)
    expect(spent()).toEqual({ taps: 9, messages: 2 })
    expect(s.broadcast()).toMatchObject({ state: 'scheduled', startsAt: TOMORROW_10, shownAudience: 6 })
    expect(s.broadcast()?.state).toBe('scheduled')
    expect(s.refused()).toEqual([])
  },
)

test.each(['en', 'ru'] as const)('the same, sent now: 8 taps (%s)', async language => {
  const { s, tap, photo, type, spent } = await counted(language)
  await photo('Autumn boots −20 %')
  await tap(...one[language].start)
  await type(BUTTONS)
  await tap(...one[language].now)
  expect(spent()).toEqual({ taps: 8, messages: 2 })
  expect(s.broadcast()).toMatchObject({ state: 'scheduled', startsAt: NOW + 60_000, shownAudience: 6 })
})

test('three versions: 15 taps and 4 messages at most', async () => {
  const { s, tap, photo, type, spent } = await counted('en')
  for (const name of ['Asleep', 'Loyal', 'Champions']) s.addSegment(name, name.toLowerCase())
  await photo('Autumn boots −20 %, {first_name|friend}')
  await tap('Start an offer', 'To whom', '☐ Champions · 5', '☐ Loyal · 6', '☐ Asleep · 7', 'Done', 'One for each')
  expect(s.ada.text()).toContain('Your message is there already. Keep it, or send another one.')
  await tap('✅ Keep')
  await type('Thank you, {first_name|friend}')
  await type('Come back, {first_name|friend}')
  expect(s.ada.text()).toContain('3 Message — 3 messages')
  await tap('Buttons')
  await type(BUTTONS)
  await tap('Test')
  // One tap more is on a button of a test.
  await tap('When', 'Tomorrow 10:00', 'Schedule')
  expect(spent()).toEqual({ taps: 13, messages: 4 })
  expect(s.broadcast()?.parts.map(({ name }) => name)).toEqual(['Champions', 'Loyal', 'Asleep'])
  const photos = s.ada.person.messages().filter(message => message.from.is_bot && message.photo !== undefined)
  expect(photos.map(({ caption }) => caption)).toEqual([
    'Autumn boots −20 %, Anna',
    'Thank you, Anna',
    'Come back, Anna',
  ])
  const labels = photos.map(({ reply_markup }) => reply_markup?.inline_keyboard[0]?.map(button => button.text))
  expect(labels).toEqual(Array.from({ length: 3 }, () => ['Choose boots', 'Sizes']))
})
