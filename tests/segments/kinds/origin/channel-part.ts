import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { ChannelPart } from '../../../../src/segments/kinds/origin/channel-part.js'
import { NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { isPart } from '../../reading/order.js'
import { plain } from '../../reading/person.js'
import * as wide from '../../wide.js'

const part = (contains: string, at?: 'start' | 'end'): Criterion => ({
  ...{ leaf: 'channelPart', contains },
  ...(at !== undefined && { at }),
})
const edges = fc.constantFrom('start' as const, 'end' as const)

registerCases<ChannelPart>('channelPart', {
  table: [
    ['contains, whatever the case', part('v'), 'ann bob finn', 'channel contains "v"', 'канал содержит "v"'],
    ['starts with', part('рад', 'start'), 'eve', 'channel starts with "рад"', 'канал начинается с "рад"'],
    ['ends with', part('K', 'end'), 'ann bob finn', 'channel ends with "K"', 'канал заканчивается на "K"'],
    ['another end', part('K', 'start'), NOBODY, 'channel starts with "K"', 'канал начинается с "K"'],
    [
      'not, and who came by no link',
      { not: part('vk') },
      'cat dan eve gus hana',
      'not channel contains "vk" (or unknown)',
      'не канал содержит "vk" (или неизвестно)',
    ],
    ['a sign of SQL is a letter', part('%'), NOBODY, 'channel contains "%"', 'канал содержит "%"'],
    ['a space alone asks for nothing', part(' '), NOBODY, 'channel contains " "', 'канал содержит " "'],
  ],
  holds({ contains, at }, person, { sources }) {
    const came = person.source?.toLowerCase()
    const source = sources.find(({ name, aliases }) => [name, ...aliases].some(one => one.toLowerCase() === came))
    return source?.channel != null && plain(contains) !== '' && isPart(plain(source.channel), plain(contains), at)
  },
  asked: fc.record(
    { leaf: fc.constant('channelPart' as const), contains: fc.constantFrom('v', 'K', 'q', ' '), at: edges },
    { requiredKeys: ['leaf', 'contains'] },
  ),
  buttons: [
    [['🔗 Came from', '🔤 In channel', { type: 'vk' }], part('vk')],
    [['🔗 Came from', '🔤 In channel', { type: 'starts with inst' }], part('inst', 'start')],
  ],
  any: wide.leafOf('channelPart', fc.record({ contains: wide.text, at: edges }, { requiredKeys: ['contains'] })),
})
