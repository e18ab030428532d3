import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { all, among, sql } from '../../compile/sql.js'
import { textsSchema } from '../../parts.js'
import { listPhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, see, take } from '../../read/cursor.js'
import { takeKnown, takeNegation } from '../../read/fields/field.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { cameBy, isNetwork, networkCalled, saysSource, takeWay } from '../../read/names/network.js'
import { readValues } from '../../read/value.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { factOf } from '../person/known.js'

const schema = z.strictObject({ leaf: z.literal('channel'), values: textsSchema })

/** Through which channel they came: that of the source of their first start. Channels compare folded. */
export type Channel = z.infer<typeof schema>

const SUBJECT = { en: 'channel', ru: 'канал' }
const BEGINS = {
  channel: {
    en: [
      ...['channel', 'channels', 'came through', 'the channel', 'from channel', 'via channel', 'acquisition channel'],
      ...['from the channel', 'came from channel', 'through channel', 'by channel', 'traffic channel'],
      ...['channel of arrival', 'through the channel'],
    ],
    ru: [
      ...['канал', 'каналы', 'из канала', 'пришли из канала', 'канал привлечения', 'через канал', 'по каналу'],
      ...['с канала', 'каналом', 'канала', 'из каналов', 'канал трафика', 'пришли через канал', 'канал прихода'],
      ...['каналу', 'каналах'],
    ],
  },
}

export const channel: Kind<Channel> = {
  name: 'channel',
  schema,
  sql: ({ values }) =>
    all(
      sql`s.source is not null`,
      sql`s.source collate nocase in (select a.payload from sources o indexed by sources_channel
        cross join source_aliases a on a.source_id = o.id
        where o.channel_folded in ${among(values.map(fold))})`,
    ),
  not: OR_UNKNOWN,
  refers: () => [],
  names: leaf => [{ kind: 'channel', of: 0, values: leaf.values, holds: false, with: values => ({ ...leaf, values }) }],
  restsOnOrders: false,
  facts: () => ['source'],
  begins: BEGINS,
  read: c => [
    ...channelNamed(c),
    ...begunBy(c, BEGINS, (): Rule => {
      const known = takeKnown(c)
      if (known !== null) return factOf('channel', known)
      const begin = c.at
      const negated = takeNegation(c)
      const { channels, sources } = c.vocabulary
      // "Came through google ads": no channel is called so, but a source is.
      const named = namedAt(c, name => (networkCalled(channels, name) === null ? networkCalled(sources, name) : null))
      if (begin === c.at && named !== null && namedAt(c, name => networkCalled(channels, name)) === null) {
        c.at = named.to
        takeWay(c)
        const source = { leaf: 'source', values: [named.value] } as const
        return source
      }
      const found = readValues(c, { kind: 'value' }, { candidates: channels.all, isKnown: channels.has, mayEnd: true })
      const leaf: Channel = {
        leaf: 'channel',
        values: found.map(({ text, quoted }) =>
          quoted || channels.has(text) ? text : (networkCalled(channels, text) ?? text),
        ),
      }
      return negated ? { all: [factOf('channel', true), { not: leaf }] } : leaf
    }),
  ],
  bare: c =>
    bareValues(c, {
      find: name => channelAlone(c, name),
      leafOf: (values): Channel => ({ leaf: 'channel', values }),
      leads: ['cameFrom'],
      onlyLed: !isNetwork(peek(c)?.text ?? '') && !saysSource(c, c.vocabulary.channels),
      single: true,
      behind: () => takeWay(c),
    }),
  say: ({ values }, phrasing) => phrasing.words.is(SUBJECT[phrasing.language], listPhrase(values, phrasing)),
  builder: {
    entries: [
      {
        ...{ name: 'channel', number: 32, menu: 'origin', label: { en: '📡 Channel', ru: '📡 Канал' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        says: (_leaf, values) => ({ leaf: 'channel', values }),
        of: leaf => leaf.values,
      },
    },
    shown: () => ['values'],
  },
}

/** The channel of this name, where no source is called so too: that reads of both. */
function channelAlone(c: Cursor, name: string): string | null {
  const { source, channel } = cameBy(c.vocabulary.sources, c.vocabulary.channels, name)
  return source === null ? channel : null
}

const NOUN = /^(?:channel|channels|канал|канала|канале|каналы)$/u

/** "The TikTok channel": the word for it stands behind its name. */
function channelNamed(c: Cursor): Candidate[] {
  const lead = see(c, 'cameFrom')?.length ?? 0
  const inside: Cursor = { ...c, at: c.at + lead }
  take(inside, 'article')
  const found = namedAt(inside, name => networkCalled(c.vocabulary.channels, name))
  if (found === null || found.to >= c.end || !NOUN.test(c.tokens[found.to]?.text ?? '')) return []
  const read = (): Channel => ({ leaf: 'channel', values: [found.value] })
  return [{ to: found.to + 1, sure: 'words', read }]
}
