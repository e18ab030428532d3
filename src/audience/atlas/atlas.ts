import { join } from 'node:path'
import { openReference, type Reference } from '../../db/reference.js'
import { packageRoot } from '../../db/root.js'

/** The file of towns, their names and the borders between them. */
export const ATLAS = join(packageRoot(), 'dist', 'atlas.db')

let opened: Reference | undefined

/** The atlas, opened when it is asked for the first time. @throws Error when it was never built */
export function atlas(): Reference {
  opened ??= openReference(ATLAS)
  return opened
}
