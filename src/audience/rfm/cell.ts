/** The eleven areas of RFM scores, best first, and the three groups of people without a score. */
export const CELLS = [
  'champions',
  'loyal',
  'potential',
  'new',
  'promising',
  'need_attention',
  'about_to_sleep',
  'at_risk',
  'cant_lose',
  'hibernating',
  'lost',
] as const

/** An area of RFM scores. */
export type Cell = (typeof CELLS)[number]

/** `bought_before`: orders, but none in the window; `never_bought`: linked, no order; `not_linked`: orders unknown. */
export const CELLS_WITHOUT_SCORE = ['bought_before', 'never_bought', 'not_linked'] as const

/** What can be chosen beside the cells. */
export type CellWithoutScore = (typeof CELLS_WITHOUT_SCORE)[number]

/** A score of one measure, 5 the best. */
export type Score = 1 | 2 | 3 | 4 | 5

/** Scores from–to of recency, frequency and money that make a cell, both ends included. */
type Area = { cell: Cell; r: readonly [number, number]; f: readonly [number, number]; m: readonly [number, number] }

const any = [1, 5] as const

/** Every score lies in exactly one of these areas. */
export const AREAS: readonly Area[] = [
  { cell: 'champions', r: [5, 5], f: [4, 5], m: [4, 5] },
  { cell: 'loyal', r: [5, 5], f: [4, 5], m: [1, 3] },
  { cell: 'loyal', r: [3, 4], f: [4, 5], m: any },
  { cell: 'cant_lose', r: [1, 2], f: [4, 5], m: [4, 5] },
  { cell: 'at_risk', r: [1, 2], f: [4, 5], m: [1, 3] },
  { cell: 'potential', r: [4, 5], f: [2, 3], m: any },
  { cell: 'need_attention', r: [3, 3], f: [3, 3], m: any },
  { cell: 'at_risk', r: [1, 2], f: [3, 3], m: any },
  { cell: 'new', r: [5, 5], f: [1, 1], m: any },
  { cell: 'promising', r: [4, 4], f: [1, 1], m: any },
  { cell: 'about_to_sleep', r: [3, 3], f: [1, 2], m: any },
  { cell: 'hibernating', r: [2, 2], f: [1, 2], m: any },
  { cell: 'lost', r: [1, 1], f: [1, 2], m: any },
]

/** The cell of the scores in these columns, as SQL. */
export function cellSql(r: string, f: string, m: string): string {
  const within = (column: string, [from, to]: readonly [number, number]) =>
    from === 1 && to === 5 ? [] : [from === to ? `${column} = ${from}` : `${column} between ${from} and ${to}`]
  const cases = AREAS.map(
    area =>
      `when ${[...within(r, area.r), ...within(f, area.f), ...within(m, area.m)].join(' and ')} then '${area.cell}'`,
  )
  return `case ${cases.join(' ')} end`
}
