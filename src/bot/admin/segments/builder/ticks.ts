import { findAttribute } from '../../../../audience/attribute.js'
import { findSource, sourceName } from '../../../../audience/source.js'
import { languageSql } from '../../../../segments/compile/column.js'
import type { Leaf } from '../../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../../segments/describe.js'
import { answerOf, kindAsked } from '../../../../segments/kinds/buttons.js'
import type { Kind } from '../../../../segments/kinds/kind.js'
import { nameOfLanguage } from '../../../../segments/names.js'
import { capital } from '../../../../segments/phrase.js'
import { createVocabulary } from '../../../../segments/vocabulary.js'
import { zoneName } from '../../../../text/format.js'
import type { Piece } from '../../../../text/rich.js'
import { valueWords } from '../../../words/value-words.js'
import { countOrNull, evaluationOf } from '../../figures.js'
import { fieldName } from '../../words/field-name.js'
import { fieldAt } from './slots/field.js'
import { beginningOf, subjectOf } from './slots/rest.js'
import { type At, question, SIZE, said } from './slots/slot.js'
import { type Blank, type Body, isGroup } from './tree.js'

/** A value to tick. `number` stands for it in a button; `people`: how many have it, null when that took too long. */
export type Value = { value: string; number: number; people: number | null }

/** Values that a condition can ask for. */
export type Ticks = {
  asked: Piece
  /** What is said where nobody has any value. */
  none: Piece
  /** Words of the language that stand before typed values. */
  begin: string
  list(page: number): Promise<{ values: Value[]; total: number }>
  /** The value that a number in a button stands for; null when it stands for none (any more). */
  valueOf(number: number): string | null
  nameOf(value: string): string
  chosen: string[]
  /** What the condition says with these values; null where that makes no sense, as mostly without any. */
  says(values: string[]): Body | null
  /** The values of a condition of the same kind; null for another kind. */
  valuesOf(leaf: Leaf): string[] | null
}

/** Values that stand in tables; other kinds know theirs. */
const IN_TABLES: Record<string, (at: At) => Ticks | null> = {
  language: at => languageTicks(at),
  source: at => sourceTicks(at, 'source'),
  lastSource: at => sourceTicks(at, 'last_source'),
  channel: at => channelTicks(at),
  timeZone: at => zoneTicks(at),
  field: at => fieldTicks(at),
}

/** What can be ticked for this condition; null when nothing can. */
export function ticksOf(at: At): Ticks | null {
  const { body } = at.part
  if (isGroup(body)) return null
  const kind = kindAsked(body)
  const choices = kind?.builder.slots.values?.choices?.(at.here.language, createVocabulary(at.here.db))
  return kind !== null && choices !== undefined
    ? fixedTicks(at, kind, choices)
    : (IN_TABLES[entryOf(body)]?.(at) ?? null)
}

/** What a condition is about, also while only a fact's being known is asked. */
export function entryOf(body: Leaf | Blank): string {
  if ('blank' in body) return body.blank
  if (body.leaf === 'known') return body.fact
  return body.leaf === 'source' && body.last === true ? 'lastSource' : body.leaf
}

/** Values that there always are, each with the people it would hold alone. */
function fixedTicks(at: At, kind: Kind, choices: readonly { value: string; label: string }[]): Ticks {
  const { here } = at
  const alone = (value: string) => said(at, 'values', [value])
  return {
    asked: question(at, 'values', ''),
    none: '',
    begin: beginningAt(at, kind),
    async list(page) {
      const shown = choices.slice(page * SIZE, (page + 1) * SIZE)
      const counts = await Promise.all(
        shown.map(({ value }) => {
          const leaf = alone(value)
          return leaf === null || !('leaf' in leaf) ? null : countOrNull(here, leaf, evaluationOf(here))
        }),
      )
      const values = shown.map(({ value }, i) => ({
        ...{ value, number: choices.findIndex(choice => choice.value === value) },
        people: counts[i]?.people ?? null,
      }))
      return { values, total: choices.length }
    },
    valueOf: number => choices[number]?.value ?? null,
    nameOf: value => choices.find(choice => choice.value === value)?.label ?? value,
    ...chosenOf(at),
    valuesOf: leaf => (leaf.leaf === kind.name ? answerOf(leaf, 'values') : null),
  }
}

