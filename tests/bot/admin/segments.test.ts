import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../../src/db/root.js'
import type { Criterion } from '../../../src/segments/criterion.js'
import { KINDS } from '../../../src/segments/kinds/all.js'
import { MENU_ENTRIES } from '../../../src/segments/kinds/buttons.js'
import { createSegment, findSegment, listSegments } from '../../../src/segments/segment.js'
import { en } from '../../../src/text/en.js'
import { ru } from '../../../src/text/ru.js'
import { ADMIN, addPerson, click, NOW, sendOffer, stage } from './segments.stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

function save({ db }: Stage, name: string, criterion: Criterion): number {
  return db.write(() => createSegment(db, { name, criterion, createdBy: ADMIN }, NOW)).id
}

function names({ db }: Stage): string[] {
  return listSegments(db, { offset: 0, limit: 100 }).segments.map(segment => segment.name)
}

/** The criterion of the one segment there is. */
function only({ db }: Stage): Criterion | null | undefined {
  return listSegments(db, { offset: 0, limit: 2 }).segments[0]?.criterion
}

test('a ready-made segment: look inside, save under the name it has, find it in the list', async () => {
  const s = await stage()
  addPerson(s.db, { name: 'Anna', last: 'Petrova', username: 'anna', days: 2 })
  addPerson(s.db, { name: '<b>Bob & Co</b>', days: 3 })
  addPerson(s.db, { name: 'שָׁלוֹם 🎉', days: 100 })
  await s.send('/segments')
  expect(s.text()).toContain('None yet')
  expect(s.labels()).toEqual(['🗺 RFM map', '🪜 Ladder', '➕ New segment', '← Back'])

  await s.walk('➕ New segment')
  // Nothing was sent and nobody has a source or a language: those ready-made ones would be empty.
  expect(s.labels()).toEqual(['Everyone · 3', 'New this week · 2', '🧩 From conditions', '📋 From a list', '← Back'])
  const card = s.lastId()
  await s.walk('New this week')
  expect(s.text()).toBe(
    [
      '👀 New this week',
      'subscribed in 7 days',
      '',
      '2 people · 66.7 % of everyone',
      '2 can be reached',
      '💡 Welcome them: who you are, what they get, one easy first step.',
      '',
      ...s.text().split('\n').slice(-2),
    ].join('\n'),
  )
  expect(s.text()).toContain('• Anna Petrova @anna')
  expect(s.text()).toContain('• <b>Bob & Co</b>')
  expect(s.text()).not.toContain('שָׁלוֹם')

  await s.walk('💾 Save')
  expect(s.text()).toContain('New this week')
  await s.walk('💾 Take this name')
  expect(s.text()).toContain(
    '👥 New this week\nsubscribed in 7 days\n\n2 people · 66.7 % of everyone\n2 can be reached',
  )
  expect(s.labels()).toEqual([
    ...['✍️ Write them an offer', '📊 What sets them apart', '📈 Growth', '⭕ Overlap with…'],
    ...['👥 Who they are', '✏️ Change', '🧊 Freeze as a list', '🏷 Rename', '🗑 Delete', '← Back'],
  ])
  await s.walk('👥 Who they are')
  expect(s.text()).toContain('Anna Petrova · @anna · since')
  await s.walk('← Back', '← Back')
  expect(s.labels()).toEqual(['New this week · 2', '🗺 RFM map', '🪜 Ladder', '➕ New segment', '📄 File', '← Back'])
  expect(s.lastId(), 'one message, edited in place').toBe(card)
  expect(s.refused()).toEqual([])
})

