import type { Mapping, Role } from '../../role.js'
import { bare } from '../cell.js'

/** What some columns say in a row: the first of them that says something, else an empty text. */
export type TextOf = (cells: readonly string[]) => string

const nothing: TextOf = () => ''

/** @param columns by their indexes; undefined where a file has none */
export function textOf(columns: readonly number[] | undefined): TextOf {
  const [first, ...others] = columns ?? []
  if (first === undefined) return nothing
  if (others.length === 0) return cells => bare(cells[first] ?? '')
  return cells => {
    const text = bare(cells[first] ?? '')
    if (text !== '') return text
    for (const column of others) {
      const other = bare(cells[column] ?? '')
      if (other !== '') return other
    }
    return ''
  }
}

/** How the column of a role writes times. */
export function formatOf(mapping: Mapping, role: Role) {
  return mapping.dates[String(mapping.roles[role]?.[0] ?? '')] ?? 'ymd'
}
