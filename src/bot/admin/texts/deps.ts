import type { AdminDeps } from '../deps.js'

/** What the screens of the texts work with. */
export type TextDeps = Pick<AdminDeps, 'db' | 'zone' | 'ownTargets'>
