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
