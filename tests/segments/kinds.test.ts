import { describe, expect, test } from 'vitest'
import { findKind, KINDS, leafSchema } from '../../src/segments/kinds/all.js'
import { answered, findEntry, MENU_ENTRIES } from '../../src/segments/kinds/buttons.js'
import { type Candidate, type Sure, surest } from '../../src/segments/read/candidate.js'

const names = KINDS.map(({ name }) => name)

const twice = (values: readonly unknown[]) => values.filter((value, i) => values.indexOf(value) !== i)

describe('kinds do not get into each other’s way', () => {
  test('each name, word and number is one kind’s', () => {
    const entries = KINDS.flatMap(({ builder }) => builder.entries)
    expect(twice(names)).toEqual([])
    expect(twice(KINDS.flatMap(({ begins }) => Object.keys(begins)))).toEqual([])
    const words = KINDS.flatMap(({ begins }) =>
      Object.values(begins).flatMap(({ en, ru }) => [...new Set([...en, ...ru])]),
    )
    expect(twice(words)).toEqual([])
    expect(twice(entries.map(({ name }) => name))).toEqual([])
    expect(twice(entries.map(({ number }) => number))).toEqual([])
    expect(MENU_ENTRIES.flatMap(({ entries }) => entries)).toHaveLength(entries.length)
  })

  test('buttons keep what they stand for', () => {
    const kept = [
      ...['language', 'premium', 'source', 'subscribed', 'received', 'seen', 'clicked', 'lastSource', 'status'],
      ...['field', 'age', 'phone', 'place', 'stopped', 'ordered', 'spent', 'average', 'firstOrder', 'lastOrder'],
      ...['linked', 'rfm', 'rfmScore', 'ladder', 'engagement', 'near', 'random', 'segment', 'notSegment'],
    ]
    expect(kept.map((_name, number) => findEntry(number)?.name)).toEqual(kept)
  })
})

test('the surest candidates are chosen, of those the longest; several as good are all left', () => {
  const of = (to: number, sure: Sure): Candidate => ({ to, sure, read: () => ({ leaf: 'everyone' }) })
  const cases: [Candidate[], Candidate[]][] = [
    [[], []],
    [[of(3, 'value'), of(1, 'words')], [of(1, 'words')]],
    [[of(2, 'words'), of(1, 'name')], [of(1, 'name')]],
    [[of(1, 'words'), of(2, 'words')], [of(2, 'words')]],
    [
      [of(2, 'value'), of(2, 'value'), of(1, 'value')],
      [of(2, 'value'), of(2, 'value')],
    ],
  ]
  for (const [given, left] of cases)
    expect(surest(given).map(({ to, sure }) => [to, sure])).toEqual(left.map(({ to, sure }) => [to, sure]))
})

describe.each(names)('%s', name => {
  const { schema, builder } = findKind(name) ?? fail(name)

  test('is stored under its name', () => {
    const of = leafSchema.options.map(option => option.safeParse({ leaf: name }).error?.issues ?? [])
    expect(of.filter(issues => !issues.some(({ path }) => path[0] === 'leaf'))).toHaveLength(1)
    expect(schema.safeParse({ leaf: `not ${name}` }).success).toBe(false)
  })

  test('has an answer for whatever its buttons ask', () => {
    for (const { begins, asks } of builder.entries) {
      expect(begins !== null || asks !== null).toBe(true)
      if (asks !== null) expect(Object.keys(builder.slots)).toContain(asks)
      if (begins === null) continue
      const leaf = leafSchema.parse(begins)
      for (const slot of builder.shown(leaf, () => null)) expect(Object.keys(builder.slots)).toContain(slot)
    }
    for (const { name: blank } of builder.entries) expect(answered({ blank }, 'anniversary', 0)).toBeNull()
  })
})

function fail(name: string): never {
  throw new Error(`no kind ${name}`)
}
