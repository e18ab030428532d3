import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { partSql } from '../../compile/part.js'
import { all, sql } from '../../compile/sql.js'
import { partShape } from '../../parts.js'
import { partPhrase } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { readPart } from '../../read/names/part.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { partOfFact } from '../person/known.js'
import { partSlot } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('channelPart'), ...partShape })

/** Through whose first source's channel, which contains a text, or begins or ends with it, they came; channels compare folded. */
export type ChannelPart = z.infer<typeof schema>

const SUBJECT = { en: 'channel', ru: 'канал' }
const BEGINS = {
  channelPart: {
    en: ['channel contains', 'channel includes', 'channel containing', 'channel with text', 'channels containing'],
    ru: ['канал содержит', 'канал включает', 'в названии канала есть', 'в канале есть', 'канал с текстом'],
  },
  channelStarts: {
    en: ['channel starts with', 'channel begins with', 'channel starting with'],
    ru: ['канал начинается с', 'канал начинается на', 'канал начинается со'],
  },
  channelEnds: {
    en: ['channel ends with', 'channel ends in', 'channel ending with'],
    ru: ['канал заканчивается на', 'канал оканчивается на'],
  },
  channelWithout: {
    en: ['channel does not contain', "channel doesn't contain", 'channel not containing'],
    ru: ['канал не содержит', 'канал не включает'],
  },
}

export const channelPart: Kind<ChannelPart> = {
  name: 'channelPart',
  schema,
  sql: leaf =>
    all(
      sql`s.source is not null`,
      sql`s.source collate nocase in (select a.payload from sources o indexed by sources_channel
        cross join source_aliases a on a.source_id = o.id
        where o.channel_folded is not null and ${partSql(sql`o.channel_folded`, leaf, fold(leaf.contains))})`,
    ),
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['source'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => partOfFact(begun, 'channel', { leaf: 'channelPart', ...readPart(c, begun) })),
  say: (leaf, { words, language }) => partPhrase(SUBJECT[language], leaf, words),
  builder: {
    entries: [
      {
        ...{ name: 'channelPart', number: 99, menu: 'origin', label: { en: '🔤 In channel', ru: '🔤 В канале' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: partSlot('channelPart', {
        en: 'What stands in the name of the channel? Only at one end: starts with tele, ends with ads.',
        ru: 'Что есть в названии канала? Только с одного края: начинается с теле, заканчивается на ads.',
      }),
    },
    shown: () => ['contains'],
  },
}