test('every ready-made segment that holds somebody opens with its own number', async () => {
  const s = await stage()
  const people = [
    addPerson(s.db, { language: 'ru', source: 'fb_spring', days: 200 }),
    addPerson(s.db, { language: 'de-AT', source: 'fb_spring', days: 200 }),
    addPerson(s.db, { language: 'ru', days: 200 }),
  ]
  const old = sendOffer(s.db, 'Summer hats', people, 100)
  click(s.db, old, people[2] ?? 0, 1, 90)
  const offer = sendOffer(s.db, 'Autumn boots', people, 5)
  click(s.db, offer, people[0] ?? 0, 2, 4)
  await s.send('/segments')
  await s.walk('➕ New segment')
  const ready = s.labels().slice(0, -3)
  expect(ready).toEqual([
    'Everyone · 3',
    'Clicked “Autumn boots” · 1',
    'Did not click “Autumn boots” · 2',
    'Saw “Autumn boots” · 1',
    'Did not see “Autumn boots” · 2',
    '💓 Engagement',
    '🚪 Where from',
  ])
  const look = async (labels: string[]) => {
    for (const label of labels) {
      await s.walk(label)
      const people = Number(label.split(' · ')[1])
      expect(s.text(), label).toContain(`${people} ${people === 1 ? 'person' : 'people'} · `)
      expect(s.text(), label).toMatch(/\n💡 \S/u)
      await s.walk('← Back')
    }
  }
  await look(ready.slice(0, -2))
  await s.walk('💓 Engagement')
  expect(s.labels()).toEqual(['Engaged · 1', 'Asleep · 1', 'Never showed a sign · 1', '← Back'])
  expect(s.text()).toContain('• Engaged — Show new things first')
  await look(s.labels().slice(0, -1))
  await s.walk('← Back', '🚪 Where from')
  expect(s.labels()).toEqual(['Source: fb_spring · 2', 'Language: Russian · 2', 'Language: German · 1', '← Back'])
  await look(s.labels().slice(0, -1))
  await s.walk('Source: fb', '✍️ Write them an offer')
  expect(names(s)).toEqual(['Source: fb_spring'])
  expect(s.drafts()).toMatchObject([{ segments: [1] }])
  expect(s.text()).toContain('2 To whom — Source: fb_spring')
  expect(s.refused()).toEqual([])
})

test('a segment from conditions: every row of every kind ends in the criterion it names', async () => {
  const s = await stage()
  const people = [
    addPerson(s.db, { language: 'ru', source: 'fb', premium: true, days: 70 }),
    addPerson(s.db, { language: 'de', source: 'vk', days: 3 }),
    addPerson(s.db, { language: 'en', days: 70 }),
  ]
  const hats = sendOffer(s.db, 'Summer hats', people, 40)
  sendOffer(s.db, 'Autumn boots', people, 5)
  click(s.db, hats, people[0] ?? 0, 2, 39)
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  expect(s.text()).toContain('🧩 New segment\n\nNo conditions yet. Add the first one.')

  await s.walk('➕ Condition', '🙂 Person', '🌐 Language')
  expect(s.labels()).toEqual(['☐ German · 1', '☐ English · 1', '☐ Russian · 1', '← Back'])
  await s.walk('Russian', 'German')
  expect(s.labels()).toEqual(['☑ German · 1', '☐ English · 1', '☑ Russian · 1', 'Done'])
  expect(s.text()).toContain('Chosen: Russian, German')
  await s.walk('Done')
  expect(s.text()).toBe('🧩 Condition 1\nlanguage: Russian, German\n\n2 of 3 people · 2 can be reached')
  await s.walk('🔄 Not')
  expect(s.text()).toContain('not language: Russian, German (or unknown)\n\n1 of 3 people')
  await s.walk('🔄 Not', '← Conditions')
  expect(s.text()).toBe('🧩 New segment\n\nlanguage: Russian, German\n\n2 of 3 people · 2 can be reached')

  await s.walk('➕ Condition', '🙂 Person', '⭐ Premium', 'They do not', '← Conditions')
  expect(s.text()).toBe(
    '🧩 New segment\n\nAll of:\n1. language: Russian, German\n2. premium: no\n\n1 of 3 people · 1 can be reached',
  )
  await s.walk('2. premium: no', '✏️ Change', 'They have it', '🔄 Not')
  expect(s.text()).toContain('By itself: 2 people')
  await s.walk('← Conditions', '➕ Condition', '🔗 Came from', '🚪 First source')
  expect(s.labels()).toEqual(['☐ fb · 1', '☐ vk · 1', '← Back'])
  await s.walk('vk', 'fb', 'vk', 'Done', '← Conditions')

  await s.walk('➕ Condition', '🙂 Person', '📅 Subscribed')
  expect(s.labels()).not.toContain('all time')
  await s.walk('over 60 days ago', '← Conditions')

  await s.walk(
    '➕ Condition',
    '📣 Messages',
    '📬 Received',
    '🔢 How often',
    'at least 2',
    '🕒 When',
    'all time',
    '← Conditions',
  )
  await s.walk(
    '➕ Condition',
    '📣 Messages',
    '👀 Seen',
    '🔢 How often',
    'none',
    '👁 How surely',
    '👁 Only for certain',
    '📣 Which offer',
  )
  expect(s.labels()).toEqual(['Any offer', 'Autumn boots', 'Summer hats', '← Back'])
  await s.walk('Summer hats', '🔄 Not', '← Conditions')

  await s.walk('➕ Condition', '📣 Messages', '👆 Clicked', '📣 Which offer', 'Summer hats', '🔗 Which link')
  expect(s.labels()).toEqual(['Any link', '1 Boots', '2 Sizes', '← Back'])
  await s.walk('2 Sizes', '🔢 How often', 'at most 5', '🕒 When')
  const asked = s.lastId()
  await s.sticker()
  expect(s.text()).toBe('When did they click?')
  await s.send('over 1.5 days ago')
  await s.send('0')
  await s.send('over 45 days ago')
  expect(s.admin.messages().some(message => message.message_id === asked)).toBe(false)
  expect(s.text()).toContain('clicked "Summer hats" link 2 "Sizes" at most 5 over 45 days ago')
  await s.walk('← Conditions', '⇄ Any of them')
  expect(s.text()).toContain('Any of:\n1. language: Russian, German\n2. premium: no\n3. source: fb\n')
  expect(s.text()).toContain('3 of 3 people · 3 can be reached')

  await s.walk('💾 Save')
  await s.send('  Mixed   bag ')
  expect(s.text()).toContain('👥 Mixed bag')
  expect(only(s)).toEqual({
    any: [
      { leaf: 'language', values: ['ru', 'de'] },
      { not: { leaf: 'premium', value: true } },
      { leaf: 'source', values: ['fb'] },
      { leaf: 'subscribed', window: { ago: 'over', n: 60, unit: 'days' } },
      { leaf: 'received', count: { atLeast: 2 }, window: null, offer: null },
      { not: { leaf: 'seen', count: 'none', window: { in: 30, unit: 'days' }, offer: hats, grade: 'certain' } },
      { leaf: 'clicked', count: { atMost: 5 }, window: { ago: 'over', n: 45, unit: 'days' }, offer: hats, link: 2 },
    ],
  })

  // Changing it: what is taken out goes, the rest stays.
  await s.walk('✏️ Change')
  expect(s.text()).toContain('✏️ Mixed bag\n\nAny of:')
  for (const label of ['2. ', '2. ', '2. ', '2. ', '2. ', '2. ']) await s.walk(label, '🗑 Remove')
  await s.walk('1. language', '✏️ Values', 'German', 'Done', '← Conditions', '💾 Save')
  expect(s.text()).toContain('👥 Mixed bag\nlanguage: Russian\n')
  expect(only(s)).toEqual({ leaf: 'language', values: ['ru'] })
  expect(s.refused()).toEqual([])
})

