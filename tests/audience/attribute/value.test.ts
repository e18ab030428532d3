import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  claimsOf,
  countValues,
  forgetValues,
  PROVENANCES,
  type Provenance,
  recordValues,
  valuesOf,
  withdrawValues,
} from '../../../src/audience/attribute/value.js'
import {
  type Attribute,
  archiveAttribute,
  builtIn,
  createAttribute,
  getAttribute,
  listAttributes,
  renameAttribute,
} from '../../../src/audience/attribute.js'
import { kilometres } from '../../../src/audience/place/geography.js'
import { findWhereabouts } from '../../../src/audience/place/whereabouts.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { isAppError } from '../../../src/errors.js'
import { createSegment } from '../../../src/segments/segment.js'
import { createVocabulary } from '../../../src/segments/vocabulary.js'
import { temporaryDb } from '../../support/db.js'
import { comeAnn } from '../../support/subscriber.js'
import { TOWN_NAMES } from '../town-names.js'

const T = 1_800_000_000_000

let db: Db
beforeEach(async () => {
  db = await temporaryDb()
})

const subscriber = (telegramId = 501) => comeAnn(db, telegramId, T)

function field(label: string, type: Attribute['type'], options: string[] | null = null): Attribute {
  return createAttribute(db, { label, group: 'demographic', type, options, purpose: null, createdBy: 1 }, T)
}

function code(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
  return 'nothing was thrown'
}

/** What an admin makes of it, at the moment T. */
function told(attribute: Attribute, ...values: string[]): unknown {
  const id = subscriber()
  const done = recordValues(db, id, attribute, { values, provenance: 'corrected', origin: 'admin:1' }, T)
  return done.kind === 'invalid' ? done.why : valuesOf(db, id).map(({ shown }) => shown)
}

describe('a field', () => {
  test('the bot brings three along, and an admin adds others', () => {
    expect(listAttributes(db).map(({ key }) => key)).toEqual(['birthday', 'city', 'country'])
    const shoes = field('  Shoe \n size ', 'number')
    expect(shoes).toMatchObject({ label: 'Shoe size', options: null, archivedAt: null })
    expect(getAttribute(db, shoes.id)).toEqual(shoes)
    expect(renameAttribute(db, shoes.id, 'Size').label).toBe('Size')
    expect(code(() => renameAttribute(db, builtIn(db, 'city').id, 'Town'))).toBe('attribute_built_in')
  })

  test.each([
    ['nothing', '', 'attribute_name_invalid'],
    ['only what nobody sees', '\u200b \u2066', 'attribute_name_invalid'],
    ['41 letters', 'x'.repeat(41), 'attribute_name_invalid'],
    ['a name in use, in other letters', 'FAVOURITE ЁЛКА', 'attribute_name_taken'],
    ['a built-in name', 'city', 'attribute_name_taken'],
    ['a built-in name in Russian', 'город', 'attribute_name_taken'],
  ])('is not called by %s', (_what, label, expected) => {
    field('Favourite ёлка', 'text')
    expect(code(() => field(label, 'text'))).toBe(expected)
  })

  test('takes any other name as it is', () => {
    for (const label of [`"; drop table attributes; --`, '👟 обувь', 'مقاس'])
      expect(field(label, 'text').label).toBe(label)
  })

  test.each([
    ['none', []],
    ['one', ['Suede']],
    ['two alike', ['Suede', ' sUEDE ']],
    ['51', Array.from({ length: 51 }, (_none, i) => `Option ${i}`)],
    ['a long one', ['Suede', 'x'.repeat(65)]],
  ])('of a choice is not made with options: %s', (_what, options) => {
    expect(code(() => field('Leather', 'one_of', options))).toBe('attribute_options_invalid')
  })

  test('cannot be put away while a segment or a question asks for it; its name is free afterwards', () => {
    const size = field('Size', 'number')
    const criterion = { leaf: 'field', field: size.id, test: { number: { over: 40 } } } as const
    const segment = createSegment(db, { name: 'Big feet', criterion, createdBy: 1 }, T)
    expect(() => archiveAttribute(db, size.id, T)).toThrow(
      expect.objectContaining({ details: { what: 'segment', by: 'Big feet' } }),
    )
    db.sql('update segments set deleted_at = 1 where id = ?').run(segment.id)
    db.sql(
      `insert into survey_questions (position, attribute_id, text, purpose, options, created_by, created_at)
       values (1, ?, 'Your size?', 'to fit', '[]', 1, 1)`,
    ).run(size.id)
    expect(() => archiveAttribute(db, size.id, T)).toThrow(
      expect.objectContaining({ details: { what: 'survey', by: 'Your size?' } }),
    )
    db.sql('update survey_questions set archived_at = 1').run()
    archiveAttribute(db, size.id, T)
    expect(listAttributes(db).map(({ id }) => id)).not.toContain(size.id)
    expect(field('Size', 'number').id).not.toBe(size.id)
  })
})

