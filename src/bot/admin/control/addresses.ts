import { address } from '../../address.js'

const about = 'control'

/** The places of the control group of the quarter; only owners decide on it. `share`: so many of 10,000; `id`: the comparison's. */
export const control = {
  /** How it stands: the one that runs, what the last one came to, or what one would show. */
  home: address('ct.home', { owners: true, about, all: true }),
  /** What groups of several sizes would show. */
  sizes: address('ct.sizes', { owners: true, about, all: true }),
  confirm: address('ct.size', 'share', { owners: true, about, all: true }),
  start: address('ct.start', 'share', { owners: true, about, all: true }),
  askEnd: address('ct.end', 'id', { owners: true, about, all: true }),
  end: address('ct.endyes', 'id', { owners: true, about, all: true }),
  /** What one came to. */
  result: address('ct.result', 'id', { owners: true, about, all: true }),
  enough: address('ct.enough', { owners: true }),
}