test('the same walk in Russian speaks Russian throughout', async () => {
  const s = await stage({ language: 'ru' })
  const anna = addPerson(s.db, { name: 'Анна', language: 'ru', source: 'vk', days: 2 })
  addPerson(s.db, { name: 'Боб', language: 'ru', days: 2 })
  const offer = sendOffer(s.db, 'Осенние ботинки', [anna], 1)
  click(s.db, offer, anna, 1, 1)
  const seen: string[] = []
  const walk = async (...labels: string[]) => {
    for (const label of labels) {
      await s.walk(label)
      seen.push(s.text(), ...s.labels())
    }
  }
  await s.send('/segments')
  seen.push(s.text(), ...s.labels())
  await walk('➕ Новый сегмент', 'Новые за неделю', '← Назад', '🧩 Из условий')
  await walk('➕ Условие', '🙂 Человек', '🌐 Язык', 'Русский', 'Готово', '🔄 Не', '🔄 Не', '← Условия')
  await walk('➕ Условие', '📣 Сообщения', '👆 Клики', '🔢 Сколько раз', 'не меньше 2', '🔢 Сколько раз', 'не меньше 1')
  await walk('🕒 Когда')
  await s.send('за сорок')
  expect(s.text()).toContain('за сорок …')
  await s.send('45')
  expect(s.text()).toBe('🧩 Условие 2\nесть клик за 45 дней\n\nСамо по себе: 1 человек\n1 из 2 человек · доступно: 1')
  await walk('📣 Предложение', 'Осенние ботинки', '🔗 Ссылка', '1 Boots', '← Условия')
  expect(s.text()).toContain('Все из:\n1. язык: русский\n2. есть клик "Осенние ботинки" ссылка 1 "Boots" за 45 дней')
  await walk('⇄ Любое из них', '⇄ Все сразу', '💾 Сохранить', '💾 Взять это')
  expect(s.text()).toContain('1 человек · 50,0 % от всех\nдоступно: 1')
  await walk('👥 Кто эти люди', '← Назад', '🏷 Переименовать')
  await s.sticker()
  expect(s.text()).toContain('Название — это слова')
  await s.send('Верные')
  expect(names(s)).toEqual(['Верные'])
  await walk('🗑 Удалить')
  expect(await s.press('🗑 Да, удалить')).toBe('Сегмент «Верные» удалён.')
  expect(names(s)).toEqual([])
  const foreign = seen
    .flatMap(text => text.split('\n'))
    .filter(line => /[a-z]/i.test(line.replace(/Boots|Sizes|язык: ru|vk|Telegram|Premium|RFM|id \d+/gi, '')))
  expect(foreign).toEqual([])
  expect(s.refused()).toEqual([])
})

