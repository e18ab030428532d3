import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, gone, way } from '../../screen.js'
import { analysis } from './addresses.js'

/** The button that takes a picture away, and what it does. */
export const closePlaces: Entry[] = [way(analysis.close, () => gone)]

/** The last row under every picture. */
export function closeRow({ t }: Here): Key[] {
  return [key(t.analysisCards.close, analysis.close, {})]
}
