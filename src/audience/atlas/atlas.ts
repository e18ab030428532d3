import { join } from 'node:path'
import { packageRoot } from '../../db/root.js'

/** The file of towns and their names; its number goes up with every change of what is in it. */
export const ATLAS = join(packageRoot(), 'dist', 'atlas-1.db')