test('names: a sticker, an empty one, a taken one and one that is too long are asked again; then it works', async () => {
  const s = await stage()
  addPerson(s.db)
  save(s, 'Ёлка', { leaf: 'everyone' })
  await s.send('/segments')
  await s.walk('➕ New segment', 'Everyone', '💾 Save')
  const cases: [() => Promise<void>, string][] = [
    [() => s.sticker(), 'A name is made of words'],
    [() => s.send('x'.repeat(65)), '1 to 64 characters'],
    [() => s.send('\u200b'), '1 to 64 characters'],
    [() => s.send('ЕЛКА'), 'already a segment called “ЕЛКА”'],
  ]
  for (const [act, words] of cases) {
    await act()
    expect(s.text()).toContain(words)
  }
  await s.restart()
  await s.send('Дерево 🎄')
  expect(s.text()).toContain('👥 Дерево 🎄')

  await s.walk('🏷 Rename')
  await s.send('ёлка')
  expect(s.text()).toContain('already a segment called “ёлка”')
  await s.send('ДЕРЕВО 🎄')
  expect(s.text()).toContain('👥 ДЕРЕВО 🎄')
  expect(names(s).sort()).toEqual(['Ёлка', 'ДЕРЕВО 🎄'])
  expect(s.refused()).toEqual([])
})

test('a suggested name that is taken gets a number; one made of conditions is short and begins with a capital', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru', source: 'a'.repeat(60) })
  await s.send('/segments')
  for (const expected of ['New this week', 'New this week 2', 'New this week 3']) {
    await s.walk('➕ New segment', 'New this week', '💾 Save', '💾 Take this name')
    expect(names(s)[0]).toBe(expected)
    await s.walk('← Back')
  }
  await s.walk(
    '➕ New segment',
    '🧩 From conditions',
    '➕ Condition',
    '🙂 Person',
    '🌐 Language',
    'Russian',
    'Done',
    '← Conditions',
  )
  await s.walk(
    '➕ Condition',
    '🔗 Came from',
    '🚪 First source',
    'aaa',
    'Done',
    '← Conditions',
    '💾 Save',
    '💾 Take this name',
  )
  expect(names(s)[0]).toMatch(/^Language: Russian and source: a+…$/)
  expect(names(s)[0]?.length).toBeLessThanOrEqual(64)
})

test('an empty builder is not saved', async () => {
  const s = await stage()
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  expect(await s.press('💾 Save')).toBe(en.errors.criterion_empty({}))
  expect(names(s)).toEqual([])
})

test('two presses at once do once what they say', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru' })
  const twice = async (label: string) => {
    const card = s.lastId()
    const answers = await Promise.all([s.admin.press(card, label), s.admin.press(card, label)])
    await s.settled()
    return answers.map(answer => answer?.text ?? null)
  }
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '📣 Messages')
  expect(await twice('👆 Clicked')).toEqual([null, null])
  expect(await twice('🔄 Not')).toEqual([null, null])
  await s.walk('← Conditions', '➕ Condition', '🙂 Person', '🌐 Language')
  expect(await twice('Russian')).toEqual([null, null])
  await s.walk('Done', '← Conditions')
  expect(s.text()).toContain('All of:\n1. no clicks in 30 days\n2. language: Russian\n\n1 of 1 person')
  expect(await twice('⇄ Any of them')).toEqual([null, null])
  expect(s.text()).toContain('Any of:')
  await s.walk('💾 Save')
  expect(await twice('💾 Take this name')).toEqual([null, en.segmentCards.outdated])
  expect(names(s)).toHaveLength(1)
  await s.walk('🗑 Delete')
  expect(await twice('🗑 Yes, delete')).toEqual([
    `“${'No clicks in 30 days or language: Russian'}” is deleted.`,
    en.errors.segment_not_found({}),
  ])
  expect(names(s)).toEqual([])
  expect(s.refused()).toEqual([])
})

