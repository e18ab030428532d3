import { z } from 'zod'
import { all, sql } from '../../compile/sql.js'
import { textsSchema } from '../../parts.js'
import { listPhrase } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, peek } from '../../read/cursor.js'
import { saysHas, takeKnown, takeNegation } from '../../read/fields/field.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { cameBy, isNetwork, networkCalled, saysSource, takeWay } from '../../read/names/network.js'
import { readValues } from '../../read/value.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { factOf } from '../person/known.js'
import type { Channel } from './channel.js'

const schema = z.strictObject({
  leaf: z.literal('source'),
  values: textsSchema,
  last: z.exactOptional(z.literal(true)),
})

/**
 * By which link they came: the first one, or (`last`) the latest. Sources compare without case, and by what they mean: a
 * source holds those who came by names that were merged into it, and so does each of those names.
 */
export type Source = z.infer<typeof schema>

const SUBJECT = {
  source: { en: 'source', ru: 'источник' },
  lastSource: { en: 'last source', ru: 'последний источник' },
}
const BEGINS = {
  source: {
    en: [
      ...['source', 'first source', 'sources', 'by source', 'from source', 'the source', 'with source'],
      ...['acquisition source', 'traffic source', 'came by source', 'utm', 'utm source', 'by the source'],
      ...['original source', 'came from source', 'first came by', 'from the source', 'whose source', 'by link'],
      ...['from link', 'start link', 'deep link', 'came by link', 'by the link'],
    ],
    ru: [
      ...['источник', 'источники', 'первый источник', 'источника', 'из источника', 'по источнику', 'источник трафика'],
      ...['источником', 'по источникам', 'из источников', 'с источником', 'чей источник', 'пришли из источника'],
      ...['метка', 'по метке', 'с меткой', 'utm', 'по ссылке источника', 'первоисточник', 'первый источник прихода'],
      ...['реферал', 'источнику', 'пришли по источнику', 'с источника', 'откуда пришли', 'откуда пришел', 'откуда'],
    ],
  },
  lastSource: {
    en: [
      ...['last source', 'latest source', 'last came from', 'last came by', 'most recent source', 'last came via'],
      ...['their last source', 'source of the last visit', 'most recently came from'],
    ],
    ru: [
      ...['последний источник', 'последнего источника', 'последним источником', 'последний раз пришли из'],
      ...['в последний раз пришли из', 'последний раз пришли с', 'последняя метка', 'последнему источнику'],
      ...['самый последний источник', 'в последний раз пришли с'],
    ],
  },
}
const PERSON = { menu: 'origin', begins: null, asks: 'values' } as const

export const source: Kind<Source> = {
  name: 'source',
  schema,
  sql({ values, last }) {
    const column = last === true ? sql`s.last_source` : sql`s.source`
    const meant = sql`select other.payload from source_aliases a join source_aliases other on other.source_id = a.source_id
        where a.payload in (select lower(value) from json_each(${JSON.stringify(values)}))`
    return all(
      sql`${column} is not null`,
      sql`${column} collate nocase in (select value from json_each(${JSON.stringify(values)}) union all ${meant})`,
    )
  },
  not: OR_UNKNOWN,
  refers: () => [],
  names: leaf => [{ kind: 'source', of: 0, values: leaf.values, holds: false, with: values => ({ ...leaf, values }) }],
  restsOnOrders: false,
  facts: () => ['source'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readSource(c, begun === 'lastSource')),
  bare: c =>
    bareValues(c, {
      find: name => cameBy(c.vocabulary.sources, c.vocabulary.channels, name).source,
      leafOf: values => withChannels(c, values),
      leads: ['cameFrom'],
      onlyLed: !isNetwork(peek(c)?.text ?? '') && !saysSource(c, c.vocabulary.sources),
      single: true,
      behind: () => takeWay(c),
    }),
  say(leaf, phrasing) {
    const subject = SUBJECT[leaf.last === true ? 'lastSource' : 'source']
    return phrasing.words.is(subject[phrasing.language], listPhrase(leaf.values, phrasing))
  },
  title: ({ values, last }, { words }) => (last === true ? null : values.join(` ${words.or} `)),
  builder: {
    entries: [
      { ...PERSON, name: 'source', number: 2, label: { en: '🚪 First source', ru: '🚪 Первый источник' } },
      { ...PERSON, name: 'lastSource', number: 7, label: { en: '🚪 Last source', ru: '🚪 Последний ист.' } },
    ],
    slots: {
      values: {
        says(leaf, values, begun) {
          const last = leaf === null ? begun === 'lastSource' : leaf.last === true
          return last ? { leaf: 'source', values, last: true } : { leaf: 'source', values }
        },
        of: leaf => leaf.values,
      },
      known: { says: (leaf, known) => factOf(leaf?.last === true ? 'lastSource' : 'source', known) },
    },
    shown: () => ['values', 'known'],
  },
}

/** "From Instagram" came by a source of that name, or through a channel that is called so too. */
function withChannels(c: Cursor, values: string[]): Rule {
  const { sources, channels } = c.vocabulary
  const source: Source = { leaf: 'source', values }
  // "The Instagram link" is a source, and no channel.
  if (LINK.test(c.tokens[c.at - 1]?.text ?? '')) return source
  const alike = values.flatMap(value => cameBy(sources, channels, value).channel ?? [])
  const channel: Channel = { leaf: 'channel', values: alike }
  return alike.length === 0 ? source : { any: [source, channel] }
}

const LINK = /^(?:links?|code|codes|page|account)$/

/** "source: fb_spring", of the first link they came by or of the last. */
function readSource(c: Cursor, last: boolean): Rule {
  const fact = last ? 'lastSource' : 'source'
  const known = takeKnown(c) ?? saysHas(c)
  if (known !== null) return factOf(fact, known)
  const begin = c.at
  const negated = takeNegation(c)
  const { sources } = c.vocabulary
  // In speech no source is named that there is not: «источник блогеры» is a channel.
  const spoken = begin === c.at && peek(c)?.kind === 'word'
  const channel =
    spoken && !last ? namedAt(c, name => (sources.has(name) ? null : c.vocabulary.channels.shown(name))) : null
  if (channel !== null && namedAt(c, name => sources.shown(name)) === null) {
    c.at = channel.to
    const of: Channel = { leaf: 'channel', values: [channel.value] }
    return of
  }
  const found = readValues(c, { kind: 'value' }, { candidates: sources.all, isKnown: sources.has, mayEnd: true })
  const values = found.map(({ text, quoted }) =>
    quoted || sources.has(text) ? text : (networkCalled(sources, text) ?? text),
  )
  const leaf: Source = last ? { leaf: 'source', values, last: true } : { leaf: 'source', values }
  return negated ? { all: [factOf(fact, true), { not: leaf }] } : leaf
}
