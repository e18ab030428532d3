import type { Db } from '../db/open.js'

/** Promo codes that somebody got are still given, and to nobody any more: a negative number stands for who that was. */
export function eraseFromOffers(db: Pick<Db, 'sql'>, subscriberId: number): void {
  const theirs = db
    .sql<{ offer: number; folded: string }>(
      `select p.offer_id as offer, p.folded from deliveries d join promo_codes p on p.delivery_id = d.id
       where d.subscriber_id = ? and d.claimed_at is not null`,
    )
    .all(subscriberId)
  const forget = db.sql(
    `update promo_codes set taken_at = null, delivery_id = min(0, (select min(delivery_id) from promo_codes)) - 1
     where offer_id = ? and folded = ?`,
  )
  for (const { offer, folded } of theirs) forget.run(offer, folded)
}

/** Whoever wrote, tested or mended these is a number from now on; edits of their messages change no offer any more. */
export function renumberInOffers(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update offers set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update tests set admin_id = ? where admin_id = ?').run(number, admin)
  db.sql('update link_targets set changed_by = ? where changed_by = ?').run(number, admin)
  db.sql('delete from origins where chat = ?').run(admin)
  db.sql('delete from album_parts where chat = ?').run(admin)
}
