import { expect, test } from 'vitest'
import { library } from '../../../../src/bot/admin/library/addresses.js'
import { createOffer, getOffer } from '../../../../src/offers/offer.js'
import { ADMIN, stage } from './stage.js'

test('all offers: found, opened, duplicated once, put away and brought back', async () => {
  const s = await stage()
  const { ada } = s
  s.addPeople(3, 'a')
  await ada.send('/new', 'Winter boots are here')
  await ada.walk('To whom', 'Everyone', 'Done', 'Check', 'Send now')
  const sent = s.broadcast()
  if (sent === null) throw new Error('nothing was sent')
  for (const name of ['Sandals', 'Gloves']) {
    await ada.send('/new')
    if (ada.labels().some(label => label.includes('Another one'))) await ada.walk('➕ Another one')
    await ada.send(name)
  }

  await ada.send('/broadcasts')
  await ada.walk('🗂 All offers')
  expect(ada.plain()).toContain('All offers · 3')
  expect(ada.labels().slice(0, 2)).toEqual(['📝 Gloves', '📝 Sandals'])
  expect(ada.labels()[2]).toContain('Winter boots')

  // A draft: its words, its card, and one more like it, however often that is pressed.
  await ada.walk('📝 Sandals')
  expect(ada.plain()).toContain('A draft, begun on 24 Nov 2026')
  expect(ada.plain()).toMatch(/💬 text.*\nSandals$/)
  const sandals = s.db.sql<{ id: number }>(`select id from offers where name = 'Sandals'`).get()?.id ?? 0
  const press = library.copy.data({ offer: sandals, generation: getOffer(s.db, sandals).generation })
  await ada.walk('📋 Duplicate')
  expect(ada.plain()).toContain('This is the copy')
  const { draft } = getOffer(s.db, s.offer().id)
  expect([s.offer().name, draft.segments]).toEqual(['Sandals 2', []])
  await ada.forge(press)
  expect(s.db.sql(`select 1 from offers where name like 'Sandals%'`).all()).toHaveLength(2)

  // Put away it stands in neither list; nothing of it is gone.
  await ada.send('/new')
  await ada.walk('🗂 All offers', '📝 Sandals 2', '🗄 Archive')
  expect(ada.plain()).toContain('In the archive since 24 Nov 2026')
  await ada.walk('← Back', '← All')
  expect(ada.plain()).toContain('All offers · 3')
  await ada.send('/new')
  expect(ada.labels()).not.toContain('📝 Sandals 2')
  await ada.walk('🗂 All offers', '🗄 Archive · 1', '📝 Sandals 2', '↩️ Bring back')
  await ada.walk('← Back')
  expect(ada.plain()).toContain('All offers · 4')

  // What was sent leads to its broadcast, and its copy is for nobody yet.
  await ada.walk(ada.labels()[3] ?? '')
  await ada.walk('📣 Open the broadcast')
  expect(ada.plain()).toContain('Winter boots')
  s.db.sql(`update broadcasts set state = 'finished', started_at = ?, finished_at = ?`).run(s.clock.wall, s.clock.wall)
  await ada.forge(library.one.data({ offer: sent.offerId }))
  expect(ada.labels()[0]).toBe('📊 Open the report')
  await ada.walk('📋 Duplicate')
  expect(s.offer()).toMatchObject({ state: 'draft', draft: { rest: false } })
  expect(getOffer(s.db, sent.offerId).state).toBe('used')
  expect(s.broadcast()?.id).toBe(sent.id)
  expect(s.refused()).toEqual([])
})

test('a long list has pages and a search, whose words lead to each of them', async () => {
  const s = await stage({ language: 'ru' })
  const { ada } = s
  s.db.write(() => {
    for (let i = 1; i <= 12; i++) createOffer(s.db, { createdBy: ADMIN, name: `Ёлка ${i}` }, i)
  })
  await ada.send('/broadcasts')
  await ada.walk('🗂 Все предложения')
  expect(ada.labels().slice(0, 10)).toEqual([
    ...[12, 11, 10, 9, 8, 7, 6, 5].map(i => `📝 Ёлка ${i}`),
    ...['1 / 2', '›'],
  ])
  await ada.walk('›', '🔎 Найти')
  await ada.send('ёлка 1')
  expect(ada.labels().slice(0, 4)).toEqual([12, 11, 10, 1].map(i => `📝 Ёлка ${i}`))
  await ada.walk('📝 Ёлка 1', '← Назад')
  // Back on the page where it stands.
  expect(ada.labels()).toContain('2 / 2')
  expect(s.refused()).toEqual([])
})
