import type { Db } from '../../../src/db/open.js'
import { createRepeatWatch } from '../../../src/delivery/campaign/repeat/run.js'
import { createRepeat, startRepeat } from '../../../src/delivery/campaign/repeat.js'
import type { Course, End } from '../../../src/delivery/campaign/terms.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { silentLog } from '../../../src/log.js'
import { changeDraft, createOffer, type Draft } from '../../../src/offers/offer.js'
import { setContent } from '../../../src/offers/variant.js'
import { noRules } from '../../support/gates.js'

export const DAILY: Course = { rhythm: { kind: 'daily', minute: 600, own: false }, to: { kind: 'everybody' } }

/** A draft of an offer with one message to everybody. @returns its id */
export function draftOffer(db: Db, at: number, draft: Partial<Draft> = { rest: true }): number {
  return db.write(() => {
    const { id } = createOffer(db, { createdBy: 1, goal: 'inform' }, at)
    setContent(db, id, null, { kind: 'text', text: 'Boots', entities: [], fileId: null, preview: false, buttons: [] })
    changeDraft(db, id, () => draft)
    return id
  })
}

/** A repeat that was begun at `at`. @returns its id */
export function begun(
  db: Db,
  at: number,
  terms: { course?: Course; end?: End; zone?: string; draft?: Partial<Draft> } = {},
): number {
  const { course = DAILY, end = { kind: 'never' }, zone = 'UTC', draft } = terms
  const offer = draftOffer(db, at, draft)
  return db.write(() => {
    const id = createRepeat(db, { id: offer, name: `Repeat ${offer}` }, { course, end, zone, createdBy: 1 }, at)
    startRepeat(db, id, at)
    return id
  })
}

/** What looks after repeats. */
export const watchOf = (db: Db) => createRepeatWatch({ db, log: silentLog, changed: () => undefined })

/** Plans what waits for it. */
export async function planAll(db: Db, at: number, rules: GateRules = noRules): Promise<void> {
  const waiting = db
    .sql<{ id: number }>(`update broadcasts set state = 'planning' where state = 'scheduled' returning id`)
    .all()
  for (const { id } of waiting) await planDeliveries(db, id, at, rules)
}

/** Everybody who waits in a broadcast of this campaign gets it. */
export function sendAll(db: Db, at: number): void {
  db.write(() => {
    db.sql(
      `update deliveries set state = 'sent', claimed_at = ?, sent_at = ?, attempts = 1 where state = 'queued'`,
    ).run(at, at)
    db.sql(`update broadcasts set state = 'finished', finished_at = ? where state = 'running'`).run(at)
  })
}

/** The runs of a repeat as [planned, outcome], in their order. */
export function outcomes(db: Db, id: number): [number, string][] {
  return db
    .sql<{ planned: number; outcome: string }>(
      'select planned_for as planned, outcome from campaign_runs where campaign_id = ? order by planned_for',
    )
    .all(id)
    .map(({ planned, outcome }) => [planned, outcome])
}
