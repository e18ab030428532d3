import { expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { findEffect } from '../../src/reports/effect.js'
import { COMPARED, findCompared, findUsualCheck, reckon } from '../../src/reports/reckoning.js'
import { type PlantedShop, plainReckoning, plantShop, seenOf, truthOf } from '../prove/planted-shops.js'
import { temporaryDb } from '../support/db.js'
import { DAY, FROM, UNTIL } from './comparison.js'
import { addBroadcast } from './fixture.js'

/** All of a planted shop on disk: its broadcast, who was kept from it, what everybody bought, and what that came after. */
function write(db: Db, { people, share, usual }: PlantedShop): void {
  db.write(() => {
    addBroadcast(db, { id: 1, state: 'finished', startedAt: FROM, finishedAt: FROM + 60_000 })
    db.sql(
      `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at)
       values (7, 'broadcast', 1, ?, ?, ?, 1, 0)`,
    ).run(share, FROM, UNTIL)
    const person = db.sql(
      `insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
       values (?, ?, 'P', 0, 0, 1, 0)`,
    )
    const customer = db.sql('insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)')
    const order = db.sql(
      `insert into orders (id, external_id, customer_id, at, status, total, currency, discount)
       values (?, ?, ?, ?, 'paid', ?, 'RUB', ?)`,
    )
    const member = db.sql(
      'insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (7, ?, ?, 1, ?)',
    )
    const delivery = db.sql(
      `insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, due_at, claimed_at, sent_at)
       values (?, 1, ?, 11, ?, 0, ?, ?)`,
    )
    const conversion = db.sql(
      `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, "by", evidence_at, at, amount, currency, discount)
       values (?, ?, ?, 1, ?, 'code', ?, ?, ?, 'RUB', ?)`,
    )
    for (const [i, { held, check, withOffer, without, discount }] of people.entries()) {
      const [id, at] = [i + 1, FROM + DAY + i]
      person.run(id, id)
      customer.run(id, `c${id}`, id)
      member.run(id, Number(held), FROM)
      delivery.run(id, id, held ? 'held_out' : 'sent', held ? null : FROM, held ? null : FROM)
      if (!(held ? without : withOffer)) continue
      const off = held ? 0 : discount
      order.run(id, `o${id}`, id, at, check - off, off)
      if (!held) conversion.run(id, id, id, id, at, at, check - off, off)
    }
    // Of nobody who is compared: a code somebody else used, an order after the time, one of somebody linked since.
    conversion.run(2_000_001, 1, 1, 1, FROM, FROM + DAY, 5_000, 50_000)
    db.sql(`update conversions set "by" = 'shared' where order_id = 2000001`).run()
    conversion.run(2_000_002, 1, 1, 1, FROM, UNTIL, 5_000, 50_000)
    const late = people.length + 1
    person.run(late, late)
    delivery.run(late, late, 'sent', FROM, FROM)
    db.sql('insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (7, ?, 0, 0, ?)').run(
      late,
      FROM,
    )
    conversion.run(2_000_003, late, late, late, FROM, FROM + DAY, 5_000, 50_000)
    for (const [i, total] of usual.entries()) order.run(1_000_000 + i, `u${i}`, 1, FROM - DAY - i, total, 0)
  })
}

test.each([2, 12])('a planted shop (%i), from what is on disk: as a plain recomputation has it', async seed => {
  const shop = plantShop(seed, [1_800, 2_600])
  const db = await temporaryDb()
  write(db, shop)
  const effect = await findEffect(db, { broadcastId: 1 }, UNTIL)
  const seen = seenOf(shop)
  expect(effect).toMatchObject({ treated: seen.treated, held: seen.held })
  const found = reckon(effect, {
    marginPer100: shop.marginPer100,
    usualCheck: await findUsualCheck(db, 'RUB', FROM),
    discounts: await findCompared(db, 1),
  })
  if (found.kind !== 'reckoned') throw new Error(found.why)
  expect(found.discounts).toBe(seen.discounts)
  expect(Math.abs(found.profit - plainReckoning(shop))).toBeLessThan(seen.treated.of)
  // Truth is nothing that a shop can see, but these two lie in the range.
  expect(truthOf(shop)).toBeGreaterThan(found.low)
  expect(truthOf(shop)).toBeLessThan(found.high)
})

test('orders after it are found by the broadcast, people by their numbers', async () => {
  const db = await temporaryDb()
  const plan = db.sql<{ detail: string }>(`explain query plan ${COMPARED}`).all({ broadcast: 1 })
  const text = plan.map(({ detail }) => detail).join('\n')
  expect(text).toContain('SEARCH v USING INDEX conversions_broadcast (broadcast_id=?')
  expect(text).toContain('SEARCH m USING PRIMARY KEY (holdout_id=? AND subscriber_id=?)')
  expect(text).toContain('holdouts_broadcast (broadcast_id=?)')
})
