import { describe, expect, test } from 'vitest'
import { DAY } from '../../../../src/clock.js'
import { dayOf } from '../../../../src/segments/people/membership.js'
import type { Language } from '../../../../src/text/format.js'
import { addPerson, NOW, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

/** Forty people by "fb", who all have Premium, and forty by "vk", who have not; a segment of each source. */
async function crowd(options: { language?: Language } = {}): Promise<Stage> {
  const s = await stage(options)
  for (let i = 0; i < 40; i++) {
    addPerson(s.db, { source: 'fb', premium: true, username: `fb_user_${i}`, name: `F${i}` })
    addPerson(s.db, { source: 'vk', username: `vk_user_${i}`, name: `V${i}` })
  }
  for (const source of ['fb', 'vk']) {
    s.db
      .sql('insert into segments (name, name_folded, criterion, created_by, created_at) values (?, ?, ?, 1, ?)')
      .run(source, source, JSON.stringify({ leaf: 'source', values: [source] }), NOW)
  }
  return s
}

const captions = (s: Stage) => s.admin.messages().flatMap(({ caption, photo }) => (photo ? [caption ?? ''] : []))

/** The newest message of words with such a button: pictures stand under the card. */
function card(s: Stage, label: string): number {
  const found = s.admin
    .messages()
    .findLast(({ reply_markup: markup }) => markup?.inline_keyboard.flat().some(({ text }) => text.includes(label)))
  if (found === undefined) throw new Error(`no card with ${label}`)
  return found.message_id
}

test('what sets them apart: in words, with one tap to write to them', async () => {
  const s = await crowd()
  await s.send('/segments')
  await s.walk('fb · 40', '📊 What sets them apart')
  expect(s.text()).toContain('40 people')
  expect(s.text()).toContain('• Telegram Premium — 100 % here, 0 % of the others')
  expect(s.text()).toContain('Not compared, because they are what makes the segment: Source.')
  expect(s.labels()).toEqual(['✍️ Write them an offer', '👥 Who they are', '📄 File', '← Back'])
  await s.walk('✍️ Write them an offer')
  expect(s.drafts()).toMatchObject([{ segments: [1] }])
  expect(s.text()).toContain('2 To whom — fb')
  expect(s.refused()).toEqual([])
})

test('in Russian, and where there is nothing to tell', async () => {
  const s = await crowd({ language: 'ru' })
  s.db.sql('update subscribers set premium = 0').run()
  await s.send('/segments')
  await s.walk('fb · 40', '📊 Портрет сегмента')
  expect(s.text()).toContain('Особенностей нет')
  expect(s.text()).toContain('Не сравнивал то, что задаёт сам сегмент: Источник.')
  s.db.sql(`update subscribers set source = 'vk' where id > 20`).run()
  await s.walk('← Назад', '📊 Портрет сегмента')
  expect(s.text()).toContain('Слишком мало людей')
})

test('growth: a picture under the card, counted again on demand, and taken away', async () => {
  const s = await crowd()
  const today = dayOf(NOW, 'Europe/Moscow')
  for (const days of [7, 1])
    s.db.sql('insert into segment_sizes values (1, ?, ?, 30, 4, 1, ?)').run(today - days, 40 - days, NOW - days * DAY)
  await s.send('/segments')
  await s.walk('fb · 40', '📈 Growth')
  expect(s.admin.lastMessage().photo?.at(-1)).toMatchObject({ width: 1_080, height: 910 })
  expect(captions(s)).toEqual(['📈 fb\n+1 since yesterday · +7 in 7 days'])
  expect(s.db.sql('select 1 from segment_sizes').all(), 'looking keeps nothing').toHaveLength(2)
  expect(s.labels()).toEqual(['👥 Who they are', '🔄 Count now', '📄 File', '✖️ Close'])

  addPerson(s.db, { source: 'fb' })
  await s.walk('🔄 Count now')
  expect(captions(s)).toEqual(['📈 fb\n+2 since yesterday · +8 in 7 days'])
  await s.walk('✖️ Close')
  expect(captions(s)).toEqual([])
  await s.press('📈 Growth', card(s, '📈 Growth'))
  await s.walk('👥 Who they are')
  expect(s.text()).toContain('fb · 41 people')
  await s.walk('← Back')
  await s.press('← Back', card(s, '📈 Growth'))
  expect(s.text()).toContain('Segments')
  expect(s.refused()).toEqual([])
})

test('overlap: three numbers and who of them can be reached', async () => {
  const s = await crowd()
  s.db.sql(`update segments set criterion = '{"leaf":"premium","value":true}', name = 'Premium' where id = 2`).run()
  s.db.sql(`update subscribers set premium = 0, unsubscribed_at = 1 where source = 'fb' and id < 20`).run()
  await s.send('/segments')
  await s.walk('fb · 40', '⭕ Overlap with…', 'Premium')
  expect(s.text()).toBe(
    '⭕ fb and Premium\n\nOnly in fb: 10 · 0 can be reached\nIn both: 30 · 30 can be reached\nOnly in Premium: 0 · 0 can be reached',
  )
  // Each part opens who its people are, and an offer for them.
  await s.walk('In both · 30')
  expect(s.text()).toContain('In fb and in Premium · 30 people')
  expect(s.labels().filter(label => /^\d+\. /.test(label)).length).toBe(8)
  await s.walk('✍️ Write them an offer')
  expect(s.drafts()).toMatchObject([{ segments: [3] }])
  await s.send('/segments')
  await s.walk('fb · 40', '⭕ Overlap with…', 'Premium', 'Only in fb · 10', '← Back', '⭕ Another one')
  expect(s.labels()).toContain('Premium')
  expect(await s.press('Premium')).toBeNull()
  s.db.sql('update segments set deleted_at = 1 where id > 1').run()
  await s.walk('⭕ Another one')
  expect(s.text()).toContain('no other segment')
})

test('overlap: the other segment is found by its words', async () => {
  const s = await crowd()
  for (let i = 0; i < 9; i++)
    s.db
      .sql('insert into segments (name, name_folded, criterion, created_by, created_at) values (?, ?, ?, 1, ?)')
      .run(`Boots ${i}`, `boots ${i}`, JSON.stringify({ leaf: 'premium', value: true }), NOW)
  await s.send('/segments')
  await s.walk('›', 'fb · 40', '⭕ Overlap with…', '🔎 Find')
  await s.send('nothing so')
  expect(s.text()).toContain('No other segment is called nothing so')
  await s.walk('Other words')
  await s.send('boots')
  expect(s.labels()).toContain('Boots 8')
  expect(s.labels()).not.toContain('vk')
  await s.walk('›', 'Boots 1')
  expect(s.text()).toContain('⭕ fb and Boots 1')
  expect(s.refused()).toEqual([])
})

describe('a fixed list', () => {
  const members = (s: Stage) =>
    s.db.sql<{ id: number }>('select subscriber_id as id from segment_members where segment_id = 3 order by 1').all()

  async function list(): Promise<Stage> {
    const s = await crowd()
    await s.send('/segments')
    await s.walk('➕ New segment', '📋 From a list')
    await s.send('@fb_user_1\n@fb_user_2\n@fb_user_3')
    await s.walk('👥 Open it')
    return s
  }

  test('is added to at once, with counts before and after', async () => {
    const s = await list()
    await s.walk('➕ Add people')
    expect(s.text()).toContain('has 3 people.')
    await s.send('nobody of ours')
    expect(s.text()).toContain('nothing changed')
    await s.send('@fb_user_3\n@vk_user_1\n@vk_user_2\n@stranger_x')
    expect(s.text()).toContain('Found: 3 people')
    expect(s.text()).toContain('4: @stranger_x')
    expect(s.text()).toContain('✅ It had 3 people, now 5: 2 added.')
    expect(members(s).length).toBe(5)
    await s.walk('← Back', '➕ Add people')
    await s.send('@vk_user_1')
    expect(s.text()).toContain('Nothing to change: it still has 5 people.')
    expect(s.refused()).toEqual([])
  })

  test('is taken from and replaced after one question; an older question does nothing', async () => {
    const s = await list()
    await s.walk('➖ Remove')
    await s.send('@fb_user_1\n@vk_user_1')
    expect(s.text()).toContain('It has 3 people, and would have 2: 1 removed.')
    expect(members(s).length).toBe(3)
    const old = s.admin.lastMessage().message_id
    await s.walk('← Back', '🔁 Replace all')
    await s.send('@fb_user_1\n@vk_user_1')
    expect(s.text()).toContain('It has 3 people, and would have 2: 1 added, 2 removed.')
    const fresh = s.admin.lastMessage().message_id
    expect(await s.press('🔁 Add 1, remove 2', fresh)).toBe('✅ It had 3 people, now 2: 1 added, 2 removed.')
    expect(members(s).length).toBe(2)
    expect(old).not.toBe(fresh)
    expect(s.refused()).toEqual([])
  })
})

test('freezing keeps who is in it now', async () => {
  const s = await crowd()
  await s.send('/segments')
  await s.press('fb · 40')
  expect(await s.press('🧊 Freeze as a list')).toBe('The people in it now are kept as “fb · 24 Nov 2026”.')
  s.db.sql(`update subscribers set source = 'vk'`).run()
  await s.walk('← Back', 'fb · 24 Nov 2026 · 40')
  expect(s.text()).toContain('A fixed list: people stay in it whatever they do.')
  expect(s.labels()).not.toContain('✏️ Change')
  expect(s.labels()).not.toContain('🧊 Freeze as a list')
  await s.walk('📊 What sets them apart')
  expect(s.text()).toContain('Telegram Premium')
})

describe('a list of people', () => {
  test('pasted: found, not found, repeated', async () => {
    const s = await crowd()
    await s.send('/segments')
    await s.walk('➕ New segment', '📋 From a list')
    await s.send('hello there everybody')
    expect(s.text()).toContain('I found nobody')
    await s.send('@fb_user_1\nt.me/VK_user_2\n@fb_user_1\n@nobody_here\n2+2')
    expect(s.text()).toBe(
      '📋 List of 24 Nov 2026 is saved.\nFound: 2 people\nNot found: 2 lines\n4: @nobody_here\n5: 2+2\nRepeated: 1',
    )
    await s.walk('✍️ Write them an offer')
    expect(s.drafts()).toMatchObject([{ segments: [3] }])
    expect(s.refused()).toEqual([])
  })

  test('as a file, in the old Cyrillic encoding; many who are not found come as a file', async () => {
    const s = await crowd()
    await s.askFromDraft()
    await s.walk('📋 From a list')
    const windows = Buffer.from([0xc0, 0xed, 0xed, 0xe0, 0x3b, ...Buffer.from('@fb_user_3\n')])
    const strangers = Array.from({ length: 12 }, (_none, i) => `@stranger_${i}\n`).join('')
    s.admin.sendDocument({ bytes: Buffer.concat([windows, Buffer.from(strangers)]), name: 'people.csv' })
    await s.settled()
    const [file] = s.admin.messages().flatMap(({ document, from }) => (from.is_bot && document ? [document] : []))
    expect(file?.file_name).toBe('not found.txt')
    expect(s.admin.messages().some(({ text }) => text?.includes('Not found: 12 lines, all in the file above'))).toBe(
      true,
    )
    expect(s.drafts()).toMatchObject([{ segments: [3] }])
    expect(s.labels()[0]).toContain('1️⃣ List of 24 Nov 2026')
    expect(s.refused()).toEqual([])
  })

  test.each([
    ['too large', Buffer.alloc(1024 * 1024 + 1, 'a')],
    ['no text', Buffer.from([80, 75, 3, 4, 0, 0])],
  ])('a file that is %s is answered with what to do', async (_name, bytes) => {
    const s = await crowd()
    await s.send('/segments')
    await s.walk('➕ New segment', '📋 From a list')
    s.admin.sendDocument({ bytes, name: 'people.xlsx' })
    await s.settled()
    expect(s.text()).toBe('I need text, or a .txt or .csv file of up to 1 MB. Spreadsheets can be saved as CSV.')
    await s.send('@fb_user_1')
    expect(s.text()).toContain('Found: 1 person')
  })
})

test('the RFM map and the ladder are pictures; while there is nothing to show they say so', async () => {
  const s = await crowd()
  await s.send('/segments')
  // Nothing to show is a card with ways on, not a pop-up that ends there.
  await s.walk('🗺 RFM map')
  expect([s.text(), s.labels()]).toEqual(['🛒 Orders are not known yet', ['📥 Bring orders', '← Back']])
  await s.walk('📥 Bring orders')
  expect(s.labels()).toEqual(['📥 Drop a file', '🔌 Connect a shop', '🔑 API key', '📱 Ask for phones', '← Back'])
  await s.send('/segments')
  await s.walk('🪜 Ladder')
  expect(s.text()).toContain('nothing to show yet')
  expect(s.labels()).toEqual(['🏷 Topics', '← Back'])
  await s.walk('← Back')
  const score = s.db.sql('insert into rfm_scores values (?, 1, 1, 1, ?, ?, 5, ?)')
  for (let i = 1; i <= 9; i++) score.run(i, 5, 5, i < 6 ? 'champions' : 'loyal')
  s.db.sql(`insert or replace into rfm_refreshes values (1, 0, '{}', '{}', 9, 0, ?)`).run(NOW)
  s.db.sql(`insert into awareness values (1, 4, '{}', 0, null, 0)`).run()
  await s.walk('🗺 RFM map')
  await s.press('🪜 Ladder', card(s, '🗺 RFM map'))
  // One picture stands at a time.
  expect(captions(s)).toEqual([expect.stringContaining('Unknown is no step')])
  const words = s.emulator.calls().map(call => call.method)
  expect(words.filter(method => method === 'sendChatAction').length).toBe(2)
  expect(s.refused()).toEqual([])
})

test('from every group on the map and every step one tap leads to its people; pictures do not pile up', async () => {
  const s = await crowd()
  s.db.write(() => {
    for (let i = 1; i <= 9; i++) {
      s.db
        .sql('insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)')
        .run(i, `c${i}`, i)
      const cell = i < 6 ? 'champions' : 'loyal'
      s.db.sql('insert into rfm_scores values (?, 1, 1, 1, 5, 5, 5, ?)').run(i, cell)
    }
    s.db.sql(`insert into rfm_refreshes values (1, 0, '{}', '{}', 9, 0, ?)`).run(NOW)
    s.db.sql(`insert into awareness values (1, 4, '{}', 0, null, 0)`).run()
  })
  await s.send('/segments')
  const list = s.admin.lastMessage().message_id
  await s.walk('🗺 RFM map')
  expect(s.labels().slice(0, 2)).toEqual(['Champions · 5', 'Loyal · 4'])
  const map = s.admin.lastMessage().message_id
  expect(await s.press('🗺 RFM map', list)).toBe('This picture is here already.')
  expect([captions(s).length, s.admin.lastMessage().message_id]).toEqual([1, map])

  // The people, in place of the picture, and an offer for them.
  await s.walk('Champions · 5')
  expect(captions(s)).toEqual([])
  expect(s.text()).toContain('5 people')
  await s.walk('👥 Who they are')
  expect(s.labels().filter(label => /^[1-5]\. /.test(label)).length).toBe(5)
  await s.walk('← Back', '✍️ Write them an offer')
  expect(s.drafts()).toMatchObject([{ segments: [3] }])

  await s.press('🪜 Ladder', list)
  expect(s.labels()[0]).toMatch(/ · 1$/)
  s.db.sql(`insert into awareness values (2, 4, '{}', 0, null, 0)`).run()
  await s.press('🪜 Ladder', list)
  expect(captions(s).length).toBe(1)
  await s.walk('· 2')
  expect(s.text()).toContain('2 people')
  expect(s.refused()).toEqual([])
})
