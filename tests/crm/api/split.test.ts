import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLines } from '../../../src/crm/api/lines.js'
import { splitJson } from '../../../src/crm/api/split.js'

const LIMITS = { items: 100, item: 10_000, depth: 40 }
const split = (text: string) => splitJson(Buffer.from(text), LIMITS)
const items = (text: string) => {
  const found = split(text)
  return found.kind === 'items' ? found.items.map(item => item.toString()) : found.why
}

describe('a JSON body', () => {
  test.each<[string, string[] | string]>([
    ['{"a":[1,2]}', ['{"a":[1,2]}']],
    ['[]', []],
    [' [ ] ', []],
    ['\ufeff[{"a":1}, {"b":"]}\\",["},\n3]', ['{"a":1}', '{"b":"]}\\",["}', '3']],
    ['[{"a":1},]', 'not_json'],
    ['[,]', 'not_json'],
    ['[{"a":1}', 'not_json'],
    ['[{"a":"1]', 'not_json'],
    ['[1]]', 'not_json'],
    ['[1] x', 'not_json'],
    ['7', 'not_json'],
    ['', 'empty'],
    ['\ufeff', 'empty'],
    [`[${'['.repeat(41)}${']'.repeat(41)}]`, 'too_deep'],
    [`{"a":${'['.repeat(40)}`, 'too_deep'],
    [`["${'['.repeat(100)}"]`, [`"${'['.repeat(100)}"`]],
    [`[${Array(101).fill(1).join(',')}]`, 'too_many'],
    [`["${'x'.repeat(10_000)}"]`, 'too_long'],
    [`{"a":"${'x'.repeat(10_000)}"}`, 'too_long'],
  ])('%j', (text, expected) => {
    expect(items(text)).toEqual(expected)
  })

  test('is parted as JSON.parse would part it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 6 }), { maxLength: 8 }),
        fc.constantFrom(0, 1, '\t'),
        (list, space) => {
          const found = split(JSON.stringify(list, null, space))
          if (found.kind !== 'items') throw new Error(found.why)
          expect(found.items.map(item => JSON.stringify(JSON.parse(item.toString())))).toEqual(
            list.map(item => JSON.stringify(JSON.parse(JSON.stringify(item)))),
          )
        },
      ),
    )
  })
})

describe('lines', () => {
  test('are the same wherever the stream was cut, and too long ones are skipped without being held', () => {
    const line = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('', ' \r', 'ж'.repeat(30)))
    const text = fc
      .array(
        line.map(one => one.replaceAll('\n', '')),
        { maxLength: 12 },
      )
      .map(all => all.join('\n'))
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 7 })), (text, cuts) => {
        const bytes = Buffer.from(text)
        const lines = createLines(40)
        const found = []
        let at = 0
        for (const cut of [...cuts, bytes.length]) {
          found.push(...lines.add(bytes.subarray(at, at + cut)))
          at += cut
        }
        found.push(...lines.end())
        expect(found.map(({ index, bytes }) => [index, bytes?.toString() ?? null])).toEqual(
          text
            .replace(/^\ufeff/, '')
            .split('\n')
            .map((one, index): [number, string | null] => [index, Buffer.byteLength(one) > 40 ? null : one])
            .filter(([, one]) => one === null || !/^[ \r\t]*$/.test(one)),
        )
      }),
    )
  })
})
