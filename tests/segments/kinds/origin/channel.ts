import fc from 'fast-check'
import type { Channel } from '../../../../src/segments/kinds/origin/channel.js'
import { fold } from '../../../../src/text/fold.js'
import { NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const channel = (...values: string[]): Channel => ({ leaf: 'channel', values })

registerCases<Channel>('channel', {
  table: [
    ['a channel, whatever its case', channel('vk'), 'ann bob finn', 'channel: vk', 'канал: vk'],
    ['several channels', channel('VK', 'радио'), 'ann bob eve finn', 'channel: VK, радио', 'канал: VK, радио'],
    [
      'not a channel holds who came by no link',
      { not: channel('VK') },
      'cat dan eve gus hana',
      'not channel: VK (or unknown)',
      'не канал: VK (или неизвестно)',
    ],
    [
      'SQL in a channel that nobody has',
      channel("') or 1=1 --"),
      NOBODY,
      'channel: "\') or 1=1 --"',
      'канал: "\') or 1=1 --"',
    ],
  ],
  holds({ values }, person, { sources }) {
    const came = person.source?.toLowerCase()
    const source = sources.find(({ name, aliases }) => [name, ...aliases].some(one => one.toLowerCase() === came))
    return source?.channel != null && values.map(fold).includes(fold(source.channel))
  },
  asked: fc.record({ leaf: fc.constant('channel' as const), values: small.some('vk', 'VK', 'qr') }),
  any: wide.leafOf('channel', fc.record({ values: wide.texts })),
  buttons: [[['🔗 Came from', '📡 Channel', 'VK', 'Done'], { leaf: 'channel', values: ['VK'] }]],
})
