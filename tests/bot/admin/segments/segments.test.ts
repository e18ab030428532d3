import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../../../src/db/root.js'
import { findSegment, listSegments } from '../../../../src/segments/segment.js'
import { en } from '../../../../src/text/en.js'
import { names, only, save } from './saved.js'
import { addPerson, click, sendOffer, stage } from './stage.js'

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
