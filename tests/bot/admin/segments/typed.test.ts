import { expect, test } from 'vitest'
import { listAttributes } from '../../../../src/audience/attribute.js'
import { createSegment, listSegments } from '../../../../src/segments/segment.js'
import { ADMIN, addPerson, NOW, sendOffer, stage } from './stage.js'

/** The longest and the strangest that can be typed. */
const HOSTILE = [
  'x'.repeat(4_096),
  '🎁'.repeat(2_048),
  'שלום '.repeat(819),
  '"'.repeat(4_096),
  '.,;:!?()-–…'.repeat(372),
  `a${'\n'.repeat(4_094)}b`,
  '9'.repeat(4_096),
  `not city: ${'Riga, '.repeat(600)}premium`,
  `ordered ${'in October '.repeat(370)}`,
  `${'not ordered 90 days and '.repeat(170)}premium`,
  '\u200b\u200d\u2060',
  '#1',
  '( or and not',
  `"${'y'.repeat(4_000)}`,
]

test('whatever is typed, wherever something is asked, is answered', async () => {
  const s = await stage()
  const anna = addPerson(s.db, { source: 'fb' })
  sendOffer(s.db, 'Spring sale', [anna], 5)
  for (let i = 0; i < 9; i++)
    s.db.write(() =>
      createSegment(s.db, { name: `VIP ${i}`, criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, NOW),
    )
  expect(listAttributes(s.db).length).toBeGreaterThan(0)
  const silent: string[] = []
  const say = async (door: string, text: string) => {
    const before = s.emulator.calls().length
    await s.send(text)
    const said = s.emulator.calls().slice(before)
    const answered = said.some(({ method, code }) => code === 200 && /^(?:send|edit)/.test(method))
    if (!answered) silent.push(`${door}: ${text.slice(0, 20)}`)
  }

  for (const text of HOSTILE) await say('/count', `/count ${text}`.slice(0, 4_096))

  const blank = ['➕ New segment', '🧩 From conditions']
  const builder = ['🧩 From conditions', '➕ Condition']
  const doors: [door: string, ...walk: string[]][] = [
    ['a sentence', ...blank],
    ['a sentence in place of all', ...blank, '⌨️ Type it'],
    ['a value', '➕ New segment', ...builder, '🔗 Came from', '🚪 Last source'],
    ['an age', '➕ New segment', ...builder, '🙂 Person', '🎂 Age'],
    ['an amount', '➕ New segment', ...builder, '🛒 Orders', '💶 Spent'],
    ['a share', '➕ New segment', ...builder, '⋯ More', '🎲 Random share'],
    ['a place', '➕ New segment', ...builder, '⋯ More', '📍 Near a place'],
    ['a segment', '➕ New segment', ...builder, '📊 Groups', '👥 In segment'],
    ['a product', '➕ New segment', ...builder, '🛒 Orders', '🛒 Ordered', '📦 Product'],
    ['a time', '➕ New segment', ...builder, '📣 Messages', '📬 Received', '🕒 When'],
    ['a count', '➕ New segment', ...builder, '📣 Messages', '📬 Received', '🔢 How often'],
  ]
  for (const [door, ...walk] of doors) {
    await s.send('/segments')
    await s.walk(...walk)
    // What cannot be taken leaves its question open for the next.
    for (const text of door === 'a sentence' ? HOSTILE : HOSTILE.slice(0, 4)) await say(door, text)
  }

  const saved = listSegments(s.db, { offset: 0, limit: 1 }).segments[0]
  await s.send('/segments')
  await s.walk(`${saved?.name} · 0`, '🏷 Rename')
  for (const text of HOSTILE.slice(0, 4)) await say('a name', text)
  for (const text of HOSTILE.slice(0, 2)) {
    await s.send('/segments')
    await s.walk('🔎 Find')
    await say('search', text)
  }
  expect(silent).toEqual([])
  expect(s.refused()).toEqual([])
})
