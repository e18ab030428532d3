import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { SourcePart } from '../../../../src/segments/kinds/origin/source-part.js'
import { NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import * as wide from '../../wide.js'

const part = (contains: string, rest: Partial<SourcePart> = {}): Criterion => ({
  ...{ leaf: 'sourcePart', contains },
  ...rest,
})
const edges = fc.constantFrom('start' as const, 'end' as const)
const lower = (text: string) => text.replace(/[A-Z]/g, letter => letter.toLowerCase())

registerCases<SourcePart>('sourcePart', {
  table: [
    ['contains', part('SPR'), 'ann bob finn', 'source contains "SPR"', 'источник содержит "SPR"'],
    ['starts with', part('tg', { at: 'start' }), 'eve', 'source starts with "tg"', 'источник начинается с "tg"'],
    [
      'another name of the same source does',
      part('spring', { at: 'start' }),
      'ann bob finn',
      'source starts with "spring"',
      'источник начинается с "spring"',
    ],
    ['ends with', part('_ads', { at: 'end' }), 'eve', 'source ends with "_ads"', 'источник заканчивается на "_ads"'],
    ['nothing else', part('_x'), NOBODY, 'source contains "_x"', 'источник содержит "_x"'],
    [
      'the last one',
      part('ads', { last: true }),
      'ann eve',
      'last source contains "ads"',
      'последний источник содержит "ads"',
    ],
    [
      'not, and whose source is not known',
      { not: part('spring') },
      'cat dan eve gus hana',
      'not source contains "spring" (or unknown)',
      'не источник содержит "spring" (или неизвестно)',
    ],
    ['a sign of SQL is a letter', part('%'), NOBODY, 'source contains "%"', 'источник содержит "%"'],
  ],
  holds({ contains, at, last }, person, { sources }) {
    const source = last === true ? person.lastSource : person.source
    if (source === null) return false
    const isIt = (name: string) => {
      const [text, wanted] = [lower(name), lower(contains)]
      if (at === undefined) return text.includes(wanted)
      return at === 'start' ? text.startsWith(wanted) : text.endsWith(wanted)
    }
    const own = sources
      .map(({ name, aliases }) => [name, ...aliases])
      .filter(names => names.some(n => lower(n) === lower(source)))
    return isIt(source) || own.some(names => names.some(isIt))
  },
  asked: fc.record(
    {
      ...{ leaf: fc.constant('sourcePart' as const), contains: fc.constantFrom('a', 'A', 'b', "'") },
      ...{ at: edges, last: fc.constant(true as const) },
    },
    { requiredKeys: ['leaf', 'contains'] },
  ),
  buttons: [
    [['🔗 Came from', '🔤 In source', { type: 'starts with fb' }], part('fb', { at: 'start' })],
    [['🔗 Came from', '🔤 In source', { type: 'spring' }], part('spring')],
  ],
  any: wide.leafOf(
    'sourcePart',
    fc.record({ contains: wide.text, at: edges, last: fc.constant(true as const) }, { requiredKeys: ['contains'] }),
  ),
})
