import { expect, test } from 'vitest'
import { own } from '../../../../src/bot/subscriber/addresses.js'
import { HOUR, MINUTE } from '../../../../src/clock.js'
import type { Message } from '../../../../src/sandbox/emulator/wire.js'
import { texts } from '../../../../src/text/index.js'
import { type Hand, stageProduct, until } from '../../../support/product.js'

const en = texts('en')
const ru = texts('ru')
const { groups, ways } = en.settingsCards
const t = en.answerCards
const m = en.menuCards
const seen = (hand: Hand) => hand.person.messages().filter(message => message.from.is_bot)
const last = (hand: Hand) => hand.person.lastMessage()
const buttons = (message: Message) =>
  message.reply_markup?.inline_keyboard.map(row => row.map(({ text }) => text)) ?? []

test('an answer is written once: it goes by its words, by a button of the menu and by the staff; people can be asked for', async () => {
  const s = await stageProduct()
  const { ada } = s
  const anna = s.hand({ id: 101, firstName: 'Anna', language: 'en' })
  const boris = s.hand({ id: 102, firstName: 'Боря', language: 'ru' })
  await anna.start()
  await boris.start()
  const open = () => s.count('inbox where answered_at is null')
  const toAnswers = async () => {
    await ada.send('/settings')
    await ada.walk(groups.read, ways.answers)
  }
  const toMenu = async () => {
    await ada.send('/settings')
    await ada.walk(groups.read, ways.menu)
  }

  // Written by the team.
  await toAnswers()
  expect(ada.text()).toContain(t.none)
  await ada.walk(t.keys.add)
  await ada.send('Delivery takes two days, {first_name|friend}. It is free from 50 €.')
  expect(ada.text()).toContain('⚡ Delivery takes two days')
  await ada.walk(t.keys.name)
  await ada.send('Delivery')
  await ada.walk(t.keys.words)
  for (const [typed, code, details] of [
    ['стоп', 'answer_word_invalid', { word: 'стоп', why: 'stop', limit: 40 }],
    [', ,', 'answer_word_invalid', { word: ', ,', why: 'empty', limit: 40 }],
    ['де*', 'answer_word_invalid', { word: 'де*', why: 'short', limit: 40 }],
    ['/start', 'answer_word_invalid', { word: '/start', why: 'command', limit: 40 }],
  ] as const) {
    if (typed.startsWith('/')) continue
    await ada.send(typed)
    expect(ada.text(), typed).toContain(en.errors[code](details))
  }
  await ada.send('Delivery, доставк*, how much is shipping')
  expect(ada.text()).toContain(t.bring('Delivery, доставк*, how much is shipping'))

  // By itself, in any case and form, as whole words, counted as a reply that is done with.
  await boris.send('А сколько стоит ДОСТАВКА?')
  expect(last(boris).text).toBe('Delivery takes two days, Боря. It is free from 50 €.')
  expect(buttons(last(boris))).toEqual([[ru.replies.askPerson]])
  await anna.send('Is delivery-free shipping a thing?', 'Deliveries?')
  expect(seen(anna).filter(({ text }) => text?.startsWith('Delivery'))).toHaveLength(1)
  expect(last(anna).text, 'no word of it: people are asked').toBe(en.replies.received)
  expect([open(), s.count('inbox'), s.count('replies')]).toEqual([1, 3, 3])
  await until(() => seen(ada).some(({ text }) => text === 'Deliveries?'), 'it to be passed on')
  expect(seen(ada).filter(({ text }) => text === 'А сколько стоит ДОСТАВКА?')).toHaveLength(0)
  // While she waits for people, nothing answers her by itself.
  await anna.send('And the delivery?')
  expect(seen(anna).filter(({ text }) => text?.startsWith('Delivery'))).toHaveLength(1)
  await until(
    () => open() === 2 && s.count('inbox where passed_at is null and kept_at is null') === 0,
    'both to be passed on',
  )

  // Asked for, people get it after all; twice does no more, and nobody else can.
  const his = last(boris).message_id
  expect(await anna.forge(own.askPerson.data({ entry: 1 }))).toBe(en.replies.askedBefore)
  expect(await boris.press(ru.replies.askPerson, his)).toBe(ru.replies.askedPerson)
  await until(() => seen(ada).some(({ text }) => text === 'А сколько стоит ДОСТАВКА?'), 'his question')
  expect(await boris.forge(own.askPerson.data({ entry: 1 }), his)).toBe(ru.replies.askedBefore)
  expect([buttons(last(boris)), open()]).toEqual([[], 3])

  // The staff sends it by two presses under what was passed on; it is an answer like any other.
  const heading = seen(ada).findLast(message => buttons(message).flat().includes(en.replies.keys.ready))
  await ada.press(en.replies.keys.ready, heading?.message_id)
  expect(ada.labels(heading?.message_id)).toEqual(['Delivery', en.admin.back])
  await ada.press(en.admin.back, heading?.message_id)
  expect(ada.labels(heading?.message_id)).toContain(en.replies.keys.done)
  await ada.press(en.replies.keys.ready, heading?.message_id)
  await ada.press('Delivery', heading?.message_id)
  expect(last(boris).text).toBe('Delivery takes two days, Боря. It is free from 50 €.')
  expect(seen(ada).at(-1)?.text).toBe(en.replies.readySent('Delivery'))
  expect(ada.labels(heading?.message_id)).toContain(en.replies.keys.done)
  expect(open(), 'only hers wait').toBe(2)

  // A button of the menu, under the welcome and in /menu; beside a link, a code and what is tampered with.
  await toMenu()
  expect(ada.text()).toContain(m.none)
  await ada.walk(m.keys.add, m.keys.link)
  await ada.send('Catalogue - shop.com | Sizes - shop.com/sizes')
  expect(ada.text()).toContain(en.errors.menu_one_button({}))
  await ada.send('Catalogue - https://shop.com')
  await ada.walk(en.admin.back, m.keys.add, m.keys.answer, 'Delivery', en.admin.back, m.keys.add, m.keys.code)
  await ada.send('A gift - HELLO-10')
  await ada.walk(m.keys.earlier)
  await ada.walk(m.keys.preview)
  const preview = seen(ada).findLast(({ text }) => text?.startsWith(m.previewHead)) as Message
  expect(buttons(preview)).toEqual([['Catalogue', 'A gift'], ['Delivery']])
  const eva = s.hand({ id: 103, firstName: 'Eva', language: 'en' })
  await eva.start()
  expect(buttons(seen(eva)[0] as Message)).toEqual([['Catalogue', 'A gift'], ['Delivery']])
  await eva.send('/menu')
  expect(eva.labels()).toEqual(['Catalogue', 'A gift', 'Delivery', `⚙️ ${en.subscriber.settings}`])
  await eva.walk('Delivery')
  expect(eva.text()).toContain('Delivery takes two days, Eva')
  await eva.press('A gift', eva.holding('A gift'))
  expect([eva.text(), eva.labels()]).toEqual([en.subscriber.menu.code('HELLO-10').text, [en.subscriber.menu.copy]])
  expect(await eva.forge(own.menu.data({ button: 99 }))).toBe(en.subscriber.menu.gone)
  // A link that another system hands over is no way around the check.
  await toMenu()
  await ada.walk(m.keys.add, m.keys.link)
  await ada.send('Home - http://10.0.0.1/')
  expect(ada.text()).toContain('only inside a private network')

  // Figures of each way; deleted, its words and its button go with it.
  await toAnswers()
  await ada.walk('Delivery')
  expect(ada.text()).toContain(t.went(2, 1, 1, 1))
  await ada.walk(t.keys.delete, t.keys.deleteYes)
  expect([s.count('ready_answers'), s.count('answer_words'), s.count('menu_buttons')]).toEqual([0, 0, 2])
  s.passes(2 * HOUR + MINUTE)
  await boris.send('доставка')
  expect(open(), 'people are asked again').toBe(3)
  expect(s.refused()).toEqual([])
})
