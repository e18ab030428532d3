import type { Db } from '../../src/db/open.js'
import { type NewBroadcast, scheduleBroadcast } from '../../src/delivery/lifecycle.js'
import { createOffer, freezeOffer } from '../../src/offers/offer.js'
import { listVariants, setContent } from '../../src/offers/variant.js'
import type { PlainCriterion } from '../../src/segments/criterion.js'

/** The moment at which these tests happen. */
export const AT = Date.UTC(2026, 10, 24, 7)

/** Somebody of the small shop; what is not given is plain. */
export type Somebody = {
  name: string
  source?: string
  stopped?: boolean
  pausedUntil?: number
  unreachable?: 'blocked' | 'deactivated'
  /** Of their own clock, an IANA name. */
  zone?: string
}

/** Puts people into the database, ids 1, 2 … in order, Telegram ids 101, 102 … */
export function seed(db: Db, people: readonly Somebody[]): void {
  const insert = db.sql(
    `insert into subscribers (telegram_id, first_name, source, subscribed_at, unsubscribed_at, paused_until, unreachable, last_seen_at, dice, created_at, time_zone)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  db.write(() =>
    people.forEach((person, i) => {
      insert.run(
        101 + i,
        person.name,
        person.source ?? null,
        AT,
        person.stopped === true ? AT : null,
        person.pausedUntil ?? null,
        person.unreachable ?? null,
        AT,
        (i * 7_919_317) % (2 ** 31 - 1),
        AT,
        person.zone ?? null,
      )
    }),
  )
}

/** People of a crowd, all reachable. */
export const crowd = (n: number): Somebody[] => Array.from({ length: n }, (_none, i) => ({ name: `Person ${i + 1}` }))

const everyone: PlainCriterion = { leaf: 'everyone' }

/** A frozen offer with one text message for each given criterion. @returns the parts of a broadcast */
export function offerFor(
  db: Db,
  criteria: readonly PlainCriterion[] = [everyone],
): Pick<NewBroadcast, 'offerId' | 'parts'> {
  return db.write(() => {
    const offer = createOffer(db, { createdBy: 1 }, AT)
    setContent(db, offer.id, null, {
      kind: 'text',
      text: `Boots for {first_name|friend}`,
      entities: [],
      fileId: null,
      preview: false,
      buttons: [[{ label: 'Choose', url: 'https://shop.example/boots' }]],
    })
    freezeOffer(db, offer.id, AT)
    const [variant] = listVariants(db, offer.id)
    if (variant === undefined) throw new Error('no version')
    const parts = criteria.map(criterion => ({ variantId: variant.id, segmentId: null, name: null, criterion }))
    return { offerId: offer.id, parts }
  })
}

/** Approves a broadcast due at `AT`. @returns its id */
export function approve(
  db: Db,
  broadcast: Partial<NewBroadcast> & { criteria?: readonly PlainCriterion[] } = {},
): number {
  const { criteria, ...given } = broadcast
  const offer = offerFor(db, criteria)
  return db.write(() =>
    scheduleBroadcast(
      db,
      { ...offer, leftOut: [], startsAt: AT, zone: 'Europe/Moscow', shownAudience: 1_000, createdBy: 1, ...given },
      AT,
    ),
  )
}

/** Every row of a broadcast as [person, state, reason], by person. */
export function rowsOf(db: Db, id: number): [number, string, string | null][] {
  return db
    .sql<{ person: number; state: string; reason: string | null }>(
      'select subscriber_id as person, state, reason from deliveries where broadcast_id = ? order by subscriber_id',
    )
    .all(id)
    .map(row => [row.person, row.state, row.reason])
}