test('old cards: of a deleted segment, of a sketch that is over, of a condition taken out', async () => {
  const s = await stage()
  addPerson(s.db)
  const id = save(s, 'VIP', { leaf: 'premium', value: true })
  await s.send('/segments')
  await s.walk('VIP')
  const vip = s.lastId()

  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '📣 Messages', '👆 Clicked')
  const condition = s.lastId()
  await s.send('/segments')
  await s.walk('➕ New segment', '📝 Unfinished · 1', '1. clicked', '🗑 Remove')
  for (const label of ['🔢 How often', '📣 Which offer'])
    expect(await s.press(label, condition), label).toBe(en.segmentCards.conditionGone)
  expect(await s.press('← Conditions', condition), 'it leads to the conditions that are there').toBe(null)
  await s.walk('← Back', '🧩 From conditions')
  expect(await s.press('➕ Condition', condition)).toBe(en.segmentCards.outdated)
  expect(s.admin.message(condition).text).toBe(en.admin.putAside)

  s.db.write(() => s.db.sql('delete from segments where id = ?').run(id))
  expect(await s.press('👥 Who they are', vip)).toBe(en.errors.segment_not_found({}))
  expect(s.admin.message(vip).text).toContain('None yet')
  expect(s.refused()).toEqual([])
})

test('a segment deleted while it was being changed can be kept as a new one', async () => {
  const s = await stage()
  addPerson(s.db)
  const id = save(s, 'VIP', { leaf: 'premium', value: true })
  await s.send('/segments')
  await s.walk('VIP', '✏️ Change', '1. premium', '🔄 Not', '← Conditions')
  s.db.write(() => s.db.sql('delete from segments where id = ?').run(id))
  expect(await s.press('💾 Save')).toBe(en.segmentCards.goneMeanwhile)
  await s.walk('💾 Save')
  await s.send('Not VIP')
  expect(names(s)).toEqual(['Not VIP'])
  expect(only(s)).toEqual({ not: { leaf: 'premium', value: true } })
})

test('delete asks once; what is in use stays and says by what', async () => {
  const s = await stage()
  addPerson(s.db)
  const id = save(s, 'VIP <i>', { leaf: 'everyone' })
  const offer = sendOffer(s.db, 'Autumn boots', [], 1)
  s.db.write(() =>
    s.db
      .sql(`update offers set state = 'draft', draft = json_set(draft, '$.segments', json_array(?)) where id = ?`)
      .run(id, offer),
  )
  await s.send('/segments')
  await s.walk('VIP', '🗑 Delete')
  expect(s.text()).toContain('Delete the segment VIP <i>?')
  const answer = await s.press('🗑 Yes, delete')
  expect(answer).toBe(en.errors.segment_in_use({ by: 'Autumn boots' }))
  expect(s.text()).toContain('👥 VIP <i>')
  s.db.write(() => s.db.sql(`update offers set state = 'used' where id = ?`).run(offer))
  await s.walk('🗑 Delete', '← Back', '🗑 Delete')
  expect(await s.press('🗑 Yes, delete')).toBe('“VIP <i>” is deleted.')
  expect(s.text()).toContain('None yet')
})

test('a restart in the middle loses nothing', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru' })
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '🙂 Person', '🌐 Language', 'Russian')
  await s.restart()
  await s.walk('Done', '← Conditions', '➕ Condition', '📣 Messages', '👆 Clicked', '🕒 When')
  await s.restart()
  await s.send('12')
  expect(s.text()).toContain('clicked in 12 days')
  await s.walk('← Conditions', '💾 Save')
  await s.restart()
  await s.send('After all')
  expect(only(s)).toMatchObject({ all: [{ values: ['ru'] }, { window: { in: 12 } }] })
})

