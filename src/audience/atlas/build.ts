import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { editionOf } from '../../db/reference.js'
import { ATLAS } from './atlas.js'

/** What the atlas is made by: where that changes, it is made anew. */
function edition(): number {
  const hash = createHash('sha256').update(process.version)
  for (const part of ['alias', 'border', 'foreign', 'gazetteer', 'name', 'russian', 'territory'])
    hash.update(readFileSync(join(import.meta.dirname, `${part}.js`)))
  return hash.digest().readInt32BE()
}

if (editionOf(ATLAS) !== edition()) {
  // The towns of the world are read only then: every build asks, few have anything to do.
  const { buildAtlas } = await import('./gazetteer.js')
  buildAtlas(ATLAS, edition())
}
