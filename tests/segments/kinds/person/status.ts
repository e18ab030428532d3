import fc from 'fast-check'
import type { Status } from '../../../../src/segments/kinds/person/status.js'
import { registerCases } from '../../cases/kind.js'
import { statusOf } from '../../reading/person.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Status>('status', {
  table: [
    [
      'active: not on pause, or the pause is over',
      { leaf: 'status', values: ['active'] },
      'ann eve finn gus hana',
      'status: can be reached',
      'статус: доступен',
    ],
    ['paused', { leaf: 'status', values: ['paused'] }, 'dan', 'status: on pause', 'статус: на паузе'],
    [
      'unsubscribed',
      { leaf: 'status', values: ['unsubscribed'] },
      'cat',
      'status: stopped offers',
      'статус: отписался',
    ],
    [
      'blocked or deactivated',
      { leaf: 'status', values: ['blocked', 'deactivated'] },
      'bob',
      'status: blocked the bot, account deleted',
      'статус: заблокировал бота, аккаунт удалён',
    ],
    [
      'not active',
      { not: { leaf: 'status', values: ['active'] } },
      'bob cat dan',
      'not status: can be reached',
      'не статус: доступен',
    ],
  ],
  holds: ({ values }, person, _world, context) => values.some(value => value === statusOf(person, context.at)),
  asked: fc.record({
    leaf: fc.constant('status' as const),
    values: small.some(
      'active' as const,
      'paused' as const,
      'unsubscribed' as const,
      'blocked' as const,
      'deactivated' as const,
    ),
  }),
  any: wide.leafOf(
    'status',
    fc.record({ values: wide.some('active', 'paused', 'unsubscribed', 'blocked', 'deactivated') }),
  ),
})
