import fc from 'fast-check'
import type { Everyone } from '../../../../src/segments/kinds/more/everyone.js'
import { EVERYONE, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'

registerCases<Everyone>('everyone', {
  table: [
    ['everyone', { leaf: 'everyone' }, EVERYONE, 'everyone', 'все'],
    ['nobody', { not: { leaf: 'everyone' } }, NOBODY, 'nobody', 'никто'],
  ],
  holds: () => true,
  asked: fc.constant({ leaf: 'everyone' as const }),
  any: fc.constant({ leaf: 'everyone' as const }),
})
