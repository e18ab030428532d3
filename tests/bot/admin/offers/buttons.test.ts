import { expect, test } from 'vitest'
import { listVariants } from '../../../../src/offers/variant.js'
import { stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

/** A draft with a message for each of two segments, its buttons set for both. */
async function twoVersions(): Promise<Stage> {
  const s = await stage()
  s.addPeople(3, 'loyal')
  s.addPeople(2, 'asleep')
  s.addSegment('Loyal', 'loyal')
  s.addSegment('Asleep', 'asleep')
  const { ada } = s
  await ada.send('/new')
  await ada.walk('To whom', '☐ Loyal', '☐ Asleep', 'Done', 'One for each')
  await ada.send('Thank you', 'We miss you')
  await ada.walk('Buttons')
  await ada.send('Choose - shop.ru/boots')
  return s
}

const buttonsOf = (s: Stage) =>
  listVariants(s.db, s.offer().id).map(({ content }) => content.buttons.flat().map(({ label }) => label))

test('one version has other buttons; those of all may change without taking them away', async () => {
  const s = await twoVersions()
  const { ada } = s
  await ada.walk('Buttons', 'Own for one')
  expect(ada.text()).toContain('Which message gets different buttons?')
  expect(ada.labels()).toEqual(['Loyal', 'Asleep', '← Back'])
  await ada.walk('Asleep')
  expect(ada.text()).toContain('Choose - https://shop.ru/boots')
  await ada.send('nonsense')
  expect(ada.text()).toContain('Line 1')
  await ada.send('Come back - shop.ru/back')
  expect(buttonsOf(s)).toEqual([['Choose'], ['Come back']])
  expect(ada.text()).toContain('4 Buttons — Choose; different for Asleep')
  expect(ada.text()).toContain('✅ shop.ru/back opens')

  await ada.walk('Buttons')
  expect(ada.text()).toContain('With their own: Asleep.')
  await ada.send('Look - shop.ru/look')
  expect(buttonsOf(s)).toEqual([['Look'], ['Come back']])
  // What is written anew keeps the buttons it had.
  await ada.walk('Message', '✅ Asleep')
  await ada.send('We miss you a lot')
  expect(buttonsOf(s)).toEqual([['Look'], ['Come back']])

  await ada.walk('Buttons', 'Own for one', '🔀 Asleep', 'No buttons')
  expect(buttonsOf(s)).toEqual([['Look'], []])
  await ada.walk('Buttons', 'Own for one', '🔀 Asleep', 'Same as others')
  expect(buttonsOf(s)).toEqual([['Look'], ['Look']])
  expect(ada.text()).toContain('4 Buttons — Look\n')
  expect(s.refused()).toEqual([])
})

test('old buttons of a version that is no more lead to the card, and one message for all has the common buttons', async () => {
  const s = await twoVersions()
  const { ada } = s
  await ada.walk('Buttons', 'Own for one', 'Asleep')
  const { id, draft } = s.offer()
  const [, asleep = 0] = draft.segments
  await ada.send('Come back - shop.ru/back')
  await ada.walk('To whom', '☐ Everyone')
  s.db.sql(`update offers set draft = json_set(draft, '$.each', json('false')) where id = ?`).run(id)
  await ada.forge(`of.bv:${id.toString(36)}:${asleep.toString(36)}`)
  expect(ada.text()).toContain('4 Buttons — Choose\n')
  await ada.walk('Buttons')
  expect(ada.labels()).not.toContain('🔀 Own for one')
})

test('segments are found by their words and ticked', async () => {
  const s = await stage()
  for (let i = 1; i <= 8; i++) s.addSegment(i % 4 === 0 ? `Ёлка ${i}` : `Boots ${i}`, `source ${i}`)
  const { ada } = s
  await ada.send('/new')
  await ada.walk('To whom')
  expect(ada.labels()).toContain('🔎 Find')
  await ada.walk('🔎 Find')
  await ada.send('ЕЛКА')
  expect(ada.text()).toBe('🔎 ЕЛКА · 2')
  await ada.walk('☐ Ёлка 4')
  expect(ada.labels().slice(0, 2)).toEqual(['☐ Ёлка 8', '1\ufe0f\u20e3 Ёлка 4'])
  await ada.walk('🔎 Other words')
  await ada.send('7 boots')
  await ada.walk('☐ Boots 7', '← All')
  expect(ada.text()).toContain('1. Ёлка 4\n2. Boots 7')
  await ada.walk('🔎 Find')
  await ada.send('nobody')
  expect(ada.text()).toContain('Nothing here is called nobody')
  await ada.walk('Done')
  expect(ada.text()).toContain('Ёлка 4 0 · Boots 7 0')
  expect(s.refused()).toEqual([])
})