test('groups inside a criterion are levels: shown, joined, added to, turned round and removed', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru' })
  const premium: Criterion = { leaf: 'premium', value: true }
  const inner: Criterion = { all: [premium, { leaf: 'everyone' }] }
  const ru: Criterion = { leaf: 'language', values: ['ru'] }
  const id = save(s, 'Deep', { all: [{ leaf: 'everyone' }, { any: [ru, inner] }] })
  await s.send('/segments')
  await s.walk('Deep', '✏️ Change', '2. ⤵ Any of')
  expect(s.text()).toContain('⤵ Group\n\nAny of:\n1. language: Russian\n2. premium: yes and everyone\n\n1 of 1 person')
  await s.walk('2. ⤵', '🔄 Not', '⇄ Any of them', '← Conditions')
  expect(s.text()).toContain('2. None of:\n   • premium: yes\n   • everyone')
  await s.walk('1. language', '🗑 Remove', '➕ Condition', '🙂 Person', '📱 Phone known', '← Conditions')
  expect(s.text()).toContain('⤵ Group\n\nAny of:\n1. None of:')
  await s.walk('🔄 Not', '← Conditions', '1. everyone', '🗑 Remove', '💾 Save')
  const phone: Criterion = { leaf: 'known', fact: 'phone', value: true }
  const none: Criterion = { not: { any: [premium, { leaf: 'everyone' }] } }
  expect(findSegment(s.db, id)?.criterion).toEqual({ not: { any: [none, phone] } })

  // A new one: empty groups hold nobody back and are not saved.
  await s.walk('✏️ Change', '1. ⤵', '🗑 Remove', '➕ Condition', '⋯ More', '⤵ Group', '➕ Condition', '⋯ More', '⤵ Group')
  await s.walk('➕ Condition', '⋯ More', '⤵ Group', '➕ Condition', '⋯ More', '⤵ Group', '➕ Condition', '⋯ More')
  expect(await s.press('⤵ Group')).toBe(en.segmentCards.tooDeep)
  await s.send('premium: yes or phone known')
  await s.walk('← Conditions', '← Conditions', '← Conditions', '← Conditions', '💾 Save')
  expect(findSegment(s.db, id)?.criterion).toEqual({ any: [premium, phone] })
  expect(s.refused()).toEqual([])
})

test('twenty long conditions fit on the card, others stand on the next page; the most are 200', async () => {
  const s = await stage()
  const sources = Array.from({ length: 100 }, (_, i) => `${'source_'.repeat(8)}${i}`)
  addPerson(s.db, { source: sources[0] ?? '' })
  const leaf: Criterion = { leaf: 'source', values: sources }
  save(s, 'Long', { any: Array.from({ length: 20 }, () => leaf) })
  save(s, 'Longer', { any: Array.from({ length: 21 }, () => leaf) })
  await s.send('/segments')
  await s.walk('Long · 1', '✏️ Change')
  expect(s.text()).toContain('20. source: source_')
  await s.walk('1. source', '✏️ Values', 'Done', '← Conditions', '← Back', '← Back')
  await s.walk('Longer', '✏️ Change')
  await s.walk('›')
  expect(s.labels()[0]).toBe('21. source: sourc…')
  save(s, 'Longest', { any: Array.from({ length: 200 }, () => ({ leaf: 'premium', value: true }) as const) })
  await s.send('/segments')
  await s.walk('Longest', '✏️ Change')
  expect(await s.press('➕ Condition')).toBe(en.segmentCards.enough(200))
  await s.send('premium: yes')
  expect(s.text()).toBe(en.errors.criterion_too_large({ limit: 200 }))
  expect(s.refused()).toEqual([])
})

test('lists are paged: segments, sources, offers', async () => {
  const s = await stage()
  const someone = addPerson(s.db, { source: 'common' })
  for (let i = 0; i < 9; i++) {
    addPerson(s.db, { source: `source_${i}` })
    addPerson(s.db, { source: 'common' })
    save(s, `Segment ${i}`, { leaf: 'everyone' })
    sendOffer(s.db, `Offer number ${i}`, [someone], 20 - i)
  }
  await s.send('/segments')
  expect(s.text()).toContain('Segments · 9')
  expect(s.labels()).toEqual([
    ...[8, 7, 6, 5, 4, 3, 2, 1].map(i => `Segment ${i} · 19`),
    '1 / 2',
    '›',
    '🗺 RFM map',
    '🪜 Ladder',
    '➕ New segment',
    '🔎 Find',
    '📄 File',
    '← Back',
  ])
  await s.walk('›')
  expect(s.labels()).toEqual([
    'Segment 0 · 19',
    '‹',
    '2 / 2',
    '🗺 RFM map',
    '🪜 Ladder',
    '➕ New segment',
    '🔎 Find',
    '📄 File',
    '← Back',
  ])
  await s.walk('Segment 0', '← Back')
  expect(s.labels()[0]).toBe('Segment 0 · 19')
  await s.walk('Segment 0', '🗑 Delete')
  await s.press('🗑 Yes, delete')
  expect(s.labels()[0]).toBe('Segment 8 · 19')

  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '🔗 Came from', '🚪 First source')
  expect(s.labels()[0]).toBe('☐ common · 10')
  await s.walk('›')
  expect(s.labels()).toEqual(['☐ source_7 · 1', '☐ source_8 · 1', '‹', '2 / 2', '← Back'])
  await s.walk('source_8')
  expect(s.labels()).toEqual(['☐ source_7 · 1', '☑ source_8 · 1', '‹', '2 / 2', 'Done'])
  await s.walk('Done', '← Conditions', '➕ Condition', '📣 Messages', '👆 Clicked', '📣 Which offer', '›')
  expect(s.labels()).toEqual(['Any offer', 'Offer number 0', '‹', '2 / 2', '← Back'])
  await s.walk('Offer number 0')
  expect(s.text()).toContain('clicked "Offer number 0" in 30 days')
  expect(s.refused()).toEqual([])
})

