import { describe, expect, test } from 'vitest'
import { findVariant } from '../../../../src/offers/variant.js'
import { listSegments } from '../../../../src/segments/segment.js'
import { stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

/** What an admin sent, how they edit it, and what the offer then holds. */
const cases: Record<string, { open?: string; send: (s: Stage) => number; edit: string; holds: string }> = {
  words: { send: s => s.ada.person.send('Boots −50 %').message_id, edit: 'Boots −5 %', holds: 'Boots −5 %' },
  'a caption': {
    send: s => s.ada.person.sendPhoto({ caption: 'Boots −50 %' }).message_id,
    edit: 'Boots −5 %',
    holds: 'Boots −5 %',
  },
  buttons: {
    open: 'Buttons',
    send: s => s.ada.person.send('Boots - shop.ru/a').message_id,
    edit: 'Hats - shop.ru/b',
    holds: 'Hats',
  },
  'the name': { open: 'Name', send: s => s.ada.person.send('Autum').message_id, edit: 'Autumn', holds: 'Autumn' },
}

const held = (s: Stage) => {
  const { content } = findVariant(s.db, s.offer().id, null) ?? {}
  return [s.offer().name, content?.text, content?.buttons.flat().map(({ label }) => label)].flat()
}

describe('a message that its author edits', () => {
  test.each(Object.entries(cases))('%s: the draft follows and says so', async (_, { open, send, edit, holds }) => {
    const s = await stage()
    s.addPeople(3, 'a')
    s.addSegment('Loyal', 'a')
    await s.ada.send('/new')
    if (open !== undefined) await s.ada.walk(open)
    const message = send(s)
    await s.settled()
    if (open !== undefined) await s.ada.send('Hello')
    const { text, caption } = s.ada.person.message(message)
    const cards = s.ada.lastId()
    await s.ada.sends(person => person.edit(message, text ?? caption ?? ''))
    expect(s.ada.lastId(), 'an edit of Telegram’s own does nothing').toBe(cards)
    await s.ada.sends(person => person.edit(message, edit))
    expect(held(s)).toContain(holds)
    expect(s.ada.text()).toContain('✏️ You edited your message, so the offer has changed too.')
    expect(s.ada.cards()).toHaveLength(1)

    // What is wrong changes nothing, and says why.
    await s.ada.sends(person => person.edit(message, open === 'Name' ? ' ' : 'Hi {nmae} - shop.ru'))
    expect(held(s)).toContain(holds)

    // Once it is approved it stays as it is.
    await s.ada.sends(person => person.edit(message, edit))
    if (open === undefined || open === 'Buttons') {
      await s.ada.send('/new')
      await s.ada.walk('📝', 'To whom', 'Loyal', 'Done', 'Check', 'Send now')
      await s.ada.sends(person => person.edit(message, 'Too late - shop.ru/late'))
      expect(held(s)).toContain(holds)
      expect(s.ada.text()).toContain('is approved already')
      expect(s.ada.labels()).toEqual(['✏️ Change'])
    }
    expect(s.refused()).toEqual([])
  })

  test('of a message that another took the place of changes nothing', async () => {
    const s = await stage()
    await s.ada.send('/new')
    const first = s.ada.person.send('First').message_id
    await s.settled()
    await s.ada.walk('Message')
    await s.ada.send('Second')
    await s.ada.sends(person => person.edit(first, 'First again'))
    expect(findVariant(s.db, s.offer().id, null)?.content.text).toBe('Second')
  })
})

test('to whom: everyone stands there once, a ticked ready-made one stays in its place and in no list, left out is left out', async () => {
  const s = await stage()
  s.addPeople(5, 'loyal')
  s.addPeople(3, 'asleep')
  s.addSegment('Loyal too', 'loyal')
  await s.ada.send('/new')
  await s.ada.walk('To whom')
  const before = s.ada.labels()
  expect(before.filter(label => label.includes('Everyone'))).toHaveLength(1)
  const ready = before.findIndex(label => label.includes('Source: asleep'))
  await s.ada.walk('Source: asleep')
  const after = s.ada.labels()
  expect(after[ready]).toContain('Source: asleep')
  expect(after[ready]).not.toContain('☐')
  expect(after.length).toBe(before.length)
  expect(listSegments(s.db, { offset: 0, limit: 9 }).total).toBe(1)
  await s.ada.walk('Source: asleep')
  expect(s.ada.labels()).toEqual(before)

  // Of 8 people 5 are left out.
  await s.ada.walk('Everyone', 'Source: asleep', 'Leave out', 'Loyal too', 'Back', 'Done')
  expect(s.ada.text()).toContain('3 people.')
  expect(s.refused()).toEqual([])
})
