import { createHash } from 'node:crypto'
import type { Language } from '../../../text/format.js'
import { type Key, key } from '../../card.js'
import { segments } from '../segments/addresses.js'
import { countLabel } from '../words/count-label.js'

/** A button that opens a ready-made segment, its people and an offer for them. @param people in it; null: not told */
export function readyKey(wanted: string, name: string, people: number | null, language: Language): Key {
  return key(countLabel(name, people, language), segments.ready, { ready: numberOf(wanted), offer: 0 })
}

/** A ready-made segment's key as the whole number that fits into a button. */
export function numberOf(readyKey: string): number {
  return createHash('sha256').update(readyKey).digest().readUInt32BE()
}
