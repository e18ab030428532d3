import { expect, test } from 'vitest'
import type { Criterion } from '../../../../src/segments/criterion.js'
import { KINDS } from '../../../../src/segments/kinds/all.js'
import { MENU_ENTRIES } from '../../../../src/segments/kinds/buttons.js'
import { findSegment } from '../../../../src/segments/segment.js'
import { en } from '../../../../src/text/en.js'
import { ru } from '../../../../src/text/ru.js'
import { names, only, save } from './saved.js'
import { addPerson, click, sendOffer, stage } from './stage.js'

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
  expect(names(s)[0]).toMatch(/^Language: Russian, a+…?$/)
  expect(names(s)[0]?.length).toBeLessThanOrEqual(64)
})

test('an empty builder is not saved', async () => {
  const s = await stage()
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  expect(await s.press('💾 Save')).toBe(en.errors.criterion_empty({}))
  expect(names(s)).toEqual([])
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