test('a list that became shorter begins anew; a hundred and first value is refused', async () => {
  const s = await stage()
  for (let i = 0; i < 102; i++) addPerson(s.db, { source: `s${i}` })
  const values = Array.from({ length: 100 }, (_, i) => `s${i}`)
  const id = save(s, 'Full', { leaf: 'source', values })
  await s.send('/segments')
  await s.walk('Full', '✏️ Change', '1. source', '✏️ Values')
  const [row] = s.db.sql<{ id: number }>('select id from subscribers where source = ?').all('s101')
  const forged = await s.admin.forge(s.lastId(), `sg.tick:1:1:${(row?.id ?? 0).toString(36)}:1:0`)
  expect(forged?.text).toBe(en.errors.criterion_too_large({ limit: 100 }))
  await s.admin.forge(s.lastId(), 'sg.slot:1:1:0:zz')
  await s.settled()
  expect(s.labels()[0]).toBe('☑ s0 · 1')
  expect(findSegment(s.db, id)?.criterion).toEqual({ leaf: 'source', values })
})

test('a draft asks for a segment and gets it back; or goes back without one', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru' })
  await s.askFromDraft()
  await s.walk('Everyone', '💾 Save', '💾 Take this name')
  const [first] = listSegments(s.db, { offset: 0, limit: 1 }).segments
  expect(first?.name).toBe('Everyone')
  expect(s.drafts()).toMatchObject([{ segments: [], everyone: true }])
  expect(s.labels()).toContain('✅ Everyone · 1')
  await s.askFromDraft()
  await s.walk(
    '🧩 From conditions',
    '➕ Condition',
    '🙂 Person',
    '🌐 Language',
    'Russian',
    'Done',
    '← Conditions',
    '← Back',
  )
  // A look into a ready-made one leaves it unfinished.
  await s.walk('Everyone', '👥 Who they are', '← Back', '← Back')
  await s.walk('📝 Unfinished · 1', '💾 Save')
  const card = s.lastId()
  await s.send('Typed')
  const typed = s.drafts()[0]?.segments ?? []
  expect(typed).toHaveLength(1)
  expect(s.labels()[0]).toContain('1️⃣ Typed')
  expect(s.admin.messages().some(message => message.message_id === card)).toBe(false)
  await s.askFromDraft()
  await s.walk('← Back')
  expect(s.labels()).toContain('➕ New segment')
  expect(s.drafts()).toMatchObject([{ segments: [] }, { segments: typed }, { everyone: true }])
  await s.send('/segments')
  await s.walk('Typed', '✍️ Write them an offer')
  expect(s.text()).toContain('2 To whom — Typed')
  // The draft that has nothing but this segment.
  expect(s.drafts()).toHaveLength(3)
  await s.send('/segments')
  await s.walk('← Back')
  expect(s.text()).toContain('1 can be reached')
})

test('forged callback data changes nothing and is answered', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru' })
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '📣 Messages', '👆 Clicked')
  const before = s.db.sql('select value from settings').all()
  for (const data of [
    ...['sg.add:1:0:2:zz', 'sg.add:1:9:2:0', 'sg.add:1:0:5:0', 'sg.menu:1:0:zz', 'sg.slot:1:1:zz:0', 'sg.slot:1:9:0:0'],
    ...['sg.tick:1:9:-5:1:0', 'sg.tick:1:1:zu:1:0', 'sg.pick:1:1:9:zz', 'sg.pick:1:1:4:1', 'sg.pick:1:9:a:0'],
    ...[
      'sg.pick:1:1:a:zz',
      'sg.pick:1:1:c:3',
      'sg.pick:1:1:zz:0',
      'sg.pick:1:1:l:1',
      'sg.pick:1:1:m:1',
      'sg.reading:1:0',
    ],
    'sg.save:9',
    'sg.change:9',
    'sg.who:9:0:0',
  ]) {
    const answer = await s.admin.forge(s.lastId(), data)
    await s.settled()
    expect(answer?.text, data).toBeTruthy()
    expect(s.db.sql('select value from settings').all(), data).toEqual(before)
  }
  expect(s.refused()).toEqual([])
})