/** What stands before typed values: where the condition is about an offer, that is named first. */
function beginningAt({ here, part: { body } }: At, kind: Kind): string {
  if (isGroup(body) || 'blank' in body || answerOf(body, 'offer') === null) return `${beginningOf(kind)}: `
  const phrase = describeCriterion(body, 'en', findNames(here.db))
  return phrase.slice(0, phrase.lastIndexOf(': ') + 2)
}

/** The values that are ticked, and what the condition says with others. */
function chosenOf(at: At): Pick<Ticks, 'chosen' | 'says'> {
  const { body } = at.part
  return {
    chosen: isGroup(body) ? [] : (answerOf(body, 'values') ?? []),
    says: values => said(at, 'values', values),
  }
}

function languageTicks(at: At): Ticks {
  const { segmentCards: words } = at.here.t
  return {
    ...{ asked: question(at, 'values', ''), none: words.noLanguages, begin: 'language: ' },
    ...columnTicks(at, languageSql.text, "value glob '[a-z][a-z]' or value glob '[a-z][a-z][a-z]'"),
    ...chosenOf(at),
    valueOf: languageOf,
    nameOf: value => capital(nameOfLanguage(value, at.here.language), at.here.language),
    valuesOf: leaf => (leaf.leaf === 'language' ? leaf.values : null),
  }
}

/** Zones of clocks that people told by way of their location. */
function zoneTicks(at: At): Ticks {
  const { here } = at
  return {
    ...{ asked: question(at, 'values', ''), none: question(at, 'values', ''), begin: 'time zone: ' },
    ...columnTicks(at, 's.time_zone', "value <> ''"),
    ...chosenOf(at),
    valueOf: someone =>
      here.db.sql<{ zone: string | null }>('select time_zone as zone from subscribers where id = ?').get(someone)
        ?.zone ?? null,
    nameOf: zone => zoneName(zone, here.language),
    valuesOf: leaf => (leaf.leaf === 'timeZone' ? leaf.zones : null),
  }
}

/** Channels of the sources that somebody made, each named in a button by one of them. */
function channelTicks(at: At): Ticks {
  const { here } = at
  const { segmentCards: words } = here.t
  return {
    ...{ asked: words.askChannels, none: words.noChannels, begin: 'channel: ' },
    async list(page) {
      const rows = await here.db.people.rows<{ value: string; number: number; people: number; total: number }>(
        `select min(o.channel) as value, min(o.id) as number, count(s.id) as people, count(*) over () as total
         from sources o join source_aliases a on a.source_id = o.id
         left join subscribers s on s.source collate nocase = a.payload
         where o.channel is not null group by o.channel_folded order by people desc, 1 limit ? offset ?`,
        [SIZE, page * SIZE],
      )
      return { values: rows, total: rows[0]?.total ?? 0 }
    },
    valueOf: id => findSource(here.db, id)?.channel ?? null,
    nameOf: value => value,
    ...chosenOf(at),
    valuesOf: leaf => (leaf.leaf === 'channel' ? leaf.values : null),
  }
}

