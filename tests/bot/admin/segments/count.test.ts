import { expect, test } from 'vitest'
import { createAttribute } from '../../../../src/audience/attribute.js'
import { linkCustomer } from '../../../../src/audience/linking.js'
import { people } from '../../../../src/bot/admin/people/addresses.js'
import { mayCommand, mayPress } from '../../../../src/bot/team/permission.js'
import { AppError } from '../../../../src/errors.js'
import { type Criterion, LIMITS } from '../../../../src/segments/criterion.js'
import { createSegment, listSegments } from '../../../../src/segments/segment.js'
import { texts } from '../../../../src/text/index.js'
import { recordCustomer } from '../../../support/customer.js'
import { ADMIN, addPerson, click, NOW, sendOffer, stage } from './stage.js'

test('/count alone explains itself with examples that can be read', async () => {
  const s = await stage()
  addPerson(s.db)
  await s.send('/count')
  expect(s.text()).toContain('/count city: Riga, Vilnius and age 25–40')
  const examples = s
    .text()
    .split('\n')
    .filter(line => line.startsWith('/count'))
  expect(examples).toHaveLength(3)
  for (const example of examples) {
    await s.send(example)
    expect(s.text()).toContain('can be reached')
  }
})

test('how many of how many, described back, five of them, saved', async () => {
  const s = await stage()
  addPerson(s.db, { name: 'Anna', source: 'fb_spring' })
  addPerson(s.db, { name: 'Bob', source: 'tg' })
  await s.send('/count источник: fb_spring')
  expect(s.text()).toContain('1 of 2 people · 50.0 %\n1 can be reached now')
  expect(s.text()).toContain('source: fb_spring')

  await s.walk('👥 Who they are')
  expect(s.text()).toContain('Anna')
  await s.walk('← Back', '💾 Save')
  await s.send('From Facebook')
  expect(listSegments(s.db, { offset: 0, limit: 2 }).segments).toMatchObject([
    { name: 'From Facebook', criterion: { leaf: 'source', values: ['fb_spring'] } },
  ])
  expect(s.refused()).toEqual([])
})

test('whatever counts people opens who they are, in pages, each with a card of their own', async () => {
  const s = await stage()
  for (let n = 1; n <= 20; n++) addPerson(s.db, { name: `P${n}`, source: 'fb', days: 30 - n })
  const criterion: Criterion = { leaf: 'source', values: ['fb'] }
  s.db.write(() => createSegment(s.db, { name: 'From fb', criterion, createdBy: ADMIN }, NOW))
  const named = () => s.labels().flatMap(label => /^\d+\. (P\d+)/.exec(label)?.[1] ?? [])

  const doors: [door: string, said: string, presses: string[]][] = [
    ['count', '/count source: fb', []],
    ['segment', '/segments', ['From fb · 20']],
    ['ready', '/segments', ['➕ New segment', 'Everyone · 20']],
    ['builder', '/count source: fb', ['✏️ Change by buttons']],
  ]
  for (const [door, said, presses] of doors) {
    await s.send(said)
    await s.walk(...presses)
    const card = s.text()
    await s.walk('👥 Who they are')
    expect(s.text(), door).toContain('20 people')
    expect(named(), door).toEqual(['P20', 'P19', 'P18', 'P17', 'P16', 'P15', 'P14', 'P13'])
    await s.walk('›', '›')
    expect(named(), door).toEqual(['P4', 'P3', 'P2', 'P1'])
    expect(s.labels(), door).toContain('3 / 3')
    const [first] = s.admin.lastMessage().reply_markup?.inline_keyboard.flat() ?? []
    expect(people.below.read(first?.callback_data ?? ''), door).not.toBeNull()
    await s.walk('← Back')
    expect(s.text(), door).toBe(card)
  }

  // Whoever left meanwhile leaves no empty page behind.
  await s.send('/count source: fb')
  await s.walk('👥 Who they are', '›', '›')
  s.db.sql("update subscribers set source = 'tg' where id > 3").run()
  await s.walk('3 / 3')
  expect(named()).toEqual(['P3', 'P2', 'P1'])
  s.db.sql("update subscribers set source = 'tg'").run()
  await s.send('/count source: fb')
  expect(s.refused()).toEqual([])
})

