import { seedSubscribers } from '../../bench/seed.js'
import type { Db } from '../../src/db/open.js'
import { scheduleBroadcast } from '../../src/delivery/lifecycle.js'
import { createOffer, freezeOffer, type Goal } from '../../src/offers/offer.js'
import { parseCode } from '../../src/offers/promo/code.js'
import { addCodes } from '../../src/offers/promo/code-list.js'
import { setPromoList } from '../../src/offers/promo.js'
import { listVariants, setContent } from '../../src/offers/variant.js'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { switchOffGates } from './gates.js'

/** The admin's Telegram id; nobody of the people seeded. */
export const ADMIN = 900_000_001

/** People with the ids 1 … n who can be reached, in the database and at the emulator (which asks no update of anybody). */
export async function seedPeople(db: Db, emulator: Emulator, n: number, at: number): Promise<void> {
  db.write(() => seedSubscribers(db, n, at))
  switchOffGates(db)
  for (let id = 1; id <= n; id++) emulator.user({ id, firstName: `Person ${id}` }).start()
  emulator.user({ id: ADMIN, firstName: 'Ada' }).start()
  await fetch(`${emulator.apiRoot}/bot${emulator.token}/deleteWebhook?drop_pending_updates=true`)
}

/**
 * An approved broadcast of one message with a button to everyone, due at `at`.
 * @param codes everybody gets a promo code of their own, out of so many
 * @returns its id
 */
export function approveBroadcast(
  db: Db,
  shownAudience: number,
  at: number,
  goal: Goal = 'inform',
  codes: number | null = null,
): number {
  return db.write(() => {
    const offer = createOffer(db, { createdBy: ADMIN, goal }, at)
    setContent(db, offer.id, null, {
      kind: 'text',
      text: `Autumn boots are here, {first_name|friend}.${codes === null ? '' : ' {code}'}`,
      entities: [{ type: 'bold', offset: 0, length: 12 }],
      fileId: null,
      preview: false,
      buttons: [[{ label: 'Choose', url: 'https://shop.example/boots' }]],
    })
    if (codes !== null) {
      addCodes(
        db,
        offer.id,
        Array.from({ length: codes }, (_none, i) => parseCode(`AB-${i}`)),
      )
      setPromoList(db, offer.id)
    }
    freezeOffer(db, offer.id, at)
    const parts = listVariants(db, offer.id).map(variant => ({
      variantId: variant.id,
      segmentId: null,
      name: null,
      criterion: { leaf: 'everyone' as const },
    }))
    return scheduleBroadcast(
      db,
      { offerId: offer.id, parts, leftOut: [], startsAt: at, zone: 'UTC', shownAudience, createdBy: ADMIN },
      at,
    )
  })
}
