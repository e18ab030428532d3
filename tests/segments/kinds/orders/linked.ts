import fc from 'fast-check'
import type { Linked } from '../../../../src/segments/kinds/orders/linked.js'
import { registerCases } from '../../cases/kind.js'
import { customerOf } from '../../reading/order.js'
import * as wide from '../../wide.js'

registerCases<Linked>('linked', {
  table: [
    ['linked', { leaf: 'linked', value: true }, 'ann bob cat dan eve finn hana', 'linked to CRM', 'связан с CRM'],
    ['not linked', { leaf: 'linked', value: false }, 'gus', 'not linked to CRM', 'не связан с CRM'],
    [
      'not not linked',
      { not: { leaf: 'linked', value: false } },
      'ann bob cat dan eve finn hana',
      'linked to CRM',
      'связан с CRM',
    ],
  ],
  holds: ({ value }, person, world) => (customerOf(person, world) !== undefined) === value,
  asked: fc.record({ leaf: fc.constant('linked' as const), value: fc.boolean() }),
  any: wide.leafOf('linked', fc.record({ value: fc.boolean() })),
})
