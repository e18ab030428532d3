import type { AdminDeps } from '../deps.js'

/** What the ladder's screens work with. */
export type LadderDeps = Pick<AdminDeps, 'db' | 'preferences' | 'adminIds'>
