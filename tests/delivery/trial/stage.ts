import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { scheduleBroadcast } from '../../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../src/delivery/queue.js'
import { scheduleNudge } from '../../../src/delivery/schedule/nudge.js'
import { settleDelivery } from '../../../src/delivery/settle.js'
import { runTrials } from '../../../src/delivery/trial/decide.js'
import type { NewTrial } from '../../../src/delivery/trial/trial.js'
import { setButtons } from '../../../src/offers/button/own.js'
import { USUAL_TRIAL } from '../../../src/offers/draft.js'
import { changeDraft, createOffer, freezeOffer } from '../../../src/offers/offer.js'
import { listVariants, setContent } from '../../../src/offers/variant.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, crowd, seed } from '../fixture.js'

export type Change = Partial<NewTrial> & {
  people?: number
  versions?: number
  notLaterThan?: number
  careful?: boolean
  control?: number
  /** It is to be reminded of so many hours later; version B has a button of its own. */
  nudge?: number
}

const PLAIN = { kind: 'text' as const, entities: [], fileId: null, preview: false }

/** A frozen offer with so many versions of its message. @returns their ids, A first */
export function offerOf(
  db: Db,
  versions: number,
  nudge: number | null = null,
): { offerId: number; variants: number[] } {
  return db.write(() => {
    const { id } = createOffer(db, { createdBy: 1 }, AT)
    for (let version = 0; version < versions; version++) {
      const text = `Boots, version ${version}`
      const buttons = [[{ label: 'Choose', url: 'https://shop.example/boots' }]]
      setContent(db, id, null, { ...PLAIN, text, buttons }, version)
    }
    if (nudge !== null) {
      changeDraft(db, id, () => ({ nudge: { hours: nudge, content: { ...PLAIN, text: 'Still there', buttons: [] } } }))
      setButtons(db, id, [[{ label: 'Choose', url: 'https://shop.example/boots' }]])
      setButtons(db, id, [[{ label: 'Look', url: 'https://shop.example/b' }]], null, 1)
    }
    freezeOffer(db, id, AT)
    return { offerId: id, variants: listVariants(db, id).map(variant => variant.id) }
  })
}

/** A broadcast that tries versions, as it began. */
export async function begin(change: Change = {}, rules: GateRules = noRules) {
  const { people = 400, versions = 2, notLaterThan = null, careful = false, control = 0, nudge, ...terms } = change
  const db = await temporaryDb()
  seed(db, crowd(people))
  const { offerId, variants } = offerOf(db, versions, nudge)
  const trial: NewTrial = { ...USUAL_TRIAL, part: 0, variants, wait: 4 * HOUR, ...terms }
  const id = db.write(() =>
    scheduleBroadcast(
      db,
      {
        ...{ offerId, leftOut: [], startsAt: AT, zone: 'Europe/Moscow', shownAudience: people, createdBy: 1 },
        parts: [{ variantId: variants[0] ?? 0, segmentId: null, name: null, criterion: { leaf: 'everyone' } }],
        ...{ notLaterThan, careful, control, trials: [trial] },
      },
      AT,
    ),
  )
  const first = {
    id,
    offerId,
    startsAt: AT,
    ownClock: null,
    zone: 'Europe/Moscow',
    shownAudience: people,
    createdBy: 1,
  }
  db.write(() => scheduleNudge(db, first, 'Reminder', AT))
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, rules)
  return { db, id, variants, offerId }
}

/** Sends all that may be sent at `at`. @returns who got which version */
export function send(db: Db, id: number, at: number, rules: GateRules = noRules): { who: number; variant: number }[] {
  const got: { who: number; variant: number }[] = []
  for (;;) {
    const { messages, skipped } = claimDeliveries(db, id, 50, at, rules)
    for (const message of messages) {
      settleDelivery(db, message, { kind: 'sent', messageId: 1 }, at)
      got.push({ who: message.subscriberId, variant: message.variantId })
    }
    if (messages.length + skipped === 0) return got
  }
}

/** So many of those who got a version click. */
export function click(db: Db, id: number, variant: number, n: number, at = AT + HOUR): void {
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     select d.id, 1, d.subscriber_id, d.broadcast_id, ?, 'human', 'person', 'Chrome' from deliveries d
     where d.broadcast_id = ? and d.variant_id = ? and d.state = 'sent' and d.wave < 4 order by d.id limit ?`,
  ).run(at, id, variant, n)
}

/** Tried on everybody who tries, and clicked so often; judged. */
export async function judged(clicks: readonly number[], change: Change = {}) {
  const s = await begin({ people: 1_000, ...change })
  send(s.db, s.id, AT)
  await runTrials(s.db, AT)
  for (const [i, n] of clicks.entries()) click(s.db, s.id, s.variants[i] ?? 0, n)
  await runTrials(s.db, AT + (change.wait ?? 4 * HOUR))
  return s
}

export const LATER = AT + 4 * HOUR

export const quiet = { from: 22 * 60, to: 9 * 60 }
