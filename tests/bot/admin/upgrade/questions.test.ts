import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAttribute } from '../../../../src/audience/attribute.js'
import { fields } from '../../../../src/bot/admin/fields/addresses.js'
import { people } from '../../../../src/bot/admin/people/addresses.js'
import { places } from '../../../../src/bot/admin/places/addresses.js'
import { survey } from '../../../../src/bot/admin/survey/addresses.js'
import { findPrompt, savePrompt } from '../../../../src/bot/screen/prompt.js'
import { packageRoot } from '../../../../src/db/root.js'
import { temporaryDb } from '../../../support/db.js'

const step = { step: 'values', type: 'one_of', group: 'demographic' }

const rows: { topic: string; args: object; data: string; memo?: string }[] = [
  { topic: 'person', args: {}, data: people.ask.data({}) },
  { topic: 'field_option', args: { id: 4, option: 'L' }, data: fields.reword.data({ id: 4, option: 2 }), memo: 'L' },
  { topic: 'field_option', args: { id: 4, option: 'XL' }, data: fields.reword.data({ id: 4, option: 0 }), memo: 'XL' },
  {
    topic: 'field_label',
    args: { group: 'personality', type: 'many_of' },
    data: fields.type.data({ group: 4, type: 5 }),
  },
  {
    topic: 'place_name',
    args: { lat: -33.86785, lon: 151.20732 },
    data: places.at.data({ lat: -3386785, lon: 15120732 }),
  },
  { topic: 'place_name', args: { lat: 0, lon: -0.00001 }, data: places.at.data({ lat: 0, lon: -1 }) },
  {
    topic: 'person_reason',
    args: { id: 36, rung: 4, until: 1_798_102_800_000 },
    data: people.reason.data({ id: 36, rung: 4, until: 1_798_102_800_000 }),
  },
  { topic: 'survey_words', args: { question: 1, what: 'purpose' }, data: survey.words.data({ question: 1, what: 1 }) },
  { topic: 'survey_step', args: { step }, data: survey.step.data({}), memo: JSON.stringify(step) },
]

test('what was asked by topics is asked by addresses, also where the card is gone', async () => {
  const db = await temporaryDb()
  const upgrade = readFileSync(join(packageRoot(), 'drizzle/0021_questions.sql'), 'utf8')
  const today = { data: fields.rename.data({ id: 1 }), memo: null, place: { chat: 1, message: 2 } }
  db.write(() => {
    const field = { group: 'demographic' as const, type: 'one_of' as const, options: ['S', 'M', 'L'], purpose: null }
    createAttribute(db, { ...field, label: 'Size', createdBy: 1 }, 1)
    rows.forEach(({ topic, args }, i) => {
      const place = i % 2 === 0 ? { chat: 100 + i, message: 7 } : null
      savePrompt(db, 100 + i, { updateId: 1, topic, args: { ...args, place }, place, aside: null }, 1)
    })
    savePrompt(db, 1, { updateId: 1, topic: 'fd.name', args: today, place: null, aside: null }, 1)
    db.sql(upgrade).run()
  })
  expect(rows.map((_row, i) => findPrompt(db, 100 + i))).toMatchObject(
    rows.map(({ data, memo = null }, i) => ({
      topic: data.split(':')[0],
      args: { data, memo, place: { chat: 100 + i, message: i % 2 === 0 ? 7 : 0 } },
    })),
  )
  expect(findPrompt(db, 1)?.args).toEqual(today)
})
