import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { approveBroadcast } from '../support/campaign.js'
import { type Hand, type Stage, stageProduct, until } from '../support/product.js'

const ANNA = { id: 101, firstName: 'Anna', language: 'en' }

/** The history of one person, oldest first: kind, source, wording, delivery. */
function history(s: Stage, person: Hand) {
  return s
    .rows<{ kind: string; source: string | null; wording: string | null; deliveryId: number | null }>(
      `select e.kind, e.source, e.wording, e.delivery_id as deliveryId from subscription_events e
       join subscribers p on p.id = e.subscriber_id where p.telegram_id = ? order by e.id`,
      person.person.id,
    )
    .map(({ kind, source, wording, deliveryId }) => [kind, source, wording, deliveryId])
}

function row(s: Stage, person: Hand) {
  return s.rows<Record<string, string | number | null>>(
    'select * from subscribers where telegram_id = ?',
    person.person.id,
  )[0]
}

/** Sends an offer to everybody. @returns the person's delivery and the message it became */
async function sendOffer(s: Stage, person: Hand): Promise<{ delivery: number; message: number }> {
  const id = approveBroadcast(s.db(), s.count(`subscribers where status = 'active'`), s.clock.now())
  const sent = await until(
    () =>
      s.rows<{ delivery: number; message: number }>(
        `select d.id as delivery, d.message_id as message from deliveries d join subscribers p on p.id = d.subscriber_id
         where d.broadcast_id = ? and d.state = 'sent' and p.telegram_id = ?`,
        id,
        person.person.id,
      )[0],
    'the offer to arrive',
  )
  await until(() => s.count(`broadcasts where state = 'finished' and id = ?`, id), 'the broadcast to finish')
  return sent
}

test('the first source stays; later ones are history; every wording is kept by its version', async () => {
  const s = await stageProduct()
  const anna = s.hand({ ...ANNA, lastName: 'Petrova', username: 'anna_p' })
  await anna.start('fb_spring')
  expect(anna.text()).toContain('This is Boot shop.')
  expect(anna.text()).toContain('one or two a week')
  expect(anna.text()).toContain('/stop')
  await anna.start('qr-shop')
  expect(anna.text()).toContain('You are subscribed to offers and news from Boot shop.')
  await anna.start()
  await anna.start('not valid!')
  expect(row(s, anna)).toMatchObject({
    source: 'fb_spring',
    first_name: 'Anna',
    last_name: 'Petrova',
    username: 'anna_p',
    telegram_language: 'en',
    premium: 0,
    status: 'active',
  })
  expect(history(s, anna)).toEqual([
    ['start', 'fb_spring', 'welcome', null],
    ['source', 'qr-shop', null, null],
  ])
  const [wording] = s.rows<{ version: string; shown: string; language: string }>('select * from wordings')
  const welcome = anna.person.messages().find(message => message.text?.includes('usually one or two'))?.text ?? ''
  expect(wording).toMatchObject({ language: 'en', shown: welcome })
  const version = createHash('sha256').update(welcome).digest('hex').slice(0, 12)
  expect(wording?.version).toBe(version)
  expect(s.rows(`select wording_version as v from subscription_events where kind = 'start'`)).toEqual([{ v: version }])
  expect(s.refused()).toEqual([])
})

test('a stranger who writes is invited and not subscribed; the button subscribes', async () => {
  const s = await stageProduct()
  const eva = s.hand({ id: 102, firstName: 'Ева', language: 'ru' })
  for (const deed of [
    () => eva.send('Здравствуйте, вы открыты?'),
    () => eva.does(person => person.sendSticker()),
    () => eva.send('/nonsense'),
    () => eva.send('/settings'),
  ]) {
    await deed()
    expect(eva.text()).toContain('Вы ещё не подписаны')
    expect(eva.labels()).toEqual(['▶️ Начать'])
  }
  await eva.send('стоп')
  expect(eva.text()).toBe('Вы не подписаны: предложения сюда не приходят.')
  expect(s.count('subscribers')).toBe(0)
  const card = eva.lastId()
  await eva.walk('Начать')
  expect(eva.lastId(), 'answered in place').toBe(card)
  expect(eva.text()).toContain('Вы подписаны')
  expect(row(s, eva)).toMatchObject({ status: 'active', source: null, telegram_language: 'ru' })
  expect(history(s, eva)).toEqual([['start', null, 'invitation', null]])
})

