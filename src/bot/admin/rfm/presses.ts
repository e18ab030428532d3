import { press } from '../../press.js'

/** The buttons of the RFM screens. `measure`: 0 recency, 1 frequency, 2 money. */
export const presses = {
  home: press('rf.home'),
  groups: press('rf.groups', 'page'),
  window: press('rf.win'),
  months: press('rf.months', 'months'),
  measure: press('rf.m', 'measure'),
  shares: press('rf.shares', 'measure'),
  movement: press('rf.moves'),
}
