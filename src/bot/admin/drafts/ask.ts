import type { Criterion } from '../../../segments/criterion.js'
import type { Here } from '../../here.js'
import type { Go } from '../../screen.js'
import { saveReady } from '../named-segment.js'
import { beginFor } from './begin.js'

/** Whom an offer may ask for their number: no orders are known of them, and they have not shared it. */
const UNASKED: Criterion = {
  all: [
    { leaf: 'linked', value: false },
    { leaf: 'known', fact: 'phone', value: false },
  ],
}

/** Begins an offer that asks people for their number, so that their orders are found. To be called in a group. */
export function beginAsking(here: Here): Go {
  const { db, me, at, t } = here
  return beginFor(here, saveReady(db, { name: t.orderCards.unasked, criterion: UNASKED }, me, at), 'know_orders')
}
