import { fold } from '../../text/fold.js'
import { texts } from '../../text/index.js'
import { type Attribute, type AttributeGroup, BUILT_IN, builtInKey, LIMITS } from '../attribute.js'
import type { AttributeType } from '../comparable.js'
import { readFacts } from '../fact.js'

/**
 * What a column of a file becomes: a field that is there (`attributeId`), or a new one (null). `key` is how the file calls
 * it, `options` those that the field needs to have from then on (null for types without a choice).
 */
export type IncomingField = {
  key: string
  attributeId: number | null
  label: string
  type: AttributeType
  options: string[] | null
  group: AttributeGroup
}

/** Sees every value of every field of a file, and says what each is. */
export type FieldReader = {
  add(key: string, values: readonly string[]): void
  /** @param labels what keys such as `tags` are called on the screen; others keep the name that the file gives them */
  fields(known: readonly Attribute[], labels: Readonly<Record<string, string>>): IncomingField[]
}

type Seen = {
  key: string
  type: Set<'number' | 'date' | 'yes_no'>
  several: boolean
  long: boolean
  /** By their folded form, as they were first written; one more than may be options tells that they are too many. */
  values: Map<string, string>
}

const GROUPS: Readonly<Record<string, AttributeGroup>> = { gender: 'demographic', birthday: 'demographic' }

/** Fields of a file by their values, in bounded memory. @param at ms UTC, by which a birthday must have been */
export function createFieldReader(at: number): FieldReader {
  const seen = new Map<string, Seen>()

  function note(field: Seen, value: string): void {
    for (const type of field.type) if (!isOf(type, value, at)) field.type.delete(type)
    field.long ||= [...value].length > LIMITS.option
    if (field.values.size <= LIMITS.options) {
      const folded = fold(value)
      if (!field.values.has(folded)) field.values.set(folded, value.replace(/\s+/gu, ' ').trim())
    }
  }

  return {
    add(key, values) {
      const name = fold(key)
      let field = seen.get(name)
      if (field === undefined) {
        field = { key, type: new Set(['yes_no', 'number', 'date']), several: false, long: false, values: new Map() }
        seen.set(name, field)
      }
      field.several ||= values.length > 1
      for (const value of values) note(field, value)
    },
    fields: (known, labels) => [...seen.values()].map(field => planned(field, known, labels)),
  }
}

/** The key under which a field of a file is found again, however it is written. */
export function fieldKey(key: string): string {
  return fold(key)
}

function planned(field: Seen, known: readonly Attribute[], labels: Readonly<Record<string, string>>): IncomingField {
  const label = labels[field.key] ?? field.key
  const attribute = known.find(one => isCalled(one, field.key) || isCalled(one, label))
  if (attribute !== undefined) {
    const { id, type, group, options } = attribute
    return {
      key: field.key,
      attributeId: id,
      label,
      type,
      group,
      options: options === null ? null : widened(options, field),
    }
  }
  const choice = field.several && !field.long && field.values.size >= 2 && field.values.size <= LIMITS.options
  const [single] = field.type
  const type: AttributeType = choice ? 'many_of' : field.several ? 'text' : (single ?? 'text')
  return {
    key: field.key,
    attributeId: null,
    label: shortened(label),
    type,
    options: choice ? [...field.values.values()] : null,
    group: GROUPS[field.key] ?? 'behavioural',
  }
}

/** What stands first among the options stays so; others follow, as long as there is room. */
function widened(options: readonly string[], field: Seen): string[] {
  const there = new Set(options.map(fold))
  const more = [...field.values].flatMap(([folded, value]) => (there.has(folded) || field.long ? [] : [value]))
  return options.length + more.length > LIMITS.options ? [...options] : [...options, ...more]
}

function isCalled(attribute: Attribute, name: string): boolean {
  const key = builtInKey(attribute)
  const folded = fold(name)
  if (key === null) return attribute.label !== null && fold(attribute.label) === folded
  return key === folded || (['en', 'ru'] as const).some(l => fold(texts(l).fieldCards.builtIn[key]) === folded)
}

function isOf(type: 'number' | 'date' | 'yes_no', value: string, at: number): boolean {
  // Codes, ids and phones are read and written, not reckoned with.
  if (type === 'number' && /^\s*(?:\+|0\d)|\d{16}/.test(value)) return false
  if (type === 'yes_no' && /^\s*[\d+\-–—]/.test(value)) return false
  return readFacts({ key: '', type, options: null }, [value], at).kind === 'facts'
}

function shortened(label: string): string {
  const squeezed = label.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const short = [...squeezed].slice(0, LIMITS.label).join('').trim()
  const names = BUILT_IN.flatMap(key => (['en', 'ru'] as const).map(l => fold(texts(l).fieldCards.builtIn[key])))
  return /[^\p{C}\p{Z}]/u.test(short) && !names.includes(fold(short)) ? short : `${short} 2`.trim()
}