test('Stop by command, by word and from the bell; Undo, Pause and Back in place', async () => {
  const s = await stageProduct()
  const anna = s.hand(ANNA)
  await anna.start()

  await anna.send('/stop')
  expect(anna.text()).toBe('You will get no more offers. Order messages still come.')
  await anna.walk('Undo')
  expect(row(s, anna)?.['status']).toBe('active')
  const words = ['Стоп!', 'STOP.', 'unsubscribe', '  Отпишите меня…', 'stop 🙏']
  for (const word of words) {
    await anna.send(word)
    expect([word, row(s, anna)?.['status']]).toEqual([word, 'unsubscribed'])
    await anna.walk('Undo')
  }
  await anna.send('Please stop by our shop')
  expect(row(s, anna)?.['status']).toBe('active')

  const { delivery, message } = await sendOffer(s, anna)
  const shown = () => anna.labels(message)
  expect(shown()).toEqual(['Choose', '🔕'])
  expect(await anna.press('🔕', message)).toBeNull()
  expect(shown()).toEqual(['Choose', 'Less often', 'Pause 30 days', 'Stop offers', '← Back'])
  await anna.press('← Back', message)
  expect(shown()).toEqual(['Choose', '🔕'])
  await anna.press('🔕', message)
  expect(await anna.press('Stop offers', message)).toBe('You will get no more offers. Order messages still come.')
  const why = ['❓ Why? (if you like)', 'Too many', 'Not for me', 'Bought already', 'Other']
  expect(shown()).toEqual(['Choose', '↩️ Undo', ...why])
  expect(await anna.press('Too many', message)).toBe('Thank you, noted.')
  expect(shown()).toEqual(['Choose', '↩️ Undo'])
  expect(row(s, anna)?.['status']).toBe('unsubscribed')
  expect(await anna.press('Undo', message)).toBe('Done: you get our offers as before.')
  expect(shown()).toEqual(['Choose', '🔕'])
  await anna.press('🔕', message)
  expect(await anna.press('Pause', message)).toMatch(/^No offers until \d+ \w{3} \d{4}\.$/)
  expect(Number(row(s, anna)?.['paused_until'])).toBeGreaterThan(s.clock.now() + 29 * 86_400_000)
  await anna.press('Undo', message)
  expect(row(s, anna)?.['paused_until']).toBeNull()

  await anna.press('🔕', message)
  expect(await anna.press('Less often', message)).toBe('Done: at most one a week.')
  expect(shown()).toEqual(['Choose', '↩️ Undo'])
  expect(s.count('wishes')).toBe(1)
  await anna.press('Undo', message)
  expect(s.count('wishes')).toBe(0)

  // After all of them the offer is named as the cause, also of a typed word.
  await anna.send('/stop')
  expect(history(s, anna).slice(1 + 2 + 2 * words.length)).toEqual([
    ['stop', 'button', 'stop', delivery],
    ['undo', 'undo', 'undo', delivery],
    ['pause', 'button', 'pause', delivery],
    ['undo', 'undo', 'undo', delivery],
    ['less', 'button', 'less', delivery],
    ['usual', 'undo', 'usual', delivery],
    ['stop', 'command', 'stop', delivery],
  ])
  expect(s.count(`reads where evidence = 'press' and grade = 'confirmed'`)).toBe(1)
  expect(s.count('subscription_events where wording is not null and wording_version is null')).toBe(0)
  expect(s.refused()).toEqual([])
})

test('after Stop a start asks with one button; after a block it just works', async () => {
  const s = await stageProduct()
  const anna = s.hand(ANNA)
  await anna.start('site')
  await anna.send('/stop')
  await anna.send('/stop')
  expect(anna.text()).toBe('You have stopped our offers already: none will come.')
  await anna.start('ad2')
  expect(anna.text()).toContain('You stopped our offers. Do you want offers and news from Boot shop again')
  expect(anna.labels()).toEqual(['✅ Yes, send me offers'])
  expect(row(s, anna)?.['status']).toBe('unsubscribed')
  await anna.walk('Yes')
  expect(row(s, anna)?.['status']).toBe('active')

  const { delivery } = await sendOffer(s, anna)
  await anna.does(person => person.block())
  expect(row(s, anna)).toMatchObject({ status: 'blocked', unsubscribed_at: null })
  await anna.does(person => person.unblock())
  expect(row(s, anna)?.['status']).toBe('active')
  await anna.does(person => person.block())
  await anna.start()
  expect(anna.text()).toContain('You are subscribed: our offers')
  expect(row(s, anna)?.['status']).toBe('active')

  // Somebody who stopped, then blocked, is asked when they come back.
  await anna.send('/stop')
  await anna.does(person => person.block())
  await anna.start()
  expect(anna.labels()).toEqual(['✅ Yes, send me offers'])
  expect(row(s, anna)?.['status']).toBe('unsubscribed')
  expect(history(s, anna).map(([kind, source, , cause]) => [kind, source, cause])).toEqual([
    ['start', 'site', null],
    ['stop', 'command', null],
    ['source', 'ad2', null],
    ['resume', 'button', null],
    ['block', null, delivery],
    ['unblock', null, null],
    ['block', null, delivery],
    ['unblock', null, null],
    ['start', null, null],
    ['stop', 'command', delivery],
    ['block', null, delivery],
    ['unblock', null, null],
  ])
})

