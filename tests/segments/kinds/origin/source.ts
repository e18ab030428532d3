import fc from 'fast-check'
import type { Source } from '../../../../src/segments/kinds/origin/source.js'
import { NOBODY, source } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Source>('source', {
  table: [
    ['a source, whatever its case', source('fb_SPRING'), 'ann bob finn', 'source: fb_SPRING', 'источник: fb_SPRING'],
    [
      'several sources',
      source('fb_spring', 'tg_ads'),
      'ann bob eve finn',
      'source: fb_spring, tg_ads',
      'источник: fb_spring, tg_ads',
    ],
    [
      'a source, and who came by a name that was merged into it',
      source('Spring'),
      'ann bob finn',
      'source: Spring',
      'источник: Spring',
    ],
    [
      'not a source holds who has none',
      { not: source('fb_spring', 'tg_ads') },
      'cat dan gus hana',
      'not source: fb_spring, tg_ads (or unknown)',
      'не источник: fb_spring, tg_ads (или неизвестно)',
    ],
    [
      'SQL in a source is only text',
      source("x') or 1=1 --"),
      'gus',
      'source: "x\') or 1=1 --"',
      'источник: "x\') or 1=1 --"',
    ],
    [
      'SQL in a source that nobody has',
      source("') or 1=1 --", '"; drop table clicks; --', '\u0000', '\ud800'),
      NOBODY,
      'source: "\') or 1=1 --", """; drop table clicks; --", "\u0000", "\ud800"',
      'источник: "\') or 1=1 --", """; drop table clicks; --", "\u0000", "\ud800"',
    ],
    [
      'last source',
      { leaf: 'source', values: ['fb_spring'], last: true },
      'bob cat finn',
      'last source: fb_spring',
      'последний источник: fb_spring',
    ],
    [
      'another last source',
      { leaf: 'source', values: ['tg_ads'], last: true },
      'ann eve',
      'last source: tg_ads',
      'последний источник: tg_ads',
    ],
    [
      'not a last source',
      { not: { leaf: 'source', values: ['tg_ads'], last: true } },
      'bob cat dan finn gus hana',
      'not last source: tg_ads (or unknown)',
      'не последний источник: tg_ads (или неизвестно)',
    ],
  ],
  holds({ values, last }, person, { sources }) {
    const came = (last === true ? person.lastSource : person.source)?.toLowerCase()
    if (came === undefined) return false
    const names = sources.map(({ name, aliases }) => [name, ...aliases].map(one => one.toLowerCase()))
    return values
      .map(value => value.toLowerCase())
      .some(value => value === came || names.some(all => all.includes(value) && all.includes(came)))
  },
  asked: fc.oneof(
    fc.record({ leaf: fc.constant('source' as const), values: small.some('a', 'A', 'b', "'") }),
    fc.record({
      leaf: fc.constant('source' as const),
      values: small.some('a', 'A', "'"),
      last: fc.constant(true as const),
    }),
  ),
  any: wide.leafOf(
    'source',
    fc.record({ values: wide.texts, last: fc.constant(true as const) }, { requiredKeys: ['values'] }),
  ),
})
