import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../db/root.js'
import type { Sent } from '../emulator/profile.js'

/** A picture that the shop has of its boots. */
export function photoOf(name: 'boots' | 'snow'): Sent {
  const bytes = readFileSync(join(packageRoot(), 'src/sandbox/demo/photo', `${name}.jpg`))
  return { bytes, name: `${name}.jpg`, type: 'image/jpeg' }
}
