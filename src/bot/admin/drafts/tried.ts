import type { Db } from '../../../db/open.js'
import type { GateRules } from '../../../delivery/gate.js'
import type { Part } from '../../../delivery/plan/audience.js'
import type { NewTrial } from '../../../delivery/trial/trial.js'
import { trialWait } from '../../../delivery/trial/wait.js'
import type { Offer } from '../../../offers/offer.js'
import { listVersions, type Variant } from '../../../offers/variant.js'
import { wantedVersions } from './versions.js'

/** A message of a draft that is tried in several versions, A first; `segment` null: that for all, or for the rest. */
export type Tried = { segment: number | null; versions: Variant[] }

/** The messages of a draft of which there is more than one version. Surveys ask, and try nothing. */
export function listTried(db: Db, offer: Offer): Tried[] {
  if (offer.kind === 'survey') return []
  return wantedVersions(offer.draft)
    .map(segment => ({ segment, versions: listVersions(db, offer.id, segment) }))
    .filter(({ versions }) => versions.length > 1)
}

/**
 * What a broadcast of a draft tries, in the form in which it is kept.
 * @param parts of its audience
 * @param from when about the last of the tried messages leaves, ms UTC
 */
export function trialsOf(
  db: Db,
  offer: Offer,
  parts: readonly Pick<Part, 'variantId'>[],
  { from, rules }: { from: number; rules: Pick<GateRules, 'quiet' | 'zone'> },
): NewTrial[] {
  const { trial } = offer.draft
  const { wait } = trialWait(trial, offer, from, rules)
  return listTried(db, offer).flatMap(({ versions }) => {
    const variants = versions.map(({ id }) => id)
    const part = parts.findIndex(({ variantId }) => variantId === variants[0])
    return part < 0 ? [] : [{ ...trial, part, variants, wait }]
  })
}
