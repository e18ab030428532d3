import { join } from 'node:path'
import { packageRoot } from '../../db/root.js'

/** The file of towns and their names. */
export const ATLAS = join(packageRoot(), 'dist', 'atlas.db')
