import { fold } from '../../text/fold.js'
import { texts } from '../../text/index.js'
import type { AttributeType } from '../attribute/comparable.js'
import { readFacts } from '../attribute/fact.js'
import { type Attribute, type AttributeGroup, BUILT_IN, builtInKey, LIMITS } from '../attribute.js'

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
  /** @param several true where the file has a list of values, as tags are, also a list of one */
  add(key: string, values: readonly string[], several: boolean): void
  /** @param labels what keys such as `tags` are called on the screen; others keep the name that the file gives them */
  fields(known: readonly Attribute[], labels: Readonly<Record<string, string>>): IncomingField[]
}

type Seen = {
  key: string
  type: Set<'number' | 'date' | 'yes_no'>
  several: boolean
  /** How often values come, by their folded form; those that are too long for an option are not among them. */
  values: Map<string, { shown: string; times: number }>
}

/** So many different values of one field are told apart; of more the first ones seen. */
const TOLD_APART = 5_000

const GROUPS: Readonly<Record<string, AttributeGroup>> = { gender: 'demographic', birthday: 'demographic' }

/** Fields of a file by their values, in bounded memory. @param at ms UTC, by which a birthday must have been */
export function createFieldReader(at: number): FieldReader {
  const seen = new Map<string, Seen>()

  function note(field: Seen, value: string): void {
    for (const type of field.type) if (!isOf(type, value, at)) field.type.delete(type)
    if (!field.several && field.values.size > LIMITS.options) return
    const folded = fold(value)
    const there = field.values.get(folded)
    if (there !== undefined) there.times += 1
    else if (field.values.size < TOLD_APART && [...value].length <= LIMITS.option)
      field.values.set(folded, { shown: value.replace(/\s+/gu, ' ').trim(), times: 1 })
  }

  return {
    add(key, values, several) {
      const name = fold(key)
      let field = seen.get(name)
      if (field === undefined) {
        field = { key, type: new Set(['yes_no', 'number', 'date']), several: false, values: new Map() }
        seen.set(name, field)
      }
      field.several ||= several
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
      options: options === null ? null : widened(attribute.type, options, field),
    }
  }
  const choice = field.several && field.values.size >= 2
  const [single] = field.type
  const type: AttributeType = choice ? 'many_of' : field.several ? 'text' : (single ?? 'text')
  return {
    key: field.key,
    attributeId: null,
    label: shortened(label),
    type,
    options: choice ? optionsOf(field, LIMITS.options) : null,
    group: GROUPS[field.key] ?? 'behavioural',
  }
}

/** Those that come most, in the order in which they were first seen. */
function optionsOf(field: Seen, most: number): string[] {
  const common = [...field.values.entries()].sort(([, a], [, b]) => b.times - a.times).slice(0, most)
  const kept = new Set(common.map(([folded]) => folded))
  return [...field.values].flatMap(([folded, { shown }]) => (kept.has(folded) ? [shown] : []))
}

/**
 * What stands among the options stays. Of a choice of many those that come most follow, as long as there is room; of a
 * choice of one all or none, since a column of other values is no choice of ours.
 */
function widened(type: AttributeType, options: readonly string[], field: Seen): string[] {
  const there = new Set(options.map(fold))
  const more = new Map([...field.values].filter(([folded]) => !there.has(folded)))
  if (type === 'one_of' && options.length + more.size > LIMITS.options) return [...options]
  return [...options, ...optionsOf({ ...field, values: more }, LIMITS.options - options.length)]
}

/** Whether a field goes by this name: its own, or one of those that segcast gives it in either language. */
export function isCalled(attribute: Attribute, name: string): boolean {
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
