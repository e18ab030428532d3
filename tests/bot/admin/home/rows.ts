import { addBroadcast, addRows, type BroadcastRow } from '../../../reports/fixture.js'
import type { Stage } from './stage.js'

export function add(
  on: Stage,
  broadcast: BroadcastRow,
  rows: Partial<Record<'sent' | 'queued' | 'uncertain', number>> = {},
) {
  on.db.write(() => {
    const id = addBroadcast(on.db, broadcast)
    for (const state of ['sent', 'queued', 'uncertain'] as const)
      addRows(on.db, rows[state] ?? 0, { broadcast: id, variant: id * 10 + 1, state })
  })
}