test('a second press of Write makes neither a second segment nor a second offer', async () => {
  const s = await stage()
  addPerson(s.db, { source: 'fb' })
  await s.send('/count source: fb')
  const keys = s.admin.lastMessage().reply_markup?.inline_keyboard.flat() ?? []
  const write = keys.find(({ text }) => text === '✍️ Write them an offer')?.callback_data ?? ''
  await s.walk('✍️ Write them an offer')
  const drafts = s.drafts()
  expect(await s.forge(write)).toBeNull()
  expect(s.drafts()).toEqual(drafts)
  expect(listSegments(s.db, { offset: 0, limit: 9 }).segments.map(({ name }) => name)).toEqual(['Source: fb'])
})

test('a mistake changes nothing and shows its place', async () => {
  const s = await stage({ language: 'ru' })
  addPerson(s.db)
  await s.send('/count ujhjl: Рига')
  expect(s.text()).toContain('👉 ujhjl: Рига')
  expect(s.text()).toContain('Может быть, город?')
  await s.send(`/count ${'('.repeat(4_000)}`)
  expect(s.text()).toContain('Слишком много групп')
  await s.send('/count premium and')
  expect(s.text()).toContain('Здесь должно начинаться условие')
  expect(s.refused()).toEqual([])
})

test('a sentence that can mean two things is asked about', async () => {
  const s = await stage()
  addPerson(s.db, { source: 'fb' })
  await s.send('/count premium or source: fb and language: en')
  expect(s.labels()).toEqual(['1️⃣ · 0', '2️⃣ · 0'])
  expect(s.text()).toContain('Any of:\n• premium: yes\n• All of:\n  • source: fb\n  • language: English')
  await s.walk('2️⃣ · 0')
  expect(s.text()).toContain('0 of 1 person')
})

test('what can be read of a sentence is asked with the words that were set aside, here and in the builder', async () => {
  const s = await stage()
  addPerson(s.db, { source: 'fb' })
  addPerson(s.db)
  await s.send('/count subscribers who came from fb, bless them')
  expect(s.text()).toContain('👉')
  expect(s.text()).toContain('I do not understand “bless them”. Without them I read:\nsource: fb')
  expect(s.labels()).toEqual(['✅ Without it · 1', '❔ How to ask', '✏️ By buttons'])
  await s.walk('✅ Without it · 1')
  expect(s.text()).toContain('1 of 2 people')

  await s.walk('✏️ Change by buttons')
  await s.send('happy newcomers, premium')
  expect(s.text()).toContain('I do not understand “happy”. Without it I read:')
  await s.walk(s.labels()[0] ?? '')
  expect(s.text()).toContain('premium: yes')
  expect(s.refused()).toEqual([])
})

test('a count that rests on orders says who is linked; a time before people came says who came later', async () => {
  const s = await stage()
  const old = addPerson(s.db, { name: 'Old', days: 100 })
  addPerson(s.db, { name: 'Young', days: 3 })
  const { telegramId } = s.db
    .sql<{ telegramId: number }>('select telegram_id as telegramId from subscribers where id = ?')
    .get(old) ?? { telegramId: 0 }
  s.db.write(() => {
    const customer = recordCustomer(s.db, { externalId: 'c1', telegramId, phone: null }, NOW)
    linkCustomer(s.db, customer.id, NOW)
  })
  await s.send('/count no order in 30 days')
  expect(s.text()).toContain('2 of 2 people')
  expect(s.text()).toContain('1 is linked to the CRM; for 1 person no orders are known')
  expect(s.text()).toContain('1 of them joined')

  await s.walk('🔗 Only linked')
  expect(s.text()).toContain('1 of 2 people')
  expect(s.text()).toContain('no orders in 30 days and linked to CRM')
  expect(s.labels()).not.toContain('🔗 Only linked')

  await s.send('/count not seen in 30 days')
  await s.walk('🕒 Leave them out')
  expect(s.text()).toContain('not seen in 30 days and subscribed over 30 days ago')
  expect(s.text()).toContain('1 of 2 people')
  expect(s.labels()).not.toContain('🕒 Leave them out')
})

