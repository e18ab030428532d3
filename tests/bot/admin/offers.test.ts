import { describe, expect, test } from 'vitest'
import { announceTestOpened } from '../../../src/bot/admin/offers/feature.js'
import { HOUR } from '../../../src/clock.js'
import { findBroadcast, listBroadcasts } from '../../../src/delivery/broadcast.js'
import { listVariants } from '../../../src/offers/variant.js'
import { ADMIN, NOW, stage } from './offers.stage.js'

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
      ].join('\n'),
    )
    const first = ada.lastId()

    await ada.walk('Goal', 'Sell', 'To whom')
    expect(ada.labels()).toEqual([
      '☐ Champions · 5',
      '☐ Loyal · 7',
      '☐ Asleep · 7',
      '☐ Everyone · 21',
      '➕ New segment',
      '🚫 Leave out',
      'Done',
    ])
    await ada.walk('Champions', 'Loyal', 'Asleep', 'Done')
    expect(ada.text()).toBe(
      'Champions 5 · Loyal 7 · Asleep 7\n2 are in two or more: each gets the first that fits.\n17 people.\n\nOne message for all of them, or one for each?',
    )
    await ada.walk('One for each')
    expect(ada.text()).toContain('1 of 3 · Send the message for Champions, or tap another.')
    expect(ada.lastId()).toBe(first)

    await ada.sends(person =>
      person.sendPhoto({ caption: 'Hello {first_name|friend}, −20 % on boots', entities: [bold(0, 5)] }),
    )
    expect(ada.text()).toContain('✅ Champions: 🖼 photo, 41 of 1,024 characters; 88 with the longest names.')
    expect(ada.text()).toContain('2 of 3 · Send the message for Loyal')
    await ada.send('Thank you, {first_name}! Boots for you')
    expect(ada.text()).toContain('3 of 3 · Send the message for Asleep')
    await ada.walk('The same one')
    expect(ada.text()).toContain('📝 Hello friend, −20 % on boots · draft, saved')
    expect(ada.text()).toContain('3 Message — 3 versions')

    await ada.walk('Buttons')
    await ada.send('Choose boots - shop.ru/boots | “Sizes” — https://shop.ru/sizes')
    expect(ada.text()).toContain('4 Buttons — Choose boots, Sizes')
    expect(ada.text()).toContain('✅ Choose boots → shop.ru/boots')
    expect(ada.text()).toContain('utm_campaign=hello-friend-20-on-boots')
    expect(ada.cards()).toHaveLength(1)

    await ada.walk('When')
    expect(ada.text()).toContain('Now it is 18:40 in Moscow.')
    expect(ada.labels()).toEqual(['▶️ Now', 'Today 20:00', 'Tomorrow 10:00', 'Sat 12:00', '🌍 Zone', '← Card'])
    await ada.walk('Tomorrow 10:00')
    expect(ada.text()).toContain('5 When — Wed 25 Nov, 10:00 Moscow')

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
      'Hello Ada, −20 % on boots',
      'Thank you, Ada! Boots for you',
      'Hello Ada, −20 % on boots',
    ])
    expect(photos[0]?.caption_entities?.map(({ type }) => type)).toEqual(['bold'])
    expect(ada.text()).toContain('The longest name makes 88 of 1,024 characters.')
    const address = ada.person.addressOf(photos[0]?.message_id ?? 0, 'Choose boots')
    const opened = s.deps.tokens.open(address.replace('https://go.example/r/', ''))
    if (opened?.kind !== 'test') throw new Error('not a link of a test')
    await announceTestOpened(s.deps.api, s.db, opened, () => 'en')
    expect(ada.text()).toBe('✅ Button 1 works → shop.ru/boots')

    const card = ada.cards().at(-1)?.message_id ?? 0
    await ada.press('Check', card)
    expect(ada.person.message(card).text).toBe(
      [
        '📋 Check before sending: Hello friend, −20 % on boots',
        '17 in the segments',
        '= 17 will get it: Champions 5 · Loyal 5 · Asleep 7',
        'First: Wed 25 Nov, 10:00 Moscow.',
        'Last: about 10:00.',
        'Who exactly is decided at 10:00; if that is nobody, or more than twice as many, I hold it and ask you.',
      ].join('\n'),
    )
    await ada.press('Schedule', card)

    expect(s.approved).toHaveLength(1)
    expect(s.starts()).toBe(1)
    const broadcast = findBroadcast(s.db, s.approved[0] ?? 0)
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
        '1 Цель — Рассказать · смотрим, сколько человек увидели',
        '2 Кому — выберите',
        '3 Сообщение — напишите',
        '4 Кнопки — нет',
        '5 Когда — сейчас',
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
    expect(ada.text()).toContain('В сегментах: 7\n− 3 исключены вами\n− 1 отписались\n= получат: 3\nПервое: сразу.')
    await ada.walk('Отправить')
    const broadcast = findBroadcast(s.db, s.approved[0] ?? 0)
    expect(broadcast).toMatchObject({ startsAt: NOW, shownAudience: 3 })
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
    expect(s.offer().draft.segments).toHaveLength(40)
    await ada.walk('Все остальные', 'Готово', 'Порядок')
    const last = s.offer().draft.segments.at(-1)
    await ada.walk(`of.wu:${s.offer().id.toString(36)}:${(last ?? 0).toString(36)}`)
    expect(s.offer().draft.segments.at(-2)).toBe(last)
    await ada.walk('Назад', 'Каждому своё')
    expect(ada.text()).toContain('1 из 41')
    await ada.send('раз')
    await ada.walk('Такое же', '← Карточка', 'Проверить')
    expect(s.refused()).toEqual([])
  })
})