describe('what may be a value', () => {
  test.each([
    ['1 234,5', ['1234.5']],
    ['1\u00a0234', ['1234']],
    ['12,34', ['12.34']],
    ['-0', ['0']],
    ['−3', ['-3']],
    ['42.0', ['42']],
    ['1,2,3', 'not_a_number'],
    ['12 34', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['many', 'not_a_number'],
    ['9'.repeat(20), 'not_a_number'],
    ['', 'empty'],
    ['7'.repeat(300), 'too_long'],
  ])('number %s → %j', (written, expected) => {
    expect(told(field('Size', 'number'), written)).toEqual(expected)
  })

  test.each([
    ['31.12.1990', ['1990-12-31']],
    ['1.2.1990', ['1990-02-01']],
    ['1990-12-31', ['1990-12-31']],
    ['31 декабря 1990 г.', ['1990-12-31']],
    ['3 мая 1990', ['1990-05-03']],
    ['Dec 31, 1990', ['1990-12-31']],
    ['31st of December 1990', ['1990-12-31']],
    ['29.02.2000', ['2000-02-29']],
    ['31.02.1990', 'impossible_day'],
    ['29.02.1900', 'impossible_day'],
    ['1990-13-01', 'impossible_day'],
    ['31.12.1899', 'impossible_birthday'],
    ['01.01.2050', 'impossible_birthday'],
    ['31.12.90', 'not_a_day'],
    ['03/04/1990', 'not_a_day'],
    ['yesterday', 'not_a_day'],
  ])('birthday %s → %j', (written, expected) => {
    expect(told(builtIn(db, 'birthday'), written)).toEqual(expected)
  })

  test('a day that is no birthday may be to come', () => {
    expect(told(field('Warranty ends', 'date'), '01.01.2050')).toEqual(['2050-01-01'])
  })

  test.each([
    ['Да', ['yes']],
    ['YES', ['yes']],
    ['нет', ['no']],
    ['0', ['no']],
    ['maybe', 'not_yes_or_no'],
  ])('yes or no: %s → %j', (written, expected) => {
    expect(told(field('Has a dog', 'yes_no'), written)).toEqual(expected)
  })

  test.each([
    ['LV', ['LV']],
    ['латвия', ['LV']],
    ['Latvia', ['LV']],
    ['сша', ['US']],
    ['Atlantis', 'unknown_country'],
  ])('country %s → %j', (written, expected) => {
    expect(told(builtIn(db, 'country'), written)).toEqual(expected)
  })

  test('an option is known by its folded writing, and written as it was defined', () => {
    const leather = field('Leather', 'many_of', ['Кожа тёмная', 'Suede'])
    expect(told(leather, ' SUEDE', 'кожа темная', 'suede')).toEqual(['Suede', 'Кожа тёмная'])
    expect(told(leather, 'Suede', 'Wool')).toBe('unknown_option')
    expect(told(leather)).toBe('empty')
    expect(told(field('Colour', 'one_of', ['Red', 'Blue']), 'Red', 'Blue')).toBe('one_value')
  })

  test.each(['Рига', 'riga', ' RIGA '])('a town is one however it is written: %s', written => {
    expect(told(builtIn(db, 'city'), written)).toEqual(['Riga'])
  })

  test('a town that nobody knows is kept as it was written', () => {
    expect(told(builtIn(db, 'city'), 'Малые  Глюки')).toEqual(['Малые Глюки'])
  })

  test('what is invalid changes nothing', () => {
    const size = field('Size', 'number')
    const id = subscriber()
    recordValues(db, id, size, { values: ['40'], provenance: 'observed', origin: 'test' }, T)
    recordValues(db, id, size, { values: ['forty'], provenance: 'corrected', origin: 'admin:1' }, T + 1)
    expect(valuesOf(db, id)).toEqual([
      { attributeId: size.id, shown: '40', provenance: 'observed', origin: 'test', at: T },
    ])
  })
})

describe('whose word counts', () => {
  const pairs = PROVENANCES.flatMap(first => PROVENANCES.map(second => [first, second] as const))

  test.each(pairs)('first %s, then %s', (first, second) => {
    const size = field('Size', 'number')
    const id = subscriber()
    const say = (provenance: Provenance, value: string, at: number) =>
      recordValues(db, id, size, { values: [value], provenance, origin: provenance }, at)
    say(first, '1', T)
    const stronger = PROVENANCES.indexOf(second) >= PROVENANCES.indexOf(first)
    expect(say(second, '2', T + 1)).toEqual(stronger ? { kind: 'stored' } : { kind: 'kept', by: first })
    expect(valuesOf(db, id).map(({ shown }) => shown)).toEqual([stronger ? '2' : '1'])
    const claims = claimsOf(db, id).map(({ shown, provenance }) => [shown, provenance])
    expect(claims).toEqual(first === second ? [] : stronger ? [['1', first]] : [['2', second]])
  })

  test('taking a correction back brings up what the person said, all of it', () => {
    const leather = field('Leather', 'many_of', ['Suede', 'Nubuck', 'Textile'])
    const id = subscriber()
    recordValues(db, id, leather, { values: ['Suede', 'Nubuck'], provenance: 'declared', origin: 'survey:1' }, T)
    recordValues(db, id, leather, { values: ['Textile'], provenance: 'corrected', origin: 'admin:1' }, T + 1)
    expect(withdrawValues(db, id, leather, 'corrected')).toBe(true)
    expect(valuesOf(db, id).map(({ shown, origin, at }) => [shown, origin, at])).toEqual([
      ['Nubuck', 'survey:1', T],
      ['Suede', 'survey:1', T],
    ])
    expect(claimsOf(db, id)).toEqual([])
    expect(forgetValues(db, id, leather)).toBe(true)
    expect(valuesOf(db, id)).toEqual([])
    expect(forgetValues(db, id, leather)).toBe(false)
  })

  test('in whatever order the same words arrive, the same one counts', () => {
    const size = field('Size', 'number')
    let next = 600
    const word = fc.record({ provenance: fc.constantFrom(...PROVENANCES), value: fc.integer({ min: 1, max: 9 }) })
    const words = fc.array(word, { minLength: 1, maxLength: 6 })
    const shuffled = words.chain(list => {
      const said = list.map((one, i) => ({ ...one, at: T + i }))
      return fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length }))
    })
    fc.assert(
      fc.property(shuffled, ([inOrder, mixed]) => {
        const ends = [inOrder, mixed].map(list => {
          const id = subscriber(next++)
          db.write(() => {
            for (const { provenance, value, at } of list)
              recordValues(db, id, size, { values: [String(value)], provenance, origin: 'x' }, at)
          })
          return [valuesOf(db, id), claimsOf(db, id).sort((a, b) => a.at - b.at)]
        })
        expect(ends[1]).toEqual(ends[0])
        const strongest = Math.max(...inOrder.map(({ provenance }) => PROVENANCES.indexOf(provenance)))
        const last = inOrder.findLast(({ provenance }) => PROVENANCES.indexOf(provenance) === strongest)
        expect(ends[0]?.[0]?.map(({ shown }) => shown)).toEqual([String(last?.value)])
      }),
      { numRuns: 100 },
    )
  })

  test('people are counted once, by where from', async () => {
    const leather = field('Leather', 'many_of', ['Suede', 'Nubuck'])
    const said = { values: ['Suede', 'Nubuck'], origin: 'x' }
    recordValues(db, subscriber(1), leather, { ...said, provenance: 'declared' }, T)
    recordValues(db, subscriber(2), leather, { ...said, provenance: 'declared' }, T)
    recordValues(db, subscriber(3), leather, { ...said, provenance: 'imported' }, T)
    expect(await countValues(db, leather.id)).toEqual({ people: 3, by: { declared: 2, imported: 1 } })
  })
})