test('a name that nobody has is pointed out, leads to no offer, and the nearest is a press away', async () => {
  const s = await stage()
  const anna = addPerson(s.db)
  s.db
    .sql(
      `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
       select id, 'riga', ?, 'Riga', 'declared', 'test', ? from attributes where key = 'city'`,
    )
    .run(anna, NOW)
  await s.send('/count city: Riga')
  const surely = s.lastId()
  await s.send('/count not city: Rgia')
  expect(s.text()).toContain('Nobody has Rgia in City.')
  expect(s.text()).toContain('it leaves nobody out')
  expect(s.text()).toContain('1 of 1 person')
  expect(s.labels()).toEqual(['city: Riga', '✏️ Change by buttons'])
  // Buttons of an answer that had them before do nothing for this one.
  expect(await s.press('✍️ Write them an offer', surely)).toContain('out of date')

  await s.walk('✏️ Change by buttons')
  expect(s.text()).toContain('Nobody has Rgia in City.')
  expect(s.labels()).not.toContain('✍️ Write them an offer')
  expect(s.labels()).not.toContain('💾 Save')
  await s.walk('city: Riga')
  expect(s.text()).toContain('0 of 1 person')
  expect(s.labels()).toContain('💾 Save')

  await s.send('/count city: Rgia')
  await s.walk('city: Riga')
  expect(s.text()).toContain('1 of 1 person')
  expect(s.labels()).toContain('✍️ Write them an offer')
  expect(s.refused()).toEqual([])
  expect(s.drafts()).toEqual([])
})

test('a time is never a product: two readings with their counts, and no offer before one is chosen', async () => {
  const s = await stage({ language: 'ru' })
  addPerson(s.db)
  await s.send('/count не покупал 90 дней')
  expect(s.text()).toContain('• есть заказ\n• нет заказов за 90 дней')
  expect(s.labels()).toEqual(['1️⃣ · 0', '2️⃣ · 1'])
  await s.walk('2️⃣ · 1')
  expect(s.text()).toContain('нет заказов за 90 дней')

  await s.send('/count купил сопоги')
  expect(s.text()).toContain('никто не покупал')
  expect(s.labels()).toEqual(['❔ Как спросить', '✏️ Кнопками'])
  expect(s.refused()).toEqual([])
})

test('what can be counted can be kept; a kept segment at the limits opens, and stands in a sentence', async () => {
  const s = await stage()
  addPerson(s.db)
  s.db.write(() => {
    createAttribute(
      s.db,
      {
        ...{ label: 'Interests', group: 'behavioural', type: 'many_of', options: ['Boots', 'Bags'] },
        ...{ purpose: null, createdBy: ADMIN },
      },
      NOW,
    )
    const none: Criterion = {
      ...{ leaf: 'ordered', count: 'none', window: { in: 30, unit: 'days' } },
      ...{ product: null, category: null, total: null },
    }
    let deep: Criterion = { any: Array<Criterion>(LIMITS.leaves).fill(none) }
    for (let i = 2; i < LIMITS.depth; i++) deep = { not: deep }
    createSegment(s.db, { name: 'Deep', criterion: deep, createdBy: ADMIN }, NOW)
  })
  await s.send('/count Interests contains Boots')
  await s.walk('💾 Save', '💾 Take this name')
  expect(listSegments(s.db, { offset: 0, limit: 1 }).segments[0]?.name).toBe('Interests: Boots')
  await s.send('/segments')
  await s.walk('Deep · 1')
  expect(s.text()).toContain('1 person · 100 % of everyone')
  await s.send('/count not in segment Deep and premium')
  expect(s.text()).toContain('0 of 1 person')
  await s.send('/count in segment Deep or in segment Deep or in segment Deep')
  expect(s.text()).toContain('400 conditions at most')
  expect(s.refused()).toEqual([])
})

test('a kept segment whose name has gone shows so, and no offer starts from it where that widens it', async () => {
  const s = await stage()
  addPerson(s.db, { source: 'fb' })
  const gone: Criterion = { leaf: 'source', values: ['fb_old'] }
  s.db.write(() => {
    createSegment(s.db, { name: 'Wide', criterion: { not: gone }, createdBy: ADMIN }, NOW)
    createSegment(s.db, { name: 'Narrow', criterion: gone, createdBy: ADMIN }, NOW)
  })
  await s.send('/segments')
  await s.walk('Wide · 1')
  expect(s.text()).toContain('Nobody came by the source fb_old.')
  expect(s.text()).toContain('1 person · 100 % of everyone')
  expect(s.labels()).not.toContain('✍️ Write them an offer')
  await s.walk('👥 Who they are')
  expect(await s.press('✍️ Write them an offer')).toContain('Nobody has')
  await s.send('/segments')
  await s.walk('Narrow · 0')
  expect(s.text()).toContain('Nobody came by the source fb_old.')
  expect(s.labels()).toContain('✍️ Write them an offer')
  expect(s.drafts()).toEqual([])
})

