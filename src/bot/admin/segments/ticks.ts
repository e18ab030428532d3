import { findAttribute } from '../../../audience/attribute.js'
import { CELLS, CELLS_WITHOUT_SCORE } from '../../../audience/rfm/cell.js'
import { languageSql } from '../../../segments/compile/column.js'
import type { Leaf } from '../../../segments/criterion.js'
import { nameOfLanguage, rungName } from '../../../segments/names.js'
import { createVocabulary } from '../../../segments/vocabulary.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import { valueWords } from '../../value-words.js'
import { countOrNull, evaluationOf } from './figures.js'
import { subjectOf } from './rest.js'
import type { Body } from './sketch.js'
import { type At, SIZE } from './slot.js'
import { fieldAt, fieldName } from './slots/field.js'

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
  /** What the condition says with these values, of which there is at least one. */
  says(values: string[]): Leaf
  /** The values of a condition of the same kind; null for another kind. */
  valuesOf(leaf: Leaf): string[] | null
}

const STATUSES = ['active', 'paused', 'unsubscribed', 'blocked', 'deactivated'] as const
const ENGAGEMENTS = ['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'] as const
const RUNGS = ['1', '2', '3', '4', '5', '0'] as const
const ALL_CELLS = [...CELLS, ...CELLS_WITHOUT_SCORE] as const

/** What can be ticked for this condition; null when nothing can. */
export function ticksOf(at: At): Ticks | null {
  const { ctx, deps, part } = at
  const { body } = part
  const { segmentCards: words, segments, labels } = texts(ctx.language)
  switch (kindOf(body)) {
    case 'language':
      return {
        ...{ asked: words.askLanguages, none: words.noLanguages, begin: 'language: ' },
        ...columnTicks(at, languageSql.text, "value glob '[a-z][a-z]' or value glob '[a-z][a-z][a-z]'"),
        valueOf: languageOf,
        nameOf: value => languageName(value, ctx.language),
        chosen: 'leaf' in body && body.leaf === 'language' ? body.values : [],
        says: values => ({ leaf: 'language', values }),
        valuesOf: leaf => (leaf.leaf === 'language' ? leaf.values : null),
      }
    case 'source':
      return sourceTicks(at, 'source')
    case 'lastSource':
      return sourceTicks(at, 'last_source')
    case 'status':
      return {
        ...fixedTicks(at, STATUSES, values => ({ leaf: 'status', values })),
        ...{
          asked: words.askStatus,
          begin: 'status: ',
          nameOf: value => capital(segments.status[one(STATUSES, value)], ctx.language),
        },
        valuesOf: leaf => (leaf.leaf === 'status' ? leaf.values : null),
      }
    case 'rfm':
      return {
        ...fixedTicks(at, ALL_CELLS, cells => ({ leaf: 'rfm', cells })),
        ...{ asked: words.askCells, begin: 'rfm: ', nameOf: value => labels.cells[one(ALL_CELLS, value)] },
        valuesOf: leaf => (leaf.leaf === 'rfm' ? leaf.cells : null),
      }
    case 'ladder': {
      const names = createVocabulary(deps.db)
      return {
        ...fixedTicks(at, RUNGS, values => ({ leaf: 'ladder', rungs: values.map(Number) })),
        ...{ asked: words.askRungs, begin: 'ladder: ' },
        nameOf: value => capital(rungName(Number(value), names, ctx.language), ctx.language),
        valuesOf: leaf => (leaf.leaf === 'ladder' ? leaf.rungs.map(String) : null),
      }
    }
    case 'engagement':
      return {
        ...fixedTicks(at, ENGAGEMENTS, groups => ({ leaf: 'engagement', groups })),
        ...{
          asked: words.askEngagement,
          begin: 'engagement: ',
          nameOf: value => labels.engagement[one(ENGAGEMENTS, value)],
        },
        valuesOf: leaf => (leaf.leaf === 'engagement' ? leaf.groups : null),
      }
    case 'field':
      return fieldTicks(at)
    default:
      return null
  }
}

/** What a condition is about, also while only a fact's being known is asked. */
function kindOf(body: Body): string {
  if ('blank' in body) return body.blank
  if ('parts' in body) return 'group'
  if (body.leaf === 'known') return body.fact
  return body.leaf === 'source' && body.last === true ? 'lastSource' : body.leaf
}

