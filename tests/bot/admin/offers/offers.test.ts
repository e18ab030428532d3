import { describe, expect, test } from 'vitest'
import { announceTestOpened } from '../../../../src/bot/admin/offers/test/opened.js'
import { findCard } from '../../../../src/bot/screen/kept-card.js'
import { listVariants } from '../../../../src/offers/variant.js'
import { ADMIN, NOW, stage } from './stage.js'

const TOMORROW_10 = Date.UTC(2026, 10, 25, 7)

describe('the whole way', () => {
  test('a photo offer with a message for each segment, tested, for tomorrow 10:00', async () => {
    const s = await stage()
    const { ada } = s
    s.addPeople(3, 'champions')
    s.addPeople(5, 'loyal')
    s.addPeople(2, 'both')
    s.addPeople(7, 'asleep')
    s.addPeople(4, 'nobody')
    s.addSegment('Asleep', 'asleep')
    s.addSegment('Loyal', 'loyal', 'both')
    s.addSegment('Champions', 'champions', 'both')

    await ada.send('/new')
    expect(ada.text()).toBe(
      [
        '📝 New offer · draft, saved',
        '1 Goal — Inform · judged by people who saw it',
        '2 To whom — choose',
        '3 Message — write it',
        '4 Buttons — none',
        '5 When — now',
        '6 Versions — one',
        '',
        'Send the message as people should see it, or tap any row first.',
      ].join('\n'),
    )
    const first = ada.lastId()

    await ada.walk('Goal', 'Sell', 'To whom')
    expect(ada.labels()).toEqual([
      '☐ Champions · 5',
      '☐ Loyal · 7',
      '☐ Asleep · 7',
      '☐ New this week · 21',
      '☐ Source: loyal · 5',
      '☐ Source: nobody · 4',
      '1 / 2',
      '›',
      '☐ Everyone · 21',
      '➕ New segment',
      '🚫 Leave out',
      'Done',
    ])
    await ada.walk('☐ Champions', '☐ Loyal', '☐ Asleep · 7', 'Done')
    expect(ada.text()).toBe(
      'Champions 5 · Loyal 7 · Asleep 7\n2 are in more than one: each gets the message of the first.\n17 people.\n\nOne message for all of them, or one for each?',
    )
    await ada.walk('One for each')
    expect(ada.text()).toContain('1 of 3 · Send the message for Champions, or tap another.')
    expect(ada.lastId()).toBe(first)

    await ada.sends(person =>
      person.sendPhoto({ caption: 'Hello {first_name|friend}, −20 % on boots', entities: [bold(0, 5)] }),
    )
    expect(ada.text()).toContain('✅ Champions: 🖼 photo, 41 of 1,024 characters.')
    expect(ada.text()).toContain('2 of 3 · Send the message for Loyal')
    await ada.send('Thank you, {first_name}! Boots for you')
    expect(ada.text()).toContain('3 of 3 · Send the message for Asleep')
    await ada.walk('The same one')
    expect(ada.text()).toContain('📝 Hello, −20 % on boots · draft, saved')
    expect(ada.text()).toContain('3 Message — 3 messages')

    await ada.walk('Buttons')
    await ada.send('Choose boots - shop.ru/boots | “Sizes” — https://shop.ru/sizes')
    expect(ada.text()).toContain('4 Buttons — Choose boots, Sizes')
    expect(ada.text()).toContain(
      '✅ shop.ru/boots opens: “Title of shop.ru”\n✅ shop.ru/sizes opens: “Title of shop.ru”\nIn all 3 messages.',
    )
    const marks = 'utm_source=telegram&utm_medium=bot&utm_campaign=hello-20-on-boots'
    expect(s.world.visited).toEqual([`https://shop.ru/boots?${marks}`, `https://shop.ru/sizes?${marks}`])
    expect(ada.text()).toContain('utm_campaign=hello-20-on-boots')
    expect(ada.cards()).toHaveLength(1)

    await ada.walk('When')
    expect(ada.text()).toContain('Now it is 18:40 in Moscow.')
    expect(ada.labels()).toEqual([
      '▶️ Now',
      'Today 20:00',
      'Tomorrow 10:00',
      'Sat 12:00',
      '🔁 Again and again',
      '⏳ Not later than',
      '☐ Goes first',
      '🌍 Zone',
      '← Card',
    ])
    await ada.walk('Tomorrow 10:00')
    expect(ada.text()).toContain('✅ Wed 25 Nov, 10:00 Moscow')
    expect(ada.labels()).toEqual(['✅ Schedule', '👁 Test', '← Card'])

    const before = s.emulator.accepted().length
    await ada.walk('Test')
    const sent = s.emulator
      .accepted()
      .slice(before)
      .map(one => one.method)
    expect(sent).toEqual([
      'sendMessage',
      'sendPhoto',
      'sendMessage',
      'sendPhoto',
      'sendMessage',
      'sendPhoto',
      'sendMessage',
    ])
    const photos = ada.person.messages().filter(message => message.from.is_bot && message.photo !== undefined)
    expect(photos.map(photo => photo.caption)).toEqual([
      'Hello Anna, −20 % on boots',
      'Thank you, Anna! Boots for you',
      'Hello Anna, −20 % on boots',
    ])
    expect(ada.person.messages().map(message => message.text)).toContain('Test · Champions · as Anna')
    expect(photos[0]?.caption_entities?.map(({ type }) => type)).toEqual(['bold'])
    expect(ada.text()).toContain('The longest name makes 30 of 1,024 characters.')
    const address = ada.person.addressOf(photos[0]?.message_id ?? 0, 'Choose boots')
    const opened = s.door().tokens.open(address.replace('https://go.example/r/', ''))
    if (opened?.kind !== 'test') throw new Error('not a link of a test')
    await announceTestOpened(s.door().api, s.db, opened, () => 'en')
    expect(ada.text()).toBe('✅ Button 1 works → shop.ru/boots')

    const card = ada.cards().at(-1)?.message_id ?? 0
    await ada.press('Check', card)
    expect(ada.person.message(card).text).toBe(
      [
        '📋 Check before sending: Hello, −20 % on boots',
        '17 in the segments',
        '= 17 will get it: Champions 5 · Loyal 5 · Asleep 7',
        'First: Wed 25 Nov, 10:00 Moscow.',
        'Last: about 10:00.',
        'Who exactly is decided at 10:00; if that is nobody, or more than twice as many, I hold it and ask you.',
      ].join('\n'),
    )
    await ada.press('Schedule', card)

    expect(findCard(s.db, { chat: ADMIN, message: card })?.data).toBe('b.card:1:0')
    expect(s.world.started).toBe(1)
    const broadcast = s.broadcast()
    const variants = listVariants(s.db, s.offer().id)
    expect(broadcast).toMatchObject({
      state: 'scheduled',
      startsAt: TOMORROW_10,
      zone: 'Europe/Moscow',
      shownAudience: 17,
      createdBy: ADMIN,
    })
    expect(broadcast?.parts.map(part => [part.name, part.variantId])).toEqual([
      ['Champions', variants[0]?.id],
      ['Loyal', variants[1]?.id],
      ['Asleep', variants[2]?.id],
    ])
    expect(s.offer()).toMatchObject({ state: 'used', goal: 'sell' })
    expect(s.refused()).toEqual([])
  })

  test('in Russian: one message for everyone but some, now', async () => {
    const s = await stage({ language: 'ru' })
    const { ada } = s
    s.addPeople(4, 'a')
    s.addPeople(3, 'b')
    s.addSegment('Уже купили', 'b')
    s.db.sql(`update subscribers set unsubscribed_at = 1 where source = 'a' and id % 4 = 0`).run()

    await ada.send('/new')
    expect(ada.text()).toBe(
      [
        '📝 Новое предложение · черновик сохранён',
        '1 Цель — Рассказать · смотрим, сколько человек увидело',
        '2 Кому — выберите',
        '3 Сообщение — напишите',
        '4 Кнопки — нет',
        '5 Когда — сейчас',
        '6 Варианты — один',
        '',
        'Пришлите сообщение таким, каким его увидят люди, или начните с любой кнопки.',
      ].join('\n'),
    )
    await ada.walk('Проверить')
    expect(ada.text()).toContain('Никто не выбран.\n· Нет сообщения.')
    await ada.walk('Сообщение')
    await ada.send('Осенние ботинки −20 %')
    expect(ada.text()).toContain('✅ Принято: 💬 текст, символов: 21 из 4')
    await ada.walk('Кому', 'Все · 7', 'Исключить', 'Уже купили', 'Назад', 'Готово')
    expect(ada.text()).toContain('2 Кому — Все, кроме: Уже купили')
    await ada.walk('Проверить')
    expect(ada.text()).toContain(
      'В сегментах: 7\n− 3 исключены вами\n− 1 отписались\n= 3 получат\nПервое: через минуту после отправки.',
    )
    await ada.walk('Отправить')
    expect(ada.text()).toBe('🚀 «Осенние ботинки −20 %» уйдёт в 18:41:00, получат: 3.')
    const broadcast = s.broadcast()
    expect(broadcast).toMatchObject({ state: 'scheduled', startsAt: NOW + 60_000, shownAudience: 3 })
    expect(broadcast?.parts.map(part => part.name)).toEqual([null])
    expect(broadcast?.leftOut.map(part => part.name)).toEqual(['Уже купили'])
    expect(s.refused()).toEqual([])
  })

  test('no screen is longer or wider than Telegram and thumbs allow', async () => {
    const s = await stage({ language: 'ru' })
    const { ada } = s
    for (let i = 0; i < 40; i++)
      s.addSegment(`${i} ${'Очень длинное название сегмента '.repeat(2)}`.slice(0, 64), `s${i}`)
    await ada.send('/new')
    await ada.walk('Кому')
    for (let page = 0; page < 7; page++) {
      const ticks = ada.labels().filter(label => label.startsWith('☐') && !label.includes('Все'))
      for (const label of ticks) await ada.walk(label)
      if (page < 6) await ada.walk('›')
    }
    expect(s.offer().draft.segments).toHaveLength(41)
    await ada.walk('Все остальные', 'Готово', 'Порядок')
    for (let page = 0; page < 5; page++) await ada.walk('›')
    const last = s.offer().draft.segments.at(-1)
    const up = [s.offer().id, last ?? 0, s.offer().draft.segments.length - 1].map(number => number.toString(36))
    await ada.walk(`of.wu:${up.join(':')}`)
    expect(s.offer().draft.segments.at(-2)).toBe(last)
    await ada.walk('Назад', 'Каждому своё')
    expect(ada.text()).toContain('1 из 42')
    await ada.send('раз')
    await ada.walk('Такое же', '← Карточка', 'Проверить')
    expect(s.refused()).toEqual([])
  })
})

const bold = (offset: number, length: number) => ({ type: 'bold' as const, offset, length })
