import { address } from '../../address.js'

/** The places of the RFM groups. `measure`: 0 recency, 1 frequency, 2 money. */
export const rfm = {
  home: address('rf.home', { looks: true }),
  groups: address('rf.groups', 'page', { looks: true }),
  file: address('rf.file', { looks: true }),
  window: address('rf.win'),
  months: address('rf.months', 'months'),
  measure: address('rf.m', 'measure'),
  shares: address('rf.shares', 'measure'),
  movement: address('rf.moves', { looks: true }),
  movementFile: address('rf.movesfile', { looks: true }),
}
