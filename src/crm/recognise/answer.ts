import { currencyNamed } from '../../text/currency.js'
import {
  type DateFormat,
  type Decimal,
  type Grouping,
  type Mapping,
  type OrderWord,
  type Question,
  type Role,
  SHARED,
} from '../role.js'
import { orderWord, plain } from './column/statuses.js'

/** What somebody said to a question. A `column` of null: none of them. */
export type Answer =
  | { kind: 'date_order'; format: Extract<DateFormat, 'dmy' | 'mdy'> }
  | { kind: 'decimal'; sign: Decimal }
  | { kind: 'column'; column: number | null }
  | { kind: 'status'; meaning: OrderWord }
  | { kind: 'currency'; currency: string }
  | { kind: 'grouping'; grouping: Exclude<Grouping, 'row'> }

/** The mapping with an answer in it; as it was where the answer is to another question. */
export function answer(mapping: Mapping, question: Question, said: Answer): Mapping {
  if (question.kind === 'date_order' && said.kind === 'date_order')
    return { ...mapping, dates: { ...mapping.dates, ...forAll(question.columns, said.format) } }
  if (question.kind === 'decimal' && said.kind === 'decimal')
    return { ...mapping, decimals: { ...mapping.decimals, ...forAll(question.columns, said.sign) } }
  if (question.kind === 'column' && said.kind === 'column') return withRole(mapping, question.role, said.column)
  if (question.kind === 'status' && said.kind === 'status') return withMeaning(mapping, question.word, said.meaning)
  if (question.kind === 'currency' && said.kind === 'currency')
    return { ...mapping, currency: currencyNamed(said.currency) ?? mapping.currency }
  if (question.kind === 'grouping' && said.kind === 'grouping') return { ...mapping, grouping: said.grouping }
  return mapping
}

/** The mapping by which a word of the status column means this. */
export function withMeaning(mapping: Mapping, word: string, meaning: OrderWord): Mapping {
  return { ...mapping, statuses: { ...mapping.statuses, [plain(word)]: meaning } }
}

/** What a word of the status column means by a mapping: as was said, else by the list of words, else not paid yet. */
export function meaningOf(mapping: Mapping, word: string): OrderWord {
  return mapping.statuses[plain(word)] ?? orderWord(word) ?? 'pending'
}

function forAll<T>(columns: readonly number[], value: T): Record<string, T> {
  return Object.fromEntries(columns.map(column => [String(column), value]))
}

/**
 * The mapping with a column in a role; whatever role the column had goes. Roles that several columns may have get one
 * more. @param column null takes the role away
 */
export function withRole(mapping: Mapping, role: Role, column: number | null): Mapping {
  const roles: Mapping['roles'] = {}
  for (const [held, columns] of Object.entries(mapping.roles) as [Role, number[]][]) {
    const left = held === role && !SHARED.has(role) ? [] : columns.filter(other => other !== column)
    if (left.length > 0) roles[held] = left
  }
  if (column !== null) roles[role] = SHARED.has(role) ? [...(roles[role] ?? []), column] : [column]
  else delete roles[role]
  return { ...mapping, roles }
}
