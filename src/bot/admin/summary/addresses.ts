import { address } from '../../address.js'

/** The places of the weekly summary, which is for owners. `week`: its number, see reports/results/week.ts; 0: the last one that is over. */
export const summary = {
  week: address('wk.week', 'week', { owners: true }),
  leftOut: address('wk.cap', 'week', 'page', { owners: true }),
  leftOutFile: address('wk.capfile', 'week', 'page', { owners: true }),
  /** `on`: 1 or 0. */
  switch: address('wk.on', 'on', { owners: true }),
}