test('labels fit the button of a phone, in both languages', () => {
  const labels = [en, ru].flatMap(({ segmentCards: t }) => [
    ...[...Object.values(t.menus), ...Object.values(t.slots)],
    ...[t.add, t.who, t.change, t.rename, t.remove, t.removeSurely, t.fromConditions, t.addCondition, t.toAny, t.toAll],
    ...[t.save, t.takeName, t.conditions, t.not, t.drop, t.onlyCertain, t.alsoProbable, t.premium, t.noPremium],
    ...[t.allTime, t.atLeast(5), t.atMost(5), t.exactly(1), t.none, t.anyOffer, t.anyLink, t.anyTopic, t.anyProduct],
    ...[t.anyCategory, t.anyTotal, t.isKnown, t.notKnown, t.anyOfThese, t.noneOfThese],
    ...[t.typeIt, t.asText, t.unfinished(9)],
  ])
  const kinds = MENU_ENTRIES.flatMap(({ entries }) => entries.flatMap(({ label }) => [label.en, label.ru]))
  const slots = KINDS.flatMap(({ builder }) => Object.values(builder.slots))
  const own = slots.flatMap(({ options }) => options?.map(({ label }) => label) ?? [])
  kinds.push(...own.flatMap(({ en, ru }) => [en, ru]))
  expect([...labels, ...kinds].filter(label => [...label].length > 18)).toEqual([])
})

test('a segment that cannot be read is shown, can only be deleted, and keeps no other from being used', async () => {
  const s = await stage()
  addPerson(s.db, { name: 'Anna', days: 2 })
  save(s, 'Good', { leaf: 'everyone' })
  const bad = save(s, 'Bad', { leaf: 'everyone' })
  for (const stored of ['{"leaf":"gone"}', '{', '{}']) {
    s.db.sql('update segments set criterion = ? where id = ?').run(stored, bad)
    await s.send('/segments')
    expect(s.labels().slice(0, 2)).toEqual(['⚠️ Bad', 'Good · 1'])
    await s.walk('Bad')
    expect(s.text()).toContain('cannot be read any more')
    expect(s.labels()).toEqual([en.segmentCards.remove, '← Back'])
  }
  await s.walk(en.segmentCards.remove)
  await s.press(en.segmentCards.removeSurely)
  expect(names(s)).toEqual(['Good'])
})

test('an amount of a currency that each Node counted otherwise is asked about, and then used', async () => {
  const s = await stage()
  const spent = (over: number, currency: string, unsure = '') =>
    `{"all":[{"leaf":"spent","measure":"sum","compare":{"over":${over}},"currency":"${currency}"${unsure},"window":null,"product":null,"category":null},{"leaf":"premium","value":true}]}`
  const ids = ['Forints', 'Dinars', 'Euros'].map(name => save(s, name, { leaf: 'everyone' }))
  for (const [i, stored] of [spent(50_000, 'HUF'), spent(50_000, 'IQD'), spent(50_000, 'EUR')].entries())
    s.db.sql('update segments set criterion = ? where id = ?').run(stored, ids[i] ?? 0)
  const drizzle = join(packageRoot(), 'drizzle')
  const written = readdirSync(drizzle).find(name => name.endsWith('_written.sql')) ?? ''
  for (const statement of readFileSync(join(drizzle, written), 'utf8').split('--> statement-breakpoint'))
    if (statement.includes('UPDATE')) s.db.sql(statement).run()
  await s.send('/segments')
  expect(s.labels().slice(0, 3)).toEqual(['Euros · 0', '⚠️ Dinars', '⚠️ Forints'])
  await s.walk('Forints')
  expect([s.text(), s.labels().slice(0, 2)]).toEqual([
    `👥 Forints\n${en.segmentCards.unsureAmount('HUF').text}`,
    ['50,000 HUF', '500 HUF'],
  ])
  await s.walk('50,000 HUF')
  expect(s.text()).toContain('spent over 50000 HUF')
  await s.walk('← Back', 'Dinars')
  await s.walk('50 IQD')
  const kept = s.db.sql<{ criterion: string }>('select criterion from segments order by id').all()
  expect(kept.map(({ criterion }) => criterion)).toEqual([
    spent(5_000_000, 'HUF'),
    spent(50_000, 'IQD'),
    spent(50_000, 'EUR'),
  ])
  expect(s.refused()).toEqual([])
})
