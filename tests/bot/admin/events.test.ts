import { expect, test } from 'vitest'
import { createSegment } from '../../../src/segments/segment.js'
import { texts } from '../../../src/text/index.js'
import { recordEvents } from '../../../src/tracking/event.js'
import { eventNames } from '../../../src/tracking/event-name.js'
import { addPeople } from '../../reports/fixture.js'
import { ADMIN, stage } from './stage.js'

const AT = Date.UTC(2026, 10, 29, 12)

test.each(['en', 'ru'] as const)('what is reported is shown, declared, counted, and chosen by (%s)', async language => {
  const { db, ada, refused } = await stage({ at: AT, language })
  const { admin, apiCards, errors, eventCards: t, settingsCards } = texts(language)
  const begin = async () => {
    await ada.send('/settings')
    await ada.walk(settingsCards.groups.data, settingsCards.ways.events)
  }
  await begin()
  expect(ada.plain()).toContain(t.how('https://go.example/crm/openapi.json').text)
  await ada.walk(t.keys.apiKeys)
  expect(ada.plain()).toContain(apiCards.title(0).text)

  addPeople(db, 3)
  db.write(() => {
    for (const [i, subscriberId] of [1, 1, 2].entries())
      recordEvents(
        db,
        [
          {
            ...{ key: `e${i}`, said: '', subscriberId, name: 'Left cart', at: AT - 1 },
            properties: { sum: 100 + i, 'в корзине': ['Boots', 'Hat'] },
          },
        ],
        AT,
      )
  })
  await begin()
  await ada.walk('1 Left cart')
  expect(ada.plain()).toContain(t.figures(7, { times: 3, people: 2, more: false }))
  expect(ada.plain()).toContain(t.property(1, 'sum', t.undeclared, '102').text)
  expect(ada.plain()).toContain(t.property(2, 'в корзине', t.undeclared, 'boots, hat').text)
  await ada.walk('1 sum', t.keys.number)
  expect(ada.plain()).toContain(t.declared('sum', t.types.number).text)
  expect(eventNames(db)[0]?.properties).toEqual([
    { name: 'sum', type: 'number' },
    { name: 'в корзине', type: null },
  ])
  await ada.walk(t.keys.who)
  expect([ada.plain().includes('Person 1'), ada.plain().includes('Person 3')]).toEqual([true, false])
  await ada.walk(admin.back)

  const having = [{ property: 'sum', test: { number: { over: 101 } } }]
  createSegment(
    db,
    {
      name: 'Carts',
      criterion: { leaf: 'reported', count: { atLeast: 1 }, window: null, event: 1, having },
      createdBy: ADMIN,
    },
    AT,
  )
  // What a segment asks cannot be taken from under it.
  await ada.walk('1 sum')
  expect(await ada.press(t.keys.none)).toBe(errors.segment_in_use({ by: 'Carts' }))
  expect(eventNames(db)[0]?.properties[0]).toEqual({ name: 'sum', type: 'number' })
  expect(refused()).toEqual([])
  expect(() =>
    createSegment(
      db,
      {
        ...{ name: 'Not declared', createdBy: ADMIN },
        criterion: {
          ...{ leaf: 'reported', count: { atLeast: 1 }, window: null, event: 1 },
          having: [{ property: 'в корзине', test: { is: ['boots'] } }],
        },
      },
      AT,
    ),
  ).toThrow(expect.objectContaining({ code: 'criterion_unknown_reference' }))
})