/** A source is named in a button by somebody who came by it; names that were merged are one. */
function sourceTicks(at: At, column: 'source' | 'last_source'): Ticks {
  const { here } = at
  const { segmentCards: words } = here.t
  const last = column === 'last_source'
  const isSame = (leaf: Leaf) => leaf.leaf === 'source' && (leaf.last === true) === last
  return {
    asked: last ? words.askLastSources : words.askSources,
    none: words.noSources,
    begin: last ? 'last source: ' : 'source: ',
    async list(page) {
      const rows = await here.db.people.rows<{ value: string; number: number; people: number; total: number }>(
        `select coalesce(max(n.name), min(g.payload)) as value, min(g.someone) as number, sum(g.people) as people,
           count(*) over () as total
         from (select min(s.${column}) as payload, min(s.id) as someone, count(*) as people from subscribers s
           where s.${column} is not null and s.${column} <> '' and length(s.${column}) <= 256
           group by s.${column} collate nocase) g
         left join source_aliases a on a.payload = lower(g.payload) left join sources n on n.id = a.source_id
         group by coalesce(a.source_id, lower(g.payload)) order by people desc, 1 limit ? offset ?`,
        [SIZE, page * SIZE],
      )
      return { values: rows, total: rows[0]?.total ?? 0 }
    },
    valueOf(someone) {
      const payload = here.db
        .sql<{ value: string | null }>(`select ${column} as value from subscribers where id = ?`)
        .get(someone)?.value
      return payload == null ? null : sourceName(here.db, payload)
    },
    nameOf: value => value,
    ...chosenOf(at),
    valuesOf: leaf => (leaf.leaf === 'source' && isSame(leaf) ? leaf.values : null),
  }
}

/** Values of a column that people have, the most frequent first. @param usable what the language of segments can name */
function columnTicks({ here }: At, column: string, usable: string): Pick<Ticks, 'list'> {
  return {
    async list(page) {
      const rows = await here.db.people.rows<{ value: string; someone: number; people: number; total: number }>(
        `select min(value) as value, min(id) as someone, count(*) as people, count(*) over () as total
         from (select s.id, ${column} as value from subscribers s)
         where value is not null and (${usable}) group by value collate nocase order by people desc, 1 limit ? offset ?`,
        [SIZE, page * SIZE],
      )
      const isCode = column === languageSql.text
      const values = rows.map(({ value, someone, people }) => ({
        ...{ value, people },
        number: isCode ? Number.parseInt(value, 36) : someone,
      }))
      return { values, total: rows[0]?.total ?? 0 }
    },
  }
}

/** A language's code is a number to the base of 36. */
function languageOf(number: number): string | null {
  const code = number.toString(36)
  return /^[a-z]{2,3}$/.test(code) ? code : null
}

/** Values of a field: its options, or what people have; the latter are named in a button by somebody who has it. */
function fieldTicks(at: At): Ticks | null {
  const { here } = at
  const field = fieldAt(at)
  const attribute = field === null ? null : findAttribute(here.db, field.id)
  if (field === null || attribute === null) return null
  const words = here.t
  const { options } = attribute
  return {
    asked: words.segmentCards.askValues(fieldName(field, here.language)),
    none: words.segmentCards.noValues(fieldName(field, here.language)),
    begin: `${subjectOf(field)}: `,
    async list(page) {
      const rows = await here.db.people.rows<{ shown: string; someone: number; people: number; total: number }>(
        `select min(shown) as shown, min(subscriber_id) as someone, count(*) as people, count(*) over () as total
         from attribute_values where attribute_id = ? group by value collate nocase order by people desc, 1 limit ? offset ?`,
        options === null ? [field.id, SIZE, page * SIZE] : [field.id, options.length + SIZE, 0],
      )
      if (options === null)
        return {
          values: rows.map(({ shown, someone, people }) => ({ value: shown, number: someone, people })),
          total: rows[0]?.total ?? 0,
        }
      const values = options.map((value, number) => ({
        ...{ value, number },
        people: rows.find(({ shown }) => shown === value)?.people ?? 0,
      }))
      return { values: values.slice(page * SIZE, (page + 1) * SIZE), total: options.length }
    },
    valueOf(number) {
      if (options !== null) return options[number] ?? null
      return (
        here.db
          .sql<{ shown: string }>('select shown from attribute_values where attribute_id = ? and subscriber_id = ?')
          .get(field.id, number)?.shown ?? null
      )
    },
    nameOf: value => valueWords(attribute, value, here.language),
    ...chosenOf(at),
    valuesOf: leaf =>
      leaf.leaf !== 'field' || leaf.field !== field.id ? null : 'is' in leaf.test ? leaf.test.is : null,
  }
}
