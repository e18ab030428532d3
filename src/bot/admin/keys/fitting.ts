import { CELLS, CELLS_WITHOUT_SCORE } from '../../../audience/rfm/cell.js'
import type { Made } from '../../../delivery/campaign/series/draft.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { campaigns } from '../campaigns/addresses.js'

/** The RFM groups; buttons hold their places. */
export const GROUPS = [...CELLS, ...CELLS_WITHOUT_SCORE] as const
/** An RFM group. */
export type Group = (typeof GROUPS)[number]

/** What fits the people of an RFM group; null: a person writes to them, or their orders must be found first. */
export const FITTING: Record<Group, Made | null> = {
  champions: 'review',
  loyal: 'review',
  potential: 'second_order',
  new: 'second_order',
  promising: 'second_order',
  need_attention: 'come_back',
  about_to_sleep: 'come_back',
  at_risk: 'come_back',
  cant_lose: null,
  hibernating: 'come_back',
  lost: 'come_back',
  bought_before: 'come_back',
  never_bought: 'welcome',
  not_linked: null,
}

/** The button to the series that fits the people of an RFM group; none where none does, or to whom makes none. @param readyKey of a ready-made segment */
export function fittingKey({ may, t: { readyCampaigns: t } }: Pick<Here, 'may' | 't'>, readyKey: string): Key[] {
  const group = GROUPS.findIndex(cell => readyKey === `cell:${cell}`)
  const cell = GROUPS[group]
  const fitting = cell === undefined ? null : FITTING[cell]
  if (fitting === null || !may(campaigns.readyFor)) return []
  return [key(`${t.marks[fitting]} ${t.names[fitting]}`, campaigns.readyFor, { group })]
}
