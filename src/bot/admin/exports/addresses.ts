import { address } from '../../address.js'

/** The buttons of files that go out: of the whole base, for owners alone. */
export const exports = {
  home: address('xp.home', { owners: true }),
  start: address('xp.start', { owners: true, once: true }),
  progress: address('xp.far', { owners: true }),
  stop: address('xp.stop', { owners: true }),
  /** What came of the last file that somebody dropped again. */
  back: address('xp.back'),
}
