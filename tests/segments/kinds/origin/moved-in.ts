import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { MovedIn } from '../../../../src/segments/kinds/origin/moved-in.js'
import { EVERYONE, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { plain } from '../../reading/person.js'
import * as wide from '../../wide.js'

const movedIn = (ground: string | null): Criterion => ({ leaf: 'movedIn', ground })

registerCases<MovedIn>('movedIn', {
  table: [
    ['whom somebody vouched for', movedIn(null), 'dan', 'moved in', 'перенесены'],
    [
      'on a ground that contains it, in any case',
      movedIn('договор'),
      'dan',
      'moved in on ground "договор"',
      'перенесены на основании "договор"',
    ],
    ['on another', movedIn('form'), NOBODY, 'moved in on ground "form"', 'перенесены на основании "form"'],
    ['not', { not: movedIn(null) }, 'ann bob cat eve finn gus hana', 'not moved in', 'не перенесены'],
    [
      'not on a ground that nobody sees',
      { not: movedIn('\u200b') },
      EVERYONE,
      'not moved in on ground "\u200b"',
      'не перенесены на основании "\u200b"',
    ],
  ],
  holds({ ground }, person) {
    if (person.ground === null) return false
    const bare = (text: string) => plain(text).normalize('NFD').replace(/\p{M}/gu, '')
    return ground === null || (bare(ground) !== '' && bare(person.ground).includes(bare(ground)))
  },
  asked: fc.record({
    leaf: fc.constant('movedIn' as const),
    ground: fc.constantFrom(null, 'contract', 'ОГОВ', 'x'),
  }),
  buttons: [
    [['🔗 Came from', '📥 Moved in'], { leaf: 'movedIn', ground: null }],
    [['🔗 Came from', '📜 Ground contains', { type: 'contract' }], { leaf: 'movedIn', ground: 'contract' }],
  ],
  any: wide.leafOf('movedIn', fc.record({ ground: fc.option(wide.text) })),
})