test('a misspelt name in a sentence is a press away from the right one', async () => {
  const s = await stage()
  const anna = addPerson(s.db)
  sendOffer(s.db, 'Spring sale', [anna], 2)
  await s.send('/count received "Sprng sale" and premium')
  expect(s.text()).toContain('There is no offer of that name.')
  expect(s.labels()).toEqual(['Spring sale', '❔ How to ask', '✏️ By buttons'])
  await s.walk('Spring sale')
  expect(s.text()).toContain('received "Spring sale" and premium: yes')

  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  await s.send('not received "Sprng sale"')
  await s.walk('Spring sale')
  expect(s.text()).toContain('not received "Spring sale"')
  await s.send('city: Narnia')
  expect(s.text()).toContain('Nobody has Narnia in City.')
  await s.walk('← Back')
  expect(s.text()).not.toContain('Narnia')
  expect(s.refused()).toEqual([])
})

test('from a count to an offer, and to the buttons', async () => {
  const s = await stage()
  const anna = addPerson(s.db)
  const spring = sendOffer(s.db, 'Spring sale', [anna], 2)
  click(s.db, spring, anna, 1, 1)
  await s.send('/count clicked "Spring sale" in 30 days')
  const older = s.lastId()
  await s.walk('✏️ Change by buttons')
  expect(s.labels()).toContain('➕ Condition')

  await s.send('/count everyone')
  await s.walk('✍️ Write them an offer')
  expect(s.drafts()).toMatchObject([{ segments: [], everyone: true }])
  expect(s.text()).toContain('2 To whom — Everyone')
  expect(listSegments(s.db, { offset: 0, limit: 2 }).segments).toMatchObject([{ name: 'Everyone' }])

  await s.send('/count premium')
  const newest = s.lastId()
  await s.send('/count everyone')
  expect(await s.press('👥 Who they are', newest)).toContain('out of date')
  expect(older).toBeLessThan(newest)
})

test('analysts count and look, and save nothing', () => {
  expect(mayCommand('analyst', 'count')).toBe(true)
  expect(
    ['sg.asked', 'sg.asked1', 'sg.askedwho', 'sg.linked', 'sg.earlier'].every(name => mayPress('analyst', name)),
  ).toBe(true)
  expect(['sg.keep', 'sg.sketch', 'sg.pen'].some(name => mayPress('analyst', name))).toBe(false)
})

test.each([
  ['en' as const, 'language: en', ['About', 'every second person was asked', '95 % sure']],
  ['ru' as const, 'язык: en', ['Примерно', 'каждого второго', 'с вероятностью 95 %']],
])('a count that takes too long is told as an estimate, everywhere (%s)', async (language, sentence, words) => {
  const s = await stage({ language })
  for (let i = 0; i < 4; i++) addPerson(s.db, { language: 'en' })
  const { rows } = s.db.people
  s.db.people.rows = (text, params, basis) =>
    text.startsWith('select count(*) as people') || text.includes('everyone')
      ? Promise.reject(new AppError('query_timeout', { seconds: 5 }))
      : rows(text, params, basis)
  const isEstimate = () => {
    for (const word of words) expect(s.text()).toContain(word)
    expect(s.text()).not.toContain('100 %')
  }
  await s.send(`/count ${sentence}`)
  isEstimate()
  await s.walk(language === 'en' ? '💾 Save' : '💾 Сохранить')
  await s.send('Everybody')
  isEstimate()
  expect(s.refused()).toEqual([])
})

test('an analyst counts neither by names nor by what people wrote themselves', async () => {
  const s = await stage()
  s.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'analyst', 'Nina', 0)`).run()
  createAttribute(
    s.db,
    { label: 'Wish', group: 'personality', type: 'text', options: null, purpose: null, createdBy: ADMIN },
    NOW,
  )
  const nina = s.hand(s.emulator.user({ id: 77, firstName: 'Nina', language: 'en' }))
  nina.person.start()
  for (const sentence of [
    'name contains "an"',
    'Wish: boots',
    'premium: yes and (name contains "an" or Wish: boots)',
    'happy folks, name contains "an"',
  ]) {
    await nina.send(`/count ${sentence}`)
    expect(nina.text(), sentence).toBe(texts('en').countCards.asksWho)
  }
  await nina.send('/count premium: yes')
  expect(nina.text()).toContain('of 1 person')
  await s.send('/count name contains "an"')
  expect(s.text()).toContain('of 1 person')
})