test('who blocks the bot while it answers is not answered, and nothing of what they said is lost', async () => {
  const s = await stageProduct()
  const anna = s.hand(ANNA)
  await anna.start()
  for (const words of ['/help', '/settings', '/stop', '/start', '/nonsense']) {
    await anna.does(person => {
      person.send(words)
      person.block()
    })
    expect([words, row(s, anna)?.['unreachable']]).toEqual([words, 'blocked'])
    await anna.does(person => person.unblock())
    expect([words, row(s, anna)?.['unreachable']]).toEqual([words, null])
  }
  expect(history(s, anna).filter(([kind]) => kind === 'stop')).toHaveLength(1)
  expect(s.log.warnings).toEqual([])
})

describe('a subscriber’s own screens', () => {
  test('/settings changes language and pause in place; /privacy and /help answer', async () => {
    const s = await stageProduct()
    const anna = s.hand(ANNA)
    await anna.start()
    await anna.send('/settings')
    const card = anna.lastId()
    expect(anna.text()).toBe('Settings\n\n✅ You get our offers and news.')
    await anna.walk('Русский')
    expect(anna.text()).toContain('Вы получаете наши предложения')
    expect(row(s, anna)).toMatchObject({ chosen_language: 'ru', telegram_language: 'en' })
    await anna.walk('Пауза 30 дней')
    expect(anna.text()).toContain('на паузе до')
    await anna.walk('Возобновить', 'Не присылать')
    expect(anna.text()).toContain('Вы отписались')
    await anna.walk('Да, присылайте', 'English')
    expect(anna.lastId(), 'one message, edited in place').toBe(card)
    expect(history(s, anna).map(([kind, source]) => [kind, source])).toEqual([
      ['start', null],
      ['language', 'ru'],
      ['pause', 'settings'],
      ['resume', 'settings'],
      ['stop', 'settings'],
      ['resume', 'settings'],
      ['language', 'en'],
    ])
    await anna.send('/privacy')
    expect(anna.text()).toContain('What Boot shop keeps about you')
    await anna.send('/help')
    expect(anna.text()).toContain('/settings')
    await anna.send('/unknown')
    expect(anna.text()).toContain('I do not know this command')
    expect(s.refused()).toEqual([])
  })

  test('names, username, language and premium follow every update', async () => {
    const s = await stageProduct()
    const anna = s.hand({ ...ANNA, username: 'anna', premium: true })
    await anna.start()
    expect(row(s, anna)).toMatchObject({ premium: 1, username: 'anna' })
    await anna.does(person => {
      person.change({ firstName: 'نادية 🌸', lastName: 'Q', username: null, language: 'ar', premium: false })
      person.send('hello')
    })
    expect(row(s, anna)).toMatchObject({
      first_name: 'نادية 🌸',
      last_name: 'Q',
      username: null,
      telegram_language: 'ar',
      premium: 0,
    })
    const { message } = await sendOffer(s, anna)
    expect(anna.person.message(message).text).toBe('Autumn boots are here, \u2068نادية 🌸\u2069.')
    // A change that comes with a press, a reaction or a block is seen as well.
    await anna.does(person => {
      person.change({ firstName: 'Nadia' })
      return person.press(message, '🔕')
    })
    expect(row(s, anna)?.['first_name']).toBe('Nadia')
    await anna.does(person => {
      person.change({ firstName: 'Nadja' })
      person.react(message, '👍')
    })
    expect(row(s, anna)?.['first_name']).toBe('Nadja')
  })
})