describe('approval', () => {
  async function ready() {
    const s = await stage()
    s.addPeople(100, 'a')
    s.addSegment('Loyal', 'a')
    await s.ada.send('/new')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    await s.ada.walk('To whom', 'Loyal', 'Done', 'Check')
    return s
  }

  test('two presses at once send once', async () => {
    const s = await ready()
    const card = s.ada.lastId()
    const answers = await Promise.all([s.ada.press('Send now', card), s.ada.press('Send now', card)])
    expect(answers.filter(words => words !== null)).toEqual([
      '“Hello” cannot be changed any more. Start another with /new.',
    ])
    expect(listBroadcasts(s.db, { offset: 0, limit: 9 }).total).toBe(1)
  })

  test('an audience that grew by more than a tenth and 50 people is shown again', async () => {
    const s = await ready()
    s.addPeople(51, 'a')
    await s.ada.walk('Send now')
    expect(s.ada.text()).toContain('⚠️ It was 100 when you looked, now it is 151. Please look again.')
    expect(s.approved).toEqual([])
    await s.ada.walk('Send now')
    expect(findBroadcast(s.db, s.approved[0] ?? 0)?.shownAudience).toBe(151)
  })

  test('a smaller change is not', async () => {
    const s = await ready()
    s.addPeople(50, 'a')
    await s.ada.walk('Send now')
    expect(s.approved).toHaveLength(1)
  })

  test('an offer that changed since it was shown is shown again', async () => {
    const s = await ready()
    const stale = s.ada.lastId()
    await s.boris.send('/new')
    await s.boris.walk('Hello', 'Buttons')
    await s.boris.send('Boots - shop.ru')
    await s.boris.walk('When', 'Now')
    // The older card may have outlived its removal; its button must not send what nobody looked at.
    const offer = s.offer().id.toString(36)
    expect(s.ada.person.messages().some(message => message.message_id === stale)).toBe(false)
    await s.boris.forge(`of.s:${offer}`)
    expect(s.boris.text()).toContain('⚠️ The offer has changed since you looked.')
    expect(s.approved).toEqual([])
  })

  test('nobody in it, nothing to approve', async () => {
    const s = await ready()
    s.db.sql('update subscribers set unsubscribed_at = 1').run()
    expect(await s.ada.press('Send now')).toBe('Nobody would get it, so it cannot be sent. Choose other people.')
    expect(s.ada.labels()).toEqual(['👁 Test', '← Card'])
    expect(s.ada.text()).toContain('− 100 stopped offers\n= 0 will get it\nNobody would get it')
    expect(s.approved).toEqual([])
  })

  test('a time that passed while she looked is refused, and named as missing afterwards', async () => {
    const s = await ready()
    await s.ada.walk('Card', 'When', 'Today 20:00', 'Check')
    s.clock.at += 2 * HOUR
    expect(await s.ada.press('Schedule')).toBe(
      'This time has passed. Write one that is still to come, like tomorrow 10:00.',
    )
    await s.ada.walk('Card', 'Check')
    expect(s.ada.text()).toContain('· This time has passed.')
    await s.ada.walk('When')
    expect(s.ada.labels()).not.toContain('Today 20:00')
    await s.ada.walk('Tomorrow 10:00', 'Check', 'Schedule')
    expect(s.approved).toHaveLength(1)
  })

  test('a goal that is judged by clicks wants something to click on', async () => {
    const s = await ready()
    await s.ada.walk('Card', 'Goal', 'Sell', 'Check')
    expect(s.ada.text()).toContain('⚠️ It is judged by clicks, but there is nothing to click on.')
    await s.ada.walk('Card', 'Buttons')
    await s.ada.send('Boots - shop.ru')
    await s.ada.walk('Check')
    expect(s.ada.text()).not.toContain('⚠️')
  })
})