function one<T extends string>(values: readonly T[], value: string): T {
  const known = values.find(known => known === value)
  if (known === undefined) throw new Error(`not one of the values: ${value}`)
  return known
}

type Listed = Pick<Ticks, 'none' | 'list' | 'valueOf' | 'chosen' | 'says'>

/** Values that there always are, each with the people it would hold alone. */
function fixedTicks<T extends string>(
  at: At,
  all: readonly T[],
  says: (values: T[]) => Leaf,
): Listed & { chosen: string[] } {
  const { deps, ctx, part } = at
  return {
    none: '',
    async list(page) {
      const shown = all.slice(page * SIZE, (page + 1) * SIZE)
      const counts = await Promise.all(shown.map(value => countOrNull(deps, says([value]), evaluationOf(ctx, deps))))
      const values = shown.map((value, i) => ({ value, number: all.indexOf(value), people: counts[i]?.people ?? null }))
      return { values, total: all.length }
    },
    valueOf: number => all[number] ?? null,
    chosen: chosenOf(part.body),
    says: values => says(values.map(value => one(all, value))),
  }
}

function chosenOf(body: Body): string[] {
  if (!('leaf' in body)) return []
  if (body.leaf === 'status') return body.values
  if (body.leaf === 'rfm') return body.cells
  if (body.leaf === 'ladder') return body.rungs.map(String)
  return body.leaf === 'engagement' ? body.groups : []
}

/** A source is named in a button by somebody who came by it. */
function sourceTicks(at: At, column: 'source' | 'last_source'): Ticks {
  const { deps, ctx, part } = at
  const { segmentCards: words } = texts(ctx.language)
  const last = column === 'last_source'
  const isSame = (leaf: Leaf) => leaf.leaf === 'source' && (leaf.last === true) === last
  return {
    asked: last ? words.askLastSources : words.askSources,
    none: words.noSources,
    begin: last ? 'last source: ' : 'source: ',
    ...columnTicks(at, `s.${column}`, "value <> '' and length(value) <= 256"),
    valueOf: someone =>
      deps.db.sql<{ value: string | null }>(`select ${column} as value from subscribers where id = ?`).get(someone)
        ?.value ?? null,
    nameOf: value => value,
    chosen: 'leaf' in part.body && part.body.leaf === 'source' ? part.body.values : [],
    says: values => (last ? { leaf: 'source', values, last: true } : { leaf: 'source', values }),
    valuesOf: leaf => (leaf.leaf === 'source' && isSame(leaf) ? leaf.values : null),
  }
}

/** Values of a column that people have, the most frequent first. @param usable what the language of segments can name */
function columnTicks({ deps }: At, column: string, usable: string): Pick<Ticks, 'list'> {
  return {
    async list(page) {
      const rows = await deps.db.people.rows<{ value: string; someone: number; people: number; total: number }>(
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

/** "Russian", with a capital whatever the language's custom, because it stands alone on a button. */
function languageName(code: string, language: Language): string {
  return capital(nameOfLanguage(code, language), language)
}

function capital(name: string, language: Language): string {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** Values of a field: its options, or what people have; the latter are named in a button by somebody who has it. */
function fieldTicks(at: At): Ticks | null {
  const { deps, ctx, part } = at
  const { body } = part
  const field = fieldAt(at)
  const attribute = field === null ? null : findAttribute(deps.db, field.id)
  if (field === null || attribute === null || !('leaf' in body) || body.leaf !== 'field') return null
  const { test } = body
  const words = texts(ctx.language)
  const { options } = attribute
  return {
    asked: words.segmentCards.askValues(fieldName(field, words)),
    none: words.segmentCards.noValues(fieldName(field, words)),
    begin: `${subjectOf(field)}: `,
    async list(page) {
      const rows = await deps.db.people.rows<{ shown: string; someone: number; people: number; total: number }>(
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
        deps.db
          .sql<{ shown: string }>('select shown from attribute_values where attribute_id = ? and subscriber_id = ?')
          .get(field.id, number)?.shown ?? null
      )
    },
    nameOf: value => valueWords(attribute, value, ctx.language),
    chosen: 'is' in test ? test.is : 'isNot' in test ? test.isNot : [],
    says: values => ({ ...body, test: 'isNot' in test ? { isNot: values } : { is: values } }),
    valuesOf: leaf =>
      leaf.leaf !== 'field' || leaf.field !== field.id ? null : 'is' in leaf.test ? leaf.test.is : null,
  }
}