describe('a town places the person', () => {
  const say = (id: number, city: string) =>
    recordValues(db, id, builtIn(db, 'city'), { values: [city], provenance: 'declared', origin: 'survey:1' }, T)

  test('when only one is called so', () => {
    const id = subscriber()
    say(id, 'Рига')
    expect(findWhereabouts(db, id)).toEqual({ lat: 56.946, lon: 24.10589, from: 'city' })
    say(id, 'Springfield')
    expect(findWhereabouts(db, id)).toBeNull()
  })

  test('and no more when it is forgotten', () => {
    const id = subscriber()
    say(id, 'Рига')
    forgetValues(db, id, builtIn(db, 'city'))
    expect(findWhereabouts(db, id)).toBeNull()
  })

  test('and whoever writes a town is found near what a sentence calls so', () => {
    const { findPlace } = createVocabulary(db)
    const far = TOWN_NAMES.flatMap(([written, name]) => {
      if (name === null) return []
      const id = subscriber()
      say(id, written)
      const [lives, meant] = [findWhereabouts(db, id), findPlace(written)]
      return lives !== null && meant !== null && kilometres(lives, meant) < 50 ? [] : [written]
    })
    expect(far).toEqual([])
  })

  test('a country tells which of two', () => {
    const id = subscriber()
    const country = { values: ['США'], provenance: 'declared', origin: 'survey:2' } as const
    recordValues(db, id, builtIn(db, 'country'), country, T + DAY)
    say(id, 'St. Petersburg')
    expect(findWhereabouts(db, id)?.lon).toBeCloseTo(-82.64, 1)
  })
})
