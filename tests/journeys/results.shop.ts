import { DAY } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { addBroadcast, addConversion, addRead, addReply } from '../reports/fixture.js'

const HELD = 100_000

/** A broadcast that is over: so many got it, so many were kept from it, and so many of either bought. */
type Told = {
  id: number
  name: string
  got: number
  bought: number
  control: { people: number; bought: number } | null
  /** Days since it was sent. */
  ago: number
}

/**
 * A shop whose broadcasts are over: one that sold more and gave discounts, one too small to tell, and one without a control
 * group. Everybody's orders are known.
 * @param names of the three
 * @param at ms UTC
 */
export function sellResults(db: Db, names: readonly [string, string, string], at: number): void {
  db.write(() => {
    addPeople(db, 0, 3_600)
    addPeople(db, HELD, 400)
    told(db, { id: 1, name: names[0], got: 3_600, bought: 780, control: { people: 400, bought: 50 }, ago: 9 }, at)
    told(db, { id: 2, name: names[1], got: 360, bought: 21, control: { people: 40, bought: 2 }, ago: 20 }, at)
    told(db, { id: 3, name: names[2], got: 900, bought: 24, control: null, ago: 11 }, at)
    const left = `insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, reason, due_at) values (?, 1, ?, 11, 'skipped', ?, 0)`
    for (const [i, reason] of (['cap', 'unsubscribed', 'no_code', 'control'] as const).entries()) {
      addPeople(db, 200_000 + i, 1)
      db.sql(left).run(900_001 + i, 200_001 + i, reason)
    }
    addRead(db, { delivery: 100_001, person: 1, evidence: 'reply', grade: 'confirmed' })
    addReply(db, { delivery: 100_001, person: 1 }, 1)
    db.sql('update broadcasts set evaluated_at = started_at, reported_at = 1').run()
  })
}

function addPeople(db: Db, after: number, n: number): void {
  db.sql(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
     insert into subscribers (id, telegram_id, first_name, last_name, subscribed_at, last_seen_at, dice, created_at)
     select ? + i, 500000 + ? + i, 'Anna', 'P. ' || i, 0, 0, i * 7919, 0 from n`,
  ).run(n, after, after)
  db.sql(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
     insert into customers (id, external_id, subscriber_id, created_at) select ? + i, 'c' || (? + i), ? + i, 0 from n`,
  ).run(n, after, after, after)
}

function told(db: Db, { id, name, got, bought, control, ago }: Told, at: number): void {
  const sent = at - ago * DAY
  addBroadcast(db, { id, name, state: 'finished', startedAt: sent, finishedAt: sent + 300_000 })
  const rows = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
    insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, due_at, claimed_at, sent_at)`
  db.sql(`${rows} select ? + i, ?, i, ?, 'sent', 0, ?, ? from n`).run(got, id * 100_000, id, id * 10 + 1, sent, sent)
  if (control !== null) {
    db.sql('update broadcasts set control = 1000 where id = ?').run(id)
    db.sql(`${rows} select ? + i, ?, ? + i, ?, 'held_out', 0, null, null from n`).run(
      ...[control.people, id * 100_000 + 50_000, id, HELD, id * 10 + 1],
    )
    db.sql(
      `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at)
       values (?, 'broadcast', ?, 1000, ?, ?, 1, 0)`,
    ).run(id, id, sent, sent + 7 * DAY)
    db.sql(
      `insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
       select ?, subscriber_id, state = 'held_out', 1, ? from deliveries where broadcast_id = ? and state in ('sent', 'held_out')`,
    ).run(id, sent, id)
  }
  const order = `insert into orders (id, external_id, customer_id, at, status, total, currency, discount)
    values (?, ?, ?, ?, 'paid', ?, 'EUR', ?)`
  const buyers = [
    ...Array.from({ length: bought }, (_none, i) => i + 1),
    ...Array.from({ length: control?.bought ?? 0 }, (_none, i) => HELD + i + 1),
  ]
  for (const [i, person] of buyers.entries()) {
    const n = id * 10_000 + i
    const after = sent + DAY + (i % 50) * 3_600_000
    const discount = person < HELD ? 1_500 : 0
    db.sql(order).run(n, `o${n}`, person, after, 4_150, discount)
    if (person < HELD && i % 3 === 0)
      addConversion(db, {
        ...{ order: n, delivery: id * 100_000 + person, broadcast: id, person, at: after, amount: 4_150, discount },
        by: 'click',
      })
  }
  // What the same people bought before it says what a usual check is.
  for (let i = 0; i < 12; i++) {
    const n = id * 10_000 + 5_000 + i
    db.sql(order).run(n, `o${n}`, i + 1, sent - 5 * DAY, 4_150, 0)
  }
}