describe('drafts', () => {
  test('/new goes on with an unfinished offer or starts another, and a blank one is used again', async () => {
    const s = await stage()
    const { ada } = s
    await ada.send('/new')
    const blank = s.offer().id
    await ada.send('/new')
    expect(s.offer().id).toBe(blank)
    expect(ada.cards()).toHaveLength(1)
    await ada.walk('Message')
    await ada.send('<b>Boots</b> & *socks*')
    await ada.send('/new')
    expect(ada.text()).toBe('You have unfinished offers. Go on with one, or start another?')
    expect(ada.labels()).toEqual(['📝 <b>Boots</b> & *socks*', '➕ Another one'])
    await ada.walk('Another one')
    expect(s.offer().id).not.toBe(blank)
    expect(ada.text()).toContain('📝 New offer')
    await ada.send('/new')
    await ada.walk('Boots')
    expect(ada.text()).toContain('📝 <b>Boots</b> & *socks* · draft, saved')
    expect(s.refused()).toEqual([])
  })

  test('discarding asks once; the card of a discarded or sent offer does nothing any more', async () => {
    const s = await stage()
    const { ada } = s
    await ada.send('/new')
    await ada.walk('Message')
    await ada.send('Hello')
    const offer = s.offer().id
    await ada.walk('Discard', 'Card', 'Discard', 'Discard')
    expect(ada.text()).toBe('🗑 Hello is discarded. Start another with /new.')
    const gone = '“Hello” cannot be changed any more. Start another with /new.'
    for (const name of [
      'c',
      'g',
      'm',
      'b',
      't',
      'p',
      'q',
      's',
      'x',
      'xx',
      'nm',
      'wd',
      'wo',
      'tn',
      'tz',
      'bx',
      'bu',
      'wn',
      'wr',
    ])
      expect([name, await ada.forge(`of.${name}:${offer.toString(36)}`)]).toEqual([name, gone])
    for (const name of ['w', 'l', 'we', 'gs', 'wm', 'wu', 'mv', 'mk', 'mb'])
      expect([name, await ada.forge(`of.${name}:${offer.toString(36)}:0`)]).toEqual([name, gone])
    expect(ada.text()).toBe('🗑 Hello is discarded. Start another with /new.')
  })

  test('an answer that comes when the offer is gone ends the question', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    await s.ada.walk('Buttons')
    await s.boris.send('/new')
    await s.boris.walk('Hello', 'Discard', 'Discard')
    await s.ada.send('Boots - shop.ru')
    expect(s.ada.text()).toBe('“Hello” cannot be changed any more. Start another with /new.')
    await s.ada.send('Boots - shop.ru')
    expect(s.ada.text()).toBe('nobody took this')
  })

  test('an offer can be named by hand', async () => {
    const s = await stage()
    await s.ada.send('/new')
    await s.ada.walk('Name')
    await s.ada.send('x'.repeat(65))
    expect(s.ada.text()).toContain('An offer’s name needs 1 to 64 characters')
    await s.ada.send('Autumn 🍁 نادي')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    expect(s.ada.text()).toContain('📝 \u2068Autumn 🍁 نادي\u2069 · draft')
  })
})

const bold = (offset: number, length: number) => ({ type: 'bold' as const, offset, length })
