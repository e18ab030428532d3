import type { Bindable } from '../../db/binding.js'

/**
 * A piece of SQL with the values for its question marks, in order. `among`: where all that it asks is whether the person `s`
 * is one of some, as of `isAmong`.
 */
export type Sql = { text: string; params: Bindable[]; among?: Some }

/** A query for the ids of people; `once`: it gives nobody twice. */
type Some = { ids: Sql; once: boolean }

/** Builds SQL: a piece of SQL is spliced in, anything else becomes a bound `?`, so input never becomes text. */
export function sql(strings: TemplateStringsArray, ...values: (Sql | Bindable)[]): Sql {
  const params: Bindable[] = []
  let text = strings[0] ?? ''
  values.forEach((value, i) => {
    if (value !== null && typeof value === 'object') {
      text += value.text
      params.push(...value.params)
    } else {
      text += '?'
      params.push(value)
    }
    text += strings[i + 1] ?? ''
  })
  return { text, params }
}

/**
 * Whether the person `s` is one of some, between brackets.
 * @param ids a query for their ids; `once`: it gives nobody twice
 */
export function isAmong(ids: Sql, { once }: { once: boolean } = { once: false }): Sql {
  return { ...sql`(s.id in (${ids}))`, among: { ids, once } }
}

/** Conditions between brackets, joined by one word. There must be at least one: no condition is never "everyone". */
export function joinSql(pieces: readonly Sql[], word: 'and' | 'or'): Sql {
  const [only, ...others] = pieces
  if (only === undefined) throw new Error('nothing to join')
  if (others.length === 0) return { ...only, text: `(${only.text})` }
  return {
    text: `(${pieces.map(piece => piece.text).join(` ${word} `)})`,
    params: pieces.flatMap(piece => piece.params),
  }
}

/** Pieces with commas between them, such as columns; nothing for none. */
export function listSql(pieces: readonly Sql[]): Sql {
  return { text: pieces.map(piece => piece.text).join(', '), params: pieces.flatMap(piece => piece.params) }
}

/** Conditions of which every one must hold, between brackets. */
export function all(...pieces: readonly Sql[]): Sql {
  return joinSql(pieces, 'and')
}

/** Conditions of which one must hold, between brackets. */
export function any(...pieces: readonly Sql[]): Sql {
  return joinSql(pieces, 'or')
}

/** Any number of values as one parameter: a statement may have 32,766 of them, and a plan joins several criteria. */
export function among(values: readonly (string | number)[]): Sql {
  return sql`(select value from json_each(${JSON.stringify(values)}))`
}

/** True where it looks at more than the person's own row: lists of values are no rows. */
export function looksElsewhere({ text }: Sql): boolean {
  return /\bfrom (?!json_each\b)/.test(text)
}
